"""Document: one parsed input as plain data, with its origin and, when asked for, the places of its values."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from trustlint.errors import UsageError
from trustlint.model.finding import Excerpt
from trustlint.model.pointer import Path, display, to_pointer, value_at
from trustlint.model.span import Span
from trustlint.source.limits import DEFAULT_LIMITS, Limits
from trustlint.source.problem import Problem
from trustlint.source.source_text import SourceText

if TYPE_CHECKING:
    from trustlint.source.jws import CompactJws

MAX_EXCERPT_LINES = 3
MAX_EXCERPT_WIDTH = 160
_CONTAINERS = frozenset(("jwt", "png", "svg", "zip", "data-uri"))


class Document:
    """One parsed input.

    data: plain ``dict list str int float bool None``; None with ``usable`` False when nothing could be parsed.
    path: as given, ``-`` for stdin, ``<data>`` for data from Python. part: which part of the file, None for all of it
    (``line 12`` of NDJSON, ``/3`` of a JSON array, ``document 2`` of a YAML stream). base: where ``data`` sits in its
    part of the file. sha256: hex digest of the file's bytes, of the line's bytes for NDJSON, None when not read.
    origin: ``file``, ``stdin`` or ``data``, then what it was taken from (``png itxt``, ``svg``, ``jwt``, ``data-uri``,
    ``zip``), then ``json``, ``yaml`` or ``ndjson`` where it was text. problems: what is wrong with the text. explicit:
    named by the user, not found in a folder. layers: what the text was taken from, in words, from the inside out (``the
    JWT``, ``the iTXt chunk``). jws: the signed token whose payload it is. baked_as: the data model (``ob2``,
    ``ob3``, ``clr2``) whose badges belong where it stood in an image, None when it was in none. holder: the document that
    this one is a part of, where it is a credential inside another. text, tree: what it was read from, and its number there.
    """

    __slots__ = (
        "_text",
        "_tree",
        "baked_as",
        "base",
        "data",
        "explicit",
        "holder",
        "jws",
        "layers",
        "origin",
        "part",
        "path",
        "problems",
        "sha256",
        "usable",
    )

    def __init__(
        self,
        data: Any,
        path: str,
        *,
        part: str | None = None,
        base: Path = (),
        sha256: str | None = None,
        origin: tuple[str, ...] = ("file",),
        problems: tuple[Problem, ...] = (),
        usable: bool = True,
        explicit: bool = True,
        text: SourceText | None = None,
        tree: int = 0,
        layers: tuple[str, ...] = (),
        jws: CompactJws | None = None,
        baked_as: str | None = None,
    ) -> None:
        """``text``: what the data was read from, None when it was not text; ``tree``: number of the document in it."""
        self.data = data
        self.path = path
        self.part = part
        self.base = base
        self.sha256 = sha256
        self.origin = origin
        self.problems = problems
        self.usable = usable
        self.explicit = explicit
        self.holder: Document | None = None
        self._text = text
        self._tree = tree
        self.layers = layers
        self.jws = jws
        self.baked_as = baked_as

    @classmethod
    def from_data(cls, data: Any, path: str = "<data>", limits: Limits = DEFAULT_LIMITS) -> Document:
        """A Document over a copy of data from Python: dict with text keys, list, tuple, str, int, float, bool, None.

        Raises UsageError for values of other types and for keys that are not text. NaN, infinities, nesting and size
        beyond the limits are problems, as they are in text.
        """
        copied, problems, usable = _plain_copy(data, limits)
        return cls(copied, path, origin=("data",), problems=problems, usable=usable)

    def within(self, path: Path) -> Document:
        """The value at a path that exists, as a document of its own: a credential that another one holds."""
        place = to_pointer(path)
        problems = [
            Problem(problem.kind, problem.message, problem.path[len(path) :], problem.span, problem.related)
            for problem in self.problems
            if problem.path is not None and problem.path[: len(path)] == path
        ]
        inner = Document(
            value_at(self.data, path),
            self.path,
            part=f"{self.part} {place}" if self.part else place,
            base=self.base + path,
            sha256=self.sha256,
            origin=self.origin,
            problems=tuple(problems),
            explicit=self.explicit,
            text=self._text,
            tree=self._tree,
            layers=self.layers,
        )
        inner.holder = self
        return inner

    @property
    def text(self) -> SourceText | None:
        return self._text

    @property
    def tree(self) -> int:
        return self._tree

    def move_into(self, path: str, file: str) -> None:
        """Say of everything here that it is in ``file``, which is in the archive at ``path``. To be done before places are
        asked for."""

        def place(inside: str | None) -> str:
            return f"{inside} of {file}" if inside else file

        self.path = path
        self.layers = (*self.layers, file)
        if self.part is None or self.part.startswith("/"):
            self.part = f"{file} {self.part}" if self.part else file
        else:
            self.part = f"{self.part} of {file}"
        if self._text is not None and file not in (self._text.inside or ""):
            self._text.inside = place(self._text.inside)
        self.problems = tuple(
            problem._replace(span=problem.span._replace(inside=place(problem.span.inside)))
            if problem.span is not None
            else problem
            for problem in self.problems
        )

    @property
    def is_held(self) -> bool:
        """Whether it was taken out of a token, an image or an archive."""
        return any(name in _CONTAINERS for name in self.origin)

    @property
    def may_hold_credentials(self) -> bool:
        """Whether a value may be a credential written as text: a token, or a data URI; False only when that is sure."""
        return self._text is None or self._text.may_hold_credentials

    @property
    def may_hold_private_keys(self) -> bool:
        """Whether there may be a private key in it, or in the header of its token; False only when that is sure."""
        return self._text is None or self.jws is not None or self._text.may_hold_private_keys

    @property
    def limits(self) -> Limits | None:
        """The bounds that the text was read under; None where there is no text."""
        return self._text.limits if self._text is not None else None

    @property
    def name(self) -> str:
        """For people: the path, and the part where there is one."""
        return f"{self.path} ({self.part})" if self.part else self.path

    def span(self, path: Path) -> Span | None:
        """Place of the value at ``path``, or of its closest ancestor that exists; None where there is no text."""
        found = self._entry(path)
        return self._text.index.span(found[2], found[3]) if found and self._text else None

    def key_span(self, path: Path) -> Span | None:
        """Place of the member name at the end of ``path``; of the value where it is an array item or the root."""
        found = self._entry(path)
        if found is None or self._text is None:
            return None
        if found[0] is None or found[1] is None:
            return self._text.index.span(found[2], found[3])
        return self._text.index.span(found[0], found[1])

    def exists(self, path: Path) -> bool:
        """Whether there is a value at ``path``, relative to ``data``."""
        value = self.data
        for step in path:
            if isinstance(value, dict):
                if step not in value:
                    return False
            elif not (
                isinstance(value, list)
                and isinstance(step, int)
                and not isinstance(step, bool)
                and 0 <= step < len(value)
            ):
                return False
            value = value[step]
        return self.usable

    def excerpt(self, span: Span, context: int = 1) -> Excerpt | None:
        """The lines of ``span`` (its first 3) and ``context`` lines around them, each cut to 160 characters in all, and
        with asterisks for private keys.

        None where there is no text, or ``span`` lies outside it.
        """
        if self._text is None or span.inside != self._text.inside:
            return None
        index = self._text.shown
        first = max(span.line - context, index.first_line)
        last = min(span.end_line, span.line + MAX_EXCERPT_LINES - 1) + context
        # Minified files are one long line: the excerpt is then the stretch around the place.
        cut = max(0, span.column - 1 - MAX_EXCERPT_WIDTH // 3) if span.column > MAX_EXCERPT_WIDTH // 2 else 0
        lines = tuple(_stretch(line, cut) for line in index.lines(first, last))
        return Excerpt(first, lines, cut + 1) if lines else None

    @property
    def source(self) -> str | None:
        """The text that the document, and perhaps others, was read from; None where there is none."""
        return self._text.text if self._text is not None else None

    def mentions(self, *words: str) -> bool:
        """Whether the text, parsed or not, contains one of these words; False where there is no text."""
        return self._text is not None and any(word in self._text.text for word in words)

    def pointer(self, path: Path) -> str:
        """JSON Pointer, from the root of the file, of the value at ``path``."""
        return to_pointer((*self.base, *path))

    def _entry(self, path: Path) -> tuple[int | None, int | None, int, int] | None:
        if self._text is None or not self.usable:
            return None
        table = self._text.table(self._tree)
        full = (*self.base, *path)
        while full not in table:
            if not full:
                return None
            full = full[:-1]
        return table[full]

    def __repr__(self) -> str:
        return f"Document({self.name!r}, usable={self.usable}, problems={len(self.problems)})"


def _stretch(line: str, cut: int) -> str:
    """At most MAX_EXCERPT_WIDTH characters of a line from index ``cut`` on; an ellipsis stands for a cut character."""
    text = line[cut:]
    if cut and text:
        text = f"…{text[1:]}"
    return text if len(text) <= MAX_EXCERPT_WIDTH else f"{text[: MAX_EXCERPT_WIDTH - 1]}…"


def _plain_copy(data: Any, limits: Limits) -> tuple[Any, tuple[Problem, ...], bool]:
    problems: list[Problem] = []
    root: list[Any] = [None]
    waiting: list[tuple[Any, Any, Any, Path]] = [(data, root, 0, ())]
    count = 0
    while waiting:
        value, holder, step, path = waiting.pop()
        count += 1
        if count > limits.max_values or len(path) > limits.max_depth:
            kind = "too-many-values" if count > limits.max_values else "too-deep"
            what = f"more than {limits.max_values:,} values"
            if kind == "too-deep":
                what = f"more than {limits.max_depth} objects and arrays inside each other"
            return None, (*problems, Problem(kind, f"the data has {what}; split or flatten it")), False
        copied: Any
        if isinstance(value, dict):
            copied = {}
            for key in value:
                if not isinstance(key, str):
                    raise UsageError(
                        f"{display(path)} has the key {key!r}, which is not text; make every key text"
                    )
            copied = dict.fromkeys(value)
            waiting.extend((child, copied, key, (*path, key)) for key, child in value.items())
        elif isinstance(value, list | tuple):
            copied = [None] * len(value)
            waiting.extend((child, copied, number, (*path, number)) for number, child in enumerate(value))
        elif isinstance(value, float) and not math.isfinite(value):
            copied = None
            if len(problems) < limits.max_problems:
                message = (
                    f"{display(path)} is {value}, which JSON does not know; give a number, or leave it out"
                )
                problems.append(Problem("not-a-number", message, path))
        elif value is None or isinstance(value, str | int | float):
            copied = value
        else:
            raise UsageError(
                f"{display(path)} is a {type(value).__name__}; give plain dict, list, text, number, true/false or None"
            )
        holder[step] = copied
    return root[0], tuple(problems), True
