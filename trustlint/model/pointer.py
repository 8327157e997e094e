"""Where a value sits in a document: a path of names and indexes, written as an RFC 6901 JSON Pointer."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

_INDEX = re.compile(r"0|[1-9][0-9]{0,8}")

Path = tuple[str | int, ...]
"""A place in plain data: object member names (``str``) and array indexes (``int``), from the root."""


class PointerError(ValueError):
    """The text is not a JSON Pointer, or it names nothing in the data."""


def to_pointer(path: Iterable[str | int]) -> str:
    """Write a path as a JSON Pointer: ``("a/b", 0)`` gives ``/a~1b/0``; the root gives ``""`` (RFC 6901 section 3)."""
    return "".join(f"/{str(step).replace('~', '~0').replace('/', '~1')}" for step in path)


def parse_pointer(pointer: str) -> tuple[str, ...]:
    """Split a JSON Pointer into its reference tokens, all text.

    Raises PointerError when the text is neither empty nor starts with ``/``, or has a stray ``~``.
    """
    if pointer == "":
        return ()
    if not pointer.startswith("/"):
        raise PointerError(f"{pointer!r} is not a JSON Pointer: it must be empty or start with '/'")
    tokens = []
    for raw in pointer[1:].split("/"):
        if "~" in raw.replace("~0", "").replace("~1", ""):
            raise PointerError(f"{pointer!r} is not a JSON Pointer: '~' must be followed by 0 or 1")
        tokens.append(raw.replace("~1", "/").replace("~0", "~"))
    return tuple(tokens)


def resolve(data: Any, pointer: str) -> tuple[Path, Any]:
    """Follow a JSON Pointer through plain data; give the path with real indexes, and the value.

    Raises PointerError when a step names nothing (RFC 6901 section 4; ``-`` names nothing here).
    """
    path: list[str | int] = []
    value = data
    for token in parse_pointer(pointer):
        if isinstance(value, dict) and token in value:
            path.append(token)
            value = value[token]
        elif isinstance(value, list) and _INDEX.fullmatch(token) and int(token) < len(value):
            path.append(int(token))
            value = value[int(token)]
        else:
            raise PointerError(
                f"{pointer!r} names nothing: there is no {token!r} at {to_pointer(path) or 'the top'}"
            )
    return tuple(path), value


def value_at(data: Any, path: Iterable[str | int]) -> Any:
    """The value at a path that exists in plain data."""
    for step in path:
        data = data[step]
    return data


def display(path: Iterable[str | int]) -> str:
    """Write a path the way people name it: ``credentialSubject.achievement.alignment[0].targetUrl``; root is ``the document``."""
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step}]"
        else:
            text += f".{step}" if text else step
    return text or "the document"
