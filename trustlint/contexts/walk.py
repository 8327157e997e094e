"""The walk: every object of a document in the context that is in force there (JSON-LD 1.1 API section 5.1)."""

from __future__ import annotations

from typing import Any

from trustlint.contexts import plan as plans
from trustlint.contexts.active import ActiveContext, InvalidContextError
from trustlint.contexts.library import Library
from trustlint.contexts.plan import Plan
from trustlint.contexts.processing import shown
from trustlint.contexts.result import PROPERTY, TYPE, ContextError, LateTerm
from trustlint.contexts.scopes import Scopes
from trustlint.model.pointer import Path

Trail = tuple[Any, ...]
"""A path as nested pairs, innermost step last: cheaper to extend than a path, and most are never needed."""

_CONTEXT = ActiveContext
_MAPS = frozenset((plans.LANGUAGE_MAP, plans.MAP, plans.TYPE_MAP))
_WALKED = _MAPS | {plans.PLAIN}
_ID, _TYPE, _DROP, _SKIP = plans.ID, plans.TYPE, plans.DROP, plans.SKIP


def to_path(trail: Trail) -> Path:
    steps: list[Any] = []
    while trail:
        trail, step = trail
        steps.append(step)
    return tuple(reversed(steps))


class Dropped:
    """A term that is dropped, with what is needed to advise on it: the object, its context and what it is a value of."""

    __slots__ = ("context", "name", "node", "path", "property", "what")

    def __init__(
        self,
        path: Path,
        name: str,
        what: str,
        context: ActiveContext,
        node: dict[str, Any],
        property_: str | None,
    ) -> None:
        self.path = path
        self.name = name
        self.what = what
        self.context = context
        self.node = node
        self.property = property_


