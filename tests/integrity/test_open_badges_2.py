"""Signed and hosted Open Badges 1 and 2.0."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.integrity.signing import ALICE, BOB, NOW, P256, RSA, Files, judged, token
from tests.integrity.test_data_integrity import only
from trustlint.integrity import integrity_of
from trustlint.model.kind import Kind, Scope
from trustlint.model.resource import Missing, Wanted
from trustlint.model.verification import ProofState
from trustlint.source.jws import parse_compact

SITE = "https://example.org"
ISSUER, BADGE, KEY, HOSTED = f"{SITE}/issuer", f"{SITE}/badge", f"{SITE}/key", f"{SITE}/assertions/1"
CONTEXT = "https://w3id.org/openbadges/v2"


def assertion(**more: Any) -> dict[str, Any]:
    return {
        "@context": CONTEXT,
        "id": "urn:uuid:91537dba-56cb-11ec-bf63-0242ac130002",
        "type": "Assertion",
        "recipient": {"type": "email", "hashed": True, "salt": "x", "identity": "sha256$00"},
        "issuedOn": "2026-01-01T00:00:00Z",
        "badge": BADGE,
        "verification": {"type": "SignedBadge", "creator": KEY},
        **more,
    }


def published(signer: Any = RSA) -> dict[str, Any]:
    return {
        BADGE: {"@context": CONTEXT, "id": BADGE, "type": "BadgeClass", "name": "Bread", "issuer": ISSUER},
        ISSUER: {"@context": CONTEXT, "id": ISSUER, "type": "Issuer", "name": "College", "publicKey": KEY},
        KEY: {
            "@context": CONTEXT,
            "id": KEY,
            "type": "CryptographicKey",
            "owner": ISSUER,
            "publicKeyPem": signer.pem,
        },
    }


def judged_badge(
    data: dict[str, Any], files: dict[str, Any], signer: Any = RSA, **header: Any
) -> tuple[ProofState, str]:
    jws = parse_compact(token(data, signer, {"alg": signer.alg, **header}))
    return only(judged(json.loads(jws.payload), jws, Files(files)))


@pytest.mark.parametrize("signer", [RSA, P256, ALICE], ids=lambda signer: signer.alg)
def test_a_badge_signed_with_a_key_of_its_issuer_holds(signer: Any) -> None:
    jws = parse_compact(token(assertion(), signer, {"alg": signer.alg}))
    found = judged(json.loads(jws.payload), jws, Files(published(signer)))
    assert only(found) == (ProofState.VERIFIED, f"The signature fits the key {KEY} of the issuer")
    assert found is not None
    (proof,) = found.proofs
    assert (proof.type, proof.pointer, proof.verification_method) == (f"JWS {signer.alg}", "", KEY)


def test_an_endorsement_is_signed_by_its_own_issuer() -> None:
    data = {
        "@context": CONTEXT,
        "id": "urn:uuid:1",
        "type": "Endorsement",
        "claim": {"id": BADGE},
        "issuer": ISSUER,
        "verification": {"type": "SignedBadge", "creator": KEY},
    }
    assert judged_badge(data, published())[0] is ProofState.VERIFIED


@pytest.mark.parametrize(
    "change",
    [
        {"badge": {"type": "BadgeClass", "issuer": {"id": ISSUER, "publicKey": KEY}}},
        {"badge": {"type": "BadgeClass", "issuer": ISSUER}},
        {"verification": {"type": "SignedBadge"}},
        {"verification": {"type": "signed", "creator": {"id": KEY}}},
    ],
)
def test_other_ways_to_write_the_same(change: dict[str, Any]) -> None:
    assert judged_badge(assertion(**change), published())[0] is ProofState.VERIFIED


def test_a_key_written_out_in_the_profile() -> None:
    files = published()
    files[ISSUER]["publicKey"] = [{"id": f"{SITE}/old"}, files.pop(KEY)]
    assert judged_badge(assertion(), files)[0] is ProofState.VERIFIED


@pytest.mark.parametrize(
    ("change", "state", "says"),
    [
        (
            {KEY: {**published()[KEY], "owner": f"{SITE}/other"}},
            ProofState.INVALID,
            f"The signature fits the key {KEY}, whose owner is {SITE}/other",
        ),
        (
            {KEY: {**published()[KEY], "publicKeyPem": BOB.pem}},
            ProofState.INVALID,
            "The signature of the badge does not fit",
        ),
        (
            {KEY: {**published()[KEY], "publicKeyPem": "-----BEGIN PUBLIC KEY-----"}},
            ProofState.INVALID,
            "The key cannot be read",
        ),
        ({KEY: "<html>"}, ProofState.INVALID, f"What stands at {KEY} is no public key"),
        ({KEY: {"id": KEY}}, ProofState.NOT_CHECKED, "The key is written in no way that trustlint reads"),
        ({KEY: None}, ProofState.INVALID, f"What stands at {KEY} is no public key"),
        (
            {ISSUER: {"id": ISSUER, "publicKey": f"{SITE}/other"}},
            ProofState.INVALID,
            f"The signature fits the key {KEY}, which the issuer {ISSUER} does not name as its own",
        ),
        ({ISSUER: {"id": ISSUER}}, ProofState.INVALID, f"The signature fits the key {KEY}, which the issuer"),
        ({ISSUER: []}, ProofState.INVALID, f"What stands at {ISSUER} is no JSON object"),
        (
            {ISSUER: Missing(ISSUER, "was not looked up; use --online")},
            ProofState.NOT_CHECKED,
            f"The signature fits the key {KEY}; that it is the issuer's is not known, because {ISSUER} was not looked up",
        ),
        (
            {BADGE: Missing(BADGE, "was not looked up; use --online")},
            ProofState.NOT_CHECKED,
            f"{BADGE} was not looked up",
        ),
        ({BADGE: {"id": BADGE}}, ProofState.INVALID, "The badge names no issuer whose key it could be"),
        ({KEY: Missing(KEY, "was not looked up")}, ProofState.NOT_CHECKED, f"{KEY} was not looked up"),
    ],
)
def test_what_breaks_the_link_between_key_and_issuer(
    change: dict[str, Any], state: ProofState, says: str
) -> None:
    found = judged_badge(assertion(), {**published(), **change})
    assert found[0] is state, found
    assert found[1].startswith(says)


def test_nobody_names_a_key() -> None:
    files = published()
    del files[ISSUER]["publicKey"]
    data = assertion(verification={"type": "SignedBadge"})
    assert judged_badge(data, files) == (
        ProofState.INVALID,
        "Neither the badge nor its issuer names the key that it is signed with",
    )
    del files[ISSUER]
    state, reason = judged_badge(data, files)
    assert state is ProofState.NOT_CHECKED
    assert reason.startswith(
        f"The badge names no key, and what its issuer says is not known, because {ISSUER} was not looked up"
    )


def test_a_profile_inside_the_badge_proves_nothing() -> None:
    """Whoever signs can write any profile into the badge, and name the own key in it."""
    forged = {
        "id": ISSUER,
        "type": "Issuer",
        "publicKey": {"id": KEY, "owner": ISSUER, "publicKeyPem": P256.pem},
    }
    data = assertion(badge={"type": "BadgeClass", "issuer": forged})
    files = published()
    assert judged_badge(data, files, P256)[0] is ProofState.INVALID
    del files[ISSUER]
    assert judged_badge(data, files, P256)[0] is ProofState.NOT_CHECKED


@pytest.mark.parametrize(
    ("alg", "state"),
    [("none", ProofState.INVALID), ("HS256", ProofState.INVALID), ("ES256K", ProofState.NOT_CHECKED)],
)
def test_algorithms(alg: str, state: ProofState) -> None:
    assert judged_badge(assertion(), published(), alg=alg)[0] is state


def test_a_signed_badge_of_open_badges_1() -> None:
    data = {
        "uid": "1",
        "recipient": {"type": "email", "hashed": False, "identity": "learner@example.org"},
        "badge": BADGE,
        "verify": {"type": "signed", "url": f"{SITE}/key.pem"},
        "issuedOn": 1767225600,
    }
    kind = Kind("ob1", "Assertion", "1.0", Scope.CREDENTIAL)
    jws = parse_compact(token(data, RSA, {"alg": "RS256"}))
    files = {BADGE: {"name": "Bread", "issuer": ISSUER}, f"{SITE}/key.pem": RSA.pem}
    assert only(integrity_of(data, kind, jws, Files(files), NOW))[0] is ProofState.VERIFIED
    files[BADGE] = {"name": "Bread", "issuer": "https://example.com/issuer"}
    assert only(integrity_of(data, kind, jws, Files(files), NOW))[0] is ProofState.NOT_CHECKED


def hosted(**more: Any) -> dict[str, Any]:
    return assertion(id=HOSTED, verification={"type": "HostedBadge"}, **more)


def judged_hosted(data: dict[str, Any], files: dict[str, Any]) -> tuple[ProofState, str]:
    return only(judged(data, resources=Files({**published(), **files})))


def test_a_hosted_badge_is_the_one_at_its_address() -> None:
    files = Files({**published(), HOSTED: hosted()})
    found = judged(hosted(), resources=files)
    assert only(found) == (ProofState.VERIFIED, f"The same badge is published by its issuer at {HOSTED}")
    assert files.asked[0] == (HOSTED, Wanted.CREDENTIAL)
    assert found is not None
    assert (found.proofs[0].pointer, found.proofs[0].type) == ("/verification", "hosted")


@pytest.mark.parametrize(
    ("copy", "state", "says"),
    [
        (
            hosted(issuedOn="2026-01-02T00:00:00Z"),
            ProofState.INVALID,
            f"The badge published at {HOSTED} is another one: they differ in issuedOn",
        ),
        (
            hosted(evidence=[]),
            ProofState.INVALID,
            f"The badge published at {HOSTED} is another one: they differ in evidence",
        ),
        (
            hosted(recipient={**hosted()["recipient"], "hashed": 1}),
            ProofState.INVALID,
            f"The badge published at {HOSTED} is another one: they differ in recipient.hashed",
        ),
        ("<html>", ProofState.INVALID, f"What stands at its address {HOSTED} is no badge"),
        (b"\xff", ProofState.INVALID, "What stands at its address"),
        ([], ProofState.INVALID, "What stands at its address"),
        (
            Missing(HOSTED, "is gone", True),
            ProofState.NOT_CHECKED,
            f"The badge is gone from its address {HOSTED}, which revokes it",
        ),
        (
            Missing(HOSTED, "was not looked up; use --online"),
            ProofState.NOT_CHECKED,
            f"Whether the badge is published is not known, because {HOSTED} was not looked up; use --online",
        ),
        ({"@context": CONTEXT, "id": HOSTED, "revoked": True}, ProofState.VERIFIED, ""),
        (
            {"id": HOSTED, "revoked": True, "issuedOn": "2026-01-02T00:00:00Z"},
            ProofState.INVALID,
            f"The badge published at {HOSTED} is another one",
        ),
    ],
)
def test_what_else_can_stand_at_the_address(copy: Any, state: ProofState, says: str) -> None:
    found = judged_hosted(hosted(), {HOSTED: copy})
    assert found[0] is state
    assert found[1].startswith(says)


def test_a_hosted_badge_on_another_site_than_its_issuer() -> None:
    elsewhere = "https://badges.example.com/1"
    data = {**hosted(), "id": elsewhere}
    assert judged_hosted(data, {elsewhere: data}) == (
        ProofState.INVALID,
        f"The badge is published at {elsewhere}, for which its issuer {ISSUER} does not vouch",
    )
    for policy, state in (
        ({"allowedOrigins": "badges.example.com"}, ProofState.VERIFIED),
        ({"allowedOrigins": ["x", 5, "Badges.Example.com"]}, ProofState.VERIFIED),
        ({"startsWith": ["https://badges.example.com/"]}, ProofState.VERIFIED),
        (
            {"startsWith": "https://badges.example.com/2", "allowedOrigins": "badges.example.com"},
            ProofState.INVALID,
        ),
        ({"startsWith": ""}, ProofState.INVALID),
        (5, ProofState.INVALID),
    ):
        profile = {**published()[ISSUER], "verification": policy}
        assert judged_hosted(data, {elsewhere: data, ISSUER: profile})[0] is state, policy
    missing = Missing(ISSUER, "was not looked up; use --online")
    assert judged_hosted(data, {elsewhere: data, ISSUER: missing})[0] is ProofState.NOT_CHECKED


def test_a_hosted_badge_of_open_badges_1() -> None:
    data = {
        "uid": "1",
        "badge": BADGE,
        "recipient": {},
        "verify": {"type": "hosted", "url": HOSTED},
        "issuedOn": 1,
    }
    kind = Kind("ob1", "Assertion", "1.0", Scope.CREDENTIAL)
    found = integrity_of(data, kind, None, Files({**published(), HOSTED: data}), NOW)
    assert only(found)[0] is ProofState.VERIFIED
    assert found is not None
    assert found.proofs[0].pointer == "/verify"


@pytest.mark.parametrize(
    "verification", [None, 5, [], {}, {"type": 5}, {"type": [{}]}, {"type": "SignedBadge"}, "HostedBadge"]
)
def test_a_badge_that_is_neither_is_unsigned(verification: Any) -> None:
    found = judged(assertion(verification=verification))
    assert found is not None
    assert (found.state, found.proofs) == (ProofState.UNSIGNED, ())


def test_a_hosted_badge_without_an_address() -> None:
    assert judged_hosted({**hosted(), "id": "urn:uuid:1"}, {})[0] is ProofState.NOT_CHECKED
