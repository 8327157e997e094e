"""Where keys come from, and what is said of those that are no keys, or somebody else's."""

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
    base58,
    base64url,
    credential,
    did_document,
    judged,
    number,
    sign,
)
from tests.integrity.test_data_integrity import only
from trustlint.integrity.errors import NotCheckedError, ProofFailsError
from trustlint.integrity.jwk import read_jwk
from trustlint.integrity.multikey import read_multikey
from trustlint.integrity.public_key import pem_key
from trustlint.integrity.verification_method import find_method
from trustlint.model.resource import NOTHING_GIVEN, Missing
from trustlint.model.verification import ProofState
from trustlint.multibase import base64url as decoded

DID = "did:web:example.org"
SITE = "https://example.org"


@pytest.mark.parametrize("signer", [ALICE, P256, P384, RSA], ids=lambda signer: signer.alg)
def test_a_key_is_the_same_in_every_form(signer: Any) -> None:
    forms = [
        read_multikey(signer.multikey),
        read_jwk(signer.jwk),
        pem_key(signer.pem),
        find_method(signer.method, NOTHING_GIVEN, NOW).key,
        find_method(signer.did, NOTHING_GIVEN, NOW).key,
        find_method(signer.did_jwk + "#0", NOTHING_GIVEN, NOW).key,
    ]
    assert len({form.encoded for form in forms}) == 1
    assert (
        forms[0].type == {"EdDSA": "Ed25519", "ES256": "P-256", "ES384": "P-384", "RS256": "RSA"}[signer.alg]
    )


def reason_of(reference: str, files: dict[str, Any] | None = None) -> tuple[str, str]:
    try:
        find_method(reference, Files(files or {}), NOW)
    except (ProofFailsError, NotCheckedError) as error:
        return ("invalid" if isinstance(error, ProofFailsError) else "not-checked"), str(error)
    return "found", ""


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        (f"{ALICE.did}#{BOB.multikey}", ("invalid", "has one key, which is named by #z6M")),
        (f"{ALICE.did_jwk}#1", ("invalid", "has one key, which is named by #0")),
        ("did:key:", ("invalid", 'The key  does not start with "z"')),
        ("did:key:z", ("invalid", "does not begin as a public key does")),
        ("did:key:z" + "2" * 5000, ("invalid", "has more than 4000 characters")),
        ("did:key:z" + base58(b"\xed\x01" + bytes(31)), ("invalid", "has 31 bytes, and 32 are expected")),
        ("did:key:z" + base58(b"\x80\x24\x02" + b"\xff" * 32), ("invalid", "is no point of its curve")),
        ("did:key:z" + base58(b"\x80\x24\x04" + bytes(64)), ("invalid", "has 65 bytes, and 33 are expected")),
        ("did:key:z" + base58(b"\xe7\x01\x02" + bytes(32)), ("not-checked", "The key is a secp256k1 key")),
        ("did:key:z" + base58(b"\x85\x24" + bytes(300)), ("invalid", "The key cannot be read")),
        ("did:jwk:!!", ("invalid", "is no base64url of a JSON Web Key")),
        ("did:jwk:e30", ("invalid", "it has no kty")),
        ("did:jwk:" + base64url(b"[" * 3000), ("invalid", "The key is no JSON object")),
        ("did:ethr:0xabc#key", ("not-checked", "did:ethr:0xabc was not looked up")),
        ("did:", ("invalid", "is no DID")),
        ("did:web:example.org", ("invalid", "names did:web:example.org and none of its keys")),
        ("key-1", ("invalid", 'The key "key-1" is no DID and no web address')),
        ("", ("invalid", "is no DID and no web address")),
        ("ftp://example.org/key", ("invalid", "is no DID and no web address")),
        (
            "https://example.org/key",
            ("not-checked", "https://example.org/key was not looked up; give it with --keys"),
        ),
    ],
)
def test_references_that_lead_to_no_key(reference: str, expected: tuple[str, str]) -> None:
    state, reason = reason_of(reference)
    assert state == expected[0]
    assert expected[1] in reason


@pytest.mark.parametrize("reference", [None, 5, [], {}, True])
def test_references_that_are_no_text(reference: Any) -> None:
    with pytest.raises(ProofFailsError, match="its verificationMethod is no text"):
        find_method(reference, NOTHING_GIVEN, NOW)


