"""Whether a credential holds: what its dates, its status entries and the lists at their addresses say of it."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import absent
from tests.status.given import LIST, NOW, Given, base, context_for, entry, lifecycle, status_list
from trustlint.checks.context import RuleContext
from trustlint.credential.fields import field_table
from trustlint.credential.kinds import detect
from trustlint.credential.view import View
from trustlint.model.verification import LifecycleState, StatusResult
from trustlint.status import lifecycle_of

CURRENT, EXPIRED, REVOKED, SUSPENDED, NOT_YET, NOT_CHECKED = (
    LifecycleState.CURRENT,
    LifecycleState.EXPIRED,
    LifecycleState.REVOKED,
    LifecycleState.SUSPENDED,
    LifecycleState.NOT_YET_VALID,
    LifecycleState.NOT_CHECKED,
)


def status_of(entry: Any, at: dict[str, Any]) -> StatusResult:
    """What the only entry of a credential says."""
    (status,) = lifecycle(base("ob3-credential", credentialStatus=entry), Given(at)).statuses
    return status


@pytest.mark.parametrize(
    ("name", "changes", "state", "reason"),
    [
        ("ob3-credential", {}, CURRENT, "it has no end of validity; it names no list to look for a revocation in"),
        ("ob3-credential", {"validUntil": "2027-05-01T00:00:00Z"}, CURRENT, "it is valid until 2027-05-01; it names"),
        ("ob3-credential", {"validUntil": "2025-05-01T00:00:00Z"}, EXPIRED, "it expired on 2025-05-01, 570 days before 2026-11-22"),
        ("ob3-credential", {"validUntil": "2026-11-22T11:59:59Z"}, EXPIRED, "it expired on 2026-11-22, less than a day before 2026-11-22"),
        ("ob3-credential", {"validUntil": "2026-11-22T12:00:00Z"}, CURRENT, "it is valid until 2026-11-22"),
        ("ob3-credential", {"validFrom": "2026-11-24T00:00:00Z"}, NOT_YET, "it becomes valid on 2026-11-24, a day after 2026-11-22"),
        ("ob3-credential", {"validUntil": "{{end}}"}, NOT_CHECKED, "validUntil is a placeholder, so"),
        ("ob3-credential", {"validUntil": "some day"}, NOT_CHECKED, "validUntil is no date that can be read"),
        ("ob3-credential", {"validUntil": 5}, NOT_CHECKED, "validUntil is no date that can be read"),
        ("ob3-credential", {"validUntil": ["2025-05-01"]}, NOT_CHECKED, "validUntil is no date"),
        ("ob3-credential-vc1", {"expirationDate": "2025-05-01T00:00:00+02:00"}, EXPIRED, "it expired on 2025-05-01"),
        ("ob3-credential-vc1", {"issuanceDate": "2030-01-01T00:00:00Z"}, NOT_YET, "it becomes valid on 2030-01-01"),
        ("ob3-endorsement", {"validUntil": "2025-05-01T00:00:00Z"}, EXPIRED, "it expired on 2025-05-01"),
        ("clr2", {"validUntil": "2025-05-01T00:00:00Z"}, EXPIRED, "it expired on 2025-05-01"),
        ("vc", {"validUntil": "2025-05-01T00:00:00Z"}, EXPIRED, "it expired on 2025-05-01"),
        ("ob2-assertion", {"expires": "2025-05-01T00:00:00Z"}, EXPIRED, "it expired on 2025-05-01"),
        ("ob2-assertion", {"issuedOn": "2027-05-01T00:00:00Z"}, NOT_YET, "it becomes valid on 2027-05-01"),
        ("ob1-assertion", {"expires": "2025-05-01"}, EXPIRED, "it expired on 2025-05-01"),
        ("ob1-assertion", {"expires": 1746057600}, EXPIRED, "it expired on 2025-05-01"),
        ("ob05-assertion", {"issued_on": "2027-05-01"}, NOT_YET, "it becomes valid on 2027-05-01"),
    ],
)  # fmt: skip
def test_dates(name: str, changes: dict[str, Any], state: LifecycleState, reason: str) -> None:
    said = lifecycle(base(name, **changes))
    assert (said.state, said.reason[: len(reason)]) == (state, reason)


@pytest.mark.parametrize(
    "name", ["ob3-definition", "ob3-profile", "ob2-badgeclass", "ob2-revocation-list", "ob2-key"]
)
def test_what_is_not_awarded_has_no_lifecycle(name: str) -> None:
    data = base(name)
    kind = detect(data).kind
    assert kind is not None
    view = View(data, field_table(kind.model, kind.type))
    assert lifecycle_of(data, view, kind, Given(), NOW, lambda value: False) is None


@pytest.mark.parametrize(
    ("given_entry", "document", "state", "reason"),
    [
        (entry(), status_list([94567]), REVOKED, "its status list says that it was revoked (the list itself is not signed)"),
        (entry(), status_list([94566, 94568]), CURRENT, "its status list does not name it for revocation (the list itself"),
        (entry(statusListIndex="0"), status_list([0]), REVOKED, "its status list says"),
        (entry(statusListIndex="131071"), status_list([131071]), REVOKED, "its status list says"),
        (entry(statusListIndex=94567), status_list([94567]), REVOKED, "its status list says"),
        (entry(statusPurpose="suspension"), status_list([94567], purpose="suspension"), SUSPENDED, "its status list says that it is suspended"),
        (entry(statusPurpose="suspension"), status_list([94567], purpose=["revocation", "suspension"]), SUSPENDED, "its status list says"),
        (entry(statusPurpose="refresh"), status_list([94567], purpose="refresh"), CURRENT, "its status list says that a newer version of it can be had"),
        (
            entry(statusPurpose="message", statusSize=2, statusMessage=[{"status": "0x0", "message": "filed"}, {"status": "0x2", "message": "under review"}]),
            status_list({94567: 2}, size=2, purpose="message"),
            CURRENT,
            'its status list says "under review"',
        ),
        (
            entry(statusPurpose="message", statusSize=2, statusMessage=[{"status": "0x0", "message": "filed"}]),
            status_list({94567: 3}, size=2, purpose="message"),
            CURRENT,
            "its status list says status 0x3, whose meaning the entry does not tell",
        ),
        (
            entry(statusSize=4, statusMessage=[{"status": "0xA", "message": "issued in error"}]),
            status_list({94567: 10}, size=4),
            REVOKED,
            'its status list says that it was revoked, with the message "issued in error"',
        ),
        (entry(statusPurpose="audit"), status_list([94567], purpose="audit"), NOT_CHECKED, "its status list names it for audit, and trustlint does not know what that means"),
        (entry(statusPurpose="audit"), status_list([], purpose="audit"), CURRENT, "its status list does not name it for audit"),
        (entry(type="StatusList2021Entry"), status_list([94567]), REVOKED, "its status list says"),
        (entry(type=["StatusList2021Entry"]), status_list([94567], purpose=[]), REVOKED, "its status list says"),
        ({"id": LIST, "type": "1EdTechRevocationList"}, {"revokedCredential": [{"id": "urn:uuid:0b5a3c1e-2f64-4d8a-9c37-6e1f0a9b8d72", "revocationReason": "issued in error"}]}, REVOKED, 'its revocation list names it, for the reason "issued in error"'),
        ({"id": LIST, "type": "1EdTechRevocationList"}, {"revokedCredential": [{"id": "urn:uuid:0b5a3c1e-2f64-4d8a-9c37-6e1f0a9b8d72", "revoked": False}]}, CURRENT, "its revocation list does not name it"),
        ({"id": LIST, "type": "1EdTechRevocationList"}, {"revokedCredential": []}, CURRENT, "its revocation list does not name it"),
    ],
)  # fmt: skip
def test_what_a_list_says(given_entry: Any, document: Any, state: LifecycleState, reason: str) -> None:
    status = status_of(given_entry, {LIST: document})
    assert (status.state, status.reason[: len(reason)]) == (state, reason)
    assert (status.pointer, status.list_found_in, status.at_fault) == (
        "/credentialStatus",
        "status/list.json",
        False,
    )


@pytest.mark.parametrize(
    ("given_entry", "document", "reason"),
    [
        (entry(), status_list(id="https://example.org/status/4"), "says that it is https://example.org/status/4, and it is looked for at"),
        (entry(), status_list(type=["VerifiableCredential"]), "is of the type VerifiableCredential, and a BitstringStatusListCredential is expected"),
        (entry(), status_list(type=["VerifiableCredential", "StatusList2021Credential"]), "is of the type StatusList2021Credential, and a Bitstring"),
        (entry(type="StatusList2021Entry"), status_list(type=None), "has no type, and a StatusList2021Credential is expected"),
        (entry(), status_list(purpose="suspension"), "is for suspension, and the entry is for revocation"),
        (entry(), status_list(purpose=None), "does not say its statusPurpose, and"),
        (entry(), status_list(validUntil="2026-11-20T00:00:00Z"), "is valid until 2026-11-20, which is 2 days before 2026-11-22; get the present one"),
        (entry(), status_list(validFrom="2026-11-30T00:00:00Z"), "is valid from 2026-11-30 on, which is 7 days after 2026-11-22"),
        (entry(statusListIndex="131072"), status_list(), "has 131072 entries, and the entry is number 131072, counted from 0"),
        (entry(statusSize=2, statusListIndex="65535"), status_list(), "has 65536 entries, and no fewer than 131072 protect privacy"),
        (entry(), status_list(credentialSubject={"encodedList": "uH4sI"}), "does not say its statusPurpose"),
        (entry(), status_list(credentialSubject={"statusPurpose": "revocation"}), "has no encodedList in its credentialSubject"),
        (entry(), status_list(credentialSubject={"statusPurpose": "revocation", "encodedList": "H4sI"}), "has an encodedList that starts with H, and not with u"),
        (entry(), b"<html>", "cannot be read"),
        (entry(), b'[{"id": 1}]', "is no JSON object"),
        (entry(), b"12", "is no JSON object"),
        ({"id": LIST, "type": "1EdTechRevocationList"}, {"revoked": []}, "has no list revokedCredential"),
    ],
)  # fmt: skip
def test_a_list_that_cannot_be_used(given_entry: Any, document: Any, reason: str) -> None:
    status = status_of(given_entry, {LIST: document})
    assert status.state is NOT_CHECKED
    assert status.at_fault
    assert status.reason.startswith(f"the list at {LIST} ")
    assert reason in status.reason


@pytest.mark.parametrize(
    ("given_entry", "reason"),
    [
        (entry(), f"its status list {LIST} is not among the files"),
        (entry(type="CredentialStatusList2017"), "trustlint does not know how to check a status of the type CredentialStatusList2017"),
        (entry(type=None), "the status entry names no type"),
        ("https://example.org/status", "the status entry names no type"),
        (entry(statusListIndex="{{index}}"), "the status entry has a placeholder"),
        (entry(statusListIndex="-1"), "does not say its place in the list"),
        (entry(statusListIndex="9" * 5000), "does not say its place in the list"),
        (entry(statusListIndex=True), "does not say its place in the list"),
        (entry(statusListCredential=None), "does not name its list"),
        (entry(statusPurpose=None), "does not say what it is for"),
        (entry(statusSize=0), "no number of bits"),
        (entry(statusSize=10**9), "no number of bits"),
        ({"type": "1EdTechRevocationList"}, "does not name its list (id)"),
    ],
)  # fmt: skip
def test_an_entry_that_cannot_be_checked(given_entry: Any, reason: str) -> None:
    status = status_of(given_entry, {})
    assert (status.state, status.at_fault) == (NOT_CHECKED, False)
    assert reason in status.reason


def test_the_gravest_of_several_entries_and_dates_counts() -> None:
    entries = [entry(statusPurpose="suspension", statusListCredential=f"{LIST}/suspended"), entry()]
    lists = {f"{LIST}/suspended": status_list([94567], purpose="suspension", id=f"{LIST}/suspended")}
    credential = base("vc", credentialStatus=entries)
    suspended = lifecycle(credential, Given(lists))
    assert (suspended.state, suspended.reason) == (SUSPENDED, suspended.statuses[0].reason)
    assert [status.pointer for status in suspended.statuses] == ["/credentialStatus/0", "/credentialStatus/1"]
    assert suspended.statuses[1].state is NOT_CHECKED
    revoked = lifecycle(credential, Given(lists | {LIST: status_list([94567])}))
    assert revoked.state is REVOKED
    assert lifecycle(credential | {"validUntil": "2025-05-01T00:00:00Z"}, Given(lists)).state is EXPIRED
    both_fine = {
        LIST: status_list(),
        f"{LIST}/suspended": status_list([], purpose="suspension", id=f"{LIST}/suspended"),
    }
    assert lifecycle(credential, Given(both_fine)).reason == (
        "it has no end of validity; its status list does not name it for suspension (the list itself is not signed); "
        "its status list does not name it for revocation (the list itself is not signed)"
    )


def in_token(payload: Any, header: dict[str, Any], key: Any = None) -> bytes:
    """A JWT, signed with an ES256 key or, without one, with nothing."""
    parts = [json.dumps(header).encode(), json.dumps(payload).encode()]
    signed = b".".join(urlsafe_b64encode(part).rstrip(b"=") for part in parts)
    return signed + b"." + urlsafe_b64encode(_signature(signed, key) if key else b"sig").rstrip(b"=")


def _signature(signed: bytes, key: Any) -> bytes:
    from cryptography.hazmat.primitives.asymmetric.ec import ECDSA
    from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
    from cryptography.hazmat.primitives.hashes import SHA256

    return b"".join(
        number.to_bytes(32, "big") for number in decode_dss_signature(key.sign(signed, ECDSA(SHA256())))
    )


@pytest.mark.parametrize("wrapped", [True, False])
def test_a_list_in_a_jwt_is_read(wrapped: bool) -> None:
    payload = {"vc": status_list([94567])} if wrapped else status_list([94567])
    token = in_token(payload, {"alg": "ES256", "kid": "https://example.org/keys/1"})
    status = status_of(entry(), {LIST: token})
    assert status.state is REVOKED
    assert "(the proof of the list was not checked: " in status.reason
    assert "is not among the files" in status.reason


def test_a_signed_list_is_believed_and_a_forged_one_is_not() -> None:
    try:
        from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
    except ImportError:
        absent("cryptography is not installed")
    key = generate_private_key(SECP256R1())
    point = key.public_key().public_numbers()
    x, y = (
        urlsafe_b64encode(number.to_bytes(32, "big")).decode().rstrip("=") for number in (point.x, point.y)
    )
    issuer = "did:jwk:" + urlsafe_b64encode(
        json.dumps({"kty": "EC", "crv": "P-256", "x": x, "y": y}).encode()
    ).decode().rstrip("=")
    document = status_list([94567], issuer=issuer)
    claims = {"iss": issuer, "jti": LIST, "sub": f"{LIST}#list", "nbf": 1767225600}
    token = in_token({**document, **claims}, {"alg": "ES256", "typ": "JWT", "kid": f"{issuer}#0"}, key)
    credential = base("ob3-credential", issuer=issuer, credentialStatus=entry())
    (believed,) = lifecycle(credential, Given({LIST: token})).statuses
    assert (believed.state, believed.reason) == (REVOKED, "its status list says that it was revoked")
    cleared = in_token(
        {**document, **claims, "credentialSubject": status_list()["credentialSubject"]},
        {"alg": "ES256", "typ": "JWT", "kid": f"{issuer}#0"},
    )
    forged = b".".join([*cleared.split(b".")[:2], token.split(b".")[2]])
    status = status_of(entry(), {LIST: forged})
    assert (status.state, status.at_fault) == (NOT_CHECKED, True)
    assert "has a proof that does not hold: " in status.reason


def test_a_list_of_another_issuer_is_told() -> None:
    status = status_of(entry(), {LIST: status_list([94567], issuer={"id": "did:example:registry"})})
    assert status.reason == (
        "its status list says that it was revoked "
        "(the list itself is not signed; the list is of another issuer, did:example:registry)"
    )


def test_nothing_is_fetched_where_there_is_nothing_to_ask() -> None:
    resources = Given()
    for name in ("ob3-credential", "ob3-credential-vc1", "clr2", "vc", "ob3-endorsement"):
        lifecycle(base(name), resources)
    assert resources.asked == []


def test_the_report_has_the_state_as_a_word() -> None:
    said = lifecycle(
        base("ob3-credential", credentialStatus=entry()), Given({LIST: status_list([94567])})
    ).to_dict()
    assert said["state"] == "revoked"
    assert said["statuses"][0] == {
        "pointer": "/credentialStatus",
        "type": "BitstringStatusListEntry",
        "state": "revoked",
        "reason": "its status list says that it was revoked (the list itself is not signed)",
        "list_found_in": "status/list.json",
        "purpose": "revocation",
        "at_fault": False,
    }


_SCALARS = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20), st.just(LIST),
                     st.sampled_from(["BitstringStatusListEntry", "1EdTechRevocationList", "revocation", "0", "2025-01-01", "hosted"]))  # fmt: skip
_ANY = st.recursive(_SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
    st.sampled_from(["id", "type", "statusListIndex", "statusListCredential", "statusPurpose", "statusSize", "statusMessage", "status", "message", "url", "revokedAssertions"]), inner, max_size=6), max_leaves=20)  # fmt: skip
_MEMBERS = [
    "credentialStatus",
    "validFrom",
    "validUntil",
    "expirationDate",
    "issuedOn",
    "expires",
    "revoked",
    "verification",
    "verify",
    "badge",
    "issuer",
    "id",
    "uid",
]


@settings(max_examples=400, deadline=None)
@given(
    st.sampled_from(["ob3-credential", "clr2", "vc", "ob2-assertion", "ob2-endorsement", "ob1-assertion"]),
    st.dictionaries(st.sampled_from(_MEMBERS), _ANY, max_size=4),
    _ANY,
)
def test_anything_anywhere_gives_a_lifecycle(name: str, changes: dict[str, Any], listed: Any) -> None:
    data = base(name, **changes)
    kind = detect(base(name)).kind
    assert kind is not None
    view = View(data, field_table(kind.model, kind.type))
    found = lifecycle_of(
        data,
        view,
        kind,
        Given({LIST: {"credentialSubject": listed, "revokedAssertions": listed}}),
        NOW,
        lambda value: False,
    )
    assert found is not None
    assert found.reason
    assert all(status.reason and isinstance(status.type, str) for status in found.statuses)


@given(
    st.sampled_from(
        [
            "id",
            "type",
            "statusListIndex",
            "statusListCredential",
            "statusPurpose",
            "statusSize",
            "statusMessage",
        ]
    ),
    _ANY,
)
def test_a_hostile_entry_is_answered(member: str, value: Any) -> None:
    (status,) = lifecycle(
        base("ob3-credential", credentialStatus=entry(**{member: value})), Given({LIST: status_list([94567])})
    ).statuses
    assert status.state in (REVOKED, NOT_CHECKED, CURRENT)


def test_the_extremes_of_the_calendar() -> None:
    for value in ("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"):
        for now in (datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)):
            assert lifecycle(base("ob3-credential", validFrom=value, validUntil=value), now=now).state in (
                EXPIRED,
                NOT_YET,
                CURRENT,
            )


def test_the_context_asks_once() -> None:
    resources = Given({LIST: status_list()})
    context: RuleContext = context_for(base("ob3-credential", credentialStatus=entry()), resources)
    assert context.lifecycle() is context.lifecycle()
    assert len(resources.asked) == 1
