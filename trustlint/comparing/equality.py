"""When two values say the same: instants, numbers, language maps, single values and lists of one."""

from __future__ import annotations

import json
from collections import Counter
from datetime import datetime
from typing import Any

from trustlint.formats import is_date_time

MOST_TRIED = 60
"""So many items that are written differently are compared with each other; more are taken for different."""


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
        return before == after or (len(before) == len(after) and _same_items(before, after))
    return type(before) is type(after) and before == after


def _same_items(before: list[Any], after: list[Any]) -> bool:
    """Whether each item of one list has an item of the other that says the same, each used once."""
    texts = Counter(map(canonical, after))
    left = []
    for value in before:
        text = canonical(value)
        if texts[text]:
            texts[text] -= 1
        else:
            left.append(value)
    right = []
    for value in after:
        text = canonical(value)
        if texts[text]:
            texts[text] -= 1
            right.append(value)
    if len(left) > MOST_TRIED:
        return False
    for value in left:
        index = next((index for index, other in enumerate(right) if same(value, other)), None)
        if index is None:
            return False
        del right[index]
    return True


def canonical(value: Any) -> str:
    """A text that is the same for values that are equal but for the order of members."""
    return json.dumps(simple(value), sort_keys=True)


def same_instant(before: str, after: str) -> bool:
    """Whether both texts are date-times with an offset, of the same instant."""
    if not (10 < len(before) < 64 and 10 < len(after) < 64 and is_date_time(before) and is_date_time(after)):
        return False
    try:
        return datetime.fromisoformat(before.upper()) == datetime.fromisoformat(after.upper())
    except ValueError:  # a leap second
        return False
