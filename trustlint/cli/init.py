"""``trustlint init``."""

from __future__ import annotations

import os
from pathlib import Path

import click

from trustlint.starting.forge import PIPELINES, pipelines_of, top_of
from trustlint.starting.steps import State, steps_for, take

EXIT_LEFT_ALONE = 1
_WORDS = {State.THERE: "there already", State.LEFT: "left alone"}


@click.command("init", context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("folder", default=".", metavar="[FOLDER]", type=click.Path(exists=True, file_okay=False))
@click.option(
    "--ci",
    "chosen",
    multiple=True,
    type=click.Choice([*PIPELINES, "none"]),
    help="Pipeline to write for, instead of the one in use. May be repeated.",
)
@click.option("--dry-run", is_flag=True, help="Show what would be written, and write nothing.")
@click.pass_context
def command(context: click.Context, folder: str, chosen: tuple[str, ...], dry_run: bool) -> None:
    """Set a repository up: a commented trustlint.yaml, a hook for pre-commit, and a pipeline.

    The files go to the top of the git repository that FOLDER is in, or to FOLDER. The pipeline is that of GitHub or GitLab where files or
    remotes tell of it, else a shell script. A file that is there is never changed; when it says nothing of trustlint, what
    to add to it is printed. Exit codes: 0 all is in place; 1 something is to be added by hand; 2 a file cannot be written.
    """
    top = top_of(Path(folder))
    pipelines = tuple(name for name in chosen if name != "none") if chosen else pipelines_of(top)
    left = False
    where = os.path.relpath(top)
    click.echo("Here:" if where == "." else f"In {where}:")
    for step in steps_for(pipelines):
        state = take(top, step, dry=dry_run)
        left = left or state is State.LEFT
        word = _WORDS.get(state) or ("would be written" if dry_run else "written")
        click.echo(f"  {word:<16}  {step.path}" if dry_run else f"  {word:<13}  {step.path}")
        if state is State.LEFT:
            for line in f"{step.path} is yours; {step.hint}".split("\n"):
                click.echo(f"    {line}")
        elif dry_run and state is State.WRITTEN:
            for line in step.text.splitlines():
                click.echo(f"    | {line}".rstrip())
    if not dry_run:
        click.echo("Next:")
        click.echo("  trustlint check .          how the badges stand, and what to add")
        click.echo("  trustlint baseline create  where there are many gaps: count only new ones from now on")
        click.echo("  pre-commit install         check each commit")
    context.exit(EXIT_LEFT_ALONE if left else 0)
