"""The token around a credential: its signature, whose key that is, and that its claims say what the credential says (VC-JWT,
facts section 5.1; the JWS of signed Open Badges 1 and 2.0 have their keys from ``signed_badge``)."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from trustlint.integrity.claims import check_claims
from trustlint.integrity.errors import NotCheckedError, ProofFailsError, method_name, shown
from trustlint.integrity.issuer_link import identifier_of
from trustlint.integrity.public_key import ED25519, P256, P384, RSA, PublicKey, holds
from trustlint.integrity.token_key import Keys
from trustlint.model.kind import Kind
from trustlint.model.resource import Resources
from trustlint.model.verification import ProofResult, ProofState
from trustlint.source.json_text import accept_json
from trustlint.source.jws import CompactJws
from trustlint.source.limits import DEFAULT_LIMITS


class Algorithm(NamedTuple):
    """key: the type of key that it is for; digest: what it hashes with, if it does."""

    key: str
    digest: str = "sha256"


_ALGORITHMS = {
    "RS256": Algorithm(RSA),
    "RS384": Algorithm(RSA, "sha384"),
    "RS512": Algorithm(RSA, "sha512"),
    "ES256": Algorithm(P256),
    "ES384": Algorithm(P384, "sha384"),
    "EdDSA": Algorithm(ED25519),
    "Ed25519": Algorithm(ED25519),
}


def verify_token(
    jws: CompactJws, data: dict[str, Any], kind: Kind, resources: Resources, now: datetime
) -> ProofResult:
    """What the token that a credential (or presentation) came in proves of it."""
    header = jws.header
    named = header.get("kid")
    state, found_in = ProofState.VERIFIED, None
    try:
        reason, found_in = _verify(jws, data, kind, resources, now)
    except ProofFailsError as failure:
        state, reason = ProofState.INVALID, str(failure)
    except NotCheckedError as unknown:
        state, reason = ProofState.NOT_CHECKED, str(unknown)
    return ProofResult("", token_type(header), state, reason, method_name(named), found_in)


def token_type(header: dict[str, Any]) -> str:
    """``JWT`` and its algorithm."""
    name = header.get("alg")
    return f"JWT {shown(name)}" if isinstance(name, str) else "JWT"


def _verify(
    jws: CompactJws, data: dict[str, Any], kind: Kind, resources: Resources, now: datetime
) -> tuple[str, str]:
    algorithm = algorithm_of(jws.header)
    payload = accept_json(jws.payload.decode(errors="replace"), DEFAULT_LIMITS)
    if not isinstance(payload, dict):
        raise ProofFailsError("The token holds no claims that can be read")
    is_presentation = kind.type.endswith("Presentation")
    role = "holder" if is_presentation else "issuer"
    claimed = payload.get("iss")
    party = identifier_of(data.get(role)) or (claimed if isinstance(claimed, str) else None)
    keys = Keys(jws.header, party, role, resources, now)
    key, found_in = keys.find()
    check_signature(jws, algorithm, key, found_in)
    if not is_presentation:
        check_claims(payload, data, kind, now)
    keys.check_owner()
    return f"The signature of the token fits the key of {shown(party or '')}, its {role}", found_in


def algorithm_of(header: dict[str, Any]) -> Algorithm:
    """How a token is signed (PRF-02). Raises ProofFailsError for what is no signature, NotCheckedError."""
    name = header.get("alg")
    if not isinstance(name, str):
        raise ProofFailsError("The token names no algorithm (alg), so nobody can check its signature")
    if name.lower() == "none":
        raise ProofFailsError('The token is not signed: its algorithm is "none"')
    if name.startswith("HS"):
        raise ProofFailsError(
            f"The token is signed by {shown(name)} with a shared secret, so whoever can check it could have made it"
        )
    if "crit" in header:
        raise NotCheckedError(
            "The token demands extensions (crit) that trustlint does not know; check it with a verifier that does"
        )
    if name not in _ALGORITHMS:
        raise NotCheckedError(
            f"trustlint does not check tokens signed by {shown(name)}; it checks {', '.join(_ALGORITHMS)}"
        )
    return _ALGORITHMS[name]


def check_signature(jws: CompactJws, algorithm: Algorithm, key: PublicKey, found_in: str) -> None:
    """Raises ProofFailsError unless the token is signed with the key."""
    if key.type != algorithm.key:
        raise ProofFailsError(
            f"The token is signed by {shown(str(jws.header.get('alg')))}, and its key, found in {found_in}, is a {key.type} key"
        )
    if not holds(key, jws.signature, jws.signing_input, algorithm.digest):
        raise ProofFailsError(
            f"The signature of the token does not fit: the token was changed after signing, or another key than the one found in {found_in} made it"
        )
