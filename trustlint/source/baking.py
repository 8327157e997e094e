"""Baking: a credential into a PNG or SVG image, as facts section 6 has it, so that every reader of badges finds it."""

from __future__ import annotations

import re
from typing import NamedTuple
from xml.sax.saxutils import quoteattr

from trustlint.errors import UsageError
from trustlint.source.decode import container_form
from trustlint.source.jws import looks_like_jws
from trustlint.source.limits import DEFAULT_LIMITS
from trustlint.source.png import read_text_chunks, with_text
from trustlint.source.svg import ELEMENTS, read_elements


class Slot(NamedTuple):
    """Where credentials of one standard are baked. keyword: of the PNG chunk; namespace, element: of the SVG."""

    keyword: str
    namespace: str
    element: str


_OPEN_BADGES_2, _OPEN_BADGES_3, _CLR_2 = (
    Slot(keyword, namespace, element)
    for keyword, ((namespace, _), element) in zip(
        ("openbadges", "openbadgecredential", "clrcredential"), ELEMENTS.items(), strict=True
    )
)
SLOTS = {"ob1": _OPEN_BADGES_2, "ob2": _OPEN_BADGES_2, "ob3": _OPEN_BADGES_3, "clr2": _CLR_2}
"""By data model."""

_ROOT_TAG = re.compile(rb"""<[^\s/>]+((?:[^"'>]|"[^"]*"|'[^']*')*)>""")
_ENCODING = re.compile(rb"""^\s*<\?xml[^>]*\sencoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NOT_ASCII = re.compile("[^\x00-\x7f]")


def bake(credential: str, slot: Slot, image: bytes) -> bytes:
    """The image with the credential in it. ``credential``: JSON, or a compact JWS.

    Raises UsageError for an image that is no sound PNG or SVG, and for one that holds a badge already.
    """
    if len(credential.encode()) > DEFAULT_LIMITS.max_held_bytes:
        raise UsageError(
            f"the credential has more than {DEFAULT_LIMITS.max_held_bytes:,} bytes, which is too large for an image"
        )
    form = container_form(image)
    if form == "png":
        return _into_png(credential, slot, image)
    if form == "svg":
        return _into_svg(credential, slot, image)
    raise UsageError("the image is neither PNG nor SVG, which are all that a badge can be baked into")


def _into_png(credential: str, slot: Slot, image: bytes) -> bytes:
    found = read_text_chunks(image, frozenset(each.keyword for each in SLOTS.values()), DEFAULT_LIMITS)
    if found.broken:
        raise UsageError(f"the PNG image {found.broken}, so it is damaged; take the original")
    if found.chunks:
        raise _baked_already(f"{found.chunks[0].form} chunk {found.chunks[0].keyword}")
    return with_text(image, slot.keyword, credential.encode())


def _into_svg(credential: str, slot: Slot, image: bytes) -> bytes:
    found = read_elements(image, DEFAULT_LIMITS)
    if found.broken or not found.is_svg:
        raise UsageError(
            f"the SVG image {found.broken or 'has another root than svg'}; repair it, or take another"
        )
    if found.elements:
        raise _baked_already(f"element {found.elements[0].name}")
    root = (
        _ROOT_TAG.search(image, found.root_start) if image[:1] != b"\xff" and image[:1] != b"\xfe" else None
    )
    if root is None:
        raise UsageError("the SVG image is not UTF-8; save it as UTF-8")
    prefix = slot.element.partition(":")[0]
    declaration = f' xmlns:{prefix}="{slot.namespace}"'
    on_root = f"xmlns:{prefix}".encode() not in root[1]
    named = _ENCODING.match(image)
    plain = named is not None and named[1].lower() not in (b"utf-8", b"utf8")
    tag = slot.element + ("" if on_root else declaration)
    if looks_like_jws(credential):
        element = f"<{tag} verify={quoteattr(credential)}></{slot.element}>"
    else:
        element = f"<{tag}><![CDATA[{_json_in_cdata(credential, plain)}]]></{slot.element}>"
    start = root.start() + root[0].index(root[1]) if root[1] else root.end() - 1
    attributes, closing = root[1], b""
    if attributes.endswith(b"/"):
        attributes = attributes[:-1]
        closing = b"</" + image[root.start() + 1 : start] + b">"
    head = image[:start] + (declaration.encode() if on_root else b"") + attributes + b">"
    return head + element.encode() + closing + image[root.end() :]


def _json_in_cdata(text: str, ascii_only: bool) -> str:
    """JSON text that XML can hold as it is: what it cannot is written as an escape of JSON, which means the same, as it
    can only stand inside of texts."""
    text = _NOT_XML.sub(_escape, text.replace("]]>", "]]\\u003e"))
    return _NOT_ASCII.sub(_escape, text) if ascii_only else text


def _escape(found: re.Match[str]) -> str:
    units = found[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))


def _baked_already(where: str) -> UsageError:
    return UsageError(f"the image holds a badge already, in the {where}; bake into the original image")
