"""Output formats: pure functions of the Report, one module a format (docs/report.md)."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from trustlint.errors import UsageError
from trustlint.model.report import Report
from trustlint.report.writer import RenderOptions, ReportWriter

__all__ = [
    "FORMATS",
    "RenderOptions",
    "ReportWriter",
    "default_width",
    "format_names",
    "known_formats",
    "lists_rules",
    "open_writer",
    "render",
]

FORMATS: dict[str, str] = {
    "text": "trustlint.report.text",
    "table": "trustlint.report.table",
    "json": "trustlint.report.json_text",
    "jsonl": "trustlint.report.json_lines",
    "sarif": "trustlint.report.sarif",
    "junit": "trustlint.report.junit",
    "github": "trustlint.report.github",
    "gitlab": "trustlint.report.gitlab",
    "markdown": "trustlint.report.markdown",
    "csv": "trustlint.report.csv_text",
    "html": "trustlint.report.html",
}
"""Format name -> module, imported when the format is first used. The module offers ``open_writer(write, options)``."""

_WITHOUT_RULES = frozenset({"text", "table", "jsonl", "junit", "github", "gitlab", "markdown", "csv"})

_DEFAULTS = RenderOptions()


def format_names() -> tuple[str, ...]:
    """The formats that can be asked for, the default first."""
    return tuple(FORMATS)


def open_writer(
    format: str, write: Callable[[str], object], options: RenderOptions = _DEFAULTS
) -> ReportWriter:
    """A writer that hands its output to ``write`` in pieces, document by document.

    Raises UsageError when there is no such format, PackError for a failing plug-in.
    """
    if format not in FORMATS:
        from trustlint.report.installed import open_installed

        found = open_installed(format, write, options)
        if found is None:
            raise UsageError(f"there is no format {format!r}; choose one of {', '.join(known_formats())}")
        return found
    writer: ReportWriter = import_module(FORMATS[format]).open_writer(write, options)
    return writer


def lists_rules(format: str) -> bool:
    """Whether a format may show ``PackInfo.rules``; the others need not be given them."""
    return format not in _WITHOUT_RULES


def known_formats() -> tuple[str, ...]:
    """The formats that come with trustlint, and those that installed plug-ins bring."""
    from trustlint.plugins import REPORTS, plugin_names

    return (*FORMATS, *(name for name in plugin_names(REPORTS) if name not in FORMATS))


def default_width(format: str) -> int:
    """Columns where no screen sets them: tables need more than running text."""
    return 160 if format == "table" else _DEFAULTS.width


def render(report: Report, format: str = "text", options: RenderOptions | None = None) -> str:
    """A whole report as text: the same characters that a streaming writer would have written.

    Raises UsageError when there is no such format.
    """
    pieces: list[str] = []
    options = RenderOptions(width=default_width(format)) if options is None else options
    writer = open_writer(format, pieces.append, options)
    writer.begin(report.header)
    for document in report.documents:
        writer.document(document)
    writer.end(report.footer)
    return "".join(pieces)
