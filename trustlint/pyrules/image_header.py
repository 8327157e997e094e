"""What the first bytes of an image say of it: format, size, transparency. No pixel is decoded, and no XML is parsed, so
hostile images cost no more than others."""

from __future__ import annotations

import base64
import binascii
import re
from typing import NamedTuple
from urllib.parse import unquote_to_bytes

MOST_BYTES = 65_536
"""No more than that is looked at."""
_MOST_CHUNKS = 200

_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"BM", "BMP"),
    (b"%PDF", "PDF"),
)
_MEDIA_TYPES = {
    "image/png": "PNG",
    "image/svg+xml": "SVG",
    "image/jpeg": "JPEG",
    "image/jpg": "JPEG",
    "image/gif": "GIF",
    "image/webp": "WebP",
}
_SVG_TAG = re.compile(rb"<(?:[A-Za-z]{1,20}:)?svg(?=[\s>/])([^<>]{0,5000})")
_ATTRIBUTE = re.compile(rb"""(?<![\w:-])(width|height|viewBox)\s{0,9}=\s{0,9}["']([^"']{0,200})["']""")
_LENGTH = re.compile(r"\s{0,9}(\d{1,7}(?:\.\d{0,9})?)\s{0,9}(?:px)?\s{0,9}")
_NUMBER = re.compile(r"-?\d{1,9}(?:\.\d{0,9})?")


class ImageFacts(NamedTuple):
    """format: None when the bytes are none that is known; media_type: the format that the address declares; width,
    height: None when the image does not say; transparent: whether it can have transparent parts, None when unknown;
    size: bytes; whole: whether what a reader needs is there and can be read."""

    format: str | None
    size: int
    media_type: str | None = None
    width: float | None = None
    height: float | None = None
    transparent: bool | None = None
    whole: bool = True


def facts_of_data_address(address: str) -> ImageFacts | None:
    """What an image written as a data URI says; None when the text is no data URI."""
    if address[:5].lower() != "data:":
        return None
    described, comma, content = (
        address[5:].partition(",") if "," in address[:300] else (address[5:300], "", "")
    )
    parts = [part.strip().lower() for part in described.split(";")]
    declared = _MEDIA_TYPES.get(parts[0])
    if not comma:
        return ImageFacts(None, 0, declared, whole=False)
    if parts[-1] != "base64":
        head = unquote_to_bytes(content[: 3 * MOST_BYTES])[:MOST_BYTES]
        return facts_of_bytes(head, len(content) - 2 * content.count("%"))._replace(media_type=declared)
    content = content.strip()
    padding = len(content) - len(content.rstrip("="))
    size = len(content) * 3 // 4 - min(padding, 2)
    start = content[: MOST_BYTES // 3 * 4].rstrip("=")
    try:
        head = base64.b64decode(start[: len(start) // 4 * 4] + _rest(start), altchars=None, validate=True)
    except (binascii.Error, ValueError):
        return ImageFacts(None, size, declared, whole=False)
    return facts_of_bytes(head, size)._replace(media_type=declared)


def _rest(start: str) -> str:
    rest = start[len(start) // 4 * 4 :]
    return rest + "=" * (-len(rest) % 4)


def facts_of_bytes(head: bytes, size: int) -> ImageFacts:
    """What the first bytes of an image say; ``size``: of the whole of it."""
    for signature, name in _SIGNATURES:
        if head.startswith(signature):
            return _png(head, size) if name == "PNG" else ImageFacts(name, size)
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return ImageFacts("WebP", size)
    return _svg(head[:MOST_BYTES], size) or ImageFacts(None, size)


def _png(head: bytes, size: int) -> ImageFacts:
    if head[12:16] != b"IHDR" or len(head) < 33:
        return ImageFacts("PNG", size, whole=False)
    width, height = int.from_bytes(head[16:20], "big"), int.from_bytes(head[20:24], "big")
    return ImageFacts(
        "PNG",
        size,
        None,
        width,
        height,
        head[25] in (4, 6) or _has_transparency(head),
        bool(width and height),
    )


def _has_transparency(head: bytes) -> bool | None:
    """Whether a chunk before the pixels names a transparent colour."""
    place = 8
    for _ in range(_MOST_CHUNKS):
        kind = head[place + 4 : place + 8]
        if kind == b"tRNS":
            return True
        if kind == b"IDAT":
            return False
        if len(kind) < 4:
            return None
        place += 12 + int.from_bytes(head[place : place + 4], "big")
    return None


def _svg(head: bytes, size: int) -> ImageFacts | None:
    tag = _SVG_TAG.search(head)
    if tag is None:
        return None
    found = {name.decode(): value.decode("utf-8", "replace") for name, value in _ATTRIBUTE.findall(tag[1])}
    width, height = _length(found.get("width")), _length(found.get("height"))
    if width is None or height is None:
        box = _NUMBER.findall(found.get("viewBox", ""))
        width, height = (float(box[2]), float(box[3])) if len(box) == 4 else (None, None)
    return ImageFacts("SVG", size, None, width, height)


def _length(text: str | None) -> float | None:
    found = _LENGTH.fullmatch(text) if text is not None else None
    return float(found[1]) if found else None
