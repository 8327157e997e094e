"""One thing to do about a document: what was found, where, and how to mend it; or what a person has to judge."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from trustlint.model.finding import Finding
from trustlint.model.outcome import Verdict
from trustlint.model.report import CriterionResult, PackInfo, Remediation
from trustlint.model.span import Span
from trustlint.report.annotation import criterion_name, title_of
from trustlint.report.html.look import SEVERITIES, VERDICTS, WAIVED, Chip
from trustlint.report.html.source_lines import SourceLine, source_lines
from trustlint.report.safe_text import bounded
from trustlint.report.scorecard import addition_line, remedy_instruction
from trustlint.report.snippet import snippet_rows
from trustlint.report.wording import CERTAINTY_WORDS, attestation_line, count, waiver_line

_MOST_PLACES = 8
_MOST_ROWS = 60
_MOST_CHARACTERS = 4000
_SNIPPET_WIDTH = 72
_KNOWN = "It is in the baseline: known before, so it does not count for the gate."


class Place(NamedTuple):
    """file: only when it is another one than the document; words: ``line 12, column 5``; pointer: the place in the data."""

    file: str
    words: str
    pointer: str


class Also(NamedTuple):
    place: Place
    message: str


class Proposal(NamedTuple):
    """JSON to add: how to put it in its place, its lines, and what to add besides."""

    instruction: str
    rows: tuple[str, ...]
    besides: tuple[str, ...]


class Entry(NamedTuple):
    """name: ``pack/criterion``, empty for a finding; code: what to look it up by; level: that of a criterion, in words."""

    anchor: str
    name: str
    chip: Chip
    code: str
    title: str
    level: str
    message: str
    place: Place | None
    source: tuple[SourceLine, ...]
    also: tuple[Also, ...]
    more: str
    help: str
    proposal: Proposal | None
    too_long: bool
    basis: str
    exception: str
    question: str


class Review(NamedTuple):
    """What a person has still to judge; answers: those that were given, but do not decide."""

    anchor: str
    name: str
    code: str
    title: str
    question: str
    message: str
    place: Place | None
    answers: tuple[str, ...]


def place_of(path: str, document: str | None, span: Span | None, pointer: str | None) -> Place | None:
    """Where something is; None when nothing is known of that."""
    file = bounded(document) if document and document != path else ""
    words = f"line {span.line}, column {span.column}" if span else ""
    if pointer == "":
        words = f"the document as a whole, from line {span.line}" if span else "the document as a whole"
    return Place(file, words, bounded(pointer or "")) if file or words or pointer else None


def of_finding(path: str, group: Sequence[Finding], anchor: str) -> Entry:
    """Findings that say the very same of several places; path: of the document that they are about."""
    first, *others = group
    return Entry(
        anchor=anchor,
        name="",
        chip=WAIVED if first.waiver is not None else SEVERITIES[first.severity],
        code=first.code,
        title=bounded(title_of(first)),
        level="",
        message=bounded(first.message),
        place=_finding_place(path, first),
        source=_lines(first),
        also=tuple(
            Also(place, "") for each in others[:_MOST_PLACES] if (place := _finding_place(path, each))
        ),
        more=_more(len(others)),
        help=bounded(first.help or ""),
        proposal=None,
        too_long=False,
        basis=bounded(first.source or ""),
        exception=bounded(waiver_line(first.waiver)) if first.waiver else _KNOWN if first.known else "",
        question="",
    )


def of_criterion(
    path: str, criterion: CriterionResult, findings: Sequence[Finding], pack: PackInfo | None, anchor: str
) -> Entry:
    """A criterion that is not met, with the findings that tell why."""
    place = place_of(path, criterion.document, criterion.span, criterion.pointer)
    main = next((each for each in findings if _is_told(criterion, each)), None)
    others = [each for each in findings if each is not main and each.message != criterion.message]
    others += [each for each in findings if each is not main and each.message == criterion.message]
    titles = {level.id: level.title for level in pack.levels} if pack else {}
    exception = bounded(waiver_line(criterion.waiver)) if criterion.waiver else ""
    exception = exception or (_KNOWN if criterion.known else "")
    proposal = _proposal(criterion)
    remedy = criterion.remediation
    return Entry(
        anchor=anchor,
        name=criterion_name(criterion),
        chip=VERDICTS[criterion.verdict],
        code=criterion.id,
        title=bounded(criterion.title),
        level=bounded(titles.get(criterion.level) or criterion.level),
        message=bounded(criterion.message),
        place=place,
        source=_lines(main) if main else (),
        also=tuple(
            Also(where, "" if each.message == criterion.message else bounded(each.message))
            for each in others[:_MOST_PLACES]
            if (where := _finding_place(path, each))
        ),
        more=_more(len(others)),
        help=bounded(remedy.text) if remedy else "",
        proposal=proposal,
        too_long=remedy is not None and _is_placed(remedy) and proposal is None,
        basis=CERTAINTY_WORDS.get(criterion.certainty, ""),
        exception=exception,
        question=_question(criterion),
    )


def review_of(path: str, criterion: CriterionResult, anchor: str) -> Review:
    """A criterion that waits for a person; without a question of its own, its message says what to judge."""
    question = criterion.question or criterion.message or criterion.title
    return Review(
        anchor=anchor,
        name=criterion_name(criterion),
        code=criterion.id,
        title=bounded(criterion.title),
        question=bounded(question),
        message=bounded(criterion.message) if criterion.message != question else "",
        place=place_of(path, criterion.document, criterion.span, criterion.pointer),
        answers=answers_of(criterion),
    )


def answers_of(criterion: CriterionResult) -> tuple[str, ...]:
    """What reviewers said."""
    return tuple(bounded(attestation_line(item)) for item in criterion.attestations[:_MOST_PLACES])


def _finding_place(path: str, finding: Finding) -> Place | None:
    return place_of(path, finding.document, finding.span, finding.pointer)


def _is_told(criterion: CriterionResult, finding: Finding) -> bool:
    return finding.message == criterion.message and finding.span == criterion.span


def _question(criterion: CriterionResult) -> str:
    if criterion.verdict is Verdict.FAIL or criterion.question in (None, criterion.message):
        return ""
    return bounded(criterion.question or "")


def _lines(finding: Finding) -> tuple[SourceLine, ...]:
    if finding.pointer == "":
        return ()  # a brace shows nothing of the document as a whole
    return source_lines(finding.excerpt, finding.span)


def _more(others: int) -> str:
    return f"and {count(others - _MOST_PLACES, 'more place')}" if others > _MOST_PLACES else ""


def _is_placed(remedy: Remediation) -> bool:
    return remedy.insert_at is not None and remedy.snippet is not None


def _proposal(criterion: CriterionResult) -> Proposal | None:
    remedy = criterion.remediation
    if remedy is None or remedy.insert_at is None or remedy.snippet is None:
        return None
    rows = snippet_rows(remedy.snippet, _SNIPPET_WIDTH)
    if len(rows) > _MOST_ROWS or sum(map(len, rows)) > _MOST_CHARACTERS:
        return None
    instruction = bounded(remedy_instruction(criterion.pointer, remedy.insert_at))
    besides = tuple(bounded(addition_line(each)) for each in remedy.also[:_MOST_PLACES])
    return Proposal(instruction, tuple(rows), besides)
