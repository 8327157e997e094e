"""The TrustEd state of a document: what a receiver of TrustEd credentials must be able to tell (frameworks facts 1.5)."""

from __future__ import annotations

from trustlint.checks.context import RuleContext
from trustlint.engine.judge import pack_label
from trustlint.model.kind import Kind, Scope
from trustlint.model.outcome import Verdict
from trustlint.model.report import CriterionResult, TrustedResult
from trustlint.packs.model import Pack


def trusted_state(
    pack: Pack,
    kind: Kind,
    valid: bool | None,
    criteria: tuple[CriterionResult, ...],
    claimed: bool,
) -> TrustedResult | None:
    """The state by the criteria of the first level of ``pack``; None for a pack that no credential can claim.

    A document is only said to meet the profile, or to be ready, when it is a valid Open Badge and every criterion of
    that level that applies is decided and passes.
    """
    if pack.claim is None or not pack.levels:
        return None
    required = [item for item in criteria if item.pack == pack.id and item.level == pack.levels[0].id]
    counts = {verdict.value: 0 for verdict in Verdict}
    for item in required:
        counts[item.verdict.value] += 1
    applicable = len(required) - counts["not-applicable"]
    state = _state(kind, valid, claimed, counts)
    summary = (
        f"meets {counts['pass']} of {applicable} required checks of {pack_label(pack)}"
        if applicable
        else "no required check applies"
    )
    open_ = counts["needs-review"]
    if open_:
        summary += f"; {open_} {'needs' if open_ == 1 else 'need'} review"
    return TrustedResult(state, claimed, counts, summary)


def claims(pack: Pack, context: RuleContext, parameters: dict[str, object]) -> bool:
    """Whether a document claims to follow the pack."""
    if pack.claim is None:
        return False
    known = parameters.get(pack.claim.parameter)
    return isinstance(known, list) and any(value in known for value in context.values(pack.claim.field))


def _state(kind: Kind, valid: bool | None, claimed: bool, counts: dict[str, int]) -> str:
    if kind.scope not in (Scope.DEFINITION, Scope.CREDENTIAL):
        return "not-judged"
    failing = counts["fail"] + counts["waived"]
    undecided = counts["needs-review"] + counts["error"] + counts["not-assessed"]
    if kind.scope is Scope.DEFINITION:
        if failing or valid is False:
            return "definition-not-ready"
        return "undecided" if undecided or valid is None else "definition-ready"
    if valid is not True:
        return "invalid-open-badge" if valid is False else "undecided"
    if not claimed:
        return "valid-open-badge"
    if failing:
        return "claimed-not-met"
    return "undecided" if undecided else "meets-profile"
