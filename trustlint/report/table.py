"""Format ``table``: aligned tables of the documents, their criteria and their findings.

Columns can only be aligned when every row is known: the rows are kept, and written at the end. Above fifty documents
only criteria that need attention are kept, and the table says so.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from trustlint.model.finding import Finding
from trustlint.model.outcome import Verdict
from trustlint.model.report import DocumentResult, Footer, Header, PackResult
from trustlint.report.blame import by_place
from trustlint.report.safe_text import character_width, cut, cut_start, text_width
from trustlint.report.screen import Screen
from trustlint.report.wording import (
    KNOWN,
    STATE_WORDS,
    STEP_WORDS,
    count,
    finding_place,
    gate_line,
    place,
    total_lines,
    validity_words,
    waiver_line,
)
from trustlint.report.writer import RenderOptions

MANY = 50
"""Documents from which on the rows of criteria that pass or do not apply are left out."""

_UNEVENTFUL = (Verdict.PASS, Verdict.NOT_APPLICABLE)
_GAP = 2
_HEAD_PADDING = 2
"""Columns by which tabulate makes a column wider than its head."""
_LEAST = 16

Row = tuple[str, ...]


class TableWriter:
    def __init__(self, write: Callable[[str], object], options: RenderOptions) -> None:
        self._write = write
        self._screen = Screen(options)
        self._documents: list[Row] = []
        self._criteria: list[Row] = []
        self._findings: list[Row] = []
        self._steps: list[Row] = []
        self._known = 0

    def begin(self, header: Header) -> None:
        """A table shows nothing of the header."""

    def document(self, result: DocumentResult) -> None:
        name = self._cell(result.name)
        trusted = result.trusted
        self._documents.append(
            (
                name,
                self._cell(_short(result.kind.label) if result.kind else "not recognised"),
                validity_words(result),
                self._cell(STATE_WORDS.get(trusted.state, trusted.state)) if trusted else "",
                _required_met(trusted.required) if trusted else "",
            )
        )
        if self._screen.options.quiet:
            return
        for criterion in result.criteria:
            if not self._drops(criterion.verdict):
                path = criterion.document
                where = (
                    place(path or "", criterion.span, criterion.pointer)
                    .removeprefix(":")
                    .removeprefix(" at ")
                )
                message = criterion.message
                if criterion.verdict is Verdict.NEEDS_REVIEW and criterion.question:
                    message = criterion.question
                if criterion.verdict is Verdict.PASS and not self._screen.options.verbose:
                    where, message = "", criterion.title
                if criterion.waiver is not None:
                    message = f"{waiver_line(criterion.waiver)}. {message}"
                if criterion.known:
                    message = f"{KNOWN} {message}"
                if criterion.certainty != "read":
                    message = f"[{criterion.certainty}] {message or criterion.title}"
                self._criteria.append(
                    (
                        name,
                        self._cell(criterion.id),
                        self._cell(criterion.level),
                        criterion.verdict.value,
                        self._cell(where),
                        self._cell(message or criterion.title),
                    )
                )
        for pack in result.packs:
            self._steps += self._steps_of(name, pack)
        for finding in by_place(result.findings):
            if finding.known and not self._screen.options.verbose:
                self._known += 1
            else:
                self._add_finding(finding_place(result, finding), finding)
        if len(self._documents) == MANY + 1 and not self._screen.options.verbose:
            self._criteria = [row for row in self._criteria if row[3] not in _UNEVENTFUL]

    def _add_finding(self, where: str, finding: Finding) -> None:
        message = finding.message
        if finding.waiver is not None:
            message = f"{waiver_line(finding.waiver)}. {message}"
        elif finding.known:
            message = f"{KNOWN} {message}"
        self._findings.append(
            (self._cell(where), finding.severity.value, self._cell(finding.code), self._cell(message))
        )

    def _steps_of(self, name: str, pack: PackResult) -> list[Row]:
        following = pack.next_level
        if following is None:
            return []
        level = self._cell(following.level or "every level is met")
        steps = [(step.criterion, STEP_WORDS[step.kind], step.text) for step in following.steps]
        return [
            (
                name,
                pack.id,
                level,
                f"{number}" if criterion else "",
                *map(self._cell, (criterion, what, text)),
            )
            for number, (criterion, what, text) in enumerate(steps or [("", "", "")], 1)
        ]

    def end(self, footer: Footer) -> None:
        for finding in footer.findings:
            self._add_finding(place(finding.document or "", finding.span, finding.pointer), finding)
        parts = []
        heads: Row
        widths: tuple[int, ...]
        if len(self._documents) > 1 or (self._documents and self._screen.options.quiet):
            heads = ("Document", "Kind", "Open Badge", "TrustEd", "Required met")
            parts.append(self._table("Documents", heads, self._documents, (30, 28, 12, 30, 12), 0))
        if self._criteria:
            heads = ("Document", "Criterion", "Level", "Verdict", "Where", "Message")
            title, rows = "Criteria", self._criteria
            widths = (24, 14, 16, 14, 18, 0)
            if len(self._documents) == 1:
                title = f"Criteria of {self._documents[0][0]}"
                heads, rows, widths = heads[1:], [row[1:] for row in self._criteria], widths[1:]
            if self._drops(Verdict.PASS):
                title += " that are not met or open (those that pass or do not apply are left out)"
            parts.append(self._table(title, heads, rows, widths, len(heads) - 1))
        if self._steps:
            heads = ("Document", "Pack", "Next level", "Step", "Criterion", "What", "How")
            steps, widths = self._steps, (24, 22, 18, 6, 14, 26, 0)
            if len(self._documents) == 1:
                heads, steps, widths = heads[1:], [row[1:] for row in steps], widths[1:]
            title = "What is missing for the next level, cheapest first"
            parts.append(self._table(title, heads, steps, widths, len(heads) - 1))
        if self._findings:
            heads = ("Place", "Severity", "Code", "Message")
            parts.append(self._table("Findings", heads, self._findings, (40, 8, 10, 0), 3))
        lines = total_lines(footer)
        if self._known:
            lines.append(f"{count(self._known, 'known finding')} not shown; --verbose shows all")
        lines += [f"Notice: {notice}" for notice in footer.notices]
        lines.append(f"Gate: {gate_line(footer)}")
        lines += [f"- {reason}" for reason in footer.gate.why]
        parts.append("".join(f"{row}\n" for line in lines for row in self._screen.wrap(line, 0, 2)))
        for index, part in enumerate(parts):
            self._write(f"\n{part}" if index else part)

    def _drops(self, verdict: Verdict) -> bool:
        return len(self._documents) > MANY and verdict in _UNEVENTFUL and not self._screen.options.verbose

    def _cell(self, text: str) -> str:
        return self._screen.safe(text[: 4 * self._screen.width])

    def _table(self, title: str, heads: Row, rows: Sequence[Row], widths: Sequence[int], message: int) -> str:
        """A titled table no wider than the screen, if its columns can be cut that far: ``message`` first, then the first.

        widths: the most columns for each, 0 for as many as there are.
        """
        from tabulate import tabulate

        ellipsis = self._screen.ellipsis
        columns = list(zip(*rows, strict=True))
        sizes = [max(map(text_width, column)) for column in columns]
        sizes = [min(size, most) if most else size for size, most in zip(sizes, widths, strict=True)]
        sizes = [max(size, len(head) + _HEAD_PADDING) for size, head in zip(sizes, heads, strict=True)]
        room = self._screen.width - _GAP * (len(sizes) - 1)
        least = [
            min(size, max(len(head) + _HEAD_PADDING, _LEAST)) for size, head in zip(sizes, heads, strict=True)
        ]
        for column in (message, 0):
            sizes[column] = max(sizes[column] + min(room - sum(sizes), 0), least[column])
        while sum(sizes) > room and sizes != least:
            widest = max(range(len(sizes)), key=lambda column: sizes[column] - least[column])
            sizes[widest] -= 1
        cutters = [cut_start, *[cut] * (len(sizes) - 1)]
        table = [
            [cutter(cell, size, ellipsis) for cutter, cell, size in zip(cutters, row, sizes, strict=True)]
            for row in rows
        ]
        glyphs = _Glyphs()
        text = tabulate(
            [[glyphs.fold(cell) for cell in row] for row in table],
            headers=heads,
            tablefmt="simple",
            disable_numparse=True,
        )
        lines = [line.rstrip() for line in glyphs.unfold(text).split("\n")]
        return "\n".join([*self._screen.wrap(title, 0), "", *lines]) + "\n"


class _Glyphs:
    """Lets a table program that counts characters align text whose characters are not one column wide.

    Each stretch whose width is not its length is stood in for by as many private-use characters as it has columns,
    and put back when the table is made. Harmless text has no private-use characters of its own.
    """

    def __init__(self) -> None:
        self._stands_for: dict[int, str] = {0xE000: ""}
        self._folded: dict[str, str] = {}

    def fold(self, text: str) -> str:
        if text.isascii():
            return text
        clusters: list[str] = []
        for character in text:
            if clusters and character_width(character) == 0:
                clusters[-1] += character
            else:
                clusters.append(character)
        return "".join(self._fold_cluster(cluster) for cluster in clusters)

    def _fold_cluster(self, cluster: str) -> str:
        width = text_width(cluster)
        if width == len(cluster) == 1:
            return cluster
        folded = self._folded.get(cluster)
        if folded is None:
            stand_in = 0xF0000 + len(self._folded)
            if stand_in > 0x10FFFD:
                return "?" * width
            self._stands_for[stand_in] = cluster
            folded = self._folded[cluster] = (chr(stand_in) + "\ue000" * (width - 1)) if width else ""
        return folded

    def unfold(self, text: str) -> str:
        return text.translate(self._stands_for)


def _short(label: str) -> str:
    return label.replace("Open Badges ", "OB ", 1)


def _required_met(required: dict[str, int]) -> str:
    """``9 of 10``: passes among the required criteria that apply."""
    met = required.get(Verdict.PASS.value, 0)
    applicable = sum(required.values()) - required.get(Verdict.NOT_APPLICABLE.value, 0)
    return f"{met} of {applicable}" if required else ""


def open_writer(write: Callable[[str], object], options: RenderOptions) -> TableWriter:
    return TableWriter(write, options)
