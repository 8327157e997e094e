"""The published test vectors of vc-di-eddsa: every proof verifies, or a row says why not."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from tests.integrity.signing import Files, judged
from trustlint.model.verification import ProofState

FOLDER = Path("corpus/w3c__vc-di-eddsa/TestVectors")
ISSUER = "https://vc.example/issuers/5678"
VERIFIED = (
    "Ed25519Signature2020/signedEdSig.json",
    "eddsa-jcs-2022/signedJCS.json",
    "eddsa-rdfc-2022/signedDataInt.json",
    "proof-set-chain/proofChainTempDoc1.json",
    "proof-set-chain/signedProofChain1.json",
    "proof-set-chain/signedProofChain2.json",
    "proof-set-chain/signedProofSet1.json",
)
NOT_VERIFIED = {
    "eddsa-rdfc-2022/employ/signedDataInt.json": (
        ProofState.NOT_CHECKED,
        "The context https://w3id.org/citizenship/v4rc1 is needed",
        "a draft (release candidate 1) of a vocabulary of another field, whose text is not at hand; besides, it names an issuer whose key did not make the proof",
    ),
    "proof-set-chain/proofChainTempDoc2.json": (
        ProofState.INVALID,
        "The proof builds on urn:uuid:26329423-bec9-4b2e-88cb-a7c7d9dc4544, and the credential has no proof of that id",
        "an intermediate step of the chain, written down before the proofs that it builds on were added",
    ),
}


def _vector(shared: Path, name: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((shared / FOLDER / name).read_text(encoding="utf-8"))
    return data


def _proofs(data: dict[str, Any]) -> list[dict[str, Any]]:
    return data["proof"] if isinstance(data["proof"], list) else [data["proof"]]


def _issuer_with(data: dict[str, Any]) -> Files:
    """The document of the issuer of the vectors, who is made up: it lists the keys."""
    return Files(
        {ISSUER: {"id": ISSUER, "assertionMethod": [proof["verificationMethod"] for proof in _proofs(data)]}}
    )


def test_every_vector_is_here(shared: Path) -> None:
    folder = shared / FOLDER
    found = {str(file.relative_to(folder)) for file in folder.rglob("*.json")}
    assert found == set(VERIFIED) | set(NOT_VERIFIED)


@pytest.mark.parametrize("name", VERIFIED)
def test_every_proof_of_a_vector_verifies(shared: Path, name: str) -> None:
    data = _vector(shared, name)
    before = copy.deepcopy(data)
    found = judged(data, resources=_issuer_with(data))
    assert found is not None
    assert [result.state for result in found.proofs] == [ProofState.VERIFIED] * len(_proofs(data)), found
    assert found.state is ProofState.VERIFIED
    assert data == before


@pytest.mark.parametrize("name", VERIFIED)
def test_that_the_key_is_the_issuers_is_not_taken_for_granted(shared: Path, name: str) -> None:
    data = _vector(shared, name)
    found = judged(data)
    assert found is not None
    assert found.state is ProofState.NOT_CHECKED
    assert found.reason.startswith("The signature fits the key of did:key:z6M")
    assert f"{ISSUER} was not looked up; give it with --keys" in found.reason
    stranger = judged(
        data, resources=Files({ISSUER: {"id": ISSUER, "assertionMethod": ["did:key:z6MkOther#z6MkOther"]}})
    )
    assert stranger is not None
    assert stranger.state is ProofState.INVALID
    assert "where nothing names that key" in stranger.reason


@pytest.mark.parametrize("name", NOT_VERIFIED)
def test_a_vector_that_does_not_verify(shared: Path, name: str) -> None:
    state, reason, _ = NOT_VERIFIED[name]
    data = _vector(shared, name)
    found = judged(data, resources=_issuer_with(data))
    assert found is not None
    assert (found.state, found.reason[: len(reason)]) == (state, reason)


def test_the_intermediate_step_verifies_on_the_proofs_that_it_was_made_on(shared: Path) -> None:
    data = _vector(shared, "proof-set-chain/proofChainTempDoc2.json")
    data["proof"] = _proofs(_vector(shared, "proof-set-chain/proofChainTempDoc1.json")) + _proofs(data)
    found = judged(data, resources=_issuer_with(data))
    assert found is not None
    assert [result.state for result in found.proofs] == [ProofState.VERIFIED] * 3


def test_a_proof_before_in_the_chain_cannot_be_changed(shared: Path) -> None:
    data = _vector(shared, "proof-set-chain/signedProofChain2.json")
    data["proof"][0]["created"] = "2023-02-24T23:36:39Z"
    found = judged(data, resources=_issuer_with(data))
    assert found is not None
    states = [result.state for result in found.proofs]
    assert states == [ProofState.INVALID, ProofState.VERIFIED, ProofState.INVALID, ProofState.VERIFIED]
    assert [result.pointer for result in found.proofs] == ["/proof/0", "/proof/1", "/proof/2", "/proof/3"]
