"""Signed endorsements are opened as far as their text allows, and no token stops a run."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime
from typing import Any

import pytest

from trustlint.data_files import data_folder
from trustlint.engine.check import check_data
from trustlint.engine.options import CheckOptions

OPTIONS = CheckOptions(packs=("open-badges",), now=datetime(2026, 11, 23, tzinfo=UTC))
ENDORSEMENT = {"type": ["VerifiableCredential", "EndorsementCredential"]}


def token(payload: bytes) -> str:
    return f"e30.{base64.urlsafe_b64encode(payload).decode().rstrip('=')}.c2lnbmF0dXJl"


def findings_for(tokens: Any) -> list[tuple[str, str, str]]:
    definition = json.loads((data_folder("rules") / "bases" / "ob3-definition.json").read_text("utf-8"))
    (document,) = check_data(definition | {"endorsementJwt": tokens}, OPTIONS).documents
    assert document.errors == ()
    return [
        (item.code, item.pointer, item.message)
        for item in document.findings
        if item.pointer.startswith("/endorsementJwt")
    ]


@pytest.mark.parametrize(
    "payload",
    [ENDORSEMENT, {"vc": ENDORSEMENT}, {"type": "EndorsementCredential"}, {"vc": 1, **ENDORSEMENT}],
)
def test_an_endorsement_in_any_form_is_one(payload: dict[str, Any]) -> None:
    assert findings_for([token(json.dumps(payload).encode())]) == []


@pytest.mark.parametrize(
    ("payload", "says"),
    [
        (b"", "no JSON object"),
        (b"\xff\xfe", "no JSON object"),
        (b"[" * 100_000, "no JSON object"),
        (b'{"a": ' + b"9" * 10_000 + b"}", "no JSON object"),
        (b"[1]", "no JSON object"),
        (b"null", "no JSON object"),
        (b"{}", "without a type"),
        (b'{"type": [1, null, {}]}', "without a type"),
        (b'{"vc": {"type": "OpenBadgeCredential"}}', 'of the type "OpenBadgeCredential"'),
    ],
    ids=lambda value: repr(value[:20]),
)
def test_what_is_no_endorsement_is_told(payload: bytes, says: str) -> None:
    good = token(json.dumps(ENDORSEMENT).encode())
    ((code, pointer, message),) = findings_for([good, token(payload)])
    assert (code, pointer) == ("OBS146", "/endorsementJwt/1")
    assert says in message


@pytest.mark.parametrize("value", ["a b", ["a b"], [None], [{}], 17, {"a": []}])
def test_what_is_no_token_is_left_to_the_schema(value: Any) -> None:
    assert {code for code, _, _ in findings_for(value)} <= {"SCH002", "SCH003"}
    assert findings_for(value)


def test_a_middle_part_that_is_no_base64_is_told() -> None:
    ((code, _, message),) = findings_for(["e30.A.c2ln"])
    assert code == "OBS146"
    assert "no JSON object in base64url" in message
