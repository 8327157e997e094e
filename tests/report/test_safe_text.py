"""Text safety and measures."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustlint.report.safe_text import cut, cut_start, is_harmless, safe, text_width, wrap

any_text = st.text(st.sampled_from("ab \n漢é\u0301\u202e\x1b\u200d\ud800") | st.characters(), max_size=80)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\x1b[31m", "<U+001B>[31m"),
        ("a\u202eb\u2066", "a<U+202E>b<U+2066>"),
        ("\x9b1m\x7f", "<U+009B>1m<U+007F>"),
        ("one\r\ntwo\tthree", "one  two three"),
        ("\ud800", "<U+D800>"),
        ("\u2028\ufeff\u00ad", "<U+2028><U+FEFF><U+00AD>"),
        ("hid\U000e0041den", "hid<U+E0041>den"),
        ("\u00a0\u3000", "   "),
        (
            "Zażółć 漢字 \u0645\u06cc\u200c\u062e 👩\u200d🏫",
            "Zażółć 漢字 \u0645\u06cc\u200c\u062e 👩\u200d🏫",
        ),
    ],
)
def test_harm_is_shown_and_writing_is_left_alone(text: str, expected: str) -> None:
    assert safe(text) == expected


def test_ascii() -> None:
    assert safe("né", unicode=False) == "n<U+00E9>"


@given(any_text, st.booleans())
def test_safe_text_is_harmless_and_stays_so(text: str, unicode: bool) -> None:
    once = safe(text, unicode)
    assert all(is_harmless(character) for character in once)
    assert safe(once, unicode) == once
    assert unicode or once.isascii()


@given(any_text, st.integers(2, 60))
def test_cuts_fit_and_keep_an_end(text: str, width: int) -> None:
    plain = safe(text)
    head, tail = cut(plain, width), cut_start(plain, width)
    assert text_width(head) <= width
    assert text_width(tail) <= width
    assert head == plain or plain.startswith(head.removesuffix("…"))
    assert tail == plain or plain.endswith(tail.removeprefix("…"))


@given(any_text, st.integers(10, 60), st.integers(0, 4), st.integers(0, 6))
def test_wrapping_fits_and_loses_nothing(text: str, width: int, first: int, rest: int) -> None:
    plain = safe(text)
    lines = wrap(plain, width, " " * first, " " * rest)
    assert all(text_width(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(plain.split())


def test_wrapping_breaks_at_spaces() -> None:
    assert wrap("one two three", 9, "- ", "  ") == ["- one two", "  three"]
    assert wrap("", 9, "- ", "  ") == ["-"]
    assert wrap("漢字漢字漢字", 10, " ", " ") == [" 漢字漢字", " 漢字"]
