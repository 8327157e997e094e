"""The texts of a badge that say what it is for, read once for all rules of writing: their language and what they claim.

Texts of linked documents are left out: those are checked as documents of their own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from trustlint.checks.context import RuleContext
from trustlint.credential.view import Node
from trustlint.pyrules.outcomes import count_words, says_only_completion, states_an_act, vague_word
from trustlint.pyrules.word_lists import BREAK, PAUSE, Language, languages_of, tokens_of

_FEWEST_HITS, _SMALLEST_SHARE = 3, 0.15
"""Function words that make a text one of a language: so many, and such a part of all words."""
_MOST_KEPT = 512


class TextReading:
    """What one text says, in one language or none that is known."""

    __slots__ = ("language", "tokens", "words")

    def __init__(self, text: str, language: Language | None) -> None:
        self.tokens = tokens_of(text)
        self.words = count_words(self.tokens)
        self.language = language

    @property
    def acts(self) -> bool:
        return self.language is not None and states_an_act(self.tokens, self.language)

    @property
    def vague(self) -> str | None:
        return vague_word(self.tokens, self.language) if self.language is not None else None

    @property
    def only_completion(self) -> bool:
        return self.language is not None and says_only_completion(self.tokens, self.language)


class BadgeReading:
    """The texts of one badge together. acts: one of them says something that can be seen; vague: the place of the first
    text that rests on a vague word, and the word; language: that they are judged in, None when it is not known."""

    __slots__ = ("acts", "language", "vague", "words")

    def __init__(self, texts: Sequence[str], declared: str | None, languages: Mapping[str, Language]) -> None:
        self.language = languages.get(detect(" . ".join(texts), languages) or declared or "")
        readings = [TextReading(text, self.language) for text in texts]
        self.acts = any(reading.acts for reading in readings)
        vague = [(index, reading.vague) for index, reading in enumerate(readings)] if not self.acts else []
        self.vague = next(((index, word) for index, word in vague if word is not None), None)
        self.words = sum(reading.words for reading in readings)


def read_badge(context: RuleContext, texts: Sequence[str], declared: Any) -> BadgeReading:
    """The reading of the texts of one badge; ``declared``: its language as the document gives it, of any shape."""
    parameters = context.parameters
    return _read(tuple(texts), primary_language(declared), _Lists(languages_of(parameters)))


def read_text(text: str, language: Language | None) -> TextReading:
    """The reading of one text in a language that is known."""
    return _read_one(text, language)


class _Lists:
    """Languages as a key of a cache: ``languages_of`` gives the same object for the same parameters."""

    __slots__ = ("languages",)

    def __init__(self, languages: Mapping[str, Language]) -> None:
        self.languages = languages

    def __hash__(self) -> int:
        return id(self.languages)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Lists) and other.languages is self.languages


@lru_cache(_MOST_KEPT)
def _read(texts: tuple[str, ...], declared: str | None, lists: _Lists) -> BadgeReading:
    return BadgeReading(texts, declared, lists.languages)


@lru_cache(_MOST_KEPT)
def _read_one(text: str, language: Language | None) -> TextReading:
    return TextReading(text, language)


def detect(text: str, languages: Mapping[str, Language]) -> str | None:
    """The code of the language that a text is in, by its function words; None when they do not tell."""
    tokens = [token for token in tokens_of(text) if token not in (BREAK, PAUSE)]
    if not tokens:
        return None
    hits = sorted(
        (
            (
                sum(
                    bool(language["function_words"].length_at(tokens, index)) for index in range(len(tokens))
                ),
                code,
            )
            for code, language in languages.items()
            if "function_words" in language
        ),
        reverse=True,
    )
    if not hits or hits[0][0] < max(_FEWEST_HITS, _SMALLEST_SHARE * len(tokens)):
        return None
    return hits[0][1] if len(hits) < 2 or hits[0][0] >= 1.5 * hits[1][0] + 1 else None


def primary_language(declared: Any) -> str | None:
    """The code of the language in a language tag: ``en`` of ``en-GB``; None for anything else."""
    if not isinstance(declared, str):
        return None
    code = declared.strip().replace("_", "-").partition("-")[0].lower()
    return code if code.isalpha() and len(code) in (2, 3) else None


def texts_in(context: RuleContext, fields: Sequence[str]) -> list[Node]:
    """The texts of this document in some fields; placeholders are left out."""
    return [
        node
        for field in fields
        for node in context.select(field).nodes
        if node.document is None
        and isinstance(node.value, str)
        and node.value.strip()
        and not context.is_placeholder(node.value)
    ]
