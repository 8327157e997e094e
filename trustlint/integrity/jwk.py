"""Keys as JSON Web Keys (RFC 7517, RFC 8037)."""

from __future__ import annotations

from typing import Any

from trustlint.integrity.errors import NotCheckedError, ProofFailsError, shown
from trustlint.integrity.public_key import P256, P384, PublicKey, curve_key, ed25519_key, rsa_key
from trustlint.multibase import EncodingError, base64url

_PRIVATE = ("d", "p", "q", "dp", "dq", "qi", "k")
_COORDINATE_BYTES = {P256: 32, P384: 48}


def read_jwk(jwk: Any) -> PublicKey:
    """The public key of a JWK. Raises ProofFailsError (also where the private key is given away: PRF-03), NotCheckedError."""
    if not isinstance(jwk, dict):
        raise ProofFailsError("The key is no JSON object, as a JSON Web Key is")
    if any(name in jwk for name in _PRIVATE):
        raise ProofFailsError("The private key is published with the key, so anybody can sign with it")
    kind, curve = jwk.get("kty"), jwk.get("crv")
    if kind == "OKP" and curve == "Ed25519":
        return ed25519_key(_bytes(jwk, "x"))
    if kind == "EC" and curve in (P256, P384):
        x, y = _bytes(jwk, "x"), _bytes(jwk, "y")
        if {len(x), len(y)} != {_COORDINATE_BYTES[curve]}:
            raise ProofFailsError(f"The {curve} key has coordinates of the wrong length")
        return curve_key(curve, b"\x04" + x + y)
    if kind == "RSA":
        return rsa_key(int.from_bytes(_bytes(jwk, "n"), "big"), int.from_bytes(_bytes(jwk, "e"), "big"))
    if not isinstance(kind, str):
        raise ProofFailsError("The key is no JSON Web Key: it has no kty")
    name = curve if isinstance(curve, str) else kind
    raise NotCheckedError(
        f"The key is a {shown(name[:20])} key, which trustlint does not check; it checks Ed25519, P-256, P-384 and RSA keys"
    )


def _bytes(jwk: dict[str, Any], name: str) -> bytes:
    text = jwk.get(name)
    if not isinstance(text, str):
        raise ProofFailsError(f"The key has no {name}, as its kind of JSON Web Key does")
    try:
        return base64url(text)
    except EncodingError as error:
        raise ProofFailsError(f"The {name} of the key {error}") from None
