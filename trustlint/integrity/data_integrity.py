"""Data Integrity proofs: one after the other, each over the credential without proofs and the proofs before it in its chain
(VC Data Integrity 1.0 section 4; facts section 5.2)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from trustlint.integrity.canonical_form import CanonicalForms
from trustlint.integrity.cryptosuite import (
    DIGESTS,
    JCS,
    SIGNATURE_BYTES,
    Cryptosuite,
    name_of,
    suite_of,
    why_unchecked,
)
from trustlint.integrity.errors import NotCheckedError, ProofFailsError, method_name, shown
from trustlint.integrity.issuer_link import check_signer, identifier_of
from trustlint.integrity.public_key import holds
from trustlint.integrity.verification_method import Method, find_method
from trustlint.model.moment import as_moment
from trustlint.model.pointer import to_pointer
from trustlint.model.resource import Resources
from trustlint.model.verification import ProofResult, ProofState
from trustlint.multibase import EncodingError, multibase

MOST_PROOFS = 50
"""Proofs of a credential that are looked at."""


class Signed(NamedTuple):
    """What has proofs. data: with its proofs; role, purpose: who has to have signed it, and for which purpose, which is
    ``issuer`` and ``assertionMethod`` but for presentations."""

    data: dict[str, Any]
    forms: CanonicalForms
    resources: Resources
    now: datetime
    role: str = "issuer"
    purpose: str = "assertionMethod"


class Fitting(NamedTuple):
    """A proof whose signature fits. gap: a sentence about what of the credential it does not cover."""

    method: Method
    gap: str | None


def verify_proofs(signed: Signed) -> Iterator[ProofResult]:
    """A result for each proof of the credential.

    Of several proofs one has to be the issuer's; others may sign beside it, and are told as such.
    """
    value = signed.data.get("proof")
    proofs = value if isinstance(value, list) else [value]
    looked_at = proofs[:MOST_PROOFS]
    found = [_fitting(proof, proofs, signed) for proof in looked_at]
    signers = [_signer(fitting, signed) if isinstance(fitting, Fitting) else fitting for fitting in found]
    is_signed = any(signer is None for signer in signers) or any(
        _names_signer(proof, signed) for proof in looked_at
    )
    for index, (proof, fitting, signer) in enumerate(zip(looked_at, found, signers, strict=True)):
        pointer = to_pointer(("proof", index) if isinstance(value, list) else ("proof",))
        if isinstance(fitting, Fitting) and is_signed and not _names_signer(proof, signed):
            signer = _coverage(fitting)
        yield _result(pointer, proof, fitting, signer, signed)
    if len(proofs) > MOST_PROOFS:
        reason = f"The credential has {len(proofs)} proofs, and only the first {MOST_PROOFS} are looked at"
        yield ProofResult("/proof", "proofs", ProofState.NOT_CHECKED, reason)


_Failure = ProofFailsError | NotCheckedError


def _fitting(proof: Any, proofs: list[Any], signed: Signed) -> Fitting | _Failure:
    try:
        return _fit(proof, proofs, signed)
    except (ProofFailsError, NotCheckedError) as failure:
        return failure


def _signer(fitting: Fitting, signed: Signed) -> _Failure | None:
    """Why the key is not known to be the issuer's. A presentation need not name its holder."""
    if signed.role == "holder" and "holder" not in signed.data:
        return _coverage(fitting)
    try:
        check_signer(fitting.method, signed.data.get(signed.role), signed.role, signed.resources)
    except (ProofFailsError, NotCheckedError) as failure:
        return failure
    return _coverage(fitting)


def _names_signer(proof: Any, signed: Signed) -> bool:
    """Whether a proof is meant as the issuer's, whatever became of it: then no other one needs to be."""
    method = proof.get("verificationMethod") if isinstance(proof, dict) else None
    identifier = identifier_of(signed.data.get(signed.role))
    return isinstance(method, str) and identifier is not None and method.partition("#")[0] == identifier


def _coverage(fitting: Fitting) -> NotCheckedError | None:
    return NotCheckedError(fitting.gap) if fitting.gap is not None else None


def _result(
    pointer: str, proof: Any, fitting: Fitting | _Failure, failure: _Failure | None, signed: Signed
) -> ProofResult:
    if not isinstance(proof, dict):
        return ProofResult(pointer, "proof", ProofState.INVALID, str(failure))
    named = proof.get("verificationMethod")
    method = fitting.method if isinstance(fitting, Fitting) else None
    if failure is not None:
        state = ProofState.INVALID if isinstance(failure, ProofFailsError) else ProofState.NOT_CHECKED
        reason = str(failure)
    else:
        assert method is not None
        state = ProofState.VERIFIED
        reason = f"The signature fits the key {shown(method.reference)}"
        if identifier_of(signed.data.get(signed.role)) == method.controller:
            reason += f", which is the {signed.role}'s"
    return ProofResult(
        pointer,
        name_of(proof),
        state,
        reason,
        method_name(named),
        method.found_in if method is not None else None,
    )


