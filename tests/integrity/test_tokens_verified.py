"""VC-JWT: signatures, keys and claims."""

from __future__ import annotations

from typing import Any

import pytest

from tests.integrity.signing import (
    ALICE,
    BOB,
    NOW,
    P256,
    P384,
    RSA,
    Files,
    credential,
    did_document,
    judged,
    judged_token,
    sign,
    token,
)
from tests.integrity.test_data_integrity import only
from trustlint.model.verification import ProofState
from trustlint.source.jws import parse_compact

SIGNERS = [RSA, P256, P384, ALICE]
SITE = "https://example.org"
JWKS = f"{SITE}/.well-known/jwks.json"


def claims(issuer: str, **more: Any) -> dict[str, Any]:
    """A credential of VC 2.0 with the claims that Open Badges 3.0 demands beside it."""
    return {
        **credential(issuer),
        "iss": issuer,
        "jti": "urn:uuid:91537dba-56cb-11ec-bf63-0242ac130002",
        "sub": "did:example:learner",
        "nbf": 1767225600,
        **more,
    }


def by_did(signer: Any, **more: Any) -> dict[str, Any]:
    return {"alg": signer.alg, "typ": "JWT", "kid": signer.method, **more}


@pytest.mark.parametrize("signer", SIGNERS, ids=lambda signer: signer.alg)
def test_a_token_of_the_issuer_holds(signer: Any) -> None:
    found = judged_token(token(claims(signer.did), signer, by_did(signer)))
    assert only(found)[0] is ProofState.VERIFIED
    assert found is not None
    (proof,) = found.proofs
    assert (proof.pointer, proof.type) == ("", f"JWT {signer.alg}")
    assert proof.reason.startswith("The signature of the token fits the key of did:key:z")


@pytest.mark.parametrize("signer", SIGNERS, ids=lambda signer: signer.alg)
def test_the_key_in_the_header_has_to_be_the_issuers(signer: Any) -> None:
    assert only(judged_token(token(claims(signer.did), signer)))[0] is ProofState.VERIFIED
    assert only(judged_token(token(claims(signer.did_jwk), signer)))[0] is ProofState.VERIFIED
    state, reason = only(judged_token(token(claims(BOB.did), signer)))
    assert state is ProofState.INVALID
    assert reason.startswith(
        "The signature fits the key in the header of the token, which is none of the keys of the issuer, did:key:"
    )


@pytest.mark.parametrize("kid", [None, "key-1", "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK"])
def test_an_issuer_that_is_its_key_needs_no_name_for_it(kid: str | None) -> None:
    header = {"alg": "EdDSA"} if kid is None else {"alg": "EdDSA", "kid": kid}
    expected = ProofState.INVALID if kid and kid.startswith("did:") else ProofState.VERIFIED
    assert only(judged_token(token(claims(ALICE.did), ALICE, header)))[0] is expected


@pytest.mark.parametrize(
    ("header", "state", "says"),
    [
        ({"alg": "none"}, ProofState.INVALID, 'The token is not signed: its algorithm is "none"'),
        ({"alg": "NONE"}, ProofState.INVALID, "The token is not signed"),
        ({"alg": "HS256"}, ProofState.INVALID, "The token is signed by HS256 with a shared secret"),
        ({}, ProofState.INVALID, "The token names no algorithm (alg)"),
        ({"alg": 5}, ProofState.INVALID, "The token names no algorithm (alg)"),
        (
            {"alg": "ES256K"},
            ProofState.NOT_CHECKED,
            "trustlint does not check tokens signed by ES256K; it checks RS256",
        ),
        ({"alg": "EdDSA", "crit": ["exp"]}, ProofState.NOT_CHECKED, "The token demands extensions (crit)"),
        (
            {"alg": "RS256", "kid": ALICE.method},
            ProofState.INVALID,
            "The token is signed by RS256, and its key, found in the did:key itself, is a Ed25519 key",
        ),
        (
            {"alg": "EdDSA", "jwk": {**ALICE.jwk, "d": "AA"}},
            ProofState.INVALID,
            "The private key is published with the key",
        ),
        ({"alg": "EdDSA", "jwk": None}, ProofState.INVALID, "The key is no JSON object"),
        ({"alg": "EdDSA", "kid": BOB.method}, ProofState.INVALID, "The signature of the token does not fit"),
    ],
)
def test_headers(header: dict[str, Any], state: ProofState, says: str) -> None:
    found = only(judged_token(token(claims(ALICE.did), ALICE, header)))
    assert found[0] is state
    assert found[1].startswith(says)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"iss": BOB.did}, "The token says iss: did:key:z6M"),
        ({"iss": 5}, "The token says iss: no text"),
        (
            {"jti": "urn:uuid:1"},
            "The token says jti: urn:uuid:1, and the id of the credential is urn:uuid:91537dba",
        ),
        (
            {"sub": "did:example:other"},
            "The token says sub: did:example:other, and the credentialSubject.id of the credential is did:example:learner",
        ),
        (
            {"nbf": 1767225601},
            "The token says nbf: 2026-01-01T00:00:01Z, and the validFrom of the credential is 2026-01-01T00:00:00Z",
        ),
        ({"nbf": "2026"}, "The nbf of the token is no number of seconds"),
        ({"nbf": True}, "The nbf of the token is no number of seconds"),
        ({"nbf": 1e300}, "The nbf of the token is no number of seconds"),
        (
            {"exp": 1767225600, "validUntil": "2027-01-01T00:00:00Z"},
            "The token says exp: 2026-01-01T00:00:00Z, and the validUntil",
        ),
        ({"exp": 1767225600}, "The token expired on 2026-01-01T00:00:00Z (exp)"),
        (
            {"exp": 1767225600, "validUntil": 5},
            "The token says exp: 2026-01-01T00:00:00Z, and the validUntil of the credential is 5",
        ),
    ],
)
def test_claims_that_contradict_the_credential(change: dict[str, Any], says: str) -> None:
    state, reason = only(judged_token(token(claims(ALICE.did, **change), ALICE)))
    assert state is ProofState.INVALID
    assert reason.startswith(says)


