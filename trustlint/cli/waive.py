"""``trustlint waive``."""

from __future__ import annotations

from datetime import UTC, date, datetime

import click

from trustlint.cli.configuration import config_options, placing, settled
from trustlint.cli.dates import day, moment
from trustlint.cli.review_options import (
    configured_file,
    entry_options,
    refuse_empty,
    refuse_no_file,
    refuse_past,
)
from trustlint.engine.options import CheckOptions
from trustlint.engine.questions import packs_at, review_file, waiver_target, written_path
from trustlint.packs.load import DEFAULT_PACKS
from trustlint.review.find import WAIVERS
from trustlint.review.write import add_entry

_SAME = ("document", "part", "criterion", "rule")


@click.command("waive", context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("path", metavar="FILE")
@click.argument("name", metavar="CRITERION|CODE")
@click.option("--reason", required=True, metavar="TEXT", help="Why the exception is made.")
@click.option("--by", required=True, metavar="NAME", help="Who approved it.")
@click.option("--expires", required=True, metavar="DATE", callback=day, help="Last day on which it holds.")
@entry_options
@click.option(
    "--pack",
    "packs",
    multiple=True,
    metavar="ID|FILE",
    help="Pack of the criterion or rule, instead of the default ones. May be repeated.",
)
@click.option(
    "--now", metavar="DATE-TIME", callback=moment, help="The time of the approval; the present by default."
)
@config_options
@click.pass_context
def command(
    context: click.Context,
    path: str,
    name: str,
    reason: str,
    by: str,
    expires: date,
    part: str | None,
    file: str | None,
    packs: tuple[str, ...],
    now: datetime,
) -> None:
    """Record an approved exception for a badge, until a day.

    While it holds, a fail of CRITERION (PACK/ID, or ID) or of the rule CODE is reported as waived, and does not fail
    the gate; the check still runs. An exception goes to trustlint-waivers.yaml, the nearest one from the folder of FILE
    upward, or a new one beside it.
    """
    today = now.astimezone(UTC).date()
    refuse_empty(reason=reason, by=by, part=part)
    refuse_past(expires, today)
    refuse_no_file(path)
    values = settled(context, {"packs": packs or DEFAULT_PACKS})
    values.pop("format_", None)
    with placing(context):
        what, target = waiver_target(name, packs_at(path, CheckOptions(**values, now=now)))
    goal = review_file(path, file or configured_file(values, "waivers"), WAIVERS)
    entry = {
        "document": written_path(path, goal),
        "part": part,
        what: target,
        "reason": reason.strip(),
        "by": by.strip(),
        "date": today.isoformat(),
        "expires": expires.isoformat(),
    }
    replaced = add_entry(goal, "waivers", entry, _SAME)
    done = "replaced the earlier waiver" if replaced else "written"
    click.echo(f"{target} of {path}: waived until {expires.isoformat()}, {done} in {goal}")
