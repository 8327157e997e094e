"""How to satisfy a failed criterion: the snippet of the pack, fitted to the place and the ids of this very document."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import takewhile
from typing import Any, NamedTuple

from trustlint.checks.context import RuleContext
from trustlint.checks.presence import is_empty
from trustlint.credential.fields import FieldPath
from trustlint.credential.view import Absence, Node
from trustlint.engine.companions import companions
from trustlint.engine.places import Places
from trustlint.model.kind import Kind
from trustlint.model.pointer import Path
from trustlint.model.report import Addition, Remediation
from trustlint.packs.compile import NodeOutcome
from trustlint.packs.model import NO_TERMS, Criterion, Snippet

_FIELD = re.compile(r"\{([a-z]+\.[A-Za-z.]+|now)(?:\|([^{}]*))?\}")
"""``{field.name}``, ``{now}``; ``{field.name|text}`` with a text for documents that have no value there."""


_Missing = tuple[tuple[str, bool], ...]
"""Member names, the outer one first, and whether the object that has the member is usually in a list."""


class _Spot(NamedTuple):
    """Where the value of a snippet goes; ``missing``: what is to be made there around the value; ``adds``: the path leads
    behind the last item of a list."""

    path: Path
    document: str | None
    missing: _Missing = ()
    adds: bool = False


def remedy(
    criterion: Criterion,
    node: NodeOutcome | None,
    kind: Kind,
    context: RuleContext,
    places: Places,
    terms: Mapping[str, Any] = NO_TERMS,
) -> Remediation:
    """The remediation of a criterion that failed at ``node``.

    The first snippet for this Kind that has a place is used; one that adds another member than the missing one comes
    last. The member snippets of a criterion belong together: an object that lacks several is given complete. What is
    missing on the way to a place is a part of the snippet, so that the place is always in something that exists.
    terms: see ``trustlint.engine.companions``.
    """
    return fitted(criterion.snippets, criterion.remediation, node, kind, context, places, terms)


def fitted(
    snippets: Sequence[Snippet],
    text: str,
    node: NodeOutcome | None,
    kind: Kind,
    context: RuleContext,
    places: Places,
    terms: Mapping[str, Any] = NO_TERMS,
) -> Remediation:
    """The first of some snippets that has a place in a document, at that place; with ``text`` alone when none has."""
    fitting = [snippet for snippet in snippets if snippet.applies_to.covers(kind)]
    for snippet in sorted(fitting, key=lambda snippet: _adds_another_member(snippet, node)):
        spot = _place(snippet, node, context)
        if spot is None:
            continue
        completed = _completed(node, fitting, context) if node and snippet.member else None
        if completed is not None:
            spot, value = _Spot(completed.path, None), completed.value
        else:
            filled = _filled(snippet.value, context, node)
            value = _nested(filled, spot, context.view.table.around)
            if snippet.add:
                spot, value = _joining(spot, value, snippet, context)
        also: tuple[tuple[Path, Any], ...] = ()
        if spot.document is None:
            value, also = companions(value, spot.path, context, terms)
        if spot.adds:
            spot = _Spot((*spot.path[:-1], "-"), spot.document)
        return Remediation(
            text,
            places.pointer(spot.path, spot.document),
            value,
            tuple(Addition(places.pointer(path, None), addition) for path, addition in also),
        )
    return Remediation(text)


def _adds_another_member(snippet: Snippet, node: NodeOutcome | None) -> bool:
    return (
        snippet.member is not None
        and node is not None
        and node.expected is not None
        and node.expected != snippet.member
    )


def _completed(node: NodeOutcome, snippets: list[Snippet], context: RuleContext) -> Node | None:
    """The object that failed with all that it lacks of the member snippets; None when that is one member at most."""
    if node.path is None or node.document is not None:
        return None  # Another document is seen through its fields only.
    # What failed is the object, which lacks a member, or the value of a member.
    path, wrong = (node.path[:-1], node.path[-1:]) if node.expected is None else (node.path, ())
    held = context.at(path)
    if not isinstance(held, dict):
        return None
    lacking = {
        snippet.member: _filled(snippet.value, context, node)
        for snippet in snippets
        if snippet.member is not None and ((snippet.member,) == wrong or is_empty(held.get(snippet.member)))
    }
    if len(lacking) < 2:
        return None
    # What is added stands before the parts of the object that may be long: there people look, and a display may be cut.
    short = {name: value for name, value in held.items() if not _is_deep(value)}
    return Node({**short, **lacking, **{name: held[name] for name in held if name not in lacking}}, path)


def _joining(spot: _Spot, items: Any, snippet: Snippet, context: RuleContext) -> tuple[_Spot, Any]:
    """Where items join the list that is there already: one item behind it; several, or to what is no list, together
    with what is there."""
    held = None if spot.missing or not spot.path else _held(spot, snippet, context)
    if is_empty(held):
        return spot, items
    if isinstance(held, list) and len(items) == 1:
        return _Spot((*spot.path, len(held)), spot.document, adds=True), items[0]
    return spot, [*held, *items] if isinstance(held, list) else [held, *items]


def _held(spot: _Spot, snippet: Snippet, context: RuleContext) -> Any:
    """What is at the place of a snippet; of a linked input, which is seen through its fields, the values of the field."""
    if spot.document is not None:
        nodes = [
            node
            for node in context.select(snippet.field or "").nodes
            if node.document == spot.document and _without_index(node.path) == spot.path
        ]
        in_list = any(node.path != spot.path for node in nodes)
        return [node.value for node in nodes] if in_list else nodes[0].value if nodes else None
    held = context.at(spot.path[:-1])
    return held.get(spot.path[-1]) if isinstance(held, dict) else None


def _is_deep(value: Any) -> bool:
    """Whether a value is an object, or a list of such."""
    return isinstance(value, dict) or (
        isinstance(value, list) and any(isinstance(item, dict) for item in value)
    )


def _place(snippet: Snippet, node: NodeOutcome | None, context: RuleContext) -> _Spot | None:
    if snippet.member is not None:
        if node is None or node.path is None:
            return None
        # A failing value that is the member itself is replaced; a missing one is added to the object that failed.
        # What neither is the member nor lacks anything is left to the next snippet.
        if node.path[-1:] == (snippet.member,) and node.expected is None:
            return _Spot(node.path, node.document)
        if node.expected is None or not _can_hold_members(node, context):
            return None
        return _Spot((*node.path, snippet.member), node.document)
    field = snippet.field or ""
    selection = context.select(field)
    if selection.absence in (Absence.NO_PLACE, Absence.ELSEWHERE):
        return None
    if selection.nodes:
        nearest = _nearest(selection.nodes, node)
        return _Spot(_without_index(nearest.path), nearest.document)
    anchor = selection.anchor
    if anchor is None:
        return None
    missing = _missing_steps(anchor, selection.expected, context.view.table.place(field).paths[0])
    if missing and isinstance(anchor.value, dict):
        return _Spot((*anchor.path, missing[0][0]), anchor.document, missing[1:])
    # What is no object cannot hold the member: an object replaces it, inside the list that it may be an item of.
    if missing and anchor.path and isinstance(anchor.path[-1], int):
        missing = ((missing[0][0], False), *missing[1:])
    return _Spot(anchor.path, anchor.document, missing)


def _can_hold_members(node: NodeOutcome, context: RuleContext) -> bool:
    """Whether what failed is an object; a linked input is taken for one."""
    return node.path is None or node.document is not None or isinstance(context.at(node.path), dict)


def _nearest(values: tuple[Node, ...], failed: NodeOutcome | None) -> Node:
    """The value that shares most of its way with the place that failed: a CLR holds several achievements."""
    if failed is None or failed.path is None:
        return values[0]
    way = failed.path

    def shared(value: Node) -> int:
        if value.document != failed.document:
            return -1
        steps = zip(value.path, way, strict=False)
        return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], steps))

    return max(values, key=shared)


def _without_index(path: Path) -> Path:
    """The path of the member that holds a value, whether as an item or alone."""
    return path[:-1] if path and isinstance(path[-1], int) else path


def _missing_steps(anchor: Node, expected: str | None, path: FieldPath) -> _Missing:
    """The steps to a field below the anchor, which is the deepest value on the way that exists."""
    steps: list[tuple[str, bool]] = []
    step = path.step
    while step is not None:
        steps.append((step.name, step.parent is not None and step.parent.many))
        step = step.parent
    steps.reverse()
    if expected is None:
        return ()
    if anchor.document is None:
        return tuple(steps[sum(1 for part in anchor.path if isinstance(part, str)) :])
    # In a linked document the way starts anew, so the name of the missing member tells how far it led.
    names = [name for name, _ in steps]
    return tuple(steps[len(names) - 1 - names[::-1].index(expected) :])


def _nested(value: Any, spot: _Spot, around: Mapping[str, Mapping[str, Any]]) -> Any:
    """The value inside the objects that are missing around it, each with what else such an object holds."""
    way = [str(step) for step in spot.path if isinstance(step, str)] + [name for name, _ in spot.missing]
    for depth, (name, in_list) in enumerate(reversed(spot.missing), start=2):
        holders = way[: len(way) - depth + 1]
        held = around.get(".".join(holders[-2:]), around.get(holders[-1], {})) if holders else {}
        value = {**held, name: value}
        value = [value] if in_list else value
    return value


def _filled(value: Any, context: RuleContext, node: NodeOutcome | None) -> Any:
    if isinstance(value, dict):
        return {name: _filled(item, context, node) for name, item in value.items()}
    if isinstance(value, list):
        return [_filled(item, context, node) for item in value]
    if isinstance(value, str) and (found := _FIELD.search(value)):
        replacement = _text_of(found[1], context, node)
        replacement = found[2] if replacement is None else replacement
        return value if replacement is None else value[: found.start()] + replacement + value[found.end() :]
    return value


def _text_of(field: str, context: RuleContext, node: NodeOutcome | None) -> str | None:
    """The value of a field that is nearest to the place that failed, as an id of the same result description is."""
    if field == "now":
        return context.now.strftime("%Y-%m-%dT%H:%M:%SZ")
    texts = [held for held in context.select(field).nodes if isinstance(held.value, str) and held.value]
    return str(_nearest(tuple(texts), node).value) if texts else None
