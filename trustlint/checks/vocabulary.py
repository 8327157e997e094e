"""Checks on terms: one of a list, contains a term."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from trustlint.checks.context import RuleContext
from trustlint.checks.patterns import LONGEST_TEXT, LazyPattern
from trustlint.checks.registry import Test, check_function, options_schema
from trustlint.checks.result import PASSED, Result, failed
from trustlint.checks.wording import listed, show
from trustlint.credential.view import Node

_TERMS = {"type": "array", "items": {"type": ["string", "number", "boolean"]}, "minItems": 1}
_LONGEST_TERM = 200
"""Longer text is no misspelt term."""


def is_one_of(value: Any, terms: Collection[Any]) -> bool:
    """Whether a value is among others, as JSON compares: true is not 1."""
    if isinstance(value, str):
        return value in terms
    return any(value == term and isinstance(value, bool) is isinstance(term, bool) for term in terms)


@check_function(
    "value-in",
    options_schema(
        {
            "values": _TERMS,
            "parameter": {"type": "string"},
            "or_matching": {"type": "string"},
            "ignore_case": {"type": "boolean"},
        }
    ),
)
def value_in(options: dict[str, Any]) -> Test:
    """The value is one of a list, or of a pack parameter, or matches a pattern for further terms."""
    fixed = options.get("values", [])
    parameter = options.get("parameter")
    further = LazyPattern(options["or_matching"]) if "or_matching" in options else None
    ignore_case = options.get("ignore_case", False)

    texts = frozenset(term for term in fixed if isinstance(term, str))

    def test(node: Node, context: RuleContext) -> Result:
        value = node.value
        if isinstance(value, str) and value in texts:
            return PASSED
        allowed = [*fixed, *context.parameters[parameter]] if parameter else fixed
        if isinstance(value, str | int | float | bool):
            if is_one_of(value, allowed):
                return PASSED
            if isinstance(value, str):
                if ignore_case and value.casefold() in {str(term).casefold() for term in allowed}:
                    return PASSED
                if further is not None and further.fullmatch(value[: LONGEST_TEXT + 1]):
                    return PASSED
        return failed(lambda: f"is {show(value)}, and {_expectation(value, [str(term) for term in allowed])}")

    return test


@check_function(
    "parameter-is",
    options_schema({"parameter": {"type": "string"}, "values": _TERMS}, ["parameter", "values"]),
)
def parameter_is(options: dict[str, Any]) -> Test:
    """A pack parameter has one of the given values, whatever the selected value is; for preconditions of rules."""
    parameter, values = options["parameter"], options["values"]

    def test(node: Node, context: RuleContext) -> Result:
        found = context.parameters[parameter]
        return (
            PASSED if found in values else failed(lambda: f"is not judged while {parameter} is {show(found)}")
        )

    return test


def _expectation(value: Any, allowed: list[str]) -> str:
    from difflib import get_close_matches

    if isinstance(value, str) and allowed and len(value) <= _LONGEST_TERM:
        same = [term for term in allowed if term.casefold() == value.strip().casefold()]
        close = same or get_close_matches(value, allowed, n=1, cutoff=0.7)
        if close:
            return f'that is no known term; write "{close[0]}" if that is meant'
    return f"{listed(allowed)} is expected"


@check_function("contains", options_schema({"values": _TERMS, "any": {"type": "boolean"}}, ["values"]))
def contains(options: dict[str, Any]) -> Test:
    """The value, or one item of it, is each of the given terms; with ``any`` at least one of them."""
    wanted: list[Any] = options["values"]
    any_of = options.get("any", False)

    def test(node: Node, context: RuleContext) -> Result:
        held = node.value if isinstance(node.value, list) else [node.value]
        missing = [term for term in wanted if not is_one_of(term, held)]
        if not missing or (any_of and len(missing) < len(wanted)):
            return PASSED
        return failed(
            lambda: f"does not contain {listed([str(term) for term in missing], 'or' if any_of else 'and')}"
        )

    return test
