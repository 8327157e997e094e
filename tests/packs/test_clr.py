"""CLR 2.0 in the pack open-badges: what a record holds is set against itself, once, in any size and shape."""

from __future__ import annotations

import copy
import json
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest

from trustlint.engine.check import check_data
from trustlint.engine.options import CheckOptions
from trustlint.model.finding import Finding

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
OPTIONS = CheckOptions(packs=("open-badges",), now=datetime(2026, 11, 23, tzinfo=UTC))
CLR: dict[str, Any] = json.loads((FIXTURES / "full/clr2.json").read_text("utf-8"))
ASSOCIATIONS = "/credentialSubject/association"
HELD = "/credentialSubject/verifiableCredential"
PROGRAM = "https://example.org/achievements/research-reading"
SUMMARY = "https://example.org/achievements/article-summary"


def record(**subject: Any) -> dict[str, Any]:
    data = copy.deepcopy(CLR)
    data["credentialSubject"].update(subject)
    return data


def association(type_: Any, source: Any, target: Any) -> dict[str, Any]:
    return {"type": "Association", "associationType": type_, "sourceId": source, "targetId": target}


def achievement(id_: str, name: Any = "A") -> dict[str, Any]:
    return {
        "id": id_,
        "type": ["Achievement"],
        "achievementType": "Course",
        "name": name,
        "description": "B",
        "criteria": {"narrative": "C"},
        "image": {"id": "https://example.org/a.png", "type": "Image", "caption": "A lamp"},
    }


def findings_in(data: Any, *codes: str) -> list[Finding]:
    """The findings of the record itself, only those of some rules where any are named."""
    document = check_data(data, OPTIONS).documents[0]
    assert document.errors == ()
    return [finding for finding in document.findings if not codes or finding.code in codes]


def told(data: Any, *codes: str) -> list[tuple[str, str]]:
    return [(finding.code, finding.pointer) for finding in findings_in(data, *codes)]


def chain(type_: str, *ids: str) -> list[dict[str, Any]]:
    return [association(type_, one, other) for one, other in pairwise(ids)]


def test_a_full_record_is_valid() -> None:
    document = check_data(CLR, OPTIONS).documents[0]
    assert (document.valid, document.findings) == (True, ())


# Associations


def test_an_association_may_lead_to_achievements_of_the_subject_and_of_every_credential() -> None:
    data = record(achievement=[achievement("urn:example:own")])
    nested = copy.deepcopy(data)
    nested["id"] = "urn:uuid:7c9e6679-7425-40de-944b-e07fc1f90ae7"
    nested["credentialSubject"]["achievement"] = [achievement("urn:example:nested")]
    data["credentialSubject"]["verifiableCredential"].append(nested)
    ends = ["urn:example:own", SUMMARY, "urn:example:nested", PROGRAM]
    data["credentialSubject"]["association"] = chain("isRelatedTo", *ends)
    assert told(data, "OBS410") == [("OBS410", f"{ASSOCIATIONS}/2/targetId")]


def test_an_end_that_is_not_there_is_told_once_for_each_association() -> None:
    data = record(
        association=[
            association("isPartOf", SUMMARY, "urn:example:gone"),
            association("precedes", "x", PROGRAM),
        ]
    )
    assert told(data) == [("OBS410", f"{ASSOCIATIONS}/0/targetId"), ("OBS410", f"{ASSOCIATIONS}/1/sourceId")]


@pytest.mark.parametrize(
    "unread",
    [
        {
            "@context": ["https://www.w3.org/ns/credentials/v2"],
            "type": "EnvelopedVerifiableCredential",
            "id": "data:x",
        },
        {**CLR["credentialSubject"]["verifiableCredential"][0], "credentialSubject": "did:example:learner"},
    ],
    ids=["enveloped", "subject-by-id"],
)
def test_what_cannot_be_looked_into_may_hold_the_achievement(unread: Any) -> None:
    data = record(association=[association("isPartOf", SUMMARY, "urn:example:gone")])
    assert told(data, "OBS410") == [("OBS410", f"{ASSOCIATIONS}/0/targetId")]
    data["credentialSubject"]["verifiableCredential"].append(unread)
    assert told(data, "OBS410") == []


def test_an_achievement_without_an_id_is_told_and_not_its_associations_too() -> None:
    lost = achievement("urn:example:lost")
    data = record(achievement=[lost], association=[association("isPartOf", SUMMARY, lost.pop("id"))])
    assert told(data) == [("SCH001", "/credentialSubject/achievement/0")]


@pytest.mark.parametrize(
    ("associations", "place"),
    [
        ([association("isChildOf", SUMMARY, PROGRAM), association("isParentOf", SUMMARY, PROGRAM)], 1),
        ([association("isParentOf", SUMMARY, PROGRAM), association("isParentOf", PROGRAM, SUMMARY)], 1),
    ],
)
def test_two_that_contradict_each_other_are_told_once(associations: list[Any], place: int) -> None:
    assert told(record(association=associations)) == [("OBS412", f"{ASSOCIATIONS}/{place}")]


def test_the_same_said_from_both_ends_is_no_contradiction() -> None:
    both = [association("isChildOf", SUMMARY, PROGRAM), association("isParentOf", PROGRAM, SUMMARY)]
    assert told(record(association=[*both, *both])) == []


