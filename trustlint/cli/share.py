"""``trustlint share``."""

from __future__ import annotations

from datetime import datetime

import click

from trustlint.cli.check_options import now_option
from trustlint.cli.output import look
from trustlint.cli.plugins import no_plugins_option
from trustlint.engine.options import CheckOptions, checked
from trustlint.engine.share import SHARE_PACK, share
from trustlint.report.share import SHARE_FORMATS, render_shares

EXIT_MISSING = 1
EXIT_INCOMPLETE = 3
EXIT_NOTHING = 5


def _number(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    if value is not None and not (value.isascii() and value.isdigit() and len(value) <= 20):
        raise click.BadParameter(f"{value!r} is not the number of an organisation; write digits only")
    return value


@click.command("share", context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("paths", nargs=-1, required=True, metavar="PATH|GLOB|-...")
@click.option(
    "--organization-id",
    "organisation",
    metavar="NUMBER",
    callback=_number,
    help="Number of the issuer's page on LinkedIn, to be used instead of its name.",
)
@click.option(
    "-f",
    "--format",
    "format_",
    type=click.Choice(SHARE_FORMATS),
    default="text",
    show_default=True,
    help="text for people, json for programs.",
)
@now_option
@no_plugins_option
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True, help="Colours.")  # fmt: skip
@click.pass_context
def command(
    context: click.Context,
    paths: tuple[str, ...],
    organisation: str | None,
    format_: str,
    now: datetime,
    color: str,
) -> None:
    """Show what a learner gets from a credential: a line for a résumé, and a link that adds it to LinkedIn.

    What the credential lacks for that is told as well, by the pack `share`. Nothing is sent anywhere. Exit codes: 0, or
    1 when something needed is missing, 3 when an input could not be read, 5 when no input is a badge or credential.
    """
    found = share(paths, checked(CheckOptions(packs=(SHARE_PACK,), now=now)), organisation)
    click.echo(render_shares(found, format_, look(format_, color, False, False)), nl=False)
    if any(not document.result.read or document.result.errors for document in found.documents):
        context.exit(EXIT_INCOMPLETE)
    if all(document.result.kind is None for document in found.documents):
        context.exit(EXIT_NOTHING)
    if not found.complete:
        context.exit(EXIT_MISSING)
