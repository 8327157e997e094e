"""Where reports go: standard output, and files that appear whole or not at all."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import NamedTuple

import click

from trustlint.errors import UsageError
from trustlint.model.report import DocumentResult, Footer, Header
from trustlint.report import FORMATS, RenderOptions, ReportWriter, default_width, known_formats, open_writer
from trustlint.whole_file import WholeFile

_FOR_SCREENS = ("text", "table")
_JOB_SUMMARY = "GITHUB_STEP_SUMMARY"
"""Names the file that GitHub Actions shows, as Markdown, on the page of a run."""


class Target(NamedTuple):
    """A format, and the file to write it to; None stands for standard output."""

    format: str
    file: str | None


def report_targets(
    context: click.Context, parameter: click.Parameter, values: tuple[str, ...]
) -> list[Target]:
    """The values of an option ``FORMAT=FILE``."""
    targets = []
    for value in values:
        name, separator, file = value.partition("=")
        if not separator or not file or (name not in FORMATS and name not in known_formats()):
            raise click.BadParameter(
                f"{value!r} is not FORMAT=FILE with a format of {', '.join(known_formats())}"
            )
        if file == "-":
            raise click.BadParameter("--report writes to files; choose what is printed with --format.")
        targets.append(Target(name, file))
    return targets


def look(format_: str, color: str, quiet: bool, verbose: bool) -> RenderOptions:
    """How a report is to look on standard output; color: ``auto``, ``always`` or ``never``."""
    terminal = sys.stdout is not None and sys.stdout.isatty()
    wanted = color == "always" or (color == "auto" and terminal and "NO_COLOR" not in os.environ)
    most = default_width(format_)
    width = min(_columns(), max(most, 120)) if terminal else most
    return RenderOptions(color=wanted, width=width, verbose=verbose, quiet=quiet, unicode=_can_show("✓✗│…"))


def _can_show(text: str) -> bool:
    try:
        text.encode((sys.stdout and sys.stdout.encoding) or "ascii")
    except (UnicodeError, LookupError):
        return False
    return True


def _columns() -> int:
    from shutil import get_terminal_size

    return get_terminal_size((100, 24)).columns


class Outputs:
    """Writes one run to several targets at once. Files are put in place only when the run ends well.

    Raises UsageError when a target cannot be written.
    """

    def __init__(self, targets: list[Target], options: RenderOptions) -> None:
        self._files: list[WholeFile] = []
        self._writers: list[ReportWriter] = []
        try:
            for target in targets:
                if target.file is None:
                    self._writers.append(open_writer(target.format, _printer(target.format), options))
                else:
                    plain = options._replace(color=False, unicode=True, width=default_width(target.format))
                    self._files.append(WholeFile(target.file))
                    self._writers.append(open_writer(target.format, self._files[-1].write, plain))
            summary = os.environ.get(_JOB_SUMMARY)
            if summary and any(target.format == "github" for target in targets):
                self._files.append(WholeFile(summary, append=True))
                self._writers.append(open_writer("markdown", self._files[-1].write, options))
        except BaseException:
            self._discard()
            raise

    def begin(self, header: Header) -> None:
        for writer in self._writers:
            writer.begin(header)

    def document(self, result: DocumentResult) -> None:
        for writer in self._writers:
            writer.document(result)

    def end(self, footer: Footer) -> None:
        for writer in self._writers:
            writer.end(footer)

    def __enter__(self) -> Outputs:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                for file in self._files:
                    file.finish()
                for file in self._files:
                    file.put_in_place()
                if sys.stdout is not None:
                    _flush()
        finally:
            self._discard()

    def _discard(self) -> None:
        for file in self._files:
            file.discard()


def write_text(text: str, file: str | None, format_: str) -> None:
    """Print a whole text, or write it to a file, which appears whole or not at all.

    Raises UsageError when it cannot be written.
    """
    if file is not None:
        write_texts({file: text})
        return
    _printer(format_)(text)
    _flush()


def write_texts(texts: Mapping[str, str]) -> None:
    """Write files, and the folders that they need; none is put in place unless all could be written.

    Raises UsageError when one cannot be written.
    """
    files: list[WholeFile] = []
    try:
        for name, text in texts.items():
            try:
                Path(name).parent.mkdir(parents=True, exist_ok=True)
            except (OSError, ValueError) as error:
                raise UsageError(f"the folder of {name} cannot be made: {error}") from None
            files.append(WholeFile(name))
            files[-1].write(text)
        for file in files:
            file.finish()
        for file in files:
            file.put_in_place()
    finally:
        for file in files:
            file.discard()


def _printer(format_: str) -> Callable[[str], object]:
    if sys.stdout is None:
        raise UsageError("standard output is closed; write the report to a file with --output")
    stream = sys.stdout
    if format_ not in _FOR_SCREENS:
        # What programs read is UTF-8 whatever the terminal speaks (of JSON, RFC 8259 section 8.1 says so).
        return lambda text: _print(lambda: stream.buffer.write(text.encode("utf-8")))
    return lambda text: _print(lambda: stream.write(text))


def _flush() -> None:
    _print(sys.stdout.flush)


def _print(write: Callable[[], object]) -> None:
    try:
        write()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise UsageError(f"the report cannot be written to standard output: {error.strerror}") from None
