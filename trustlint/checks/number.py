"""Checks on numbers."""

from __future__ import annotations

import math
import re
from typing import Any

from trustlint.checks.context import RuleContext
from trustlint.checks.registry import Test, check_function, options_schema
from trustlint.checks.result import PASSED, Result, failed
from trustlint.checks.wording import show
from trustlint.credential.view import Node

_BOUND = {"type": "number"}
_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,400}(?:\.[0-9]{0,400})?|\.[0-9]{1,400})(?:[eE][+-]?[0-9]{1,4})? ?%?")


def as_number(value: Any, *, text: bool = False) -> float | None:
    """A number, or with ``text`` a text that is one; None for everything else. A boolean is no number."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return _as_float(value)
    if text and isinstance(value, str) and _NUMBER.fullmatch(value.strip()):
        return _as_float(value.strip().removesuffix("%"))
    return None


def _as_float(value: int | float | str) -> float:
    try:
        return float(value)
    except OverflowError:
        return math.inf if isinstance(value, int) and value > 0 else -math.inf


@check_function(
    "number",
    options_schema({"above": _BOUND, "at_least": _BOUND, "at_most": _BOUND, "text": {"type": "boolean"}}),
)
def number(options: dict[str, Any]) -> Test:
    """A number within bounds; ``text: true`` accepts a number written as text."""
    above, least, most = options.get("above"), options.get("at_least"), options.get("at_most")
    text = options.get("text", False)

    def test(node: Node, context: RuleContext) -> Result:
        found = as_number(node.value, text=text)
        if found is None:
            hint = (
                "; write it without quotation marks" if as_number(node.value, text=True) is not None else ""
            )
            return failed(lambda: f"is {show(node.value)}, and a number is expected{hint}")
        if above is not None and not found > above:
            return failed(lambda: f"is {show(node.value)}, and a number above {above} is expected")
        if least is not None and not found >= least:
            return failed(lambda: f"is {show(node.value)}, and a number of at least {least} is expected")
        if most is not None and not found <= most:
            return failed(lambda: f"is {show(node.value)}, and a number of at most {most} is expected")
        return PASSED

    return test
