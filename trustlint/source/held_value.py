"""Credentials that are written as text into a value of a document: a compact JWS, or a data URI with a token or a baked image."""

from __future__ import annotations

import binascii
from base64 import b64decode
from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import unquote_to_bytes

from trustlint.model.pointer import Path
from trustlint.source.document import Document
from trustlint.source.held_text import read_held, read_jws, too_large
from trustlint.source.holder import Holder
from trustlint.source.jws import JwsError, looks_like_jws, parse_compact
from trustlint.source.limits import DEFAULT_LIMITS
from trustlint.source.problem import Problem

MOST_HELD = 200
"""Credentials written as text that are read out of one document."""

_TOKEN_MEMBERS = ("endorsementJwt", "verifiableCredential")
_TOKENS = frozenset(("application/vc+jwt", "application/vp+jwt", "application/jwt", "application/vc-ld+jwt"))
_JSON = frozenset(("application/vc", "application/vp", "application/vc+ld+json"))
_ANYTHING = frozenset(("text/plain", "application/json", "application/ld+json"))
"""Media types of much else, such as evidence in words."""
_IMAGES = {"image/png": "png", "image/svg+xml": "svg"}
_LONGEST_TYPE = 200


class DataUri(NamedTuple):
    """A data URI (RFC 2397), decoded. media_type: in lower case, without parameters."""

    media_type: str
    content: bytes


def parse_data_uri(address: str) -> DataUri | None:
    """None when the text is no data URI, or its base64 is broken."""
    if address[:5].lower() != "data:":
        return None
    described, comma, content = address[5:].partition(",")
    if not comma or len(described) > _LONGEST_TYPE:
        return None
    parts = [part.strip().lower() for part in described.split(";")]
    if parts[-1] != "base64":
        return DataUri(parts[0], unquote_to_bytes(content))
    try:
        return DataUri(parts[0], b64decode(unquote_to_bytes(content), validate=True))
    except (binascii.Error, ValueError):
        return None


def held_documents(document: Document, elsewhere: tuple[Path, ...] = ()) -> Iterator[Document]:
    """The credentials written as text into the values of a document, in their order: each a document of its own.

    ``elsewhere``: paths that are documents of their own already. A value that is no readable credential yields nothing,
    as the rules about the value itself speak of that; so does an image into which nothing is baked.
    """
    if not document.may_hold_credentials:
        return
    count = 0
    for path, value, in_token_member in _texts(document.data, frozenset(elsewhere)):
        held = _held(document, path, value, in_token_member)
        if held is None:
            continue
        count += 1
        if count > MOST_HELD:
            message = f"more than {MOST_HELD} credentials are written into this document as text, and the others are not read; split it"
            yield (
                _holder(document)
                .within(f"the text at {document.pointer(path)}")
                .failed(Problem("too-large", message))
            )
            return
        yield from held


def _held(document: Document, path: Path, value: str, in_token_member: bool) -> Iterator[Document] | None:
    holder = _holder(document)
    where = document.pointer(path)
    if in_token_member:
        if not looks_like_jws(value):
            return None
        try:
            payload = parse_compact(value).payload
        except JwsError:
            return None
        if payload.lstrip()[:1] != b"{":
            return None
        return read_jws(holder, value, layer=f"the JWT at {where}")
    if len(value) > 2 * holder.limits.max_held_bytes:
        return iter((holder.within(f"the data URI at {where}", "data-uri").failed(too_large(holder)),))
    found = parse_data_uri(value)
    if found is None:
        return None
    held = holder.within(f"the data URI at {where}", "data-uri")
    if found.media_type in _IMAGES:
        from trustlint.source.baked import KEYWORDS, read_png, read_svg
        from trustlint.source.svg import ELEMENTS

        marks = [*KEYWORDS, *(namespace for namespace, _ in ELEMENTS)]
        if not any(mark.encode() in found.content for mark in marks):
            return None
        read = read_png if _IMAGES[found.media_type] == "png" else read_svg
        documents = list(read(found.content, held))
        is_empty = any(
            problem.kind == "nothing-inside" for document in documents for problem in document.problems
        )
        return None if is_empty else iter(documents)
    if (
        found.media_type in _TOKENS
        or found.media_type in _JSON
        or (found.media_type in _ANYTHING and _is_credential(found.content))
    ):
        return read_held(held, found.content)
    return None


def _is_credential(content: bytes) -> bool:
    text = content.strip()
    if text.startswith(b"{"):
        return b'"type"' in text or b"@context" in text
    return looks_like_jws(text.decode("latin-1"))


def _holder(document: Document) -> Holder:
    # Nobody named what is inside: what is no credential there is passed over.
    return Holder(
        document.path,
        False,
        document.sha256,
        document.origin,
        document.limits or DEFAULT_LIMITS,
        document.layers,
    )


def _texts(data: Any, elsewhere: frozenset[Path]) -> Iterator[tuple[Path, str, bool]]:
    """Every text that could be a token or a data URI, in document order; True for one that stands where tokens do."""
    waiting: list[tuple[Path, Any, bool]] = [((), data, False)]
    while waiting:
        path, value, in_token_member = waiting.pop()
        if isinstance(value, str):
            if in_token_member and value[:1] == "e":
                yield path, value, True
            elif value[:5].lower() == "data:":
                yield path, value, False
        elif path in elsewhere:
            continue
        elif isinstance(value, dict):
            waiting.extend(
                ((*path, name), item, name in _TOKEN_MEMBERS)
                for name, item in reversed(value.items())
                if isinstance(item, str | dict | list)
            )
        elif isinstance(value, list):
            waiting.extend(
                ((*path, number), value[number], in_token_member)
                for number in range(len(value) - 1, -1, -1)
                if isinstance(value[number], str | dict | list)
            )
