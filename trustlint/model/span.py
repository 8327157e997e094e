"""Places in source text. Lines and columns are 1-based; columns count characters."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

_LINE_END = re.compile(r"\r\n|\n|\r")


class Span(NamedTuple):
    """A stretch of source text, from its first character to just behind its last.

    inside: the text that lines and columns are those of, in words (``the credential inside the JWT``), where that is
    not the file itself but something decoded from it; None for the file.
    """

    line: int
    column: int
    end_line: int
    end_column: int
    inside: str | None = None

    def to_dict(self) -> dict[str, int | str]:
        places: dict[str, int | str] = {
            "line": self.line,
            "column": self.column,
            "end_line": self.end_line,
            "end_column": self.end_column,
        }
        return places if self.inside is None else {**places, "inside": self.inside}


class LineIndex:
    """Turns character offsets of one text into lines and columns. A line ends at LF, CR LF or CR."""

    __slots__ = ("_inside", "_starts", "_text", "first_line")

    def __init__(self, text: str, first_line: int = 1, inside: str | None = None) -> None:
        """``inside``: as in Span."""
        self._inside = inside
        self._text = text
        self.first_line = first_line
        starts = [0]
        starts.extend(found.end() for found in _LINE_END.finditer(text))
        self._starts = starts

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of a character offset."""
        line = bisect_right(self._starts, offset) - 1
        return line + self.first_line, offset - self._starts[line] + 1

    def span(self, start: int, end: int) -> Span:
        """Span of the characters ``start`` up to, not including, ``end``."""
        line, column = self.position(start)
        end_line, end_column = self.position(end)
        return Span(line, column, end_line, end_column, self._inside)

    def lines(self, first: int, last: int) -> tuple[str, ...]:
        """The text of lines ``first`` to ``last``, both included, without their line ends."""
        found = []
        for number in range(first - self.first_line, last - self.first_line + 1):
            if 0 <= number < len(self._starts):
                start = self._starts[number]
                end = self._starts[number + 1] if number + 1 < len(self._starts) else len(self._text)
                found.append(self._text[start:end].rstrip("\r\n"))
        return tuple(found)
