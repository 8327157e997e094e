"""``trustlint compare``."""

from __future__ import annotations

import sys
from datetime import datetime
from typing import Any

import click

from trustlint.cli.check_options import now_option, set_option
from trustlint.cli.output import look, write_text
from trustlint.cli.plugins import no_plugins_option
from trustlint.comparing.compare import compare_paths
from trustlint.engine.options import CheckOptions, checked
from trustlint.packs.load import DEFAULT_PACKS
from trustlint.report.comparison import COMPARISON_FORMATS, render_comparison


@click.command("compare", context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("before", metavar="BEFORE")
@click.argument("after", metavar="AFTER")
@click.option(
    "--link",
    "links",
    multiple=True,
    metavar="PATH",
    help="File or folder that links of Open Badges 2.0 lead to: badge class, issuer. May be repeated.",
)
@click.option(
    "--pack",
    "packs",
    multiple=True,
    metavar="ID|FILE",
    help="Pack whose verdicts are compared; replaces the default ones. May be repeated.",
)
@set_option
@click.option(
    "-f",
    "--format",
    "format_",
    type=click.Choice(COMPARISON_FORMATS),
    default="text",
    show_default=True,
    help="text for people, json for programs.",
)
@click.option("-o", "--output", metavar="FILE", help="Write to FILE instead of printing.")
@now_option
@no_plugins_option
@click.option("-v", "--verbose", is_flag=True, help="Also what is kept, and verdicts that are the same.")
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True, help="Colours.")  # fmt: skip
@click.pass_context
def command(
    context: click.Context,
    before: str,
    after: str,
    links: tuple[str, ...],
    packs: tuple[str, ...],
    parameters: dict[str, dict[str, Any]],
    format_: str,
    output: str | None,
    now: datetime,
    verbose: bool,
    color: str,
) -> None:
    """Tell whether everything is preserved between two copies of a badge, as after an import and export.

    BEFORE and AFTER are files, or folders or NDJSON, in which documents are matched by id and then by name. Fields are
    compared under one name over all data models, so that an Open Badges 2.0 badge can be compared with its 3.0 form.
    Either may be - for standard input.

    \b
    Exit codes:
      0  nothing is lost or altered, and no verdict is worse
      1  something is lost, altered, or judged worse
      2  wrong use, wrong configuration, or a pack that cannot be used
      3  incomplete: an input could not be read, or a rule failed to run
      5  there was nothing to compare
    """
    if before == after == "-":
        raise click.UsageError("Only one side can be standard input; name a file for the other.")
    if "-" in (before, after) and sys.stdin is None:
        raise click.UsageError("Standard input is closed; name a file, or pipe one in.")
    options = checked(CheckOptions(packs=packs or DEFAULT_PACKS, now=now, parameters=parameters))
    comparison = compare_paths(before, after, options, links=links)
    appearance = look(format_, color, False, verbose)
    if output not in (None, "-"):
        appearance = appearance._replace(color=False, unicode=True)
    text = render_comparison(comparison, format_, appearance)
    write_text(text, None if output == "-" else output, format_)
    context.exit(comparison.exit_code)
