"""Patterns from packs: what is accepted cannot take long on any text, shown by counting the steps of a naive matcher."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib import import_module
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trustlint.checks.patterns import (
    LONGEST_PATTERN,
    LONGEST_TEXT,
    MOST_STEPS,
    safe_pattern,
    step_bound,
)
from trustlint.checks.registry import CheckError

parser: Any = import_module("re._parser")


class TooManyStepsError(Exception):
    """More steps than were allowed."""


class Matcher:
    """A matcher that tries every way in order, as the engine of ``re`` does at worst, and counts."""

    def __init__(self, pattern: str, text: str, most: int) -> None:
        self.items = list(parser.parse(pattern))
        self.text = text
        self.most = most
        self.steps = 0

    def fullmatch(self) -> bool:
        return self._sequence(self.items, 0, lambda end: end == len(self.text))

    def search(self) -> bool:
        return any(self._sequence(self.items, start, lambda _: True) for start in range(len(self.text) + 1))

    def _sequence(self, items: list[Any], at: int, then: Callable[[int], bool]) -> bool:
        if not items:
            return then(at)
        return self._part(items[0], at, lambda end: self._sequence(items[1:], end, then))

    def _part(self, item: Any, at: int, then: Callable[[int], bool]) -> bool:
        self.steps += 1
        if self.steps > self.most:
            raise TooManyStepsError
        name, value = str(item[0]), item[1]
        if name == "SUBPATTERN":
            return self._sequence(list(value[3]), at, then)
        if name == "BRANCH":
            return any(self._sequence(list(branch), at, then) for branch in value[1])
        if name in ("MAX_REPEAT", "MIN_REPEAT"):
            return self._repeat(value, name == "MAX_REPEAT", at, then, 0)
        if name == "AT":
            return bool(re.compile(_AT[str(value)]).match(self.text, at)) and then(at)
        if at >= len(self.text) or not _fits(name, value, self.text[at]):
            return False
        return then(at + 1)

    def _repeat(self, value: Any, greedy: bool, at: int, then: Callable[[int], bool], done: int) -> bool:
        least, most, body = value

        def again() -> bool:
            return done < most and self._sequence(
                list(body),
                at,
                lambda end: (end > at or done < least) and self._repeat(value, greedy, end, then, done + 1),
            )

        def stop() -> bool:
            return done >= least and then(at)

        return (again() or stop()) if greedy else (stop() or again())


_AT = {"AT_BOUNDARY": r"\b", "AT_NON_BOUNDARY": r"\B", "AT_BEGINNING": "^", "AT_END": "$"}


def _fits(name: str, value: Any, char: str) -> bool:
    if name == "LITERAL":
        return chr(value) == char
    if name == "NOT_LITERAL":
        return chr(value) != char
    if name == "ANY":
        return char != "\n"
    found = False
    negated = False
    for kind, content in value:
        if str(kind) == "NEGATE":
            negated = True
        elif str(kind) == "LITERAL":
            found = found or chr(content) == char
        elif str(kind) == "RANGE":
            found = found or content[0] <= ord(char) <= content[1]
        else:
            found = found or bool(
                re.match({"CATEGORY_WORD": r"\w", "CATEGORY_NOT_WORD": r"\W"}[str(content)], char)
            )
    return found is not negated


ATOMS = st.sampled_from(["a", "b", "ab", "ba", "aab", "[ab]", "[^a]", ".", r"\w", r"\W", r"\b", " "])
QUANTIFIERS = st.sampled_from(["", "", "*", "+", "?", "{2}", "{0,2}", "{1,3}", "*?", "+?", "??"])


def patterns() -> st.SearchStrategy[str]:
    def grown(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        grouped = st.builds("(?:{}){}".format, inner, QUANTIFIERS)
        branched = st.builds("(?:{}|{}){}".format, inner, inner, QUANTIFIERS)
        return grouped | branched | st.lists(inner, min_size=1, max_size=3).map("".join)

    single = st.builds(
        "{}{}".format, st.sampled_from(["a", "b", "[ab]", "[^a]", ".", r"\w", r"\W"]), QUANTIFIERS
    )
    return st.recursive(ATOMS | single, grown, max_leaves=6)


TEXTS = st.text(alphabet="ab ", max_size=9) | st.builds(
    lambda body, times, tail: (body * times)[:10] + tail,
    st.sampled_from(["a", "ab", "aab"]),
    st.integers(1, 10),
    st.sampled_from(["", "b", " ", "c"]),
)


def size(pattern: str) -> int:
    """The number of parts of a pattern, generously: the factor that the bound is given up to."""
    return 4 * len(pattern) + 8


@settings(max_examples=500, deadline=None)
@given(pattern=patterns(), text=TEXTS)
def test_no_text_takes_more_steps_than_the_bound(pattern: str, text: str) -> None:
    for anywhere in (False, True):
        bound = step_bound(pattern, len(text), anywhere=anywhere)
        allowed = bound * size(pattern)
        matcher = Matcher(pattern, text, min(allowed, 100_000))
        try:
            found = matcher.search() if anywhere else matcher.fullmatch()
        except TooManyStepsError:
            assert allowed > 100_000, (pattern, text, bound)
        else:
            compiled = re.compile(pattern)
            really = compiled.search(text) if anywhere else compiled.fullmatch(text)
            assert found is (really is not None), "the counting matcher is a true one"


@settings(max_examples=300, deadline=None)
@given(pattern=patterns(), anywhere=st.booleans())
def test_a_pattern_is_accepted_by_its_bound_and_nothing_else(pattern: str, anywhere: bool) -> None:
    bound = step_bound(pattern, LONGEST_TEXT, anywhere=anywhere)
    try:
        safe_pattern(pattern, anywhere=anywhere)
    except CheckError:
        assert bound > MOST_STEPS
    else:
        assert bound <= MOST_STEPS


@settings(max_examples=200, deadline=None)
@given(pattern=patterns(), length=st.integers(0, 50))
def test_the_bound_grows_with_the_text(pattern: str, length: int) -> None:
    assert step_bound(pattern, length) <= step_bound(pattern, length + 10)
    assert step_bound(pattern, length, anywhere=False) <= step_bound(pattern, length)


@pytest.mark.parametrize(
    "pattern",
    [
        "(a+)+",
        "(a*)*",
        "(?:)*",
        "([a-zA-Z]+)*",
        "(a|a)*",
        "(a|b|ab)*c",
        r"(\w+\s?)*$",
        "(.*?,){11}P",
        "(a?){100}a{100}",
        "(a{1,50}){1,50}",
        "a*a*a*b",
        ".*.*.*x",
        "(a?)?" * 60,
        "(x+x+)+y",
        r"^(\d+|\w+)*$",
        "((a{0,99}){0,99}){0,99}",
    ],
)
def test_what_can_blow_up_is_refused(pattern: str) -> None:
    for anywhere in (False, True):
        with pytest.raises(CheckError) as caught:
            safe_pattern(pattern, anywhere=anywhere)
        assert str(caught.value).startswith(repr(pattern))
        assert "can take for ever on long text" in str(caught.value)


@pytest.mark.parametrize(
    ("pattern", "says"),
    [
        (r"(a)\1", "uses a back-reference"),
        (r"(?P<x>a)(?P=x)", "uses a back-reference"),
        ("(?=a)", "looks around or back"),
        ("b(?!a)", "looks around or back"),
        ("(?<=a)b", "looks around or back"),
        ("(?<!a)b", "looks around or back"),
        ("(?:x(?=a))*", "looks around or back"),
        ("(a)?(?(1)b|c)", "looks around or back"),
        ("(", "is not a regular expression"),
        ("[", "is not a regular expression"),
        ("a{3,1}", "is not a regular expression"),
        ("*", "is not a regular expression"),
        ("a{99999999999999999999}", "is not a regular expression"),
        ("a" * (LONGEST_PATTERN + 1), "a pattern may have 2000 characters, and this one has 2001"),
        ("(" * 900 + ")" * 900, "nests too many groups"),
    ],
)
def test_what_packs_may_not_use_is_refused_in_words(pattern: str, says: str) -> None:
    with pytest.raises(CheckError) as caught:
        safe_pattern(pattern)
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("pattern", "anywhere"),
    [
        ("", True),
        ("ext:[A-Za-z0-9._-]+", True),
        (r"\+\d[\d ().-]{7,18}\d", True),
        (r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}\.[A-Za-z]{2,}", True),
        (r"\b(?:course|program|programme|module)s?\b", True),
        (r"(?s)\s.*|.*\s", False),
        ("(?:[a-z]+,)*[a-z]+", False),
        ("(a|b)*", True),
        ("(a|ab)*", False),
        (r"\d+\s*x", True),
        (".*foo.*bar", False),
        (r"https?://[^/]{0,200}example\.org(?:/.*)?", False),
        ("a+b+c+d+", True),
    ],
)
def test_what_is_common_and_harmless_is_accepted(pattern: str, anywhere: bool) -> None:
    assert safe_pattern(pattern, anywhere=anywhere).pattern == pattern


def test_case_is_ignored_when_asked() -> None:
    assert safe_pattern("straße", ignore_case=True).fullmatch("STRAßE")
    assert safe_pattern("a").fullmatch("A") is None
