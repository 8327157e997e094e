"""Gaps that a person has still to fill in (``<<FILL IN: …>>``): what rests on one is not met.

A gap is a placeholder, so that no check judges its content, and it is there, so that it satisfies a rule which only asks
for presence. That is right for a template, which a program fills in; a gap would then pass for content.
"""

from __future__ import annotations

from trustlint.checks.context import RuleContext
from trustlint.engine.places import Places
from trustlint.model.outcome import Verdict
from trustlint.model.pointer import Path, display
from trustlint.model.report import CriterionResult, Remediation
from trustlint.packs.about import fields_of
from trustlint.packs.model import Criterion, Pack

GAP_LEFT = "gap-left"
"""The reason of a criterion that fails because of a gap."""


def unmet(
    result: CriterionResult,
    criterion: Criterion,
    pack: Pack,
    gaps: list[Path],
    places: Places,
    context: RuleContext,
) -> CriterionResult:
    """The result of a criterion, which fails when one of the values that its rules examined is, or holds, a gap.

    Where its rules do not say which values they examined, those of the fields count that it is about.
    """
    if result.verdict not in (Verdict.PASS, Verdict.NEEDS_REVIEW) or result.document is not None:
        return result
    examined = {pointer for rule in result.rules for pointer in rule.nodes}
    if not all(rule.nodes for rule in result.rules):
        examined |= {
            places.pointer(node.path, None) or ""
            for field in fields_of(criterion, pack)
            for node in context.select(field).nodes
            if node.document is None and node.path
        }
    for path in gaps:
        around = {places.pointer(path[:length], None) for length in range(1, len(path) + 1)}
        if not around.isdisjoint(examined):
            return result._replace(
                verdict=Verdict.FAIL,
                reason=GAP_LEFT,
                message=f"{display(path)} is a gap that is still to be filled in.",
                pointer=places.pointer(path, None),
                span=places.span(path, None, None),
                question=None,
                remediation=Remediation(criterion.remediation),
            )
    return result
