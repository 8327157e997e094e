"""Which items of two lists are the same thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from trustlint.comparing.equality import MOST_TRIED, canonical, same
from trustlint.data_files import load_yaml_data

COMPARISON_FILE = Path(__file__).with_name("comparison.yaml")

_T = TypeVar("_T")


class Matches(NamedTuple):
    """Positions: of pairs, and of what has no counterpart."""

    pairs: list[tuple[int, int]]
    before: list[int]
    after: list[int]


@cache
def settings() -> dict[str, Any]:
    """``comparison.yaml``."""
    data: dict[str, Any] = load_yaml_data(COMPARISON_FILE)
    return data


def match(before: Sequence[_T], after: Sequence[_T], value_of: Callable[[_T], Any]) -> Matches:
    """Pair what is equal, then what has the same identity, then what is most alike; of one and one, both."""
    olds, news = [value_of(item) for item in before], [value_of(item) for item in after]
    left, right = dict(enumerate(olds)), dict(enumerate(news))
    pairs: list[tuple[int, int]] = []

    def settle(key_of: Callable[[Any], Hashable | None]) -> None:
        waiting: dict[Hashable, list[int]] = defaultdict(list)
        for index, value in right.items():
            if (key := key_of(value)) is not None:
                waiting[key].append(index)
        for index, value in [*left.items()]:
            key = key_of(value)
            if key is not None and waiting.get(key):
                pairs.append((index, other := waiting[key].pop(0)))
                del left[index], right[other]

    settle(canonical)
    for name in settings()["identity"]:
        if not left or not right:
            break
        settle(lambda value, name=name: _identity(value, name))  # type: ignore[misc]
    if len(left) <= MOST_TRIED and len(right) <= MOST_TRIED:
        _by_likeness(left, right, pairs)
    if len(olds) == len(news) == 1 and left and right:
        pairs.append((0, 0))
        left, right = {}, {}
    return Matches(sorted(pairs), [*left], [*right])


def _identity(value: Any, name: str) -> str | None:
    """What a value goes by. A text in the place of an object is its address."""
    if isinstance(value, str):
        return value if name in ("id", "targetUrl") else None
    found = value.get(name) if isinstance(value, dict) else None
    return found if isinstance(found, str) and found else None


def _by_likeness(left: dict[int, Any], right: dict[int, Any], pairs: list[tuple[int, int]]) -> None:
    """Pair values that are equal, and objects that agree in at least half of their members, the most alike first."""
    scores = [
        (-score, old, new)
        for old, before in left.items()
        for new, after in right.items()
        if (score := _likeness(before, after)) >= 0.5
    ]
    for _, old, new in sorted(scores):
        if old in left and new in right:
            pairs.append((old, new))
            del left[old], right[new]


def _likeness(before: Any, after: Any) -> float:
    if same(before, after):
        return 1.0
    if not isinstance(before, dict) or not isinstance(after, dict):
        return 0.0
    if any(_conflict(before, after, name) for name in ("id", "@id")):
        return 0.0
    names = before.keys() | after.keys()
    return sum(name in before and name in after and same(before[name], after[name]) for name in names) / len(
        names
    )


def _conflict(before: dict[str, Any], after: dict[str, Any], name: str) -> bool:
    """Whether both say who they are, and say so differently."""
    old, new = before.get(name), after.get(name)
    return isinstance(old, str) and isinstance(new, str) and old != new and not _is_made_up(old, new)


def _is_made_up(old: str, new: str) -> bool:
    """Whether ids were given by a program, which may give others on the next export."""
    return old.startswith(("urn:uuid:", "_:")) and new.startswith(("urn:uuid:", "_:"))


__all__ = ["Matches", "match", "settings"]
