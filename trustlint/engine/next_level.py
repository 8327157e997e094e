"""What is missing for the next level of a pack, cheapest first (docs/architecture.md, "Verdicts")."""

from __future__ import annotations

from typing import Any

from trustlint.model.outcome import Verdict
from trustlint.model.report import CriterionResult, NextLevel, PackResult, Step
from trustlint.packs.model import Pack

ADD, ANSWER, REWORK, RUN, REPORT = "add", "answer", "rework", "run", "report"

_COST = {kind: rank for rank, kind in enumerate((ADD, ANSWER, REWORK, RUN, REPORT))}
"""A snippet is pasted in a minute; a person has to look and answer; a badge has to be thought over; what was left out
needs another run, and what broke off needs somebody else."""

_ENOUGH = (Verdict.PASS, Verdict.NOT_APPLICABLE, Verdict.WAIVED)


def next_level(pack: Pack, criteria: tuple[CriterionResult, ...]) -> NextLevel | None:
    """The first level, from the most demanded one on, of which a criterion is not met, with a step for each such.

    A criterion that is waived is no step. None for a pack without levels or when nothing of the pack was judged.
    """
    own = [item for item in criteria if item.pack == pack.id]
    if not pack.levels or all(item.verdict is Verdict.NOT_APPLICABLE for item in own):
        return None
    for level in pack.levels:
        within = pack.levels_within(level.id)
        missing = [item for item in own if item.level in within and item.verdict not in _ENOUGH]
        if missing:
            missing.sort(key=_cost)
            return NextLevel(level.id, tuple(map(_step, missing)))
    return NextLevel(None)


def _kind(item: CriterionResult) -> str:
    if item.verdict is Verdict.FAIL:
        remedy = item.remediation
        fits = remedy is not None and remedy.insert_at is not None and item.document is None
        return ADD if fits else REWORK
    return {Verdict.NEEDS_REVIEW: ANSWER, Verdict.NOT_ASSESSED: RUN}.get(item.verdict, REPORT)


def _cost(item: CriterionResult) -> tuple[int, int]:
    """By kind of step, and snippets by the number of values to fill in; otherwise the order of the pack stays."""
    kind = _kind(item)
    remedy = item.remediation
    size = 0
    if kind == ADD and remedy is not None:
        size = _values(remedy.snippet) + sum(_values(addition.snippet) for addition in remedy.also)
    return _COST[kind], size


def _values(snippet: Any) -> int:
    if isinstance(snippet, dict):
        return sum(map(_values, snippet.values()))
    if isinstance(snippet, list):
        return sum(map(_values, snippet))
    return 1


def _step(item: CriterionResult) -> Step:
    text = item.message or item.title
    if item.verdict is Verdict.FAIL and item.remediation is not None and item.remediation.text:
        text = item.remediation.text
    elif item.verdict is Verdict.NEEDS_REVIEW and item.question and not item.reason.startswith("reviewers"):
        text = item.question
    return Step(item.id, item.verdict, _kind(item), text)


def with_next_levels(
    packs: tuple[Pack, ...], standings: tuple[PackResult, ...], criteria: tuple[CriterionResult, ...]
) -> tuple[PackResult, ...]:
    """The standings, each with what is missing for the next level."""
    return tuple(
        standing._replace(next_level=next_level(pack, criteria))
        for pack, standing in zip(packs, standings, strict=True)
    )
