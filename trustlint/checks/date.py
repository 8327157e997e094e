"""Checks on dates."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from trustlint.checks.context import RuleContext
from trustlint.checks.registry import Test, check_function, options_schema
from trustlint.checks.result import PASSED, Result, failed
from trustlint.checks.wording import show
from trustlint.credential.view import Node
from trustlint.formats import is_date, is_date_time_with_offset, is_local_date_time
from trustlint.model.moment import as_moment

_SHAPES: dict[str, tuple[Callable[[str], bool], str]] = {
    "date": (is_date, "a date such as 2026-05-31 is expected"),
    "date-time": (is_local_date_time, "a date with time such as 2026-05-31T12:00:00Z is expected"),
    "date-time-with-offset": (
        is_date_time_with_offset,
        "a date with time and time zone such as 2026-05-31T12:00:00Z is expected",
    ),
}


@check_function(
    "date",
    options_schema(
        {
            "shape": {"enum": list(_SHAPES), "default": "date-time-with-offset"},
            "not_after_now": {"type": "boolean"},
            "not_before_now": {"type": "boolean"},
        }
    ),
)
def date(options: dict[str, Any]) -> Test:
    """A date, a date with time, or a date with time and time zone; not in the future or past if asked."""
    fits, wanted = _SHAPES[options.get("shape", "date-time-with-offset")]
    not_after, not_before = options.get("not_after_now", False), options.get("not_before_now", False)

    def test(node: Node, context: RuleContext) -> Result:
        value = node.value
        if not isinstance(value, str) or not fits(value):
            return failed(lambda: f"is {show(value)}, and {wanted}")
        moment = as_moment(value)
        if moment is not None and not_after and moment > context.now:
            return failed(lambda: f"is {show(value)}, which is in the future")
        if moment is not None and not_before and moment < context.now:
            return failed(lambda: f"is {show(value)}, which has passed")
        return PASSED

    return test
