"""The newer badge while it is put together: values set by path, each with the class that its object names."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from trustlint.model.pointer import Path

_FIRST = ("@context", "id", "type")


class Target:
    """A JSON object that grows. Lists are filled from the front, one item after the other."""

    def __init__(self) -> None:
        self.data: dict[str, Any] = {}

    def set(self, path: Path, value: Any) -> bool:
        """Put a value at a path whose lists have the items before; False, and nothing done, where one is already."""
        holder: Any = self.data
        for step, after in pairwise(path):
            empty: Any = [] if isinstance(after, int) else {}
            if isinstance(step, int) and step == len(holder):
                holder.append(empty)
            elif isinstance(step, str) and step not in holder:
                holder[step] = empty
            holder = holder[step]
        last = path[-1]
        if isinstance(last, int):
            if last < len(holder):
                return False
            holder.append(value)
        elif last in holder:
            return False
        else:
            holder[last] = value
        return True

    def get(self, path: Path) -> Any:
        """The value at a path, None where there is none."""
        value: Any = self.data
        for step in path:
            if isinstance(value, list):
                value = value[step] if isinstance(step, int) and step < len(value) else None
            else:
                value = value.get(step) if isinstance(value, dict) else None
        return value

    def add_type(self, path: Path, type_: str) -> None:
        """One more class for the object at a path, which has a list of them."""
        types = self.get((*path, "type"))
        if isinstance(types, list) and type_ not in types:
            types.append(type_)

    def ordered(self) -> dict[str, Any]:
        """The badge with what names an object at its front, as people write it."""
        ordered: dict[str, Any] = _ordered(self.data)
        return ordered


def _ordered(value: Any) -> Any:
    if isinstance(value, dict):
        names = [*(name for name in _FIRST if name in value), *(name for name in value if name not in _FIRST)]
        return {name: _ordered(value[name]) for name in names}
    return [_ordered(item) for item in value] if isinstance(value, list) else value
