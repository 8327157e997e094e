"""Format ``text``: for the designer who fixes the badge and the engineer who runs the check."""

from __future__ import annotations

from collections.abc import Callable

from trustlint.model.finding import Finding, Severity
from trustlint.model.report import DocumentResult, Footer, Header
from trustlint.report.blame import told_by, untold
from trustlint.report.code_frame import code_frame
from trustlint.report.quiet import QuietWriter
from trustlint.report.scorecard import Scorecard
from trustlint.report.screen import Screen
from trustlint.report.wording import (
    KNOWN,
    count,
    finding_place,
    fix_line,
    gate_line,
    kind_line,
    open_badge_verdict,
    place,
    standing,
    total_lines,
    trusted_verdict,
    waiver_line,
)
from trustlint.report.writer import RenderOptions, ReportWriter

_SEVERITY_STYLES = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}


class TextWriter:
    """Writes each document as soon as it is known: what it is, its findings, its scorecards."""

    def __init__(self, write: Callable[[str], object], options: RenderOptions) -> None:
        self._write = write
        self._screen = Screen(options)
        self._scorecard = Scorecard(self._screen, {})
        self._verify = False

    def begin(self, header: Header) -> None:
        self._verify = header.run.verify
        self._scorecard = Scorecard(self._screen, {pack.id: pack for pack in header.packs})
        if self._screen.options.verbose and header.run.config:
            text = f"Configuration: {self._screen.safe(header.run.config)}"
            self._write(self._screen.paint(text, "dim") + "\n\n")

    def document(self, result: DocumentResult) -> None:
        told = told_by(result)
        lines = self._head(result)
        known = 0
        for finding in untold(result, told):
            if finding.known and not self._screen.options.verbose:
                known += 1
            else:
                lines += ["", *self._finding(finding_place(result, finding), finding)]
        lines += self._scorecard.lines(result, told)
        lines += self._folded(known, sum(criterion.known for criterion in result.criteria))
        self._write("\n".join(lines) + "\n\n")

    def end(self, footer: Footer) -> None:
        screen = self._screen
        lines: list[str] = []
        for finding in footer.findings:
            lines += [
                *self._finding(place(finding.document or "", finding.span, finding.pointer), finding),
                "",
            ]
        lines.append(screen.paint("Summary", "bold"))
        for total in total_lines(footer):
            lines += screen.wrap(total, 2, 4)
        for notice in footer.notices:
            lines += screen.wrap(f"Notice: {notice}", 2, 4)
        lines += screen.wrap(f"Gate: {gate_line(footer)}", 2, style="green" if footer.gate.met else "red")
        for reason in footer.gate.why:
            lines += screen.wrap(f"- {reason}", 4, 6)
        self._write("\n".join(lines) + "\n")

    def _head(self, result: DocumentResult) -> list[str]:
        screen = self._screen
        lines = [screen.paint(screen.safe(result.name), "bold")]
        if result.read:
            lines += screen.wrap(kind_line(result.kind), 2)
            if screen.options.verbose and result.kind is not None and result.kind.reason:
                lines += screen.wrap(f"Recognised because: {result.kind.reason}", 2, 4, style="dim")
        if screen.options.verbose:
            if result.origin:
                lines += screen.wrap(f"Read as: {', '.join(result.origin)}", 2, 4, style="dim")
            if result.sha256:
                lines += screen.wrap(f"SHA-256: {result.sha256}", 2, 4, style="dim")
        style = {True: "green", False: "red", None: "yellow"}[result.valid]
        lines += screen.wrap(f"Open Badge: {open_badge_verdict(result)}", 2, 4, style=style)
        if result.trusted is not None:
            lines += screen.wrap(f"TrustEd: {trusted_verdict(result.trusted)}", 2, 4)
        whole = screen.options.verbose or self._verify
        for name, sentence in standing(result, whole=whole).items():
            lines += screen.wrap(f"{name}: {sentence}", 2, 4)
        if result.errors:
            codes = ", ".join(result.errors)
            lines += screen.wrap(f"Broke off, so their results are not known: {codes}", 2, 4, style="red")
        return lines

    def _folded(self, findings: int, criteria: int) -> list[str]:
        if self._screen.options.verbose or not (findings or criteria):
            return []
        parts = [f"{count(findings, 'known finding')} not shown"] if findings else []
        parts += (
            [f"{count(criteria, 'known criterion', 'known criteria')} without details"] if criteria else []
        )
        line = f"In the baseline: {', '.join(parts)}; --verbose shows all"
        return ["", *self._screen.wrap(line, 2, 4, style="dim")]

    def _finding(self, where: str, finding: Finding) -> list[str]:
        screen = self._screen
        style = _SEVERITY_STYLES[finding.severity]
        where = screen.safe(where)
        what = screen.safe(f"{finding.code} {finding.name}")
        lines = [f"  {screen.paint(where, 'bold')}  {screen.paint(finding.severity, style)} {what}"]
        lines += screen.wrap(finding.message, 4)
        lines += self._frame(finding, style)
        if finding.help:
            lines += screen.wrap(f"Help: {finding.help}", 4, 6)
        if finding.fix is not None and finding.fix.held is None:
            lines += screen.wrap(fix_line(finding.fix), 4, 6)
        if finding.waiver is not None:
            lines += screen.wrap(waiver_line(finding.waiver), 4, 6)
        elif finding.known:
            lines += screen.wrap(KNOWN, 4, 6)
        about = []
        if screen.options.verbose:
            about = [f"At {finding.pointer}"] if finding.pointer and finding.span else []
            about += [f"Missing: {finding.expected}"] if finding.expected else []
        if finding.severity_by_pack is not None:
            about.append(f"By its pack: {finding.severity_by_pack}")
        if finding.source:
            about.append(f"Source: {finding.source}")
        if about:
            lines += screen.wrap("; ".join(about), 4, 6, style="dim")
        return lines

    def _frame(self, finding: Finding, style: str) -> list[str]:
        screen = self._screen
        if finding.excerpt is None:
            return []
        unicode = screen.options.unicode
        bar = "│" if unicode else "|"
        last = finding.excerpt.first_line + len(finding.excerpt.lines)
        gutter = len(str(last))
        lines = []
        for row in code_frame(finding.excerpt, finding.span, screen.width - gutter - 7, unicode):
            number = "" if row.number is None else str(row.number)
            text = screen.paint(row.text, style) if row.number is None else row.text
            lines.append(f"    {screen.paint(f'{number:>{gutter}} {bar}', 'dim')} {text}".rstrip())
        return lines


def open_writer(write: Callable[[str], object], options: RenderOptions) -> ReportWriter:
    """The writer for people; with ``quiet`` the one for logs."""
    if options.quiet:
        return QuietWriter(write, options.unicode)
    return TextWriter(write, options)
