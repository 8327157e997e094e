"""The contexts that can be had without a network: ours, and local copies that the user gives, which then win."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from trustlint.contexts.active import ActiveContext, InvalidContextError
from trustlint.contexts.processing import Loaded
from trustlint.contexts.tables import bundled_by_url, context_document, earlier_document


class Library:
    """local: URL → JSON-LD context document (an object with ``@context``), or the value of its ``@context`` itself;
    find: where others may be found by their URL, None for those that it has not, either."""

    def __init__(
        self, local: Mapping[str, Any] | None = None, find: Callable[[str], Any] | None = None
    ) -> None:
        self._local = dict(local or {})
        self._find = find
        self._loaded: dict[str, Loaded] = {}
        self._late: dict[str, frozenset[str]] = {}
        self.start = ActiveContext()
        """The context before any ``@context``. What is compiled from it is remembered in it."""

    def load(self, url: str) -> Loaded | None:
        """The context that a URL stands for; None when it is neither bundled nor given.

        Raises InvalidContextError when what was given is no context document.
        """
        loaded = self._loaded.get(url)
        if loaded is None and url in self._local:
            loaded = self._loaded[url] = _given(url, self._local[url])
        elif loaded is None and url in bundled_by_url():
            loaded = self._loaded[url] = Loaded(context_document(url)["@context"], proven=True)
        elif loaded is None and self._find is not None and (found := self._find(url)) is not None:
            loaded = self._loaded[url] = _given(url, found)
        return loaded

    def late(self, url: str | None) -> frozenset[str]:
        """What the terms stand for that a bundled context defines only since it was revised in place."""
        if url is None or url in self._local:
            return frozenset()
        found = self._late.get(url)
        if found is None:
            found = self._late[url] = _late(url)
        return found


def _given(url: str, document: Any) -> Loaded:
    if isinstance(document, Mapping) and "@context" in document:
        return Loaded(document["@context"])
    if isinstance(document, str | Mapping | list):
        return Loaded(document)
    raise InvalidContextError("invalid remote context", f"what was found for {url} is no JSON-LD context")


@cache
def _late(url: str) -> frozenset[str]:
    if url not in bundled_by_url():
        return frozenset()
    earlier = earlier_document(url)
    if earlier is None:
        return frozenset()
    return frozenset(_iris(context_document(url)["@context"]) - _iris(earlier["@context"]))


def _iris(context: Any) -> set[str]:
    found = set()
    for definition in context.values():
        if isinstance(definition, dict):
            found.add(definition["@id"])
            if isinstance(definition.get("@context"), dict):
                found |= _iris(definition["@context"])
    return found
