"""What a schema says of a place in the data: its annotations, whether a member is needed, what members are known.

Reads the schema by the path in the data rather than by the path in the schema, so that every part that applies at a
place is seen, however the schema is put together. For messages only: it takes both sides of a condition.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from trustlint.model.pointer import Path

_MEMORY = 2000


class Lookup:
    """root: the schema; definitions: its ``$defs``, and those of the document that it refers to, by name."""

    def __init__(self, root: Mapping[str, Any], definitions: Mapping[str, Any]) -> None:
        self._root = root
        self._definitions = definitions
        self._known: dict[Path, list[Mapping[str, Any]]] = {}

    def annotation(self, path: Path, name: str) -> Any:
        """The first annotation of that name at the place, None when there is none."""
        return next(iter(self.annotations(path, name)), None)

    def annotations(self, path: Path, name: str) -> list[Any]:
        """All annotations of that name at the place: more than one where a condition decides which holds."""
        return [schema[name] for schema in self._at(path) if name in schema]

    def members(self, path: Path) -> set[str]:
        """Names of the members that the schema describes for the object at the place."""
        return {member for schema in self._at(path) for member in schema.get("properties", {})}

    def is_required(self, path: Path) -> bool:
        """Whether the member that the path ends with may not be left out."""
        return bool(path) and any(path[-1] in schema.get("required", ()) for schema in self._at(path[:-1]))

    def class_terms(self, path: Path) -> list[str]:
        """The names that count as class names in the ``type`` at the place."""
        names: list[str] = []
        for schema in self._at(path):
            contained = schema.get("contains", {})
            names += contained.get("enum", []) or ([contained["const"]] if "const" in contained else [])
        return names

    def _at(self, path: Path) -> list[Mapping[str, Any]]:
        if path not in self._known:
            if len(self._known) > _MEMORY:  # paths hold indexes: there is no end of them over many documents
                self._known.clear()
            if path:
                nexts = (part for schema in self._at(path[:-1]) for part in _step(schema, path[-1]))
                self._known[path] = [schema for part in nexts for schema in self._closure(part)]
            else:
                self._known[path] = list(self._closure(self._root))
        return self._known[path]

    def _closure(self, schema: Any) -> Iterator[Mapping[str, Any]]:
        if not isinstance(schema, Mapping):
            return
        yield schema
        reference = schema.get("$ref")
        if isinstance(reference, str):
            yield from self._closure(self._definitions.get(reference.rpartition("/")[2]))
        for keyword in ("else", "then"):  # what is usual stands under else
            yield from self._closure(schema.get(keyword))
        for part in schema.get("allOf", ()):
            yield from self._closure(part)


def _step(schema: Mapping[str, Any], step: str | int) -> Iterator[Any]:
    if isinstance(step, int):
        first = schema.get("prefixItems", ())
        yield first[step] if step < len(first) else schema.get("items")
        return
    properties = schema.get("properties", {})
    if step in properties:
        yield properties[step]
    else:
        yield schema.get("additionalProperties")
