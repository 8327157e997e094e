"""Flipping any one byte, or changing any one value, of what is signed, of the proof or of the key makes a proof invalid."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.integrity.signing import (
    ALICE,
    NOW,
    P256,
    P384,
    RSA,
    Files,
    credential,
    did_document,
    judged,
    sign,
    token,
)
from tests.integrity.test_open_badges_2 import KEY, assertion, published
from tests.integrity.test_tokens_verified import claims
from trustlint.integrity import integrity_of
from trustlint.model.kind import Kind, Scope
from trustlint.model.pointer import value_at
from trustlint.model.verification import ProofState
from trustlint.source.jws import JwsError, document_in, parse_compact

DID = "did:web:example.org"
KIND = Kind("ob3", "AchievementCredential", "3.0", Scope.CREDENTIAL, "2.0")
SIGNED = {
    "eddsa-rdfc-2022": lambda: sign(credential(ALICE.did), ALICE),
    "eddsa-jcs-2022": lambda: sign(credential(ALICE.did), ALICE, "eddsa-jcs-2022"),
    "ecdsa-rdfc-2019 P-256": lambda: sign(credential(P256.did), P256, "ecdsa-rdfc-2019"),
    "ecdsa-rdfc-2019 P-384": lambda: sign(credential(P384.did), P384, "ecdsa-rdfc-2019"),
    "Ed25519Signature2020": lambda: _signed_2020(),
}


def _signed_2020() -> dict[str, Any]:
    data = credential(ALICE.did)
    data["@context"].append("https://w3id.org/security/suites/ed25519-2020/v1")
    return sign(data, ALICE, "Ed25519Signature2020")


@cache
def _signed(name: str) -> str:
    return json.dumps(SIGNED[name]())


def _texts(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The places of all texts."""
    if isinstance(value, str):
        yield path
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from _texts(item, (*path, name))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _texts(item, (*path, index))


def _flipped(text: str, position: int, bit: int) -> str:
    """One bit of one byte is another; characters beyond ASCII stay characters."""
    content = text.encode()
    position %= len(content)
    changed = bytes([content[position] ^ (1 << bit)])
    return (content[:position] + changed + content[position + 1 :]).decode("latin-1")


FLIPS = {"position": st.integers(0, 10_000), "bit": st.integers(0, 6)}
LOOSE = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.parametrize("name", SIGNED)
def test_it_holds_unchanged(name: str) -> None:
    found = judged(json.loads(_signed(name)))
    assert found is not None
    assert found.state is ProofState.VERIFIED, found


@pytest.mark.parametrize("name", SIGNED)
@LOOSE
@given(data=st.data())
def test_no_bit_of_any_value_or_of_the_proof_can_be_flipped(name: str, data: st.DataObject) -> None:
    document = json.loads(_signed(name))
    path = data.draw(st.sampled_from(list(_texts(document))))
    before = value_at(document, path)
    after = _flipped(before, data.draw(FLIPS["position"]), data.draw(FLIPS["bit"]))
    holder = value_at(document, path[:-1])
    holder[path[-1]] = after
    found = integrity_of(document, KIND, None, Files({}), NOW)
    assert found is not None
    assert found.state is not ProofState.VERIFIED
    # A context, a kind of proof or a kind of key that nobody knows: it is not known either whether the proof holds.
    if path[0] != "@context" and path[:2] not in _NAMES_OF_KINDS and path[-1] != "verificationMethod":
        assert found.state is ProofState.INVALID, (path, before, after, found.reason)


_NAMES_OF_KINDS = (("proof", "type"), ("proof", "cryptosuite"), ("proof", "@context"))


@pytest.mark.parametrize("name", SIGNED)
@LOOSE
@given(data=st.data())
def test_no_value_can_be_left_out_or_added(name: str, data: st.DataObject) -> None:
    document = json.loads(_signed(name))
    path = data.draw(st.sampled_from([path for path in _texts(document) if path[0] != "@context"]))
    holder = value_at(document, path[:-1])
    if isinstance(holder, dict) and data.draw(st.booleans()):
        del holder[path[-1]]
    else:
        holder[path[-1]] = [holder[path[-1]], "did:example:more"]
    found = integrity_of(document, KIND, None, Files({}), NOW)
    assert found is not None
    assert found.state is not ProofState.VERIFIED


