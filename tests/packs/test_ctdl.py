"""The packs of Credential Engine: which documents they judge, snippets, and verdicts on real CTDL files."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.engine.building import follow
from trustlint.credential.kinds import detect
from trustlint.credential.placeholder import Placeholder
from trustlint.engine.check import check_data, check_paths
from trustlint.engine.examples import base_document, put
from trustlint.engine.options import CheckOptions
from trustlint.model.report import CriterionResult, DocumentResult
from trustlint.packs.load import DEFAULT_PACKS, load_pack
from trustlint.schemas import violations

MINIMUM, BENCHMARK = PACKS = ("ctdl-minimum", "ctdl-benchmark")
OF_CTDL = {
    "ctdl-credential": "CE-C",
    "ctdl-organization": "CE-O",
    "ctdl-learning-opportunity": "CE-L",
    "ctdl-assessment": "CE-A",
}
BADGES = (
    "ob3-definition",
    "ob3-credential",
    "ob3-profile",
    "ob2-badgeclass-embedded",
    "ob2-assertion-embedded",
    "ob2-issuer",
)


def judged(data: Any, packs: tuple[str, ...] = PACKS) -> DocumentResult:
    (document,) = check_data(deepcopy(data), CheckOptions(packs=packs)).documents
    assert document.errors == ()
    return document


def verdicts(document: DocumentResult, prefix: str = "") -> dict[str, str]:
    return {item.id: item.verdict.value for item in document.criteria if item.id.startswith(prefix)}


def criterion(document: DocumentResult, id_: str) -> CriterionResult:
    return next(item for item in document.criteria if item.id == id_)


def base(name: str) -> Any:
    return deepcopy(base_document(name, "test"))


@pytest.mark.parametrize(("name", "prefix"), OF_CTDL.items())
def test_a_class_is_asked_for_its_own_criteria_only(name: str, prefix: str) -> None:
    document = judged(base(name), (MINIMUM,))
    for item in document.criteria:
        if item.id.startswith(prefix):
            assert item.verdict.value == "pass", item.message
        else:
            assert (item.verdict.value, item.reason) in (
                ("not-applicable", "model"),
                ("not-applicable", "scope"),
            )
            assert "CTDL" in item.message or "profile of an issuer" in item.message


def test_what_the_facts_say_nothing_of_is_not_judged() -> None:
    document = judged(base("ctdl-competency-framework"))
    assert set(verdicts(document).values()) == {"not-applicable"}
    assert criterion(document, "CE-C02").message == (
        "It is not asked of documents such as this one (CTDL CompetencyFramework)."
    )


@pytest.mark.parametrize("name", ["ctdl-credential", "ctdl-organization", "ctdl-assessment"])
@pytest.mark.parametrize("pack", ["trusted-credential", "trusted-microcredential"])
def test_a_framework_for_badges_asks_nothing_of_ctdl(name: str, pack: str) -> None:
    document = judged(base(name), (pack,))
    assert document.criteria
    assert document.trusted is None
    assert set(verdicts(document).values()) == {"not-applicable"}
    assert {rule.outcome.value for item in document.criteria for rule in item.rules} <= {"inapplicable"}
    assert {(item.reason, item.message) for item in document.criteria} == {
        ("model", f"The pack {pack} is not about CTDL documents.")
    }


@pytest.mark.parametrize("name", [*OF_CTDL, "ctdl-competency-framework"])
def test_rules_of_open_badges_find_nothing_in_ctdl(name: str) -> None:
    document = judged(base(name), DEFAULT_PACKS)
    assert [finding.code for finding in document.findings] == ["OBS002"]


def test_they_do_not_run_by_default() -> None:
    assert not set(PACKS) & set(DEFAULT_PACKS)


CREDENTIAL_ON_BADGES = {
    "ob3-definition": {
        "CE-C01": "fail",
        "CE-C02": "pass",
        "CE-C03": "pass",
        "CE-C04": "fail",
        "CE-C05": "not-applicable",
        "CE-C06": "fail",
        "CE-C07": "pass",
        "CE-C08": "fail",
    },
}
CREDENTIAL_ON_BADGES["ob3-credential"] = CREDENTIAL_ON_BADGES["ob3-definition"] | {"CE-C04": "pass"}
CREDENTIAL_ON_BADGES["ob2-badgeclass-embedded"] = CREDENTIAL_ON_BADGES["ob3-credential"] | {
    "CE-C01": "not-applicable"
}


@pytest.mark.parametrize("name", CREDENTIAL_ON_BADGES)
def test_the_crosswalk_to_open_badges(name: str) -> None:
    document = judged(base(name), (MINIMUM,))
    assert verdicts(document, "CE-C") == CREDENTIAL_ON_BADGES[name]
    assert criterion(document, "CE-C05").message == (
        "Open Badges have no status of a definition; the CTDL property ceterms:credentialStatusType would carry it."
    )
    assert set(verdicts(document, "CE-L").values()) == {"not-applicable"}
    assert set(verdicts(document, "CE-A").values()) == {"not-applicable"}


@pytest.mark.parametrize(
    ("pointer", "value"),
    [
        ("/otherIdentifier", {"identifier": "ce-00000001-1111-4222-8333-444444444444"}),
        ("/alignment", [{"targetCode": "ce-00000001-1111-4222-8333-444444444444"}]),
    ],
)
def test_the_ctid_of_a_badge_may_stand_in_two_places(pointer: str, value: Any) -> None:
    document = judged(put(base("ob3-definition"), pointer, value), (MINIMUM,))
    assert criterion(document, "CE-C06").verdict.value == "pass"


def test_a_graph_is_judged_resource_by_resource() -> None:
    broken = base("ctdl-credential")
    del broken["ceterms:ctid"]
    graph = {
        "@context": broken.pop("@context"),
        "@graph": [
            broken,
            base("ctdl-organization"),
            {"@id": "_:b1", "@type": "ceterms:CredentialOrganization"},
            {"@type": "ceterms:ConditionManifest"},
            {"@type": "ceterms:Certifcate"},
            "x",
            None,
        ],
    }
    report = check_data(graph, CheckOptions(packs=(MINIMUM,)))
    found = [(document.part, document.kind and document.kind.label) for document in report.documents]
    assert found == [
        (None, "CTDL graph"),
        ("/@graph/0", "CTDL Credential"),
        ("/@graph/1", "CTDL CredentialOrganization"),
        ("/@graph/4", "CTDL resource"),
    ]
    whole, credential, organization, misspelt = report.documents
    assert whole.criteria == ()
    failing = [item for item in credential.criteria if item.verdict.value == "fail"]
    assert [(item.id, item.pointer) for item in failing] == [("CE-C06", "/@graph/0")]
    assert "fail" not in verdicts(organization).values()
    unknown = criterion(misspelt, "CE-C01")
    assert unknown.verdict.value == "needs-review"
    assert unknown.message == (
        '@type is "ceterms:Certifcate", a class that is not known here; use a specific class of credentials if this is a credential.'
    )


EMPTY_PARTS: dict[str, dict[str, Any]] = {
    "ob3-definition": {
        "/criteria": {},
        "/otherIdentifier": [
            {"type": "IdentifierEntry", "identifier": "A-17", "identifierType": "identifier"}
        ],
        "/description": "Short",
    },
    "ctdl-credential": {
        "/ceterms:requires": [{"@type": "ceterms:ConditionProfile"}],
        "/ceterms:description": {"en": "Short"},
        "/ceterms:subjectWebpage": "none",
        "/ceterms:credentialStatusType": "Active",
        "/ceterms:inLanguage": ["English"],
    },
    "ctdl-organization": {"/ceterms:email": "none", "/ceterms:ctid": None, "/@type": "ceterms:Organization"},
}
_LEFT = ("@context", "@id", "@type", "id", "type")


def _documents() -> list[Any]:
    found = []
    for name in (*OF_CTDL, *BADGES):
        data = base(name)
        found.append(pytest.param(data, id=name))
        bare = {member: value for member, value in data.items() if member in _LEFT}
        if name in OF_CTDL:
            found.append(pytest.param(bare, id=f"{name} without anything"))
        worse = deepcopy(data)
        for pointer, value in EMPTY_PARTS.get(name, {}).items():
            worse = put(worse, pointer, value)
        if name in EMPTY_PARTS:
            found.append(pytest.param(worse, id=f"{name} with empty parts"))
    for type_ in ("Course", "Assessment"):
        data = put(base("ob3-definition"), "/achievementType", type_)
        found.append(pytest.param(data, id=f"ob3 {type_}"))
    return found


def _open(document: DocumentResult) -> list[CriterionResult]:
    """What fails; what is only wanted if there is any has a snippet in the pack, and no remediation."""
    return [item for item in document.criteria if item.verdict.value == "fail"]


@pytest.mark.parametrize("data", _documents())
def test_every_snippet_satisfies_its_criterion(data: Any) -> None:
    asked = {item.id for pack in PACKS for item in load_pack(pack).criteria if item.human is not None}
    failing = _open(judged(data))
    assert failing
    for item in failing:
        fixed = follow(deepcopy(data), item.remediation)
        after = criterion(judged(fixed), item.id)
        wanted = ("needs-review", "human-question") if item.id in asked else ("pass", "met")
        assert (after.verdict.value, after.reason) == wanted, (item.id, item.remediation, after.message)


@pytest.mark.parametrize("data", _documents())
def test_all_snippets_together_leave_a_sound_document(data: Any) -> None:
    for _ in range(60):
        failing = _open(judged(data))
        if not failing:
            break
        data = follow(deepcopy(data), failing[0].remediation)
    assert _open(judged(data)) == []
    kind = detect(data).kind
    assert kind is not None
    assert [item.message for item in violations(kind, data, is_placeholder=Placeholder())] == []


IF_ANY = {
    "CE-O02b": ("ctdl-organization", "ob3-profile", "ob2-issuer"),
    "CE-O02c": ("ctdl-organization", "ob3-profile"),
    "CE-O03d": ("ctdl-organization",),
    "CE-C09h": ("ctdl-credential",),
    "CE-C09i": ("ctdl-credential",),
}


@pytest.mark.parametrize(("id_", "name"), [(id_, name) for id_, names in IF_ANY.items() for name in names])
def test_what_is_wanted_only_if_there_is_any_is_left_to_review(id_: str, name: str) -> None:
    data = base(name)
    kind = detect(data).kind
    assert kind is not None
    before = criterion(judged(data), id_)
    assert before.verdict.value == "needs-review"
    assert "if " in before.message
    (demand,) = [item for item in load_pack(BENCHMARK).criteria if item.id == id_]
    snippet = next(item for item in demand.snippets if item.applies_to.covers(kind))
    member = {
        "ctdl-organization": {
            "CE-O02b": "ceterms:accreditedBy",
            "CE-O02c": "ceterms:parentOrganization",
            "CE-O03d": "ceterms:socialMedia",
        },
        "ctdl-credential": {"CE-C09h": "ceterms:accreditedBy", "CE-C09i": "ceterms:renewal"},
        "ob3-profile": {"CE-O02b": "accreditations", "CE-O02c": "parentOrg"},
        "ob2-issuer": {"CE-O02b": "extensions:IssuerAccreditation"},
    }[name][id_]
    after = criterion(judged({**data, member: snippet.value}), id_)
    wanted = ("needs-review", "human-question") if demand.human else ("pass", "met")
    assert (after.verdict.value, after.reason) == wanted


def test_a_snippet_that_joins_a_list_keeps_what_is_there() -> None:
    data = put(base("ob3-definition"), "/otherIdentifier", {"type": "IdentifierEntry", "identifier": "A-17"})
    found = criterion(judged(data), "CE-C06").remediation
    assert found is not None
    assert found.insert_at == "/otherIdentifier"
    assert [entry["identifier"] for entry in found.snippet] == [
        "A-17",
        "ce-00000000-0000-4000-8000-000000000000",
    ]
    data["otherIdentifier"] = [data["otherIdentifier"]]
    found = criterion(judged(data), "CE-C06").remediation
    assert found is not None
    assert (found.insert_at, found.snippet["identifierType"]) == ("/otherIdentifier/-", "ext:ctid")


def test_a_snippet_that_joins_a_list_of_another_document_keeps_what_is_there(root: Path) -> None:
    paths = [
        str(root / "fixtures/sel" / f"ob2-{name}.json") for name in ("assertion", "badgeclass", "issuer")
    ]
    assertion = check_paths(paths, CheckOptions(packs=(MINIMUM,))).documents[0]
    found = criterion(assertion, "CE-C06").remediation
    assert found is not None
    assert found.insert_at == "/alignment/-"
    assert found.snippet["targetCode"].startswith("ce-")


HOSTILE = [
    None,
    5,
    "",
    [],
    {},
    [None],
    [[{}]],
    {"@id": None},
    {"en": 5},
    {"@value": ["x"]},
    True,
    [{"@id": {}}],
]


@pytest.mark.parametrize("value", HOSTILE, ids=json.dumps)
@pytest.mark.parametrize("name", OF_CTDL)
def test_values_of_any_shape_are_judged(name: str, value: Any) -> None:
    for member in base(name):
        if member != "@type":
            document = judged({**base(name), member: value})
            assert "error" not in verdicts(document).values()


GOLDEN = yaml.safe_load(Path(__file__).with_name("ctdl_verdicts.yaml").read_text(encoding="utf-8"))


def test_the_golden_table_covers_every_class_that_is_judged() -> None:
    assert len(GOLDEN) >= 10
    assert {entry["kind"] for entry in GOLDEN.values()} >= {
        "CTDL Credential",
        "CTDL CredentialOrganization",
        "CTDL AssessmentProfile",
        "CTDL LearningOpportunityProfile",
        "CTDL CompetencyFramework",
        "CTDL Competency",
        "CTDL graph",
        "CTDL resource",
    }


@pytest.mark.parametrize("name", sorted({key.partition(" /")[0] for key in GOLDEN}))
def test_verdicts_on_real_files(shared: Path, name: str) -> None:
    found = {}
    for document in check_paths([str(shared / "corpus" / name)], CheckOptions(packs=PACKS)).documents:
        assert document.kind is not None
        entry: dict[str, Any] = {"kind": document.kind.label}
        for item in document.criteria:
            if item.verdict.value != "not-applicable":
                entry.setdefault(item.verdict.value, []).append(item.id)
        found[f"{name} {document.part}" if document.part else name] = entry
    assert found == {key: entry for key, entry in GOLDEN.items() if key.partition(" /")[0] == name}


def test_every_ctdl_file_is_judged_without_an_error(shared: Path) -> None:
    corpus = shared / "corpus"
    rows = [line.split("\t") for line in (corpus / "INDEX.tsv").read_text(encoding="utf-8").splitlines()]
    paths = [str(corpus / row[0]) for row in rows if row[1] == "ctdl"]
    assert len(paths) > 150
    report = check_paths(paths, CheckOptions(packs=(*DEFAULT_PACKS, *PACKS)))
    assert {document.path for document in report.documents} == set(paths)
    for document in report.documents:
        assert document.errors == (), document.path
        assert "error" not in verdicts(document).values(), document.path
        own = {finding.code for finding in document.findings if finding.code[:2] not in ("CE", "CB")}
        assert own <= {"OBS001", "OBS002", "SRC010"}, document.path


def test_the_page_lists_the_criteria_as_the_packs_have_them(root: Path) -> None:
    text = (root / "docs" / "ctdl.md").read_text(encoding="utf-8")
    rows = [
        tuple(cell.strip() for cell in line.strip("|").split("|"))
        for line in text.splitlines()
        if line.startswith("| CE-")
    ]
    expected = [
        (item.id, item.title, item.level, item.scope, item.certainty)
        for pack in PACKS
        for item in load_pack(pack).criteria
    ]
    assert [row for row in rows if len(row) == 5] == expected
