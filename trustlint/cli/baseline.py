"""``trustlint baseline``."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from trustlint.baseline.compare import Comparison
from trustlint.baseline.entries import Problems, labels_of, total
from trustlint.baseline.file import DEFAULT_NAME, Baseline, read_baseline, write_baseline
from trustlint.cli import check
from trustlint.cli.check_options import options_of_run
from trustlint.cli.configuration import placing
from trustlint.engine.check import Run
from trustlint.engine.gate import EXIT_INCOMPLETE, EXIT_NOTHING
from trustlint.errors import UsageError
from trustlint.model.finding import Severity
from trustlint.model.report import Footer

_SHARED = (
    "paths",
    "packs",
    "select",
    "ignore",
    "scope",
    "parameters",
    "exclude",
    "only_credentials",
    "contexts",
    "placeholder",
    "attestations",
    "waivers",
    "machine_only",
    "keys",
    "status",
    "jobs",
    "now",
    "no_plugins",
    "config",
    "isolated",
)
"""Options of ``check`` that decide what there is to find."""

Command = Callable[..., Any]


def _as_check(command: Command) -> Command:
    """The arguments and options of ``check`` that decide what is found, in its order."""
    known = {parameter.name: parameter for parameter in check.command.params}
    for parameter in reversed([known[name] for name in _SHARED if name in known]):
        if isinstance(parameter, click.Argument):
            command = click.argument(
                parameter.name or "", nargs=parameter.nargs, metavar="[PATH|GLOB]...", type=parameter.type
            )(command)
        else:
            params = command.__dict__.setdefault("__click_params__", [])
            params.append(parameter)
    return command


_file = click.option(
    "--file",
    default=DEFAULT_NAME,
    metavar="FILE",
    show_default=True,
    help="The baseline; paths in it start from its folder.",
)


@click.group("baseline", context_settings={"help_option_names": ["-h", "--help"]})
def command() -> None:
    """Adopt trustlint with what there is: a baseline keeps the problems of today, and `check --baseline` fails on new ones only.

    Check with the same paths and options that the baseline was made with.
    """


@command.command("create")
@_as_check
@_file
@click.pass_context
def create(context: click.Context, /, file: str, **chosen: Any) -> None:
    """Write the problems that the badges have today to a new baseline.

    Every finding and every criterion that fails goes in, as a digest; nothing that a badge says. What has an approved
    exception is left out, and so is what cannot be read. Exit codes: 0 written; 2 wrong use, or there is a baseline
    already; 3 written, but an input could not be read or a rule failed to run; 5 nothing was checked, nothing written.
    """
    if Path(file).exists():
        raise UsageError(
            f"{file} is there already; `trustlint baseline update` brings it up to date, and with --accept-new takes"
            " what is new"
        )
    run, footer = _run(context, Baseline(file, {}), True, chosen)
    if footer.exit_code == EXIT_NOTHING:
        click.echo(f"Nothing was checked, so {file} was not written.", err=True)
        context.exit(EXIT_NOTHING)
    problems = _comparison(run).accepted
    write_baseline(file, problems)
    click.echo(f"{file}: {_problems(total(problems))} in {_badges(len(problems))}")
    _tell_rest(footer)
    click.echo(f"Now use it: {_check(file, chosen)}")
    context.exit(EXIT_INCOMPLETE if footer.exit_code == EXIT_INCOMPLETE else 0)


@command.command("update", short_help="Remove from a baseline what is fixed.")
@_as_check
@_file
@click.option("--accept-new", is_flag=True, help="Also take in the problems that are new.")
@click.pass_context
def update(context: click.Context, /, file: str, accept_new: bool, **chosen: Any) -> None:
    """Remove from a baseline what is fixed, so that it cannot come back unnoticed.

    New problems stay out, unless --accept-new is given. What this run cannot see stays in: badges that are there but not
    among the paths, rules that are not selected. Exit codes: 0 up to date; 2 wrong use, or a baseline that cannot
    be used; 3 an input could not be read or a rule failed to run; 5 nothing was checked, nothing written.
    """
    before = read_baseline(file)
    run, footer = _run(context, before, accept_new, chosen)
    comparison = _comparison(run)
    if footer.exit_code == EXIT_NOTHING and not comparison.fixed:
        click.echo(f"Nothing was checked, so {file} stays as it is.", err=True)
        context.exit(EXIT_NOTHING)
    after = _joined(comparison.kept, comparison.unseen, comparison.accepted)
    if after != before.problems:
        write_baseline(file, after)
    for what, problems in (("Removed", comparison.fixed), ("Added", comparison.accepted)):
        for key in sorted(problems):
            click.echo(f"{what} {key}: {labels_of(problems[key])}")
    fixed, added = total(comparison.fixed), total(comparison.accepted)
    click.echo(f"{file}: {fixed} removed, {added} added, {_problems(total(after))} in {_badges(len(after))}")
    ratchet = footer.baseline
    new = ratchet.new_findings + ratchet.new_criteria if ratchet is not None else 0
    if new:
        many = "1 new problem was" if new == 1 else f"{new} new problems were"
        click.echo(f"{many} not taken in; see what is new with: {_check(file, chosen)}")
    elif comparison.unseen:
        click.echo(f"{_problems(total(comparison.unseen))} not looked at by this run, kept")
    context.exit(EXIT_INCOMPLETE if footer.exit_code == EXIT_INCOMPLETE else 0)


@command.command("show", short_help="Show what a baseline holds.")
@click.argument("file", default=DEFAULT_NAME, metavar="[FILE]")
@click.option("-v", "--verbose", is_flag=True, help="Every badge with its problems, instead of the totals.")
def show(file: str, verbose: bool) -> None:
    """Show what a baseline holds: how often each rule and criterion fails, and in how many badges.

    A baseline has no values and no lines. To see its problems where they are: trustlint check --baseline FILE --verbose.
    """
    problems = read_baseline(file).problems
    click.echo(f"{file}: {_problems(total(problems))} in {_badges(len(problems))}")
    if verbose:
        for key in sorted(problems):
            click.echo(f"  {key}: {labels_of(problems[key])}")
        return
    times: Counter[str] = Counter()
    badges: Counter[str] = Counter()
    for counter in problems.values():
        for problem, number in counter.items():
            times[problem.name] += number
        badges.update({problem.name for problem in counter})
    width = max((len(name) for name in times), default=0)
    for name, number in sorted(times.items(), key=lambda item: (-item[1], item[0])):
        click.echo(f"  {name:<{width}}  {number:>5} in {_badges(badges[name])}")


def _run(
    context: click.Context, baseline: Baseline, accept: bool, chosen: dict[str, Any]
) -> tuple[Run, Footer]:
    """A run over everything that ``chosen``, options of ``check``, ask for."""
    paths = chosen["paths"] or (".",)
    if "-" in paths:
        raise UsageError("standard input has no name by which a baseline could know it again; give files")
    asked = {name: chosen[name] for name in _SHARED if name in chosen and name != "paths"}
    options, _ = options_of_run(context, **asked, excerpts=False)
    options = replace(
        options, require=(), fail_on=Severity.ERROR.value, strict_review=False, baseline=baseline.file
    )
    with placing(context):
        run = Run(paths, options, rules=False, baseline=baseline, accept=accept)
    for _ in run.documents():
        pass
    return run, run.footer()


def _comparison(run: Run) -> Comparison:
    if run.comparison is None:
        raise AssertionError("a run with a baseline compares")
    return run.comparison


def _check(file: str, chosen: dict[str, Any]) -> str:
    """The command that checks the same paths against the baseline."""
    return shlex.join(["trustlint", "check", *chosen["paths"], "--baseline", file])


def _joined(*parts: Problems) -> Problems:
    joined: Problems = {}
    for part in parts:
        for key, counter in part.items():
            joined.setdefault(key, Counter()).update(counter)
    return joined


def _tell_rest(footer: Footer) -> None:
    """What keeps the gate shut all the same."""
    if footer.gate.why:
        click.echo("A baseline cannot cover this:")
        for reason in footer.gate.why:
            click.echo(f"- {reason}")


def _problems(number: int) -> str:
    return "1 problem" if number == 1 else f"{number} problems"


def _badges(number: int) -> str:
    return "1 file" if number == 1 else f"{number} files"
