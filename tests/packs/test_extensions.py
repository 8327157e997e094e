"""The rules about extensions: found wherever they stand, judged once, and silent about what is not theirs."""

from __future__ import annotations

import json
from copy import deepcopy
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.packs.test_open_badges import ODD, places, put
from trustlint.engine.check import check_data, check_paths
from trustlint.engine.examples import base_document
from trustlint.engine.options import CheckOptions
from trustlint.model.pointer import to_pointer
from trustlint.model.report import DocumentResult

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
SOUND = sorted((FIXTURES / "extensions").glob("*.json"))
CODES = ("OBS601", "OBS602", "OBS603", "OBS604")
NOW = datetime(2026, 11, 23, tzinfo=UTC)
OPTIONS = CheckOptions(packs=("open-badges",), now=NOW)
BOTH = CheckOptions(packs=("open-badges", "trusted-credential"), now=NOW)
LINK = {"type": ["Extension", "extensions:ApplyLink"], "url": "apply"}
ACHIEVEMENT = ("credentialSubject", "achievement")


def found(data: Any, options: CheckOptions = OPTIONS) -> list[tuple[str, str]]:
    (document,) = check_data(data, options).documents
    assert document.errors == ()
    return said(document)


def said(document: DocumentResult) -> list[tuple[str, str]]:
    return [(item.code, item.pointer) for item in document.findings if item.code in CODES]


def read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", SOUND, ids=lambda path: path.name)
def test_extensions_as_they_should_be_are_valid(path: Path) -> None:
    (document,) = check_paths([str(path)], OPTIONS).documents
    assert document.valid
    assert [item.code for item in document.findings if item.code not in ("OBS120", "OBS121")] == []


@pytest.mark.parametrize(
    ("file", "path", "code"),
    [
        ("ob2-badgeclass.json", ("extensions:ApplyLink", "url"), "OBS601"),
        ("ob2-badgeclass.json", ("extensions:Accessibility", "accessibilityFeature"), "OBS601"),
        ("ob2-badgeclass.json", ("schema:location", "geo", "longitude"), "OBS601"),
        ("ob2-badgeclass.json", ("schema:license", "id"), "OBS601"),
        ("ob2-badgeclass.json", ("extensions:OriginalCreator", "url"), "OBS601"),
        ("ob2-badgeclass.json", ("extensions:assessment", "assessments", 0, "rubrics", 0, "title"), "OBS601"),
        ("ob2-issuer.json", ("extensions:IssuerAccreditation", 0, "contactInstructions"), "OBS601"),
        ("ob3-credential.json", (*ACHIEVEMENT, "resultDescription", 0, "evaluationMethod"), "OBS602"),
        ("ob3-credential.json", ("issuer", "accreditations", 0, "areaServed"), "OBS602"),
        ("ob3-credential.json", (*ACHIEVEMENT, "accessibilityFeature"), "OBS603"),
        ("ob3-credential.json", (*ACHIEVEMENT, "place", "geo", "latitude"), "OBS603"),
    ],
)
def test_one_fault_is_one_finding_at_its_place(file: str, path: tuple[Any, ...], code: str) -> None:
    data = put(read(FIXTURES / "extensions" / file), path, [1])
    assert found(data) == [(code, to_pointer(path))]


def test_two_extensions_that_want_the_same_property_say_so_once_each() -> None:
    data = put(read(FIXTURES / "extensions/ob3-credential.json"), (*ACHIEVEMENT, "url"), "apply")
    (document,) = check_data(data, OPTIONS).documents
    messages = [item.message for item in document.findings if item.code == "OBS603"]
    assert len(messages) == len(set(messages)) == 2
    assert any("the Apply Link extension" in message for message in messages)
    assert any("the Accessibility extension" in message for message in messages)