def test_each_circle_is_told_where_it_closes_with_names_before_ids() -> None:
    ids = [f"urn:example:{number}" for number in range(7)]
    data = record(
        achievement=[
            achievement(id_, name)
            for id_, name in zip(ids, ["One", "Two", {"en": "Three"}, " ", *"567"], strict=True)
        ],
        association=[
            *chain("isPartOf", *ids[:4], ids[0]),
            *chain("precedes", *ids, ids[0]),
            *chain("isRelatedTo", *ids, ids[0]),
        ],
    )
    found = {finding.pointer: finding.message for finding in findings_in(data, "OBS413")}
    assert set(found) == {f"{ASSOCIATIONS}/3", f"{ASSOCIATIONS}/10"}
    named = 'is part of the next: "One", "Two", "urn:example:2", "urn:example:3", and then the first again'
    assert named in found[f"{ASSOCIATIONS}/3"]
    assert '"urn:example:3" and 3 more, and then the first again' in found[f"{ASSOCIATIONS}/10"]


def test_a_chain_without_a_circle_may_part_and_meet_again() -> None:
    ids = [f"urn:example:{number}" for number in range(4)]
    parts = [*chain("isPartOf", *ids), *chain("isPartOf", ids[0], ids[3]), *chain("isPartOf", ids[1], ids[3])]
    assert told(record(achievement=[achievement(id_) for id_ in ids], association=parts)) == []


@pytest.mark.parametrize("size", [30_000])
def test_time_grows_with_the_number_of_associations_only(size: int) -> None:
    """A long circle, and many ways through few achievements, in the time of the search rather than of all its ways."""
    ids = [f"urn:example:{number}" for number in range(size)]
    long_one = chain("precedes", *ids, ids[0])
    dense = [association("isPartOf", ids[one], ids[other]) for one in range(240) for other in range(one)]
    data = record(achievement=[], association=[*long_one, *dense])
    started = perf_counter()
    found = told(data, "OBS412", "OBS413")
    assert found == [("OBS413", f"{ASSOCIATIONS}/{size - 1}")]
    assert perf_counter() - started < 30


# Learner and achievements


def test_the_learner_may_have_two_ids_and_one_identifier() -> None:
    data = record()
    held = data["credentialSubject"]["verifiableCredential"][1]["credentialSubject"]
    held["id"] = "did:example:other"
    assert told(data) == [("OBS420", f"{HELD}/1/credentialSubject/id")]
    held["identifier"] = data["credentialSubject"]["identifier"]
    assert told(data) == []


def test_texts_by_language_contradict_only_in_the_same_language() -> None:
    names = {"en": "Article Summary", "fr": "Résumé"}
    assert (
        told(record(achievement=[{**CLR["credentialSubject"]["achievement"][1], "name": names}]), "OBS421")
        == []
    )
    data = record(achievement=[{**CLR["credentialSubject"]["achievement"][1], "name": {"fr": "Résumé"}}])
    data["credentialSubject"]["verifiableCredential"][1]["credentialSubject"]["achievement"]["name"] = names
    assert told(data, "OBS421") == []
    data["credentialSubject"]["achievement"][0]["name"] = {"fr": "Sommaire"}
    assert told(data, "OBS421") == [("OBS421", f"{HELD}/1/credentialSubject/achievement/name")]


def test_an_endorsement_of_a_record_may_be_about_anything_in_it() -> None:
    data = record()
    for id_ in (PROGRAM, SUMMARY, "https://example.org/issuers/city-library", "did:example:learner"):
        data["endorsement"][0]["credentialSubject"]["id"] = id_
        assert told(data) == []
    data["endorsement"][0]["credentialSubject"]["id"] = "urn:example:elsewhere"
    assert told(data) == [("OBS141", "/endorsement/0/credentialSubject/id")]


# Any shape


JUNK: list[Any] = [
    None,
    True,
    3,
    1e300,
    "",
    "x",
    "{{x}}",
    [],
    {},
    [[]],
    [None],
    [{}],
    {"id": []},
    {"type": {}, "id": {}},
]


@pytest.mark.parametrize("junk", JUNK, ids=repr)
@pytest.mark.parametrize(
    "place",
    [
        ["credentialSubject"],
        ["credentialSubject", "association"],
        ["credentialSubject", "association", 0],
        ["credentialSubject", "association", 0, "sourceId"],
        ["credentialSubject", "association", 0, "associationType"],
        ["credentialSubject", "achievement"],
        ["credentialSubject", "achievement", 1],
        ["credentialSubject", "achievement", 1, "id"],
        ["credentialSubject", "achievement", 1, "name"],
        ["credentialSubject", "identifier"],
        ["credentialSubject", "identifier", 0, "identityHash"],
        ["credentialSubject", "identifier", 0, "salt"],
        ["credentialSubject", "verifiableCredential"],
        ["credentialSubject", "verifiableCredential", 0],
        ["credentialSubject", "verifiableCredential", 0, "type"],
        ["credentialSubject", "verifiableCredential", 0, "credentialSubject"],
        ["credentialSubject", "verifiableCredential", 0, "credentialSubject", "achievement"],
        ["credentialSubject", "verifiableCredential", 0, "credentialSubject", "identifier"],
    ],
    ids=lambda place: ".".join(map(str, place)),
)
def test_any_value_at_any_place_gets_an_answer(place: list[str | int], junk: Any) -> None:
    data = record()
    holder: Any = data
    for step in place[:-1]:
        holder = holder[step]
    holder[place[-1]] = junk
    findings_in(data)


def test_records_in_records_get_an_answer() -> None:
    data = record(association=[association("isPartOf", "urn:example:deep", SUMMARY)])
    for _ in range(20):
        data = {**record(association=data["credentialSubject"]["association"]), "partial": False} | {
            "credentialSubject": {
                **CLR["credentialSubject"],
                "verifiableCredential": [data],
                "association": [],
            }
        }
    assert told(data, "OBS410", "OBS420") == []
