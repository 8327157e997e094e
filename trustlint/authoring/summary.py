"""What a badge that was just written has reached, and what is left to do, in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from trustlint.engine.unfilled import GAP_LEFT
from trustlint.model.finding import Severity
from trustlint.model.outcome import Verdict
from trustlint.model.report import DocumentResult
from trustlint.report.safe_text import bounded, wrap

_WIDTH = 100


class Open(NamedTuple):
    """Something that is left: its name, what it is, and what to do."""

    name: str
    what: str
    todo: str


def left_open(result: DocumentResult, levels: Mapping[str, tuple[str, ...]]) -> list[Open]:
    """The criteria of the wanted levels that fail, and the errors of the standard, in the order of the report."""
    found = [
        Open(item.id, item.title, _advice(item.message, item.remediation.text if item.remediation else ""))
        for item in result.criteria
        if item.verdict in (Verdict.FAIL, Verdict.ERROR) and item.level in levels.get(item.pack, ())
    ]
    found += [
        Open(item.code, item.message, item.help or "")
        for item in result.findings
        if item.severity is Severity.ERROR and not item.criteria
    ]
    return found


def for_people(result: DocumentResult, levels: Mapping[str, tuple[str, ...]]) -> list[Open]:
    """The criteria of the wanted levels that a person has to judge."""
    return [
        Open(item.id, item.title, item.question or item.message)
        for item in result.criteria
        if item.verdict is Verdict.NEEDS_REVIEW and item.level in levels.get(item.pack, ())
    ]


def summary(
    result: DocumentResult, levels: Mapping[str, tuple[str, ...]], *, gaps_are_told: bool = False
) -> list[str]:
    """Lines for people. gaps_are_told: leave out the criteria that only wait for gaps to be filled in."""
    lines = [pack.status for pack in result.packs if pack.status]
    if result.valid is not None and not (gaps_are_told and result.valid):  # A gap is no sound address either.
        lines.insert(
            0, "a valid Open Badge" if result.valid else f"not a valid Open Badge yet: {result.valid_reason}"
        )
    if gaps_are_told:
        result = result._replace(criteria=tuple(item for item in result.criteria if item.reason != GAP_LEFT))
    todo = left_open(result, levels)
    if todo:
        lines += ["", "Left open:", *_listed(todo)]
    people = for_people(result, levels)
    if people:
        lines += ["", "For people to judge (record it with `trustlint attest`):", *_listed(people)]
    return lines


def _listed(items: list[Open]) -> list[str]:
    lines = []
    for item in items:
        lines += wrap(bounded(f"{item.name}: {item.what}"), _WIDTH, "  ", "    ")
        if item.todo:
            lines += wrap(bounded(item.todo), _WIDTH, "      ", "      ")
    return lines


def _advice(message: str, remedy: str) -> str:
    return remedy or message
