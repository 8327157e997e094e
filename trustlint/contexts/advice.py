"""What to say about a term that is dropped: what was meant, where it belongs, and which context would define it."""

from __future__ import annotations

from functools import cache
from typing import Any

from trustlint.contexts.active import KEYWORDS, UNSET, ActiveContext
from trustlint.contexts.result import TYPE, UndefinedTerm
from trustlint.contexts.scopes import scoped_names
from trustlint.contexts.tables import BundledContext, bundled_by_url, bundled_contexts, context_document
from trustlint.contexts.walk import Dropped

MOST_ADVISED = 100
"""Dropped terms of one document that are looked into; the others are named without advice."""

MOST_NAMED = 5
"""Contexts or types that are named for one term."""

_LONGEST = 64
_FEW = 3


def explained(dropped: list[Dropped]) -> list[UndefinedTerm]:
    """The dropped terms with advice, in the same order."""
    advised: list[UndefinedTerm] = []
    types: dict[int, list[UndefinedTerm]] = {}
    for item in dropped[:MOST_ADVISED]:
        beside = types.setdefault(id(item.node), [])
        advised.append(_explained(item, beside))
        if item.what == TYPE:
            beside.append(advised[-1])
    return advised + [UndefinedTerm(item.path, item.name, item.what) for item in dropped[MOST_ADVISED:]]


def _explained(item: Dropped, undefined_types: list[UndefinedTerm]) -> UndefinedTerm:
    if len(item.name) > _LONGEST or item.name.startswith("@"):
        return UndefinedTerm(item.path, item.name, item.what)
    if item.what == TYPE:
        return UndefinedTerm(
            item.path, item.name, TYPE, suggestion=_suggestion(item), defined_by=_defined_by(item, ())
        )
    types = types_of(item.node, item.context)
    return UndefinedTerm(
        item.path,
        item.name,
        item.what,
        suggestion=_suggestion(item),
        within=_within(item, types),
        defined_by=_defined_by(item, types),
        because=next((type_.path for type_ in undefined_types if _explains(type_, item)), None),
    )


def _explains(type_: UndefinedTerm, item: Dropped) -> bool:
    """Whether a property is undefined for the only reason that a type of its object is."""
    meant = item.context.terms.get(type_.suggestion or "")
    if meant is not None and item.name in scoped_names(meant.context):
        return True
    return any(item.name in _terms(url).get(type_.term, ()) for url in type_.defined_by)


def types_of(node: dict[str, Any], context: ActiveContext) -> tuple[str, ...]:
    """The types of an object, as written."""
    found: list[str] = []
    for key in context.keys_for("@type"):
        value = node.get(key, [])
        found += [name for name in (value if isinstance(value, list) else [value]) if isinstance(name, str)]
    return tuple(found)


def _suggestion(item: Dropped) -> str | None:
    """The term in scope that looks most like it; types are looked for among names that begin with a capital."""
    from difflib import get_close_matches

    names = [
        name
        for name, term in item.context.terms.items()
        if name != item.name and term.iri is not None and (item.what != TYPE or term.iri not in KEYWORDS)
    ]
    folded = item.name.casefold().replace("_", "").replace("-", "")
    for name in names:
        if name.casefold() == folded:
            return name
    capital = item.name[:1].isupper()
    alike = [name for name in names if not name[:1].isalpha() or name[:1].isupper() == capital]
    close = get_close_matches(item.name, alike, 1, cutoff=0.85)
    return close[0] if close else None


def _within(item: Dropped, types: tuple[str, ...]) -> tuple[str, ...]:
    """Terms in scope whose own context defines it: it would be kept in an object of such a type."""
    found = [
        name
        for name, term in item.context.terms.items()
        if name not in types and term.context is not UNSET and item.name in scoped_names(term.context)
    ]
    return tuple(found[:MOST_NAMED])


def _defined_by(item: Dropped, types: tuple[str, ...]) -> tuple[str, ...]:
    origins = {term.origin for term in item.context.terms.values() if term.origin is not None}
    declared = [bundled_by_url()[url] for url in origins if url in bundled_by_url()]
    stacks = {context.stack for context in declared}
    families = {context.family for context in declared}
    holders = {*types, item.property}
    found = [
        context
        for context in bundled_contexts()
        if context not in declared
        and (not stacks or context.stack in stacks)
        and _defines(context, item.name, holders)
    ]
    if not found:
        # Then one that defines it inside objects of some type, which this one lacks, if there are few such.
        found = [
            context
            for context in bundled_contexts()
            if context not in declared
            and context.stack in stacks
            and any(item.name in names for names in _terms(context.urls[0]).values())
        ]
        found = found if len(found) <= _FEW else []
    found.sort(key=lambda context: context.family not in families)
    return tuple(context.urls[0] for context in found[:MOST_NAMED])


def _defines(context: BundledContext, name: str, holders: set[str | None]) -> bool:
    terms = _terms(context.urls[0])
    return name in terms[""] or any(name in terms.get(holder or "", ()) for holder in holders)


@cache
def _terms(url: str) -> dict[str, frozenset[str]]:
    """Names that a bundled context defines: everywhere (under the empty text), and within objects by their term."""
    context = context_document(url)["@context"]
    parts = [part for part in (context if isinstance(context, list) else [context]) if isinstance(part, dict)]
    terms: dict[str, frozenset[str]] = {"": frozenset()}
    for part in parts:
        terms[""] |= frozenset(name for name in part if not name.startswith("@"))
        for name, definition in part.items():
            if isinstance(definition, dict) and definition.get("@context"):
                terms[name] = frozenset(scoped_names(definition["@context"]))
    return terms
