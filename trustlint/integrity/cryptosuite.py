"""The cryptosuites of Data Integrity proofs that are verified: how each brings the credential into one form, hashes it, and
signs it."""

from __future__ import annotations

from typing import Any, NamedTuple

from trustlint.integrity.errors import shown
from trustlint.integrity.public_key import ED25519, P256, P384

RDFC, JCS = "rdfc", "jcs"


class Cryptosuite(NamedTuple):
    """form: ``rdfc`` (RDF canonicalisation) or ``jcs`` (JSON canonicalisation, RFC 8785); keys: the types of keys that it
    takes."""

    form: str
    keys: tuple[str, ...]


_EDDSA, _ECDSA = (ED25519,), (P256, P384)
_SUITES = {
    "eddsa-rdfc-2022": Cryptosuite(RDFC, _EDDSA),
    # Its name in drafts; the official validator of Open Badges accepts it (PRF-10).
    "eddsa-2022": Cryptosuite(RDFC, _EDDSA),
    "eddsa-jcs-2022": Cryptosuite(JCS, _EDDSA),
    "ecdsa-rdfc-2019": Cryptosuite(RDFC, _ECDSA),
    "ecdsa-jcs-2019": Cryptosuite(JCS, _ECDSA),
}
_OLDER_TYPES = {"Ed25519Signature2020": Cryptosuite(RDFC, _EDDSA)}
"""Proof types of their own, from before ``DataIntegrityProof``."""

DIGESTS = {ED25519: "sha256", P256: "sha256", P384: "sha384"}
"""What is hashed with, by the type of the key (vc-di-ecdsa section 3.2)."""

SIGNATURE_BYTES = {ED25519: 64, P256: 64, P384: 96}

ANCHORED = (
    "is anchored in a blockchain, which trustlint does not read; check it with a verifier for Blockcerts"
)
_SELECTIVE = "is for selective disclosure, which trustlint does not check; check it with a verifier that does"
_LEGACY = "is of a kind from before Data Integrity, which trustlint does not check; sign with eddsa-rdfc-2022 instead"
_UNCHECKED = {
    "ecdsa-sd-2023": _SELECTIVE,
    "bbs-2023": _SELECTIVE,
    "BbsBlsSignature2020": _SELECTIVE,
    "BbsBlsSignatureProof2020": _SELECTIVE,
    "merkle-proof-2019": ANCHORED,
    "MerkleProof2019": ANCHORED,
    "MerkleProof2017": ANCHORED,
    "Ed25519Signature2018": _LEGACY,
    "JsonWebSignature2020": _LEGACY,
    "RsaSignature2018": _LEGACY,
    "EcdsaSecp256k1Signature2019": _LEGACY,
    "EcdsaSecp256k1RecoverySignature2020": _LEGACY,
}


def name_of(proof: dict[str, Any]) -> str:
    """What a proof is called: its cryptosuite, or the proof type of old."""
    type_, suite = _one_type(proof.get("type")), proof.get("cryptosuite")
    if type_ == "DataIntegrityProof" and isinstance(suite, str):
        return shown(suite)
    return shown(type_) if type_ else "proof"


def suite_of(proof: dict[str, Any]) -> Cryptosuite | None:
    """The suite of a proof that can be verified."""
    type_, suite = _one_type(proof.get("type")), proof.get("cryptosuite")
    if type_ == "DataIntegrityProof":
        return _SUITES.get(suite) if isinstance(suite, str) else None
    return _OLDER_TYPES.get(type_) if type_ else None


def why_unchecked(proof: dict[str, Any]) -> str:
    """Why a proof without such a suite is not checked."""
    if not _one_type(proof.get("type")):
        return 'The proof has no type, so nobody knows how to check it; a proof of today has "type": "DataIntegrityProof"'
    name = name_of(proof)
    why = _UNCHECKED.get(name)
    if why:
        return f"The proof {name} {why}"
    if _one_type(proof.get("type")) == "DataIntegrityProof":
        if not isinstance(proof.get("cryptosuite"), str):
            return "The proof names no cryptosuite, so nobody knows how to check it; name it, such as eddsa-rdfc-2022"
        return (
            f"trustlint does not know the cryptosuite {name}; those that it checks are {', '.join(_SUITES)}"
        )
    if name in _SUITES:
        return f'The proof has the type {name}, which is a cryptosuite; write "type": "DataIntegrityProof" and "cryptosuite": "{name}"'
    return f"trustlint does not know proofs of the type {name}; it checks DataIntegrityProof and Ed25519Signature2020"


def _one_type(value: Any) -> str | None:
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    return value if isinstance(value, str) else None
