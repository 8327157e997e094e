"""The text chunks of a PNG image (PNG third edition, sections 5 and 11.3.3): a reader that trusts nothing, and a writer."""

from __future__ import annotations

import zlib
from struct import pack, unpack_from
from typing import NamedTuple

from trustlint.source.limits import Limits

SIGNATURE = b"\x89PNG\r\n\x1a\n"
TEXT_CHUNKS = (b"iTXt", b"tEXt", b"zTXt")
MOST_CHUNKS = 100_000
"""A real image has a few hundred; a reader must not spend its time on chunks without content."""

MOST_FOUND = 100
"""Chunks with a badge; one is right."""

_OVERHEAD = 12
_LONGEST_KEYWORD = 79


class TextChunk(NamedTuple):
    """One text chunk. form: ``iTXt tEXt zTXt``; text: its bytes, unpacked, None when that was not possible; trouble: why,
    as the end of a sentence; intact: whether the checksum is right; compressed: whether it was packed."""

    form: str
    keyword: str
    text: bytes | None
    compressed: bool
    intact: bool
    trouble: str = ""


class PngText(NamedTuple):
    """The text chunks with the keywords asked for, in order, and what keeps the image from being whole, if anything does."""

    chunks: tuple[TextChunk, ...]
    broken: str = ""


def read_text_chunks(content: bytes, keywords: frozenset[str], limits: Limits) -> PngText:
    """The text chunks of a PNG that have one of ``keywords``. Bounded in chunks and unpacked size; raises nothing."""
    found: list[TextChunk] = []
    at = len(SIGNATURE)
    size = len(content)
    for number in range(MOST_CHUNKS):
        if at + 8 > size:
            return PngText(tuple(found), "ends before its last chunk, IEND")
        length, name = unpack_from(">I4s", content, at)
        if number == 0 and name != b"IHDR":
            return PngText(tuple(found), "does not begin with the chunk IHDR")
        end = at + _OVERHEAD + length
        if name in TEXT_CHUNKS:
            keyword = _keyword(content, at + 8, min(end - 4, size))
            if keyword in keywords:
                if len(found) >= MOST_FOUND:
                    return PngText(tuple(found), f"holds more than {MOST_FOUND} badges")
                if end > size:
                    return PngText(tuple(found), f"ends inside the {name.decode()} chunk {keyword}")
                found.append(_text_chunk(content, at, length, name.decode(), keyword, limits))
        if end > size:
            return PngText(tuple(found), "ends in the middle of a chunk")
        if name == b"IEND":
            return PngText(tuple(found))
        at = end
    return PngText(tuple(found), f"has more than {MOST_CHUNKS:,} chunks")


def _keyword(content: bytes, start: int, end: int) -> str:
    zero = content.find(b"\0", start, min(end, start + _LONGEST_KEYWORD + 1))
    return content[start:zero].decode("latin-1") if zero > start else ""


def _text_chunk(content: bytes, at: int, length: int, form: str, keyword: str, limits: Limits) -> TextChunk:
    data = content[at + 8 : at + 8 + length]
    (checksum,) = unpack_from(">I", content, at + 8 + length)
    intact = zlib.crc32(content[at + 4 : at + 8] + data) == checksum
    rest = data[len(keyword) + 1 :]
    packed = form == "zTXt"
    if form == "iTXt":
        flags, rest = rest[:2], rest[2:]
        parts = rest.split(b"\0", 2)
        if len(flags) < 2 or len(parts) < 3:
            return TextChunk(form, keyword, None, False, intact, "is not built as an iTXt chunk")
        rest = parts[2]
        packed = flags[0] != 0
    elif packed:
        rest = rest[1:]
    if not packed:
        if form == "tEXt":
            rest = rest.decode("latin-1").encode() if not _is_utf8(rest) else rest
        return TextChunk(form, keyword, rest, False, intact)
    unpacked = zlib.decompressobj()
    try:
        text = unpacked.decompress(rest, limits.max_held_bytes + 1)
    except zlib.error:
        return TextChunk(form, keyword, None, True, intact, "cannot be unpacked")
    if len(text) > limits.max_held_bytes:
        trouble = f"unpacks to more than {limits.max_held_bytes:,} bytes"
        return TextChunk(form, keyword, None, True, intact, trouble)
    if not unpacked.eof:
        return TextChunk(form, keyword, None, True, intact, "is cut off")
    return TextChunk(form, keyword, text, True, intact)


def _is_utf8(text: bytes) -> bool:
    """Latin-1 is what the format demands of tEXt, and UTF-8 what badges put there."""
    try:
        text.decode()
    except UnicodeDecodeError:
        return False
    return True


def with_text(content: bytes, keyword: str, text: bytes) -> bytes:
    """A PNG, sound by ``read_text_chunks``, with the text in an uncompressed iTXt chunk behind IHDR."""
    data = keyword.encode("latin-1") + b"\0\0\0\0\0" + text
    made = pack(">I4s", len(data), b"iTXt") + data + pack(">I", zlib.crc32(b"iTXt" + data))
    (length,) = unpack_from(">I", content, len(SIGNATURE))
    behind = len(SIGNATURE) + _OVERHEAD + length
    return content[:behind] + made + content[behind:]
