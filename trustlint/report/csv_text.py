"""Format ``csv``: a row for each criterion of each document, for spreadsheets and statistics."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from typing import Any

from trustlint.model.report import CriterionResult, DocumentResult, Footer, Header
from trustlint.report.json_text import encode
from trustlint.report.safe_text import safe
from trustlint.report.wording import line_in_file
from trustlint.report.writer import RenderOptions

COLUMNS = (
    "document",
    "part",
    "kind",
    "scope",
    "valid",
    "trusted_state",
    "pack",
    "criterion",
    "title",
    "level",
    "verdict",
    "certainty",
    "reason",
    "message",
    "file",
    "line",
    "column",
    "pointer",
    "question",
    "remediation",
    "insert_at",
    "snippet",
    "known",
    "integrity",
    "lifecycle",
)
_LONGEST = 4000
_STARTS = "=+@＝＋－＠-"
_FORMULA = re.compile(rf"^(?=\s*[{_STARTS}])|(?<=;)(?=[\"'\s]*[{_STARTS}])")
"""Where a spreadsheet would begin to calculate: at the start of a cell, and behind a semicolon where that divides cells."""


class CsvWriter:
    """A document without criteria has one row too, so that none is missing: its verdict is empty."""

    def __init__(self, write: Callable[[str], object]) -> None:
        self._rows = csv.writer(_Pieces(write), lineterminator="\n", quoting=csv.QUOTE_MINIMAL)

    def begin(self, header: Header) -> None:
        self._rows.writerow(COLUMNS)

    def document(self, result: DocumentResult) -> None:
        about: list[str] = [
            _cell(result.path),
            _cell(result.part or ""),
            _cell(result.kind.label) if result.kind else "",
            result.kind.scope.value if result.kind else "",
            "" if result.valid is None else str(result.valid).lower(),
            _cell(result.trusted.state) if result.trusted else "",
        ]
        standing = [
            each.state.value if each is not None else "" for each in (result.integrity, result.lifecycle)
        ]
        for criterion in result.criteria:
            self._rows.writerow([*about, *_criterion(result, criterion), *standing])
        if not result.criteria:
            empty = [""] * (len(COLUMNS) - len(about) - len(standing))
            message = COLUMNS.index("message") - len(about)
            empty[message] = _cell("" if result.read else f"could not be read: {result.valid_reason}")
            self._rows.writerow([*about, *empty, *standing])

    def end(self, footer: Footer) -> None:
        """A table of criteria has no totals: they would be rows of another kind."""


class _Pieces:
    """A file, as far as the csv module asks for one."""

    def __init__(self, write: Callable[[str], object]) -> None:
        self.write = write


def _criterion(result: DocumentResult, criterion: CriterionResult) -> list[str]:
    remedy = criterion.remediation
    snippet: Any = remedy.snippet if remedy else None
    span = line_in_file(criterion.span)
    return [
        _cell(criterion.pack),
        _cell(criterion.id),
        _cell(criterion.title),
        _cell(criterion.level),
        criterion.verdict.value,
        _cell(criterion.certainty),
        _cell(criterion.reason),
        _cell(criterion.message),
        _cell(criterion.document or result.path),
        str(span.line) if span else "",
        str(span.column) if span else "",
        _cell(criterion.pointer or ""),
        _cell(criterion.question or ""),
        _cell(remedy.text if remedy else ""),
        _cell((remedy.insert_at or "") if remedy else ""),
        _cell(encode(snippet)) if snippet is not None else "",
        "true" if criterion.known else "",
    ]


def _cell(text: str) -> str:
    """Harmless text in one line, bounded; an apostrophe stands before what a spreadsheet would calculate."""
    cut = safe(text[:_LONGEST]) + ("…" if len(text) > _LONGEST else "")
    return _FORMULA.sub("'", cut)


def open_writer(write: Callable[[str], object], options: RenderOptions) -> CsvWriter:
    """The table depends on no option."""
    return CsvWriter(write)