@pytest.mark.parametrize(
    ("member", "value", "at"),
    [
        ("extensions:ApplyLink", {"url": "apply"}, "/url"),
        ("https://w3id.org/openbadges/extensions#ApplyLink", {"url": "apply"}, "/url"),
        ("my:link", {**LINK}, "/url"),
        ("link", {**LINK}, "/url"),
        ("link", {"type": "https://w3id.org/openbadges/extensions#ApplyLink", "url": "apply"}, "/url"),
        ("my:links", [{"url": 3}, LINK], "/1/url"),
        (
            "my:link",
            {
                "@context": "https://openbadgespec.org/extensions/applyLinkExtension/context.json",
                "url": "apply",
            },
            "/url",
        ),
        ("deep", {"a": [{"b": {"extensions:applyLink": [LINK]}}]}, "/a/0/b/extensions:applyLink/0/url"),
    ],
)
def test_objects_of_open_badges_2_are_found_wherever_they_stand(member: str, value: Any, at: str) -> None:
    data = {**base_document("ob2-badgeclass", "test"), member: value}
    assert found(data) == [("OBS601", to_pointer((member,)) + at)]


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("link", {"url": "apply"}),
        ("extensions:Unknown", {"url": "apply"}),
        ("schema:location", {"type": "Place", "geo": 3}),
        ("extensions:ApplyLink", None),
        ("my:link", {"@context": [None, {}, 3], "type": [None, 3, {}], "url": "apply"}),
    ],
)
def test_what_is_no_extension_is_left_alone(member: str, value: Any) -> None:
    assert found({**base_document("ob2-badgeclass", "test"), member: value}) == []


@pytest.mark.parametrize("name", ["accessibilityFeature", "assessmentType", "accreditations"])
def test_a_property_tells_of_an_extension_only_where_its_context_is_named(name: str) -> None:
    data = deepcopy(base_document("ob3-credential", "test"))
    achievement = data["credentialSubject"]["achievement"]
    achievement["accessibilityFeature"] = "captions"
    achievement["resultDescription"] = [
        {
            "id": "urn:uuid:2f1c9c1e-5d5e-4b9c-8b43-6b0f1f2a7c11",
            "type": ["ResultDescription"],
            "name": "Score",
            "resultType": "Percent",
            "assessmentType": "Exam",
        }
    ]
    data["issuer"]["accreditations"] = [{"contactInstructions": "Write.", "logo": 3}]
    assert found(data) == []
    context, pointer = {
        "accessibilityFeature": (
            "https://openbadgespec.org/extensions/accessibilityExtension/context-3.0.0.json",
            "/credentialSubject/achievement",
        ),
        "assessmentType": (
            "https://purl.imsglobal.org/spec/ob-assessment/v2p0/context/",
            "/credentialSubject/achievement/resultDescription/0",
        ),
        "accreditations": (
            "https://purl.imsglobal.org/spec/ob-accred/v2p0/context",
            "/issuer/accreditations/0/logo",
        ),
    }[name]
    data["@context"].append(context)
    assert {place for code, place in found(data) if code == "OBS602"} == {pointer}


def test_what_the_schema_of_the_standard_reports_is_not_said_again() -> None:
    data = deepcopy(base_document("ob3-credential", "test"))
    data["issuer"] |= {"type": ["Profile", "Accessibility"], "url": 3, "accessibilityFeature": 4}
    (document,) = check_data(data, OPTIONS).documents
    about = [(item.code, item.pointer) for item in document.findings if item.code in ("SCH002", "OBS602")]
    assert about == [("SCH002", "/issuer/url"), ("OBS602", "/issuer/accessibilityFeature")]


@pytest.mark.parametrize("name", sorted(path.name for path in (FIXTURES / "broken").glob("tc-*.json")))
def test_what_a_criterion_asks_is_not_said_again(name: str) -> None:
    (document,) = check_paths([str(FIXTURES / "broken" / name)], BOTH).documents
    assert said(document) == []


def test_a_schema_that_cannot_be_used_is_not_asked_for() -> None:
    data = read(FIXTURES / "extensions/ob3-credential.json")
    del data["credentialSchema"]
    (document,) = check_data(data, OPTIONS).documents
    notes = [item.message for item in document.findings if item.code == "OBS604"]
    assert len(notes) == 3
    assert not any("ob-accred" in note or "ob-assessment" in note for note in notes)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_no_data_makes_a_rule_crash(draw: st.DataObject) -> None:
    data = read(draw.draw(st.sampled_from(SOUND)))
    for _ in range(draw.draw(st.integers(1, 4))):
        path = draw.draw(st.sampled_from([path for path, _ in places(data) if path and path != ("type",)]))
        data = put(data, path, draw.draw(ODD))
    found(data)
