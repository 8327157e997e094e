"""The totals of many documents, as bars with their counts."""

from __future__ import annotations

from typing import NamedTuple

from trustlint.model.finding import Severity
from trustlint.model.report import Summary
from trustlint.report.html.look import SEVERITIES, Chip, Segment, bar, trusted_chip
from trustlint.report.wording import STATE_WORDS


class Figure(NamedTuple):
    """A total in parts; zero parts are left out."""

    title: str
    number: int
    parts: tuple[tuple[Chip, int], ...]
    bar: tuple[Segment, ...]


def figures(summary: Summary) -> tuple[Figure, ...]:
    """How many are valid Open Badges, how they stand in TrustEd, and what was found."""
    validity = (
        (Chip("good", "✓", "valid"), summary.valid),
        (Chip("none", "–", "not decided"), summary.undecided),
        (Chip("broken", "!", "not readable"), summary.unread),
        (Chip("bad", "✗", "not valid"), summary.invalid),
    )
    names = [name for name in STATE_WORDS if name in summary.trusted]
    names += sorted(set(summary.trusted) - set(names))
    states = sorted(
        ((trusted_chip(name), summary.trusted[name]) for name in names),
        key=lambda part: _ORDER.index(part[0].tone),
    )
    found = tuple((SEVERITIES[each], summary.findings.get(each.value, 0)) for each in Severity)
    made = (_figure("Open Badge", validity), _figure("TrustEd", tuple(states)), _figure("Findings", found))
    return tuple(figure for figure in made if figure.number)


_ORDER = ("good", "info", "none", "open", "broken", "bad")


def _figure(title: str, parts: tuple[tuple[Chip, int], ...]) -> Figure:
    some = tuple((chip, number) for chip, number in parts if number)
    return Figure(
        title, sum(number for _, number in some), some, bar((chip.tone, number) for chip, number in some)
    )
