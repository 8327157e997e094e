"""Small faults, and harmless changes, put into a document at random places by a seeded generator."""

from __future__ import annotations

import random
from typing import Any

JUNK: tuple[Any, ...] = (
    "",
    "x",
    0,
    3,
    1.5,
    True,
    False,
    {},
    [],
    {"en": "x"},
    {"english": "x"},
    ["x"],
    [1],
    {"id": "x"},
)
DATES = (
    "2024-01-01",
    "2024-01-01T00:00:00",
    "2024-02-30T00:00:00Z",
    "2024-01-01 00:00:00Z",
    "January 5, 2024",
    "2024-01-01T00:00:00+0000",
    "2024-01-01t00:00:00z",
    "2016-12-31T23:59:60Z",
    "2024-01-01T00:00:00.123456789-00:00",
)
WORDS = (
    "Foo",
    "badge",
    "ext:Mine",
    "my ext:Mine",
    "ext:a b",
    "completed",
    "en-us",
    "zh-Hant-TW",
    "a.b.c",
    "Image",
)


def places(data: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Paths of all values but the root."""
    steps = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    found: list[tuple[str | int, ...]] = []
    for step, value in steps:
        found.append((*path, step))
        found += places(value, (*path, step))
    return found


def mutate(data: Any, path: tuple[str | int, ...], chance: random.Random) -> str:
    """Change the value at ``path`` in place in one way; give the name of the way."""
    parent = data
    for step in path[:-1]:
        parent = parent[step]
    key = path[-1]
    value = parent[key]
    way = chance.choice(
        ("delete", "retype", "rename", "empty", "word", "extra", "null", "wrap", "unwrap", "date", "language")
    )
    if way == "delete":
        del parent[key]
    elif way == "retype":
        parent[key] = chance.choice(JUNK)
    elif way == "rename" and isinstance(parent, dict):
        parent[f"{key}x"] = parent.pop(key)
    elif way == "empty":
        parent[key] = type(value)()
    elif way == "word":
        parent[key] = chance.choice(WORDS)
    elif way == "extra":
        target = value if isinstance(value, dict) else parent
        if isinstance(target, dict):
            target["extraMember"] = chance.choice(JUNK)
        else:
            target.append(chance.choice(JUNK))
    elif way == "null":
        parent[key] = None
    elif way == "wrap":
        parent[key] = [value]
    elif way == "unwrap" and isinstance(value, list) and value:
        parent[key] = value[0]
    elif way == "date":
        parent[key] = chance.choice(DATES)
    elif way == "language":
        parent[key] = {"en": value}
    return way
