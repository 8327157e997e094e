"""What changed between two versions of a pack."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from typing import Any, NamedTuple

from trustlint.packs.model import Pack

_LEFT_OUT = ("pack", "examples", "criteria", "rules", "levels", "parameters", "digest", "extends")
"""Where something is from, and what is compared item by item; examples change no verdict."""


class Difference(NamedTuple):
    """kind: ``pack level parameter criterion rule``; id: of the item; change: ``added removed changed``; title: of the
    item; key, old, new: plain data of what changed, None where the whole item did."""

    kind: str
    id: str
    change: str
    title: str
    key: str | None = None
    old: Any = None
    new: Any = None

    def to_dict(self) -> dict[str, Any]:
        return self._asdict()


def pack_differences(old: Pack, new: Pack) -> tuple[Difference, ...]:
    """All differences, those of the pack itself first. The order of things is no difference."""
    return (
        *_changed("pack", new.id, new.title, old, new),
        *_items("level", {item.id: item for item in old.levels}, {item.id: item for item in new.levels}),
        *_items(
            "parameter",
            {item.name: item for item in old.parameters},
            {item.name: item for item in new.parameters},
        ),
        *_items(
            "criterion", {item.id: item for item in old.criteria}, {item.id: item for item in new.criteria}
        ),
        *_items("rule", {item.code: item for item in old.rules}, {item.code: item for item in new.rules}),
    )


def _items(kind: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Difference]:
    for id_ in _in_order(old, new):
        if id_ not in new:
            yield Difference(kind, id_, "removed", old[id_].title)
        elif id_ not in old:
            yield Difference(kind, id_, "added", new[id_].title)
        else:
            yield from _changed(kind, id_, new[id_].title, old[id_], new[id_])


def _in_order(old: Iterable[str], new: Iterable[str]) -> list[str]:
    return list(dict.fromkeys([*old, *new]))


def _changed(kind: str, id_: str, title: str, old: Any, new: Any) -> Iterator[Difference]:
    for key in old._fields:
        if key in _LEFT_OUT:
            continue
        before, after = _plain(getattr(old, key)), _plain(getattr(new, key))
        if before != after:
            yield Difference(kind, id_, "changed", title, key, before, after)


def _plain(value: Any) -> Any:
    """A part of a pack as plain data, without what is empty."""
    if isinstance(value, Enum):
        return value.value
    if hasattr(value, "_asdict"):
        return {name: _plain(item) for name, item in value._asdict().items() if item not in (None, (), "")}
    if isinstance(value, Mapping):
        return {str(name): _plain(item) for name, item in value.items()}
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value
