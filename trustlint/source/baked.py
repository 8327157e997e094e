"""Badges baked into PNG and SVG images (facts section 6): what the image holds, and what is wrong with how it holds it."""

from __future__ import annotations

from collections.abc import Iterator

from trustlint.model.span import Span
from trustlint.source.document import Document
from trustlint.source.held_text import read_held
from trustlint.source.holder import Holder
from trustlint.source.png import TextChunk, read_text_chunks
from trustlint.source.problem import Problem
from trustlint.source.svg import ELEMENTS, BakedElement, SvgElements, read_elements

KEYWORDS = {
    "openbadges": "Open Badges 2.0",
    "openbadgecredential": "Open Badges 3.0",
    "clrcredential": "CLR 2.0",
}
"""Keywords of PNG chunks, and what is baked under them."""

MODELS = ("ob2", "ob3", "clr2")
"""The data models whose badges belong under these keywords, and into the elements of ``svg.ELEMENTS``."""

_KEYWORDS = frozenset(KEYWORDS)
_BAKED_AS = dict(zip((*KEYWORDS, *ELEMENTS.values()), MODELS * 2, strict=True))


def read_png(content: bytes, holder: Holder) -> Iterator[Document]:
    """The documents baked into a PNG, at least one."""
    image = holder._replace(origin=(*holder.origin, "png"))
    read = read_text_chunks(content, _KEYWORDS, holder.limits)
    problems: list[Problem] = []
    if read.broken:
        message = f"the PNG image {read.broken}, so it is damaged; bake the badge into the whole image again"
        problems.append(Problem("broken-image", message))
    if not read.chunks:
        meant = read.broken and any(keyword.encode() in content for keyword in KEYWORDS)
        yield image.failed(*(problems if meant else [_nothing("a PNG image")]))
        return
    problems += _wrong_chunks(read.chunks)
    seen: set[str] = set()
    for chunk in read.chunks:
        if chunk.keyword in seen:
            continue
        seen.add(chunk.keyword)
        held = image.within(f"the {chunk.form} chunk", chunk.form.lower())
        if len({each.keyword for each in read.chunks}) > 1:
            held = image.within(f"the {chunk.form} chunk {chunk.keyword}", chunk.form.lower())
        held = held._replace(baked_as=_BAKED_AS[chunk.keyword])
        if chunk.text is None:
            message = f"the {chunk.form} chunk {chunk.keyword} {chunk.trouble}; bake the badge again"
            yield held.failed(*problems, Problem("broken-image", message))
        else:
            yield from read_held(held, chunk.text, tuple(problems))
        problems = []


def _wrong_chunks(chunks: tuple[TextChunk, ...]) -> Iterator[Problem]:
    for keyword in dict.fromkeys(chunk.keyword for chunk in chunks):
        same = [chunk for chunk in chunks if chunk.keyword == keyword]
        first = same[0]
        if len(same) > 1:
            message = f"the image has {len(same)} text chunks with the keyword {keyword}, and only the first is read; keep one of them"
            yield Problem("repeated-chunk", message)
        if first.form != "iTXt":
            message = f"the badge is in a {first.form} chunk, as before Open Badges 1.0, and wallets look for an iTXt chunk; bake it again"
            yield Problem("legacy-chunk", message)
        elif first.compressed:
            message = (
                f"the iTXt chunk {keyword} is compressed, and baking forbids that; bake it again uncompressed"
            )
            yield Problem("compressed-chunk", message)
        if not first.intact:
            message = f"the checksum of the {first.form} chunk {keyword} is wrong, so programs may leave it out; bake the badge again"
            yield Problem("chunk-checksum", message)
    keywords = list(dict.fromkeys(chunk.keyword for chunk in chunks))
    if len(keywords) > 1:
        yield _several([f"{KEYWORDS[each]} ({each})" for each in keywords])


def read_svg(content: bytes, holder: Holder) -> Iterator[Document]:
    """The documents baked into an SVG, at least one."""
    image = holder._replace(origin=(*holder.origin, "svg"))
    read = read_elements(content, holder.limits)
    problems: list[Problem] = []
    if read.unsafe:
        message = "the SVG image declares XML entities, which can stand for anything and are not read; save the image without them"
        problems.append(Problem("unsafe-xml", message, None, _span(read, holder)))
    elif read.broken:
        message = f"the SVG image {read.broken}; repair it, or bake the badge again"
        problems.append(Problem("broken-image", message, None, _span(read, holder)))
    if not read.elements:
        meant = read.broken and any(namespace.encode() in content for namespace, _ in ELEMENTS)
        yield image.failed(*(problems if meant else [_nothing("an SVG image")]))
        return
    problems += _wrong_elements(read.elements, holder)
    seen: set[str] = set()
    for element in read.elements:
        if element.name in seen:
            continue
        seen.add(element.name)
        held = image.within(f"the {element.name} element")._replace(baked_as=_BAKED_AS[element.name])
        if not element.whole:
            yield held.failed(*problems)
        else:
            yield from read_held(held, _held_text(element), tuple(problems))
        problems = []


def _held_text(element: BakedElement) -> str:
    """The credential in an element: a signed one is in the attribute, an unsigned one in the body; an address in the
    attribute only says where the body is published."""
    verify = (element.verify or "").strip()
    if verify and not (verify.startswith(("https://", "http://")) and element.text.strip()):
        return verify
    return element.text


def _wrong_elements(elements: tuple[BakedElement, ...], holder: Holder) -> Iterator[Problem]:
    names = list(dict.fromkeys(element.name for element in elements))
    for name in names:
        same = [element for element in elements if element.name == name]
        if len(same) > 1:
            message = (
                f"the image has {len(same)} elements {name}, and only the first is read; keep one of them"
            )
            yield Problem("repeated-element", message, None, _place(same[1].place, holder))
    if not elements[0].is_first:
        message = f"the element {elements[0].name} is not the first one in the svg element, where programs look for it; move it directly behind the <svg …> tag"
        yield Problem("misplaced-element", message, None, _place(elements[0].place, holder))
    if len(names) > 1:
        yield _several(names)


def _several(names: list[str]) -> Problem:
    message = f"the image holds more than one credential, {' and '.join(names)}, and programs take only one of them; make an image for each"
    return Problem("several-credentials", message)


def _nothing(what: str) -> Problem:
    message = f"this is {what}, and no badge is baked into it; bake one into it, or give the badge itself"
    return Problem("nothing-inside", message)


def _span(read: SvgElements, holder: Holder) -> Span | None:
    return _place(read.place, holder) if read.place is not None else None


def _place(place: tuple[int, int], holder: Holder) -> Span:
    """A place in the SVG itself, which is the file unless something else holds the image."""
    line, column = place
    inside = " of ".join(("the SVG image", *holder.layers)) if holder.layers else None
    return Span(line, column, line, column + 1, inside)
