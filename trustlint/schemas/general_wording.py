"""Sentences for the keywords that only the schema fragments of packs use: place, what the keyword wants, the value."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from trustlint.schemas.wording import shown

Words = Callable[[str, Any, Any], str]


def _count(number: Any, thing: str, things: str | None = None) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {things or thing + 's'}"


GENERAL: dict[str, tuple[str, Words]] = {
    "minItems": ("count", lambda p, n, v: f"{p} has {_count(len(v), 'item')}; give at least {n}."),
    "maxItems": ("count", lambda p, n, v: f"{p} has {_count(len(v), 'item')}; keep {n} at most."),
    "minProperties": (
        "count",
        lambda p, n, v: f"{p} has {_count(len(v), 'property', 'properties')}; give at least {n}.",
    ),
    "maxProperties": (
        "count",
        lambda p, n, v: f"{p} has {_count(len(v), 'property', 'properties')}; keep {n} at most.",
    ),
    "uniqueItems": ("shape", lambda p, n, v: f"{p} holds an item twice; keep each once."),
    "minLength": ("shape", lambda p, n, v: f"{p} has {_count(len(v), 'character')}; write at least {n}."),
    "maxLength": ("shape", lambda p, n, v: f"{p} has {_count(len(v), 'character')}; write {n} at most."),
    "minimum": ("shape", lambda p, n, v: f"{p} is {shown(v)}; write a number of at least {n}."),
    "maximum": ("shape", lambda p, n, v: f"{p} is {shown(v)}; write a number of at most {n}."),
    "exclusiveMinimum": ("shape", lambda p, n, v: f"{p} is {shown(v)}; write a number greater than {n}."),
    "exclusiveMaximum": ("shape", lambda p, n, v: f"{p} is {shown(v)}; write a number less than {n}."),
    "multipleOf": ("shape", lambda p, n, v: f"{p} is {shown(v)}; write a multiple of {n}."),
    "anyOf": (
        "shape",
        lambda p, n, v: f"{p} is {shown(v)}, which is none of the {len(n)} forms allowed; correct it.",
    ),
    "oneOf": (
        "shape",
        lambda p, n, v: (
            f"{p} is {shown(v)}, which is not just one of the {len(n)} forms allowed; correct it."
        ),
    ),
    "propertyNames": (
        "shape",
        lambda p, n, v: f"{p} has a property whose name is not allowed here; rename it.",
    ),
    "not": (
        "shape",
        lambda p, n, v: f"{p} is {shown(v)}, which is not allowed here; change it or leave it out.",
    ),
}
"""Keyword → problem and sentence. ``not`` stands for keywords without a sentence of their own too."""