class Walk:
    """One walk through one document."""

    def __init__(self, library: Library) -> None:
        self._start = library.start
        self._scopes = Scopes(library)
        self.dropped: list[Dropped] = []
        self.unknown: list[tuple[Path, str]] = []
        self.errors: list[ContextError] = []
        self.late: list[LateTerm] = []

    def run(self, data: Any) -> None:
        try:
            self.value(data, self._start, None, ())
        except RecursionError:
            self.error((), "too deep", "", "objects lie inside each other more deeply than can be followed")

    def error(self, trail: Trail, code: str, term: str, message: str) -> None:
        self.errors.append(ContextError(to_path(trail), code, term, message))

    def refuse(self, trail: Trail, problem: InvalidContextError) -> None:
        self.error(trail, problem.code, problem.term, problem.message)

    def drop(
        self,
        trail: Trail,
        name: str,
        what: str,
        context: ActiveContext,
        node: dict[str, Any],
        property_: str | None,
    ) -> None:
        self.dropped.append(Dropped(to_path(trail), name, what, context, node, property_))

    def value(
        self, value: Any, context: ActiveContext, name: str | None, trail: Trail, keep: bool = False
    ) -> None:
        """Any value of member ``name``, read in ``context``; keep: see Scopes.entered."""
        if isinstance(value, dict):
            self.object(value, context, name, trail, keep)
        elif isinstance(value, list):
            for index, item in enumerate(value):
                if isinstance(item, dict | list):
                    self.value(item, context, name, (trail, index), keep)

    def object(
        self, node: dict[str, Any], context: ActiveContext, name: str | None, trail: Trail, keep: bool = False
    ) -> None:
        """An object that is a value of member ``name``, whose values are read in ``context``."""
        if context.previous is not None and not keep:
            keep = _goes_on(node, context)
        entered = None if keep else context.by_property.get(name)
        if entered is None:
            try:
                entered = self._scopes.entered(context, name, keep=keep)
            except InvalidContextError as problem:
                self.refuse(trail, problem)
                return
        self.node(node, entered, name, trail)

    def node(self, node: dict[str, Any], context: ActiveContext, name: str | None, trail: Trail) -> None:
        """The members of an object; context: where it begins, before its own ``@context`` and types."""
        if "@context" in node:
            local = self._local(node, context, trail)
            if local is None:
                return
            context = local
        inside = self._inside(node, context, name, trail)
        if inside is None:
            return
        known = inside.plans
        identified = False
        keywords: list[str] | None = None
        for key, value in node.items():
            plan: Any = known.get(key)
            if plan.__class__ is _CONTEXT:
                kind = value.__class__
                if kind is dict:
                    self.object(value, plan, key, (trail, key))
                elif kind is list:
                    for index, item in enumerate(value):
                        kind = item.__class__
                        if kind is dict:
                            self.object(item, plan, key, ((trail, key), index))
                        elif kind is list:
                            self.value(item, plan, key, ((trail, key), index))
                continue
            if plan is None:
                try:
                    plan = self._scopes.plan(inside, key)
                except InvalidContextError as problem:
                    self.refuse((trail, key), problem)
                    continue
                if plan.__class__ is _CONTEXT:
                    self.value(value, plan, key, (trail, key))
                    continue
            action = plan.action
            if action is _TYPE or action is _SKIP:
                continue
            if action is _ID:
                if identified or value.__class__ is not str:
                    self._check_id(key, value, identified, (trail, key))
                identified = True
            elif action is _DROP:
                self.drop((trail, key), key, PROPERTY, inside, node, name)
            else:
                if plan.keyword:
                    keywords = keywords or []
                    keywords.append(plan.keyword)
                self._special(plan, key, value, node, inside, name, (trail, key))
        if keywords:
            from trustlint.contexts.keywords import check_together

            check_together(self, node, inside, keywords, name, trail)

    def _local(self, node: dict[str, Any], context: ActiveContext, trail: Trail) -> ActiveContext | None:
        """The context after the ``@context`` of an object; None when it cannot be used, which is then reported."""
        try:
            context, unknown = self._scopes.local(context, node["@context"])
        except InvalidContextError as problem:
            here: Trail = (trail, "@context")
            for step in problem.place:
                here = (here, step)
            self.refuse(here, problem)
            return None
        if unknown:
            place = to_path((trail, "@context"))
            self.unknown += [((*place, *steps), url) for steps, url in unknown]
        return context

    def _inside(
        self, node: dict[str, Any], context: ActiveContext, name: str | None, trail: Trail
    ) -> ActiveContext | None:
        """The context for the members of an object, its types being taken in; None when they cannot be."""
        keys = context.type_keys
        if keys is None:
            keys = context.type_keys = context.keys_for("@type")
        found = None
        for key in keys:
            if key in node:
                if found is not None:
                    return self._two_types(node, context, name, trail)
                found = key
        if found is None:
            return context
        types = node[found]
        if types.__class__ is not str and types.__class__ is not list:
            return self._without_type(found, types, node, context, trail)
        try:
            known = context.by_type.get(types if types.__class__ is str else tuple(types))
            if known is None:
                known = self._scopes.with_types(context, types)
        except TypeError:
            return self._without_type(found, types, node, context, trail)
        except InvalidContextError as problem:
            self.refuse((trail, found), problem)
            return None
        inside: ActiveContext
        inside, undefined = known
        for index in undefined:
            if types.__class__ is str:
                self.drop((trail, found), types, TYPE, context, node, name)
            else:
                self.drop(((trail, found), index), types[index], TYPE, context, node, name)
        return inside

    def _two_types(
        self, node: dict[str, Any], context: ActiveContext, name: str | None, trail: Trail
    ) -> ActiveContext | None:
        """As _inside, for an object with several members for its types: one after the other, by name."""
        inside = context
        for key in sorted(key for key in node if context.expand(key) == "@type"):
            types = node[key] if isinstance(node[key], list) else [node[key]]
            if not all(isinstance(type_, str) for type_ in types):
                return self._without_type(key, node[key], node, context, trail)
            for type_ in sorted(types):
                try:
                    inside = self._scopes.with_type(inside, context, type_)
                except InvalidContextError as problem:
                    self.refuse((trail, key), problem)
                    return None
            for index, type_ in enumerate(types):
                if not context.defines_type(type_):
                    place = ((trail, key), index) if isinstance(node[key], list) else (trail, key)
                    self.drop(place, type_, TYPE, context, node, name)
        return inside

    def _without_type(
        self, key: str, types: Any, node: dict[str, Any], context: ActiveContext, trail: Trail
    ) -> ActiveContext | None:
        """As _inside, for a type that is neither a text nor a list of texts: only a value object may have null."""
        if types is None and any(context.expand(other) == "@value" for other in node):
            return context
        self.error(
            (trail, key),
            "invalid type value",
            key,
            f"{key} is {shown(types)}; it must be a text or a list of texts",
        )
        return None

    def _check_id(self, key: str, value: Any, again: bool, here: Trail) -> None:
        if again:
            self.error(here, "colliding keywords", key, "two members stand for @id; keep one of them")
        elif not isinstance(value, str):
            self.error(here, "invalid @id value", key, f"{key} is {shown(value)}; it must be one text, a URL")

    def _special(
        self,
        plan: Plan,
        key: str,
        value: Any,
        node: dict[str, Any],
        context: ActiveContext,
        name: str | None,
        here: Trail,
    ) -> None:
        if plan.late is not None:
            self.late.append(LateTerm(to_path(here), key, plan.late))
        action = plan.action
        if action in _MAPS and isinstance(value, dict):
            self._map(plan, key, value, node, here)
        elif action in _WALKED or (action == plans.GRAPH and isinstance(value, dict | list)):
            self.value(value, plan.inner, key, here)
        elif action == plans.ITEMS:
            self.value(value, plan.inner, name, here)
        else:
            from trustlint.contexts.keywords import keyword_value

            keyword_value(self, plan, key, value, context, name, here)
        if plan.reverse:
            from trustlint.contexts.keywords import check_reversed

            check_reversed(self, plan, key, value, here)

    def _map(self, plan: Plan, key: str, value: dict[str, Any], node: dict[str, Any], here: Trail) -> None:
        """The value of a property with a container: an object whose names are languages, indexes, ids or types."""
        for name, item in value.items():
            items = item if isinstance(item, list) else [item]
            inner = plan.inner
            if plan.action == plans.LANGUAGE_MAP:
                if not all(isinstance(text, str | None) for text in items):
                    message = f"{key} holds texts by language, and {name!r} is {shown(item)}"
                    self.error((here, name), "invalid language map value", name, message)
                continue
            if plan.action == plans.TYPE_MAP:
                inner = inner.previous or inner
                if not inner.defines(name):
                    self.drop((here, name), name, TYPE, inner, node, key)
                try:
                    inner = self._scopes.with_type(inner, inner, name)
                except InvalidContextError as problem:
                    self.refuse((here, name), problem)
                    continue
            if plan.by_id and not plan.coerced and not all(isinstance(each, dict | None) for each in items):
                self.error((here, name), "invalid value object", name, f"{key} must hold objects, by name")
                continue
            self.value(item, inner, key, (here, name), keep=True)


def _goes_on(node: dict[str, Any], context: ActiveContext) -> bool:
    """Whether a type-scoped context is still in force in this object: it is a value object or a plain reference."""
    if len(node) == 1:
        (key,) = node
        return context.expand(key) in ("@id", "@value")
    keys = context.value_keys
    if keys is None:
        keys = context.value_keys = context.keys_for("@value")
    return any(key in node for key in keys) if len(keys) > 1 else "@value" in node
