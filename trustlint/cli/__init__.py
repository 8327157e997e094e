"""The command line: a thin face over the engine. click is imported here only."""

from __future__ import annotations

import contextlib
import os
import sys
from importlib import import_module
from io import TextIOWrapper
from typing import Any, NoReturn

import click

from trustlint.errors import TrustlintError
from trustlint.version import __version__

EXIT_USAGE = 2
EXIT_FAULT = 3
EXIT_INTERRUPTED = 130
EXIT_READER_GONE = 141
"""What a shell reports of a process that SIGPIPE ended. Python turns the signal off."""

_COMMANDS = {
    "check": "Check badges and credentials: lint and rubric.",
    "init": "Set a repository up: configuration, hook and pipeline.",
    "fix": "Mend what can be mended with certainty, as a diff or in the files.",
    "new": "Write a new badge that meets the packs, or mark what a badge lacks.",
    "render": "Show a JSON report again, in another format.",
    "compare": "Tell whether everything is preserved between two copies of a badge.",
    "upgrade": "Turn Open Badges 2.0 into Open Badges 3.0, and say what is lost.",
    "crosswalk": "Show how badges stand with many frameworks, and what to add first.",
    "extract": "Show the credential inside a baked image, a JWT or an archive.",
    "bake": "Bake an awarded badge into its PNG or SVG image.",
    "share": "Show what a learner gets: a line for a résumé, and a LinkedIn link.",
    "config": "Show what is configured, and where each value comes from.",
    "explain": "Say what a rule, a criterion or a pack wants, why, and how to fix it.",
    "list": "List packs, rules, criteria, fields, checks or formats.",
    "attest": "Answer what a machine leaves open of a badge.",
    "waive": "Record an approved exception, until a day.",
    "baseline": "Keep the problems of today apart, so that only new ones fail the gate.",
    "cache": "Show, remove or export what --online keeps between runs.",
    "pack": "Show, write, test, compare and document packs of rules and criteria.",
}


class _ReaderGone(Exception):  # noqa: N818 - no error: who reads our output has seen enough
    pass


class _LazyGroup(click.Group):
    """Imports a command when it is used, so that `check` does not pay for the others."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            # click would end with 1, which says that the gate is not met.
            raise _ReaderGone from None

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*_COMMANDS]  # the module of the command `list` goes by that name here

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = import_module(f"trustlint.cli.{cmd_name}").command
        return command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        name = args[0] if args else ""
        if name and name not in _COMMANDS:
            from difflib import get_close_matches
            from pathlib import Path

            close = get_close_matches(name, _COMMANDS, n=1)
            hint = f" Did you mean `trustlint {close[0]}`?" if close else ""
            if Path(name).exists():
                hint = f" To check a file, write `trustlint check {name}`."
            ctx.fail(f"there is no command {name!r}.{hint}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([*_COMMANDS.items()])


@click.group(
    cls=_LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Start with: trustlint check my-badge.json",
)
@click.version_option(__version__, "-V", "--version", prog_name="trustlint")
def command() -> None:
    """Check Open Badges and micro-credentials before you publish them.

    trustlint tells whether a badge definition or credential is a sound Open Badge, and whether it meets a quality
    framework such as TrustEd, criterion by criterion, with the line to fix and how to fix it.
    """


def main() -> NoReturn:
    """Entry point of the ``trustlint`` command; ends the process with the documented exit codes."""
    if isinstance(sys.stdout, TextIOWrapper):
        # What the terminal cannot show must not end the run.
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        code = command.main(standalone_mode=False)
        if sys.stdout is not None:
            sys.stdout.flush()
        sys.exit(code if isinstance(code, int) else 0)
    except click.ClickException as error:
        error.show()
        code = EXIT_USAGE
    except TrustlintError as error:
        code = _end(str(error), EXIT_USAGE)
    except (click.Abort, KeyboardInterrupt):
        code = _end("interrupted", EXIT_INTERRUPTED)
    except (_ReaderGone, BrokenPipeError):
        code = EXIT_READER_GONE  # as with `| head`; there is nobody left to tell
    except OSError as error:
        code = _end(f"the output cannot be written: {error.strerror or error}", EXIT_USAGE)
    except Exception as error:
        if "TRUSTLINT_DEBUG" in os.environ:
            raise
        code = _end(
            f"a fault of trustlint itself, please report it ({type(error).__name__}: {error})", EXIT_FAULT
        )
    _give_up_stdout()
    sys.exit(code)


def _end(message: str, code: int) -> int:
    click.echo(f"trustlint: {message}", err=True)
    return code


def _give_up_stdout() -> None:
    """Let what could not be written go nowhere: Python would try again, and complain, when the process ends."""
    if sys.stdout is None:
        return
    try:
        sys.stdout.flush()
    except (OSError, ValueError):
        with contextlib.suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
