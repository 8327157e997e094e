"""Span-keeping JSON parser (RFC 8259): plain data, and beside it where each value and name stands in the text.

It is iterative, so that hostile nesting costs no stack, and tolerant where the meaning is clear: duplicate names, NaN,
numbers that are too large and lone surrogates are reported and read on. The first syntax error ends it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from json.decoder import scanstring  # type: ignore[attr-defined]
from typing import Any, NoReturn

from trustlint.model.pointer import Path, display
from trustlint.model.span import LineIndex, Span
from trustlint.source import json_advice
from trustlint.source.json_text import MAX_INTEGER_DIGITS
from trustlint.source.limits import DEFAULT_LIMITS, Limits
from trustlint.source.problem import Problem
from trustlint.source.span_table import SpanTable, drop_below

_SPACE = re.compile(r"[ \t\n\r]*")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?")
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None}
_WORD = re.compile(r"true|false|null")
_NOT_NUMBERS = re.compile(r"NaN|-?Infinity")
_LETTER = re.compile(r"[\w.+-]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_ESCAPES = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\\\"
    "|(\\\\u[dD][89a-fA-F][0-9a-fA-F]{2}|[\ud800-\udfff])"
)
_NOWHERE: tuple[int | None, int | None] = (None, None)


@dataclass(frozen=True, slots=True)
class Parsed:
    """Outcome of parsing one text; ``usable`` is False, and the data None, when a syntax error or a limit ended it."""

    data: Any
    table: SpanTable
    problems: tuple[Problem, ...]
    usable: bool


def parse_with_spans(text: str, limits: Limits = DEFAULT_LIMITS, first_line: int = 1) -> Parsed:
    """Parse a JSON text; never raises for what the text holds. ``first_line``: line of the file that it starts on."""
    parser = _Parser(text, limits, first_line)
    try:
        data = parser.run()
    except _Stop as stop:
        return Parsed(None, {}, (*parser.problems, stop.problem), usable=False)
    return Parsed(data, parser.table, tuple(parser.problems), usable=True)


class _Stop(Exception):  # noqa: N818 - ends the parser; the problem is a value
    def __init__(self, problem: Problem) -> None:
        self.problem = problem


class _Frame:
    """An object or array that is still open."""

    __slots__ = ("closer", "container", "key", "path", "start")

    def __init__(
        self, container: Any, closer: str, path: Path, start: int, key: tuple[int | None, int | None]
    ) -> None:
        self.container = container
        self.closer = closer
        self.path = path
        self.start = start
        self.key = key


class _Parser:
    def __init__(self, text: str, limits: Limits, first_line: int) -> None:
        self.text = text
        self.limits = limits
        self.first_line = first_line
        self.table: SpanTable = {}
        self.problems: list[Problem] = []
        self.first_names: dict[tuple[int, str], tuple[int, int]] = {}
        self.raw_surrogates = not text.isascii() and _SURROGATE.search(text) is not None
        self._index: LineIndex | None = None

    @property
    def index(self) -> LineIndex:
        if self._index is None:
            self._index = LineIndex(self.text, self.first_line)
        return self._index

    def run(self) -> Any:
        text, table, skip = self.text, self.table, _SPACE.match
        stack: list[_Frame | None] = []
        frame: _Frame | None = None
        path: Path = ()
        key = _NOWHERE
        count, most, deepest = 0, self.limits.max_values, self.limits.max_depth
        here = skip(text, 0).end()  # type: ignore[union-attr]
        while True:
            start = here
            count += 1
            if count > most:
                self.stop_at_limit("too-many-values", start, path, f"has more than {most:,} values")
            char = text[here : here + 1]
            value: Any
            if char == '"':
                value, here = self.string(here, path)
            elif char == "{" or char == "[":
                if len(stack) >= deepest:
                    self.stop_at_limit(
                        "too-deep",
                        start,
                        path,
                        f"has more than {deepest} objects and arrays inside each other",
                    )
                closer = "}" if char == "{" else "]"
                value = {} if char == "{" else []
                after = skip(text, here + 1).end()  # type: ignore[union-attr]
                if text[after : after + 1] == closer:
                    here = after + 1
                else:
                    stack.append(frame)
                    frame = _Frame(value, closer, path, start, key)
                    if char == "{":
                        path, key, here = self.name(frame, after)
                    else:
                        path, key, here = (*path, 0), _NOWHERE, after
                    continue
            else:
                value, here = self.plain(here, path, frame)

            while True:  # a value has ended: give it to its container, and close what closes
                table[path] = (*key, start, here)
                if frame is None:
                    end = skip(text, here).end()  # type: ignore[union-attr]
                    if end != len(text):
                        self.stop(json_advice.after_the_end(text, end, self.place), ())
                    return value
                named = frame.closer == "}"
                if named:
                    frame.container[path[-1]] = value
                else:
                    frame.container.append(value)
                value_end = here
                here = skip(text, here).end()  # type: ignore[union-attr]
                char = text[here : here + 1]
                if char == ",":
                    here = skip(text, here + 1).end()  # type: ignore[union-attr]
                    if named:
                        path, key, here = self.name(frame, here)
                    else:
                        path, key = (*frame.path, len(frame.container)), _NOWHERE
                    break
                if char != frame.closer:
                    advice = json_advice.after_value(
                        text, here, value_end, frame.closer, frame.start, self.place
                    )
                    self.stop(advice, path)
                here += 1
                value, path, start, key = frame.container, frame.path, frame.start, frame.key
                frame = stack.pop()

    def name(self, frame: _Frame, start: int) -> tuple[Path, tuple[int | None, int | None], int]:
        """Read a member name and the colon after it; give the path, the place of the name and where the value starts."""
        text = self.text
        if text[start : start + 1] != '"':
            self.stop(json_advice.instead_of_name(text, start, frame.start, self.place), frame.path)
        name, end = self.string(start, frame.path)
        path = (*frame.path, name)
        if name in frame.container:
            self.duplicate(frame, name, path, start, end)
        colon = _SPACE.match(text, end).end()  # type: ignore[union-attr]
        if text[colon : colon + 1] != ":":
            self.stop(json_advice.instead_of_colon(text, colon, name, self.place), path)
        return path, (start, end), _SPACE.match(text, colon + 1).end()  # type: ignore[union-attr]

    def string(self, start: int, path: Path) -> tuple[str, int]:
        text = self.text
        try:
            value, end = scanstring(text, start + 1, True)
        except ValueError:
            self.stop(json_advice.in_string(text, start, self.place), path)
        if end - start - 2 != len(value) or self.raw_surrogates:
            if not _SURROGATE.search(value):
                return value, end
            lone = next((m for m in _ESCAPES.finditer(text, start, end) if m[1]), None)
            where = (lone.start(), lone.end()) if lone else (start, end)
            written = text[where[0] : where[1]].encode("ascii", "backslashreplace").decode()
            self.report(
                "lone-surrogate",
                where,
                path,
                f"has {written}, which is half of a character; write the whole character instead",
            )
            value = _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", value)
        return value, end

    def plain(self, start: int, path: Path, frame: _Frame | None) -> tuple[Any, int]:
        """Read a number, true, false or null, or what stands where one of them should."""
        text = self.text
        found = _NUMBER.match(text, start) or _WORD.match(text, start) or _NOT_NUMBERS.match(text, start)
        if found is None or _LETTER.match(text, found.end()):
            opener = frame.start if frame else None
            self.stop(json_advice.instead_of_value(text, start, opener, self.place), path)
        lexeme, where = found[0], (start, found.end())
        if lexeme in _WORDS:
            return _WORDS[lexeme], found.end()
        if found.re is _NOT_NUMBERS:
            self.report(
                "not-a-number",
                where,
                path,
                f"has {lexeme}, which JSON does not know; write a number, or leave the property out",
            )
            return None, found.end()
        if found[1] or found[2]:
            number = float(lexeme)
            if number not in (_INFINITY, -_INFINITY):
                return number, found.end()
        elif len(lexeme) <= MAX_INTEGER_DIGITS:
            return int(lexeme), found.end()
        shown = lexeme if len(lexeme) <= 30 else f"{lexeme[:20]}… ({len(lexeme)} characters)"
        self.report(
            "number-too-large",
            where,
            path,
            f"has the number {shown}, which is too large for most programs to read; write it as text, or correct it",
        )
        return None, found.end()

    def duplicate(self, frame: _Frame, name: str, path: Path, start: int, end: int) -> None:
        earlier = self.table[path]
        first = self.first_names.setdefault((frame.start, name), (earlier[0] or 0, earlier[1] or 0))
        drop_below(self.table, path, frame.container[name])
        if len(self.problems) < self.limits.max_problems:
            second_span, first_span = self.index.span(start, end), self.index.span(*first)
            message = repeated_name(name, first_span, second_span)
            self.problems.append(Problem("duplicate-key", message, path, second_span, (first_span,)))

    def report(self, kind: str, where: tuple[int, int], path: Path, words: str) -> None:
        if len(self.problems) < self.limits.max_problems:
            self.problems.append(
                Problem(kind, f"{self.place(where[0])} {words}", path, self.index.span(*where))
            )

    def stop(self, advice: json_advice.Advice, path: Path) -> NoReturn:
        raise _Stop(Problem("syntax", advice.message, path, self.index.span(advice.start, advice.end)))

    def stop_at_limit(self, kind: str, start: int, path: Path, words: str) -> NoReturn:
        """``path`` may be thousands of steps long here, so only its beginning is kept."""
        message = f"the document {words} ({self.place(start)}, in {display(path[:5])}); split or flatten it"
        raise _Stop(Problem(kind, message, path[:5], self.index.span(start, start + 1)))

    def place(self, offset: int) -> str:
        line, column = self.index.position(offset)
        return f"line {line}, column {column}"


_INFINITY = float("inf")


def repeated_name(name: str, first: Span, second: Span) -> str:
    """What to say of a name that stands twice in one object or mapping."""
    shown = f'"{name}"' if len(name) <= 60 else f'"{name[:57]}…"'
    where = f"line {second.line} repeats the name {shown} of line {first.line}"
    if first.line == second.line:
        where = (
            f"line {second.line} has the name {shown} twice, at columns {first.column} and {second.column}"
        )
    return f"{where}, and programs differ in which value they take; remove or rename one of the two"
