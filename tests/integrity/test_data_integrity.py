"""Data Integrity proofs made with keys of our own: what holds, what does not, and what is said of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.integrity.signing import (
    ALICE,
    BOB,
    NOW,
    P256,
    P384,
    Files,
    credential,
    did_document,
    judged,
    sign,
)
from trustlint.contexts.tables import earlier_document
from trustlint.integrity import integrity_of
from trustlint.model.kind import Kind, Scope
from trustlint.model.resource import NOTHING_GIVEN
from trustlint.model.verification import Integrity, ProofState

SUITES = [
    (ALICE, "eddsa-rdfc-2022"),
    (ALICE, "eddsa-2022"),
    (ALICE, "eddsa-jcs-2022"),
    (P256, "ecdsa-rdfc-2019"),
    (P384, "ecdsa-rdfc-2019"),
    (P256, "ecdsa-jcs-2019"),
    (P384, "ecdsa-jcs-2019"),
]
SECURITY_2020 = "https://w3id.org/security/suites/ed25519-2020/v1"


def only(integrity: Integrity | None) -> tuple[ProofState, str]:
    """State and reason of the one proof."""
    assert integrity is not None
    (proof,) = integrity.proofs
    assert (integrity.state, integrity.reason) == (proof.state, proof.reason)
    return proof.state, proof.reason


@pytest.mark.parametrize(("signer", "suite"), SUITES)
def test_a_proof_of_the_issuer_holds(signer: Any, suite: str) -> None:
    found = judged(sign(credential(signer.did), signer, suite))
    assert only(found)[0] is ProofState.VERIFIED
    assert found is not None
    (proof,) = found.proofs
    assert (proof.pointer, proof.type, proof.key_found_in) == ("/proof", suite, "the did:key itself")
    assert proof.reason.endswith("which is the issuer's")


def test_the_suite_of_2020_holds() -> None:
    data = credential(ALICE.did)
    data["@context"].append(SECURITY_2020)
    assert only(judged(sign(data, ALICE, "Ed25519Signature2020")))[0] is ProofState.VERIFIED


@pytest.mark.parametrize(("signer", "suite"), SUITES)
def test_a_change_after_signing_is_noticed(signer: Any, suite: str) -> None:
    data = sign(credential(signer.did), signer, suite)
    data["credentialSubject"]["achievement"]["name"] = "Cake baking"
    state, reason = only(judged(data))
    assert state is ProofState.INVALID
    assert reason.startswith(
        "The signature does not fit: the credential or its proof was changed after signing"
    )


def test_what_nobody_signs_is_none() -> None:
    data = credential(ALICE.did)
    for kind in (
        None,
        Kind("ob3", "Achievement", "3.0", Scope.DEFINITION),
        Kind("ob3", "Profile", "3.0", Scope.ISSUER),
        Kind("ob2", "CryptographicKey", "2.0", Scope.KEY),
        Kind("ob2", "RevocationList", "2.0", Scope.STATUS),
        Kind("vc", "EnvelopedVerifiableCredential", None, Scope.CREDENTIAL),
    ):
        assert integrity_of(data, kind, None, NOTHING_GIVEN, NOW) is None


def test_a_credential_without_proof_is_unsigned() -> None:
    found = judged(credential(ALICE.did))
    assert found is not None
    assert (found.state, found.proofs) == (ProofState.UNSIGNED, ())


def test_endorsements_and_status_lists_have_proofs_too() -> None:
    for types in (
        ["VerifiableCredential", "EndorsementCredential"],
        ["VerifiableCredential", "BitstringStatusListCredential"],
    ):
        data = credential(ALICE.did)
        data["type"] = types
        data["credentialSubject"] = {"id": "https://example.org/badges/1"}
        assert only(judged(sign(data, ALICE)))[0] is ProofState.VERIFIED


def test_the_key_of_somebody_else_is_not_enough() -> None:
    state, reason = only(judged(sign(credential(ALICE.did), BOB)))
    assert state is ProofState.INVALID
    assert reason.startswith("The signature fits, and the key that made it is that of did:key:z6M")
    assert "while the issuer is did:key:z6M" in reason


def test_a_credential_that_names_no_issuer() -> None:
    data = credential(ALICE.did)
    data["issuer"] = {"type": ["Profile"]}
    assert only(judged(sign(data, ALICE))) == (
        ProofState.INVALID,
        "The signature fits, and the credential names no issuer whose key it could be",
    )


def test_others_may_sign_beside_the_issuer() -> None:
    found = judged(sign(sign(credential(ALICE.did), ALICE), BOB))
    assert found is not None
    assert [proof.state for proof in found.proofs] == [ProofState.VERIFIED] * 2
    assert found.proofs[0].reason.endswith("which is the issuer's")
    assert not found.proofs[1].reason.endswith("which is the issuer's")
    assert found.reason.startswith("All 2 proofs hold")


def test_one_proof_that_fails_fails_all() -> None:
    data = sign(sign(credential(ALICE.did), ALICE), BOB)
    data["proof"][1]["created"] = "2026-01-03T00:00:00Z"
    found = judged(data)
    assert found is not None
    assert [proof.state for proof in found.proofs] == [ProofState.VERIFIED, ProofState.INVALID]
    assert (found.state, found.reason) == (ProofState.INVALID, found.proofs[1].reason)


def test_a_proof_can_build_on_those_before() -> None:
    first = sign(credential(ALICE.did), ALICE, id="urn:uuid:1", suite="eddsa-jcs-2022")
    second = sign(first, BOB, "eddsa-jcs-2022", previous=[first["proof"]], previousProof="urn:uuid:1")
    found = judged(second)
    assert found is not None
    assert found.state is ProofState.VERIFIED
    second["proof"][0]["id"] = "urn:uuid:2"
    found = judged(second)
    assert found is not None
    assert [proof.state for proof in found.proofs] == [ProofState.INVALID] * 2
    assert (
        found.proofs[1].reason == "The proof builds on urn:uuid:1, and the credential has no proof of that id"
    )


@pytest.mark.parametrize("previous", [5, None, {}, ["urn:uuid:1", 5], [["x"]], ""])
def test_odd_previous_proofs(previous: Any) -> None:
    data = sign(credential(ALICE.did), ALICE)
    data["proof"]["previousProof"] = previous
    assert only(judged(data))[0] is ProofState.INVALID


def test_proofs_that_build_on_each_other_end() -> None:
    data = sign(credential(ALICE.did), ALICE, id="urn:uuid:1")
    data["proof"]["previousProof"] = "urn:uuid:1"
    assert only(judged(data))[0] is ProofState.INVALID


def test_purpose_and_expiry() -> None:
    data = sign(credential(ALICE.did), ALICE, proofPurpose="authentication")
    assert only(judged(data)) == (
        ProofState.INVALID,
        "The proof is for authentication, and its proofPurpose has to be assertionMethod",
    )
    data = sign(credential(ALICE.did), ALICE, proofPurpose=None)
    assert (
        only(judged(data))[1] == "The proof names no purpose, and its proofPurpose has to be assertionMethod"
    )
    data = sign(credential(ALICE.did), ALICE, expires="2026-06-01T00:00:00Z")
    assert only(judged(data)) == (ProofState.INVALID, "The proof expired on 2026-06-01")
    assert only(judged(data, now=NOW - timedelta(seconds=1)))[0] is ProofState.VERIFIED


def test_what_no_context_defines_is_not_covered() -> None:
    data = sign({**credential(ALICE.did), "semester": "3"}, ALICE)
    expected = "The signature fits, but does not cover what no context defines, so anybody may have changed it since: "
    assert only(judged(data)) == (ProofState.NOT_CHECKED, expected + "semester (semester)")
    data["semester"] = "4"
    assert only(judged(data))[0] is ProofState.NOT_CHECKED
    assert (
        only(judged(sign({**credential(ALICE.did), "semester": "3"}, ALICE, "eddsa-jcs-2022")))[0]
        is ProofState.VERIFIED
    )


def test_an_id_that_is_no_absolute_address_is_not_covered() -> None:
    data = credential(ALICE.did)
    data["credentialSubject"]["achievement"]["criteria"]["id"] = "criteria.html"
    state, reason = only(judged(sign(data, ALICE)))
    assert state is ProofState.NOT_CHECKED
    assert reason.endswith(": the id criteria.html")


def test_a_context_that_is_not_at_hand() -> None:
    data = credential(ALICE.did)
    url = "https://example.org/terms.json"
    data["@context"].append(url)
    data["semester"] = "3"
    terms = {"@context": {"semester": "https://example.org/terms#semester"}}
    signed = sign(data, ALICE, resources=Files({url: terms}))
    state, reason = only(judged(signed))
    assert state is ProofState.NOT_CHECKED
    assert (
        reason
        == f"The context {url} is needed to check the signature, and was not looked up; use --online; a copy can be given with --context"
    )
    assert only(judged(signed, resources=Files({url: terms})))[0] is ProofState.VERIFIED
    local = integrity_of(
        signed,
        Kind("ob3", "AchievementCredential", "3.0", Scope.CREDENTIAL),
        None,
        NOTHING_GIVEN,
        NOW,
        {url: terms},
    )
    assert only(local)[0] is ProofState.VERIFIED
    other = {"@context": {"semester": "https://example.org/terms#term"}}
    assert only(judged(signed, resources=Files({url: other})))[0] is ProofState.INVALID
    assert only(judged(signed, resources=Files({url: "<html>"})))[1].startswith(
        f"The context {url} is needed"
    )
    assert only(judged(signed, resources=Files({url: b"\xff"})))[0] is ProofState.NOT_CHECKED


def test_contexts_of_a_json_proof_are_those_of_the_credential() -> None:
    data = sign(credential(ALICE.did), ALICE, "eddsa-jcs-2022")
    data["@context"] = list(reversed(data["@context"]))
    assert only(judged(data)) == (
        ProofState.INVALID,
        "The contexts of the credential do not begin with those of its proof",
    )


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"cryptosuite": "ecdsa-sd-2023"}, "The proof ecdsa-sd-2023 is for selective disclosure"),
        ({"cryptosuite": "merkle-proof-2019"}, "The proof merkle-proof-2019 is anchored in a blockchain"),
        (
            {"cryptosuite": "eddsa-rdf-2022"},
            "trustlint does not know the cryptosuite eddsa-rdf-2022; those that it checks are",
        ),
        ({"cryptosuite": None}, "The proof names no cryptosuite"),
        (
            {"type": "JsonWebSignature2020"},
            "The proof JsonWebSignature2020 is of a kind from before Data Integrity",
        ),
        (
            {"type": "eddsa-rdfc-2022"},
            'The proof has the type eddsa-rdfc-2022, which is a cryptosuite; write "type": "DataIntegrityProof"',
        ),
        ({"type": "Stamp"}, "trustlint does not know proofs of the type Stamp"),
        ({"type": None}, "The proof has no type"),
    ],
)
def test_proofs_that_are_not_checked(changes: dict[str, Any], says: str) -> None:
    data = sign(credential(ALICE.did), ALICE)
    data["proof"].update(changes)
    state, reason = only(judged(data))
    assert state is ProofState.NOT_CHECKED
    assert reason.startswith(says)


@pytest.mark.parametrize(
    ("value", "says"),
    [
        (None, "The proof holds no signature: it has no proofValue with a text"),
        (5, "The proof holds no signature"),
        ("", 'The proofValue does not start with "z"'),
        ("uAAAA", 'The proofValue does not start with "z"'),
        ("z0", "The proofValue has the character 0, which base58 does not have"),
        ("z" + "1" * 5000, "The proofValue has more than 4000 characters"),
        ("z2222", "The proofValue holds 3 bytes, and a signature of a Ed25519 key has 64"),
    ],
)
def test_odd_signatures(value: Any, says: str) -> None:
    data = sign(credential(ALICE.did), ALICE)
    data["proof"]["proofValue"] = value
    state, reason = only(judged(data))
    assert state is ProofState.INVALID
    assert reason.startswith(says)


def test_a_key_of_another_kind_than_the_suite() -> None:
    data = sign(credential(P256.did), P256, "ecdsa-rdfc-2019")
    data["proof"]["cryptosuite"] = "eddsa-rdfc-2022"
    assert only(judged(data)) == (
        ProofState.INVALID,
        "The key is a P-256 key, and the proof eddsa-rdfc-2022 is made with Ed25519",
    )


@pytest.mark.parametrize("proof", [None, 5, "x", True, [None], ["x", 5], [[]]])
def test_proofs_that_are_no_objects(proof: Any) -> None:
    data = {**credential(ALICE.did), "proof": proof}
    found = judged(data)
    assert found is not None
    assert found.state is ProofState.INVALID
    assert found.reason == "The proof is no JSON object, so it proves nothing"


def test_an_empty_list_of_proofs_is_none() -> None:
    found = judged({**credential(ALICE.did), "proof": []})
    assert found is not None
    assert found.state is ProofState.UNSIGNED


def test_very_many_proofs_are_not_all_looked_at() -> None:
    data = credential(ALICE.did)
    data["proof"] = [{"type": "Stamp"}] * 1000
    found = judged(data)
    assert found is not None
    assert len(found.proofs) == 51
    assert found.proofs[-1].reason == "The credential has 1000 proofs, and only the first 50 are looked at"


def test_a_presentation_is_signed_by_its_holder() -> None:
    data: dict[str, Any] = {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "type": ["VerifiablePresentation"],
        "holder": ALICE.did,
    }
    assert only(judged(sign(data, ALICE, proofPurpose="authentication")))[0] is ProofState.VERIFIED
    assert only(judged(sign(data, BOB, proofPurpose="authentication")))[0] is ProofState.INVALID
    del data["holder"]
    assert only(judged(sign(data, BOB, proofPurpose="authentication")))[0] is ProofState.VERIFIED


def test_a_credential_too_large_for_canonical_form() -> None:
    data = sign(credential(ALICE.did), ALICE)
    data["credentialSubject"]["achievement"]["tag"] = [f"tag {index}" for index in range(2000)]
    state, reason = only(judged(data))
    assert state is ProofState.NOT_CHECKED
    assert reason.startswith("The credential cannot be checked: it has too many values, too long a list")


def test_keys_of_the_issuer_by_did_web() -> None:
    did = "did:web:example.org"
    data = sign(credential(did), BOB, verificationMethod=f"{did}#key-2")
    files = Files({did: did_document(did, ALICE, BOB)})
    found = judged(data, resources=files)
    assert only(found)[0] is ProofState.VERIFIED
    assert found is not None
    assert found.proofs[0].key_found_in == "a file of the test"
    assert [(address, wanted.value) for address, wanted in files.asked] == [(did, "key")]
    assert only(judged(data)) == (
        ProofState.NOT_CHECKED,
        f"{did} was not looked up; give it with --keys, or let it be fetched with --online",
    )


def test_who_signs_beside_the_issuer_is_not_blamed_for_its_proof() -> None:
    data = sign(sign(credential(ALICE.did), ALICE), BOB)
    data["proof"][0]["created"] = "2026-01-03T00:00:00Z"
    found = judged(data)
    assert found is not None
    assert [proof.state for proof in found.proofs] == [ProofState.INVALID, ProofState.VERIFIED]
    assert found.state is ProofState.INVALID
    data["proof"][0]["cryptosuite"] = "ecdsa-sd-2023"
    found = judged(data)
    assert found is not None
    assert found.state is ProofState.NOT_CHECKED


def test_a_signature_made_before_a_context_was_revised() -> None:
    """Open Badges 3.0.3 was revised under the same address; ``endorsementJwt`` is one of the terms that it has only since."""
    url = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
    before = {url: earlier_document(url)}
    data = {**credential(ALICE.did), "endorsementJwt": ["eyJhbGciOiJFUzI1NiJ9.e30.AAAA"]}
    assert only(judged(sign(data, ALICE)))[0] is ProofState.VERIFIED
    signed = sign(data, ALICE, contexts=before)
    assert only(judged(signed)) == (
        ProofState.NOT_CHECKED,
        f"The signature fits only as {url} was before it was revised, and does not cover what is new in it: endorsementJwt (endorsementJwt); sign the credential anew",
    )
    signed["name"] = "Other"
    assert only(judged(signed))[0] is ProofState.INVALID
