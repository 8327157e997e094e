"""``trustlint new --from``: what a badge says stays as it is, and what it lacks is marked so that nobody takes it for content."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from trustlint.authoring.gaps import fill_gaps
from trustlint.authoring.json_edit import add
from trustlint.engine.options import CheckOptions
from trustlint.engine.session import Session
from trustlint.errors import UsageError
from trustlint.model.finding import Severity
from trustlint.model.outcome import Verdict
from trustlint.model.report import DocumentResult
from trustlint.source.read import Input, read_documents

from .conftest import Call

BADGE = """\
{
    "id": "https://example.org/badges/1",
    "type": ["Achievement"], "name": "Peer Feedback",
    "criteria": {"narrative": "Give feedback on three drafts; two assessors score it."},
    "alignment": [{"type": ["Alignment"], "targetName": "Instructing"}],
    "description": "Gives useful feedback."
}
"""


def test_a_badge_gets_gaps_and_nothing_else_changes(call: Call) -> None:
    Path("badge.json").write_text(BADGE, encoding="utf-8")
    ended = call("new", "--from", "badge.json", "-o", "draft.json")
    assert ended.code == 1
    text = Path("draft.json").read_text(encoding="utf-8")
    for line in BADGE.splitlines():
        assert line.rstrip(",").rstrip("}]") in text
    draft = json.loads(text)
    assert list(draft)[:6] == list(json.loads(BADGE))
    assert draft["achievementType"].startswith("<<FILL IN: type of the achievement")
    assert draft["alignment"][0]["targetUrl"].startswith("<<FILL IN: address of the page of the skill")
    assert '\n    "achievementType": "<<' in text
    said = " ".join(ended.out.split())
    assert "/alignment/0/targetUrl: address of the page of the skill" in said
    assert "/resultDescription/0/name: what is measured" in said
    assert "meets 1 of 4 required checks of trusted-credential" in said


def test_check_finds_the_gaps_and_none_passes_for_content(call: Call) -> None:
    Path("badge.json").write_text(BADGE, encoding="utf-8")
    call("new", "--from", "badge.json", "-o", "draft.json")
    checked = call("check", "--format", "json", "draft.json")
    assert checked.code == 1
    (document,) = json.loads(checked.out)["documents"]
    gaps = [finding for finding in document["findings"] if finding["code"] == "OBS119"]
    assert {"/achievementType", "/alignment/0/targetUrl"} <= {finding["pointer"] for finding in gaps}
    assert next(item for item in gaps if item["pointer"] == "/achievementType")["span"]["line"] == 7
    verdicts = {item["id"]: (item["verdict"], item["reason"]) for item in document["criteria"]}
    assert verdicts["TC-01"] == verdicts["TC-02"] == verdicts["TC-03"] == ("fail", "gap-left")
    assert verdicts["TC-04"][0] == "pass"


def test_filled_in_the_gaps_are_met(call: Call) -> None:
    Path("badge.json").write_text(BADGE, encoding="utf-8")
    call("new", "--from", "badge.json", "-o", "draft.json")
    draft = json.loads(Path("draft.json").read_text(encoding="utf-8"))
    draft["achievementType"] = "MicroCredential"
    draft["alignment"][0]["targetUrl"] = "https://www.onetonline.org/find/descriptor/result/2.B.1.e"
    draft["resultDescription"][0] |= {"name": "Score", "resultType": "Percent"}
    Path("draft.json").write_text(json.dumps(draft), encoding="utf-8")
    assert call("check", "draft.json").code == 0
    again = call("new", "--from", "draft.json")
    assert again.code == 0
    assert json.loads(again.out) == draft


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.json", "{", "cannot be read"),
        ("a.json", "[]", "no badge"),
        ("a.json", '{"a": 1}', "no badge"),
        ("a.json", '[{"type": ["Achievement"]}, {"type": ["Achievement"]}]', "2 documents"),
        ("b.txt", "hello", "cannot be read"),
    ],
)
def test_what_is_no_badge_is_refused_in_words(name: str, content: str, says: str, call: Call) -> None:
    Path(name).write_text(content, encoding="utf-8")
    ended = call("new", "--from", name)
    assert ended.code == 2
    assert says in ended.err


def test_yaml_becomes_json_in_the_same_order(call: Call) -> None:
    Path("badge.yaml").write_text('type: [Achievement]\nname: A\nid: "urn:a"\n', encoding="utf-8")
    ended = call("new", "--from", "badge.yaml")
    assert list(json.loads(ended.out))[:3] == ["type", "name", "id"]


@pytest.mark.parametrize(
    ("text", "path", "value", "wanted"),
    [
        ('{"a": 1}', ("b",), 2, '{"a": 1, "b": 2}'),
        ('{"a":1,"c":2}', ("b",), [1, 2], '{"a":1,"c":2,"b":[1,2]}'),
        ("{}", ("b",), 2, '{"b": 2}'),
        (
            '{\r\n\t"a": []\r\n}\r\n',
            ("a", "-"),
            {"x": 1},
            '{\r\n\t"a": [\r\n\t\t{\r\n\t\t\t"x": 1\r\n\t\t}\r\n\t]\r\n}\r\n',
        ),
        (
            '{\n  "a": {\n    "b": 1\n  }\n}',
            ("a", "c"),
            {"d": 2},
            '{\n  "a": {\n    "b": 1,\n    "c": {\n      "d": 2\n    }\n  }\n}',
        ),
        ('{"a": [1,  2]}', ("a", "-"), 3, '{"a": [1,  2,  3]}'),
        ('{\n "t": "A"\n}', ("t",), ["A", "B"], '{\n "t": [\n  "A",\n  "B"\n ]\n}'),
        ('{"ä\\u0041": "x"}', ("b",), "é", '{"ä\\u0041": "x", "b": "é"}'),
    ],
)
def test_an_addition_is_laid_out_like_its_neighbours(text: str, path: Any, value: Any, wanted: str) -> None:
    assert add(text, path, value) == wanted


@pytest.fixture(scope="module")
def session() -> Session:
    packs = (
        "open-badges",
        "trusted-credential",
        "nz-listing",
        "trusted-microcredential",
        "eu-micro-credential",
    )
    return Session(CheckOptions(packs=packs, attestations=(), waivers=()))


def test_over_the_corpus_content_stays_and_gaps_are_found(session: Session, shared: Path) -> None:
    levels = {pack.id: pack.levels_within(pack.levels[0].id) for pack in session.packs if pack.levels}
    filled_files = 0
    for file in sorted((shared / "corpus").rglob("*.json")):
        try:
            filled = fill_gaps(str(file), session, levels)
        except UsageError:
            continue
        (before,) = read_documents(Input(str(file), True))
        (after,) = read_documents(Input(str(file), True, filled.text.encode("utf-8", "surrogatepass")))
        assert after.usable, file
        held = dict(leaves(after.data))
        for path, value in leaves(before.data):
            # A single type or context becomes the first of several.
            assert value in (held.get(path, path), held.get((*path, 0), path)), (file, path)
        old, new = session.check(before), session.check(after)
        assert old is not None
        assert new is not None
        assert errors(new) <= errors(old), file
        found = {finding.pointer for finding in new.findings if finding.code == "OBS119"}
        assert {item.pointer for item in filled.gaps} <= found, file
        verdicts = {(item.pack, item.id): item.verdict for item in old.criteria}
        for item in new.criteria:
            was = verdicts[item.pack, item.id]
            assert not (was is Verdict.FAIL and item.verdict is Verdict.PASS), (file, item.id)
        filled_files += bool(filled.gaps)
    assert filled_files > 150


def errors(result: DocumentResult) -> set[tuple[str, str | None]]:
    return {
        (item.code, item.pointer)
        for item in result.findings
        if item.severity is Severity.ERROR and not item.criteria
    }


def leaves(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    if isinstance(value, dict):
        for name, item in value.items():
            yield from leaves(item, (*path, name))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from leaves(item, (*path, index))
    else:
        yield path, value
