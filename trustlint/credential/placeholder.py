"""Placeholders of templates: a value that stands wholly for something to be filled in later."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from trustlint.model.pointer import Path

DEFAULT_PATTERN = (
    r"\{\{[^{}]{1,200}\}\}|\$\{[^{}]{1,200}\}|<<[^<>]{1,200}>>|\[\[[^\[\]]{1,200}\]\]|%%[^%]{1,200}%%"
)

_ESCAPES = ("\\u00", "\\U", "\\x", "\\\n", "\\\r", "\\\x85", "\\\u2028", "\\\u2029")
"""What may stand in a source for characters of a placeholder: of JSON the first; of YAML all, those with a line end join lines."""
GAP = "FILL IN: "
"""How the placeholders begin that stand for what a person has still to write, and no program: ``<<FILL IN: …>>``."""


def is_gap(text: str) -> bool:
    """Whether a text holds what somebody has still to fill in, which is as good as nothing."""
    return text.lstrip().startswith(_GAP_START)


def gaps_in(data: Any) -> Iterator[Path]:
    """The places of all gaps in a document, in its order."""
    return (path for path, text in _texts_in(data) if is_gap(text))


def holds_placeholder(data: Any, is_placeholder: Callable[[Any], bool]) -> bool:
    """Whether a text anywhere in plain data stands for something to be filled in later."""
    return any(is_placeholder(text) for _, text in _texts_in(data))


def _texts_in(data: Any) -> Iterator[tuple[Path, str]]:
    left: list[tuple[Path, Any]] = [((), data)]
    while left:
        path, value = left.pop()
        if isinstance(value, dict):
            left += [((*path, name), item) for name, item in reversed(value.items())]
        elif isinstance(value, list):
            left += [((*path, index), value[index]) for index in reversed(range(len(value)))]
        elif isinstance(value, str):
            yield path, value


_GAP_START = f"<<{GAP}"


class Placeholder:
    """Tells whether a value is a placeholder; ``pattern`` must match the whole text, blanks around it aside."""

    __slots__ = ("_pattern", "pattern")

    def __init__(self, pattern: str = DEFAULT_PATTERN) -> None:
        self.pattern = pattern
        self._pattern = re.compile(pattern)

    def __call__(self, value: Any) -> bool:
        # Every pattern ends a placeholder with a bracket or percent sign; most texts end otherwise.
        return isinstance(value, str) and self._pattern.fullmatch(value.strip()) is not None

    def may_occur_in(self, text: str) -> bool:
        """Whether a value of a document with this source text can be a placeholder; False only when that is sure."""
        # A pattern of the user's own may hold anchors, which mean another place in the source than in a value.
        if self.pattern != DEFAULT_PATTERN or ("\\" in text and any(escape in text for escape in _ESCAPES)):
            return True
        # Looking for one character is many times faster than for two, and most texts lack these three.
        for first, mark in (("$", "${"), ("<", "<<"), ("%", "%%")):
            if first in text and mark in text:
                return True
        return "{{" in text or "[[" in text
