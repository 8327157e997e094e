"""The value that belongs in the place of one that the schema refuses, where only one can be meant."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

from trustlint.schemas.dates import certain_date, certain_date_time, seconds_date_time

Instead = tuple[Any, ...] | None
"""The value; empty where nothing is to be there; None where it is not certain."""

_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,15})?")
_WEB_ADDRESS = re.compile(r"https?://\S{1,2000}")
_SEPARATORS = re.compile(r"[\s_-]+")
_FIRST_LIKELY = 1_000_000_000
"""Fewer seconds since 1970 lead to a time before 2001, long before badges: such a number is a year, or anything else."""

_IS = {"string": str, "array": list, "object": dict, "boolean": bool}


def folded(term: str) -> str:
    """A term without capitals, blanks, hyphens and underscores, in which spellings of one term do not differ."""
    return _SEPARATORS.sub("", term).lower()


def of_seconds(seconds: int) -> Instead:
    """The date-time of the seconds since 1970 that Open Badges 1.x allowed (OB2-14)."""
    written = seconds_date_time(seconds) if seconds >= _FIRST_LIKELY else None
    return None if written is None else (written,)


def of_other_type(value: Any, types: Sequence[str], example: Any, *, needed: bool) -> Instead:
    """For a value of none of the JSON types that are wanted. example, needed: of the place, as in its wording."""
    if value is None:
        return None if needed else ()
    if isinstance(value, list):
        return _of_list(value, types)
    if "array" in types and value != "":
        return ([value],)
    if isinstance(value, str):
        return _of_text(value, types, example)
    if type(value) is int and "string" in types:
        return (str(value),)
    return None


def _of_list(value: list[Any], types: Sequence[str]) -> Instead:
    if len(value) != 1:
        return None
    kinds = tuple(_IS[name] for name in types if name in _IS)
    is_number = type(value[0]) in (int, float) and "number" in types
    return (value[0],) if isinstance(value[0], kinds) or is_number else None


def _of_text(value: str, types: Sequence[str], example: Any) -> Instead:
    text = value.strip()
    if "boolean" in types and text.lower() in ("true", "false"):
        return (text.lower() == "true",)
    if not {"number", "integer"}.isdisjoint(types) and _NUMBER.fullmatch(text):
        number = json.loads(text)
        return (number,) if isinstance(number, int) or "number" in types else None
    if "object" in types and isinstance(example, dict) and "id" in example and _WEB_ADDRESS.fullmatch(text):
        # Other members of the example are its own, and an image would still lack its caption.
        return ({"id": text},) if example.keys() <= {"id", "narrative"} else None
    return None


def of_format(text: str, name: str) -> Instead:
    """For a text that is not in the format ``name``."""
    if name == "date":
        certain = certain_date(text)
    elif name in ("date-time", "date-time-with-offset"):
        certain = certain_date_time(text)
    else:
        certain = text.strip() if text != text.strip() else None
    return (certain,) if certain else None


def of_term(value: Any, terms: Sequence[Any]) -> Instead:
    """The term that is meant when only capitals, blanks, hyphens or underscores differ."""
    if not isinstance(value, str):
        return None
    found = [term for term in terms if isinstance(term, str) and folded(term) == folded(value)]
    return (found[0],) if len(found) == 1 else None


def of_types(value: Any, wanted: Sequence[str]) -> Instead:
    """``type`` with the class names that are wanted, and what else it has but for other spellings of those."""
    items = value if isinstance(value, list) else [value]
    if not all(isinstance(item, str) for item in items):
        return None
    known = {folded(name) for name in wanted}
    others = [item for item in items if folded(item) not in known and item.strip()]
    return ([*wanted, *others],)


def of_words(wants: Any) -> Instead:
    """The value that a noun phrase of the schema writes out as JSON, such as ``["Alignment"]``."""
    try:
        return (json.loads(wants),) if isinstance(wants, str) else None
    except ValueError:
        return None
