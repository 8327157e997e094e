"""What an unquoted YAML word means: the core schema of YAML 1.2 (section 10.3.2), no dates, no ``yes`` and ``no``."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

_INTEGER = re.compile(r"[-+]?[0-9]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_MAX_NUMBER = 308
_PLAIN: dict[str, bool | None] = {
    "": None,
    "~": None,
    "null": None,
    "Null": None,
    "NULL": None,
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
}
NOTHING: Any = object()
"""Stands for: the text is not of that type."""


def plain_value(text: str) -> Any:
    """Value of an unquoted scalar in the core schema; a number only where it is written back the same."""
    if text in _PLAIN:
        return _PLAIN[text]
    if text[0] in "-+.0123456789" and len(text) <= _MAX_NUMBER:
        number: int | float
        if _INTEGER.fullmatch(text):
            number = int(text)
        elif _FLOAT.fullmatch(text):
            number = float(text)
        else:
            return text
        if str(number) == text:
            return number
    return text


def _integer(text: str) -> Any:
    return int(text) if _INTEGER.fullmatch(text) and len(text) <= _MAX_NUMBER else NOTHING


def _float(text: str) -> Any:
    if not _FLOAT.fullmatch(text):
        return NOTHING
    number = float(text)
    return number if number - number == 0 else NOTHING


def _boolean(text: str) -> Any:
    value = _PLAIN.get(text, NOTHING)
    return NOTHING if value is None else value


def _null(text: str) -> Any:
    return None if _PLAIN.get(text, NOTHING) is None else NOTHING


READERS: dict[str, Callable[[str], Any]] = {"int": _integer, "float": _float, "bool": _boolean, "null": _null}
"""Readers of the text behind an explicit core tag, by the name of the tag; NOTHING where it does not fit."""
