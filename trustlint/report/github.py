"""Format ``github``: workflow commands of GitHub Actions, which become annotations on the lines of a pull request."""

from __future__ import annotations

import re
from collections.abc import Callable

from trustlint.model.finding import Severity
from trustlint.model.report import DocumentResult, Footer, Header
from trustlint.report.annotation import Annotation, Annotator
from trustlint.report.blame import Gatekeeper
from trustlint.report.file_address import repository_path
from trustlint.report.safe_text import bounded
from trustlint.report.utf16 import utf16_columns
from trustlint.report.wording import gate_line, total_lines
from trustlint.report.writer import RenderOptions

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
_COMMAND = re.compile(r"(:):|(#)#(?=\[)")


class GithubWriter:
    """A command a line, then the totals for whoever reads the log."""

    def __init__(self, write: Callable[[str], object]) -> None:
        self._write = write

    def begin(self, header: Header) -> None:
        self._annotator = Annotator(Gatekeeper(header))

    def document(self, result: DocumentResult) -> None:
        for each in self._annotator.annotate(result):
            if each.counts:
                self._write(_command(each, result.part))
        for code in result.errors:
            message = f"{code} broke off; its result is not known."
            path = _property(bounded(repository_path(result.path)))
            self._write(f"::error file={path},title={_property(bounded(code))}::{_data(bounded(message))}\n")

    def end(self, footer: Footer) -> None:
        for each in self._annotator.annotate_run(footer):
            self._write(_command(each, None))
        lines = [*total_lines(footer), *(f"Notice: {notice}" for notice in footer.notices)]
        lines.append(f"Gate: {gate_line(footer)}")
        lines += [f"- {reason}" for reason in footer.gate.why]
        self._write("".join(f"{_plain(line)}\n" for line in lines))


def _command(each: Annotation, part: str | None) -> str:
    properties = {"file": repository_path(each.path)} if each.path else {}
    span = each.span
    if span is not None and each.path:
        properties["line"] = str(span.line)
        properties["endLine"] = str(span.end_line)
        first, last = utf16_columns(span, each.excerpt)
        # GitHub wants columns only where the place is within one line.
        if span.end_line == span.line and first is not None:
            properties["col"] = str(first)
            if last is not None:
                properties["endColumn"] = str(last)
    properties["title"] = f"{each.code} {each.title}"
    about = [each.message]
    if span is None and (part or each.pointer):
        about.append(f"At {' '.join(place for place in (part, each.pointer) if place)}.")
    if each.help:
        about.append(each.help)
    written = ",".join(f"{name}={_property(bounded(value))}" for name, value in properties.items())
    return f"::{_COMMANDS[each.severity]} {written}::{_data(' '.join(map(bounded, about)))}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _plain(text: str) -> str:
    """A line of the log that the runner cannot take for a command."""
    return _COMMAND.sub(lambda found: f"{found[1] or found[2]} {found[1] or found[2]}", bounded(text))


def open_writer(write: Callable[[str], object], options: RenderOptions) -> GithubWriter:
    """Workflow commands depend on no option."""
    return GithubWriter(write)
