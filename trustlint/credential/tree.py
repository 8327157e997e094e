"""A credential as a tree of fields: the same names whatever the model, and what no field knows beside them.

Each value that a field of ``fields.yaml`` selects is an Item, and stands under the Item that it is a part of:
``achievement.alignment.targetUrl`` under its ``achievement.alignment``. So several of a thing stay apart, and what
belongs together stays together, in every model.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from trustlint.credential.fields import FieldTable, field_table, field_titles, field_within
from trustlint.credential.kinds import CTDL_GRAPH
from trustlint.credential.view import Follow, View
from trustlint.model.kind import Kind
from trustlint.model.pointer import Path

Place = tuple[str | None, Path]
"""Input that a value is in (None: the document itself), and its path there."""


class Other(NamedTuple):
    """A member that no field knows. name: below the Item that it is in, dotted."""

    name: str
    value: Any
    place: Place


class Item:
    """One value of one field. parts: Items of the fields within it; others: members that no field knows."""

    __slots__ = ("field", "others", "parts", "place", "value")

    def __init__(self, field: str, value: Any, place: Place) -> None:
        self.field = field
        self.value = value
        self.place = place
        self.parts: dict[str, list[Item]] = {}
        self.others: dict[str, Other] = {}

    @property
    def is_leaf(self) -> bool:
        """Whether the value itself counts, and not what stands in it."""
        return not self.parts and not self.others


class Tree(NamedTuple):
    """root: holds the Items of the entities, and what is in none of them; table: where fields have their places."""

    root: Item
    table: FieldTable


def tree_of(
    data: Any,
    kind: Kind | None,
    follow: Follow | None = None,
    places: dict[str, str] | None = None,
    without: tuple[str, ...] = (),
    older_names: Mapping[tuple[str, str], str] | None = None,
) -> Tree:
    """The tree of a document. What holds several credentials, and what is no credential, is all ``others``.

    places: of entities, where they are not where fields.yaml has them; without: fields that are left out, with all
    that are parts of them; older_names: fields by the field that they are parts of and another name of the member.
    """
    model, type_ = (kind.model, kind.type) if kind is not None else ("", "")
    if model == "clr2" or type_ == CTDL_GRAPH:
        model = type_ = ""
    table = FieldTable(model, type_, places) if places else field_table(model, type_)
    view = View(data, table, follow)
    root = Item("", data, (None, ()))
    items = _items(view, table, without)
    at = {(item.field, item.place): item for item in items}
    for item in items:
        _holder(item, at, root).parts.setdefault(item.field, []).append(item)
    covered = {item.place for item in items}
    _cover_followed_links(root, items, covered)
    leading = {(document, path[:length]) for document, path in covered for length in range(len(path))}
    claimed: set[Place] = set()
    # The most particular field of an object has its other members.
    for item in sorted(items, key=lambda item: -item.field.count(".")):
        if isinstance(item.value, dict) and item.place not in claimed:
            claimed.add(item.place)
            _gather(item, item.value, item.place, "", covered, leading)
    if root.place not in claimed and isinstance(data, dict):
        _gather(root, data, root.place, "", covered, leading)
    for item in items if older_names else ():
        _rename(item, older_names or {})
    return Tree(root, table)


def _rename(item: Item, older_names: Mapping[tuple[str, str], str]) -> None:
    """Make members with an older name the fields that they are, where these are missing."""
    for name, other in [*item.others.items()]:
        field = older_names.get((item.field, name))
        if field is not None and field not in item.parts:
            item.parts[field] = [Item(field, other.value, other.place)]
            del item.others[name]


def _items(view: View, table: FieldTable, without: tuple[str, ...]) -> list[Item]:
    found = []
    for name in field_titles():
        if any(name == left or name.startswith(f"{left}.") for left in without):
            continue
        if not table.place(name).paths:
            continue
        for node in view.select(name).nodes:
            found.append(Item(name, node.value, (node.document, node.path)))
    return found


def _holder(item: Item, at: dict[tuple[str, Place], Item], root: Item) -> Item:
    """The Item that another one is a part of: of the closest field around it that has one there."""
    document, path = item.place
    above = field_within(item.field)
    while above is not None:
        for length in range(len(path), -1, -1):
            found = at.get((above, (document, path[:length])))
            if found is not None and found is not item:
                return found
        above = field_within(above)
    return root


def _cover_followed_links(root: Item, items: list[Item], covered: set[Place]) -> None:
    """A text that leads to another input stands for what is there, which is in the tree itself."""
    followed = {item.place[0] for item in items} - {None}
    if not followed:
        return
    objects = {item.place: item.value for item in [root, *items] if isinstance(item.value, dict)}
    for (document, path), value in objects.items():
        for name, child in value.items():
            if isinstance(child, str) and child in followed and name not in ("id", "@id"):
                covered.add((document, (*path, name)))


def _gather(
    item: Item,
    value: dict[str, Any],
    place: Place,
    prefix: str,
    covered: set[Place],
    leading: set[Place],
) -> None:
    """Add the members of an object that no field knows, and those in its members that fields lead through."""
    document, path = place
    for name, child in value.items():
        inner = (document, (*path, name))
        if inner in covered:
            continue
        label = f"{prefix}{name}"
        if inner not in leading:
            item.others[label] = Other(label, child, inner)
        elif isinstance(child, dict):
            _gather(item, child, inner, f"{label}.", covered, leading)
        elif isinstance(child, list):
            for index, element in enumerate(child):
                at = (document, (*inner[1], index))
                if at in covered:
                    continue
                if at not in leading:
                    item.others[f"{label}.{index}"] = Other(f"{label}.{index}", element, at)
                elif isinstance(element, dict):
                    _gather(item, element, at, f"{label}.{index}.", covered, leading)
