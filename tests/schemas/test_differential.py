"""Our verdict is the official one on real files and on many thousand mutations, but for the listed differences."""

from __future__ import annotations

import csv
import json
import os
from collections import Counter
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.schemas import bases, ob1_bases
from tests.schemas.clr_bases import clr, held, small_clr
from tests.schemas.mutations import mutate, places
from tests.schemas.oracles import (
    ACHIEVEMENT,
    ASSERTION_1,
    BADGE_CLASS_1,
    CLR,
    CREDENTIAL_1,
    CREDENTIAL_2,
    ENDORSEMENT_1,
    ENDORSEMENT_2,
    ISSUER_1,
    OLD_ASSERTION,
    PROFILE,
    differences,
    disagreement,
    official,
)
from trustlint.credential.kinds import detect
from trustlint.model.kind import Kind
from trustlint.schemas import violations

MUTATIONS = int(os.environ.get("TRUSTLINT_MUTATIONS", "20000"))
"""How many for each standard; a longer run: ``TRUSTLINT_MUTATIONS=400000 pytest tests/schemas/test_differential.py``."""

VC1 = "https://www.w3.org/2018/credentials/v1"

STANDARDS: dict[str, list[tuple[str, Kind, dict[str, Any]]]] = {
    "Open Badges 3.0": [
        ("published", CREDENTIAL_2, bases.credential()),
        ("published", CREDENTIAL_2, bases.minimal()),
        ("any-vc1", CREDENTIAL_1, bases.credential("1.1")),
        ("legacy-vc1", CREDENTIAL_1, bases.credential("1.1")),
        ("published-profile", PROFILE, bases.profile()),
        ("published-achievement", ACHIEVEMENT, bases.achievement()),
    ],
    "endorsement": [
        ("published-endorsement", ENDORSEMENT_2, bases.endorsement()),
        ("published-clr-endorsement", ENDORSEMENT_2, bases.endorsement()),
        ("legacy-vc1-endorsement", ENDORSEMENT_1, bases.endorsement("1.1")),
    ],
    "CLR 2.0": [
        ("published-clr", CLR, clr()),
        ("published-clr", CLR, small_clr()),
    ],
    "Open Badges 0.5 and 1.1": [
        ("ob05-assertion", OLD_ASSERTION, ob1_bases.old_assertion()),
        ("ob11-assertion", ASSERTION_1, ob1_bases.assertion()),
        ("ob11-badge-class", BADGE_CLASS_1, ob1_bases.badge_class()),
        ("ob11-issuer", ISSUER_1, ob1_bases.issuer()),
    ],
}
PAIRS = [pair for pairs in STANDARDS.values() for pair in pairs]
ROUNDS = [-(-MUTATIONS // len(pairs)) for pairs in STANDARDS.values() for _ in pairs]


@pytest.mark.parametrize(
    ("name", "kind", "base", "rounds"),
    [(*pair, rounds) for pair, rounds in zip(PAIRS, ROUNDS, strict=True)],
    ids=[f"{name}-{kind.data_model}" for name, kind, _ in PAIRS],
)
def test_mutations_are_judged_as_officially(
    shared: Path, name: str, kind: Kind, base: dict[str, Any], rounds: int
) -> None:
    oracle = official(shared, name)
    assert oracle.accepts(base)
    assert disagreement(oracle, kind, base) is None
    text, spots, chance = json.dumps(base), places(base), Random(20240101)
    agreed: Counter[bool] = Counter()
    ways: Counter[str] = Counter()
    explained: Counter[str] = Counter()
    for _ in range(rounds):
        data = json.loads(text)
        way = mutate(data, chance.choice(spots), chance)
        found = disagreement(oracle, kind, data)
        if found is None:
            agreed[oracle.accepts(data)] += 1
            ways[way] += 1
        else:
            assert None not in found[1], (way, found, data)
            explained.update(str(reason) for reason in found[1])
    assert agreed[True] > rounds * 0.25, "too few valid ones to mean anything"
    assert agreed[False] > rounds * 0.25, "too few invalid ones to mean anything"
    assert sum(agreed.values()) > rounds * 0.75, explained
    assert len(ways) == 11


def test_every_listed_difference_is_real(shared: Path) -> None:
    """Each entry explains a disagreement that is there, and cites a fact; none is left over from an older schema."""
    unseen = {difference["id"] for difference in differences()}
    assert len(unseen) == len(differences())
    assert all(difference["facts"] and difference["reason"] for difference in differences())
    crafted = [(name, kind, json.loads(json.dumps(base))) for name, kind, base in PAIRS]
    older = bases.endorsement("1.1")
    crafted.append(("published", CREDENTIAL_2, {**bases.minimal(), "endorsement": [older]}))
    crafted.append(("any-vc1", CREDENTIAL_1, _with(bases.credential("1.1"), "credentialSubject", extra=1)))
    status = {"type": "BitstringStatusListEntry"}
    crafted.append(("any-vc1", CREDENTIAL_1, {**bases.credential("1.1"), "credentialStatus": status}))
    for day in ("2014-02-30", "2014-02-03T00:00:00.123456Z"):
        crafted.append(("ob11-assertion", ASSERTION_1, {**ob1_bases.assertion(), "issuedOn": day}))
    for name, kind, data in crafted:
        oracle = official(shared, name)
        spots, chance, text = places(data), Random(5), json.dumps(data)
        for round_ in range(800):
            mutant = json.loads(text)
            if round_:
                mutate(mutant, chance.choice(spots), chance)
            found = disagreement(oracle, kind, mutant)
            if found is not None:
                unseen -= found[1]
    assert unseen == set()


def _with(data: dict[str, Any], member: str, **more: Any) -> dict[str, Any]:
    return {**data, member: {**data[member], **more}}


def test_real_files_are_judged_as_officially(shared: Path) -> None:
    seen: Counter[tuple[str, bool]] = Counter()
    for file, kind_name in _corpus(shared):
        data = json.loads((shared / "corpus" / file).read_text(encoding="utf-8-sig"))
        for name, kind in _oracles_for(kind_name, data):
            oracle = official(shared, name)
            seen[(name, oracle.accepts(data))] += 1
            found = disagreement(oracle, kind, data)
            assert found is None or None not in found[1], (file, name, found)
    assert seen[("published", True)] > 50
    assert seen[("published", False)] > 3
    assert seen[("legacy-vc1", True)] > 2
    assert seen[("legacy-vc1", False)] > 20
    assert seen[("published-endorsement", True)] == 1
    assert seen[("published-achievement", True)] > 15
    assert seen[("published-clr", True)] == 2


def _corpus(shared: Path) -> list[tuple[str, str]]:
    with (shared / "corpus" / "INDEX.tsv").open(encoding="utf-8") as rows:
        return [
            (row["file"], row["kind"])
            for row in csv.DictReader(rows, delimiter="\t")
            if row["kind"] in ("ob30", "ob30-endorsement", "ob30-achievement", "clr20")
        ]


def _oracles_for(kind_name: str, data: dict[str, Any]) -> list[tuple[str, Kind]]:
    if kind_name == "ob30-achievement":
        return [("published-achievement", ACHIEVEMENT)]
    if kind_name == "clr20":
        return [("published-clr", CLR)]
    is_vc1 = VC1 in data.get("@context", [])
    if kind_name == "ob30-endorsement":
        return [
            ("legacy-vc1-endorsement", ENDORSEMENT_1) if is_vc1 else ("published-endorsement", ENDORSEMENT_2)
        ]
    return (
        [("legacy-vc1", CREDENTIAL_1), ("any-vc1", CREDENTIAL_1)] if is_vc1 else [("published", CREDENTIAL_2)]
    )


def _holding(credentials: Any) -> dict[str, Any]:
    return _with(small_clr(), "credentialSubject", verifiableCredential=credentials)


@pytest.mark.parametrize(
    "credentials", [[], "x", ["x"], None, [None], 3, [[held()]], [held(), "a.b.c"]], ids=repr
)
def test_what_is_no_credential_is_refused_in_a_clr_by_both(shared: Path, credentials: Any) -> None:
    assert not official(shared, "published-clr").accepts(_holding(credentials))
    (violation,) = violations(CLR, _holding(credentials))
    assert violation.path[:2] == ("credentialSubject", "verifiableCredential")


@pytest.mark.parametrize("member", ["@context", "issuer", "validFrom", "credentialSubject"])
def test_a_credential_of_no_known_class_is_asked_for_what_makes_it_one(shared: Path, member: str) -> None:
    incomplete = {name: value for name, value in held().items() if name != member}
    assert not official(shared, "published-clr").accepts(_holding([incomplete]))
    (violation,) = violations(CLR, _holding([incomplete]))
    assert (violation.problem, violation.expected) == ("missing", member)
    assert violation.path == ("credentialSubject", "verifiableCredential", 0)


@pytest.mark.parametrize(
    "base", [bases.minimal(), bases.endorsement(), small_clr()], ids=["badge", "endorsement", "clr"]
)
def test_a_credential_of_a_known_class_in_a_clr_is_left_to_the_schema_of_its_class(
    shared: Path, base: dict[str, Any]
) -> None:
    incomplete = {name: value for name, value in base.items() if name != "issuer"}
    assert violations(CLR, _holding([incomplete])) == ()
    assert disagreement(official(shared, "published-clr"), CLR, _holding([incomplete])) == (
        "looser",
        {"held-credential-by-its-own-class"},
    )


OLD_KINDS = {
    "ob05-assertion": ("ob05-assertion", "Assertion"),
    "ob1-assertion": ("ob11-assertion", "Assertion"),
    "ob1-badgeclass": ("ob11-badge-class", "BadgeClass"),
    "ob1-profile": ("ob11-issuer", "Issuer"),
    "ob11-assertion": ("ob11-assertion", "Assertion"),
    "ob11-badgeclass": ("ob11-badge-class", "BadgeClass"),
    "ob11-profile": ("ob11-issuer", "Issuer"),
}


def test_real_files_of_old_versions_are_judged_as_officially(shared: Path) -> None:
    """Those of 1.0 by the schema of 1.1, whose @context and type they are given; a file of another model is left out."""
    seen: Counter[tuple[str, bool]] = Counter()
    with (shared / "corpus" / "INDEX.tsv").open(encoding="utf-8") as rows:
        listed = [(row["file"], row["kind"]) for row in csv.DictReader(rows, delimiter="\t")]
    for file, kind_name in listed:
        if kind_name not in OLD_KINDS:
            continue
        name, class_name = OLD_KINDS[kind_name]
        data = json.loads((shared / "corpus" / file).read_text(encoding="utf-8-sig"))
        kind = detect(data).kind
        if kind is None or kind.model != "ob1":
            assert file.startswith("sunbird-specs__"), file
            continue
        given = {} if kind.version == "0.5" else {"@context": ob1_bases.CONTEXT, "type": class_name}
        oracle = official(shared, name)
        accepted = oracle.accepts({**given, **data})
        seen[(name, accepted)] += 1
        if accepted != (not violations(kind, data)):
            assert file.endswith("with_bad_date.json"), (file, violations(kind, data))
    assert seen == {
        ("ob05-assertion", True): 3,
        ("ob05-assertion", False): 1,
        ("ob11-assertion", True): 6,
        ("ob11-assertion", False): 2,
        ("ob11-badge-class", True): 6,
        ("ob11-badge-class", False): 1,
        ("ob11-issuer", True): 2,
    }
