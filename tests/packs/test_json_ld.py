"""JSON-LD safe mode as findings: one for a cause, at its place, with what to do; and what cannot be decided."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest

from tests.conftest import ROOT
from trustlint import check
from trustlint.model.finding import Finding

CREDENTIAL = json.loads((ROOT / "rules/bases/ob3-credential.json").read_text(encoding="utf-8"))
DEFINITION = json.loads((ROOT / "rules/bases/ob3-definition.json").read_text(encoding="utf-8"))
OWN = "https://example.org/terms.json"


def credential(**changes: Any) -> dict[str, Any]:
    return copy.deepcopy(CREDENTIAL) | changes


def found(document: dict[str, Any], *, prefix: str = "LDC", **options: Any) -> list[Finding]:
    result = check(document, packs=["open-badges"], **options).documents[0]
    return [item for item in result.findings if item.code.startswith(prefix)]


def places(findings: list[Finding]) -> list[tuple[str, str | None]]:
    return [(item.code, item.pointer) for item in findings]


def test_a_name_that_occurs_often_is_told_of_once() -> None:
    document = credential()
    levels = [
        {"id": f"urn:x:{n}", "type": ["RubricCriterionLevel"], "name": "L", "colour": "red"} for n in range(4)
    ]
    document["credentialSubject"]["achievement"]["resultDescription"] = [
        {"id": "urn:x:r", "type": ["ResultDescription"], "name": "R", "resultType": "Percent"}
        | {"rubricCriterionLevel": levels}
    ]
    (item,) = found(document)
    first = "/credentialSubject/achievement/resultDescription/0/rubricCriterionLevel/0/colour"
    assert (item.code, item.pointer) == ("LDC001", first)
    assert "(and in 3 more places)" in item.message


def test_terms_of_one_missing_context_are_one_finding_that_names_it() -> None:
    document = credential(
        refreshService={"id": "https://example.org/r", "type": "1EdTechCredentialRefresh"},
        credentialStatus={"id": "https://example.org/s", "type": "1EdTechRevocationList"},
    )
    (item,) = found(document)
    assert (item.code, item.pointer) == ("LDC008", "/@context")
    assert "add https://purl.imsglobal.org/spec/ob/v3p0/extensions.json" in item.message
    assert "1EdTechCredentialRefresh, 1EdTechRevocationList" in item.message


def test_properties_that_an_old_version_lacks_are_one_finding_at_its_address() -> None:
    document = credential(awardedDate="2026-01-01T00:00:00Z")
    document["@context"][1] = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json"
    document["credentialSubject"]["achievement"]["inLanguage"] = "en"
    (item,) = found(document)
    assert (item.code, item.pointer) == ("LDC007", "/@context/1")
    assert {"awardedDate", "inLanguage"} <= set(item.message.replace(",", " ").split())
    assert "write https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json" in item.message
    assert found(document, prefix="OBS011") == [], "the same advice is not given twice"


@pytest.mark.parametrize(
    ("change", "cause"),
    [
        ({"issuanceDate": "2026-01-01T00:00:00Z"}, [("OBS013", "/issuanceDate")]),
        ({"@context": CREDENTIAL["@context"][::-1]}, [("SCH007", "/@context/0")]),
        (
            {
                "@context": [
                    CREDENTIAL["@context"][0],
                    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.9.9.json",
                ]
            },
            [("OBS010", "/@context/1")],
        ),
    ],
)
def test_what_follows_from_another_fault_is_not_told(change: dict[str, Any], cause: Any) -> None:
    document = credential(**change)
    if "issuanceDate" in change:
        del document["validFrom"]
    result = check(document, packs=["open-badges"]).documents[0]
    errors = [item for item in result.findings if item.severity == "error"]
    assert places(errors) == cause


def test_a_type_that_the_schema_misses_is_the_only_finding_of_its_object() -> None:
    document = credential()
    document["credentialSubject"]["achievement"]["type"] = "Acheivement"
    result = check(document, packs=["open-badges"]).documents[0]
    errors = [(item.code, item.pointer) for item in result.findings if item.severity == "error"]
    assert errors == [("SCH006", "/credentialSubject/achievement/type")]


def test_texts_by_language_are_one_finding_for_each_text() -> None:
    document = credential()
    document["credentialSubject"]["achievement"]["description"] = {"en": "Reads", "fr": "Lit", "pt-BR": "Lê"}
    (item,) = found(document)
    assert (item.code, item.pointer) == ("LDC009", "/credentialSubject/achievement/description")
    assert "(en, fr, pt-BR)" in item.message


def test_an_unknown_context_leaves_it_undecided_whether_the_badge_is_valid() -> None:
    document = credential(accessCode="x")
    document["@context"].append(OWN)
    result = check(document, packs=["open-badges"]).documents[0]
    assert result.valid is None
    assert "LDC005" in result.valid_reason
    (item,) = [item for item in result.findings if item.code == "LDC005"]
    assert item.pointer == "/@context/2"
    assert OWN in item.message
    assert "accessCode" in item.message


def test_a_local_copy_decides() -> None:
    document = credential(accessCode="x")
    document["@context"].append(OWN)
    copies: dict[str, Any] = {OWN: {"@context": {"accessCode": "https://example.org/terms#accessCode"}}}
    known = check(document, packs=["open-badges"], contexts=copies)
    assert known.documents[0].valid is True
    assert known.header.run.contexts == (OWN,)
    copies[OWN] = {"@context": {"other": "https://example.org/terms#other"}}
    result = check(document, packs=["open-badges"], contexts=copies).documents[0]
    assert result.valid is False
    assert places(list(result.findings))[0] == ("LDC001", "/accessCode")


def test_a_needless_context_leaves_the_badge_valid() -> None:
    document = credential()
    document["@context"].append(OWN)
    result = check(document, packs=["open-badges"]).documents[0]
    assert result.valid is True
    assert [(item.code, item.pointer) for item in result.findings if item.code[:3] == "LDC"] == [
        ("LDC006", "/@context/2")
    ]


def test_placeholders_are_no_terms() -> None:
    document = credential()
    document["credentialSubject"]["achievement"]["type"] = ["Achievement", "{{extra type}}"]
    assert found(document) == []


def test_a_definition_without_contexts_is_read_as_it_will_be_awarded() -> None:
    document = copy.deepcopy(DEFINITION) | {"achievmentType": "Badge"}
    assert places(found(document)) == [("LDC010", "/achievmentType")]
    document["@context"] = CREDENTIAL["@context"]
    assert places(found(document)) == [("LDC001", "/achievmentType")]


def test_terms_that_the_assessment_extension_defines_are_known_in_a_definition() -> None:
    document = copy.deepcopy(DEFINITION)
    description = {"id": "urn:x:1", "name": "Exam", "resultType": "Percent", "assessmentType": "Exam"}
    document["resultDescription"] = [description | {"type": ["ResultDescription"]}]
    (item,) = found(document)
    assert (item.code, item.pointer) == ("LDC010", "/resultDescription/0/assessmentType")
    assert "AssessmentResultDescription" in item.message
    description["type"] = ["ResultDescription", "AssessmentResultDescription"]
    assert found(document | {"resultDescription": [description]}) == []
