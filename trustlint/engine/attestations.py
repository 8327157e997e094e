"""Attestations applied: which of them count, and what they make of the verdict of a criterion (docs/architecture.md)."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Sequence
from datetime import date, timedelta

from trustlint.model.outcome import Verdict
from trustlint.model.report import CriterionResult
from trustlint.model.review import Answer, Attestation, AttestationResult, Standing, Trouble
from trustlint.packs.model import Criterion

_SPAN = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?")

_VERDICTS = {
    Answer.YES: (Verdict.PASS, "attested"),
    Answer.NO: (Verdict.FAIL, "attested-not-met"),
    Answer.NOT_APPLICABLE: (Verdict.NOT_APPLICABLE, "attested-not-applicable"),
}
_MACHINE_WORDS = {
    Verdict.FAIL: "fails by what a machine found, which an answer cannot change",
    Verdict.PASS: "is met by what a machine found, and asks nobody",
    Verdict.NOT_APPLICABLE: "does not apply to this document",
}


def apply_attestations(
    result: CriterionResult,
    criterion: Criterion,
    attestations: Sequence[Attestation],
    digest: Callable[[], str],
    today: date,
) -> tuple[CriterionResult, list[Trouble]]:
    """The result with what reviewers said of the criterion, and what is wrong with it.

    result: by machine alone; attestations: of this document and criterion, in the order of their files; digest: of what
    the criterion reads now, worked out only when it is asked for.

    Only a needs-review is settled by answers. It takes as many different reviewers as the criterion demands, and all
    whose answer counts must agree.
    """
    if result.verdict in (Verdict.ERROR, Verdict.NOT_ASSESSED):
        return result, []
    standings: list[Standing] = []
    troubles: list[Trouble] = []
    last = {_reviewer(item): number for number, item in enumerate(attestations)}
    name = f"{criterion.pack}/{criterion.id}"
    for number, item in enumerate(attestations):
        standing = Standing.VALID
        if last[_reviewer(item)] != number:
            standing = Standing.REPLACED
            message = (
                f"{item.by} answers {name} again further down; the last answer counts, so remove this one."
            )
            troubles.append(Trouble("TL923", item.place, message))
        elif result.verdict is not Verdict.NEEDS_REVIEW:
            standing = Standing.UNUSED
            what = _MACHINE_WORDS.get(result.verdict, "asks nothing")
            troubles.append(
                Trouble("TL920", item.place, f"The answer of {item.by} is not used: {name} {what}.")
            )
        elif (why := _why_stale(item, criterion, digest)) is not None:
            standing = Standing.STALE
            message = (
                f"The answer of {item.by} to {name} no longer counts: {why}; look again and answer anew."
            )
            troubles.append(Trouble("TL924", item.place, message))
        elif (day := last_day(item, criterion)) is not None and today > day:
            standing = Standing.EXPIRED
            message = (
                f"The answer of {item.by} to {name} expired on {day.isoformat()}; look again and answer anew."
            )
            troubles.append(Trouble("TL921", item.place, message))
        standings.append(standing)
    shown = tuple(
        AttestationResult(
            item.answer,
            item.by,
            item.role,
            item.on,
            standing,
            last_day(item, criterion),
            item.note,
            item.evidence,
            item.place.file,
        )
        for item, standing in zip(attestations, standings, strict=True)
    )
    result = result._replace(attestations=shown)
    if result.verdict is not Verdict.NEEDS_REVIEW:
        return result, troubles
    return _settled(result, criterion, [item for item in shown if item.standing is Standing.VALID]), troubles


def last_day(item: Attestation, criterion: Criterion) -> date | None:
    """The last day on which an answer holds: its own, or that of the pack when it is sooner; None for ever."""
    days = [item.expires] if item.expires is not None else []
    if criterion.human is not None and criterion.human.valid_for is not None:
        days.append(after(item.on, criterion.human.valid_for))
    return min(days, default=None)


def after(day: date, span: str) -> date:
    """The day that is so many years, months, weeks and days (``P1Y6M``) after another; the last one there is at most."""
    match = _SPAN.fullmatch(span)
    years, months, weeks, days = (int(part or 0) for part in match.groups()) if match else (0, 0, 0, 0)
    month = day.month - 1 + months + 12 * years
    year, month = day.year + month // 12, month % 12 + 1
    try:
        first = date(year, month, min(day.day, monthrange(year, month)[1]))
        return first + timedelta(days=7 * weeks + days)
    except (ValueError, OverflowError, IndexError):
        return date.max


def _reviewer(item: Attestation) -> str:
    return " ".join(item.by.split()).casefold()


def _why_stale(item: Attestation, criterion: Criterion, digest: Callable[[], str]) -> str | None:
    asked = criterion.human.question if criterion.human is not None else None
    if item.question != asked:
        return "the pack asks something else now"
    if item.digest != digest():
        return "what the criterion reads in the document has changed since"
    return None


def _settled(
    result: CriterionResult, criterion: Criterion, valid: list[AttestationResult]
) -> CriterionResult:
    if not valid:
        return result
    needed = criterion.human.reviewers if criterion.human is not None else 1
    answers = {item.answer for item in valid}
    said = _listed([f"{item.by} ({item.role}) says {item.answer.value}" for item in valid])
    if len(answers) > 1:
        return result._replace(
            reason="reviewers-disagree",
            message=f"The reviewers disagree: {said}. They have to agree on one answer.",
        )
    if len(valid) < needed:
        missing = needed - len(valid)
        more = "one more reviewer has" if missing == 1 else f"{missing} more reviewers have"
        return result._replace(reason="reviewers-missing", message=f"{said}; {more} to answer.")
    verdict, reason = _VERDICTS[valid[0].answer]
    notes = [item.note for item in valid if item.note]
    message = f"{said}{': ' if notes else '.'}{' / '.join(notes)}"
    return result._replace(verdict=verdict, reason=reason, message=message, question=None)


def _listed(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
