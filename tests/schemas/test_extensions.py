"""The schemas of extensions give the official verdict on real files and mutations, but for the listed differences."""

from __future__ import annotations

import json
import os
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

import jsonschema_rs
import pytest

from tests.schemas.extension_bases import BASES
from tests.schemas.extension_oracles import (
    OFFICIAL,
    disagreement,
    listed,
    official,
    official_text,
    violations,
)
from tests.schemas.mutations import mutate, places
from trustlint.checks.context import RuleContext
from trustlint.credential.fields import field_table
from trustlint.credential.kinds import detect
from trustlint.credential.view import View
from trustlint.pyrules.extensions import Found, extension_objects
from trustlint.schemas.extensions import extensions

MUTATIONS = int(os.environ.get("TRUSTLINT_MUTATIONS", "48000")) // len(OFFICIAL)
"""For each pair of schemas."""


@pytest.mark.parametrize("name", OFFICIAL)
def test_mutations_are_judged_as_officially(shared: Path, name: str) -> None:
    oracle, base = official(shared, name), BASES[name.partition("/")[0]]
    assert oracle.accepts(base)
    assert violations(name, base) == ()
    text, spots, chance = json.dumps(base), places(base), Random(20240101)
    agreed: Counter[bool] = Counter()
    for _ in range(MUTATIONS):
        data = json.loads(text)
        way = mutate(data, chance.choice(spots), chance)
        found = disagreement(shared, name, data)
        if found is None:
            agreed[oracle.accepts(data)] += 1
        else:
            assert None not in found, (way, found, data)
    assert agreed[True] > MUTATIONS * 0.1, "too few valid ones to mean anything"
    assert agreed[False] > MUTATIONS * 0.1, "too few invalid ones to mean anything"
    assert sum(agreed.values()) > MUTATIONS * 0.7


CRAFTED: list[tuple[str, str, Any, str]] = [
    ("license-ob2", "id", "https://creativecommons.org/licenses/by/4.0/", "license-by-its-address"),
    ("license-ob3", "name", None, "license-leaves-the-achievement-alone"),
    ("geo-coordinates-ob3", "place.geo.type", ["GeoCoordinates"], "coordinates-type-in-a-list"),
]


@pytest.mark.parametrize(("name", "place", "value", "difference"), CRAFTED)
def test_every_listed_difference_is_real(
    shared: Path, name: str, place: str, value: Any, difference: str
) -> None:
    data = json.loads(json.dumps(BASES[name]))
    *path, last = place.split(".")
    parent = data
    for step in path:
        parent = parent[step]
    if value is None:
        del parent[last]
    else:
        parent[last] = value
    assert disagreement(shared, name, data) == {difference}


def test_no_difference_is_left_over_and_each_cites_a_fact(shared: Path) -> None:
    facts = (shared / "facts" / "open-badges.md").read_text(encoding="utf-8")
    assert {row["id"] for row in listed()["differences"]} == {row[3] for row in CRAFTED}
    for row in (*listed()["differences"], *listed()["repairs"]):
        assert row["reason"]
        assert row["facts"]
        assert all(f"- {fact} " in facts or f"{fact} [" in facts for fact in row["facts"])


def test_what_is_listed_as_repaired_cannot_be_loaded_as_published(shared: Path) -> None:
    assert {row["schema"] for row in listed()["repairs"]} == {
        name for name in OFFICIAL if not _loads(official_text(shared, name))
    }


def _loads(text: str) -> bool:
    try:
        jsonschema_rs.validator_for(json.loads(text), offline=True)
    except (ValueError, jsonschema_rs.ValidationError, jsonschema_rs.ReferencingError):
        return False
    return True


def test_every_schema_has_an_official_one_to_compare_with(root: Path) -> None:
    ours = {path.stem for path in (root / "schemas" / "extensions").glob("*.json")}
    assert ours == {name.partition("/")[0] for name in OFFICIAL} == set(BASES)
    named = [one for model in ("ob2", "ob3") for one in extensions(model)]
    assert {one.schema_id.rpartition("/")[2] for one in named} == {f"{name}.json" for name in ours}
    for one in named:
        assert set(one.credential_schema.values()) <= one.stands_for
        assert set(one.credential_schema) <= set(one.classes)
        assert (one.names and not one.classes) or (one.types and one.classes and not one.names)


def test_both_libraries_say_the_same_in_the_same_words() -> None:
    chance = Random(7)
    for model in ("ob2", "ob3"):
        for one in extensions(model):
            base = BASES[one.schema_id.rpartition("/")[2].removesuffix(".json")]
            for _ in range(40):
                data = json.loads(json.dumps(base))
                for _ in range(chance.randrange(3)):
                    mutate(data, chance.choice(places(data)), chance)
                assert one.judge.violations(data) == one.judge.violations_by_jsonschema(data)


# Real files


def objects_in_file(path: Path) -> list[Found]:
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
    except (UnicodeDecodeError, ValueError):
        return []
    kind = detect(data).kind
    if kind is None:
        return []
    view = View(data, field_table(kind.model, kind.type), lambda *_: None)  # type: ignore[arg-type, return-value]
    return extension_objects(RuleContext(data, kind, view, datetime.now(UTC), lambda _: False))


def test_objects_in_real_files_are_judged_as_officially(shared: Path) -> None:
    verdicts: dict[tuple[str, str, bool], str] = {}
    for path in sorted((shared / "corpus").rglob("*.json")):
        for found in objects_in_file(path):
            name = found.extension.schema_id.rpartition("/")[2].removesuffix(".json")
            if f"{name}/{found.class_name}" in OFFICIAL:
                name = f"{name}/{found.class_name}"
            assert disagreement(shared, name, found.node.value) is None, (path, name)
            verdicts[name, path.parent.name, official(shared, name).accepts(found.node.value)] = path.name
    assert sorted(verdicts) == [
        ("accessibility-ob2", "accessibilityExtension", True),
        ("accessibility-ob3", "accessibilityExtension", True),
        ("accessibility-ob3/AchievementCredential", "accessibilityExtension", True),
        ("accessibility-ob3/Profile", "accessibilityExtension", True),
        ("apply-link-ob3", "applyLinkExtension", True),
        ("assessment-v2", "v2p0", True),
        ("geo-coordinates-ob3", "geoCoordinatesExtension", False),
        ("geo-coordinates-ob3/AchievementCredential", "geoCoordinatesExtension", False),
        ("issuer-accreditation-v2", "1EdTech__trusted-credential-profile", True),
        ("issuer-accreditation-v2", "v2p0", True),
        ("license-ob2", "licenseExtension", True),
        ("license-ob3", "licenseExtension", True),
    ]
