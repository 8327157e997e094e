"""Looking into values: for members, for texts, and for what two models write differently."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from trustlint.comparing.equality import is_nothing, same
from trustlint.credential.tree import Other, Place
from trustlint.formats import is_bcp47


def below(place: Place, step: str | int) -> Place:
    """The place of a member or item of the value at a place."""
    return place[0], (*place[1], step)


def is_number_as_text(before: Any, after: Any) -> bool:
    """Whether one value is a number, and the other the same number as text: models differ in which they want."""
    text, number = (before, after) if isinstance(before, str) else (after, before)
    if not isinstance(text, str) or not isinstance(number, int | float) or isinstance(number, bool):
        return False
    try:
        return len(text) < 30 and float(text) == number
    except ValueError:
        return False


def language_of(before: Any, after: str) -> str | None:
    """The language in which a language map says a text; None for what is no such map."""
    if not isinstance(before, dict) or not all(is_bcp47(name) for name in before):
        return None
    return next((name for name, text in before.items() if same(text, after)), None)


def find_other(others: Mapping[str, Other], name: str) -> Other | None:
    """The member of that name, also when it stands within one that is there as a whole."""
    if name in others:
        return others[name]
    parts = name.split(".")
    for length in range(len(parts) - 1, 0, -1):
        around = others.get(".".join(parts[:length]))
        if around is None:
            continue
        value, place, rest = around.value, around.place, ".".join(parts[length:])
        while isinstance(value, dict) and rest:
            step = next((step for step in value if rest == step or rest.startswith(f"{step}.")), None)
            if step is None:
                break
            value, place, rest = value[step], below(place, step), rest[len(step) + 1 :]
        if not rest and not is_nothing(value):
            return Other(name, value, place)
    return None


def texts_within(value: Any, place: Place) -> Iterator[tuple[str, Place]]:
    waiting = [(value, place)]
    while waiting:
        value, place = waiting.pop()
        if isinstance(value, str):
            yield value, place
        elif isinstance(value, dict):
            waiting.extend((child, below(place, name)) for name, child in value.items())
        elif isinstance(value, list):
            waiting.extend((child, below(place, index)) for index, child in enumerate(value))
