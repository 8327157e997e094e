"""Lines and columns: 1-based, in characters, whatever ends a line."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustlint.model.span import LineIndex, Span

TEXTS = st.text(alphabet="a\u00e9\U0001f600\n\r\t\u2028 ", max_size=30)


def by_counting(text: str, offset: int) -> tuple[int, int]:
    """Line and column, counted character by character; CR LF is one line end."""
    line = column = 1
    position = 0
    while position < offset:
        if text[position] == "\n" or (text[position] == "\r" and text[position + 1 : position + 2] != "\n"):
            line, column = line + 1, 1
        else:
            column += 1
        position += 1
    return line, column


@given(TEXTS, st.data())
def test_positions_are_those_of_counting(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    assert LineIndex(text).position(offset) == by_counting(text, offset)


@given(TEXTS)
def test_the_lines_are_those_of_the_text(text: str) -> None:
    index = LineIndex(text)
    last = index.position(len(text))[0]
    assert index.lines(1, last) == tuple(re.split(r"\r\n|\r|\n", text))


@given(TEXTS, st.data())
def test_a_span_ends_where_its_end_is(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    index = LineIndex(text, first_line=5)
    span = index.span(start, end)
    assert (span.line, span.column) == index.position(start)
    assert (span.end_line, span.end_column) == index.position(end)
    assert (span.line, span.column) <= (span.end_line, span.end_column)
    assert span.line == LineIndex(text).position(start)[0] + 4


@pytest.mark.parametrize(
    ("text", "offset", "position"),
    [
        ("", 0, (1, 1)),
        ("ab", 2, (1, 3)),
        ("a\nb", 2, (2, 1)),
        ("a\r\nb", 3, (2, 1)),
        ("a\rb", 2, (2, 1)),
        ("a\n\rb", 3, (3, 1)),
        ("\U0001f600b", 1, (1, 2)),
        ("a\u2028b", 2, (1, 3)),
        ("a\n", 2, (2, 1)),
    ],
)
def test_places(text: str, offset: int, position: tuple[int, int]) -> None:
    assert LineIndex(text).position(offset) == position


def test_lines_outside_the_text_are_left_out() -> None:
    index = LineIndex("a\nb\n", first_line=10)
    assert index.lines(8, 11) == ("a", "b")
    assert index.lines(12, 99) == ("",)
    assert index.lines(20, 30) == ()


def test_a_span_as_data() -> None:
    assert Span(1, 2, 3, 4).to_dict() == {"line": 1, "column": 2, "end_line": 3, "end_column": 4}
