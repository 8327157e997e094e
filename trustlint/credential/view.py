"""The Credential view: values by field name, with their places, whatever the model calls them."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import Any, NamedTuple

from trustlint.credential.fields import FieldPlace, FieldTable, Step
from trustlint.model.pointer import Path


class Node:
    """One value at one place. ``document`` is None for the checked document, else the name of the linked input."""

    __slots__ = ("document", "path", "value")

    def __init__(self, value: Any, path: Path, document: str | None = None) -> None:
        self.value = value
        self.path = path
        self.document = document

    def __repr__(self) -> str:
        return f"Node({self.value!r}, {self.path!r}, {self.document!r})"


class Absence(Enum):
    """Why a selection holds no values."""

    MISSING = "missing"
    """The document could have them and has none."""
    NO_PLACE = "no-place"
    """The model or class has no such property."""
    ELSEWHERE = "elsewhere"
    """They are in another document, which is not among the inputs."""


MOST_PLACES = 4
"""How many places of passing values are told, as evidence."""


class Selection:
    """What a field name selects.

    nodes: the values; absence: why there are none, None when there are; reason: the same in words. Where they are
    missing, anchor is the closest place that exists, and expected the member that is missing there.
    """

    __slots__ = ("_find_anchor", "_places", "absence", "nodes", "reason")

    def __init__(
        self,
        nodes: tuple[Node, ...],
        absence: Absence | None = None,
        reason: str = "",
        find_anchor: Callable[[], tuple[Node | None, str | None]] | None = None,
    ) -> None:
        self.nodes = nodes
        self.absence = absence
        self.reason = reason
        self._find_anchor = find_anchor
        self._places: tuple[Path, ...] | None = None

    @property
    def places(self) -> tuple[Path, ...]:
        """Where the first few of the values are that are in the checked document itself."""
        if self._places is None:
            self._places = tuple([node.path for node in self.nodes[:MOST_PLACES] if node.document is None])
        return self._places

    @property
    def anchor(self) -> Node | None:
        return self._find_anchor()[0] if self._find_anchor is not None else None

    @property
    def expected(self) -> str | None:
        return self._find_anchor()[1] if self._find_anchor is not None else None


class Linked(NamedTuple):
    """Another input that an id leads to: its data, and the name that reports use for it."""

    data: dict[str, Any]
    name: str


Follow = Callable[[str], Linked | None]


class View:
    """Field access to one document. Selections are computed once."""

    __slots__ = ("_data", "_follow", "_frontiers", "_root", "_selections", "table")

    def __init__(self, data: Any, table: FieldTable, follow: Follow | None = None) -> None:
        self._data = data
        self.table = table
        self._follow = follow
        self._root = [Node(data, ())]
        self._frontiers: dict[int, list[Node]] = {}
        self._selections: dict[str, Selection] = {}

    def select(self, field: str) -> Selection:
        """The values of ``field``. Raises KeyError for a name that fields.yaml does not know."""
        found = self._selections.get(field)
        if found is None:
            found = self._selections[field] = self._compute(self.table.place(field))
        return found

    def values(self, field: str) -> list[Any]:
        """The bare values of ``field``."""
        return [node.value for node in self.select(field).nodes]

    def _compute(self, place: FieldPlace) -> Selection:
        if not place.paths:
            return Selection((), Absence.NO_PLACE, place.absent_reason)
        if len(place.paths) == 1 and place.paths[0].shape is None:
            nodes = self._frontier(place.paths[0].step)
            return Selection(tuple(nodes)) if nodes else self._absent(place)
        nodes = []
        for path in place.paths:
            found = self._frontier(path.step)
            if path.shape is not None:
                wanted = _SHAPES[path.shape]
                found = [node for node in found if isinstance(node.value, wanted)]
            nodes.extend(found)
        if nodes:
            return Selection(tuple(nodes))
        return self._absent(place)

    def _absent(self, place: FieldPlace) -> Selection:
        first = place.paths[0]
        entity = self._frontier(first.entity)
        if not entity and place.optional:
            step = first.entity
            return Selection(
                (), Absence.NO_PLACE, f"the document has no {step.name if step else 'entity'}, and needs none"
            )
        link = self._link_instead_of(first.entity)
        if link is not None:
            reason = f"{place.title} would be in another document, {_short(link.value)}, which is not among the inputs"
            return Selection((), Absence.ELSEWHERE, reason, lambda: (link, None))
        return Selection((), Absence.MISSING, place.missing_reason, lambda: self._closest(first.step))

    def _link_instead_of(self, step: Step | None) -> Node | None:
        """The text that stands where the entity of ``step``, or one around it, would be."""
        while step is not None:
            found = self._frontier(step)
            if found:
                linked = step.root and all(isinstance(node.value, str) for node in found)
                return found[0] if linked else None
            step = step.parent
        return None

    def _closest(self, step: Step | None) -> tuple[Node, str | None]:
        """The deepest existing node on the way to ``step``, and the member that is missing in it."""
        expected: str | None = None
        while step is not None:
            found = self._frontier(step)
            if found:
                return found[0], expected
            expected = step.name
            step = step.parent
        return Node(self._data, ()), expected

    def _frontier(self, step: Step | None) -> list[Node]:
        if step is None:
            return self._root
        found = self._frontiers.get(step.index)
        if found is not None:
            return found
        found = []
        name = step.name
        for node in self._frontier(step.parent):
            value = node.value
            if not isinstance(value, dict) or name not in value:
                continue
            child = value[name]
            path = (*node.path, name)
            if step.many and isinstance(child, list):
                document = node.document
                found.extend([Node(item, (*path, index), document) for index, item in enumerate(child)])
            elif step.link and isinstance(child, str) and (target := self._followed(child)):
                found.append(Node(target.data, (), target.name))
            else:
                found.append(Node(child, path, node.document))
        self._frontiers[step.index] = found
        return found

    def _followed(self, id_: str) -> Linked | None:
        return self._follow(id_) if self._follow is not None else None


_SHAPES: dict[str, type] = {"text": str, "object": dict}


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "…"
