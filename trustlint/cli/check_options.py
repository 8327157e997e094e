"""Options of ``check`` that other commands have, too, and what they come to together with the configuration."""

from __future__ import annotations

import os
from datetime import datetime
from typing import Any

import click

from trustlint.cli.configuration import placing, settled
from trustlint.cli.dates import moment
from trustlint.credential.placeholder import DEFAULT_PATTERN
from trustlint.engine.options import CheckOptions, checked
from trustlint.model.finding import Severity
from trustlint.packs.load import DEFAULT_PACKS


def _jobs(context: click.Context, parameter: click.Parameter, value: str) -> int:
    if value == "auto":
        return os.cpu_count() or 1
    if value.isascii() and value.isdigit() and len(value) < 4 and int(value) > 0:
        return int(value)
    raise click.BadParameter("give a number from 1 to 999, or auto")


def _set(
    context: click.Context, parameter: click.Parameter, values: tuple[str, ...]
) -> dict[str, dict[str, Any]]:
    import json

    found: dict[str, dict[str, Any]] = {}
    for value in values:
        name, separator, text = value.partition("=")
        pack, dot, key = name.partition(".")
        if not (separator and dot and key):
            raise click.BadParameter(f"{value!r} is not PACK.PARAMETER=VALUE")
        try:
            found.setdefault(pack, {})[key] = json.loads(text)
        except ValueError:
            found.setdefault(pack, {})[key] = text
    return found


def _contexts(context: click.Context, parameter: click.Parameter, values: tuple[str, ...]) -> dict[str, Any]:
    found = {}
    for value in values:
        # An address may have an equals sign in its query; the last one divides.
        url, separator, file = value.rpartition("=")
        if not separator or not url or not file:
            raise click.BadParameter(f"{value!r} is not ADDRESS=FILE")
        from trustlint.contexts.local import read_local_context

        found[url] = read_local_context(url, file)
    return found


now_option = click.option(
    "--now",
    metavar="DATE-TIME",
    callback=moment,
    help="The time to judge at, as ISO 8601; the present by default.",
)


set_option = click.option(
    "--set",
    "parameters",
    multiple=True,
    metavar="PACK.NAME=VALUE",
    callback=_set,
    help="Value for a parameter of a pack. May be repeated.",
)


exclude_option = click.option(
    "--exclude",
    multiple=True,
    metavar="PATTERN",
    help="Leave out paths that match, written as in .gitignore. May be repeated.",
)


context_option = click.option(
    "--context",
    "contexts",
    multiple=True,
    metavar="ADDRESS=FILE",
    callback=_contexts,
    help="Copy of a JSON-LD context that trustlint does not bring along. May be repeated.",
)


placeholder_option = click.option(
    "--placeholder",
    metavar="REGEX",
    default=DEFAULT_PATTERN,
    help="What a value looks like that a template leaves open.",
)


jobs_option = click.option(
    "-j",
    "--jobs",
    default="1",
    metavar="N|auto",
    callback=_jobs,
    show_default=True,
    help="Number of processes.",
)


def options_of_run(
    context: click.Context,
    *,
    packs: tuple[str, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    scope: str,
    parameters: dict[str, dict[str, Any]],
    exclude: tuple[str, ...],
    contexts: dict[str, Any],
    placeholder: str,
    attestations: tuple[str, ...],
    waivers: tuple[str, ...],
    machine_only: bool,
    keys: tuple[str, ...],
    status: tuple[str, ...],
    jobs: int,
    now: datetime,
    only_credentials: bool,
    require: tuple[str, ...] = (),
    fail_on: str = Severity.ERROR.value,
    format_: str = "text",
    baseline: str | None = None,
    strict_review: bool = False,
    **others: Any,
) -> tuple[CheckOptions, str]:
    """What a run is asked to do by command line and configuration together, and the format of its report.

    The arguments are called as those of ``check``; others: of CheckOptions, that no configuration has. Raises UsageError,
    placed in the configuration where that is to blame.
    """
    if machine_only and (attestations or waivers):
        raise click.UsageError("--machine-only leaves --attestations and --waivers aside; choose one.")
    values = settled(
        context,
        {
            "packs": packs or DEFAULT_PACKS,
            "require": require,
            "fail_on": fail_on,
            "select": select,
            "ignore": ignore,
            "scope": scope,
            "parameters": parameters,
            "format_": format_,
            "exclude": exclude,
            "placeholder": placeholder,
            "contexts": contexts,
            "attestations": attestations or None,
            "waivers": waivers or None,
            "baseline": baseline,
            "strict_review": strict_review,
            "keys": keys,
            "status": status,
            "jobs": jobs,
        },
    )
    chosen_format = str(values.pop("format_"))
    if machine_only:
        values.update(attestations=(), waivers=())
    with placing(context):
        options = checked(CheckOptions(**values, now=now, only_credentials=only_credentials, **others))
    return options, chosen_format
