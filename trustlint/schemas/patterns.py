"""The ``pattern`` keyword for jsonschema, read as ECMAScript and jsonschema-rs read it rather than as Python does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

_CLASSES = {"d": "0-9", "w": "A-Za-z0-9_"}


@lru_cache(maxsize=256)
def to_python(pattern: str) -> re.Pattern[str]:
    r"""Compile an ECMAScript pattern: ``$`` is the very end (not before a last line feed), ``\d`` and ``\w`` are ASCII.

    Raises re.error for what Python cannot express.
    """
    out: list[str] = []
    in_class = False
    position = 0
    while position < len(pattern):
        character = pattern[position]
        if character == "\\" and position + 1 < len(pattern):
            position += 1
            escaped = pattern[position]
            ascii_class = _CLASSES.get(escaped)
            if ascii_class is None:
                out.append("/" if escaped == "/" else character + escaped)
            else:
                out.append(ascii_class if in_class else f"[{ascii_class}]")
        elif in_class:
            in_class = character != "]"
            out.append(character)
        elif character == "[":
            in_class = True
            out.append(character)
        else:
            out.append(r"\Z" if character == "$" else character)
        position += 1
    return re.compile("".join(out))


def check_pattern(validator: Any, pattern: str, value: Any, schema: Any) -> Iterator[ValidationError]:
    """The keyword as jsonschema calls it. A pattern that Python cannot express is left to jsonschema-rs."""
    from jsonschema.exceptions import ValidationError

    if not isinstance(value, str):
        return
    try:
        matches = to_python(pattern).search(value) is not None
    except re.error:
        return
    if not matches:
        yield ValidationError(f"{value!r} does not match {pattern!r}")
