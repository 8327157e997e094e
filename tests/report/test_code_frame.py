"""The code frame: right lines, carets under the right characters, whatever the source holds."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from trustlint.model.finding import Excerpt
from trustlint.model.span import Span
from trustlint.report.code_frame import FrameRow, code_frame
from trustlint.report.safe_text import is_harmless, shown, text_width

WIDE = 10_000


def carets(rows: list[FrameRow]) -> tuple[int, int] | None:
    """Columns before the carets, number of carets."""
    found = [row.text for row in rows if row.number is None]
    if not found:
        return None
    assert len(found) == 1
    assert set(found[0].lstrip(" ")) == {"^"}
    return len(found[0]) - len(found[0].lstrip(" ")), found[0].count("^")


def test_lines_around_and_carets_below() -> None:
    lines = tuple(f"line {number}" for number in range(1, 10))
    rows = code_frame(Excerpt(1, lines), Span(5, 6, 5, 7), 80)
    assert [(row.number, row.text) for row in rows] == [
        (3, "line 3"),
        (4, "line 4"),
        (5, "line 5"),
        (None, "     ^"),
        (6, "line 6"),
        (7, "line 7"),
    ]


def test_span_over_lines_is_underlined_to_the_end_of_its_first() -> None:
    rows = code_frame(Excerpt(1, ('"a": [', "1", "]")), Span(1, 6, 3, 2), 80)
    assert carets(rows) == (5, 1)
    rows = code_frame(Excerpt(1, ('"a": {"b":', "1", "}")), Span(1, 6, 3, 2), 80)
    assert carets(rows) == (5, 5)


@pytest.mark.parametrize(
    ("line", "column", "end", "expected", "text"),
    [
        ("\tab", 2, 3, (4, 1), "    ab"),
        ("a\tb", 3, 4, (4, 1), "a   b"),
        ("漢字x", 3, 4, (4, 1), "漢字x"),
        ("漢字x", 1, 3, (0, 4), "漢字x"),
        ("e\u0301x", 3, 4, (1, 1), "e\u0301x"),
        ("a\x1b[2Jb", 6, 7, (12, 1), "a<U+001B>[2Jb"),
        ("\u202eb", 2, 3, (8, 1), "<U+202E>b"),
        ("ab", 3, 3, (2, 1), "ab"),
        ("", 1, 1, (0, 1), ""),
    ],
)
def test_carets_count_screen_columns(
    line: str, column: int, end: int, expected: tuple[int, int], text: str
) -> None:
    rows = code_frame(Excerpt(1, (line,)), Span(1, column, 1, end), 80)
    assert rows[0] == FrameRow(1, text)
    assert carets(rows) == expected


@pytest.mark.parametrize("span", [None, Span(9, 1, 9, 2), Span(1, 99, 1, 100)])
def test_no_caret_where_the_place_is_not_shown(span: Span | None) -> None:
    assert carets(code_frame(Excerpt(1, ("abc",)), span, 80)) is None


def test_long_line_is_shown_around_the_place() -> None:
    line = "." * 5000 + "HERE" + "." * 5000
    rows = code_frame(Excerpt(1, (line,)), Span(1, 5001, 1, 5005), 60)
    text, (before, length) = rows[0].text, carets(rows) or (0, 0)
    assert text[before : before + length] == "HERE"
    assert len(text) <= 60
    assert text[0] == text[-1] == "…"
    ascii_text = code_frame(Excerpt(1, (line,)), Span(1, 5001, 1, 5005), 60, unicode=False)[0].text
    assert (ascii_text[:3], ascii_text[-3:]) == ("...", "...")


lines = st.text(
    st.sampled_from("ab \t漢é\u0301\u202e\x1b\x00\u200d\ud800\U0001f600\ue000") | st.characters(),
    max_size=120,
)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(lines, max_size=6),
    st.none()
    | st.builds(Span, st.integers(1, 8), st.integers(1, 150), st.integers(1, 8), st.integers(1, 150)),
    st.integers(-5, 120),
    st.booleans(),
)
@example(["漢" * 80], Span(1, 79, 1, 80), 24, False)
def test_never_breaks_never_overflows(
    source: list[str], span: Span | None, width: int, unicode: bool
) -> None:
    rows = code_frame(Excerpt(1, tuple(source)), span, width, unicode)
    for row in rows:
        assert text_width(row.text) <= max(width, 24)
        assert all(is_harmless(character) for character in row.text)
        assert unicode or row.text.isascii()
    inside = span is not None and span.line <= len(source) and span.column <= len(source[span.line - 1]) + 1
    assert (carets(rows) is not None) == inside


@settings(max_examples=300, deadline=None)
@given(lines.filter(lambda line: "\t" not in line), st.data())
def test_carets_are_as_long_as_what_they_point_at(line: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(line)))
    end = data.draw(st.integers(start, len(line)))
    rows = code_frame(Excerpt(4, (line,)), Span(4, start + 1, 4, end + 1), WIDE)
    before = sum(text_width(shown(character)) for character in line[:start])
    length = sum(text_width(shown(character)) for character in line[start:end])
    assert carets(rows) == (before, max(length, 1))
