"""PyLD with the official contexts: what it drops, and where. Knows nothing of our walk."""

from __future__ import annotations

import copy
import json
import re
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from cachetools import LRUCache
from pyld import jsonld, resolved_context

from trustlint.contexts.tables import bundled_contexts, context_document

BASE = "https://base.invalid/"
"""Types that nothing defines are relative to this, and so can be told in what PyLD gives."""

Place = tuple[str | int, ...]


# How many contexts PyLD keeps what it made of another context on: more spare it the half of its work here.
resolved_context.MAX_ACTIVE_CONTEXTS = 200


class RefusedError(Exception):
    """PyLD does not take the document; the message is its error code."""


class Name(str):
    """A member name, or a type value, that remembers where it is."""

    __slots__ = ("place",)
    place: Place

    def __deepcopy__(self, memo: Any) -> Name:
        return self


def _placed(text: str, place: Place) -> Name:
    name = Name(text)
    name.place = place
    return name


def _marked(data: Any, place: Place = ()) -> Any:
    """The same data with places in all member names and texts; contexts stay as they are."""
    if isinstance(data, dict):
        return {
            _placed(key, (*place, key)): value if key == "@context" else _marked(value, (*place, key))
            for key, value in data.items()
        }
    if isinstance(data, list):
        return [_marked(item, (*place, index)) for index, item in enumerate(data)]
    return _placed(data, place) if isinstance(data, str) else data


class _Processor(jsonld.JsonLdProcessor):
    """Notes the places of what is dropped. What expands to nothing at all has no place left, and is counted."""

    def __init__(self) -> None:
        self.properties: list[Place] = []
        self.nameless = 0
        self.types: list[Place] = []
        self._value = False
        super().__init__(on_property_dropped=self._dropped)

    def _dropped(self, name: str | None) -> None:
        if isinstance(name, Name):
            self.properties.append(name.place)
        else:
            self.nameless += 1

    def _expand_value(self, *arguments: Any, **more: Any) -> Any:
        self._value = True
        try:
            return super()._expand_value(*arguments, **more)
        finally:
            self._value = False

    def _expand_iri(
        self, active_ctx: Any, value: Any, base: Any = None, vocab: bool = False, **more: Any
    ) -> Any:
        result = super()._expand_iri(active_ctx, value, base=base, vocab=vocab, **more)
        # Only types are expanded relative to both the vocabulary and the base, and links with @type: @vocab.
        if vocab and base is not None and not self._value and isinstance(value, Name):
            relative = isinstance(result, str) and not result.startswith("@") and not _absolute(result)
            if result is None or relative or str(result).startswith(BASE):
                self.types.append(value.place)
        return result

    def _expand_index_map(self, active_ctx: Any, name: Any, value: Any, index_key: Any, *more: Any) -> Any:
        if index_key == "@type":
            for key in value:
                iri = super()._expand_iri(active_ctx, key, vocab=True)
                if iri is None or not (iri.startswith("@") or _absolute(iri)):
                    self.types.append(key.place)
        return super()._expand_index_map(active_ctx, name, value, index_key, *more)


def _absolute(iri: str) -> bool:
    return re.match(r"^([A-Za-z][A-Za-z0-9+-.]*|_):[^\s]*$", iri) is not None


def dropped(data: Any, load: Callable[[str], Any]) -> tuple[Counter[Place], int, Counter[Place]]:
    """Places of dropped properties, how many more have no place, and places of relative types.

    load: URL → context document; KeyError for others. Raises RefusedError.
    """
    processor = _Processor()
    run(lambda options: processor.expand(_marked(data), {**options, "base": BASE}), load)
    return Counter(processor.properties), processor.nameless, Counter(processor.types)


def nquads(data: Any, load: Callable[[str], Any]) -> str:
    """The canonical N-Quads (URDNA2015) of a document. Raises RefusedError."""
    return str(
        run(
            lambda options: jsonld.JsonLdProcessor().normalize(
                data, {**options, "algorithm": "URDNA2015", "format": "application/n-quads"}
            ),
            load,
        )
    )


class _Resolver(jsonld.ContextResolver):
    """Knows a scoped context that it has resolved by its identity: PyLD writes each out as text, again and again."""

    def resolve(self, active_ctx: Any, context: Any, base: str, cycles: Any = None) -> Any:
        if not isinstance(context, dict) or "@context" in context:
            return super().resolve(active_ctx, context, base, cycles)
        known = self.shared_cache.get(id(context))
        if known is None or known[0] is not context:
            known = (context, super().resolve(active_ctx, context, base, cycles))
            self.shared_cache[id(context)] = known
        return known[1]


def run(work: Callable[[dict[str, Any]], Any], load: Callable[[str], Any]) -> Any:
    def loader(url: str, options: Any) -> dict[str, Any]:
        return {
            "contextType": None,
            "contextUrl": None,
            "documentUrl": url,
            "document": copy.deepcopy(load(url)),
            # It never changes, so PyLD keeps what it makes of it.
            "tag": "static",
        }

    resolver = _Resolver(getattr(load, "resolved", {}), loader)
    try:
        return work({"documentLoader": loader, "contextResolver": resolver, "base": ""})
    except jsonld.JsonLdError as error:
        raise RefusedError(_code(error)) from error


def _code(error: BaseException) -> str:
    while isinstance(error.__cause__, jsonld.JsonLdError):
        error = error.__cause__
    return str(getattr(error, "code", None) or error)


class Official:
    """The official context documents by the URLs that our manifest says they have."""

    def __init__(self, shared: Path) -> None:
        self.resolved = LRUCache(maxsize=5000)
        self._folder = shared / "official"
        self._files = official_files(shared)

    def __call__(self, url: str) -> Any:
        return _read(self._folder / self._files[url])

    def __contains__(self, url: str) -> bool:
        return url in self._files


class Rendered:
    """Our own contexts, written out for PyLD."""

    def __init__(self) -> None:
        self.resolved = LRUCache(maxsize=5000)

    def __call__(self, url: str) -> Any:
        return context_document(url)


_LATER_REVISIONS = {
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json": "contexts/ob-v3p0/context-3.0.3.revised.json"
}


def official_files(shared: Path) -> dict[str, str]:
    """URL → file below ``official``, for every URL of every bundled context; the revised file where there are two."""
    index: dict[str, str] = {}
    for line in (shared / "official" / "INDEX.md").read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.split("|")]
        if len(cells) > 3 and cells[1].startswith("`contexts/"):
            index.setdefault(cells[2], cells[1].strip("`"))
    index |= _LATER_REVISIONS
    files = {}
    for context in bundled_contexts():
        known = [index[url] for url in context.urls if url in index]
        assert known, f"no official file stands for {context.urls[0]}"
        files |= dict.fromkeys(context.urls, known[0])
    return files


@cache
def _read(file: Path) -> Any:
    return json.loads(file.read_text(encoding="utf-8"))
