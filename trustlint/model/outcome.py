"""The verdict algebra (docs/architecture.md, "Verdicts"): how rule outcomes become the verdict of a criterion."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class Outcome(StrEnum):
    """What one rule found on one document. A rule yields one also when it passes."""

    PASS = "pass"  # noqa: S105 - an outcome, not a password
    FAIL = "fail"
    INAPPLICABLE = "inapplicable"
    CANT_TELL = "cant-tell"
    ERROR = "error"

    __hash__ = str.__hash__  # that of Enum is written in Python, and outcomes are counted by the million


class Verdict(StrEnum):
    """What is said of one criterion."""

    PASS = "pass"  # noqa: S105 - a verdict, not a password
    FAIL = "fail"
    NOT_APPLICABLE = "not-applicable"
    NEEDS_REVIEW = "needs-review"
    WAIVED = "waived"
    ERROR = "error"
    NOT_ASSESSED = "not-assessed"

    __hash__ = str.__hash__


class Proof(StrEnum):
    """How much the outcome of a rule proves of its criterion."""

    CONCLUSIVE = "conclusive"
    """A pass proves, a fail disproves."""
    NECESSARY = "necessary"
    """A fail disproves; a pass leaves it open."""
    INDICATIVE = "indicative"
    """Neither proves: a fail asks for review."""


def combine_all(outcomes: Iterable[Outcome]) -> Outcome:
    """Every applicable part must pass.

    Inapplicable parts drop out; none left gives INAPPLICABLE. Then any FAIL, any ERROR, any CANT_TELL decides, in
    this order; else PASS. A FAIL or PASS never changes when undecided parts are decided later.
    """
    seen = set(outcomes)
    seen.discard(Outcome.INAPPLICABLE)
    if not seen:
        return Outcome.INAPPLICABLE
    for outcome in (Outcome.FAIL, Outcome.ERROR, Outcome.CANT_TELL):
        if outcome in seen:
            return outcome
    return Outcome.PASS


def combine_any(outcomes: Iterable[Outcome]) -> Outcome:
    """One passing part is enough.

    Inapplicable parts drop out; none left gives INAPPLICABLE. Then any PASS, any ERROR, any CANT_TELL decides, in
    this order; else FAIL.
    """
    seen = set(outcomes)
    seen.discard(Outcome.INAPPLICABLE)
    if not seen:
        return Outcome.INAPPLICABLE
    for outcome in (Outcome.PASS, Outcome.ERROR, Outcome.CANT_TELL):
        if outcome in seen:
            return outcome
    return Outcome.FAIL


def seen_through(outcome: Outcome, proof: Proof) -> Outcome:
    """What an outcome says of its criterion, given how much the rule proves."""
    if proof is Proof.NECESSARY and outcome is Outcome.PASS:
        return Outcome.CANT_TELL
    if proof is Proof.INDICATIVE and outcome in (Outcome.PASS, Outcome.FAIL):
        return Outcome.PASS if outcome is Outcome.PASS else Outcome.CANT_TELL
    return outcome


def to_verdict(outcome: Outcome, *, open_question: bool = False) -> Verdict:
    """The verdict of a criterion from its combined outcome.

    ``open_question``: a person has still to answer the criterion's question; it holds back a pass, never a fail.
    """
    if outcome is Outcome.PASS and open_question:
        return Verdict.NEEDS_REVIEW
    return _VERDICTS[outcome]


_VERDICTS = {
    Outcome.PASS: Verdict.PASS,
    Outcome.FAIL: Verdict.FAIL,
    Outcome.INAPPLICABLE: Verdict.NOT_APPLICABLE,
    Outcome.CANT_TELL: Verdict.NEEDS_REVIEW,
    Outcome.ERROR: Verdict.ERROR,
}
