"""Which context is in force where in a document, and what member names mean there. Worked out once, then looked up."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from trustlint.contexts import plan as plans
from trustlint.contexts.active import ABSOLUTE, KEYWORDS, UNSET, ActiveContext, InvalidContextError
from trustlint.contexts.library import Library
from trustlint.contexts.plan import ACTIONS, Plan
from trustlint.contexts.processing import Processor
from trustlint.model.pointer import Path

MOST_REMEMBERED = 512
"""Contexts, lists of types and made-up names that one context remembers; inputs could name new ones for ever."""

Places = tuple[tuple[Path, str], ...]
"""URLs that nobody knows, each with its place within an ``@context``."""


class Scopes:
    """Answers for one document; what they are worked out from is shared by all documents of the library."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._processor = Processor(library.load)

    def local(self, context: ActiveContext, written: Any) -> tuple[ActiveContext, Places]:
        """The context after the ``@context`` of an object, and the URLs in it that nobody knows.

        Raises InvalidContextError.
        """
        key = _key(written)
        known = context.by_local.get(key)
        if known is None:
            known = self._local(context, written)
            _remember(context.by_local, key, known)
        if isinstance(known, InvalidContextError):
            raise known
        return known

    def _local(
        self, context: ActiveContext, written: Any
    ) -> tuple[ActiveContext, Places] | InvalidContextError:
        self._processor.unknown = []
        try:
            result = self._processor.process(context, written)
        except InvalidContextError as problem:
            if problem.code == "too much":
                raise
            return problem.with_traceback(None)
        return result, tuple(self._processor.unknown)

    def entered(self, context: ActiveContext, name: str | None, *, keep: bool = False) -> ActiveContext:
        """The context in which an object begins that is a value of member ``name`` (None: it is the document).

        context: of the values of that member; keep: the type-scoped context around goes on, as it does in value
        objects, plain references and maps. Raises InvalidContextError.
        """
        memory = context.kept if keep else context.by_property
        found = memory.get(name)
        if found is None:
            start = context if keep or context.previous is None else context.previous
            found = start if name is None else self._within(start, context, name)
            _remember(memory, name, found)
        return found

    def _within(self, start: ActiveContext, context: ActiveContext, name: str) -> ActiveContext:
        """``start`` with the context that ``name``, a term of ``context``, has of its own."""
        term = context.terms.get(name)
        if term is None or term.context is UNSET:
            return start
        return self._processor.process(start, term.context, origin=term.origin, override=True, proven=True)

    def with_type(self, context: ActiveContext, base: ActiveContext, type_: str) -> ActiveContext:
        """``context`` with the type-scoped context of ``type_``, a term of ``base``. Raises InvalidContextError."""
        term = base.terms.get(type_)
        if term is None or term.context is UNSET or term.context is None:
            return context
        return self._processor.process(
            context, term.context, origin=term.origin, propagate=False, proven=True
        )

    def with_types(self, context: ActiveContext, types: Any) -> tuple[ActiveContext, tuple[int, ...]]:
        """``context`` with the type-scoped contexts of ``types``, a text or a list of texts, in alphabetical order.

        Besides, the indexes of types that nothing defines. The walk looks into ``by_type`` itself before it asks.
        Raises InvalidContextError, and TypeError for any other value.
        """
        named = [types] if isinstance(types, str) else types
        if not isinstance(named, list) or not all(isinstance(name, str) for name in named):
            raise TypeError
        result = context
        for name in sorted(named):
            result = self.with_type(result, context, name)
        undefined = tuple(index for index, name in enumerate(named) if not context.defines_type(name))
        _remember(context.by_type, types if isinstance(types, str) else tuple(types), (result, undefined))
        return result, undefined

    def plan(self, context: ActiveContext, name: str) -> ActiveContext | Plan:
        """What to do with member ``name`` of an object: the context for the values of an ordinary property, or a Plan.

        Raises InvalidContextError when the property-scoped context does not fit here.
        """
        planned = self._plan(context, name)
        if name in context.terms or len(context.plans) < MOST_REMEMBERED:
            context.plans[name] = planned
        return planned

    def _plan(self, context: ActiveContext, name: str) -> ActiveContext | Plan:
        iri = context.expand(name)
        if iri is None or not (iri in KEYWORDS or ABSOLUTE.match(iri)):
            return Plan(plans.DROP, context)
        inner = self._within(context, context, name)
        if iri in KEYWORDS:
            return Plan(ACTIONS[iri], inner, keyword=iri) if iri in ACTIONS else inner
        term = context.terms.get(name)
        if term is None:
            return inner
        action = plans.PLAIN
        if "@language" in term.containers:
            action = plans.LANGUAGE_MAP
        elif "@index" in term.containers or "@id" in term.containers:
            action = plans.MAP
        elif "@type" in term.containers:
            action = plans.TYPE_MAP
        elif term.type == "@json":
            action = plans.SKIP
        late = term.origin if iri in self._library.late(term.origin) else None
        if action is plans.PLAIN and late is None and not term.reverse:
            return inner
        return Plan(
            action,
            inner,
            late=late,
            reverse=term.reverse,
            coerced=term.type in ("@id", "@vocab"),
            by_id="@id" in term.containers or term.index is not None,
        )


_ENCODE = json.JSONEncoder(separators=(",", ":"), default=repr).encode


def _key(written: Any) -> Any:
    """What tells one ``@context`` from another; texts and lists of texts need not be written out."""
    if isinstance(written, str):
        return written
    if isinstance(written, list) and all(item.__class__ is str for item in written):
        return tuple(written)
    return ("as JSON", _ENCODE(written))


def _remember(memory: dict[Any, Any], key: Any, value: Any) -> None:
    if len(memory) >= MOST_REMEMBERED:
        memory.clear()
    memory[key] = value


def scoped_names(context: Any) -> Mapping[str, Any]:
    """The entries of a scoped context as it is written, when it is one object."""
    return context if isinstance(context, Mapping) else {}
