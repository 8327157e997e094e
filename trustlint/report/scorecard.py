"""The scorecard of format ``text``: per pack and level a line for each criterion, and what to do where it is not met."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from trustlint.model.finding import Finding, Severity
from trustlint.model.kind import Scope
from trustlint.model.outcome import Verdict
from trustlint.model.report import (
    Addition,
    CriterionResult,
    DocumentResult,
    PackInfo,
    PackResult,
    Remediation,
)
from trustlint.report.safe_text import text_width
from trustlint.report.screen import Screen
from trustlint.report.snippet import snippet_rows
from trustlint.report.wording import (
    ASCII_MARKS,
    CERTAINTY_WORDS,
    MARKS,
    SCOPE_WORDS,
    STEP_WORDS,
    VERDICT_WORDS,
    attestation_line,
    criterion_place,
    finding_place,
    line_of,
    next_level_line,
    pack_heading,
    verdict_counts,
    waiver_line,
)

_STYLES = {
    Verdict.PASS: "green",
    Verdict.FAIL: "red",
    Verdict.NEEDS_REVIEW: "yellow",
    Verdict.NOT_APPLICABLE: "dim",
    Verdict.WAIVED: "yellow",
    Verdict.ERROR: "red",
    Verdict.NOT_ASSESSED: "yellow",
}
_NAMED = (Verdict.WAIVED, Verdict.ERROR, Verdict.NOT_ASSESSED)
"""Verdicts too rare to be known by their mark."""
_PRACTICE = "practice"
_MOST_PLACES = 5
_MOST_SNIPPET_LINES = 40


class Scorecard:
    """Lines of the scorecards of one document after another; packs: by id, from the report's header."""

    def __init__(self, screen: Screen, packs: Mapping[str, PackInfo]) -> None:
        self._screen = screen
        self._packs = packs
        self._marks = MARKS if screen.options.unicode else ASCII_MARKS

    def lines(self, result: DocumentResult, told: Mapping[str, list[Finding]]) -> list[str]:
        """told: per ``pack/criterion``, the findings that its line has to tell."""
        by_pack: dict[str, list[CriterionResult]] = {pack: [] for pack in self._packs}
        for criterion in result.criteria:
            by_pack.setdefault(criterion.pack, []).append(criterion)
        standings = {pack.id: pack for pack in result.packs}
        lines: list[str] = []
        for pack, criteria in by_pack.items():
            if criteria:
                lines += ["", *self._pack(result, pack, standings.get(pack), criteria, told)]
        return lines

    def _pack(
        self,
        result: DocumentResult,
        pack: str,
        standing: PackResult | None,
        criteria: list[CriterionResult],
        told: Mapping[str, list[Finding]],
    ) -> list[str]:
        screen = self._screen
        lines = screen.wrap(pack_heading(pack, self._packs), 2, 4, style="bold")
        if standing is not None:
            if standing.status:
                lines += screen.wrap(standing.status, 2, 4)
            if screen.options.verbose:
                lines += screen.wrap(score_line(standing), 2, 4, style="dim")
        info = self._packs.get(pack)
        titles = {level.id: level.title for level in info.levels} if info else {}
        aside = [] if screen.options.verbose else [c for c in criteria if c.verdict is Verdict.NOT_APPLICABLE]
        inside = [c for c in criteria if screen.options.verbose or c.verdict is not Verdict.NOT_APPLICABLE]
        by_level: dict[str, list[CriterionResult]] = {level: [] for level in titles}
        for criterion in inside:
            by_level.setdefault(criterion.level, []).append(criterion)
        id_width = max((text_width(screen.safe(criterion.id)) for criterion in inside), default=0)
        for level, listed in by_level.items():
            if not listed:
                continue
            lines.append("")
            counts = verdict_counts(listed)
            lines += screen.wrap(f"{titles.get(level) or level}{': ' if counts else ''}{counts}", 2, 4)
            for criterion in listed:
                findings = told.get(f"{criterion.pack}/{criterion.id}", [])
                lines += self._criterion(result, criterion, findings, id_width)
        if aside:
            lines.append("")
            for sentence in aside_sentences(result, aside):
                lines += screen.wrap(sentence, 2, 4, style="dim")
        certainties = {criterion.certainty for criterion in inside}
        unsure = [certainty for certainty in CERTAINTY_WORDS if certainty in certainties]
        if unsure and not aside:
            lines.append("")
        for certainty in unsure:
            lines += screen.wrap(f"[{certainty}]: {CERTAINTY_WORDS[certainty]}", 2, 4, style="dim")
        return lines + self._next_level(standing)

    def _next_level(self, standing: PackResult | None) -> list[str]:
        if standing is None or standing.next_level is None:
            return []
        screen = self._screen
        lines = ["", *screen.wrap(next_level_line(standing, self._packs), 2, 4, style="bold")]
        for number, step in enumerate(standing.next_level.steps, 1):
            text = f"{number}. {step.criterion}: {STEP_WORDS[step.kind]}: {step.text}"
            lines += screen.wrap(text, 4, 7)
        return lines

    def _criterion(
        self, result: DocumentResult, criterion: CriterionResult, findings: list[Finding], id_width: int
    ) -> list[str]:
        screen = self._screen
        verdict = criterion.verdict
        margin = 4 + 2 + id_width + 2
        title = criterion.title
        if verdict in _NAMED:
            title += f" ({VERDICT_WORDS[verdict]})"
        if criterion.known:
            title += " (known)"
        if criterion.certainty != "read":
            title += f" [{criterion.certainty}]"
        folded = criterion.known and not screen.options.verbose
        brief = (
            verdict is Verdict.FAIL
            and not folded
            and not screen.options.verbose
            and _is_light(criterion, findings)
        )
        if brief:
            where = line_of(criterion_place(result, criterion), criterion.span)
            title = f"{title}: {criterion.message} ({where})" if criterion.message else f"{title} ({where})"
        lines = screen.wrap(title, margin, margin)
        name = screen.safe(criterion.id)
        name += " " * (id_width - text_width(name))
        lead = f"    {screen.paint(self._marks[verdict], _STYLES[verdict])} {name}  "
        lines[0] = lead + lines[0].lstrip()
        if brief or folded:
            return lines
        if verdict is Verdict.FAIL:
            lines += self._failure(result, criterion, findings, margin)
        elif verdict is not Verdict.PASS:
            lines += self._message(criterion.message, margin)
            if verdict is not Verdict.NOT_APPLICABLE and (criterion.span or criterion.pointer):
                where = line_of(criterion_place(result, criterion), criterion.span)
                lines += screen.wrap(where, margin, style="dim")
            if verdict is Verdict.NEEDS_REVIEW and criterion.question not in (None, criterion.message):
                lines += screen.wrap(f"For a person to judge: {criterion.question}", margin, margin + 2)
        elif screen.options.verbose or criterion.attestations:
            lines += self._message(criterion.message, margin)
        if criterion.waiver is not None:
            lines += screen.wrap(waiver_line(criterion.waiver), margin, margin + 2)
        for item in criterion.attestations:
            # A verdict that reviewers gave says so itself; what does not count, or is not enough, is told beside it.
            if screen.options.verbose or not criterion.reason.startswith(("attested", "reviewers")):
                lines += screen.wrap(f"Answer: {attestation_line(item)}", margin, margin + 2)
        if screen.options.verbose:
            for rule in criterion.rules:
                text = f"{rule.code} {rule.outcome}, {rule.examined} examined"
                text += f": {', '.join(rule.nodes)}" if rule.nodes else ""
                lines += screen.wrap(text, margin, margin + 2, style="dim")
        return lines

    def _message(self, message: str, margin: int) -> list[str]:
        return self._screen.wrap(message, margin) if message else []

    def _failure(
        self, result: DocumentResult, criterion: CriterionResult, findings: list[Finding], margin: int
    ) -> list[str]:
        screen = self._screen
        where = criterion_place(result, criterion)
        lines = self._message(criterion.message, margin)
        lines += screen.wrap(line_of(where, criterion.span), margin, style="dim")
        others = [f for f in findings if finding_place(result, f) != where or f.message != criterion.message]
        most = len(others) if screen.options.verbose else _MOST_PLACES
        for finding in others[:most]:
            also = line_of(finding_place(result, finding), finding.span)
            lines += screen.wrap(f"Also {also}: {finding.message}", margin, margin + 2)
        if len(others) > most:
            lines += screen.wrap(f"and {len(others) - most} more like these", margin)
        if criterion.remediation is not None:
            lines += self._remedy(criterion, criterion.remediation, margin)
        return lines

    def _remedy(self, criterion: CriterionResult, remedy: Remediation, margin: int) -> list[str]:
        screen = self._screen
        lines = self._message(remedy.text, margin)
        if remedy.insert_at is None or remedy.snippet is None:
            return lines
        lines += screen.wrap(remedy_instruction(criterion.pointer, remedy.insert_at), margin)
        rows = snippet_rows(remedy.snippet, screen.width - margin - 2, screen.options.unicode)
        most = len(rows) if screen.options.verbose else _MOST_SNIPPET_LINES
        lines += [f"{'':{margin + 2}}{screen.paint(row, 'cyan')}" for row in rows[:most]]
        if len(rows) > most:
            lines += screen.wrap(f"({len(rows) - most} more lines)", margin + 2)
        for addition in remedy.also:
            lines += screen.wrap(addition_line(addition), margin)
        return lines