def changed(**more: Any) -> dict[str, Any]:
    return {**did_document(DID, ALICE), **more}


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (
            changed(id="did:web:example.com"),
            ("invalid", "is of did:web:example.com, and not of that address"),
        ),
        (changed(id=5), ("invalid", "is of nobody")),
        (changed(assertionMethod=[]), ("invalid", "does not list it under assertionMethod")),
        (changed(assertionMethod=None), ("invalid", "does not list it under assertionMethod")),
        (changed(verificationMethod=[]), ("invalid", f"The document of {DID} has no key {DID}#key-1")),
        (changed(verificationMethod=[5, None, "x", {"id": []}]), ("invalid", "has no key")),
        (
            changed(
                verificationMethod={"id": "#key-1", "type": "Multikey", "publicKeyMultibase": ALICE.multikey}
            ),
            ("found", ""),
        ),
        (changed(assertionMethod="#key-1"), ("found", "")),
        (
            changed(verificationMethod=[{"id": f"{DID}#key-1", "type": "Multikey"}]),
            ("not-checked", "The key of the type Multikey is written in no way that trustlint reads"),
        ),
        (
            changed(verificationMethod=[{"id": f"{DID}#key-1", "publicKeyMultibase": 5, "publicKeyJwk": 5}]),
            ("invalid", "The key is no JSON object"),
        ),
        (
            changed(
                verificationMethod=[
                    {
                        "id": f"{DID}#key-1",
                        "publicKeyMultibase": ALICE.multikey,
                        "secretKeyMultibase": "z3u2en7t5LR2WtQH5PfFqMqwVHgeXouLzo6haApm8XHqvjxq",
                    }
                ]
            ),
            ("invalid", "The private key is published"),
        ),
        (
            changed(
                verificationMethod=[
                    {
                        "id": f"{DID}#key-1",
                        "publicKeyMultibase": ALICE.multikey,
                        "revoked": "2026-01-01T00:00:00Z",
                    }
                ]
            ),
            ("invalid", "The key was revoked on 2026-01-01"),
        ),
        (
            changed(
                verificationMethod=[
                    {
                        "id": f"{DID}#key-1",
                        "publicKeyMultibase": ALICE.multikey,
                        "expires": "2026-05-31T00:00:00Z",
                    }
                ]
            ),
            ("invalid", "The key expired on 2026-05-31"),
        ),
        (
            changed(
                verificationMethod=[
                    {
                        "id": f"{DID}#key-1",
                        "publicKeyMultibase": ALICE.multikey,
                        "expires": "2027-01-01T00:00:00Z",
                    }
                ]
            ),
            ("found", ""),
        ),
        ([], ("invalid", f"What stands at {DID} is no JSON object")),
        ("<html>", ("invalid", "is no JSON object")),
        (b"\xff\xfe", ("invalid", "is no text")),
        (Missing(DID, "is a broken address; correct it"), ("not-checked", f"{DID} is a broken address")),
    ],
)
def test_documents_of_a_did(document: Any, expected: tuple[str, str]) -> None:
    state, reason = reason_of(f"{DID}#key-1", {DID: document})
    assert state == expected[0], reason
    assert expected[1] in reason


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (
            {
                "id": f"{SITE}/key",
                "type": "Multikey",
                "controller": f"{SITE}/issuer",
                "publicKeyMultibase": ALICE.multikey,
            },
            ProofState.VERIFIED,
        ),
        (
            {
                "id": f"{SITE}/key",
                "type": "JsonWebKey",
                "controller": f"{SITE}/issuer",
                "publicKeyJwk": ALICE.jwk,
            },
            ProofState.VERIFIED,
        ),
        (
            {
                "id": f"{SITE}/key",
                "type": "Ed25519VerificationKey2020",
                "controller": f"{SITE}/other",
                "publicKeyMultibase": ALICE.multikey,
            },
            ProofState.NOT_CHECKED,
        ),
        ({"id": f"{SITE}/another", "publicKeyMultibase": ALICE.multikey}, ProofState.INVALID),
        (ALICE.jwk, ProofState.VERIFIED),
        (
            {"id": f"{SITE}/key", "publicKeyMultibase": BOB.multikey, "controller": f"{SITE}/issuer"},
            ProofState.INVALID,
        ),
        ({**ALICE.jwk, "d": "AAAA"}, ProofState.INVALID),
        (ALICE.pem, ProofState.VERIFIED),
        ("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----", ProofState.INVALID),
        ("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----", ProofState.INVALID),
    ],
)
def test_documents_of_one_key(document: Any, expected: ProofState) -> None:
    data = sign(credential(f"{SITE}/issuer"), ALICE, verificationMethod=f"{SITE}/key")
    assert only(judged(data, resources=Files({f"{SITE}/key": document})))[0] is expected


