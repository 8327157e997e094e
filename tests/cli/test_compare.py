"""``trustlint compare``: exit codes, matching, formats, and harmless output."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from trustlint.engine.examples import base_document

from .conftest import NOW, Command, Ended

AT = ("--now", NOW)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def schema(root: Path) -> Any:
    return json.loads((root / "schemas" / "comparison.schema.json").read_text())


def base(name: str) -> Any:
    return copy.deepcopy(base_document(name, "a test"))


def put(file: Path, data: Any) -> str:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(data), encoding="utf-8")
    return str(file)


def as_json(ended: Ended, schema: Any) -> Any:
    data = json.loads(ended.out)
    jsonschema.validate(data, schema)
    assert data["exit_code"] == ended.code
    return data


def test_nothing_lost(call: Command, desk: Path, schema: Any) -> None:
    before = put(desk / "a.json", base("ob3-credential"))
    put(desk / "b.json", base("ob3-credential"))
    ended = call("compare", before, "b.json", *AT)
    assert ended.code == 0
    assert "1 of 1 document preserved" in ended.out
    data = as_json(call("compare", before, "b.json", "-f", "json", *AT), schema)
    assert data["preserved"] is True
    assert {change["fate"] for change in data["documents"][0]["changes"]} == {"kept"}


def test_a_loss_is_exit_1_and_told(call: Command, desk: Path, schema: Any) -> None:
    badge = base("ob3-credential")
    before = put(desk / "a.json", badge)
    del badge["issuer"]["name"]
    after = put(desk / "b.json", badge)
    ended = call("compare", before, after, *AT)
    assert ended.code == 1
    assert "Lost\n    issuer.name\n      /issuer/name: Reading School\n" in ended.out
    assert as_json(call("compare", before, after, "-f", "json", *AT), schema)["preserved"] is False


def test_what_is_added_is_no_loss(call: Command, desk: Path) -> None:
    badge = base("ob3-credential")
    before = put(desk / "a.json", badge)
    badge["description"] = "For three summaries."
    ended = call("compare", before, put(desk / "b.json", badge), *AT)
    assert ended.code == 0
    assert "credential.description" in ended.out


def test_verdicts_stand_side_by_side_and_a_worse_one_is_told(call: Command, desk: Path, schema: Any) -> None:
    badge = base("ob3-credential")
    badge["credentialSubject"]["achievement"]["achievementType"] = "Certificate"
    before = put(desk / "a.json", badge)
    del badge["credentialSubject"]["achievement"]["achievementType"]
    after = put(desk / "b.json", badge)
    data = as_json(call("compare", before, after, "-f", "json", *AT), schema)
    verdict = next(item for item in data["documents"][0]["verdicts"] if item["id"] == "TC-01")
    assert (verdict["before"], verdict["after"], verdict["worse"]) == ("pass", "fail", True)
    assert "✓ pass → ✗ fail" in call("compare", before, after, *AT).out
    back = as_json(call("compare", after, before, "-f", "json", *AT), schema)
    assert not any(item["worse"] for item in back["documents"][0]["verdicts"])
    assert back["exit_code"] == 0


def test_becoming_invalid_is_no_preservation(call: Command, desk: Path) -> None:
    badge = base("ob3-credential")
    before = put(desk / "a.json", badge)
    badge["awardedDate"] = "yesterday"
    ended = call("compare", before, put(desk / "b.json", badge), *AT)
    assert ended.code == 1
    assert "a valid Open Badge before, no valid Open Badge after" in ended.out


def test_folders_are_matched_by_id_and_then_by_name(call: Command, desk: Path, schema: Any) -> None:
    first = base("ob3-definition")
    second = {
        **copy.deepcopy(first),
        "id": "https://example.org/achievements/source-check",
        "name": "Source Check",
    }
    third = {**copy.deepcopy(first), "id": "https://example.org/achievements/third", "name": "Third"}
    put(desk / "before" / "one.json", first)
    put(desk / "before" / "two.json", second)
    put(desk / "before" / "three.json", third)
    put(desk / "after" / "x.json", {**second, "id": "urn:uuid:cd3e8b5e-9be5-4b5c-a1a8-1b62e8d74f44"})
    put(desk / "after" / "y.json", first)
    put(desk / "after" / "package.json", {"name": "no credential"})
    data = as_json(call("compare", "before", "after", "-f", "json", *AT), schema)
    found = {
        Path(item["before"]["path"]).name: (
            item["matched_by"],
            item["after"] and Path(item["after"]["path"]).name,
        )
        for item in data["documents"]
    }
    assert found == {"one.json": ("id", "y.json"), "two.json": ("name", "x.json"), "three.json": (None, None)}
    assert data["exit_code"] == 1
    assert "lost: no document after has its id or its name" in call("compare", "before", "after", *AT).out


def test_lines_of_ndjson_are_documents(call: Command, desk: Path) -> None:
    badges = [{**base("ob3-definition"), "id": f"https://example.org/{number}"} for number in range(3)]
    (desk / "a.ndjson").write_text("".join(json.dumps(badge) + "\n" for badge in badges))
    (desk / "b.ndjson").write_text("".join(json.dumps(badge) + "\n" for badge in reversed(badges)))
    ended = call("compare", "a.ndjson", "b.ndjson", *AT)
    assert ended.code == 0
    assert "3 of 3 documents preserved" in ended.out
    assert "a.ndjson (line 1) → b.ndjson (line 3)" in ended.out


def test_a_credential_is_found_again_in_a_clr(call: Command, root: Path) -> None:
    folder = root / "fixtures" / "sel"
    single, record = str(folder / "ob3-credential.json"), str(folder / "clr2.json")
    assert call("compare", single, record, *AT).code == 0
    # The record says more than the credentials in it.
    assert call("compare", record, single, *AT).code == 1


def test_what_links_lead_to_belongs_to_the_badge(call: Command, desk: Path, schema: Any) -> None:
    assertion, badge = base("ob2-assertion"), base("ob2-badgeclass")
    put(desk / "hosted" / "assertion.json", assertion)
    put(desk / "hosted" / "badge.json", {**badge, "id": assertion["badge"]})
    put(desk / "hosted" / "issuer.json", {**base("ob2-issuer"), "id": badge["issuer"]})
    after = put(desk / "after.json", base("ob3-credential"))
    arguments = ("hosted/assertion.json", after, "-f", "json", *AT)
    alone = as_json(call("compare", *arguments), schema)["documents"][0]
    linked = as_json(call("compare", *arguments, "--link", "hosted"), schema)["documents"][0]
    kept = [{item["field"] for item in side["changes"] if item["fate"] == "kept"} for side in (alone, linked)]
    assert kept[1] - kept[0] == {"achievement.name", "achievement.description", "achievement.criteria.narrative", "issuer.name"}  # fmt: skip


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ("nothing.json", "a.json", 3),
        ("a.json", "broken.json", 3),
        ("empty", "a.json", 3),
        ("a.json", "*.none", 3),
    ],
)
def test_what_cannot_be_compared(call: Command, desk: Path, before: str, after: str, code: int) -> None:
    put(desk / "a.json", base("ob3-credential"))
    (desk / "broken.json").write_text('{"type": ')
    (desk / "empty").mkdir()
    ended = call("compare", before, after, *AT)
    assert ended.code == code
    assert "Traceback" not in ended.err


def test_standard_input_can_be_one_side(process: Command, desk: Path) -> None:
    text = json.dumps(base("ob3-credential"))
    (desk / "a.json").write_text(text)
    assert process("compare", "-", "a.json", *AT, stdin=text.encode()).code == 0
    assert process("compare", "-", "-", *AT).code == 2


def test_hostile_text_is_harmless(call: Command, desk: Path) -> None:
    badge = base("ob3-credential")
    badge["name"] = "\x1b[31mred\u202egnp.exe" + "x" * 100_000
    before = put(desk / "a.json", badge)
    badge["name"] = "other"
    after = put(desk / "b.json", badge)
    for form in ("text", "json"):
        ended = call("compare", before, after, "-f", form, *AT)
        assert ended.code == 1
        assert "\x1b" not in ended.out
        assert "\u202e" not in ended.out
        assert "\\u001b" not in ended.out
        assert len(ended.out) < 30_000


def test_the_output_goes_to_a_file(call: Command, desk: Path) -> None:
    before = put(desk / "a.json", base("ob3-credential"))
    ended = call("compare", before, before, "-o", "out.txt", *AT)
    assert (ended.code, ended.out) == (0, "")
    assert "1 of 1 document preserved" in (desk / "out.txt").read_text()
