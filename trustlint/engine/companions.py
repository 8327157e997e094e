"""What has to come with a snippet, so that JSON-LD software keeps it: types of the objects, and contexts.

Found by putting the snippet into a copy of the document and walking it in safe mode. docs/json-ld.md tells the rest.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any, NamedTuple

from trustlint.checks.context import RuleContext
from trustlint.contexts import UndefinedTerm
from trustlint.model.pointer import Path, value_at
from trustlint.pyrules.json_ld import under_contexts

_MOST = 8
"""Additions that are tried for one snippet; more are not worth telling."""


class Companions(NamedTuple):
    """value: the snippet, with the types that its own objects need; also: what else to add, by place (``-`` as the last
    step adds to a list)."""

    value: Any
    also: tuple[tuple[Path, Any], ...] = ()


def companions(value: Any, path: Path, context: RuleContext, terms: Mapping[str, Any]) -> Companions:
    """What to add with ``value`` at ``path`` of the document, whose parent exists.

    terms: definitions, as in a ``@context``, of terms that the pack asks for and no published context has.
    """
    kind = context.kind
    if kind is None or kind.model != "ob3" or not path or not isinstance(context.data, dict):
        return Companions(value)
    value = deepcopy(value)
    data = under_contexts(_with(context.data, path, value))
    also: dict[Path, list[Any]] = {}
    for _ in range(_MOST):
        item = next(
            (
                item
                for item in context.undefined_terms(data).undefined
                if item.path[: len(path)] == path and item.because is None
            ),
            None,
        )
        if item is None or not _add(item, data, path, terms, also):
            break
    if "@context" not in context.data:
        also.pop(("@context",), None)
    return Companions(value, tuple(_placed(context.data, also)))


def _with(data: dict[str, Any], path: Path, value: Any) -> dict[str, Any]:
    """A copy with the value in its place, of what stands around it: contexts, types, and the way there."""
    copied: dict[str, Any] = _kept(data)
    held: Any = data
    holder: Any = copied
    for step in path[:-1]:
        held = held[step]
        holder[step] = [None] * len(held) if isinstance(held, list) else _kept(held)
        holder = holder[step]
    if isinstance(holder, list) and path[-1] == len(holder):
        holder.append(value)
    else:
        holder[path[-1]] = value
    return copied


def _kept(held: dict[str, Any]) -> dict[str, Any]:
    return {name: held[name] for name in _DEFINING if name in held}


_DEFINING = ("@context", "@id", "@type", "id", "type")
"""What decides how the members of an object are understood."""


def _add(
    item: UndefinedTerm,
    data: dict[str, Any],
    path: Path,
    terms: Mapping[str, Any],
    also: dict[Path, list[Any]],
) -> bool:
    """Add what defines one term to the data, and to ``also`` unless it is within the snippet; False for nothing."""
    place: Path
    addition: Any
    if item.term in terms:  # The pack knows what it means by it; elsewhere the name may mean something else.
        place, addition = ("@context",), {item.term: terms[item.term]}
    elif item.within and item.what == "property":
        place, addition = (*item.path[:-1], "type"), item.within[0]
    elif item.defined_by:
        place, addition = ("@context",), item.defined_by[0]
    else:
        return False
    holder = value_at(data, place[:-1])
    written = holder.get(place[-1], [])
    written = written if isinstance(written, list) else [written]
    if addition in written:
        return False
    if place[-1] in holder:
        holder[place[-1]] = [*written, addition]
    else:  # A type stands first, as people write it.
        members = dict(holder)
        holder.clear()
        holder.update({place[-1]: [addition], **members})
    if place[: len(path)] != path:
        also.setdefault(place, []).append(addition)
    return True


def _placed(data: dict[str, Any], also: Mapping[Path, list[Any]]) -> list[tuple[Path, Any]]:
    """Every addition with the place where it goes in the document as it is."""
    found: list[tuple[Path, Any]] = []
    for place, additions in also.items():
        holder = value_at(data, place[:-1])
        written = holder.get(place[-1]) if isinstance(holder, dict) else holder[place[-1]]
        if isinstance(written, list):
            found += [((*place, "-"), addition) for addition in additions]
        else:
            found.append((place, [*([] if written is None else [written]), *additions]))
    return found