def test_a_key_elsewhere_that_says_it_is_the_issuers_is_not_believed() -> None:
    key = {
        "id": "https://example.com/key",
        "controller": f"{SITE}/issuer",
        "publicKeyMultibase": ALICE.multikey,
    }
    data = sign(credential(f"{SITE}/issuer"), ALICE, verificationMethod="https://example.com/key")
    state, reason = only(judged(data, resources=Files({"https://example.com/key": key})))
    assert state is ProofState.NOT_CHECKED
    assert f"that the key is the issuer's is not known, because {SITE}/issuer was not looked up" in reason
    issuer = {"id": f"{SITE}/issuer", "type": "Profile"}
    files = {"https://example.com/key": key, f"{SITE}/issuer": issuer}
    assert only(judged(data, resources=Files(files)))[0] is ProofState.INVALID
    files[f"{SITE}/issuer"] = {**issuer, "assertionMethod": ["https://example.com/key"]}
    assert only(judged(data, resources=Files(files)))[0] is ProofState.VERIFIED
    files[f"{SITE}/issuer"] = {**files[f"{SITE}/issuer"], "id": "https://example.net/issuer"}
    assert only(judged(data, resources=Files(files)))[0] is ProofState.INVALID


def test_a_document_of_the_issuer_with_its_keys() -> None:
    issuer = did_document(f"{SITE}/issuer", ALICE)
    data = sign(credential(f"{SITE}/issuer"), ALICE, verificationMethod=f"{SITE}/issuer#key-1")
    assert only(judged(data, resources=Files({f"{SITE}/issuer": issuer})))[0] is ProofState.VERIFIED
    profile = {
        "id": f"{SITE}/issuer",
        "type": "Profile",
        "publicKey": [
            {
                "id": f"{SITE}/issuer#key-1",
                "controller": f"{SITE}/issuer",
                "publicKeyMultibase": ALICE.multikey,
            }
        ],
    }
    assert only(judged(data, resources=Files({f"{SITE}/issuer": profile})))[0] is ProofState.VERIFIED


def test_a_key_with_a_controller_of_another_did() -> None:
    document = did_document(DID, ALICE)
    document["verificationMethod"][0]["controller"] = "did:web:example.com"
    data = sign(credential(DID), ALICE, verificationMethod=f"{DID}#key-1")
    assert only(judged(data, resources=Files({DID: document})))[0] is ProofState.VERIFIED
    data = sign(credential("did:web:example.com"), ALICE, verificationMethod=f"{DID}#key-1")
    files = {DID: document, "did:web:example.com": did_document("did:web:example.com", BOB)}
    assert only(judged(data, resources=Files(files)))[0] is ProofState.INVALID


@pytest.mark.parametrize(
    ("jwk", "says"),
    [
        (None, "no JSON object"),
        ({}, "it has no kty"),
        ({"kty": 5}, "it has no kty"),
        ({"kty": "OKP", "crv": "Ed25519"}, "The key has no x"),
        ({"kty": "OKP", "crv": "Ed25519", "x": 5}, "The key has no x"),
        ({"kty": "OKP", "crv": "Ed25519", "x": "é"}, "is no base64url"),
        ({"kty": "OKP", "crv": "Ed25519", "x": "AAAA"}, "has 3 bytes"),
        ({"kty": "EC", "crv": "P-256", "x": "AAAA", "y": "AAAA"}, "coordinates of the wrong length"),
        (
            {"kty": "EC", "crv": "P-256", "x": base64url(bytes(32)), "y": base64url(bytes(32))},
            "no point of its curve",
        ),
        (
            {"kty": "RSA", "n": number(2**2047 + 1), "e": number(2**65 + 1)},
            "has an exponent that no RSA key has",
        ),
        ({"kty": "RSA", "n": number(2**2047 + 1), "e": number(2)}, "numbers that no RSA key has"),
        ({"kty": "RSA", "n": number(2**1023 + 1), "e": "AQAB"}, "has 1024 bits"),
        ({"kty": "RSA", "n": number(2**20000 + 1), "e": "AQAB"}, "has 20001 bits"),
        ({"kty": "RSA", "n": "A" * 100_000, "e": "AQAB"}, "has more than 4000 characters"),
        ({"kty": "RSA", "n": "AQ", "e": "AQAB", "d": "AQ"}, "The private key is published"),
        ({"kty": "oct", "k": "AQ"}, "The private key is published"),
        ({"kty": "EC", "crv": "secp256k1"}, "The key is a secp256k1 key"),
        ({"kty": "x" * 1000}, "The key is a xxxxxxxxxxxxxxxxxxxx key"),
    ],
)
def test_json_web_keys_that_are_none(jwk: Any, says: str) -> None:
    with pytest.raises((ProofFailsError, NotCheckedError), match=says):
        read_jwk(jwk)


def test_one_text_for_each_sequence_of_bytes() -> None:
    """So that a changed last character is noticed, though it says the same bytes."""
    assert decoded("AQ") == b"\x01"
    for text in ("AR", "AQ=", "AQ==", "A", "A Q", "AQ\n", "A+Q"):
        with pytest.raises(ValueError, match="base64url"):
            decoded(text)
