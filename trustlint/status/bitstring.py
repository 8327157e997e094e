"""Bitstrings of status lists: out of their compressed text, and the value of one entry (STS-03, STS-04).

Nothing here trusts its input: the text is bounded by what holds it, what comes out of the compression by MOST_BYTES.
"""

from __future__ import annotations

import re
import zlib
from base64 import urlsafe_b64decode
from typing import Any

FEWEST_BYTES = 16 * 1024
"""Of the uncompressed list: with fewer, an entry says too much about who it is about (STS-04)."""
MOST_BYTES = 16 * 1024 * 1024
"""Of the uncompressed list that are read: 134 million entries of one bit."""
MOST_BITS_OF_AN_ENTRY = 32

_GZIP = 31  # zlib's number for a window of 32 KB with the header and trailer of GZIP
_NOT_BASE64URL = re.compile(r"[^A-Za-z0-9_-]")


class BitstringError(Exception):
    """Why there is no bitstring in a text: the end of a sentence about it, with the next step."""


def decode_bitstring(text: Any, *, multibase: bool = True) -> bytes:
    """The bytes of a list from its ``encodedList``: GZIP in base64url, behind a ``u`` with ``multibase``.

    Without, as StatusList2021 has it, the ``u`` may be missing, and the other alphabet and padding of base64 are read.
    Raises BitstringError, and nothing else, for any value.
    """
    if not isinstance(text, str):
        raise BitstringError("is no text; write the compressed list as text")
    body = text.removeprefix("u")
    if multibase and body is text:
        start = f"starts with {text[0]}, and not with u" if text[:1].isalnum() else "does not start with u"
        raise BitstringError(f"{start}, which says how the list is encoded; write u in front of base64url")
    if not multibase:
        body = body.rstrip("=").replace("+", "-").replace("/", "_")
    odd = _NOT_BASE64URL.search(body)
    if odd:
        shown = odd[0] if odd[0].isprintable() and not odd[0].isspace() else f"U+{ord(odd[0]):04X}"
        raise BitstringError(
            f"has the character {shown}, which base64url does not have; encode the list without padding or line breaks"
        )
    if len(body) % 4 == 1:
        raise BitstringError("is cut off or too long by a character; copy it again as a whole")
    return _unzipped(urlsafe_b64decode(body + "=" * (-len(body) % 4)))


def _unzipped(compressed: bytes) -> bytes:
    if not compressed.startswith(b"\x1f\x8b"):
        raise BitstringError("is not compressed with GZIP; compress the list with GZIP before it is encoded")
    reader = zlib.decompressobj(_GZIP)
    try:
        found = reader.decompress(compressed, MOST_BYTES + 1)
    except zlib.error:
        raise BitstringError("is damaged, as GZIP cannot unpack it; make the list again") from None
    if len(found) > MOST_BYTES:
        raise BitstringError(
            f"unpacks to more than the {MOST_BYTES >> 20} MB that are read; split the list into several"
        )
    if not reader.eof:
        raise BitstringError("is cut off, as its compressed data have no end; copy it again as a whole")
    if reader.unused_data:
        raise BitstringError("has something behind the compressed list; leave that out")
    return found


def entry_at(bits: bytes, index: int, size: int = 1) -> int | None:
    """The value of an entry of ``size`` bits, the first bit being the highest of the first byte; None outside of the list."""
    start = index * size
    if index < 0 or not 0 < size <= MOST_BITS_OF_AN_ENTRY or start + size > len(bits) * 8:
        return None
    first, last = start // 8, (start + size + 7) // 8
    value = int.from_bytes(bits[first:last], "big")
    return value >> (last * 8 - start - size) & ((1 << size) - 1)
