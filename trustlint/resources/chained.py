"""Several sources of resources, one behind the other."""

from __future__ import annotations

from collections.abc import Mapping

from trustlint.model.resource import Missing, Resource, Resources, Wanted


class Chained:
    """The first source that has something has the word, and so has one that knows that it is no more. When none has,
    the last one says why: it reaches furthest."""

    def __init__(self, *sources: Resources) -> None:
        """Raises ValueError without any."""
        if not sources:
            raise ValueError("a chain has one source at least")
        self._sources = sources

    def get(self, address: str, wanted: Wanted) -> Resource | Missing:
        """See ``Resources.get``."""
        for source in self._sources:
            found = source.get(address, wanted)
            if isinstance(found, Resource) or found.is_gone:
                break
        return found


class ByUse:
    """Sources in another order for some uses."""

    def __init__(self, usual: Resources, by_use: Mapping[Wanted, Resources]) -> None:
        self._usual = usual
        self._by_use = by_use

    def get(self, address: str, wanted: Wanted) -> Resource | Missing:
        """See ``Resources.get``."""
        return self._by_use.get(wanted, self._usual).get(address, wanted)
