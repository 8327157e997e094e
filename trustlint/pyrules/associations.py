"""Associations of a CLR: links between achievements, which have to lead somewhere and may not contradict each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from trustlint.checks.asking import Asked
from trustlint.checks.context import RuleContext
from trustlint.checks.registry import PLACEHOLDER
from trustlint.checks.result import PASSED, Result, cant_tell, failed
from trustlint.checks.wording import show
from trustlint.credential.view import Node
from trustlint.model.pointer import display
from trustlint.pyrules.class_places import objects_in
from trustlint.pyrules.clr_contents import contents_of
from trustlint.pyrules.registry import program_rule

_ENDS = ("sourceId", "targetId")
_SHOWN = 4
"""How many achievements of a circle are named."""


def _no_associations(context: RuleContext, options: Any) -> Asked | None:
    return None if objects_in(context, "Association") else ()


@program_rule("association-ends-known", asked=_no_associations)
def association_ends_known(context: RuleContext, options: Mapping[str, Any]) -> Iterable[Result]:
    """CLR-07: both ends of an association are achievements of the CLR, of its subject or of a credential in it."""
    contents = contents_of(context)
    known = contents.by_id().keys() | {node.value for node in contents.achievements if _is_text(node.value)}
    ids = [node.value.get("id") for node in contents.achievements if isinstance(node.value, dict)]
    open_ = not contents.complete or any(not _is_text(id_) or context.is_placeholder(id_) for id_ in ids)
    credentials = {id_: node for node in contents.credentials if _is_text(id_ := node.value.get("id"))}
    for association in objects_in(context, "Association"):
        for name in _ENDS:
            end = Node(association.value.get(name), (*association.path, name))
            if not _is_text(end.value):
                continue
            if end.value in known:
                yield PASSED
            elif context.is_placeholder(end.value):
                yield cant_tell(PLACEHOLDER.reason, at=end)
            elif end.value in credentials:
                place = display(credentials[end.value].path)
                yield failed(f"is {show(end.value)}, the id of {place} and not of its achievement", at=end)
            elif open_:
                yield cant_tell("may be in a part of the CLR that cannot be read here", at=end)
            else:
                yield failed(f"is {show(end.value)}, and no achievement in this CLR has that id", at=end)


@program_rule("association-of-two", asked=_no_associations)
def association_of_two(context: RuleContext, options: Mapping[str, Any]) -> Iterable[Result]:
    """CLR-07: an association leads from one achievement to another one."""
    for association in objects_in(context, "Association"):
        source, target = (association.value.get(name) for name in _ENDS)
        if _is_text(source) and _is_text(target):
            at = Node(target, (*association.path, "targetId"))
            if source != target:
                yield PASSED
            elif context.is_placeholder(source):
                yield cant_tell(PLACEHOLDER.reason, at=at)
            else:
                yield failed(f"is {show(target)}, which is the sourceId of this association as well", at=at)


@program_rule("associations-agree", asked=_no_associations)
def associations_agree(context: RuleContext, options: Mapping[str, Any]) -> Iterable[Result]:
    """CLR-07: of two achievements, one is not both above and below the other.

    Options as one of ``chains`` of ``associations-end``.
    """
    names = _Names(context)
    seen: dict[tuple[str, str], Node] = {}
    for step in _steps(context, options):
        seen[step.start, step.end] = step.association
        other = seen.get((step.end, step.start))
        if other is None:
            yield PASSED
        else:
            yield failed(
                f"says that {names.of(step.start)} {options['reads']} {names.of(step.end)}, and {display(other.path)} "
                "says that it is the other way round",
                at=step.association,
            )


@program_rule("associations-end", asked=_no_associations)
def associations_end(context: RuleContext, options: Mapping[str, Any]) -> Iterable[Result]:
    """CLR-07: no chain of associations of one type leads back to where it started.

    Options ``chains``: each with ``type``; ``inverse``, the type that says the same from the other end, of which
    contradictions between two associations are left to ``associations-agree``; and ``reads``, the type in words.
    """
    names = _Names(context)
    for chain in options["chains"]:
        steps = list(_steps(context, chain))
        circles = [circle for circle in _circles(steps) if circle.length > 2 or "inverse" not in chain]
        for circle in circles:
            told = ", ".join(names.of(id_) for id_ in circle.first)
            more = circle.length - len(circle.first)
            yield failed(
                f"closes a circle in which each achievement {chain['reads']} the next: {told}"
                f"{f' and {more} more' if more else ''}, and then the first again",
                at=circle.association,
            )
        yield from [PASSED] * (len(steps) - len(circles))


class _Step(NamedTuple):
    """One step of a chain, and the association that says so."""

    start: str
    end: str
    association: Node


class _Circle(NamedTuple):
    """association: the one that closes it; first: ids of the first few achievements; length: how many there are."""

    association: Node
    first: list[str]
    length: int


def _steps(context: RuleContext, chain: Mapping[str, Any]) -> Iterator[_Step]:
    """The steps that associations of one type, or of its inverse, make between two achievements, each once."""
    seen = set()
    for association in objects_in(context, "Association"):
        ends = [association.value.get(name) for name in _ENDS]
        type_ = association.value.get("associationType")
        if not all(map(_is_text, ends)) or any(map(context.is_placeholder, ends)) or ends[0] == ends[1]:
            continue
        if _is_text(type_) and type_ == chain.get("inverse"):
            ends.reverse()
        elif type_ != chain["type"]:
            continue
        step = _Step(ends[0], ends[1], association)
        if step[:2] not in seen:
            seen.add(step[:2])
            yield step


def _circles(steps: list[_Step]) -> Iterator[_Circle]:
    """One circle for each step that leads back into the chain that it ends, in a search that takes each step once."""
    following: dict[str, list[_Step]] = {}
    for step in steps:
        following.setdefault(step.start, []).append(step)
    done: set[str] = set()
    for start in following:
        if start in done:
            continue
        trail, position, pending = [start], {start: 0}, [iter(following[start])]
        while pending:
            taken = next(pending[-1], None)
            if taken is None:
                pending.pop()
                last = trail.pop()
                del position[last]
                done.add(last)
            elif taken.end in position:
                first = position[taken.end]
                yield _Circle(taken.association, trail[first : first + _SHOWN], len(trail) - first)
            elif taken.end not in done:
                position[taken.end] = len(trail)
                trail.append(taken.end)
                pending.append(iter(following.get(taken.end, ())))


class _Names:
    """How achievements are called in messages: by their name where they have one, else by their id."""

    def __init__(self, context: RuleContext) -> None:
        self._context = context

    def of(self, id_: str) -> str:
        known = self._context.memo.get("achievement names")
        if known is None:
            by_id = contents_of(self._context).by_id()
            known = {key: nodes[0].value.get("name") for key, nodes in by_id.items()}
            self._context.memo["achievement names"] = known
        name = known.get(id_)
        return show(name if isinstance(name, str) and name.strip() else id_)


def _is_text(value: Any) -> bool:
    return isinstance(value, str)
