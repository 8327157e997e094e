"""Data of any shape at any place ends in a result, and soon."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.integrity.signing import (
    ALICE,
    NOW,
    RSA,
    Files,
    base58,
    base64url,
    credential,
    did_document,
    sign,
    token,
)
from tests.integrity.test_open_badges_2 import BADGE, HOSTED, ISSUER, KEY, assertion, published
from tests.integrity.test_tokens_verified import claims
from trustlint.integrity import integrity_of
from trustlint.model.kind import Kind, Scope
from trustlint.model.pointer import resolve, value_at
from trustlint.model.resource import NOTHING_GIVEN
from trustlint.model.verification import Integrity, ProofState
from trustlint.source.jws import JwsError, document_in, parse_compact

DID = "did:web:example.org"
KINDS = [
    Kind(model, type_, None, scope, None)
    for model, type_, scope in (
        ("ob3", "AchievementCredential", Scope.CREDENTIAL),
        ("vc", "VerifiablePresentation", Scope.CREDENTIAL),
        ("ob3", "EndorsementCredential", Scope.ENDORSEMENT),
        ("ob2", "Assertion", Scope.CREDENTIAL),
        ("ob2", "Endorsement", Scope.ENDORSEMENT),
        ("ob1", "Assertion", Scope.CREDENTIAL),
        ("vc", "BitstringStatusListCredential", Scope.STATUS),
    )
]
ANYTHING = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.integers(-(10**400), 10**400),
        st.floats(),
        st.text(max_size=8),
        st.sampled_from(
            [
                "did:key:z",
                "did:web:",
                DID,
                f"{DID}#key-1",
                KEY,
                "https://[",
                "z",
                "\ud800",
                "\x00",
                "@id",
                "_:b",
                "#",
                "did:jwk:e30",
            ]
        ),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(
                [
                    "id",
                    "type",
                    "@id",
                    "@type",
                    "@context",
                    "proof",
                    "@value",
                    "keys",
                    "issuer",
                    "publicKeyPem",
                ]
            ),
            inner,
            max_size=3,
        ),
    ),
    max_leaves=6,
)
LOOSE = settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.too_slow])


def _places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    for name, item in (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    ):
        yield from _places(item, (*path, name))


def _replaced(data: Any, path: tuple[Any, ...], value: Any) -> Any:
    data = json.loads(json.dumps(data))
    if not path:
        return value
    value_at(data, path[:-1])[path[-1]] = value
    return data


def sound(found: Integrity | None, data: Any) -> None:
    """What every result fulfils, whatever it is about."""
    if found is None:
        return
    json.dumps(found.to_dict())
    assert found.reason
    assert found.reason.isprintable(), found.reason
    assert not found.reason.endswith(".")
    for proof in found.proofs:
        assert proof.state is not ProofState.UNSIGNED
        resolve(data, proof.pointer)


@LOOSE
@given(data=st.data(), value=ANYTHING, kind=st.sampled_from(KINDS))
def test_anything_in_a_credential(data: st.DataObject, value: Any, kind: Kind) -> None:
    suite = data.draw(st.sampled_from(["eddsa-rdfc-2022", "eddsa-jcs-2022"]))
    signed = _signed(suite) if data.draw(st.booleans()) else {**_signed(suite), **assertion()}
    document = _replaced(signed, data.draw(st.sampled_from(list(_places(signed)))), value)
    files = Files({**published(), DID: did_document(DID, ALICE), HOSTED: document})
    sound(integrity_of(document, kind, None, files, NOW), document)


_MADE: dict[str, dict[str, Any]] = {}


def _signed(suite: str) -> dict[str, Any]:
    if suite not in _MADE:
        _MADE[suite] = sign(credential(DID), ALICE, suite, verificationMethod=f"{DID}#key-1")
    return _MADE[suite]


@LOOSE
@given(data=st.data(), value=ANYTHING)
def test_anything_in_what_stands_elsewhere(data: st.DataObject, value: Any) -> None:
    files: dict[str, Any] = {**published(), DID: did_document(DID, ALICE), HOSTED: assertion(id=HOSTED)}
    address = data.draw(st.sampled_from([*files, "https://example.org/.well-known/jwks.json"]))
    held = files.get(address, {"keys": [{**RSA.jwk, "kid": "1"}]})
    try:
        files[address] = json.dumps(
            _replaced(held, data.draw(st.sampled_from(list(_places(held)))), value)
        ).encode()
    except ValueError:
        return
    signed = _signed("eddsa-rdfc-2022")
    sound(integrity_of(signed, KINDS[0], None, Files(files), NOW), signed)
    badge = assertion(id=HOSTED, verification={"type": "HostedBadge"})
    sound(integrity_of(badge, KINDS[3], None, Files(files), NOW), badge)
    for text, kind in (
        (token(assertion(), RSA, {"alg": "RS256"}), KINDS[3]),
        (token(claims(DID), ALICE, {"alg": "EdDSA", "kid": "key-1"}), KINDS[0]),
        (token(claims(DID), ALICE), KINDS[0]),
        (token(claims("https://example.org/1"), RSA, {"alg": "RS256", "kid": "1"}), KINDS[0]),
    ):
        jws = parse_compact(text)
        document = json.loads(jws.payload)
        sound(integrity_of(document, kind, jws, Files(files), NOW), document)


@LOOSE
@given(data=st.data(), value=ANYTHING, kind=st.sampled_from(KINDS))
def test_anything_in_a_token(data: st.DataObject, value: Any, kind: Kind) -> None:
    header: dict[str, Any] = {"alg": "EdDSA", "kid": f"{DID}#key-1", "jwk": ALICE.jwk}
    payload: Any = {**claims(DID), **assertion()} if data.draw(st.booleans()) else claims(DID)
    for name in data.draw(st.sets(st.sampled_from(["kid", "jwk"]))):
        del header[name]
    try:
        if data.draw(st.booleans()):
            header = _replaced(header, data.draw(st.sampled_from(list(_places(header)))), value)
        else:
            payload = _replaced(payload, data.draw(st.sampled_from(list(_places(payload)))), value)
        jws = parse_compact(token(payload, ALICE, header))
    except (JwsError, ValueError):
        return
    document = document_in(json.loads(jws.payload)).data
    sound(
        integrity_of(document, kind, jws, Files({**published(), DID: did_document(DID, ALICE)}), NOW),
        document,
    )


def _nested(depth: int) -> Any:
    value: Any = "x"
    for _ in range(depth):
        value = {"name": value}
    return value


MONSTERS: dict[str, dict[str, Any]] = {
    "a long signature": {"proof": {"proofValue": "z" + "2" * 3_000_000}},
    "a long key": {"proof": {"verificationMethod": "did:key:z" + "2" * 3_000_000}},
    "a large RSA key": {
        "proof": {"verificationMethod": "did:key:z" + base58(b"\x85\x24" + b"\x30\x82" + bytes(2500))}
    },
    "a large JWK": {
        "proof": {"verificationMethod": "did:jwk:" + base64url(b'{"kty":"RSA","n":"' + b"A" * 1_000_000)}
    },
    "a thousand proofs before": {"proof": {"previousProof": ["urn:uuid:1"] * 100_000}},
    "a long list": {
        "credentialSubject": {"type": ["AchievementSubject"], "identifier": [f"t{i}" for i in range(20_000)]}
    },
    "deep nesting": {"credentialSubject": _nested(900)},
    "a million names": {"credentialSubject": {f"n{index}": index for index in range(300_000)}},
    "a context of a million terms": {"@context": {f"n{index}": f"urn:{index}" for index in range(100_000)}},
    "contexts in contexts": {"@context": [[[["https://www.w3.org/ns/credentials/v2"]]]] * 5000},
    "look-alike nodes": {
        "credentialSubject": [
            {
                "id": f"_:{a}",
                "type": "AchievementSubject",
                "achievement": [{"id": f"_:{b}"} for b in range(20) if a != b],
            }
            for a in range(20)
        ]
    },
}


@pytest.mark.parametrize("name", MONSTERS)
def test_monsters_end_soon(name: str) -> None:
    document = {**_signed("eddsa-rdfc-2022"), **MONSTERS[name]}
    document["proof"] = {**_signed("eddsa-rdfc-2022")["proof"], **MONSTERS[name].get("proof", {})}
    begun = time.perf_counter()
    found = integrity_of(document, KINDS[0], None, Files({DID: did_document(DID, ALICE)}), NOW)
    assert time.perf_counter() - begun < 5
    sound(found, document)
    assert found is not None
    assert found.state in (ProofState.INVALID, ProofState.NOT_CHECKED)
    assert len(found.reason) < 700
    if name in ("deep nesting", "look-alike nodes"):
        assert found.state is ProofState.NOT_CHECKED


def test_a_document_deeper_than_python_goes() -> None:
    for suite in ("eddsa-rdfc-2022", "eddsa-jcs-2022"):
        document = {**_signed(suite), "credentialSubject": _nested(100_000)}
        found = integrity_of(document, KINDS[0], None, Files({DID: did_document(DID, ALICE)}), NOW)
        assert found is not None
        assert found.state in (ProofState.INVALID, ProofState.NOT_CHECKED)


@pytest.mark.parametrize("data", [None, 5, "x", [], True, [{"proof": {}}]])
def test_what_is_no_object(data: Any) -> None:
    assert integrity_of(data, KINDS[0], None, NOTHING_GIVEN, NOW) is None


def test_a_chain_of_links_between_badges_ends() -> None:
    badge = assertion(verification={"type": "SignedBadge", "creator": KEY})
    files = {
        BADGE: {"id": BADGE, "issuer": ISSUER, "badge": BADGE},
        ISSUER: {"id": ISSUER, "publicKey": [ISSUER] * 1000},
    }
    jws = parse_compact(token(badge, RSA, {"alg": "RS256"}))
    found = integrity_of(json.loads(jws.payload), KINDS[3], jws, Files({**files, KEY: published()[KEY]}), NOW)
    assert found is not None
    assert found.state is ProofState.INVALID


def test_many_chains_over_a_large_credential_end_soon() -> None:
    document = sign(
        {**credential(ALICE.did), "evidence": [{"type": ["Evidence"], "name": f"n{i}"} for i in range(900)]},
        ALICE,
    )
    proof = {**document["proof"], "id": "urn:uuid:0"}
    others = [{**proof, "id": f"urn:uuid:{i}", "previousProof": f"urn:uuid:{i - 1}"} for i in range(1, 50)]
    begun = time.perf_counter()
    found = integrity_of({**document, "proof": [proof, *others]}, KINDS[0], None, Files({}), NOW)
    assert time.perf_counter() - begun < 15
    assert found is not None
    assert found.proofs[-1].reason.startswith("The credential has too many proofs for its size")


def test_a_proof_that_names_the_issuer_is_not_vouched_for_by_its_name() -> None:
    """A key at the address of the issuer that is under the control of somebody else."""
    issuer = "https://example.org/issuer"
    key = {
        "id": issuer,
        "type": "Multikey",
        "controller": "https://example.com/other",
        "publicKeyMultibase": ALICE.multikey,
    }
    signed = sign(credential(issuer), ALICE, verificationMethod=issuer)
    found = integrity_of(signed, KINDS[0], None, Files({issuer: key}), NOW)
    assert found is not None
    assert found.state is ProofState.INVALID


def test_many_chains_of_json_proofs_over_a_large_credential_end_soon() -> None:
    document = sign({**credential(ALICE.did), "name": "x" * 3_000_000}, ALICE, "eddsa-jcs-2022")
    proof = {**document["proof"], "id": "urn:uuid:0"}
    others = [{**proof, "id": f"urn:uuid:{i}", "previousProof": f"urn:uuid:{i - 1}"} for i in range(1, 50)]
    begun = time.perf_counter()
    found = integrity_of({**document, "proof": [proof, *others]}, KINDS[0], None, Files({}), NOW)
    assert time.perf_counter() - begun < 15
    assert found is not None
    assert found.proofs[-1].reason.startswith("The credential has too many proofs for its size")
