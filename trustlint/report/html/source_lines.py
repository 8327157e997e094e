"""The source lines of a finding, cut into what stands before, in and behind the place."""

from __future__ import annotations

from typing import NamedTuple

from trustlint.model.finding import Excerpt
from trustlint.model.span import Span

_CONTEXT = 2
_BEFORE = 80
_MARKED = 240
_BEHIND = 160


class SourceLine(NamedTuple):
    """number: of the line in its file; marked: what the finding is about, empty in the lines around it."""

    number: int
    before: str
    marked: str = ""
    behind: str = ""
    hit: bool = False


def source_lines(excerpt: Excerpt | None, span: Span | None) -> tuple[SourceLine, ...]:
    """At most two lines before and behind the place, each bounded; none where the place is not in the excerpt.

    A place over several lines is marked on its first one, to the end of that line.
    """
    if excerpt is None or span is None:
        return ()
    last = excerpt.first_line + len(excerpt.lines) - 1
    start = span.column - excerpt.first_column
    if not excerpt.first_line <= span.line <= last or start < 0:
        return ()
    cut = "…" if excerpt.first_column > 1 else ""
    found = []
    for number, line in enumerate(excerpt.lines, excerpt.first_line):
        if number == span.line:
            end = span.end_column - excerpt.first_column if span.end_line == span.line else len(line)
            found.append(_hit(number, line, min(start, len(line)), end, cut))
        elif abs(number - span.line) <= _CONTEXT:
            found.append(SourceLine(number, cut + _head(line, _BEFORE + _BEHIND)))
    return tuple(found)


def _hit(number: int, line: str, start: int, end: int, cut: str) -> SourceLine:
    end = max(min(end, len(line)), start)
    before = cut + line[:start] if start <= _BEFORE else "…" + line[start - _BEFORE : start]
    marked = line[start:end]
    if len(marked) > _MARKED:
        return SourceLine(number, before, marked[:_MARKED] + "…", "", True)
    return SourceLine(number, before, marked, _head(line[end:], _BEHIND), True)


def _head(text: str, most: int) -> str:
    return text if len(text) <= most else text[:most] + "…"
