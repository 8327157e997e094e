"""Whether a badge is baked where programs look for badges of its version (facts section 6)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from trustlint.checks.context import RuleContext
from trustlint.checks.result import PASSED, Result
from trustlint.model.outcome import Outcome
from trustlint.pyrules.registry import program_rule

_PLACES = {
    "ob2": ("Open Badges 2.0", "the chunk openbadges, or the element assertion of http://openbadges.org"),
    "ob3": (
        "Open Badges 3.0",
        "the chunk openbadgecredential, or the element credential of https://purl.imsglobal.org/ob/v3p0",
    ),
    "clr2": (
        "CLR 2.0",
        "the chunk clrcredential, or the element credential of https://purl.imsglobal.org/clr/v2p0",
    ),
}
_SAME = {"ob1": "ob2"}
"""Open Badges 1 were baked as those of 2.0 are."""


@program_rule("baked-as-its-model", quiet=lambda context: context.baked_as is None)
def baked_as_its_model(context: RuleContext, options: Mapping[str, Any]) -> Iterable[Result]:
    """A badge in an image stands where those of its data model belong; what is in no image passes."""
    model = _SAME.get(context.kind.model, context.kind.model) if context.kind is not None else None
    if context.baked_as is None or context.baked_as not in _PLACES or model not in _PLACES:
        return [PASSED]
    if model == context.baked_as:
        return [PASSED]
    title, place = _PLACES[model]
    reason = f"The badge is {title}, and it is baked where programs look for {_PLACES[context.baked_as][0]}; bake it into {place}"
    return [Result(Outcome.FAIL, reason, (), nowhere=True)]