def _fit(proof: Any, proofs: list[Any], signed: Signed) -> Fitting:
    """Raises ProofFailsError, NotCheckedError."""
    if not isinstance(proof, dict):
        raise ProofFailsError("The proof is no JSON object, so it proves nothing")
    suite = suite_of(proof)
    if suite is None:
        raise NotCheckedError(why_unchecked(proof))
    _check_purpose(proof, signed)
    signature = _signature(proof)
    document = _with_previous(proof, proofs, signed.data)
    method = find_method(proof.get("verificationMethod"), signed.resources, signed.now)
    if method.key.type not in suite.keys:
        raise ProofFailsError(
            f"The key is a {method.key.type} key, and the proof {name_of(proof)} is made with {' or '.join(suite.keys)}"
        )
    if len(signature) != SIGNATURE_BYTES[method.key.type]:
        raise ProofFailsError(
            f"The proofValue holds {len(signature)} bytes, and a signature of a {method.key.type} key has {SIGNATURE_BYTES[method.key.type]}"
        )
    digest = DIGESTS[method.key.type]

    def fits(forms: CanonicalForms) -> bool:
        return holds(method.key, signature, _hashes(suite, proof, document, forms, digest), digest)

    if fits(signed.forms):
        return Fitting(method, signed.forms.uncovered(signed.data) if suite.form != JCS else None)
    earlier = signed.forms.earlier(signed.data) if suite.form != JCS else None
    if earlier is not None and fits(earlier.forms):
        return Fitting(method, earlier.gap)
    raise ProofFailsError(
        f"The signature does not fit: the credential or its proof was changed after signing, or another key than {shown(method.reference)} made it"
    )


def _check_purpose(proof: dict[str, Any], signed: Signed) -> None:
    """PRF-11, and ``expires`` of PRF-14."""
    purpose = proof.get("proofPurpose")
    if purpose != signed.purpose:
        found = f"is for {shown(purpose)}" if isinstance(purpose, str) else "names no purpose"
        raise ProofFailsError(f"The proof {found}, and its proofPurpose has to be {signed.purpose}")
    expires = as_moment(proof.get("expires"))
    if expires is not None and expires <= signed.now:
        raise ProofFailsError(f"The proof expired on {expires.date().isoformat()}")


def _signature(proof: dict[str, Any]) -> bytes:
    value = proof.get("proofValue")
    if not isinstance(value, str):
        raise ProofFailsError("The proof holds no signature: it has no proofValue with a text")
    try:
        return multibase(value)
    except EncodingError as error:
        raise ProofFailsError(f"The proofValue {error}") from None


def _with_previous(proof: dict[str, Any], proofs: list[Any], data: dict[str, Any]) -> dict[str, Any]:
    """What the signature is about: the credential, with the proofs that ``previousProof`` names and no others (PRF-17)."""
    document = {name: value for name, value in data.items() if name != "proof"}
    if "previousProof" not in proof:
        return document
    names = proof["previousProof"]
    names = names if isinstance(names, list) else [names]
    previous = []
    for name in names[:MOST_PROOFS]:
        held = [other for other in proofs if isinstance(other, dict) and other.get("id") == name and name]
        if not held or not isinstance(name, str):
            shown_name = shown(name) if isinstance(name, str) else "nothing that is a text"
            raise ProofFailsError(
                f"The proof builds on {shown_name}, and the credential has no proof of that id"
            )
        previous += held
    return {**document, "proof": previous}


def _hashes(
    suite: Cryptosuite, proof: dict[str, Any], document: dict[str, Any], forms: CanonicalForms, digest: str
) -> bytes:
    """The hash of the proof without its signature, and that of the credential (sections 3.2 and 3.3 of vc-di-eddsa)."""
    options = {name: value for name, value in proof.items() if name != "proofValue"}
    if suite.form == JCS:
        if "@context" in options:
            document = {**document, "@context": _shared_contexts(options["@context"], document)}
        parts = forms.json(options), forms.json(document)
    else:
        # A proof is read under the contexts of its credential.
        options = {"@context": document.get("@context"), **options}
        parts = forms.nquads(options, digest), forms.nquads(document, digest)
    return b"".join(hashlib.new(digest, part).digest() for part in parts)


def _shared_contexts(own: Any, document: dict[str, Any]) -> Any:
    """The contexts that the proof was made under, with which those of the credential have to begin."""
    ours, theirs = (
        value if isinstance(value, list) else [value] for value in (own, document.get("@context"))
    )
    if theirs[: len(ours)] != ours:
        raise ProofFailsError("The contexts of the credential do not begin with those of its proof")
    return own
