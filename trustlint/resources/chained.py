"""Several sources of resources, one behind the other."""

from __future__ import annotations

from trustlint.model.resource import Missing, Resource, Resources, Wanted


class Chained:
    """The first source that has something has the word, and so has one that knows that it is no more. When none has,
    the last one says why: it reaches furthest."""

    def __init__(self, first: Resources, *others: Resources) -> None:
        self._sources = (first, *others)

    def get(self, address: str, wanted: Wanted) -> Resource | Missing:
        """See ``Resources.get``."""
        for source in self._sources:
            found = source.get(address, wanted)
            if isinstance(found, Resource) or found.is_gone:
                break
        return found
