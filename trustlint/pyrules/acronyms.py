"""Short forms in capitals that a text uses and nowhere spells out (fact W-09)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from trustlint.checks.patterns import LONGEST_TEXT
from trustlint.pyrules.word_lists import WordList

_ACRONYM = re.compile(r"(?<![\w/.@#+-])[A-Z]{3,6}(?![\w/@+-])")
_SHOUTED = re.compile(r"[A-Z]{2,}(?: +[A-Z]{2,})+")
_WORD = re.compile(r"[^\W\d_]+")
_MOST_CAPITALS = 0.3
"""A text with more capitals than that is shouted, and its words are no acronyms."""


def unexplained(texts: Sequence[str], others: Sequence[str], known: WordList) -> dict[int, list[str]]:
    """By index of the text that has it first, the acronyms that no text explains.

    texts: those to be judged; others: where an explanation may stand as well; known: what needs none. An acronym is
    explained by words that start with its letters, by brackets around or behind it, or by standing in another name.
    """
    every = [text[:LONGEST_TEXT] for text in (*texts, *others)]
    initials = " ".join("".join(word[0] for word in _WORD.findall(text)).upper() for text in every)
    capitals = " ".join(
        "".join(word[0] for word in _WORD.findall(text) if word[0].isupper()) for text in every
    )
    bracketed = " ".join(every)
    found: dict[int, list[str]] = {}
    seen: set[str] = set()
    for index, text in enumerate(every[: len(texts)]):
        letters = sum(map(str.isalpha, text))
        if not letters or sum(map(str.isupper, text)) > _MOST_CAPITALS * letters:
            continue
        for name in _ACRONYM.findall(_SHOUTED.sub(" ", text)):
            if name in seen or known.length_at([name.lower()], 0):
                continue
            seen.add(name)
            explained = (
                name in initials
                or name in capitals
                or f"({name}" in bracketed
                or f"{name} (" in bracketed
                or any(name in other for other in others)
            )
            if not explained:
                found.setdefault(index, []).append(name)
    return found
