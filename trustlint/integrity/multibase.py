"""Bytes written as text: multibase base58btc, and base64url. Each sequence of bytes has one text only, so that a changed
character is always noticed."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error

_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_DIGITS = {character: value for value, character in enumerate(_BASE58)}
MOST_CHARACTERS = 4000
"""An RSA key of 8192 bits has 1500; reading base58 takes time by the square of the length."""


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
        digit = _DIGITS.get(character)
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
