"""The elements of an SVG image that hold a credential (facts section 6): read with expat as a stream, entities refused."""

from __future__ import annotations

from typing import Any, NamedTuple
from xml.parsers import expat

from trustlint.source.limits import Limits

ELEMENTS = {
    ("http://openbadges.org", "assertion"): "openbadges:assertion",
    ("https://purl.imsglobal.org/ob/v3p0", "credential"): "openbadges:credential",
    ("https://purl.imsglobal.org/clr/v2p0", "credential"): "clr:credential",
}
"""Namespace and name of the elements, and what they are called in messages; in the order of ``baked.MODELS``."""

_SEPARATOR = "\n"
"""Between namespace and name: no character that a namespace of ours has."""
_MOST_ELEMENTS = 200_000
_MOST_ATTRIBUTES = 250_000
_MOST_DEPTH = 1_000
_MOST_FOUND = 100


class BakedElement(NamedTuple):
    """An element that holds a credential. verify: the attribute, None when there is none; text: its content; place: line
    and column of its start; is_first: whether nothing but space and comments stands between the root tag and it; whole:
    whether its end was read."""

    name: str
    verify: str | None
    text: str
    place: tuple[int, int]
    is_first: bool
    whole: bool


class SvgElements(NamedTuple):
    """elements: as far as the text could be read; broken: what is wrong with it, as the end of a sentence, with its
    place; unsafe: it declares entities, which are not read; root_start: where the root's tag begins in the bytes."""

    elements: tuple[BakedElement, ...]
    broken: str = ""
    place: tuple[int, int] | None = None
    unsafe: bool = False
    root_start: int = 0
    is_svg: bool = False


class _Stop(Exception):  # noqa: N818 - ends the parser; the reason is a value
    def __init__(self, reason: str, *, unsafe: bool = False) -> None:
        self.reason = reason
        self.unsafe = unsafe


def read_elements(content: bytes, limits: Limits) -> SvgElements:
    """The elements of an SVG that hold credentials. Bounded in elements, depth and text; nothing outside is ever read, as
    external entities are not followed and internal ones end the reading; raises nothing."""
    reader = _Reader(limits)
    parser = expat.ParserCreate(namespace_separator=_SEPARATOR)
    parser.buffer_text = True
    reader.listen(parser)
    broken, place, unsafe = "", None, False
    # One tag may have them all, and expat keeps those of a tag together before it tells of any.
    if content.count(b"=") > _MOST_ATTRIBUTES:
        return SvgElements((), f"has more than {_MOST_ATTRIBUTES:,} attributes")
    try:
        parser.Parse(content, True)
    except _Stop as stop:
        broken, unsafe = stop.reason, stop.unsafe
        place = (parser.CurrentLineNumber, parser.CurrentColumnNumber + 1)
    except expat.ExpatError as error:
        broken = f"is no well-formed XML ({expat.errors.messages.get(error.code, 'a fault')})"
        place = (error.lineno, error.offset + 1)
    except (ValueError, LookupError):
        broken = "is in an encoding that is not known"
    reader.close()
    return SvgElements(tuple(reader.found), broken, place, unsafe, reader.root_start, reader.is_svg)


class _Reader:
    def __init__(self, limits: Limits) -> None:
        self.found: list[BakedElement] = []
        self.is_svg = False
        self.root_start = 0
        self._limits = limits
        self._count = 0
        self._depth = 0
        self._clean = True
        """Nothing but space since the root tag."""
        self._open: tuple[str, str | None, tuple[int, int], bool] | None = None
        self._open_depth = 0
        self._texts: list[str] = []
        self._size = 0
        self._parser: Any = None

    def listen(self, parser: Any) -> None:
        self._parser = parser
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.EntityDeclHandler = self._entity

    def close(self) -> None:
        """Keep an element that the text ended in."""
        if self._open is not None:
            self._keep(whole=False)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._count += 1
        self._depth += 1
        if self._count > _MOST_ELEMENTS:
            raise _Stop(f"has more than {_MOST_ELEMENTS:,} elements")
        if self._depth > _MOST_DEPTH:
            raise _Stop(f"has more than {_MOST_DEPTH:,} elements inside each other")
        namespace, _, name = tag.rpartition(_SEPARATOR)
        if self._depth == 1:
            self.is_svg = name == "svg"
            self.root_start = self._parser.CurrentByteIndex
            return
        title = ELEMENTS.get((namespace, name))
        if title is not None and self._open is None:
            if len(self.found) >= _MOST_FOUND:
                raise _Stop(f"holds more than {_MOST_FOUND} badges")
            parser = self._parser
            place = (parser.CurrentLineNumber, parser.CurrentColumnNumber + 1)
            is_first = self._clean and self._depth == 2 and not self.found
            self._open = (title, attributes.get("verify"), place, is_first)
            self._open_depth = self._depth
            self._texts, self._size = [], 0
        self._clean = False

    def _end(self, tag: str) -> None:
        if self._open is not None and self._depth == self._open_depth:
            self._keep(whole=True)
        self._depth -= 1

    def _text(self, text: str) -> None:
        if self._open is not None:
            self._size += len(text)
            if self._size > self._limits.max_held_bytes:
                raise _Stop(
                    f"holds a credential of more than {self._limits.max_held_bytes:,} bytes, which is too large"
                )
            self._texts.append(text)
        elif self._clean and text.strip():
            self._clean = False

    def _entity(self, *_declaration: Any) -> None:
        raise _Stop("declares XML entities", unsafe=True)

    def _keep(self, *, whole: bool) -> None:
        if self._open is not None:
            title, verify, place, is_first = self._open
            self.found.append(BakedElement(title, verify, "".join(self._texts), place, is_first, whole))
            self._open = None
