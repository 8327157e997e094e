"""Side table of places: which characters of the text each value of the plain data was read from."""

from __future__ import annotations

from typing import Any

from trustlint.model.pointer import Path

Entry = tuple[int | None, int | None, int, int]
"""Character offsets: start and end of the member name (None for array items and the root), start and end of the value."""

SpanTable = dict[Path, Entry]


def drop_below(table: SpanTable, path: Path, value: Any) -> None:
    """Remove the entries of everything inside ``value``, which stood at ``path``."""
    waiting: list[tuple[Path, Any]] = [(path, value)]
    while waiting:
        place, current = waiting.pop()
        children = _children(current)
        for step, child in children:
            below = (*place, step)
            table.pop(below, None)
            if isinstance(child, dict | list):
                waiting.append((below, child))


def copy_below(table: SpanTable, origin: Path, target: Path, value: Any) -> Any:
    """Copy plain data that stands at ``origin``, so that it also stands at ``target``, with the entries below it."""
    root: list[Any] = []
    waiting: list[tuple[Path, Path, Any, Any, Any]] = [(origin, target, value, root, None)]
    while waiting:
        old, new, current, holder, step = waiting.pop()
        if isinstance(current, dict):
            made: Any = dict.fromkeys(current)
        elif isinstance(current, list):
            made = [None] * len(current)
        else:
            made = current
        if holder is root:
            root.append(made)
        else:
            holder[step] = made
        for below, child in _children(current):
            entry = table.get((*old, below))
            if entry is not None:
                table[(*new, below)] = entry
            waiting.append(((*old, below), (*new, below), child, made, below))
    return root[0]


def _children(value: Any) -> list[tuple[str | int, Any]]:
    if isinstance(value, dict):
        return list(value.items())
    if isinstance(value, list):
        return list(enumerate(value))
    return []
