"""The official schemas of extensions as oracles, repaired where they cannot be loaded, and the differences we mean."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs
import yaml

from tests.schemas.oracles import ROOT, dotted, value_at
from trustlint.schemas import SchemaViolation
from trustlint.schemas.extensions import extensions

ACHIEVEMENT = ("properties", "credentialSubject", "properties", "achievement")
OFFICIAL: dict[str, tuple[str, tuple[str, ...]]] = {
    "apply-link-ob2": ("ob-v2p0-extensions/applyLinkExtension.schema.json", ()),
    "apply-link-ob3": ("ob-v3p0-extensions/applyLinkExtension.schema_obv3p0.json", ACHIEVEMENT),
    "original-creator": ("ob-v2p0-extensions/originalCreatorExtension.schema.json", ()),
    "accessibility-ob2": ("ob-v2p0-extensions/accessibilityExtension.schema.json", ()),
    "accessibility-ob3": (
        "ob-v3p0-extensions/accessibilityExtension.schema_achievement_obv3p0.json",
        ACHIEVEMENT,
    ),
    "accessibility-ob3/AchievementCredential": (
        "ob-v3p0-extensions/accessibilityExtension.schema_achievement_credential_obv3p0.json",
        (),
    ),
    "accessibility-ob3/Profile": (
        "ob-v3p0-extensions/accessibilityExtension.schema_profile_obv3p0.json",
        ("properties", "credentialSubject", "properties", "issuer"),
    ),
    "geo-coordinates-ob2": ("ob-v2p0-extensions/geoCoordinatesExtension.schema.json", ()),
    "geo-coordinates-ob3": (
        "ob-v3p0-extensions/geoCoordinatesExtension.schema_achievement_obv3p0.json",
        ACHIEVEMENT,
    ),
    "geo-coordinates-ob3/AchievementCredential": (
        "ob-v3p0-extensions/geoCoordinatesExtension.schema_achievement_credential_obv3p0.json",
        (),
    ),
    "license-ob2": ("ob-v2p0-extensions/licenseExtension.schema.json", ()),
    "license-ob3": ("ob-v3p0-extensions/licenseExtension.schema_obv3p0.json", ACHIEVEMENT),
    "issuer-accreditation-v1": ("ob-v3p0-extensions/issuerAccreditationExtension-v1p0.schema.json", ()),
    "issuer-accreditation-v2": (
        "ob-v3p0-extensions/issuerAccreditationExtension-v2p0.schema.json",
        ("properties", "issuer"),
    ),
    "assessment-v1": ("ob-v2p0-extensions/assessmentExtension.schema.json", ()),
    "assessment-v2": (
        "ob-v3p0-extensions/assessmentExtension-v2p0.schema.json",
        ("$defs", "AssessmentResultDescription"),
    ),
}
"""Schema of ours, and class where there are several → official file, and the part of it about the same object."""


class Oracle:
    def __init__(self, schema: dict[str, Any]) -> None:
        self._validator = jsonschema_rs.validator_for(schema, validate_formats=True, offline=True)

    def accepts(self, data: Any) -> bool:
        return self._validator.is_valid(data)

    def errors(self, data: Any) -> list[tuple[tuple[str | int, ...], str]]:
        return [(tuple(error.instance_path), error.kind.name) for error in self._validator.iter_errors(data)]


def official_text(shared: Path, name: str) -> str:
    return (shared / "official/schemas" / OFFICIAL[name][0]).read_text(encoding="utf-8")


@cache
def official(shared: Path, name: str) -> Oracle:
    schema = json.loads(repaired(name, official_text(shared, name)))
    if name == "accessibility-ob2":
        schema["required"] = schema["properties"].pop("required")
    part = value_at(schema, OFFICIAL[name][1])
    definitions = {keyword: schema[keyword] for keyword in ("$defs", "definitions") if keyword in schema}
    return Oracle({"$schema": schema["$schema"], **definitions, **part})


def repaired(name: str, text: str) -> str:
    """The text of an official schema without the faults that keep it from being loaded (``repairs`` in the list)."""
    if name == "issuer-accreditation-v2":
        return text.replace(r")\2(", r")\\2(")
    if name == "assessment-v2":
        return text.replace("#/definitions/", "#/$defs/")
    return text


@cache
def listed() -> dict[str, Any]:
    text = (ROOT / "schemas" / "DIFFERENCES.yaml").read_text(encoding="utf-8")
    data: dict[str, Any] = yaml.safe_load(text)["extensions"]
    return data


def violations(name: str, data: Any) -> tuple[SchemaViolation, ...]:
    """What our schema holds against an object."""
    return _ours()[name.partition("/")[0]].judge.violations(data)


@cache
def _ours() -> dict[str, Any]:
    return {
        one.schema_id.rpartition("/")[2].removesuffix(".json"): one
        for model in ("ob2", "ob3")
        for one in extensions(model)
    }


def disagreement(shared: Path, name: str, data: Any) -> set[str | None] | None:
    """None when the verdicts agree; else the ids of the listed differences at work (None: not listed)."""
    oracle, ours = official(shared, name), violations(name, data)
    theirs = oracle.accepts(data)
    if theirs == (not ours):
        return None
    if theirs:
        return {_matching("stricter", name, item.path, item.problem) for item in ours}
    return {_matching("looser", name, path, keyword) for path, keyword in oracle.errors(data)}


def _matching(way: str, name: str, path: tuple[str | int, ...], problem: str) -> str | None:
    for difference in listed()["differences"]:
        test = difference["test"]
        if (
            difference["we_are"] == way
            and re.search(test["against"], name)
            and re.search(test["place"], dotted(path))
            and problem in test["problems"]
        ):
            return str(difference["id"])
    return None
