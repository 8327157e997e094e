"""How verdicts, severities and TrustEd states look and are called on the page: never by colour alone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from trustlint.model.finding import Severity
from trustlint.model.outcome import Verdict
from trustlint.model.report import DocumentResult
from trustlint.report.wording import MARKS, STATE_WORDS, VERDICT_WORDS, validity_words


class Chip(NamedTuple):
    """A word with its mark; tone: the class of its colour."""

    tone: str
    mark: str
    word: str


class Segment(NamedTuple):
    """A stretch of a bar, in percent of its length."""

    tone: str
    start: float
    length: float


class State(NamedTuple):
    """Where a document stands, for its headline."""

    tone: str
    mark: str
    headline: str
    lead: str


_TONES = {
    Verdict.PASS: "good",
    Verdict.FAIL: "bad",
    Verdict.NEEDS_REVIEW: "open",
    Verdict.NOT_APPLICABLE: "none",
    Verdict.WAIVED: "waived",
    Verdict.ERROR: "broken",
    Verdict.NOT_ASSESSED: "broken",
}
VERDICTS = {verdict: Chip(_TONES[verdict], MARKS[verdict], VERDICT_WORDS[verdict]) for verdict in Verdict}
ORDER = (
    Verdict.PASS,
    Verdict.WAIVED,
    Verdict.NEEDS_REVIEW,
    Verdict.NOT_ASSESSED,
    Verdict.ERROR,
    Verdict.FAIL,
)
"""How bars and counts go: from met to not met; what does not apply is not counted."""

SEVERITIES = {
    Severity.ERROR: Chip("bad", "✗", "error"),
    Severity.WARNING: Chip("open", "!", "warning"),
    Severity.NOTE: Chip("info", "i", "note"),
}
WAIVED = VERDICTS[Verdict.WAIVED]

_MARKS = {"good": "✓", "bad": "✗", "open": "?", "info": "i", "none": "–", "broken": "!"}
_STATES = {
    "invalid-open-badge": (
        "bad",
        "Not a valid Open Badge",
        "TrustEd asks for a valid Open Badge before anything else: mend the errors below first.",
    ),
    "valid-open-badge": (
        "info",
        "Valid Open Badge, no TrustEd claim",
        "The badge does not say that it follows TrustEd. The scorecard shows how it stands all the same.",
    ),
    "claimed-not-met": (
        "bad",
        "TrustEd claimed, not met",
        "The badge says that it follows TrustEd, but required checks are not met.",
    ),
    "meets-profile": (
        "good",
        "TrustEd claimed and met",
        "The badge says that it follows TrustEd, and every required check that applies is met.",
    ),
    "definition-ready": (
        "good",
        "Definition ready",
        "Every required check that applies before an award is met. What only an award brings is checked then.",
    ),
    "definition-not-ready": (
        "bad",
        "Definition not ready",
        "Mend what is listed below before the first badge is awarded.",
    ),
    "undecided": (
        "open",
        "Undecided",
        "Something that decides is still open: a person has to judge it, or a check could not run.",
    ),
    "not-judged": ("none", "Not judged", "TrustEd asks nothing of a document of this kind."),
}
_VALIDITY = {
    True: ("good", "Valid Open Badge", "No rule of the Open Badges standards that was checked is broken."),
    False: ("bad", "Not a valid Open Badge", "Mend the errors below first."),
    None: ("none", "Not decided whether it is a valid Open Badge", ""),
}


def state_of(result: DocumentResult) -> State:
    """Where a document stands: the TrustEd state, or whether it is valid where TrustEd was not asked for."""
    if not result.read:
        return State("broken", "!", "Could not be read", result.valid_reason)
    if result.trusted is None:
        tone, headline, lead = _VALIDITY[result.valid]
        return State(tone, _MARKS[tone], headline, lead or result.valid_reason)
    name = result.trusted.state
    tone, headline, lead = _STATES.get(name, ("none", name, ""))
    return State(tone, _MARKS[tone], headline, lead)


def state_chip(result: DocumentResult) -> Chip:
    """The same as ``state_of`` in few words."""
    if not result.read or result.trusted is None:
        state = state_of(result)
        return Chip(state.tone, state.mark, validity_words(result))
    return trusted_chip(result.trusted.state)


def trusted_chip(state: str) -> Chip:
    """A TrustEd state in few words."""
    tone = _STATES[state][0] if state in _STATES else "none"
    return Chip(tone, _MARKS[tone], STATE_WORDS.get(state, state))


def validity_chip(result: DocumentResult) -> Chip:
    """Whether a document is a valid Open Badge."""
    tone = "broken" if not result.read else _VALIDITY[result.valid][0]
    return Chip(tone, _MARKS[tone], validity_words(result))


def bar(parts: Iterable[tuple[str, int]]) -> tuple[Segment, ...]:
    """The stretches of a bar for counts, each with its tone; those of nothing are left out."""
    shares = [(tone, number) for tone, number in parts if number > 0]
    total = sum(number for _, number in shares)
    found = []
    before = 0
    for tone, number in shares:
        start = round(100 * before / total, 2)
        before += number
        found.append(Segment(tone, start, round(100 * before / total - start, 2)))
    return tuple(found)
