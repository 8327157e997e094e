"""Copies of official schemas judge instead of ours: same words, their verdict."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import trustlint
from trustlint.credential.kinds import detect
from trustlint.engine.options import CheckOptions
from trustlint.engine.session import Session
from trustlint.errors import UsageError
from trustlint.schemas import schema_id_for, violations
from trustlint.schemas.local import LocalJudge, LocalSchemas, read_local_schema, replaceable_addresses

PUBLISHED = "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json"
OB1 = "https://w3id.org/openbadges/v1/schema/assertion.json"

STRICT = {
    "$schema": "https://json-schema.org/draft/2019-09/schema#",
    "$id": PUBLISHED,
    "type": "object",
    "unknownKeyword": True,
    "properties": {"name": {"$ref": "#/$defs/Name"}, "validFrom": {"type": "string", "format": "date-time"}},
    "required": ["name", "partner"],
    "$defs": {"Name": {"type": "string", "pattern": "^Award"}},
}


@pytest.fixture
def credential(root: Path) -> Any:
    return json.loads((root / "rules" / "bases" / "ob3-credential.json").read_text())


def said(schemas: dict[str, Any], data: Any) -> list[tuple[str, tuple[Any, ...], str]]:
    kind = detect(data).kind
    assert kind is not None
    found = LocalSchemas(schemas).violations(kind, data)
    return [(item.problem, item.path, item.message) for item in found]


def test_a_copy_judges_and_is_explained(credential: Any) -> None:
    credential["name"] = "Prize"
    assert said({PUBLISHED: STRICT}, credential) == [
        (
            "shape",
            ("name",),
            'name is "Prize"; your copy of ob_v3p0_achievementcredential_schema.json wants text that matches ^Award.',
        ),
        ("missing", (), 'the document has no partner; add "partner": "…".'),
    ]


def test_both_libraries_say_the_same(credential: Any) -> None:
    judge = LocalJudge(STRICT, "the copy")
    credential["validFrom"] = "yesterday"
    credential["name"] = 5
    found = judge.violations(credential)
    assert [item.problem for item in found] == ["type", "format", "missing"]
    assert sorted(found) == sorted(judge.violations_by_jsonschema(credential))


def test_what_has_no_copy_is_judged_by_ours(root: Path) -> None:
    data = json.loads((root / "rules" / "bases" / "ob2-badgeclass.json").read_text())
    del data["name"]
    kind = detect(data).kind
    assert kind is not None
    assert LocalSchemas({PUBLISHED: STRICT}).violations(kind, data) == violations(kind, data) != ()


def test_old_drafts(credential: Any) -> None:
    schema = {
        "$schema": "http://json-schema.org/draft-04/schema#",
        "type": "object",
        "properties": {"name": {"$ref": "#/definitions/Name"}},
        "definitions": {"Name": {"type": "string", "maxLength": 2}},
    }
    assert [item[:2] for item in said({PUBLISHED: schema}, credential)] == [("shape", ("name",))]


@pytest.mark.parametrize(
    ("schemas", "message"),
    [
        ({"https://example.org/s.json": {}}, "knows no official schema at the address"),
        ({PUBLISHED.replace("_schema", "_shema"): {}}, f"did you mean {PUBLISHED}"),
        ({PUBLISHED: {"type": "objekt"}}, "cannot be used"),
        ({PUBLISHED: {"$ref": "https://example.org/other.json"}}, "cannot be used"),
        ({PUBLISHED: {"pattern": "("}}, "cannot be used"),
        (
            {PUBLISHED: {}, PUBLISHED.replace("/json/", "/json-ld/"): {}},
            "are addresses of the same schema; give one copy",
        ),
    ],
)
def test_copies_that_cannot_be_used(schemas: dict[str, Any], message: str) -> None:
    with pytest.raises(UsageError, match="schema") as error:
        LocalSchemas(schemas)
    assert message in str(error.value)
    assert error.value.at[0] == "schemas"


@pytest.mark.parametrize(
    ("content", "why"), [(b"{", "is no JSON"), (b"[]", "it is no object"), (None, "cannot be read")]
)
def test_files_that_are_no_schema(tmp_path: Path, content: bytes | None, why: str) -> None:
    file = tmp_path / "schema.json"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(UsageError, match=why):
        read_local_schema(PUBLISHED, str(file))


def test_every_address_is_of_a_schema_that_judges_documents() -> None:
    """Extensions have schemas of their own, which judge objects in documents."""
    assert {PUBLISHED, OB1} <= set(replaceable_addresses())
    assert not [address for address in replaceable_addresses() if "xtension" in address]


def test_through_a_configuration(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, credential: Any
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "official").mkdir()
    (tmp_path / "official" / "credential.json").write_text(json.dumps(STRICT))
    (tmp_path / "trustlint.yaml").write_text(f"schemas:\n  {PUBLISHED}: official/credential.json\n")
    (tmp_path / "award.json").write_text(json.dumps(credential))
    report = trustlint.check("award.json", config="trustlint.yaml", packs=["open-badges"])
    assert report.header.run.schemas == (PUBLISHED,)
    schema_findings = [item for item in report.documents[0].findings if item.code.startswith("SCH")]
    assert ("SCH001", "partner") in [(item.code, item.expected) for item in schema_findings]
    assert report.documents[0].valid is False
    plain = trustlint.check("award.json", packs=["open-badges"])
    assert (plain.header.run.schemas, plain.documents[0].valid) == ((), True)


OFFICIAL = {
    "ob-v3p0/published/ob_v3p0_achievementcredential_schema.json": PUBLISHED,
    "clr-v2p0/published/clr_v2p0_clrcredential_schema.json": (
        "https://purl.imsglobal.org/spec/clr/v2p0/schema/json/clr_v2p0_clrcredential_schema.json"
    ),
    "ob-v3p0/published/ob_v3p0_profile_schema.json": (
        "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_profile_schema.json"
    ),
    "ob-v1/assertion.json": OB1,
}


@pytest.mark.parametrize("name", OFFICIAL)
def test_the_official_schemas_give_their_own_verdict(shared: Path, name: str) -> None:
    """On every file of the corpus that they judge, and in words: nothing raises, and invalid means violations."""
    import jsonschema_rs

    address = OFFICIAL[name]
    schema = read_local_schema(address, str(shared / "official" / "schemas" / name))
    local = LocalSchemas({address: schema})
    official = jsonschema_rs.validator_for(schema, offline=True)
    verdicts = set()
    for file in sorted((shared / "corpus").rglob("*.json")):
        try:
            data = json.loads(file.read_text(encoding="utf-8"))
        except (ValueError, OSError):
            continue
        kind = detect(data).kind if isinstance(data, dict) else None
        if kind is None or schema_id_for(kind) is None or schema_id_for(kind) not in local._judges:
            continue
        found = local.violations(kind, data)
        assert all(item.message for item in found)
        if not official.is_valid(data):
            assert found
        verdicts.add(bool(found))
    assert verdicts


def test_a_session_without_copies_has_ours() -> None:
    assert Session(CheckOptions(packs=("open-badges",)))._violations is violations
