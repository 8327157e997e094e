"""Columns in UTF-16 code units, which editors and code hosts count. Our spans count characters."""

from __future__ import annotations

from trustlint.model.finding import Excerpt
from trustlint.model.span import Span


def utf16_column(column: int, line: int, excerpt: Excerpt | None) -> int | None:
    """A column of a source line in UTF-16 code units, from 1.

    None when the excerpt does not show the line from its start up to the column: then nobody can tell.
    """
    if column == 1:
        return 1
    if excerpt is None or excerpt.first_column != 1:
        return None
    index = line - excerpt.first_line
    if not 0 <= index < len(excerpt.lines):
        return None
    before = excerpt.lines[index][: column - 1]
    if len(before) < column - 1:
        return None
    return column + sum(character > "\uffff" for character in before)


def utf16_columns(span: Span, excerpt: Excerpt | None) -> tuple[int | None, int | None]:
    """First column of a span, and the one just behind its last; each None where nobody can tell."""
    return (
        utf16_column(span.column, span.line, excerpt),
        utf16_column(span.end_column, span.end_line, excerpt),
    )