def remedy_instruction(pointer: str | None, insert_at: str) -> str:
    """How to put a snippet in its place: ``Add at /alignment:``."""
    if insert_at == "":
        return "Write as the document:"
    if insert_at.endswith("/-"):
        return f"Add to the list {insert_at[:-2] or 'of the document'}:"
    if insert_at == pointer:  # a pointer names what exists, so there is something to replace
        return f"Write at {insert_at}, in place of what is there:"
    return f"Add at {insert_at}:"


def addition_line(addition: Addition) -> str:
    """What else to add, in one line: ``and write … at …``."""
    written = json.dumps(addition.snippet, ensure_ascii=False)
    place = addition.insert_at or ""
    if place.endswith("/-"):
        return f"and add {written} to the list {place[:-2]}"
    return f"and write {written} at {place}"


def _is_light(criterion: CriterionResult, findings: list[Finding]) -> bool:
    """Whether a failure is advice only, to be told in a line."""
    if findings:
        return all(finding.severity is Severity.NOTE for finding in findings)
    return criterion.level == _PRACTICE


def score_line(standing: PackResult) -> str:
    """``Score: 50% to 62%, depending on what is still open; 90% of what applies is decided``."""
    if standing.score is None or standing.coverage is None:
        return "Score: none, nothing was assessed"
    low, high = standing.score
    score = f"{low:.0%}" if low == high else f"{low:.0%} to {high:.0%}, depending on what is still open"
    return f"Score: {score}; {standing.coverage:.0%} of what applies is decided"


def aside_sentences(result: DocumentResult, criteria: Iterable[CriterionResult]) -> list[str]:
    """A sentence for each reason why criteria do not apply."""
    groups: dict[str, list[CriterionResult]] = {}
    for criterion in criteria:
        key = criterion.scope if criterion.reason == "scope" else criterion.message
        groups.setdefault(f"{criterion.reason} {key}", []).append(criterion)
    return [_aside_sentence(result, members) for members in groups.values()]


def _aside_sentence(result: DocumentResult, members: list[CriterionResult]) -> str:
    first = members[0]
    ids = ", ".join(criterion.id for criterion in members)
    kind = result.kind
    lead = "Not applicable"
    if kind is not None and first.reason == "scope":
        lead += f" to {SCOPE_WORDS.get(kind.scope, kind.scope)}"
        if kind.scope is Scope.DEFINITION and first.scope == Scope.CREDENTIAL:
            those = "they are" if len(members) > 1 else "it is"
            return f"{lead}: {ids}: {those} decided when the badge is awarded"
    messages = {criterion.message for criterion in members}
    message = messages.pop() if len(messages) == 1 else ""
    return f"{lead}: {ids}: {message}" if message else f"{lead}: {ids}"
