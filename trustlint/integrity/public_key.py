"""Public keys, and whether a signature is theirs. The only importer of ``cryptography``, which is of the extra ``verify``."""

from __future__ import annotations

from typing import Any, NamedTuple

from trustlint.integrity.errors import NotCheckedError, ProofFailsError, missing_extra

ED25519, P256, P384, RSA = "Ed25519", "P-256", "P-384", "RSA"
_LEAST_RSA_BITS, _MOST_RSA_BITS = 2048, 8192
_COORDINATE_BYTES = {P256: 32, P384: 48}


class PublicKey(NamedTuple):
    """type: ``Ed25519``, ``P-256``, ``P-384`` or ``RSA``; native: of ``cryptography``; encoded: as SubjectPublicKeyInfo,
    the same for the same key."""

    type: str
    native: Any
    encoded: bytes


def ed25519_key(content: bytes) -> PublicKey:
    """The Ed25519 key of 32 bytes. Raises ProofFailsError, NotCheckedError."""
    asymmetric = _asymmetric()
    if len(content) != 32:
        raise ProofFailsError(f"The Ed25519 key has {len(content)} bytes, and 32 are expected")
    try:
        return _named(asymmetric.ed25519.Ed25519PublicKey.from_public_bytes(content))
    except ValueError:
        raise ProofFailsError("The Ed25519 key is no point of its curve") from None


def curve_key(curve: str, point: bytes) -> PublicKey:
    """The key of a P curve from its point, compressed or not (SEC 1). Raises ProofFailsError, NotCheckedError."""
    ec = _asymmetric().ec
    try:
        return _named(
            ec.EllipticCurvePublicKey.from_encoded_point(
                ec.SECP256R1() if curve == P256 else ec.SECP384R1(), point
            )
        )
    except ValueError:
        raise ProofFailsError(f"The {curve} key is no point of its curve") from None


def rsa_key(modulus: int, exponent: int) -> PublicKey:
    """Raises ProofFailsError, NotCheckedError."""
    rsa = _asymmetric().rsa
    if exponent.bit_length() > 64:
        raise ProofFailsError("The RSA key has an exponent that no RSA key has")
    _check_size(modulus.bit_length())
    try:
        return _named(rsa.RSAPublicNumbers(exponent, modulus).public_key())
    except ValueError:
        raise ProofFailsError("The RSA key has numbers that no RSA key has") from None


def der_key(content: bytes) -> PublicKey:
    """The key of PKCS#1 or SubjectPublicKeyInfo bytes. Raises ProofFailsError, NotCheckedError."""
    return _loaded(content, "load_der_public_key")


def pem_key(text: str) -> PublicKey:
    """The key of a PEM text (``publicKeyPem``). Raises ProofFailsError, NotCheckedError."""
    if "PRIVATE KEY" in text:
        raise ProofFailsError("The private key is published, so anybody can sign with it")
    lines = [line.strip() for line in text.strip().splitlines()]
    return _loaded("\n".join(lines).encode(errors="replace"), "load_pem_public_key")


def holds(key: PublicKey, signature: bytes, message: bytes, digest: str) -> bool:
    """Whether the signature is that of the key over the message.

    signature: of the elliptic curves, both numbers one behind the other (RFC 7518 section 3.4), of RSA by PKCS#1 v1.5;
    digest: ``sha256``, ``sha384`` or ``sha512``, which Ed25519 does not need. Raises NotCheckedError.
    """
    asymmetric = _asymmetric()
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives import hashes

    hashing = getattr(hashes, digest.upper())()
    try:
        if key.type == ED25519:
            key.native.verify(signature, message)
        elif key.type == RSA:
            key.native.verify(signature, message, asymmetric.padding.PKCS1v15(), hashing)
        else:
            half = _COORDINATE_BYTES[key.type]
            if len(signature) != 2 * half:
                return False
            pair = asymmetric.utils.encode_dss_signature(
                int.from_bytes(signature[:half], "big"), int.from_bytes(signature[half:], "big")
            )
            key.native.verify(pair, message, asymmetric.ec.ECDSA(hashing))
    except (InvalidSignature, ValueError):
        return False
    return True


def _asymmetric() -> Any:
    try:
        from cryptography.hazmat.primitives import asymmetric
        from cryptography.hazmat.primitives.asymmetric import (  # noqa: F401
            ec,
            ed25519,
            padding,
            rsa,
            utils,
        )
    except ImportError:
        raise missing_extra() from None
    return asymmetric


def _loaded(content: bytes, loader: str) -> PublicKey:
    _asymmetric()
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives import serialization

    if len(content) > 10_000:
        raise ProofFailsError("The key has more than 10,000 bytes, which no key has")
    try:
        native = getattr(serialization, loader)(content)
    except UnsupportedAlgorithm:
        raise NotCheckedError(
            "The key is of a kind that trustlint does not know; check it elsewhere"
        ) from None
    except ValueError:
        raise ProofFailsError("The key cannot be read: it is damaged, or no public key") from None
    return _named(native)


def _named(native: Any) -> PublicKey:
    asymmetric = _asymmetric()
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    if isinstance(native, asymmetric.ed25519.Ed25519PublicKey):
        type_ = ED25519
    elif isinstance(native, asymmetric.rsa.RSAPublicKey):
        _check_size(native.key_size)
        type_ = RSA
    elif isinstance(native, asymmetric.ec.EllipticCurvePublicKey) and isinstance(
        native.curve, asymmetric.ec.SECP256R1 | asymmetric.ec.SECP384R1
    ):
        type_ = P256 if isinstance(native.curve, asymmetric.ec.SECP256R1) else P384
    else:
        raise NotCheckedError(
            "The key is of a kind that trustlint does not check; it checks Ed25519, P-256, P-384 and RSA keys"
        )
    return PublicKey(type_, native, native.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo))


def _check_size(bits: int) -> None:
    if bits < _LEAST_RSA_BITS:
        raise ProofFailsError(
            f"The RSA key has {bits} bits, and signatures of keys with fewer than {_LEAST_RSA_BITS} can be forged"
        )
    if bits > _MOST_RSA_BITS:
        raise NotCheckedError(f"The RSA key has {bits} bits, and trustlint checks up to {_MOST_RSA_BITS}")
