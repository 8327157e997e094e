"""The packs of Annex I and of SURF: models, verdicts on real and own files, snippets, hostile values."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.engine.building import criterion, follow, on_disk, pack_data, rule
from trustlint.data_files import data_folder
from trustlint.engine.check import check_data, check_paths
from trustlint.engine.examples import base_document, missing_examples, put, run_examples
from trustlint.engine.options import CheckOptions
from trustlint.errors import PackError
from trustlint.model.report import CriterionResult, DocumentResult
from trustlint.packs.load import DEFAULT_PACKS, load_pack, load_pack_source, shipped_pack_ids

ANNEX, SURF = "eu-micro-credential", "eu-surf-edubadges"
PACKS = (ANNEX, SURF)
GOLDEN: dict[str, dict[str, str]] = yaml.safe_load(
    Path(__file__).with_name("eu_verdicts.yaml").read_text(encoding="utf-8")
)


def judged(data: Any, *packs: str) -> DocumentResult:
    document = check_data(deepcopy(data), CheckOptions(packs=packs or PACKS)).documents[-1]
    assert document.errors == ()
    return document


def verdicts(document: DocumentResult) -> dict[str, str]:
    return {item.id: item.verdict.value for item in document.criteria}


def named(document: DocumentResult, id_: str) -> CriterionResult:
    return next(item for item in document.criteria if item.id == id_)


@pytest.mark.parametrize("pack", PACKS)
def test_every_example_holds_and_none_is_missing(pack: str) -> None:
    source = load_pack_source(data_folder("rules") / pack)
    assert [(result.id, result.problem) for result in run_examples(source) if result.problem] == []
    assert list(missing_examples(source)) == []


def test_the_packs_run_only_when_they_are_asked_for() -> None:
    assert set(PACKS) <= set(shipped_pack_ids())
    assert not set(PACKS) & set(DEFAULT_PACKS)


def golden(name: str) -> dict[str, str]:
    """The reviewed table, as verdict by criterion."""
    rows = GOLDEN[name]
    return {id_: verdict for verdict, ids in rows.items() for id_ in ids.split()}


OWN = sorted(name for name in GOLDEN if name.startswith("fixtures/"))
REAL = sorted(name for name in GOLDEN if not name.startswith("fixtures/"))


def test_the_table_has_a_dozen_files() -> None:
    assert len(OWN) >= 5
    assert len(REAL) >= 9


@pytest.mark.parametrize("name", OWN)
def test_verdicts_on_our_own_files(root: Path, name: str) -> None:
    (document,) = check_paths([str(root / name)], CheckOptions(packs=PACKS)).documents
    assert verdicts(document) == golden(name)


@pytest.mark.parametrize("name", REAL)
def test_verdicts_on_real_files(shared: Path, name: str) -> None:
    (document,) = check_paths([str(shared / "corpus" / name)], CheckOptions(packs=PACKS)).documents
    assert document.kind is not None
    assert document.errors == ()
    assert verdicts(document) == golden(name)


def test_every_elm_file_of_the_corpus_is_in_the_table(shared: Path) -> None:
    report = check_paths([str(shared / "corpus")], CheckOptions(packs=PACKS))
    elm = {
        Path(document.path).relative_to(shared / "corpus").as_posix()
        for document in report.documents
        if document.kind is not None and document.kind.model == "elm"
    }
    assert elm == set(REAL)
    assert [item for _, item in report.criteria() if item.verdict.value == "error"] == []
    assert {document.errors for document in report.documents} == {()}


ELM = base_document("elm-credential", "test")


@pytest.mark.parametrize("pack", ["trusted-credential", "trusted-microcredential", SURF])
def test_a_pack_of_badges_does_not_apply_to_elm(pack: str) -> None:
    document = judged(ELM, pack)
    assert set(verdicts(document).values()) == {"not-applicable"}
    assert {item.message for item in document.criteria if item.reason != "scope"} <= {
        f"The pack {pack} is not about European Learning Model documents.",
        *(because.because for item in load_pack(pack).criteria for because in item.exempt),
    }
    assert document.trusted is None
    assert document.findings == ()
    assert [standing.level_reached for standing in document.packs] == [None]


def test_the_default_packs_say_that_an_elm_document_is_not_judged_as_an_open_badge() -> None:
    document = judged(ELM, *DEFAULT_PACKS)
    assert [(item.code, item.pointer) for item in document.findings] == [("OBS002", "")]
    assert document.valid is None


def test_a_pack_of_ones_own_says_which_models_it_is_about(tmp_path: Path) -> None:
    data = pack_data([rule("XX001")], [criterion("XX-1", ["XX001"])])
    assert verdicts(judged(ELM, on_disk(tmp_path, data))) == {"XX-1": "not-applicable"}
    about = on_disk(tmp_path, data | {"models": ["elm"]}, "elm.yaml")
    assert verdicts(judged(ELM, about)) == {"XX-1": "pass"}
    assert verdicts(judged(base_document("ob3-definition", "test"), about)) == {"XX-1": "not-applicable"}


def test_a_rule_about_a_model_that_its_pack_leaves_out_is_a_mistake(tmp_path: Path) -> None:
    file = on_disk(tmp_path, pack_data([rule("XX001", applies_to={"model": ["ob3", "elm"]})]))
    with pytest.raises(PackError, match=r"XX001: the pack is not about elm documents; add elm to its models"):
        load_pack_source(Path(file))


BASES = (
    "ob3-credential",
    "ob3-credential-vc1",
    "ob3-definition",
    "ob3-profile",
    "ob2-assertion-embedded",
    "ob2-badgeclass-embedded",
    "ob2-issuer",
    "clr2",
    "elm-credential",
    "elm-qualification",
)
ACHIEVEMENT = {
    "ob3-credential": "/credentialSubject/achievement",
    "ob3-credential-vc1": "/credentialSubject/achievement",
    "ob3-definition": "",
    "ob2-assertion-embedded": "/badge",
    "ob2-badgeclass-embedded": "",
    "elm-credential": "/credentialSubject/hasClaim",
    "elm-qualification": "",
}
WORSE: dict[str, dict[str, dict[str, Any]]] = {
    "as it is": {},
    "wrong values": {
        "ob3": {
            "name": "",
            "criteria": {},
            "alignment": [
                {"type": ["Alignment"], "targetType": "ext:EQF", "targetName": "High", "targetUrl": "urn:x"}
            ],
            "participationType": "",
            "identityChecked": "yes",
        },
        "ob2": {"name": "", "criteria": "", "image": "", "extensions:EQFExtension": {"EQF": 9}},
        "elm": {"title": {"en": ""}, "hasClaim": 5, "provenBy": {"type": "LearningAssessment"}},
    },
    "nothing of it": {
        "ob3": {"name": None, "description": " ", "image": {}, "criteria": {"id": "https://example.org/"}},
        "ob2": {"description": "", "alignment": [], "extensions:ECTSExtension": {}},
        "elm": {"specifiedBy": {"type": "Qualification"}, "awardedBy": {"type": "AwardingProcess"}},
    },
}


@pytest.mark.parametrize("change", WORSE)
@pytest.mark.parametrize("base", BASES)
def test_every_snippet_satisfies_its_criterion(base: str, change: str) -> None:
    data = deepcopy(base_document(base, "test"))
    for name, value in WORSE[change].get(base[:3], {}).items():
        if base in ACHIEVEMENT:
            data = put(data, f"{ACHIEVEMENT[base]}/{name}", value)
    failing = [item for item in judged(data).criteria if item.verdict.value == "fail"]
    assert failing
    for item in failing:
        data_then = follow(deepcopy(data), item.remediation)
        fixed = named(judged(data_then), item.id)
        if fixed.verdict.value == "fail" and fixed.pointer != item.pointer:  # another part of the criterion
            fixed = named(judged(follow(data_then, fixed.remediation)), item.id)
        met = ("pass", "met"), ("needs-review", "human-question")
        assert (fixed.verdict.value, fixed.reason) in met, (item.id, item.remediation, fixed.message)


@pytest.mark.parametrize(
    ("base", "level"),
    [
        ("ob3-definition", {"alignment": [{"targetType": "ext:EQF"}]}),
        ("ob2-badgeclass", {"extensions:EQFExtension": {"EQF": 6}}),
        ("elm-qualification", {"eqfLevel": {"id": "http://data.europa.eu/snb/eqf/6"}}),
    ],
)
def test_a_level_is_asked_for_only_if_there_is_one(base: str, level: dict[str, Any]) -> None:
    data = deepcopy(base_document(base, "test"))
    asked = named(judged(data), "EU-M08")
    assert asked.verdict.value == "needs-review"
    assert asked.message.endswith("it must be given if the micro-credential has one.")
    snippet = next(
        item
        for item in load_pack(ANNEX).criterion("EU-M08").snippets  # type: ignore[union-attr]
        if base[:3] in item.applies_to.model and item.field is not None
    )
    (member,) = level
    value = snippet.value
    given = value if not isinstance(level[member], dict) else {next(iter(level[member])): value}
    assert named(judged(put(data, f"/{member}", given)), "EU-M08").verdict.value == "pass"


def test_an_item_is_added_beside_what_is_there() -> None:
    there = {"type": ["Alignment"], "targetName": "Reading", "targetUrl": "https://example.org/skills/1"}
    data = put(deepcopy(base_document("ob3-definition", "test")), "/alignment", [there])
    remediation = named(judged(data), "EU-M11").remediation
    assert remediation is not None
    assert remediation.insert_at == "/alignment/-"
    fixed = follow(data, remediation)
    assert fixed["alignment"][0] == there
    assert fixed["alignment"][1]["targetType"] == "ext:QualityAssurance"


def test_objects_made_around_a_value_have_their_classes() -> None:
    found = named(judged(ELM), "EU-M03").remediation
    assert found is not None
    assert (found.insert_at, found.snippet) == (
        "/issuer/location",
        [
            {
                "type": "Location",
                "address": [
                    {
                        "type": "Address",
                        "countryCode": [
                            {
                                "type": "Concept",
                                "id": "http://publications.europa.eu/resource/authority/country/NLD",
                            }
                        ],
                    }
                ],
            }
        ],
    )


def test_terms_that_surf_has_added_come_with_a_definition() -> None:
    remediation = named(judged(base_document("ob3-credential", "test")), "EDU-08").remediation
    assert remediation is not None
    assert [(item.insert_at, item.snippet) for item in remediation.also] == [
        ("/@context/-", {"participationType": "http://data.europa.eu/snb/model/elm/mode"})
    ]


def places(value: Any, path: str = "") -> Iterator[str]:
    children = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    for name, child in children:
        place = f"{path}/{str(name).replace('~', '~0').replace('/', '~1')}"
        yield place
        yield from places(child, place)


@cache
def text_of(root: Path, name: str) -> str:
    return (root / name).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "value", [None, 0, "", "x", True, [], {}, [[]], [None], {"en": None}, 10**30], ids=repr
)
@pytest.mark.parametrize("name", OWN)
def test_any_value_at_any_place_is_borne(root: Path, name: str, value: Any) -> None:
    data = json.loads(text_of(root, name))
    for place in list(places(data)):
        if place.startswith(("/@context", "/type")):
            continue
        document = check_data(put(deepcopy(data), place, value), CheckOptions(packs=PACKS)).documents[-1]
        assert document.errors == (), place
        assert "error" not in verdicts(document).values(), place


def test_the_page_gives_the_same_levels_scopes_and_certainty(root: Path) -> None:
    text = (root / "docs" / "eu-micro-credential.md").read_text(encoding="utf-8")
    rows = {}
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith(("| EU-", "| EDU-")):
            rows[cells[0]] = tuple(cells[2:5])
    expected = {
        item.id: (item.level, item.scope, item.certainty)
        for pack in PACKS
        for item in load_pack(pack).criteria
    }
    assert rows == expected
