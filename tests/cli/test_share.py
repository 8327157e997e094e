"""``trustlint share``: a line for a résumé and a LinkedIn link, of what the credential says and of nothing else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from tests.described import described
from trustlint.engine.examples import base_document, base_names
from trustlint.engine.options import CheckOptions
from trustlint.engine.share import PROFILE_ADDRESS, SHARE_PACK, share
from trustlint.report import RenderOptions
from trustlint.report.share import render_shares

from .conftest import NOW, Command

SHOWN = {
    "id": "https://example.org/credentials/7",
    "awardedDate": "2026-02-02T09:00:00Z",
    "validUntil": "2029-02-02T09:00:00Z",
}


def credential(**members: Any) -> dict[str, Any]:
    found = {**base_document("ob3-credential", "test"), **members}
    return {name: value for name, value in found.items() if value is not None}


def shared(call: Command, folder: Path, data: Any, *arguments: str, code: int = 0) -> Any:
    (folder / "shown.json").write_text(json.dumps(data))
    ended = call("share", "--format", "json", "--now", NOW, *arguments, "shown.json")
    assert ended.code == code, ended.err + ended.out
    (document,) = json.loads(ended.out)["documents"]
    return document


def test_line_and_link_say_what_the_credential_says(call: Command, folder: Path) -> None:
    document = shared(call, folder, credential(**SHOWN))
    name = base_document("ob3-credential", "test")["credentialSubject"]["achievement"]["name"]
    issuer = base_document("ob3-credential", "test")["issuer"]["name"]
    assert (
        document["line"]
        == f"{name}, {issuer}, February 2026 (valid until February 2029). https://example.org/credentials/7"
    )
    assert document["link"].startswith(f"{PROFILE_ADDRESS}?startTask=CERTIFICATION_NAME&name=")
    assert dict(parse_qsl(urlsplit(document["link"]).query)) == document["sent"]
    assert document["sent"] == {
        "startTask": "CERTIFICATION_NAME",
        "name": name,
        "organizationName": issuer,
        "issueYear": "2026",
        "issueMonth": "2",
        "certUrl": "https://example.org/credentials/7",
        "certId": "https://example.org/credentials/7",
    }


def test_number_of_the_organisation_stands_for_its_name(call: Command, folder: Path) -> None:
    issuer = base_document("ob3-credential", "test")["issuer"]
    entry = {"type": "IdentifierEntry", "identifierType": "ext:LinkedInOrganizationId", "identifier": "1337"}
    named = shared(call, folder, credential(issuer={**issuer, "otherIdentifier": [entry]}))
    given_ = shared(call, folder, credential(), "--organization-id", "42")
    assert (named["sent"]["organizationId"], given_["sent"]["organizationId"]) == ("1337", "42")
    assert "organizationName" not in named["sent"]
    assert "organizationName" not in given_["sent"]
    wrong = call("share", "--organization-id", "4 2", "shown.json")
    assert wrong.code == 2
    assert "'4 2' is not the number of an organisation" in wrong.err


def test_the_credential_before_its_criteria_before_the_achievement(call: Command, folder: Path) -> None:
    subject = base_document("ob3-credential", "test")["credentialSubject"]
    achievement = {
        **subject["achievement"],
        "id": "https://example.org/a",
        "criteria": {"id": "https://example.org/c"},
    }
    data = credential(id="urn:uuid:1", credentialSubject={**subject, "achievement": achievement})
    assert shared(call, folder, data)["sent"]["certUrl"] == "https://example.org/c"
    del achievement["criteria"]["id"]
    achievement["criteria"]["narrative"] = "Told in words."
    assert shared(call, folder, data)["sent"]["certUrl"] == "https://example.org/a"
    achievement["id"] = "https://localhost/a"
    refused = shared(call, folder, data, code=1)
    assert "certUrl" not in refused["sent"]
    assert next(item["id"] for item in refused["missing"] if item["verdict"] == "fail") == "SH-04"


def test_placeholders_are_not_shown(call: Command, folder: Path) -> None:
    subject = base_document("ob3-credential", "test")["credentialSubject"]
    data = credential(awardedDate="{{date}}", validFrom="{{date}}")
    assert "issueYear" not in shared(call, folder, data)["sent"]
    nameless = {**subject, "achievement": {**subject["achievement"], "name": "{{name}}"}}
    document = shared(call, folder, credential(credentialSubject=nameless), code=1)
    assert (document["line"], document["link"]) == (None, None)


def test_a_badge_that_is_not_given_is_told(call: Command, folder: Path) -> None:
    (folder / "assertion.json").write_text(json.dumps(base_document("ob2-assertion", "test")))
    ended = call("share", "--now", NOW, "assertion.json")
    assert ended.code == 1
    assert (
        "Nothing to show yet: the name of the achievement is neither in it nor in another file" in ended.out
    )


def test_other_exit_codes(call: Command, folder: Path) -> None:
    (folder / "secret.json").symlink_to("nowhere.json")
    (folder / "other.json").write_text('{"a": 1}')
    assert call("share", "other.json").code == 5
    assert call("share", "secret.json").code == 3


def test_json_is_as_its_schema_says(call: Command, folder: Path, root: Path) -> None:
    schema = json.loads((root / "schemas" / "share.schema.json").read_text())
    Draft202012Validator.check_schema(schema)
    (folder / "shown.json").write_text(json.dumps(credential()))
    (folder / "other.json").write_text('{"a": 1}')
    data = json.loads(call("share", "--format", "json", "shown.json", "other.json").out)
    Draft202012Validator(schema).validate(data)
    assert described(schema, data, schema) == []


@pytest.mark.parametrize("base", base_names())
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(text=st.text(max_size=60))
def test_any_text_stays_one_line_and_one_link(base: str, text: str, tmp_path: Path) -> None:
    data = json.loads(
        json.dumps(base_document(base, "test")).replace("https://example.org", json.dumps(text)[1:-1])
    )
    file = tmp_path / "shown.json"
    file.write_text(json.dumps(data))
    found = share([str(file)], CheckOptions(packs=(SHARE_PACK,)))
    for document in found.documents:
        assert (document.line is None) is (document.link is None)
        if document.line is not None and document.link is not None:
            assert "\n" not in document.line
            assert document.link.isascii()
            assert " " not in document.link
            assert dict(parse_qsl(urlsplit(document.link).query, keep_blank_values=True)) == dict(
                document.sent
            )
    assert "\x1b" not in render_shares(found, "text", RenderOptions(color=False))
