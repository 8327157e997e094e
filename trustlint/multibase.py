"""Keys and signatures as text: base58btc, base64url, multibase, and the multicodec before the bytes of a key (FMT-05; Controlled
Identifiers 1.0 section 2.4, table of multicodec). Each sequence of bytes has one text only, so that a changed character is always
noticed. Standard library only; nothing here knows whether a key is a good one."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from functools import lru_cache
from typing import NamedTuple

MOST_CHARACTERS = 4000
"""Of a text that is decoded: an RSA key of 8192 bits has 1500, and reading base58 takes time by the square of the length."""

_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_VALUES = {character: value for value, character in enumerate(_BASE58)}


class KeyCodec(NamedTuple):
    """How a sort of key is written. prefix: the multicodec; sizes: numbers of bytes that may follow it."""

    name: str
    prefix: bytes
    sizes: tuple[int, ...]
    private: bool = False


KEY_CODECS: tuple[KeyCodec, ...] = (
    KeyCodec("Ed25519", b"\xed\x01", (32,)),
    KeyCodec("P-256", b"\x80\x24", (33,)),
    KeyCodec("P-384", b"\x81\x24", (49,)),
    KeyCodec("P-521", b"\x82\x24", (67,)),
    KeyCodec("secp256k1", b"\xe7\x01", (33,)),
    KeyCodec("X25519", b"\xec\x01", (32,)),
    KeyCodec("BLS12-381 G2", b"\xeb\x01", (96,)),
    KeyCodec("Ed25519", b"\x80\x26", (32, 64), private=True),
    KeyCodec("secp256k1", b"\x81\x26", (32,), private=True),
    KeyCodec("X25519", b"\x82\x26", (32,), private=True),
    KeyCodec("Sr25519", b"\x83\x26", (32, 64), private=True),
    KeyCodec("P-256", b"\x86\x26", (32,), private=True),
    KeyCodec("P-384", b"\x87\x26", (48,), private=True),
    KeyCodec("P-521", b"\x88\x26", (66,), private=True),
    KeyCodec("BLS12-381 G1", b"\x89\x26", (32,), private=True),
    KeyCodec("BLS12-381 G2", b"\x8a\x26", (32,), private=True),
)


@lru_cache(maxsize=256)
def decoded(text: str) -> bytes | None:
    """The bytes of a multibase text in base58btc (``z``) or base64url without padding (``u``); None for any other."""
    try:
        if text.startswith("z"):
            return base58(text[1:])
        return base64url(text[1:]) if text.startswith("u") else None
    except EncodingError:
        return None


def key_codec(data: bytes) -> KeyCodec | None:
    """What sort of key these bytes are by their multicodec and their number; None when they are none that is known."""
    for codec in KEY_CODECS:
        if data.startswith(codec.prefix) and len(data) - len(codec.prefix) in codec.sizes:
            return codec
    return None


class EncodingError(ValueError):
    """The text is no such encoding; the message completes "it …"."""


def multibase(text: str) -> bytes:
    """The bytes of a multibase text in base58btc, with its leading ``z`` (PRF-12). Raises EncodingError."""
    if not text.startswith("z"):
        raise EncodingError('does not start with "z", as base58btc does')
    return base58(text[1:])


def base58(text: str) -> bytes:
    """The bytes of a base58btc text. Raises EncodingError."""
    if len(text) > MOST_CHARACTERS:
        raise EncodingError(f"has more than {MOST_CHARACTERS} characters")
    number = 0
    for character in text:
        digit = _VALUES.get(character)
        if digit is None:
            shown = character if character.isprintable() else f"U+{ord(character):04X}"
            raise EncodingError(f"has the character {shown}, which base58 does not have")
        number = number * 58 + digit
    zeros = len(text) - len(text.lstrip("1"))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8, "big")


def base64url(text: str) -> bytes:
    """The bytes of a base64url text without padding (RFC 7515 section 2). Raises EncodingError."""
    if len(text) > MOST_CHARACTERS:
        raise EncodingError(f"has more than {MOST_CHARACTERS} characters")
    try:
        content = urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
    except (UnicodeEncodeError, Error):
        raise EncodingError("is no base64url") from None
    if urlsafe_b64encode(content).decode().rstrip("=") != text:
        raise EncodingError("is no base64url, which ends otherwise or has other characters")
    return content
