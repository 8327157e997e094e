"""Checks on whether values are there, and how many."""

from __future__ import annotations

from typing import Any

from trustlint.checks.context import RuleContext
from trustlint.checks.registry import SelectionTest, Test, check_function, options_schema
from trustlint.checks.result import PASSED, Result, failed
from trustlint.checks.wording import plural, show
from trustlint.credential.view import Node

_COUNT = {"type": "integer", "minimum": 0}


def is_empty(value: Any) -> bool:
    """Whether a value says nothing: null, blank text, an empty list or object."""
    return value is None or (isinstance(value, str) and not value.strip()) or value in ([], {})


@check_function("present", options_schema({}), content=False)
def present(options: dict[str, Any]) -> Test:
    """The value says something: it is not null, not blank text, not an empty list or object."""

    def test(node: Node, context: RuleContext) -> Result:
        return failed("is empty") if is_empty(node.value) else PASSED

    return test


@check_function("count", options_schema({"min": _COUNT, "max": _COUNT}), selection=True)
def count(options: dict[str, Any]) -> SelectionTest:
    """The number of selected values that say something is within bounds."""
    least, most = options.get("min", 0), options.get("max")

    def test(nodes: tuple[Node, ...], context: RuleContext) -> Result:
        filled = [node for node in nodes if not is_empty(node.value)]
        if len(filled) < least:
            return failed(
                lambda: f"has {plural(len(filled), 'entry', 'entries')}, and at least {least} is needed",
                at=nodes[0] if nodes else None,
            )
        if most is not None and len(filled) > most:
            return failed(
                lambda: f"has {plural(len(filled), 'entry', 'entries')}, and at most {most} is allowed",
                at=filled[most],
            )
        return PASSED

    return test


@check_function("absent", options_schema({}), selection=True)
def absent(options: dict[str, Any]) -> SelectionTest:
    """Nothing is selected."""

    def test(nodes: tuple[Node, ...], context: RuleContext) -> Result:
        return (
            failed(lambda: f"is {show(nodes[0].value)} and should not be there", at=nodes[0])
            if nodes
            else PASSED
        )

    return test


_TYPES: dict[str, Any] = {"text": str, "object": dict, "list": list, "number": (int, float), "boolean": bool}
_TYPE_NAMES = {
    "text": "text",
    "object": "an object",
    "list": "a list",
    "number": "a number",
    "boolean": "true or false",
}


@check_function("type", options_schema({"is": {"enum": list(_TYPES)}}, ["is"]))
def type_check(options: dict[str, Any]) -> Test:
    """The value is text, an object, a list, a number or a boolean."""
    wanted, name = _TYPES[options["is"]], options["is"]

    def test(node: Node, context: RuleContext) -> Result:
        if isinstance(node.value, wanted) and (name != "number" or not isinstance(node.value, bool)):
            return PASSED
        return failed(lambda: f"is {show(node.value)}, and {_TYPE_NAMES[name]} is expected")

    return test
