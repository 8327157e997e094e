"""Waivers applied: a fail becomes waived while an approved exception holds; nothing else changes, and the check still runs."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from trustlint.model.finding import Finding
from trustlint.model.outcome import Outcome, Verdict
from trustlint.model.report import CriterionResult
from trustlint.model.review import Trouble, Waiver, WaiverResult


def sort_out(
    waivers: Sequence[Waiver], today: date
) -> tuple[dict[str, WaiverResult], dict[str, Waiver], list[Trouble]]:
    """Those in force by what they waive, as the report shows them and as they stand; and what is wrong with others."""
    last = {item.target: number for number, item in enumerate(waivers)}
    shown: dict[str, WaiverResult] = {}
    entries: dict[str, Waiver] = {}
    troubles: list[Trouble] = []
    for number, item in enumerate(waivers):
        if last[item.target] != number:
            message = (
                f"{item.target} is waived again further down; the last waiver counts, so remove this one."
            )
            troubles.append(Trouble("TL913", item.place, message))
        elif today > item.expires:
            message = f"The waiver of {item.target} by {item.by} expired on {item.expires.isoformat()}, and has no effect."
            troubles.append(Trouble("TL911", item.place, message))
        else:
            entries[item.target] = item
            shown[item.target] = WaiverResult(
                item.target, item.reason, item.by, item.expires, item.place.file
            )
    return shown, entries, troubles


def waive_criterion(
    result: CriterionResult, in_force: dict[str, WaiverResult], used: set[str]
) -> CriterionResult:
    """The result with the waiver that covers it, if it fails: one of the criterion, or of every rule that fails in it.

    used: what is waived is added.
    """
    if result.verdict is not Verdict.FAIL:
        return result
    name = f"{result.pack}/{result.id}"
    waiver = in_force.get(name)
    if waiver is not None:
        used.add(name)
    else:
        failing = [rule.code for rule in result.rules if rule.outcome is Outcome.FAIL]
        if not failing or not all(code in in_force for code in failing):
            return result
        # A person's no is not the failure of a rule.
        if result.reason == "attested-not-met":
            return result
        used.update(failing)
        waiver = in_force[failing[0]]
    return result._replace(verdict=Verdict.WAIVED, reason="waived", waiver=waiver)


def waive_findings(
    findings: tuple[Finding, ...], in_force: dict[str, WaiverResult], used: set[str]
) -> tuple[Finding, ...]:
    """The findings, with the waiver of their rule where there is one; used: what is waived is added."""
    used.update(finding.code for finding in findings if finding.code in in_force)
    return tuple(
        finding._replace(waiver=in_force[finding.code]) if finding.code in in_force else finding
        for finding in findings
    )


def unused(
    entries: dict[str, Waiver],
    used: Collection[str],
    criteria: Sequence[CriterionResult],
    known: Collection[str],
    undecided: Collection[str],
) -> list[Trouble]:
    """Waivers that waive nothing.

    known: names of criteria and codes of rules of this run; undecided: codes of rules that did not run or broke off,
    of which nobody can say whether they need the waiver.
    """
    verdicts = {f"{item.pack}/{item.id}": item.verdict for item in criteria}
    troubles = []
    for target, item in entries.items():
        if target not in known or target in used or target in undecided:
            continue
        if verdicts.get(target) in (Verdict.ERROR, Verdict.NOT_ASSESSED):
            continue
        why = "it does not fail on this document"
        if item.criterion is not None and target not in verdicts:
            why = "it is not judged on documents such as this one"
        troubles.append(Trouble("TL910", item.place, f"The waiver of {target} waives nothing: {why}."))
    return troubles
