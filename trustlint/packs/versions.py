"""Version numbers of packs, and ranges of them: ``>=1.2,<2``."""

from __future__ import annotations

import re
from typing import NamedTuple

Version = tuple[int, ...]

_BOUND = re.compile(r"\s*(>=|<=|==|!=|>|<)\s*([0-9]{1,9}(?:\.[0-9]{1,9}){0,2})\s*")


class VersionRange(NamedTuple):
    """Bounds that a version must all keep to, as operator and version; made by ``parse_range``."""

    bounds: tuple[tuple[str, Version], ...]

    def covers(self, version: str) -> bool:
        """Whether a version such as ``1.2.3`` is in the range; numbers that are left out are zeros."""
        found = parse_version(version)
        return all(_HOLDS[operator](found, bound) for operator, bound in self.bounds)


_HOLDS = {
    ">=": Version.__ge__,
    "<=": Version.__le__,
    "==": Version.__eq__,
    "!=": Version.__ne__,
    ">": Version.__gt__,
    "<": Version.__lt__,
}


def parse_version(text: str) -> Version:
    """``1.2`` as ``(1, 2, 0)``. Raises ValueError for what is no version of a pack."""
    numbers = [int(part) for part in text.split(".")]
    return tuple([*numbers, 0, 0, 0][: max(3, len(numbers))])


def parse_range(text: str) -> VersionRange:
    """A range such as ``>=1.2,<2``: bounds with a comma between them. Raises ValueError, worded for pack authors."""
    bounds = []
    for part in text.split(","):
        found = _BOUND.fullmatch(part)
        if found is None:
            raise ValueError(f"{text!r} is no range of versions; write one such as >=1.2,<2")
        bounds.append((found[1], parse_version(found[2])))
    return VersionRange(tuple(bounds))
