"""How to satisfy a failed criterion: the snippet of the pack, fitted to the place and the ids of this very document."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import Any

from trustlint.checks.context import RuleContext
from trustlint.credential.fields import FieldPath
from trustlint.credential.view import Absence, Node
from trustlint.engine.places import Places
from trustlint.model.kind import Kind
from trustlint.model.pointer import Path
from trustlint.model.report import Remediation
from trustlint.packs.compile import NodeOutcome
from trustlint.packs.model import Criterion, Snippet

_FIELD = re.compile(r"\{([a-z]+\.[A-Za-z.]+|now)(?:\|([^{}]*))?\}")
"""``{field.name}``, ``{now}``; ``{field.name|text}`` with a text for documents that have no value there."""


def remedy(
    criterion: Criterion, node: NodeOutcome | None, kind: Kind, context: RuleContext, places: Places
) -> Remediation:
    """The remediation of a criterion that failed at ``node``.

    The first snippet for this Kind that has a place is used; one that adds another member than the missing one comes
    last.
    """
    fitting = [snippet for snippet in criterion.snippets if snippet.applies_to.covers(kind)]
    for snippet in sorted(fitting, key=lambda snippet: _adds_another_member(snippet, node)):
        place = _place(snippet, node, context)
        if place is not None:
            path, document = place
            return Remediation(
                criterion.remediation, places.pointer(path, document), _filled(snippet.value, context)
            )
    return Remediation(criterion.remediation)


def _adds_another_member(snippet: Snippet, node: NodeOutcome | None) -> bool:
    return (
        snippet.member is not None
        and node is not None
        and node.expected is not None
        and node.expected != snippet.member
    )


def _place(
    snippet: Snippet, node: NodeOutcome | None, context: RuleContext
) -> tuple[Path, str | None] | None:
    if snippet.member is not None:
        if node is None or node.path is None:
            return None
        # A failing value that is the member itself is replaced; a missing one is added to the object that failed.
        # What neither is the member nor lacks anything is left to the next snippet.
        if node.path[-1:] == (snippet.member,) and node.expected is None:
            return node.path, node.document
        return ((*node.path, snippet.member), node.document) if node.expected is not None else None
    field = snippet.field or ""
    selection = context.select(field)
    if selection.absence in (Absence.NO_PLACE, Absence.ELSEWHERE):
        return None
    place = context.view.table.place(field)
    if selection.nodes:
        nearest = _nearest(selection.nodes, node)
        return _without_index(nearest.path), nearest.document
    anchor = selection.anchor
    if anchor is None:
        return None
    return _extended(anchor.path, anchor.document is not None, place.paths[0]), anchor.document


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


def _extended(anchor: Path, in_other_document: bool, path: FieldPath) -> Path:
    """The anchor, and the member names that are still missing below it."""
    names: list[str] = []
    step = path.step
    while step is not None:
        names.append(step.name)
        step = step.parent
    names.reverse()
    if in_other_document:
        names = list(path.names)
    present = [part for part in anchor if isinstance(part, str)]
    return (*anchor, *names[len(present) :])


def _filled(value: Any, context: RuleContext) -> Any:
    if isinstance(value, dict):
        return {name: _filled(item, context) for name, item in value.items()}
    if isinstance(value, list):
        return [_filled(item, context) for item in value]
    if isinstance(value, str) and (found := _FIELD.search(value)):
        replacement = _first_text(found[1], context)
        replacement = found[2] if replacement is None else replacement
        return value if replacement is None else value[: found.start()] + replacement + value[found.end() :]
    return value


def _first_text(field: str, context: RuleContext) -> str | None:
    if field == "now":
        return context.now.strftime("%Y-%m-%dT%H:%M:%SZ")
    for value in context.values(field):
        if isinstance(value, str) and value:
            return value
    return None
