"""Code frame: the source lines of a finding, with a row of carets under the place."""

from __future__ import annotations

from typing import NamedTuple

from trustlint.model.finding import Excerpt
from trustlint.model.span import Span
from trustlint.report.safe_text import shown, text_width

TAB = 4
"""Columns between tab stops."""
_CONTEXT = 2
_LEAST_WIDTH = 24


class FrameRow(NamedTuple):
    """number: of the source line, None for the row of carets; text: harmless, at most as wide as asked for."""

    number: int | None
    text: str


def code_frame(excerpt: Excerpt, span: Span | None, width: int, unicode: bool = True) -> list[FrameRow]:
    """The rows of a code frame.

    At most two lines before and behind the place are shown. A span over several lines is underlined on its first
    line, to its end. A line that is too wide is shown as a stretch around the place. No carets are drawn when the
    span is None or begins outside the excerpt: a place is never invented.
    """
    width = max(width, _LEAST_WIDTH)
    rows: list[FrameRow] = []
    for number, line in enumerate(excerpt.lines, excerpt.first_line):
        if span is None:
            if len(rows) <= 2 * _CONTEXT:
                rows.append(FrameRow(number, _window(line, 0, 0, width, unicode)[0]))
        elif number == span.line:
            start = span.column - excerpt.first_column
            end = span.end_column - excerpt.first_column if span.end_line == span.line else len(line)
            text, before, length = _window(line, max(start, 0), end, width, unicode)
            rows.append(FrameRow(number, text))
            if 0 <= start <= len(line):
                rows.append(FrameRow(None, " " * before + "^" * length))
        elif abs(number - span.line) <= _CONTEXT:
            rows.append(FrameRow(number, _window(line, 0, 0, width, unicode)[0]))
    return rows


def _window(line: str, start: int, end: int, width: int, unicode: bool) -> tuple[str, int, int]:
    """The stretch of a line around its characters ``start`` to ``end``; columns before the place; columns of the place.

    Only a few screen widths of characters are looked at, however long the line is.
    """
    ellipsis = "…" if unicode else "..."
    start = min(start, len(line))
    first = max(0, start - 2 * width)
    cells = _cells(line[first : start + 4 * width], unicode)
    widths = [text_width(cell) for cell in cells]
    place = start - first
    whole = first == 0 and len(cells) == len(line)
    if whole and sum(widths) + (start == len(line)) <= width:
        left, right = 0, len(cells)
    else:
        left = place
        room = width // 3
        while left > 0 and widths[left - 1] <= room:
            left -= 1
            room -= widths[left]
        right = left
        room = width - len(ellipsis) * (2 if left + first > 0 else 1)
        while right < len(cells) and widths[right] <= room:
            room -= widths[right]
            right += 1
    head = ellipsis if left + first > 0 else ""
    tail = ellipsis if first + right < len(line) else ""
    before = len(head) + sum(widths[left:place])
    last = min(max(end - first, place), right)
    length = max(sum(widths[place:last]), 1)
    return (head + "".join(cells[left:right]) + tail).rstrip(), before, length


def _cells(line: str, unicode: bool) -> list[str]:
    """What is shown for each character of a line."""
    if line.isprintable() and (unicode or line.isascii()):
        return list(line)
    cells = []
    column = 0
    for character in line:
        cell = " " * (TAB - column % TAB) if character == "\t" else shown(character, unicode)
        column += text_width(cell)
        cells.append(cell)
    return cells
