"""Checks on text: length, words, phrases, patterns. A language map is judged text by text."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from trustlint.checks.context import RuleContext
from trustlint.checks.patterns import LONGEST_TEXT, LazyPattern
from trustlint.checks.registry import PLACEHOLDER, Test, check_function, options_schema
from trustlint.checks.result import PASSED, Result, cant_tell, failed
from trustlint.checks.wording import plural, show
from trustlint.credential.view import Node
from trustlint.model.outcome import Outcome

_NUMBER = {"type": "integer", "minimum": 0}
_PHRASES = {"type": "array", "items": {"type": "string", "minLength": 1}, "minItems": 1}
_WORD = re.compile(r"\w[\w'’-]*")


def words_of(text: str) -> list[str]:
    """The words of a text, without punctuation."""
    return _WORD.findall(text)


def normalised(text: str) -> str:
    """A text for comparison: lower case, words only."""
    return " ".join(word.lower() for word in words_of(text))


@check_function(
    "text",
    options_schema(
        {
            "min_length": _NUMBER,
            "max_length": _NUMBER,
            "min_words": _NUMBER,
            "max_words": _NUMBER,
            "differs_from": {"type": "string"},
            "is_none_of": _PHRASES,
            "has_none_of": _PHRASES,
            "has_one_of": _PHRASES,
        }
    ),
)
def text(options: dict[str, Any]) -> Test:
    """Text that is long enough, short enough, says something of its own, has or lacks certain phrases."""
    tests = [prepare_text_test(name, value) for name, value in options.items() if name != "differs_from"]
    other = options.get("differs_from")

    def judge(value: str, context: RuleContext) -> Result:
        for test in tests:
            reason = test(value)
            if reason:
                return failed(reason)
        if other is not None:
            same = normalised(value)
            if any(isinstance(found, str) and normalised(found) == same for found in context.values(other)):
                return failed(lambda: f"only repeats {context.view.table.place(other).title}")
        return PASSED

    return on_texts(judge)


def prepare_text_test(name: str, value: Any) -> TextTest:
    """The test for one option of the check: a text to the reason why it fails, None when it passes."""
    return _TEXT_TESTS[name](value)


def on_texts(judge: Callable[[str, RuleContext], Result]) -> Test:
    """Apply a judgement to a text, or to each text of a language map; anything else fails with its shape."""

    def test(node: Node, context: RuleContext) -> Result:
        value = node.value
        if isinstance(value, str):
            return judge(value, context)
        if isinstance(value, dict) and value and all(isinstance(item, str) for item in value.values()):
            undecided: Result | None = None
            for language, item in value.items():
                result = PLACEHOLDER if context.is_placeholder(item) else judge(item, context)
                result = result.placed(Node(item, (*node.path, language), node.document))
                if result.outcome is Outcome.FAIL:
                    return result
                if result.outcome is not Outcome.PASS:
                    undecided = undecided or result
            return undecided or PASSED
        return failed(lambda: f"is {show(value)}, and text is expected")

    return test


@check_function(
    "matches",
    options_schema(
        {
            "pattern": {"type": "string"},
            "anywhere": {"type": "boolean"},
            "ignore_case": {"type": "boolean"},
            "wants": {"type": "string"},
        },
        ["pattern"],
    ),
)
def matches(options: dict[str, Any]) -> Test:
    """The whole text, or with ``anywhere`` a part of it, matches a regular expression; ``wants`` says it in words."""
    anywhere = options.get("anywhere", False)
    pattern = LazyPattern(options["pattern"], ignore_case=options.get("ignore_case", False))
    find = pattern.search if anywhere else pattern.fullmatch
    wants = options.get("wants") or f"text like {options['pattern']}"

    def judge(value: str, context: RuleContext) -> Result:
        whole = len(value) <= LONGEST_TEXT
        if (whole or anywhere) and find(value[:LONGEST_TEXT]):
            return PASSED
        if not whole:
            return cant_tell(
                lambda: f"has {len(value):,} characters, and no more than {LONGEST_TEXT:,} are matched"
            )
        return failed(lambda: f"is {show(value)}, and {wants} is expected")

    return on_texts(judge)


TextTest = Callable[[str], str | None]


def _min_length(least: int) -> TextTest:
    return lambda value: (
        f"has {plural(len(value.strip()), 'character')}, and at least {least} are expected"
        if len(value.strip()) < least
        else None
    )


def _max_length(most: int) -> TextTest:
    return lambda value: (
        f"has {plural(len(value), 'character')}, and at most {most} are expected"
        if len(value) > most
        else None
    )


def _min_words(least: int) -> TextTest:
    def test(value: str) -> str | None:
        found = len(words_of(value))
        return f"has {plural(found, 'word')}, and at least {least} are expected" if found < least else None

    return test


def _max_words(most: int) -> TextTest:
    def test(value: str) -> str | None:
        found = len(words_of(value))
        return f"has {plural(found, 'word')}, and at most {most} are expected" if found > most else None

    return test


def _phrase_pattern(phrases: list[str]) -> re.Pattern[str]:
    return re.compile(
        r"(?<!\w)(?:" + "|".join(re.escape(phrase) for phrase in phrases) + r")(?!\w)", re.IGNORECASE
    )


def _is_none_of(phrases: list[str]) -> TextTest:
    refused = {normalised(phrase) for phrase in phrases}
    return lambda value: f"says only {show(value.strip())}" if normalised(value) in refused else None


def _has_none_of(phrases: list[str]) -> TextTest:
    pattern = _phrase_pattern(phrases)

    def test(value: str) -> str | None:
        found = pattern.search(value)
        return f"contains {show(found[0])}" if found else None

    return test


def _has_one_of(phrases: list[str]) -> TextTest:
    pattern = _phrase_pattern(phrases)
    return lambda value: None if pattern.search(value) else f"contains none of {', '.join(phrases[:6])}"


_TEXT_TESTS: dict[str, Callable[[Any], TextTest]] = {
    "min_length": _min_length,
    "max_length": _max_length,
    "min_words": _min_words,
    "max_words": _max_words,
    "is_none_of": _is_none_of,
    "has_none_of": _has_none_of,
    "has_one_of": _has_one_of,
}
