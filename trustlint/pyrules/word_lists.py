"""Lists of words and phrases of a language, looked for word by word: no pattern, so no text takes long.

An entry is a word or a phrase. A word may give its forms by their endings, ``explain//s/ed/ing``, or end with ``*``,
which stands for any letters. Case does not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from trustlint.checks.patterns import LONGEST_TEXT

BREAK, PAUSE = ".", ","
"""Among the words of a text: the end of a sentence, line or heading, and the pause within one."""

_TOKEN = re.compile(r"[^\W_][\w'’]*|[.;:!?\n•|—–\"“”«»*#]|,")


def tokens_of(text: str) -> list[str]:
    """The words of a text in small letters, with BREAK and PAUSE between them; a very long text is cut."""
    return [
        found.lower() if found[0].isalnum() else PAUSE if found == PAUSE else BREAK
        for found in _TOKEN.findall(text[:LONGEST_TEXT])
    ]


class WordList:
    """Words and phrases to look for among tokens."""

    __slots__ = ("_first", "_prefix_lengths", "_prefixes")

    def __init__(self, entries: Iterable[str]) -> None:
        self._first: dict[str, list[tuple[str, ...]]] = {}
        self._prefixes: dict[str, list[tuple[str, ...]]] = {}
        for entry in entries:
            words = entry.lower().split()
            for form in _forms(words[0]) if words else ():
                table = self._prefixes if form.endswith("*") else self._first
                table.setdefault(form.rstrip("*"), []).append(tuple(words[1:]))
        self._prefix_lengths = sorted({len(prefix) for prefix in self._prefixes})

    def length_at(self, tokens: Sequence[str], index: int) -> int:
        """How many tokens from ``index`` on are an entry; 0 for none. The longest entry counts."""
        token = tokens[index]
        found = self._longest(self._first.get(token, ()), tokens, index)
        for length in self._prefix_lengths:
            if length <= len(token):
                found = max(found, self._longest(self._prefixes.get(token[:length], ()), tokens, index))
        return found

    def first_in(self, tokens: Sequence[str], start: int = 0, end: int | None = None) -> int | None:
        """The first index, from ``start`` and below ``end``, at which an entry stands."""
        for index in range(start, len(tokens) if end is None else min(end, len(tokens))):
            if self.length_at(tokens, index):
                return index
        return None

    @staticmethod
    def _longest(rests: Iterable[tuple[str, ...]], tokens: Sequence[str], index: int) -> int:
        longest = 0
        for rest in rests:
            following = tokens[index + 1 : index + 1 + len(rest)]
            if len(following) == len(rest) and all(map(_fits, rest, following)):
                longest = max(longest, 1 + len(rest))
        return longest


def _forms(word: str) -> list[str]:
    stem, *endings = word.split("/")
    return [stem + ending for ending in endings] if endings else [word]


def _fits(word: str, token: str) -> bool:
    return any(token.startswith(form[:-1]) if form.endswith("*") else token == form for form in _forms(word))


class Language:
    """The lists of one language, each made when it is first asked for."""

    __slots__ = ("_lists", "_made", "code")

    def __init__(self, code: str, lists: Mapping[str, Any]) -> None:
        self.code = code
        self._lists = lists
        self._made: dict[str, WordList] = {}

    def __contains__(self, name: str) -> bool:
        return bool(self._lists.get(name))

    def __getitem__(self, name: str) -> WordList:
        """The list called ``name``, an empty one when the language has none."""
        made = self._made.get(name)
        if made is None:
            made = self._made[name] = WordList(_texts(self._lists.get(name)))
        return made


def languages_of(parameters: Mapping[str, Any]) -> Mapping[str, Language]:
    """Languages by code, from the parameters ``words`` and ``more_words`` of a pack: language → list name → entries."""
    words, more = parameters.get("words"), parameters.get("more_words")
    return _languages(_Same(words), _Same(more))


class _Same:
    """A value that is equal only to itself: parameters are the same objects for a whole run."""

    __slots__ = ("value",)

    def __init__(self, value: Any) -> None:
        self.value = value

    def __hash__(self) -> int:
        return id(self.value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.value is self.value


@cache
def _languages(words: _Same, more: _Same) -> Mapping[str, Language]:
    merged: dict[str, dict[str, list[str]]] = {}
    for source in (words.value, more.value):
        if isinstance(source, Mapping):
            for code, lists in source.items():
                if isinstance(lists, Mapping):
                    for name, entries in lists.items():
                        merged.setdefault(str(code), {}).setdefault(str(name), []).extend(_texts(entries))
    return {code: Language(code, lists) for code, lists in merged.items()}


def _texts(entries: Any) -> list[str]:
    return [entry for entry in entries if isinstance(entry, str)] if isinstance(entries, list) else []
