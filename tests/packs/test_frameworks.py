"""The packs of the world's frameworks and the two of our own: reviewed verdicts, whatever the input, and the page about them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import pytest

from tests.engine.building import criterion as criterion_of
from tests.engine.building import in_memory, on_disk, one, pack_data, rule, run, write
from trustlint.engine.check import check_data, check_paths
from trustlint.engine.examples import base_document
from trustlint.engine.options import CheckOptions
from trustlint.errors import PackError
from trustlint.packs.consistency import find_mistake
from trustlint.packs.load import DEFAULT_PACKS, load_pack, load_pack_source, shipped_pack_ids

PACKS = ("digital-promise", "ecampusontario", "nz-listing", "rubric-quality", "share", "suny", "unesco")
TRUSTED = ("trusted-credential", "trusted-microcredential")
PASS, FAIL, REVIEW, NOT = "pass", "fail", "needs-review", "not-applicable"

VERDICTS: dict[tuple[str, str], dict[str, str]] = {
    ("nz-listing", "sel/ob3-credential.json"): {
        "NZ-01": REVIEW, "NZ-02": PASS, "NZ-03": REVIEW, "NZ-04": REVIEW, "NZ-05": FAIL, "NZ-06": FAIL,
        "NZ-07": REVIEW, "NZ-08": PASS, "NZ-09": PASS, "NZ-10": REVIEW,
    },
    ("nz-listing", "sel/ob2-badgeclass.json"): {
        "NZ-01": REVIEW, "NZ-02": PASS, "NZ-03": REVIEW, "NZ-04": NOT, "NZ-05": FAIL, "NZ-06": FAIL,
        "NZ-07": REVIEW, "NZ-08": FAIL, "NZ-09": PASS, "NZ-10": REVIEW,
    },
    ("ecampusontario", "sel/ob3-credential.json"): {
        "EC-P1": REVIEW, "EC-P2": REVIEW, "EC-P3": REVIEW, "EC-P4": REVIEW, "EC-F1": REVIEW, "EC-F2": PASS,
        "EC-F3": REVIEW, "EC-F4": REVIEW, "EC-F5": PASS, "EC-F6": REVIEW,
    },
    ("ecampusontario", "rubric/ob3-credential.json"): {
        "EC-P1": REVIEW, "EC-P2": REVIEW, "EC-P3": REVIEW, "EC-P4": REVIEW, "EC-F1": REVIEW, "EC-F2": FAIL,
        "EC-F3": REVIEW, "EC-F4": FAIL, "EC-F5": REVIEW, "EC-F6": REVIEW,
    },
    ("ecampusontario", "sel/ob2-badgeclass.json"): {
        "EC-P1": REVIEW, "EC-P2": NOT, "EC-P3": NOT, "EC-P4": REVIEW, "EC-F1": NOT, "EC-F2": PASS,
        "EC-F3": REVIEW, "EC-F4": NOT, "EC-F5": NOT, "EC-F6": REVIEW,
    },
    ("rubric-quality", "sel/ob3-credential.json"): {
        "RQ-01": PASS, "RQ-02": PASS, "RQ-03": PASS, "RQ-04": PASS, "RQ-05": PASS, "RQ-06": PASS,
        "RQ-07": REVIEW, "RQ-08": REVIEW, "RQ-09": PASS, "RQ-10": PASS,
    },
    ("rubric-quality", "rubric/ob3-credential.json"): {"RQ-01": FAIL}
    | {f"RQ-{number:02}": NOT for number in range(2, 11)},
    ("rubric-quality", "sel/ob2-badgeclass.json"): {f"RQ-{number:02}": NOT for number in range(1, 11)},
    ("share", "rubric/ob3-credential.json"): {
        "SH-01": PASS, "SH-02": PASS, "SH-03": PASS, "SH-04": REVIEW, "SH-05": PASS, "SH-06": FAIL,
        "SH-07": REVIEW, "SH-08": NOT, "SH-09": PASS, "SH-10": REVIEW,
    },
    ("share", "sel/ob3-definition.json"): {
        "SH-01": PASS, "SH-02": NOT, "SH-03": NOT, "SH-04": NOT, "SH-05": NOT, "SH-06": NOT,
        "SH-07": REVIEW, "SH-08": NOT, "SH-09": PASS, "SH-10": NOT,
    },
    ("unesco", "sel/ob3-definition.json"): {
        "UN-1": REVIEW, "UN-2": REVIEW, "UN-3": NOT, "UN-4": REVIEW, "UN-5": NOT,
    },
    ("digital-promise", "sel/ob3-definition.json"): {f"DP-{number}": REVIEW for number in range(1, 8)},
    ("digital-promise", "rubric/ob3-credential.json"): {f"DP-{number}": REVIEW for number in range(1, 7)}
    | {"DP-7": FAIL},
    ("suny", "sel/ob3-credential.json"): {f"SU-{number}": REVIEW for number in range(1, 6)},
    ("suny", "sel/ob2-badgeclass.json"): {
        "SU-1": REVIEW, "SU-2": NOT, "SU-3": REVIEW, "SU-4": REVIEW, "SU-5": REVIEW,
    },
}  # fmt: skip


@pytest.mark.parametrize(("pack", "name"), VERDICTS)
def test_reviewed_verdicts(root: Path, pack: str, name: str) -> None:
    report = check_paths([str(root / "fixtures" / name)], CheckOptions(packs=(pack,)))
    found = {criterion.id: criterion.verdict.value for criterion in one(report).criteria}
    assert found == VERDICTS[pack, name]


@pytest.mark.parametrize("pack", PACKS)
def test_none_of_them_runs_by_default(pack: str) -> None:
    assert pack in shipped_pack_ids()
    assert pack not in DEFAULT_PACKS


@pytest.mark.parametrize("pack", PACKS)
def test_what_people_decide_is_a_question_with_guidance(pack: str) -> None:
    asked = [criterion for criterion in load_pack(pack).criteria if criterion.human is not None]
    assert asked
    for criterion in asked:
        assert criterion.human is not None
        assert criterion.human.question.endswith("?"), criterion.id
        assert criterion.human.guidance, criterion.id


ODD: tuple[Any, ...] = (None, 7, True, "", "text", [], {}, [[]], [None, 3, "x"], {"en": None}, [{"id": {}}])


def with_odd_values(data: Any) -> Iterator[Any]:
    """Copies of a document, each with another value in the place of one of its values; two of them for each place."""
    odd = cycle(ODD)
    for place in _members(data, ()):
        for value in islice(odd, 2):
            copy = deepcopy(data)
            holder = copy
            for step in place[:-1]:
                holder = holder[step]
            holder[place[-1]] = value
            yield copy


def _members(value: Any, path: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, item in items:
        yield (*path, name)
        yield from _members(item, (*path, name))


def full_document() -> Any:
    levels = [
        {
            "id": f"urn:l{n}",
            "name": f"Level {n}",
            "points": str(n),
            "description": f"Names {n} of the claims.",
        }
        for n in (1, 2)
    ]
    data = deepcopy(base_document("ob3-credential", "test"))
    data["evidence"] = [{"id": "https://example.org/work"}]
    data["credentialSubject"]["result"] = [{"resultDescription": "urn:r", "achievedLevel": "urn:l2"}]
    data["credentialSubject"]["achievement"] |= {
        "creditsAvailable": 5,
        "otherIdentifier": [{"identifierType": "ext:NZSCED", "identifier": "070301"}],
        "alignment": [{"targetUrl": "https://example.net/1", "targetFramework": "NZQCF", "targetCode": "4"}],
        "resultDescription": [{"id": "urn:r", "requiredLevel": "urn:l2", "rubricCriterionLevel": levels}],
    }
    return data


def test_odd_values_anywhere_are_judged_without_an_error(tmp_path: Path) -> None:
    file = tmp_path / "odd.ndjson"
    file.write_text("\n".join(json.dumps(data) for data in with_odd_values(full_document())))
    report = check_paths([str(file)], CheckOptions(packs=PACKS))
    assert len(report.documents) > 100
    for document in report.documents:
        assert document.errors == ()
        assert [item.id for item in document.criteria if item.verdict.value == "error"] == []


def test_an_issuer_that_is_no_object_is_told_what_to_write(tmp_path: Path) -> None:
    data = full_document() | {"issuer": None}
    document = one(run([write(tmp_path, badge=data)["badge"]], "trusted-microcredential"))
    assert document.errors == ()
    remedy = next(item for item in document.criteria if item.id == "TM-15").remediation
    assert remedy is not None
    assert remedy.insert_at == "/issuer"
    assert set(remedy.snippet) == {"id", "type", "name", "url"}


ITEM = {"identifierType": "ext:Campus", "identifier": "1"}
ISBN = {"type": "IdentifierEntry", "identifierType": "isbn", "identifier": "9783161484100"}
ADDING = {
    "field": "achievement.otherIdentifier",
    "add": True,
    "value": [{"type": "IdentifierEntry", **ITEM}],
}


def adding_pack(snippet: dict[str, Any]) -> dict[str, Any]:
    check = {"member": {"name": "identifierType", "check": {"matches": {"pattern": "ext:Campus"}}}}
    places = [{"field": "achievement.otherIdentifier", "check": check}]
    return pack_data(
        [rule("XX001", program={"name": "passes-in-any", "options": {"places": places}})],
        [criterion_of("XX-1", ["XX001"], remediation={"text": "Add it.", "snippets": [snippet]})],
    )


@pytest.mark.parametrize(
    ("held", "insert_at", "snippet"),
    [
        (None, "/otherIdentifier", ADDING["value"]),
        ([], "/otherIdentifier", ADDING["value"]),
        ([ISBN], "/otherIdentifier/-", {"type": "IdentifierEntry", **ITEM}),
        (
            ISBN,
            "/otherIdentifier",
            [ISBN, {"type": "IdentifierEntry", **ITEM}],
        ),
    ],
)
def test_what_is_added_joins_what_is_there(tmp_path: Path, held: Any, insert_at: str, snippet: Any) -> None:
    data = deepcopy(base_document("ob3-definition", "test"))
    if held is not None:
        data["otherIdentifier"] = held
    pack = on_disk(tmp_path, adding_pack(ADDING))
    remedy = one(run([write(tmp_path, badge=data)["badge"]], pack)).criteria[0].remediation
    assert remedy is not None
    assert (remedy.insert_at, remedy.snippet) == (insert_at, snippet)


def test_only_a_list_for_a_field_can_be_added(tmp_path: Path) -> None:
    wrong = {"member": "otherIdentifier", "add": True, "value": "x"}
    assert find_mistake(in_memory(adding_pack(ADDING))) is None
    with pytest.raises(PackError, match="what joins the items of a list is a list"):
        load_pack_source(Path(on_disk(tmp_path, adding_pack(wrong))))


def test_ids_in_a_snippet_are_those_nearest_to_the_place_that_failed() -> None:
    data = full_document()
    achievement = data["credentialSubject"]["achievement"]
    achievement["resultDescription"].append(
        {
            "id": "urn:s",
            "requiredLevel": "urn:m1",
            "rubricCriterionLevel": [{"id": "urn:m1"}, {"id": "urn:m2"}],
        }
    )
    report = check_data(data, CheckOptions(packs=("rubric-quality",)))
    remedy = next(item for item in one(report).criteria if item.id == "RQ-10").remediation
    assert remedy is not None
    assert remedy.insert_at == "/credentialSubject/result/-"
    assert remedy.snippet == {"type": ["Result"], "resultDescription": "urn:s", "achievedLevel": "urn:m1"}


def test_the_page_names_every_pack_of_a_framework(root: Path) -> None:
    text = (root / "docs" / "frameworks.md").read_text(encoding="utf-8")
    with_pack = text.partition("## Frameworks with a pack")[2].partition("## Precise")[0]
    for id_ in (*PACKS, *TRUSTED):
        assert f"`{id_}`" in with_pack
