"""Format ``markdown``: a comment for a pull request, and the summary of a job.

The gate and the totals come first, so everything is kept until the end, as far as a comment has room for it.
"""

from __future__ import annotations

from collections.abc import Callable

from trustlint.model.finding import Finding
from trustlint.model.outcome import Verdict
from trustlint.model.report import CriterionResult, DocumentResult, Footer, Header
from trustlint.report.annotation import criterion_name
from trustlint.report.blame import Gatekeeper, by_place, told_by
from trustlint.report.markdown_text import fenced, html_code, inline
from trustlint.report.scorecard import remedy_instruction
from trustlint.report.snippet import snippet_rows
from trustlint.report.wording import (
    MARKS,
    STATE_WORDS,
    VERDICT_WORDS,
    count,
    criterion_place,
    gate_line,
    kind_line,
    open_badge_verdict,
    place,
    standing,
    total_lines,
    trusted_verdict,
    validity_words,
    verdict_counts,
)
from trustlint.report.writer import RenderOptions

MOST_CHARACTERS = 60_000
"""A comment on GitHub has room for 65,536."""

_MOST_ROWS = 100
_MOST_SNIPPET_ROWS = 30
_MOST_SNIPPET_CHARACTERS = 2_000
_ROOM_FOR_ROWS = 14_000
_ROOM_FOR_SECTIONS = 26_000
"""The rest is kept free for the totals."""
_OPEN = (Verdict.FAIL, Verdict.ERROR, Verdict.NOT_ASSESSED)


class MarkdownWriter:
    def __init__(self, write: Callable[[str], object]) -> None:
        self._write = write
        self._rows: list[str] = []
        self._sections: list[str] = []
        self._room_for_rows = _ROOM_FOR_ROWS
        self._room_for_sections = _ROOM_FOR_SECTIONS
        self._documents = 0
        self._left_out = 0

    def begin(self, header: Header) -> None:
        self._gate = Gatekeeper(header)
        self._verify = header.run.verify

    def document(self, result: DocumentResult) -> None:
        self._documents += 1
        row = self._row(result)
        section = self._section(result)
        if len(self._rows) < _MOST_ROWS and len(row) < self._room_for_rows:
            self._rows.append(row)
            self._room_for_rows -= len(row) + 1
        if section and len(section) < self._room_for_sections:
            self._sections.append(section)
            self._room_for_sections -= len(section) + 2
        elif section:
            self._left_out += 1

    def end(self, footer: Footer) -> None:
        mark = "✅" if footer.gate.met else "❌"
        lines = [f"### {mark} trustlint: gate {gate_line(footer)}", ""]
        lines += [f"- {inline(line)}" for line in total_lines(footer)]
        lines += [f"- Notice: {inline(notice)}" for notice in footer.notices[:5]]
        if footer.gate.why:
            lines += ["", "Why the gate is not met:", ""]
            lines += [f"- Reason: {inline(reason)}" for reason in footer.gate.why[:10]]
            if len(footer.gate.why) > 10:
                lines.append(f"- and {count(len(footer.gate.why) - 10, 'more reason')}")
        if footer.findings:
            lines += [
                "",
                "| Severity | Where | Rule | About this run | What to do |",
                "|---|---|---|---|---|",
            ]
            lines += [_finding("", each) for each in by_place(footer.findings)[:5]]
            if len(footer.findings) > 5:
                lines += ["", f"and {count(len(footer.findings) - 5, 'more finding')}"]
        if self._rows:
            lines += [
                "",
                "| | Badge | Open Badge | TrustEd | Criteria |",
                "|---|---|---|---|---|",
                *self._rows,
            ]
        if len(self._rows) < self._documents:
            lines += ["", f"{count(self._documents - len(self._rows), 'more document')} not listed here."]
        for section in self._sections:
            lines += ["", section]
        if self._left_out:
            lines += [
                "",
                f"The details of {count(self._left_out, 'more document')} have no room here; see the other reports.",
            ]
        self._write("\n".join(lines) + "\n")

    def _row(self, result: DocumentResult) -> str:
        trusted = result.trusted
        cells = (
            "❌" if self._is_refused(result) else "✅",
            inline(result.name, code=True, cell=True),
            validity_words(result),
            inline(STATE_WORDS.get(trusted.state, trusted.state), cell=True) if trusted else "",
            verdict_counts(result.criteria),
        )
        return f"| {' | '.join(cells)} |"

    def _is_refused(self, result: DocumentResult) -> bool:
        """Whether the gate is not met for this document."""
        return (
            not result.read
            or bool(result.errors)
            or any(self._gate.refuses(finding) for finding in result.findings)
            or any(
                self._gate.demands(result, each) and each.verdict in _OPEN and not each.known
                for each in result.criteria
            )
        )

    def _section(self, result: DocumentResult) -> str:
        """What is to be done about one document, collapsed; empty when there is nothing."""
        told = told_by(result)
        all_unmet = [criterion for criterion in result.criteria if criterion.verdict in _OPEN]
        names = {criterion_name(criterion) for criterion in all_unmet}
        all_findings = [each for each in by_place(result.findings) if names.isdisjoint(each.criteria)]
        unmet = [criterion for criterion in all_unmet if not criterion.known]
        findings = [each for each in all_findings if not each.known]
        known = len(all_unmet) - len(unmet) + len(all_findings) - len(findings)
        review = [criterion for criterion in result.criteria if criterion.verdict is Verdict.NEEDS_REVIEW]
        if not (unmet or findings or review or result.errors):
            return ""
        lines = ["<details>", f"<summary>{_summary(result, unmet, findings, review)}</summary>", ""]
        if result.read:
            lines += [f"- Kind: {inline(kind_line(result.kind))}"]
        lines.append(f"- Open Badge: {inline(open_badge_verdict(result))}")
        if result.trusted is not None:
            lines.append(f"- TrustEd: {inline(trusted_verdict(result.trusted))}")
        for name, sentence in standing(result, whole=self._verify).items():
            lines.append(f"- {name}: {inline(sentence)}")
        if result.errors:
            lines.append(f"- Broke off, so their results are not known: {inline(', '.join(result.errors))}")
        if unmet:
            lines += ["", "| | Criterion | Where | What is missing | What to do |", "|---|---|---|---|---|"]
            lines += [self._unmet(result, criterion, told) for criterion in unmet[:_MOST_ROWS]]
        if findings:
            lines += ["", "| Severity | Where | Rule | Finding | What to do |", "|---|---|---|---|---|"]
            lines += [_finding(result.path, finding) for finding in findings[:_MOST_ROWS]]
            if len(findings) > _MOST_ROWS:
                lines += ["", f"and {count(len(findings) - _MOST_ROWS, 'more finding')}"]
        if known:
            lines += ["", f"{count(known, 'known problem')} in the baseline, not listed here."]
        if review:
            lines += ["", "For a person to judge:", ""]
            lines += [_review(criterion) for criterion in review[:_MOST_ROWS]]
        for criterion in unmet[:_MOST_ROWS]:
            lines += _proposal(criterion)
        return "\n".join([*lines, "", "</details>"])

    def _unmet(
        self, result: DocumentResult, criterion: CriterionResult, told: dict[str, list[Finding]]
    ) -> str:
        others = [
            each for each in told.get(criterion_name(criterion), []) if each.message != criterion.message
        ]
        message = inline(criterion.message or VERDICT_WORDS[criterion.verdict], cell=True)
        if others:
            message += f" ({count(len(others), 'more finding')})"
        remedy = inline(criterion.remediation.text, cell=True) if criterion.remediation else ""
        cells = (
            MARKS[criterion.verdict],
            f"{inline(criterion.id, cell=True)} {inline(criterion.title, cell=True)} ({inline(criterion.level, cell=True)})",
            inline(criterion_place(result, criterion), code=True, cell=True),
            message,
            remedy,
        )
        return f"| {' | '.join(cells)} |"


