"""``trustlint render``."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, NoReturn

import click

from trustlint.cli.output import Outputs, Target, look, report_targets
from trustlint.cli.plugins import format_option, no_plugins_option
from trustlint.errors import UsageError
from trustlint.model.report import Report
from trustlint.report.load import load_report


@click.command("render", context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("report", metavar="REPORT|-")
@format_option
@click.option("-o", "--output", metavar="FILE", help="Write the report to FILE instead of printing it.")
@click.option(
    "--report",
    "reports",
    multiple=True,
    metavar="FORMAT=FILE",
    callback=report_targets,
    help="Write the report to FILE in FORMAT as well. May be repeated.",
)
@no_plugins_option
@click.option("-q", "--quiet", is_flag=True, help="Only what fails, a line each, and the totals.")
@click.option("-v", "--verbose", is_flag=True, help="Everything, also what passes.")
@click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help="Colours in the text format.",
)
def command(
    report: str,
    format_: str,
    output: str | None,
    reports: list[Target],
    quiet: bool,
    verbose: bool,
    color: str,
) -> None:
    """Show a report again, in another format: what `trustlint check --format json` wrote.

    REPORT is a file, or - for standard input. Nothing is checked again: the output is what `check` with the same format
    would have printed. Exit codes: 0 when the report is shown, whatever it says; 2 when it cannot be read.
    """
    if quiet and verbose:
        raise click.UsageError("--quiet and --verbose exclude each other; choose one.")
    whole = _read(report)
    main = Target(format_, None if output == "-" else output)
    with Outputs([main, *reports], look(format_, color, quiet, verbose)) as outputs:
        outputs.begin(whole.header)
        for document in whole.documents:
            outputs.document(document)
        outputs.end(whole.footer)


def _read(name: str) -> Report:
    if name == "-" and sys.stdin is None:
        raise click.UsageError("Standard input is closed; name a file, or pipe one in.")
    try:
        octets = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except (OSError, ValueError) as error:
        why = (error.strerror if isinstance(error, OSError) else None) or str(error)
        raise UsageError(f"{name} cannot be read: {why[:1].lower()}{why[1:]}") from None
    try:
        data: Any = json.loads(octets.decode("utf-8-sig"), parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        why = "it is nested too deeply" if isinstance(error, RecursionError) else str(error)
        raise UsageError(f"{name} is no JSON report of trustlint: {why}") from None
    try:
        return load_report(data)
    except UsageError as error:
        raise UsageError(f"{name}: {error}") from None


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no number of JSON")
