"""The pack of the 2024 framework: which type is read and why, verdicts, snippets, certainty."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from tests.engine.building import follow
from trustlint.credential.kinds import detect
from trustlint.credential.placeholder import Placeholder
from trustlint.engine.check import check_data, check_paths
from trustlint.engine.examples import base_document, missing_examples, put, run_examples
from trustlint.engine.options import CheckOptions
from trustlint.errors import UsageError
from trustlint.model.report import CriterionResult, DocumentResult
from trustlint.packs.load import load_pack, load_pack_source
from trustlint.report import render
from trustlint.schemas import violations

PACK = "trusted-microcredential"

RUBRIC_APPLICATION = {
    "TM-01": "pass",
    "TM-02": "fail",
    "TM-03": "fail",
    "TM-04": "fail",
    "TM-05": "not-applicable",
    "TM-06": "fail",
    "TM-07": "needs-review",
    "TM-08": "needs-review",
    "TM-09": "fail",
    "TM-10": "not-applicable",
    "TM-11": "not-applicable",
    "TM-12": "fail",
    "TM-13": "fail",
    "TM-14": "not-applicable",
    "TM-15": "pass",
    "TM-16": "fail",
}
RUBRIC_KNOWLEDGE = RUBRIC_APPLICATION | {
    "TM-04": "not-applicable",
    "TM-05": "needs-review",
    "TM-09": "not-applicable",
    "TM-10": "fail",
    "TM-11": "fail",
    "TM-12": "not-applicable",
    "TM-13": "not-applicable",
    "TM-14": "fail",
}
ALL = tuple(RUBRIC_APPLICATION)
NOTHING = dict.fromkeys(ALL, "not-applicable")
OF_AN_AWARD = ("TM-11", "TM-12", "TM-13", "TM-14")


def met(demands: dict[str, str]) -> dict[str, str]:
    """The same demands, all of them met."""
    return {id_: verdict if verdict == "not-applicable" else "pass" for id_, verdict in demands.items()}


def without(demands: dict[str, str], *ids: str) -> dict[str, str]:
    return demands | dict.fromkeys(ids, "not-applicable")


def options(type_: str = "auto", packs: tuple[str, ...] = (PACK,)) -> CheckOptions:
    return CheckOptions(packs=packs, parameters={PACK: {"credential_type": type_}})


def judged(data: Any, type_: str = "auto") -> DocumentResult:
    report = check_data(deepcopy(data), options(type_))
    document = report.documents[-1]  # of a CLR, the last credential in it
    assert document.errors == ()
    return document


def verdicts(document: DocumentResult) -> dict[str, str]:
    return {criterion.id: criterion.verdict.value for criterion in document.criteria}


def criterion(document: DocumentResult, id_: str) -> CriterionResult:
    return next(item for item in document.criteria if item.id == id_)


def fixture(root: Path, name: str) -> Any:
    return json.loads((root / "fixtures" / name).read_text(encoding="utf-8"))


def test_every_example_holds() -> None:
    pack = load_pack_source(Path(load_pack_folder()))
    assert [(result.id, result.problem) for result in run_examples(pack) if result.problem] == []
    assert list(missing_examples(pack)) == []


def load_pack_folder() -> Path:
    from trustlint.data_files import data_folder

    return data_folder("rules") / PACK


@pytest.mark.parametrize(
    ("name", "type_", "expected"),
    [
        ("sel/ob3-credential.json", "auto", met(RUBRIC_APPLICATION)),
        ("sel/ob3-credential.json", "application", met(RUBRIC_APPLICATION)),
        ("sel/ob3-credential.json", "knowledge", met(RUBRIC_KNOWLEDGE)),
        ("sel/ob3-credential.json", "recognition", NOTHING),
        ("sel/ob3-definition.json", "auto", without(met(RUBRIC_APPLICATION), *OF_AN_AWARD, "TM-15", "TM-16")),
        (
            "sel/ob3-definition.json",
            "knowledge",
            without(met(RUBRIC_KNOWLEDGE), *OF_AN_AWARD, "TM-15", "TM-16"),
        ),
        ("sel/ob3-definition.json", "recognition", NOTHING),
        ("sel/ob3-profile.json", "auto", NOTHING | {"TM-15": "pass", "TM-16": "pass"}),
        ("sel/clr2.json", "auto", met(RUBRIC_APPLICATION)),
        ("rubric/ob3-credential.json", "auto", RUBRIC_APPLICATION),
        ("rubric/ob3-credential.json", "application", RUBRIC_APPLICATION),
        ("rubric/ob3-credential.json", "knowledge", RUBRIC_KNOWLEDGE),
        ("rubric/ob3-credential.json", "recognition", NOTHING),
        ("rubric/ob3-definition.json", "auto", without(RUBRIC_APPLICATION, *OF_AN_AWARD, "TM-15", "TM-16")),
        (
            "rubric/ob3-definition.json",
            "knowledge",
            without(RUBRIC_KNOWLEDGE, *OF_AN_AWARD, "TM-15", "TM-16"),
        ),
        ("rubric/ob3-profile.json", "auto", NOTHING | {"TM-15": "pass", "TM-16": "fail"}),
    ],
)
def test_verdicts_for_each_type(root: Path, name: str, type_: str, expected: dict[str, str]) -> None:
    assert verdicts(judged(fixture(root, name), type_)) == expected


IN_OB2 = ("TM-01", "TM-02", "TM-08", "TM-09", "TM-13", "TM-15", "TM-16")


def test_linked_open_badges_2_documents_are_judged_by_what_they_can_say(root: Path) -> None:
    folder = root / "fixtures" / "sel"
    report = check_paths([str(path) for path in sorted(folder.glob("ob2-*.json"))], options())
    found = {Path(document.path).stem: verdicts(document) for document in report.documents}
    assert found == {
        "ob2-assertion": NOTHING | dict.fromkeys(IN_OB2, "pass"),
        "ob2-badgeclass": without(NOTHING | dict.fromkeys(IN_OB2, "pass"), "TM-13"),
        "ob2-endorsement": NOTHING,
        "ob2-issuer": NOTHING | {"TM-15": "pass", "TM-16": "pass"},
        "ob2-key": NOTHING,
        "ob2-revocation-list": NOTHING,
    }
    assertion = report.documents[0]
    assert criterion(assertion, "TM-12").message == (
        "Open Badges 2.0 has no results; the Open Badges 3.0 property result of the credentialSubject would carry them."
    )


def test_an_assertion_without_its_badge_class_is_left_to_review(root: Path) -> None:
    document = judged(fixture(root, "sel/ob2-assertion.json"))
    found = criterion(document, "TM-13")
    assert found.verdict.value == "needs-review"
    assert "cannot be told: the criteria would be in another document" in found.message
    assert "fail" not in verdicts(document).values()


DEFINITION = base_document("ob3-definition", "test")


@pytest.mark.parametrize(
    ("changes", "read_as"),
    [
        (
            {"/resultDescription": [{"assessmentType": "Exam"}]},
            "Knowledge, because its assessment is an Exam",
        ),
        (
            {"/resultDescription": [{"assessmentType": ["performance"]}]},
            "Application, because its assessment is a performance",
        ),
        (
            {"/resultDescription": [{"assessmentType": "Exam"}, {"assessmentType": "Artifact"}]},
            "Application, because a part of its assessment is an Artifact",
        ),
        (
            {"/achievementType": "ext:KnowledgeCredential"},
            'Knowledge, because its achievementType is "ext:KnowledgeCredential"',
        ),
        (
            {"/achievementType": "ext:RecognitionBadge"},
            'Recognition, because its achievementType is "ext:RecognitionBadge"',
        ),
        ({"/criteria/narrative": "Pass the final exam."}, 'Knowledge, because its criteria mention "exam"'),
        (
            {"/criteria/narrative": {"en": "Answer 8 of 10 multiple-choice items."}},
            'Knowledge, because its criteria mention "multiple-choice"',
        ),
        (
            {"/criteria/narrative": "Pass the exam and hand in a portfolio."},
            'Application, because its criteria mention "portfolio"',
        ),
        (
            {
                "/criteria/narrative": "Do it.",
                "/resultDescription": [{"rubricCriterionLevel": [{"name": "Good"}]}],
            },
            "Application, because its results have rubric levels",
        ),
        (
            {"/criteria/narrative": "Attended all sessions."},
            'Recognition, because its criteria mention "Attended"',
        ),
        (
            {"/criteria/narrative": "Attend and pass the quiz."},
            'Knowledge, because its criteria mention "quiz"',
        ),
    ],
)
def test_the_type_is_read_from_the_assessment(changes: dict[str, Any], read_as: str) -> None:
    data = deepcopy(DEFINITION)
    for pointer, value in changes.items():
        data = put(data, pointer, value)
    asked_of_others = "TM-04" if not read_as.startswith("Application") else "TM-10"
    found = criterion(judged(data), asked_of_others)
    assert found.verdict.value == "not-applicable"
    assert found.message.endswith(f"this one is read as {read_as}.")
    assert verdicts(judged(data, "recognition")) == NOTHING, "the parameter wins over what is read"


@pytest.mark.parametrize(
    ("changes", "open_", "says"),
    [
        (
            {"/criteria/narrative": "Lisez trois articles."},
            {"TM-01", "TM-02", "TM-03", "TM-04", "TM-05", "TM-06", "TM-07", "TM-08", "TM-09", "TM-10"},
            "whether this one is Knowledge, Application or Recognition cannot be told: nothing in it says how it is assessed; "
            "the pack parameter credential_type can say it.",
        ),
        (
            {"/criteria/narrative": "Read.", "/resultDescription": [{"name": "Score"}]},
            {"TM-04", "TM-05", "TM-07", "TM-08", "TM-09", "TM-10"},
            "whether this one is Knowledge or Application cannot be told: its result descriptions do not say",
        ),
        (
            {"/resultDescription": [{"assessmentType": "{{type}}"}]},
            {"TM-04", "TM-05", "TM-07", "TM-08", "TM-09", "TM-10"},
            "cannot be told: the type of its assessment is a placeholder",
        ),
    ],
)
def test_what_cannot_be_read_is_left_to_review(changes: dict[str, Any], open_: set[str], says: str) -> None:
    data = deepcopy(DEFINITION)
    for pointer, value in changes.items():
        data = put(data, pointer, value)
    document = judged(data)
    assert {id_ for id_, verdict in verdicts(document).items() if verdict == "needs-review"} == open_
    assert says in criterion(document, "TM-04").message


def test_a_badge_that_says_nothing_never_passes_for_its_silence() -> None:
    data = put(deepcopy(DEFINITION), "/criteria/narrative", "Lisez trois articles.")
    assert "pass" not in verdicts(judged(data)).values()


def test_an_unknown_type_is_refused() -> None:
    with pytest.raises(
        UsageError, match="is one of auto, knowledge, application, recognition, not 'knowlege'"
    ):
        judged(DEFINITION, "knowlege")


BASES = (
    "ob3-credential",
    "ob3-credential-vc1",
    "ob3-definition",
    "ob3-profile",
    "ob2-assertion-embedded",
    "ob2-badgeclass-embedded",
    "ob2-issuer",
    "clr2",
)
WORSE: dict[str, dict[str, Any]] = {
    "as it is": {},
    "with empty parts": {
        "achievement": {
            "criteria": {},
            "alignment": [],
            "resultDescription": [
                {
                    "id": "https://example.org/r",
                    "type": ["ResultDescription"],
                    "name": "Score",
                    "resultType": "Percent",
                }
            ],
        },
        "issuer": {"name": " "},
        "credential": {"evidence": [{"type": ["Evidence"]}]},
        "subject": {"result": [{"type": ["Result"]}]},
    },
}
WHERE = {
    "ob3-credential": {
        "credential": "",
        "subject": "/credentialSubject",
        "achievement": "/credentialSubject/achievement",
        "issuer": "/issuer",
    },
    "ob3-definition": {"achievement": ""},
    "ob3-profile": {"issuer": ""},
}
WHERE["ob3-credential-vc1"] = WHERE["ob3-credential"]


@pytest.mark.parametrize("type_", ["knowledge", "application"])
@pytest.mark.parametrize("change", WORSE)
@pytest.mark.parametrize("base", BASES)
def test_every_snippet_satisfies_its_criterion(base: str, change: str, type_: str) -> None:
    data = deepcopy(base_document(base, "test"))
    for entity, members in WORSE[change].items():
        if entity in WHERE.get(base, {}):
            for name, value in members.items():
                data = put(data, f"{WHERE[base][entity]}/{name}", value)
    failing = [item for item in judged(data, type_).criteria if item.verdict.value == "fail"]
    assert failing
    for item in failing:
        fixed = follow(deepcopy(data), item.remediation)
        assert criterion(judged(fixed, type_), item.id).verdict.value == "pass", (item.id, item.remediation)


@pytest.mark.parametrize("type_", ["knowledge", "application"])
@pytest.mark.parametrize(
    "base",
    [
        "ob3-credential",
        "ob3-definition",
        "ob3-profile",
        "ob2-assertion-embedded",
        "ob2-badgeclass-embedded",
        "ob2-issuer",
    ],
)
def test_all_snippets_together_leave_a_sound_badge(base: str, type_: str) -> None:
    data = deepcopy(base_document(base, "test"))
    for _ in range(len(ALL) + 2):
        failing = [item for item in judged(data, type_).criteria if item.verdict.value == "fail"]
        if not failing:
            break
        data = follow(data, failing[0].remediation)
    assert "fail" not in verdicts(judged(data, type_)).values()
    kind = detect(data).kind
    assert kind is not None
    assert [item.message for item in violations(kind, data, is_placeholder=Placeholder())] == []


@pytest.mark.parametrize(
    ("id_", "pointer", "type_"),
    [
        ("TM-05", "/resultDescription", "knowledge"),
        ("TM-07", "/creditsAvailable", "application"),
        ("TM-08", "/endorsement", "knowledge"),
    ],
)
def test_snippets_for_what_is_wanted_if_available(id_: str, pointer: str, type_: str) -> None:
    (demand,) = [item for item in load_pack(PACK).criteria if item.id == id_]
    snippet = next(item for item in demand.snippets if item.field is not None)
    before = criterion(judged(DEFINITION, type_), id_)
    assert before.verdict.value == "needs-review"
    assert "if" in before.message
    after = put(deepcopy(DEFINITION), pointer, snippet.value)
    assert criterion(judged(after, type_), id_).verdict.value == "pass"


CERTAINTY = {
    "read": {"TM-11", "TM-13", "TM-15", "TM-16"},
    "reported": {"TM-05", "TM-06", "TM-07", "TM-08"},
    "inferred": {"TM-01", "TM-02", "TM-03", "TM-04", "TM-09", "TM-10", "TM-12", "TM-14"},
}


def test_every_criterion_says_how_certain_it_is(root: Path) -> None:
    report = check_paths([str(root / "fixtures/rubric/ob3-credential.json")], options())
    found: dict[str, set[str]] = {}
    for _, item in report.criteria():
        found.setdefault(item.certainty, set()).add(item.id)
    assert found == CERTAINTY
    assert '"certainty":"inferred"' in render(report, "json")
    text = render(report, "text")
    assert "inferred" in text
    assert "reported" in text


def test_the_page_gives_the_same_certainty_and_level(root: Path) -> None:
    text = (root / "docs" / "trusted-microcredential.md").read_text(encoding="utf-8")
    rows = {}
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("| TM-"):
            rows[cells[0]] = tuple(cells[2:6])
    expected = {}
    for item in load_pack(PACK).criteria:
        types = " ".join(sorted(asked_of(item.assess.codes())))
        expected[item.id] = (types, item.level, item.scope, item.certainty)
    assert rows == expected


def asked_of(codes: tuple[str, ...]) -> set[str]:
    pack = load_pack(PACK)
    rules = [rule for code in codes if (rule := pack.rule(code)) is not None]
    return {type_ for rule in rules for condition in rule.when for type_ in condition.options["is"]}
