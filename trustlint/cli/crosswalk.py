"""``trustlint crosswalk``."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import click

from trustlint.cli.check_options import now_option, set_option
from trustlint.cli.output import look
from trustlint.cli.plugins import no_plugins_option
from trustlint.engine.crosswalk import crosswalk, packs_to_cross
from trustlint.engine.options import SCOPES, CheckOptions, checked
from trustlint.packs.load import shipped_pack_ids
from trustlint.report.crosswalk import CROSSWALK_FORMATS, render_crosswalk

EXIT_INCOMPLETE = 3
EXIT_NOTHING = 5


@click.command("crosswalk", context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("paths", nargs=-1, required=True, metavar="PATH|GLOB...")
@click.option(
    "--pack",
    "packs",
    multiple=True,
    metavar="ID|FILE",
    help="Framework to compare with; all that come with trustlint by default. May be repeated.",
)
@click.option("--scope", type=click.Choice(SCOPES), default="auto", show_default=True, help="As for check.")
@set_option
@click.option(
    "-f",
    "--format",
    "format_",
    type=click.Choice(CROSSWALK_FORMATS),
    default="text",
    show_default=True,
    help="text for one badge, table with a column a framework, json for programs.",
)
@now_option
@no_plugins_option
@click.option("-v", "--verbose", is_flag=True, help="Also what does not apply.")
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True, help="Colours.")  # fmt: skip
@click.pass_context
def command(
    context: click.Context,
    paths: tuple[str, ...],
    packs: tuple[str, ...],
    scope: str,
    parameters: dict[str, dict[str, Any]],
    format_: str,
    now: datetime,
    verbose: bool,
    color: str,
) -> None:
    """Show how badges stand with many frameworks at once, and what to add that helps with most of them.

    Criteria that are about the same thing stand together, whatever framework they are of. What is proposed is tried out
    on a copy of the badge before it is told. Nothing is required here: the exit code is 0, or 3 when an input could
    not be read or judged, or 5 when no input is a badge or credential.
    """
    options = CheckOptions(
        packs=packs_to_cross(packs or shipped_pack_ids()), scope=scope, now=now, parameters=parameters
    )
    found = crosswalk(paths, checked(options))
    text = render_crosswalk(found, format_, look(format_, color, False, verbose))
    click.echo(text, nl=False)
    if any(not document.result.read or document.result.errors for document in found.documents):
        context.exit(EXIT_INCOMPLETE)
    if all(document.result.kind is None for document in found.documents):
        context.exit(EXIT_NOTHING)
