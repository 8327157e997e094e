"""Hours that a text speaks of, against the credits that the data gives."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from trustlint.checks.context import RuleContext
from trustlint.checks.number import as_number
from trustlint.checks.patterns import LONGEST_TEXT
from trustlint.checks.result import PASSED, Result, failed
from trustlint.checks.wording import listed, plural
from trustlint.pyrules.prose import text_nodes
from trustlint.pyrules.registry import program_rule

_HOURS = re.compile(
    r"(?<![\w.,])(\d{1,4}(?:\.\d{1,2})?)(?:\s|-)(?:(?:notional|learning|total|study|student)\s){0,3}hours?\b",
    re.I,
)


@program_rule("hours-fit-credits")
def hours_fit_credits(context: RuleContext, options: Mapping[str, Any]) -> Iterable[Result]:
    """A number of hours that the texts name is the one that the credits stand for; nothing is judged without both.

    Options ``credits``: the field; ``hours_per_credit``; ``fields``: the texts. One number that fits is enough, as a
    text may also speak of the hours of its parts.
    """
    (credit, *_) = context.select(options["credits"]).nodes or (None,)
    value = as_number(credit.value) if credit is not None else None
    if value is None:
        return []
    expected = value * options["hours_per_credit"]
    found = [(node, hours) for node in text_nodes(context, options["fields"]) for hours in _hours(node.value)]
    if any(float(hours) == expected for _, hours in found):
        return [PASSED]
    if not found:
        return []
    named = listed([f"{hours} hours" for hours in dict.fromkeys(hours for _, hours in found)], "and")
    return [
        failed(
            f"speaks of {named}, and {plural(int(value), 'credit') if value == int(value) else f'{value} credits'} "
            f"stand for {expected:g} hours",
            at=found[0][0],
        )
    ]


def _hours(text: str) -> list[str]:
    return _HOURS.findall(text[:LONGEST_TEXT])
