"""The pack open-badges on whole documents: every fault is found once, where it is, and sound badges stay sound."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trustlint.data_files import data_folder
from trustlint.engine.check import check_data, check_paths
from trustlint.engine.options import CheckOptions
from trustlint.model.finding import Finding, Severity
from trustlint.model.pointer import Path as Place
from trustlint.packs.load import load_pack_source
from trustlint.schemas import PROBLEMS
from trustlint.source.problem import PROBLEM_KINDS

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
RULES = data_folder("rules")
PACK = load_pack_source(RULES / "open-badges")
OPTIONS = CheckOptions(packs=("open-badges",), now=datetime(2026, 11, 23, tzinfo=UTC))
EXPECTED: dict[str, dict[str, Any]] = yaml.safe_load((FIXTURES / "broken/expected.yaml").read_text("utf-8"))
FAULTS = {
    name: row
    for name, row in EXPECTED.items()
    if row["code"] and row["code"].startswith(tuple(PACK.namespace))
}

OTHER_LINES = {"yaml-aliases.yaml": 6}
"""Aliases unfold from line 2 on; reading stops where the limit is passed."""

SEVERAL_FAULTS = {"endorsement-incomplete.json": {"SCH001", "SCH006"}, "ob2-uid.json": {"OBS350", "OBS351"}}
"""Files whose one story holds several faults."""


def findings_of(path: Path) -> list[Finding]:
    return [finding for item in check_paths([str(path)], OPTIONS).documents for finding in item.findings]


def findings_in(data: Any) -> list[Finding]:
    documents = check_data(data, OPTIONS).documents
    assert [document.errors for document in documents if document.errors] == []
    return [finding for document in documents for finding in document.findings]


def sound_files() -> list[Path]:
    folders = (
        FIXTURES / "sel",
        FIXTURES / "full",
        FIXTURES / "rubric",
        FIXTURES / "older",
        FIXTURES / "template",
        RULES / "bases",
    )
    return sorted(path for folder in folders for path in folder.glob("*.json"))


def read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


# Faults


@pytest.mark.parametrize("name", FAULTS)
def test_the_fault_is_found_where_it_is(name: str) -> None:
    row = FAULTS[name]
    found = [finding for finding in findings_of(FIXTURES / "broken" / name) if finding.code == row["code"]]
    assert found
    if row["pointer"] is not None:
        assert row["pointer"] in [finding.pointer for finding in found]
    lines = {finding.span.line for finding in found if finding.span is not None}
    if "line" in row and lines:
        assert OTHER_LINES.get(name, row["line"]) in lines


@pytest.mark.parametrize("name", FAULTS)
def test_one_fault_gives_one_finding(name: str) -> None:
    found = [
        finding
        for finding in findings_of(FIXTURES / "broken" / name)
        if finding.severity is not Severity.NOTE
    ]
    codes = {finding.code for finding in found}
    assert codes <= SEVERAL_FAULTS.get(name, {FAULTS[name]["code"]})
    assert name in SEVERAL_FAULTS or len({finding.pointer for finding in found}) <= 1


@pytest.mark.parametrize("name", FAULTS)
def test_messages_are_sentences_with_a_next_step(name: str) -> None:
    for finding in findings_of(FIXTURES / "broken" / name):
        assert re.fullmatch(r'["@A-Za-z].*[.!?]', finding.message), finding.message
        assert not re.search(
            r"\{(place|value|reason|expected)\}|\.\.$|is not of type|instance", finding.message
        )
        assert finding.help
        assert finding.source


def test_faults_are_reported_in_words_of_the_file() -> None:
    said = {
        name: findings_of(FIXTURES / "broken" / name)
        for name in ("issuer-as-name.json", "missing-issuer.json")
    }
    assert [
        finding.code for finding in said["missing-issuer.json"] if finding.severity is not Severity.NOTE
    ] == ["SCH001"]
    message = next(finding.message for finding in said["issuer-as-name.json"] if finding.code == "OBS025")
    assert '"name": "Reading School"' in message


# Sound files


@pytest.mark.parametrize("path", sound_files(), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_sound_file_has_no_error_and_no_warning(path: Path) -> None:
    assert [finding.code for finding in findings_of(path) if finding.severity is not Severity.NOTE] == []


@pytest.mark.parametrize("path", sorted((FIXTURES / "sel").glob("*.json")), ids=lambda path: path.name)
def test_the_exemplary_badge_has_nothing_to_improve(path: Path) -> None:
    assert [finding.code for finding in findings_of(path)] == []


@pytest.mark.parametrize("model", ["sel", "rubric"])
def test_linked_files_of_open_badges_2_stay_sound_together(model: str) -> None:
    paths = [str(path) for path in sorted((FIXTURES / model).glob("ob2-*.json"))]
    assert {
        document.path: document.valid for document in check_paths(paths, OPTIONS).documents
    } == dict.fromkeys(paths, True)


# Templates


def places(value: Any, path: Place = ()) -> Iterator[tuple[Place, Any]]:
    yield path, value
    if isinstance(value, dict):
        for name, child in value.items():
            yield from places(child, (*path, name))
    elif isinstance(value, list):
        for index, child in enumerate(value):
            yield from places(child, (*path, index))


def put(data: Any, path: Place, value: Any) -> Any:
    changed = copy.deepcopy(data)
    target = changed
    for step in path[:-1]:
        target = target[step]
    target[path[-1]] = value
    return changed


@pytest.mark.parametrize(
    "file",
    [
        "full/ob3-credential.json",
        "full/clr2.json",
        "sel/ob3-credential.json",
        "sel/ob2-badgeclass.json",
        "sel/ob2-endorsement.json",
        "sel/ob2-revocation-list.json",
        "sel/ob2-key.json",
        "older/ob11-assertion.json",
        "older/ob11-badgeclass.json",
        "older/ob11-issuer.json",
    ],
)
def test_a_placeholder_never_fails(file: str) -> None:
    """Every text or number of a badge may still be open, but for what says which class an object is."""
    data = read(FIXTURES / file)
    before = {(finding.code, finding.pointer) for finding in findings_in(data)}
    for path, value in places(data):
        if not path or isinstance(value, dict | list) or {"type", "@context"} & set(path):
            continue
        after = findings_in(put(data, path, "{{to be filled in}}"))
        assert [item.message for item in after if (item.code, item.pointer) not in before] == [], path


# Any data at all


ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from(["", " ", "{{x}}", "https://[", "data:", "9" * 400, "2026-13-40T99:99:99Z", "\ud83d"]),
    st.sampled_from([[], {}, [[]], [None], [{}], {"id": []}, {"type": {}}, {"": {"": ""}}]),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_no_data_makes_a_rule_crash(draw: st.DataObject) -> None:
    file = draw.draw(
        st.sampled_from(
            [
                "full/ob3-credential.json",
                "full/clr2.json",
                "sel/ob2-assertion.json",
                "sel/ob2-badgeclass.json",
                "sel/ob2-issuer.json",
                "sel/ob2-endorsement.json",
                "sel/ob2-revocation-list.json",
                "sel/ob2-key.json",
                "sel/ob3-profile.json",
                "older/ob11-assertion.json",
                "older/ob11-badgeclass.json",
                "broken/ob2-key-of-nobody.json",
                "broken/ob2-outside-issuer-scope.json",
            ]
        )
    )
    data = read(FIXTURES / file)
    for _ in range(draw.draw(st.integers(1, 4))):
        path = draw.draw(
            st.sampled_from(
                [path for path, _ in places(data) if path and path[0] not in ("type", "@context")]
            )
        )
        data = put(data, path, draw.draw(ODD))
    findings_in(data)


# The pack itself


def test_every_problem_of_the_text_and_of_the_schema_has_one_rule() -> None:
    kinds = [
        kind for rule in PACK.rules if rule.program == "source-problem" for kind in rule.options["kinds"]
    ]
    problems = [
        item for rule in PACK.rules if rule.program == "schema-violation" for item in rule.options["problems"]
    ]
    assert sorted(kinds) == sorted(PROBLEM_KINDS)
    assert sorted(problems) == sorted(PROBLEMS)


SEVERITIES = {
    "must": {Severity.ERROR},
    "description": {Severity.WARNING},
    "should": {Severity.WARNING},
    "validator": {Severity.ERROR, Severity.WARNING},
    "practice": {Severity.NOTE},
    "ours": {Severity.ERROR, Severity.WARNING, Severity.NOTE},
}


@pytest.mark.parametrize("rule", PACK.rules, ids=lambda rule: rule.code)
def test_severity_follows_from_the_source(rule: Any) -> None:
    assert rule.severity in SEVERITIES[rule.reference.basis]


def test_every_fact_that_is_cited_exists(shared: Path) -> None:
    text = (shared / "facts" / "open-badges.md").read_text(encoding="utf-8")
    known = set(re.findall(r"^- ([A-Z]+[0-9]?-[0-9]+)|\b((?:OB[23]|CLR|CTX|VC|BAK)-[0-9]+)\b", text, re.M))
    names = {name for pair in known for name in pair if name}
    assert {rule.reference.fact for rule in PACK.rules if rule.reference.fact} - names == set()
