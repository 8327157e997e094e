"""Keys as multibase text: the multicodec prefix says which kind of key follows (Multikey, ``did:key``; PRF-15)."""

from __future__ import annotations

from trustlint.integrity.errors import NotCheckedError, ProofFailsError
from trustlint.integrity.public_key import P256, P384, PublicKey, curve_key, der_key, ed25519_key
from trustlint.multibase import EncodingError, multibase

_OTHER = {
    b"\xe7\x01": "secp256k1",
    b"\xec\x01": "X25519",
    b"\xeb\x01": "BLS12-381",
    b"\x82\x24": "P-521",
}
_POINT_BYTES = {P256: 33, P384: 49}


def read_multikey(text: str) -> PublicKey:
    """The key of a multibase text such as ``z6Mk…``. Raises ProofFailsError, NotCheckedError."""
    try:
        content = multibase(text)
    except EncodingError as error:
        raise ProofFailsError(f"The key {_start(text)} {error}") from None
    prefix, key = content[:2], content[2:]
    if prefix == b"\xed\x01":
        return ed25519_key(key)
    if prefix == b"\x80\x24":
        return _compressed(P256, key)
    if prefix == b"\x81\x24":
        return _compressed(P384, key)
    if prefix == b"\x85\x24":
        return der_key(key)
    if prefix in _OTHER:
        raise NotCheckedError(
            f"The key is a {_OTHER[prefix]} key, which trustlint does not check; it checks Ed25519, P-256, P-384 and RSA keys"
        )
    raise ProofFailsError(f"The key {_start(text)} does not begin as a public key does")


def _compressed(curve: str, point: bytes) -> PublicKey:
    if len(point) != _POINT_BYTES[curve]:
        raise ProofFailsError(
            f"The {curve} key has {len(point)} bytes, and {_POINT_BYTES[curve]} are expected"
        )
    return curve_key(curve, point)


def _start(text: str) -> str:
    return "".join(c for c in text[:12] if c.isprintable()) + ("…" if len(text) > 12 else "")
