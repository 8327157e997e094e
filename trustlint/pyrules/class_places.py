"""Where objects of each class stand in a document: the class tables of the standards as a walk (facts section 2, 10)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from trustlint.checks.context import RuleContext
from trustlint.credential.classes import class_tables
from trustlint.credential.view import Node

_SAME_CLASS = {"Issuer": "Profile"}


class Placed(NamedTuple):
    """A value where an object of a class belongs; it may have any shape. holder: the object that it is a member of."""

    class_name: str
    node: Node
    holder: Placed | None


def objects_of(context: RuleContext, class_names: str | Iterable[str]) -> list[Placed]:
    """The values that stand where objects of these classes belong, class by class in document order; all of them for
    no names."""
    walked = _walked(context)
    if isinstance(class_names, str):
        return walked.get(class_names, [])
    found: list[Placed] = []
    for name in class_names or walked:
        if name in walked:
            found += walked[name]
    return found


def objects_in(context: RuleContext, class_names: str | tuple[str, ...]) -> list[Node]:
    """The objects that stand where objects of these classes belong; all of them for no names. Not to be changed."""
    known: dict[object, list[Node]] | None = context.memo.get("objects in")
    if known is None:
        known = context.memo["objects in"] = {}
        for name, placed in _walked(context).items():
            known[name] = [item.node for item in placed if isinstance(item.node.value, dict)]
    if isinstance(class_names, str):
        return known.get(class_names, [])
    found: list[Node] = []
    for name in class_names or [str(name) for name in known]:
        if name in known:
            found += known[name]
    return found


def _walked(context: RuleContext) -> dict[str, list[Placed]]:
    walked: dict[str, list[Placed]] | None = context.memo.get("objects")
    if walked is None:
        walked = context.memo["objects"] = _walk(context)
    return walked


def _walk(context: RuleContext) -> dict[str, list[Placed]]:
    found: dict[str, list[Placed]] = {}
    kind = context.kind
    classes = class_tables().get(kind.model) if kind else None
    if kind is None or classes is None:
        return found
    pending = [Placed(_SAME_CLASS.get(kind.type, kind.type), Node(context.data, ()), None)]
    while pending:
        placed = pending.pop()
        class_name, node, _ = placed
        found.setdefault(class_name, []).append(placed)
        value, path = node.value, node.path
        if not isinstance(value, dict) or class_name not in classes:
            continue
        below: list[Placed] = []
        for name, member_class in classes[class_name].items():
            if name not in value:
                continue
            child, place = value[name], (*path, name)
            if isinstance(child, list):
                for index, item in enumerate(child):
                    below.append(Placed(member_class, Node(item, (*place, index)), placed))
            else:
                below.append(Placed(member_class, Node(child, place), placed))
        below.reverse()
        pending += below
    return found
