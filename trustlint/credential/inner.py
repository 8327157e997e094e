"""Credentials inside a credential: those of a Comprehensive Learner Record, each of which stands on its own (CLR-06)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from trustlint.model.kind import Kind
from trustlint.model.pointer import Path

_HOLDER: Path = ("credentialSubject", "verifiableCredential")


def inner_credentials(kind: Kind | None, data: Any) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Path and data of every credential object in a CLR, in order; nothing for any other document."""
    if kind is None or kind.model != "clr2":
        return
    value = data
    for step in _HOLDER:
        if not isinstance(value, dict):
            return
        value = value.get(step)
    for index, item in enumerate(value if isinstance(value, list) else [value]):
        if isinstance(item, dict):
            yield ((*_HOLDER, index) if isinstance(value, list) else _HOLDER), item


def is_within(path: Path | None, places: Iterable[Path]) -> bool:
    """Whether a path leads into one of the places."""
    return path is not None and any(path[: len(place)] == place for place in places)
