"""Checks that set values against each other: comparison, reference, uniqueness."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

from trustlint.checks.context import RuleContext
from trustlint.checks.number import as_number
from trustlint.checks.registry import PLACEHOLDER, SelectionTest, Test, check_function, options_schema
from trustlint.checks.result import PASSED, Result, failed, inapplicable
from trustlint.checks.wording import show
from trustlint.credential.view import Node
from trustlint.model.moment import as_moment

OPERATORS: dict[str, tuple[Callable[[Any, Any], bool], str]] = {
    "at-most": (operator.le, "not more than"),
    "below": (operator.lt, "less than"),
    "at-least": (operator.ge, "not less than"),
    "above": (operator.gt, "more than"),
    "equal": (operator.eq, "the same as"),
    "different": (operator.ne, "different from"),
}
_DATE_WORDS = {
    "at-most": "not later than",
    "below": "earlier than",
    "at-least": "not earlier than",
    "above": "later than",
}


def _as_text(value: Any) -> str | None:
    return value.strip() if isinstance(value, str) else None


READERS: dict[str, Callable[[Any], Any]] = {
    "number": lambda value: as_number(value, text=True),
    "date": as_moment,
    "text": _as_text,
}


@check_function(
    "compare",
    options_schema(
        {"is": {"enum": list(OPERATORS)}, "than": {"type": "string"}, "as": {"enum": list(READERS)}},
        ["is", "than", "as"],
    ),
)
def compare(options: dict[str, Any]) -> Test:
    """The value stands in an order to the value of another field, as numbers, dates or text; inapplicable without one."""
    holds, words = OPERATORS[options["is"]]
    read, field = READERS[options["as"]], options["than"]
    if options["as"] == "date":
        words = _DATE_WORDS.get(options["is"], words)

    def test(node: Node, context: RuleContext) -> Result:
        here = read(node.value)
        if here is None:
            return inapplicable("cannot be compared")
        title = context.view.table.place(field).title
        for other in context.select(field).nodes:
            if context.is_placeholder(other.value):
                return PLACEHOLDER
            there = read(other.value)
            if there is None:
                continue
            return (
                PASSED
                if holds(here, there)
                else failed(f"is {show(node.value)}, and must be {words} {title}, {show(other.value)}")
            )
        return inapplicable(f"cannot be compared: there is no {title.removeprefix('the ')}")

    return test


@check_function("refers-to", options_schema({"field": {"type": "string"}}, ["field"]))
def refers_to(options: dict[str, Any]) -> Test:
    """The value is one of the values of another field of the same document, as an id is."""
    field = options["field"]

    def test(node: Node, context: RuleContext) -> Result:
        known = context.select(field).nodes
        if any(other.value == node.value for other in known):
            return PASSED
        if any(context.is_placeholder(other.value) for other in known):
            return PLACEHOLDER
        title = context.view.table.place(field).title
        if not known:
            return failed(
                f"is {show(node.value)}, and the document has no {title.removeprefix('the ')} that it could name"
            )
        return failed(
            f"is {show(node.value)}, and {title} are {', '.join(show(other.value) for other in known[:4])}"
        )

    return test


@check_function("unique", options_schema({"member": {"type": "string"}}), selection=True)
def unique(options: dict[str, Any]) -> SelectionTest:
    """No two selected values, or no two ``member`` values of them, are the same."""
    member = options.get("member")

    def test(nodes: tuple[Node, ...], context: RuleContext) -> Result:
        seen: set[tuple[bool, Any]] = set()
        for node in nodes:
            value = node.value
            if member is not None:
                if not isinstance(value, dict) or member not in value:
                    continue
                node = Node(value[member], (*node.path, member), node.document)
                value = node.value
            if isinstance(value, dict | list) or context.is_placeholder(value):
                continue
            key = (isinstance(value, bool), value)  # In JSON, true is not 1.
            if key in seen:
                return failed(f"is {show(value)}, which stands there twice", at=node)
            seen.add(key)
        return PASSED

    return test
