"""When two values say the same: instants, numbers, language maps, single values and lists of one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from trustlint.formats import is_date_time

MAX_DEPTH = 400
"""Deeper than anything that can be read."""


def same(before: Any, after: Any) -> bool:
    """Whether two values say the same. Order within lists does not count here; see ``differences`` for where it does."""
    return _same(simple(before), simple(after))


def simple(value: Any) -> Any:
    """A value without what JSON-LD may write around it: a list of one, a value object without a language."""
    while True:
        if isinstance(value, list) and len(value) == 1:
            value = value[0]
        elif isinstance(value, dict) and value.keys() == {"@value"}:
            value = value["@value"]
        elif isinstance(value, dict) and value.keys() == {"@value", "@language"}:
            language = value["@language"]
            return {language: value["@value"]} if isinstance(language, str) else value
        else:
            return value


def is_nothing(value: Any) -> bool:
    """Whether a value says nothing: null, an empty list or object."""
    return value is None or value == [] or value == {}


def _same(before: Any, after: Any) -> bool:
    if isinstance(before, bool) or isinstance(after, bool):
        return before is after
    if isinstance(before, int | float) and isinstance(after, int | float):
        return before == after
    if isinstance(before, str) and isinstance(after, str):
        return before == after or same_instant(before, after)
    if isinstance(before, dict) and isinstance(after, dict):
        names = {name for name, value in before.items() if not is_nothing(value)}
        if names != {name for name, value in after.items() if not is_nothing(value)}:
            return False
        return all(same(before[name], after[name]) for name in names)
    if isinstance(before, list) and isinstance(after, list):
        return len(before) == len(after) and not list(_unpaired(before, after))
    return type(before) is type(after) and before == after


def _unpaired(before: list[Any], after: list[Any]) -> Iterator[Any]:
    """The values of one list that have no equal in the other, each used once."""
    left = list(after)
    for value in before:
        for index, candidate in enumerate(left):
            if same(value, candidate):
                del left[index]
                break
        else:
            yield value


def same_instant(before: str, after: str) -> bool:
    """Whether both texts are date-times with an offset, of the same instant."""
    if not (10 < len(before) < 64 and 10 < len(after) < 64 and is_date_time(before) and is_date_time(after)):
        return False
    try:
        return datetime.fromisoformat(before.upper()) == datetime.fromisoformat(after.upper())
    except ValueError:  # a leap second
        return False
