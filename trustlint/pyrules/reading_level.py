"""How hard an English text is to read: the grade of school by the formula of Flesch and Kincaid (fact W-07)."""

from __future__ import annotations

import re

from trustlint.checks.patterns import LONGEST_TEXT

FEWEST_WORDS = 100
"""On fewer words the formula says nothing."""
_WORD = re.compile(r"[A-Za-z][A-Za-z'’]*")
_SENTENCE_END = re.compile(r"[.!?](?=\s|$)|\n\s*(?:\n|[-*•\d])")
_VOWELS = re.compile(r"[aeiouy]+")


def school_grade(text: str) -> float | None:
    """The grade, None for a text with fewer than FEWEST_WORDS words."""
    text = text[:LONGEST_TEXT]
    words = _WORD.findall(text)
    if len(words) < FEWEST_WORDS:
        return None
    sentences = max(1, len(_SENTENCE_END.findall(text.strip())))
    syllables = sum(_syllables(word.lower()) for word in words)
    return 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59


def _syllables(word: str) -> int:
    count = len(_VOWELS.findall(word))
    if word.endswith("e") and not word.endswith(("le", "ee")) and count > 1:
        count -= 1
    return max(1, count)
