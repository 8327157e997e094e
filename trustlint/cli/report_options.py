"""Options that several commands share, about how a report is shown and where it goes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from trustlint.cli.output import Outputs, Target, look, report_targets
from trustlint.cli.plugins import format_option

Command = TypeVar("Command", bound=Callable[..., Any])


def report_options(command: Command) -> Command:
    """``--format``, ``--output`` and ``--report``: the arguments ``format_``, ``output`` and ``reports``."""
    for option in (
        click.option(
            "--report",
            "reports",
            multiple=True,
            metavar="FORMAT=FILE",
            callback=report_targets,
            help="Write the report to FILE in FORMAT as well. May be repeated.",
        ),
        click.option(
            "-o", "--output", metavar="FILE", help="Write the report to FILE instead of printing it."
        ),
        format_option,
    ):
        command = option(command)
    return command


def screen_options(verbose: str) -> Callable[[Command], Command]:
    """``--quiet``, ``--verbose`` and ``--color``; verbose: what that option does, for the help."""

    def add(command: Command) -> Command:
        for option in (
            click.option(
                "--color",
                type=click.Choice(["auto", "always", "never"]),
                default="auto",
                show_default=True,
                help="Colours in the text format.",
            ),
            click.option("-v", "--verbose", is_flag=True, help=verbose),
            click.option("-q", "--quiet", is_flag=True, help="Only what fails, a line each, and the totals."),
        ):
            command = option(command)
        return command

    return add


def refuse_quiet_and_verbose(quiet: bool, verbose: bool) -> None:
    """Raises click.UsageError when both are asked for."""
    if quiet and verbose:
        raise click.UsageError("--quiet and --verbose exclude each other; choose one.")


def open_outputs(
    format_: str, output: str | None, reports: list[Target], color: str, quiet: bool, verbose: bool
) -> Outputs:
    """The outputs that these options ask for. Raises UsageError when one cannot be written."""
    main = Target(format_, None if output == "-" else output)
    return Outputs([main, *reports], look(format_, color, quiet, verbose))
