"""``trustlint check``."""

from __future__ import annotations

import gc
import sys
from datetime import datetime
from typing import Any

import click

from trustlint.cli.check_options import (
    context_option,
    exclude_option,
    jobs_option,
    now_option,
    options_of_run,
    placeholder_option,
    set_option,
)
from trustlint.cli.configuration import config_options, placing
from trustlint.cli.output import Target
from trustlint.cli.plugins import no_plugins_option
from trustlint.cli.receiving_options import receiving_options
from trustlint.cli.report_options import (
    open_outputs,
    refuse_quiet_and_verbose,
    report_options,
    screen_options,
)
from trustlint.engine.check import Run
from trustlint.engine.options import NEVER, SCOPES
from trustlint.model.finding import Severity
from trustlint.report import lists_rules


@click.command("check", context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("paths", nargs=-1, metavar="[PATH|GLOB|-]...")
@click.option(
    "--pack",
    "packs",
    multiple=True,
    metavar="ID|FILE",
    help="Pack to check against; replaces the default ones. May be repeated.",
)
@click.option(
    "--require",
    multiple=True,
    metavar="PACK[:LEVEL]",
    help="Level that must be met, instead of the first level of every pack. May be repeated.",
)
@click.option(
    "--fail-on",
    type=click.Choice([*(severity.value for severity in Severity), NEVER]),
    default="error",
    show_default=True,
    help="Gravest finding that is not let pass.",
)
@click.option(
    "--select",
    multiple=True,
    metavar="NAME",
    help="Run only these: a rule code or name, a criterion, a tag or a pack. May be repeated.",
)
@click.option("--ignore", multiple=True, metavar="NAME", help="Do not run these. May be repeated.")
@click.option(
    "--scope",
    type=click.Choice(SCOPES),
    default="auto",
    show_default=True,
    help="With definition, credentials are judged as definitions: what only an award brings is then not asked.",
)
@set_option
@report_options
@exclude_option
@click.option(
    "--only-credentials",
    is_flag=True,
    help="Skip named files that are no credentials, as in folders; having none is then fine. For hooks.",
)
@context_option
@placeholder_option
@click.option(
    "--attestations",
    multiple=True,
    metavar="FILE",
    help="Answers of reviewers, instead of the nearest trustlint-attestations.yaml. May be repeated.",
)
@click.option(
    "--waivers",
    multiple=True,
    metavar="FILE",
    help="Approved exceptions, instead of the nearest trustlint-waivers.yaml. May be repeated.",
)
@click.option(
    "--baseline",
    metavar="FILE",
    default=None,
    help="Problems that are known and let pass: only new ones count.",
)
@click.option("--machine-only", is_flag=True, help="Leave answers of reviewers and exceptions aside.")
@click.option("--explain-level", is_flag=True, help="Say what is missing for the next level, cheapest first.")
@click.option(
    "--strict-review/--no-strict-review",
    default=False,
    help="Exit with 4 when all that is left open needs a person's review.",
)
@click.option(
    "--no-excerpts", is_flag=True, help="Leave source lines out of the report: badges hold personal data."
)
@jobs_option
@now_option
@receiving_options
@config_options
@no_plugins_option
@screen_options(verbose="Everything, also what passes and why a file was taken for what it is.")
@click.pass_context
def command(
    context: click.Context,
    paths: tuple[str, ...],
    packs: tuple[str, ...],
    require: tuple[str, ...],
    fail_on: str,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    scope: str,
    parameters: dict[str, dict[str, Any]],
    format_: str,
    output: str | None,
    reports: list[Target],
    exclude: tuple[str, ...],
    only_credentials: bool,
    contexts: dict[str, Any],
    placeholder: str,
    attestations: tuple[str, ...],
    waivers: tuple[str, ...],
    baseline: str | None,
    machine_only: bool,
    explain_level: bool,
    strict_review: bool,
    no_excerpts: bool,
    jobs: int,
    now: datetime,
    verify: bool,
    keys: tuple[str, ...],
    status: tuple[str, ...],
    recipients: tuple[str, ...],
    online: bool,
    record: str | None,
    replay: str | None,
    quiet: bool,
    verbose: bool,
    color: str,
) -> None:
    """Check badges and credentials: is each a sound Open Badge, and does it meet TrustEd?

    Give files, folders (walked for JSON, NDJSON, YAML, and images and JWTs with a badge in them), patterns, or - for
    standard input; the current folder by default. Definitions, unsigned drafts and templates are welcome. Nothing is fetched from the network without --online.

    \b
    Exit codes, the same for every format:
      0  everything asked for is met
      1  not met: errors, or required criteria that fail
      2  wrong use, wrong configuration, or a pack that cannot be used
      3  incomplete: an input could not be read, or a rule failed to run
      4  only review by a person is left (with --strict-review)
      5  nothing was checked
    """
    options, format_ = options_of_run(
        context,
        packs=packs,
        require=require,
        fail_on=fail_on,
        select=select,
        ignore=ignore,
        scope=scope,
        parameters=parameters,
        format_=format_,
        exclude=exclude,
        placeholder=placeholder,
        contexts=contexts,
        attestations=attestations,
        waivers=waivers,
        machine_only=machine_only,
        baseline=baseline,
        strict_review=strict_review,
        keys=keys,
        status=status,
        jobs=jobs,
        now=now,
        only_credentials=only_credentials,
        explain_level=explain_level,
        excerpts=not no_excerpts,
        verify=verify,
        online=online,
        record=record,
        replay=replay,
        recipients=recipients,
    )
    refuse_quiet_and_verbose(quiet, verbose)
    if "-" in paths and sys.stdin is None:
        raise click.UsageError("Standard input is closed; name a file, or pipe one in.")
    listed = any(lists_rules(name) for name in (format_, *(target.format for target in reports)))
    with placing(context):
        run = Run(paths or (".",), options, rules=listed)
    # A run makes many short-lived values and no cycles: collecting at every 700 costs an eighth of the time.
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)
    with open_outputs(format_, output, reports, color, quiet, verbose) as outputs:
        outputs.begin(run.header)
        for document in run.documents():
            outputs.document(document)
        footer = run.footer()
        outputs.end(footer)
    context.exit(footer.exit_code)