@pytest.mark.parametrize(
    "change",
    [
        {"exp": 1798761600, "validUntil": "2027-01-01T00:00:00Z"},
        {"validFrom": "2026-01-01T00:00:00.250Z"},
        {"validFrom": "2026-01-01T01:00:00+01:00"},
        {"exp": 1798761600},
        {"iat": "whatever"},
    ],
)
def test_claims_that_agree(change: dict[str, Any]) -> None:
    assert only(judged_token(token(claims(ALICE.did, **change), ALICE)))[0] is ProofState.VERIFIED


def test_a_learner_known_otherwise_than_by_id() -> None:
    payload = claims(ALICE.did)
    del payload["credentialSubject"]["id"]
    assert only(judged_token(token(payload, ALICE)))[0] is ProofState.VERIFIED
    del payload["sub"]
    assert only(judged_token(token(payload, ALICE)))[0] is ProofState.VERIFIED


def test_times_of_other_credentials_are_those_of_the_signature() -> None:
    payload = claims(ALICE.did, type=["VerifiableCredential", "DiplomaCredential"], nbf=1767225700)
    payload["credentialSubject"] = {"id": "did:example:learner"}
    assert only(judged_token(token(payload, ALICE)))[0] is ProofState.VERIFIED
    payload["nbf"] = 1798761600
    assert only(judged_token(token(payload, ALICE))) == (
        ProofState.INVALID,
        "The token does not hold before 2027-01-01T00:00:00Z (nbf)",
    )


def test_a_credential_in_the_claim_vc() -> None:
    held = credential(ALICE.did)
    held["@context"][0] = "https://www.w3.org/2018/credentials/v1"
    for name in ("id", "issuer", "validFrom"):
        del held[name]
    payload = {
        "vc": held,
        "iss": ALICE.did,
        "jti": "urn:uuid:1",
        "nbf": 1767225600,
        "sub": "did:example:learner",
    }
    assert only(judged_token(token(payload, ALICE)))[0] is ProofState.VERIFIED
    held["issuanceDate"] = "2026-02-01T00:00:00Z"
    assert only(judged_token(token(payload, ALICE)))[1].startswith("The token says nbf: 2026-01-01T00:00:00Z")


def test_keys_of_a_did_document() -> None:
    did = "did:web:example.org"
    files = Files({did: did_document(did, ALICE, BOB)})
    payload = claims(did)
    for header in (
        {"alg": "EdDSA", "kid": f"{did}#key-2"},
        {"alg": "EdDSA", "kid": "#key-2"},
        {"alg": "EdDSA", "kid": "key-2"},
        {"alg": "EdDSA", "jwk": BOB.jwk},
    ):
        assert only(judged_token(token(payload, BOB, header), files))[0] is ProofState.VERIFIED
    assert (
        only(judged_token(token(payload, BOB, {"alg": "EdDSA", "kid": "key-1"}), files))[0]
        is ProofState.INVALID
    )
    assert only(judged_token(token(payload, P256), files))[0] is ProofState.INVALID
    other = Files({did: did_document("did:web:example.com", BOB)})
    assert only(judged_token(token(payload, BOB), other))[0] is ProofState.INVALID
    state, reason = only(judged_token(token(payload, BOB)))
    assert state is ProofState.NOT_CHECKED
    assert reason.startswith(
        "The signature fits the key in the header of the token; that it is the issuer's is not known, because did:web:example.org was not looked up"
    )
    assert only(judged_token(token(payload, BOB, {"alg": "EdDSA"}), files)) == (
        ProofState.INVALID,
        "The token names no key: its header has neither kid nor jwk",
    )