def _summary(
    result: DocumentResult,
    unmet: list[CriterionResult],
    findings: list[Finding],
    review: list[CriterionResult],
) -> str:
    """The line that opens the details. It is HTML, in which only numbers and a code element stand."""
    parts = []
    if unmet:
        parts.append(count(len(unmet), "criterion not met", "criteria not met"))
    if findings:
        parts.append(count(len(findings), "finding"))
    if review:
        parts.append(f"{len(review)} to review")
    return f"{html_code(result.name)}: {', '.join(parts) or 'a rule broke off'}"


def _finding(path: str, finding: Finding) -> str:
    cells = (
        finding.severity.value + (", waived" if finding.waiver is not None else ""),
        inline(place(finding.document or path, finding.span, finding.pointer), code=True, cell=True),
        inline(finding.code, cell=True),
        inline(finding.message, cell=True),
        inline(finding.help or "", cell=True),
    )
    return f"| {' | '.join(cells)} |"


def _review(criterion: CriterionResult) -> str:
    question = criterion.question or criterion.message or criterion.title
    return f"- Criterion {inline(criterion.id)}: {inline(question)}"


def _proposal(criterion: CriterionResult) -> list[str]:
    remedy = criterion.remediation
    if remedy is None or remedy.insert_at is None or remedy.snippet is None:
        return []
    rows = snippet_rows(remedy.snippet, 100)
    if len(rows) > _MOST_SNIPPET_ROWS or sum(map(len, rows)) > _MOST_SNIPPET_CHARACTERS:
        return []
    instruction = remedy_instruction(criterion.pointer, remedy.insert_at)
    return ["", f"For {inline(criterion.id)}: {inline(instruction)}", "", fenced(rows, "json")]


def open_writer(write: Callable[[str], object], options: RenderOptions) -> MarkdownWriter:
    """The comment depends on no option."""
    return MarkdownWriter(write)
