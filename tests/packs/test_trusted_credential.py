"""The pack trusted-credential on fixtures: verdicts, places, states, and snippets that do what they promise."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from copy import deepcopy
from datetime import UTC, datetime
from functools import cache
from typing import Any

import pytest
import yaml

from tests.conftest import ROOT
from tests.engine.building import follow
from trustlint.contexts import undefined_terms
from trustlint.credential.kinds import detect
from trustlint.engine.check import check_paths
from trustlint.engine.examples import base_document
from trustlint.engine.options import CheckOptions
from trustlint.engine.session import Session
from trustlint.model.outcome import Verdict
from trustlint.model.pointer import resolve
from trustlint.model.report import CriterionResult, DocumentResult
from trustlint.packs.load import load_pack
from trustlint.schemas import violations
from trustlint.source.document import Document

FIXTURES = ROOT / "fixtures"
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
PACK = "trusted-credential"
OPEN = (Verdict.FAIL, Verdict.NEEDS_REVIEW, Verdict.ERROR, Verdict.NOT_ASSESSED)

TC = [f"TC-{number:02}" for number in range(1, 18)]
TP = [f"TP-{number:02}" for number in range(1, 10)]
AWARDED = ["TC-05", "TC-06", "TC-07", "TC-08", "TC-09", "TC-10", "TC-12", "TC-17", "TP-04"]
NOT_IN_OB2 = ["TC-01", "TC-03", "TC-07", "TC-08", "TC-09", "TC-10", "TC-12", "TC-14", "TC-17"]


def _options(**more: Any) -> CheckOptions:
    return CheckOptions(packs=("open-badges", PACK), now=NOW, **more)


@cache
def _session() -> Session:
    return Session(_options())


def check_file(name: str, **more: Any) -> DocumentResult:
    """The first document of a fixture, checked alone; of a CLR the last credential in it."""
    documents = check_paths([str(FIXTURES / name)], _options(**more)).documents
    return documents[-1 if name.startswith("sel/clr2") else 0]


def check_value(data: Any) -> DocumentResult:
    """A document that is at hand as data; of a CLR the last credential in it."""
    *_, result = _session().check_whole(Document.from_data(deepcopy(data)))
    assert result is not None
    return result


def criteria(result: DocumentResult) -> dict[str, CriterionResult]:
    return {item.id: item for item in result.criteria if item.pack == PACK}


def verdicts(result: DocumentResult) -> dict[str, str]:
    return {id_: item.verdict.value for id_, item in criteria(result).items()}


def unmet(result: DocumentResult) -> dict[str, str]:
    """The criteria that are open or failed, with their verdict."""
    return {id_: item.verdict.value for id_, item in criteria(result).items() if item.verdict in OPEN}


def base(name: str) -> Any:
    return deepcopy(base_document(name, "test"))


def fixture(name: str) -> Any:
    return json.loads((FIXTURES / name).read_text(encoding="utf-8"))


# What the pack is


def test_the_pack_holds_every_criterion_of_the_draft_and_every_practice_of_the_guide() -> None:
    pack = load_pack(PACK)
    assert [item.id for item in pack.criteria if item.id.startswith("TC")] == sorted(TC)
    assert [item.id for item in pack.criteria if item.id.startswith("TP")] == TP
    assert (pack.status, pack.source["date"]) == ("draft", "2026-07-12")
    levels = {item.id: item.level for item in pack.criteria}
    assert all(levels[id_] == "required" for id_ in TC[:12])
    assert all(levels[id_] == "recommended" for id_ in TC[12:15])
    assert all(levels[id_] == "practice" for id_ in (*TC[15:], *TP))


def test_a_failed_requirement_is_an_error_a_recommendation_a_warning_and_a_practice_a_note() -> None:
    pack = load_pack(PACK)
    wanted = {"required": "error", "recommended": "warning", "practice": "note"}
    for criterion in pack.criteria:
        for code in criterion.assess.codes():
            rule = pack.rule(code)
            assert rule is not None
            assert rule.severity.value == wanted[criterion.level], (criterion.id, code)


def test_every_rule_takes_part_in_exactly_one_criterion() -> None:
    pack = load_pack(PACK)
    used = [code for criterion in pack.criteria for code in criterion.assess.codes()]
    assert sorted(used) == sorted(rule.code for rule in pack.rules)


# Verdicts on whole fixtures


@pytest.mark.parametrize("name", ["ob3-definition", "ob3-credential", "ob3-profile", "clr2"])
def test_the_sound_fixture_meets_all_that_applies_in_open_badges_3(name: str) -> None:
    result = check_file(f"sel/{name}.json")
    found = verdicts(result)
    assert unmet(result) == {}
    scope_of_issuer = [id_ for id_, verdict in found.items() if verdict == "pass"]
    if name == "ob3-profile":
        assert scope_of_issuer == ["TC-11", "TP-08"]
    elif name == "ob3-definition":
        assert all(
            found[id_] == "pass"
            for id_ in ("TC-01", "TC-02", "TC-03", "TC-04", "TC-13", "TC-14", "TC-15", "TC-16")
        )
        assert all(found[id_] == "not-applicable" for id_ in AWARDED)
    else:
        assert all(found[id_] == "pass" for id_ in (*TC, *TP))


@pytest.mark.parametrize("name", ["ob2-badgeclass", "ob2-issuer", "ob2-assertion"])
def test_the_sound_fixture_meets_all_that_open_badges_2_can_express(name: str) -> None:
    assert unmet(check_file(f"sel/{name}.json")) == {}


def test_a_linked_badge_class_and_issuer_are_judged_with_the_assertion_when_they_are_among_the_inputs() -> (
    None
):
    alone = verdicts(check_file("sel/ob2-assertion.json"))
    report = check_paths([str(FIXTURES / "sel")], _options())
    together = next(item for item in report.documents if item.path.endswith("ob2-assertion.json"))
    expressed = ["TC-02", "TC-04", "TC-11", "TC-13", "TC-15"]
    assert {alone[id_] for id_ in expressed} == {"not-applicable"}
    assert {verdicts(together)[id_] for id_ in expressed} == {"pass"}


@pytest.mark.parametrize(
    ("name", "failing"),
    [
        ("ob3-definition", ["TC-02", "TC-03", "TC-13", "TC-14", "TC-15", "TP-01", "TP-09"]),
        (
            "ob3-credential",
            [
                "TC-01",
                "TC-02",
                "TC-03",
                "TC-05",
                "TC-06",
                "TC-07",
                "TC-11",
                "TC-13",
                "TC-14",
                "TC-15",
                "TP-09",
            ],
        ),
        ("ob3-profile", ["TC-11"]),
        ("ob2-badgeclass", ["TC-02", "TC-15", "TP-09"]),
        ("ob2-issuer", ["TC-11"]),
        ("ob2-assertion", ["TC-06"]),
    ],
)
def test_the_fixture_with_gaps_fails_exactly_where_its_gaps_are(name: str, failing: list[str]) -> None:
    assert unmet(check_file(f"rubric/{name}.json")) == dict.fromkeys(failing, "fail")


def test_a_placeholder_of_a_template_needs_review_and_never_passes_or_fails() -> None:
    result = check_file("template/ob3-credential.json")
    assert unmet(result) == dict.fromkeys(["TC-05", "TC-09", "TC-10", "TP-04"], "needs-review")
    assert criteria(result)["TC-05"].pointer == "/awardedDate"


# One gap each


def _gaps() -> Iterator[tuple[str, Mapping[str, Any]]]:
    rows = yaml.safe_load((FIXTURES / "broken" / "expected.yaml").read_text(encoding="utf-8"))
    for name, row in rows.items():
        if str(row.get("criterion", "")).startswith("TC-"):
            yield name, row


GAPS = dict(_gaps())
UNDECIDED_CLAIM = "tc-12-profile-not-named.json"
"""Names another schema only: no claim, so TC-12 has nothing to judge."""


def test_there_is_a_gap_for_each_required_and_recommended_criterion() -> None:
    assert {row["criterion"] for row in GAPS.values()} == set(TC[:15])


@pytest.mark.parametrize("name", [name for name in GAPS if name != UNDECIDED_CLAIM])
def test_one_gap_fails_its_criterion_at_its_place_and_no_other_one(name: str) -> None:
    row = GAPS[name]
    result = check_file(f"broken/{name}")
    found = criteria(result)
    failing = [id_ for id_, item in found.items() if item.verdict is Verdict.FAIL and id_.startswith("TC")]
    if name.startswith("tc-"):
        assert failing == sorted([row["criterion"], *row.get("also", [])])
    item = found[row["criterion"]]
    assert item.pointer == row["pointer"]
    assert item.span is not None
    lines = (FIXTURES / "broken" / name).read_text(encoding="utf-8").splitlines()
    last = row["pointer"].rpartition("/")[2]
    if last and not last.isdigit():
        assert f'"{last}"' in lines[item.span.line - 1]
    assert item.remediation is not None
    assert item.remediation.text
    assert item.remediation.insert_at is not None
    codes = {finding.code for finding in result.findings if f"{PACK}/{row['criterion']}" in finding.criteria}
    assert codes, "a failed criterion has a finding"


def test_a_credential_that_names_other_schemas_only_makes_no_claim() -> None:
    result = check_file(f"broken/{UNDECIDED_CLAIM}")
    item = criteria(result)["TC-12"]
    assert item.verdict is Verdict.NOT_APPLICABLE
    assert "placeholder" in item.message
    assert result.trusted is not None
    assert (result.trusted.state, result.trusted.claimed) == ("valid-open-badge", False)


# Scope and model


def test_what_is_only_known_at_the_award_is_not_applicable_to_a_definition() -> None:
    found = criteria(check_value(base("ob3-definition")))
    for id_ in AWARDED:
        assert found[id_].verdict is Verdict.NOT_APPLICABLE
        assert "awarded" in found[id_].message, id_


def test_an_endorsement_and_a_profile_are_not_judged_as_badges() -> None:
    assert set(verdicts(check_value(base("ob3-endorsement"))).values()) == {"not-applicable"}
    profile = verdicts(check_value(base("ob3-profile")))
    assert {id_ for id_, verdict in profile.items() if verdict != "not-applicable"} == {"TC-11"}


def test_what_open_badges_2_cannot_say_is_not_applicable_and_names_the_property_that_could() -> None:
    found = criteria(check_value(base("ob2-assertion-embedded")))
    for id_ in (*NOT_IN_OB2, "TC-13", "TP-01", "TP-05", "TP-06", "TP-07"):
        assert found[id_].verdict is Verdict.NOT_APPLICABLE, id_
        assert "Open Badges 3.0" in found[id_].message, id_
    assert unmet(check_value(base("ob2-assertion-embedded"))).keys() >= {"TC-02", "TC-06", "TC-11", "TC-15"}
    assert found["TC-05"].verdict is Verdict.PASS
    assert found["TC-04"].verdict is Verdict.PASS


def test_nothing_is_said_of_an_issuer_that_is_only_a_link() -> None:
    data = base("ob3-credential")
    data["issuer"] = data["issuer"]["id"]
    item = criteria(check_value(data))["TC-11"]
    assert item.verdict is Verdict.NOT_APPLICABLE
    assert "another document" in item.message


def test_an_empty_list_of_accreditors_passes_and_asks_whether_it_is_meant() -> None:
    data = base("ob3-credential")
    data["issuer"]["accreditations"] = []
    result = check_value(data)
    found = criteria(result)
    assert (found["TC-11"].verdict, found["TP-08"].verdict) == (Verdict.PASS, Verdict.NEEDS_REVIEW)
    assert found["TP-08"].pointer == "/issuer/accreditations"
    assert "empty list" in found["TP-08"].message
    assert [item.severity.value for item in result.findings if item.pointer == "/issuer/accreditations"] == [
        "note"
    ]


# Drafts that differ: parameters


@pytest.mark.parametrize(
    ("name", "parameters", "criterion"),
    [
        ("broken/tc-09-no-result-date.json", {"result_date": "optional"}, "TC-09"),
        ("broken/tc-11-no-accreditations.json", {"accreditation_list": "when-accredited"}, "TC-11"),
        ("broken/tc-01-unknown-type.json", {"achievement_types": ["Microcredential"]}, "TC-01"),
        (f"broken/{UNDECIDED_CLAIM}", {"profile_schema_ids": ["https://example.org/other"]}, None),
    ],
)
def test_a_parameter_turns_to_another_draft(
    name: str, parameters: dict[str, Any], criterion: str | None
) -> None:
    found = criteria(check_file(name, parameters={PACK: parameters}))
    assert all(found[id_].verdict is not Verdict.FAIL for id_ in TC[:12])
    if criterion is not None:
        assert criteria(check_file(name))[criterion].verdict is Verdict.FAIL


def test_a_schema_id_of_ones_own_makes_a_claim() -> None:
    schema = "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json"
    result = check_file(f"broken/{UNDECIDED_CLAIM}", parameters={PACK: {"profile_schema_ids": [schema]}})
    assert criteria(result)["TC-12"].verdict is Verdict.PASS
    assert result.trusted is not None
    assert result.trusted.state == "meets-profile"


def test_an_alignment_may_be_demanded_on_the_achievement_itself() -> None:
    data = base("ob3-definition")
    data["resultDescription"] = [
        {"alignment": [{"targetName": "Reading", "targetUrl": "https://example.net/1"}]}
    ]
    assert criteria(check_value(data))["TC-02"].verdict is Verdict.PASS
    session = Session(_options(parameters={PACK: {"alignment_fields": ["achievement.alignment"]}}))
    result = session.check(Document.from_data(data))
    assert result is not None
    assert criteria(result)["TC-02"].verdict is Verdict.FAIL


# The states


def _state(result: DocumentResult) -> str:
    assert result.trusted is not None
    return result.trusted.state


def test_state_invalid_open_badge() -> None:
    data = fixture("sel/ob3-credential.json")
    del data["issuer"]["id"]
    assert _state(check_value(data)) == "invalid-open-badge"


def test_state_valid_open_badge() -> None:
    assert _state(check_file("rubric/ob3-credential.json")) == "valid-open-badge"


def test_state_claimed_not_met() -> None:
    result = check_file("broken/tc-06-no-evidence.json")
    assert _state(result) == "claimed-not-met"
    assert result.trusted is not None
    assert result.trusted.claimed


def test_state_meets_profile() -> None:
    result = check_file("sel/ob3-credential.json")
    assert _state(result) == "meets-profile"
    assert result.trusted is not None
    assert result.trusted.required["pass"] == 12
    assert "meets 12 of 12 required checks of trusted-credential" in result.trusted.summary
    assert "draft of 2026-07-12" in result.trusted.summary


def test_state_definition_ready() -> None:
    assert _state(check_file("sel/ob3-definition.json")) == "definition-ready"


def test_state_definition_not_ready() -> None:
    assert _state(check_file("rubric/ob3-definition.json")) == "definition-not-ready"


def test_state_undecided() -> None:
    assert _state(check_file("template/ob3-credential.json")) == "undecided"


# Snippets

MOST_ROUNDS = 10

BASES: dict[str, Any] = {
    **{
        name: base(name)
        for name in (
            "ob3-definition",
            "ob3-credential",
            "ob3-credential-vc1",
            "ob3-profile",
            "clr2",
            "ob2-badgeclass",
            "ob2-badgeclass-embedded",
            "ob2-assertion-embedded",
            "ob2-issuer",
        )
    },
    **{
        f"rubric/{name}": fixture(f"rubric/{name}.json")
        for name in ("ob3-definition", "ob3-credential", "ob2-badgeclass")
    },
}


def _schema_errors(data: Any) -> set[tuple[Any, ...]]:
    kind = detect(data).kind
    assert kind is not None
    return {(item.problem, item.path) for item in violations(kind, data)}


def _open_badges_errors(result: DocumentResult) -> set[tuple[str, str | None]]:
    return {
        (item.code, item.pointer)
        for item in result.findings
        if item.pack == "open-badges" and item.severity.value == "error"
    }


def apply(data: Any, item: CriterionResult) -> bool:
    """Put the snippet of a failed criterion where it says; False when it has none."""
    if item.remediation is None or item.remediation.insert_at is None:
        return False
    follow(data, item.remediation)
    return True


@pytest.mark.parametrize("name", BASES)
def test_following_the_snippets_ends_with_every_criterion_met_and_a_sound_badge(name: str) -> None:
    data = deepcopy(BASES[name])
    before = check_value(data)
    applied: set[str] = set()
    for _ in range(MOST_ROUNDS):
        failing = [item for item in criteria(check_value(data)).values() if item.verdict is Verdict.FAIL]
        fitted = {item.id for item in failing if apply(data, item)}
        assert fitted == {item.id for item in failing}, "every failed criterion has a snippet"
        if not fitted:
            break
        applied |= fitted
    after = check_value(data)
    found = criteria(after)
    assert applied
    assert [id_ for id_ in applied if found[id_].verdict is not Verdict.PASS] == []
    assert [id_ for id_, item in found.items() if item.verdict is Verdict.FAIL] == []
    assert _schema_errors(data) <= _schema_errors(BASES[name])
    assert _open_badges_errors(after) <= _open_badges_errors(before)


@pytest.mark.parametrize("name", [name for name in GAPS if name != UNDECIDED_CLAIM])
def test_the_snippet_for_one_gap_closes_it(name: str) -> None:
    id_ = GAPS[name]["criterion"]
    data = fixture(f"broken/{name}")
    before = check_value(data)
    assert apply(data, criteria(before)[id_])
    after = check_value(data)
    assert criteria(after)[id_].verdict is Verdict.PASS
    assert _schema_errors(data) <= _schema_errors(fixture(f"broken/{name}"))
    assert _open_badges_errors(after) <= _open_badges_errors(before)


def test_one_snippet_gives_a_result_description_its_whole_assessment() -> None:
    data = fixture("broken/tc-13-no-assessment.json")
    before = deepcopy(data)
    item = criteria(check_value(data))["TC-13"]
    assert item.remediation is not None
    assert item.remediation.insert_at == "/resultDescription/0"
    assert apply(data, item)
    assert criteria(check_value(data))["TC-13"].verdict is Verdict.PASS
    assert data["resultDescription"][1:] == before["resultDescription"][1:]
    added = {
        name: value
        for name, value in data["resultDescription"][0].items()
        if before["resultDescription"][0].get(name) != value
    }
    assert added.keys() == {
        "type",
        "assessmentType",
        "assessmentOutput",
        "hasGroupParticipation",
        "hasGroupEvaluation",
        "description",
    }


@pytest.mark.parametrize("name", ["ob3-credential", "ob3-credential-vc1", "clr2", "ob2-assertion-embedded"])
def test_a_credential_without_an_achievement_is_told_to_add_one(name: str) -> None:
    data = base(name)
    holder = (
        data["credentialSubject"]["verifiableCredential"][0] if name == "clr2" else data
    )  # A CLR holds credentials.
    member = "badge" if name.startswith("ob2") else "achievement"
    del (holder if member == "badge" else holder["credentialSubject"])[member]
    found = criteria(check_value(data))
    assert found["TP-09"].verdict is Verdict.NOT_APPLICABLE
    assert found["TP-09"].message == "The achievement is not in the document."
    failing = {id_: item for id_, item in found.items() if item.verdict is Verdict.FAIL}
    assert "TC-02" in failing
    for id_, item in failing.items():
        assert item.remediation is not None
        assert item.remediation.insert_at is not None
        resolve(data, item.remediation.insert_at.rpartition("/")[0])  # Raises where there is no such place.
        mended = deepcopy(data)
        assert apply(mended, item)
        assert criteria(check_value(mended))[id_].verdict is Verdict.PASS, id_


@pytest.mark.parametrize(
    ("name", "type_"), [("ob3-credential", "JsonSchema"), ("ob3-credential-vc1", "JsonSchemaValidator2018")]
)
def test_the_schema_of_the_profile_needs_no_other_context(name: str, type_: str) -> None:
    data = base(name)
    before = check_value(data)
    assert apply(data, criteria(before)["TC-12"])
    assert {entry["type"] for entry in data["credentialSchema"]} == {type_}
    after = check_value(data)
    assert criteria(after)["TC-12"].verdict is Verdict.PASS
    assert {item.code for item in after.findings} < {item.code for item in before.findings}
    assert undefined_terms(data).undefined == ()


def test_a_snippet_completes_what_is_there_instead_of_replacing_it() -> None:
    data = base("ob3-definition")
    own = {"type": ["Alignment"], "targetName": "Reading", "targetUrl": "https://example.net/skills/1"}
    data["alignment"] = [own, {"type": ["Alignment"], "targetName": "Writing"}]
    item = criteria(check_value(data))["TC-02"]
    assert item.remediation is not None
    assert item.remediation.insert_at == "/alignment/1/targetUrl"
    assert apply(data, item)
    assert data["alignment"][0] == own
    assert data["alignment"][1]["targetName"] == "Writing"
    assert criteria(check_value(data))["TC-02"].verdict is Verdict.PASS


def test_the_pack_never_speaks_of_certified_or_conformant_badges() -> None:
    for path in sorted((ROOT / "rules" / PACK).glob("*.yaml")):
        text = path.read_text(encoding="utf-8").lower()
        assert "certified" not in text, path.name
        assert "conformant" not in text, path.name