def test_keys_of_the_site_of_the_issuer() -> None:
    payload = claims(f"{SITE}/issuers/1")
    keys = {"keys": [{**RSA.jwk, "kid": "rsa"}, {**ALICE.jwk, "kid": "ed"}, {"kty": "?"}, 5]}
    files = Files({JWKS: keys, f"{SITE}/keys/2": ALICE.jwk, f"{SITE}/keys.json": keys})
    for header in (
        {"alg": "EdDSA", "kid": "ed"},
        {"alg": "EdDSA", "jwk": ALICE.jwk},
        {"alg": "EdDSA", "kid": f"{SITE}/keys/2"},
        {"alg": "EdDSA", "kid": f"{SITE}/keys.json#ed"},
    ):
        assert only(judged_token(token(payload, ALICE, header), files))[0] is ProofState.VERIFIED
    assert only(judged_token(token(payload, ALICE, {"alg": "EdDSA", "kid": "new"}), files)) == (
        ProofState.INVALID,
        "The set of keys has none with the kid new",
    )
    assert only(judged_token(token(payload, BOB), files))[0] is ProofState.INVALID
    assert only(judged_token(token(payload, ALICE, {"alg": "EdDSA", "kid": "ed"})))[1] == (
        f"{JWKS} was not looked up; give it with --keys, or let it be fetched with --online"
    )
    elsewhere = Files({"https://example.com/key": ALICE.jwk})
    assert (
        only(
            judged_token(token(payload, ALICE, {"alg": "EdDSA", "kid": "https://example.com/key"}), elsewhere)
        )[0]
        is ProofState.NOT_CHECKED
    )


@pytest.mark.parametrize("keys", [{}, {"keys": 5}, {"keys": None}, {"keys": [None]}, [], "x"])
def test_sets_of_keys_that_are_none(keys: Any) -> None:
    files = Files({JWKS: keys})
    for header in ({"alg": "EdDSA", "kid": "ed"}, {"alg": "EdDSA", "jwk": ALICE.jwk}):
        assert only(judged_token(token(claims(SITE), ALICE, header), files))[0] is ProofState.INVALID


@pytest.mark.parametrize("issuer", ["urn:uuid:1", "https://", "https://[", "x", "http:example.org"])
def test_issuers_without_a_site(issuer: str) -> None:
    state, reason = only(judged_token(token(claims(issuer), ALICE, {"alg": "EdDSA", "kid": "ed"})))
    assert state is ProofState.INVALID
    assert reason.startswith("The key cannot be found: the issuer ")


def test_a_token_and_a_proof_inside() -> None:
    inside = sign(credential(ALICE.did), ALICE)
    found = judged_token(token({**inside, "iss": ALICE.did}, ALICE))
    assert found is not None
    assert [(proof.type, proof.state) for proof in found.proofs] == [
        ("JWT EdDSA", ProofState.VERIFIED),
        ("eddsa-rdfc-2022", ProofState.VERIFIED),
    ]
    inside["name"] = "Other"
    found = judged_token(token(inside, ALICE))
    assert found is not None
    assert found.state is ProofState.INVALID
    assert [proof.state for proof in found.proofs] == [ProofState.VERIFIED, ProofState.INVALID]


def test_a_presentation_in_a_token_is_its_holders() -> None:
    data = {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "type": ["VerifiablePresentation"],
        "holder": ALICE.did,
    }
    assert only(judged_token(token(data, ALICE)))[0] is ProofState.VERIFIED
    assert only(judged_token(token(data, BOB)))[0] is ProofState.INVALID


@pytest.mark.parametrize("payload", [b"[]", b"\xff", b'{"a": 1, "a": 2}', b"5"])
def test_payloads_that_are_no_claims(payload: bytes) -> None:
    jws = parse_compact(token(claims(ALICE.did), ALICE))
    signed = jws.signing_input.split(b".")[0] + b"." + payload
    jws = jws._replace(payload=payload, signing_input=signed, signature=ALICE.sign(signed))
    found = judged(credential(ALICE.did), jws, now=NOW)
    assert only(found) == (ProofState.INVALID, "The token holds no claims that can be read")
