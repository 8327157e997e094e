"""Keys and signatures as text: multibase, and the multicodec before the bytes of a key (FMT-05; Controlled Identifiers 1.0
section 2.4, table of multicodec). Standard library only; nothing here knows whether a key is a good one."""

from __future__ import annotations

import binascii
from base64 import urlsafe_b64decode
from functools import lru_cache
from typing import NamedTuple

LONGEST = 4096
"""Characters of a text that is decoded: reading base58 takes time with the square of its length."""

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
    KeyCodec("P-521", b"\x88\x26", (65, 66), private=True),
    KeyCodec("BLS12-381 G1", b"\x89\x26", (32,), private=True),
    KeyCodec("BLS12-381 G2", b"\x8a\x26", (32,), private=True),
)


@lru_cache(maxsize=256)
def decoded(text: str) -> bytes | None:
    """The bytes of a multibase text in base58btc (``z``) or base64url without padding (``u``); None for any other."""
    if not 1 < len(text) <= LONGEST:
        return None
    if text[0] == "z":
        return _from_base58(text[1:])
    return _from_base64url(text[1:]) if text[0] == "u" else None


def key_codec(data: bytes) -> KeyCodec | None:
    """What sort of key these bytes are by their multicodec and their number; None when they are none that is known."""
    for codec in KEY_CODECS:
        if data.startswith(codec.prefix) and len(data) - len(codec.prefix) in codec.sizes:
            return codec
    return None


def _from_base58(text: str) -> bytes | None:
    number = 0
    for character in text:
        value = _VALUES.get(character)
        if value is None:
            return None
        number = number * 58 + value
    zeros = len(text) - len(text.lstrip("1"))
    return bytes(zeros) + number.to_bytes((number.bit_length() + 7) // 8, "big")


def _from_base64url(text: str) -> bytes | None:
    if not text.isascii() or not text.replace("-", "a").replace("_", "a").isalnum():
        return None
    try:
        return urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError):
        return None
