"""The official schemas as oracles, and the list of the differences that we mean to have."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs
import yaml

from trustlint.model.kind import Kind, Scope
from trustlint.schemas import SchemaViolation, violations

ROOT = Path(__file__).resolve().parents[2]
CREDENTIAL_2 = Kind("ob3", "AchievementCredential", None, Scope.CREDENTIAL, "2.0")
CREDENTIAL_1 = Kind("ob3", "AchievementCredential", None, Scope.CREDENTIAL, "1.1")
ENDORSEMENT_2 = Kind("ob3", "EndorsementCredential", None, Scope.ENDORSEMENT, "2.0")
ENDORSEMENT_1 = Kind("ob3", "EndorsementCredential", None, Scope.ENDORSEMENT, "1.1")
PROFILE = Kind("ob3", "Profile", None, Scope.ISSUER)
ACHIEVEMENT = Kind("ob3", "Achievement", None, Scope.DEFINITION)
OLD_ASSERTION = Kind("ob1", "Assertion", "0.5", Scope.CREDENTIAL)
ASSERTION_1 = Kind("ob1", "Assertion", "1.1", Scope.CREDENTIAL)
BADGE_CLASS_1 = Kind("ob1", "BadgeClass", "1.1", Scope.DEFINITION)
ISSUER_1 = Kind("ob1", "Issuer", "1.1", Scope.ISSUER)

CLR = Kind("clr2", "ClrCredential", None, Scope.CREDENTIAL, "2.0")

_FOLDER = "official/schemas"
_OLD_FILES = {
    "ob05-assertion": "ob-v0/assertion.json",
    "ob11-assertion": "ob-v1/assertion.json",
    "ob11-badge-class": "ob-v1/badgeclass.json",
    "ob11-issuer": "ob-v1/issuer.json",
}
"""Of the schemas of Open Badges 0.5 and 1.1; 1.0 has none."""


class Oracle:
    """One official schema, date formats asserted. name: as DIFFERENCES.yaml calls it."""

    def __init__(self, name: str, schema: dict[str, Any]) -> None:
        self.name = name
        make = jsonschema_rs.validator_cls_for(schema)
        self._validator = make(schema, validate_formats=True, offline=True)

    def accepts(self, data: Any) -> bool:
        return self._validator.is_valid(data)

    def errors(self, data: Any) -> list[tuple[tuple[str | int, ...], str, Any]]:
        """Place, keyword and value of each error."""
        return [
            (tuple(error.instance_path), error.kind.name, error.instance)
            for error in self._validator.iter_errors(data)
        ]


@cache
def official(shared: Path, name: str) -> Oracle:
    """published: on VC 2.0; any-vc1: the branch for VC 1.1 of the published schema for both; legacy-vc1: the strict
    one of old; each for a credential, and ``-endorsement``, ``-profile``, ``-achievement``, ``-clr`` where there is one;
    those of ``_OLD_FILES`` by their names."""
    if name in _OLD_FILES:
        path = shared / "official/schemas" / _OLD_FILES[name]
        return Oracle(name, json.loads(path.read_text(encoding="utf-8")))
    folder = shared / _FOLDER
    files = {
        "published": "ob-v3p0/published/ob_v3p0_achievementcredential_schema.json",
        "published-endorsement": "ob-v3p0/published/ob_v3p0_endorsementcredential_schema.json",
        "published-clr-endorsement": "clr-v2p0/published/clr_v2p0_endorsementcredential_schema.json",
        "published-profile": "ob-v3p0/published/ob_v3p0_profile_schema.json",
        "published-achievement": "ob-v3p0/published/ob_v3p0_achievementcredential_schema.json",
        "published-clr": "clr-v2p0/published/clr_v2p0_clrcredential_schema.json",
        "any-vc1": "ob-v3p0/published/ob_v3p0_anyachievementcredential_schema.json",
        "legacy-vc1": "ob-v3p0/legacy-vc11/achievementcredential.json",
        "legacy-vc1-endorsement": "ob-v3p0/legacy-vc11/endorsementcredential.json",
    }
    schema = json.loads((folder / files[name]).read_text(encoding="utf-8"))
    if name == "any-vc1":
        schema = {"$schema": schema["$schema"], "$defs": schema["$defs"], **schema["anyOf"][0]}
    if name == "published-achievement":
        schema = {"$schema": schema["$schema"], "$defs": schema["$defs"], "$ref": "#/$defs/Achievement"}
    return Oracle(name, schema)


@cache
def differences() -> list[dict[str, Any]]:
    listed = yaml.safe_load((ROOT / "schemas" / "DIFFERENCES.yaml").read_text(encoding="utf-8"))
    return list(listed["differences"])


def dotted(path: tuple[str | int, ...]) -> str:
    """The place without indexes: ``credentialSubject.achievement.alignment.targetUrl``."""
    return ".".join(step for step in path if isinstance(step, str))


def value_at(data: Any, path: tuple[str | int, ...]) -> Any:
    for step in path:
        data = data[step]
    return data


_NAMES = {
    dict: "object",
    list: "list",
    str: "text",
    bool: "boolean",
    int: "number",
    float: "number",
    type(None): "null",
}


def stricter(oracle: Oracle, data: Any, violation: SchemaViolation) -> str | None:
    """Id of the listed difference that explains why we hold this against what the official schema accepts."""
    found = _NAMES[type(value_at(data, violation.path))]
    return _matching(
        "stricter", oracle.name, dotted(violation.path), violation.problem, found, violation.expected
    )


def looser(oracle: Oracle, place: tuple[str | int, ...], keyword: str, value: Any) -> str | None:
    """Id of the listed difference that explains why we accept what the official schema refuses there."""
    return _matching("looser", oracle.name, dotted(place), keyword, _NAMES[type(value)], None)


def _matching(
    way: str, oracle: str, place: str, problem: str, found: str, expected: str | None
) -> str | None:
    for difference in differences():
        test = difference["test"]
        if (
            difference["we_are"] == way
            and re.search(test["against"], oracle)
            and re.search(test["place"], place)
            and problem in test["problems"]
            and found in test.get("values", [found])
            and expected in test.get("expected", [expected])
        ):
            return str(difference["id"])
    return None


def disagreement(oracle: Oracle, kind: Kind, data: Any) -> tuple[str, set[str | None]] | None:
    """None when the verdicts agree; else which way, and the ids of the differences at work (None: not listed)."""
    theirs = oracle.accepts(data)
    ours = violations(kind, data)
    if theirs == (not ours):
        return None
    if theirs:
        return "stricter", {stricter(oracle, data, violation) for violation in ours}
    return "looser", {looser(oracle, *error) for error in oracle.errors(data)}