@LOOSE
@given(position=st.integers(0, 10_000), bit=st.integers(0, 6))
def test_no_bit_of_the_key_in_a_did_document_can_be_flipped(position: int, bit: int) -> None:
    document = did_document(DID, ALICE)
    signed = _by_did_web()
    method = document["verificationMethod"][0]
    method["publicKeyMultibase"] = _flipped(method["publicKeyMultibase"], position, bit)
    found = judged(copy.deepcopy(signed), resources=Files({DID: document}))
    assert found is not None
    assert found.state is ProofState.INVALID or "key, which trustlint does not check" in found.reason, found


@cache
def _by_did_web() -> Any:
    return sign(credential(DID), ALICE, verificationMethod=f"{DID}#key-1")


@cache
def _token(name: str) -> str:
    signer = {"RS256": RSA, "ES256": P256, "ES384": P384, "EdDSA": ALICE}[name]
    return token(claims(signer.did_jwk), signer)


@pytest.mark.parametrize("name", ["RS256", "ES256", "ES384", "EdDSA"])
@LOOSE
@given(position=st.integers(0, 10_000), bit=st.integers(0, 6))
@example(position=-1, bit=0)
@example(position=-1, bit=1)
@example(position=-1, bit=2)
@example(position=-1, bit=3)
def test_no_bit_of_a_token_can_be_flipped(name: str, position: int, bit: int) -> None:
    text = _token(name)
    try:
        jws = parse_compact(_flipped(text, position, bit))
        payload = json.loads(jws.payload)
    except (JwsError, ValueError):
        return  # it is no token any more, which the reader says
    data = document_in(payload).data
    found = integrity_of(data, KIND, jws, Files({}), NOW)
    assert found is None or found.state in (ProofState.INVALID, ProofState.NOT_CHECKED)
    if jws.header.get("alg") == name and "crit" not in jws.header and "jwk" in jws.header:
        assert found is None or found.state is ProofState.INVALID or "does not check" in found.reason, found


@LOOSE
@given(position=st.integers(0, 10_000), bit=st.integers(0, 6))
def test_no_bit_of_the_key_of_a_signed_badge_can_be_flipped(position: int, bit: int) -> None:
    """But for what PEM lets everybody write differently: its lines, and the label in them."""
    files = published()
    lines = files[KEY]["publicKeyPem"].splitlines()
    body = "".join(lines[1:-1])
    files[KEY]["publicKeyPem"] = "\n".join([lines[0], _flipped(body, position, bit), lines[-1]])
    jws = parse_compact(_signed_badge())
    found = integrity_of(
        json.loads(jws.payload), Kind("ob2", "Assertion", "2.0", Scope.CREDENTIAL), jws, Files(files), NOW
    )
    assert found is not None
    assert found.state is not ProofState.VERIFIED, files[KEY]["publicKeyPem"]


@cache
def _signed_badge() -> str:
    return token(assertion(), RSA, {"alg": "RS256"})


@pytest.mark.parametrize(
    "name",
    [
        "eddsa-rdfc-2022/signedDataInt.json",
        "eddsa-jcs-2022/signedJCS.json",
        "Ed25519Signature2020/signedEdSig.json",
    ],
)
@LOOSE
@given(data=st.data())
def test_no_bit_of_a_published_vector_can_be_flipped(shared: Path, name: str, data: st.DataObject) -> None:
    file = shared / "corpus/w3c__vc-di-eddsa/TestVectors" / name
    document = json.loads(file.read_text(encoding="utf-8"))
    issuer = document["issuer"]
    files = Files({issuer: {"id": issuer, "assertionMethod": [document["proof"]["verificationMethod"]]}})
    path = data.draw(st.sampled_from(list(_texts(document))))
    holder = value_at(document, path[:-1])
    holder[path[-1]] = _flipped(holder[path[-1]], data.draw(FLIPS["position"]), data.draw(FLIPS["bit"]))
    found = integrity_of(document, KIND, None, files, NOW)
    assert found is not None
    assert found.state is not ProofState.VERIFIED
