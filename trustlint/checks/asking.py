"""What to ask of documents of the same shape, so that a check is sure to pass: values, and what must hold of them.

Made from one document in which the check passes. Checks of single values ask by the predicates of
``trustlint.checks.accept``; checks that set values against each other ask of several values together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from trustlint.checks.accept import NO_PARAMETERS, Parameters, prepare_accept, prepare_refuse
from trustlint.checks.context import RuleContext
from trustlint.checks.presence import is_empty
from trustlint.checks.reference import OPERATORS, READERS
from trustlint.checks.text import normalised
from trustlint.checks.web import host_of
from trustlint.credential.view import Node
from trustlint.formats import is_uri
from trustlint.model.pointer import Path


class Ask(NamedTuple):
    """Places of values, and what says of them, given in the same order, that all is well."""

    paths: tuple[Path, ...]
    holds: Callable[..., bool]


Asked = tuple[Ask, ...]


def ask_of(
    check: Mapping[str, Any], node: Node, context: RuleContext, parameters: Parameters = NO_PARAMETERS
) -> Asked | None:
    """What to ask so that a check of one value passes; None where it does not pass, or more would have to be known."""
    if node.document is not None:
        return None
    ((name, options),) = check.items()
    by_parts = _BY_PARTS.get(name)
    if by_parts is not None and (asked := by_parts(options, node, context, parameters)) is not None:
        return asked
    accept = prepare_accept(check, parameters)
    if accept is not None and accept(node.value):
        return (Ask((node.path,), accept),)
    prepare = _ASKS.get(name)
    return prepare(options, node, context, parameters) if prepare is not None else None


def ask_refused(check: Mapping[str, Any], node: Node, *, fails: bool = False) -> Asked | None:
    """What to ask so that a check of one value does not pass; with ``fails``, that it fails. None as for ``ask_of``."""
    ((name, options),) = check.items()
    value = node.value
    if name == "member" and not fails and isinstance(value, dict) and options["name"] in value:
        child = Node(value[options["name"]], (*node.path, options["name"]), node.document)
        return ask_refused(options.get("check", {"present": {}}), child)
    refuse = prepare_refuse(check, fails=fails)
    if node.document is not None or refuse is None or not refuse(value):
        return None
    return () if name == "absent" else (Ask((node.path,), refuse),)


def ask_together(check: Mapping[str, Any], nodes: tuple[Node, ...], context: RuleContext) -> Asked | None:
    """The same for a check that judges all selected values together."""
    ((name, options),) = check.items()
    if any(node.document is not None for node in nodes):
        return None
    if name == "count" and set(options) == {"min"} and len(nodes) >= options["min"]:
        return _together(ask_of({"present": {}}, node, context) for node in nodes)
    if name == "unique":
        paths = _paths_of_member(nodes, options.get("member"))
        return (Ask(paths, _are_different_texts),) if len(paths) > 1 else ()
    return None


def _paths_of_member(nodes: tuple[Node, ...], member: str | None) -> tuple[Path, ...]:
    if member is None:
        return tuple(node.path for node in nodes)
    holders = [node for node in nodes if isinstance(node.value, dict) and member in node.value]
    return tuple((*node.path, member) for node in holders)


def _are_different_texts(*values: Any) -> bool:
    for value in values:
        if not isinstance(value, str):
            return False
    return len(set(values)) == len(values)


def _all(options: list[Any], node: Node, context: RuleContext, parameters: Parameters) -> Asked | None:
    return _together(ask_of(part, node, context, parameters) for part in options)


def _any(options: list[Any], node: Node, context: RuleContext, parameters: Parameters) -> Asked | None:
    return next(
        (asked for part in options if (asked := ask_of(part, node, context, parameters)) is not None), None
    )


def _member(options: Any, node: Node, context: RuleContext, parameters: Parameters) -> Asked | None:
    name = options["name"]
    if not isinstance(node.value, dict):
        return None
    if name not in node.value:
        return () if options.get("missing") == "pass" else None
    child = Node(node.value[name], (*node.path, name))
    return ask_of(options.get("check", {"present": {}}), child, context, parameters)


def _items(options: Any, node: Node, context: RuleContext, parameters: Parameters) -> Asked | None:
    if not isinstance(node.value, list) or not node.value:
        return None
    items = [Node(item, (*node.path, index)) for index, item in enumerate(node.value)]
    return _together(ask_of(options["check"], item, context, parameters) for item in items)


def _present(options: Any, node: Node, context: RuleContext, parameters: Parameters) -> Asked | None:
    """Of what is no text, the shape tells whether it is empty."""
    return () if not isinstance(node.value, str) and not is_empty(node.value) else None


def _type(options: Any, node: Node, context: RuleContext, parameters: Parameters) -> Asked | None:
    accept = prepare_accept({"type": options}, parameters)
    return () if accept is not None and accept(node.value) else None


def _any_of_parts(
    options: list[Any], node: Node, context: RuleContext, parameters: Parameters
) -> Asked | None:
    """One of the checks passes by the shape alone; of an object, by some of its members."""
    found = [ask_of(part, node, context, parameters) for part in options]
    if () in found:
        return ()
    return next((asked for asked in found if asked), None) if isinstance(node.value, dict) else None


def _together(parts: Iterable[Asked | None]) -> Asked | None:
    found: list[Ask] = []
    for asked in parts:
        if asked is None:
            return None
        found += asked
    return tuple(found)


def _refers_to(options: Any, node: Node, context: RuleContext, parameters: Parameters) -> Asked | None:
    known = context.select(options["field"]).nodes
    if any(other.document is not None for other in known) or not is_one_of_texts(
        node.value, *[other.value for other in known]
    ):
        return None
    return (Ask((node.path, *[other.path for other in known]), is_one_of_texts),)


def is_one_of_texts(value: Any, *known: Any) -> bool:
    """Whether ``value`` is a text that equals one of ``known``: the usual question of an `Ask`."""
    return isinstance(value, str) and value in known


def _compare(options: Any, node: Node, context: RuleContext, parameters: Parameters) -> Asked | None:
    others = context.select(options["than"]).nodes
    if not others or others[0].document is not None:
        return None
    operator, read = OPERATORS[options["is"]][0], READERS[options["as"]]

    def holds(value: Any, other: Any) -> bool:
        here, there = read(value), read(other)
        return here is not None and there is not None and bool(operator(here, there))

    if not holds(node.value, others[0].value):
        return None
    return (Ask((node.path, others[0].path), holds),)


def _uri(options: Any, node: Node, context: RuleContext, parameters: Parameters) -> Asked | None:
    if set(options) != {"not_host_of"}:
        return None
    others = context.select(options["not_host_of"]).nodes
    if any(other.document is not None for other in others) or not _is_elsewhere(
        node.value, *[other.value for other in others]
    ):
        return None
    return (Ask((node.path, *[other.path for other in others]), _is_elsewhere),)


def _is_elsewhere(value: Any, *others: Any) -> bool:
    if not isinstance(value, str) or not is_uri(value):
        return False
    host = host_of(value)
    for other in others:
        if host is None or host == host_of(other):
            return False
    return True


_AskOf = Callable[[Any, Node, RuleContext, Parameters], "Asked | None"]

_BY_PARTS: dict[str, _AskOf] = {
    "all": _all,
    "any": _any_of_parts,
    "items": _items,
    "member": _member,
    "present": _present,
    "type": _type,
}
"""Asked first: of the parts of a value there are fewer to ask again than of the whole."""


def _text(
    options: Mapping[str, Any], node: Node, context: RuleContext, parameters: Parameters
) -> Asked | None:
    """That the text still differs from the other ones, and passes the other tests."""
    if "differs_from" not in options:
        return None
    accept = prepare_accept(
        {"text": {name: value for name, value in options.items() if name != "differs_from"}}
    )
    others = context.select(options["differs_from"]).nodes
    if accept is None or not accept(node.value) or any(other.document is not None for other in others):
        return None
    if not all(_differ(node.value, other.value) for other in others):
        return None
    alone = (Ask((node.path,), accept),)
    return (*alone, *[Ask((node.path, other.path), _differ) for other in others])


def _differ(value: Any, other: Any) -> bool:
    """Whether two texts differ for sure, as words in small letters: most do in their first characters."""
    if not isinstance(value, str) or not isinstance(other, str):
        return False
    if value[:1].isalnum() and other[:1].isalnum() and value[:1].lower() != other[:1].lower():
        return True
    return normalised(value) != normalised(other)


_ASKS: dict[str, _AskOf] = {
    "text": _text,
    "any": _any,
    "refers-to": _refers_to,
    "compare": _compare,
    "uri": _uri,
}
