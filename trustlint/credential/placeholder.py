"""Placeholders of templates: a value that stands wholly for something to be filled in later."""

from __future__ import annotations

import re
from typing import Any

DEFAULT_PATTERN = (
    r"\{\{[^{}]{1,200}\}\}|\$\{[^{}]{1,200}\}|<<[^<>]{1,200}>>|\[\[[^\[\]]{1,200}\]\]|%%[^%]{1,200}%%"
)

_ESCAPES = ("\\u00", "\\U", "\\x", "\\\n", "\\\r", "\\\x85", "\\\u2028", "\\\u2029")
"""What may stand in a source for characters of a placeholder: of JSON the first; of YAML all, those with a line end join lines."""


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
