"""Images and tokens made for the tests, byte by byte."""

from __future__ import annotations

import json
import zlib
from base64 import urlsafe_b64encode
from struct import pack
from typing import Any

SIGNATURE = b"\x89PNG\r\n\x1a\n"
OB3 = 'xmlns="http://www.w3.org/2000/svg" xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0"'
OB2 = 'xmlns="http://www.w3.org/2000/svg" xmlns:openbadges="http://openbadges.org"'
CLR2 = 'xmlns="http://www.w3.org/2000/svg" xmlns:clr="https://purl.imsglobal.org/clr/v2p0"'


def chunk(name: bytes, data: bytes, *, wrong: bool = False) -> bytes:
    """A chunk; ``wrong``: with a checksum that does not fit."""
    return pack(">I", len(data)) + name + data + pack(">I", zlib.crc32(name + data) ^ wrong)


IHDR = chunk(b"IHDR", pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
IDAT = chunk(b"IDAT", zlib.compress(b"\0\0"))
IEND = chunk(b"IEND", b"")


def itxt(keyword: str, text: bytes, *, packed: bool = False, wrong: bool = False) -> bytes:
    head = keyword.encode() + (b"\0\1\0\0\0" if packed else b"\0\0\0\0\0")
    return chunk(b"iTXt", head + (zlib.compress(text) if packed else text), wrong=wrong)


def text_chunk(keyword: str, text: bytes) -> bytes:
    return chunk(b"tEXt", keyword.encode() + b"\0" + text)


def packed_text_chunk(keyword: str, text: bytes) -> bytes:
    return chunk(b"zTXt", keyword.encode() + b"\0\0" + zlib.compress(text))


def png(*chunks: bytes) -> bytes:
    return SIGNATURE + IHDR + b"".join(chunks) + IDAT + IEND


def svg(body: str, names: str = OB3) -> bytes:
    return f"<svg {names}>{body}</svg>".encode()


def jws(payload: Any, header: Any = None, signature: bytes = b"not a signature") -> str:
    """A compact JWS that nobody signed, by a key that nobody has. ``payload``: data, or the bytes of it."""
    content = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
    named = {"alg": "RS256", "kid": "https://example.org/keys/1"} if header is None else header
    parts = (json.dumps(named).encode(), content, signature)
    return ".".join(urlsafe_b64encode(part).decode().rstrip("=") for part in parts)
