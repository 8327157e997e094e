"""The command line: a thin face over the engine. click is imported here only."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any, NoReturn

import click

from trustlint.errors import TrustlintError
from trustlint.version import __version__

EXIT_USAGE = 2
EXIT_INTERRUPTED = 130

_COMMANDS = {
    "check": "Check badges and credentials: lint and rubric.",
    "explain": "Say what a rule, a criterion or a pack wants, why, and how to fix it.",
    "list": "List packs, rules, criteria, fields, checks or formats.",
    "pack": "Show and test packs of rules and criteria.",
}


class _LazyGroup(click.Group):
    """Imports a command when it is used, so that `check` does not pay for the others."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

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
            formatter.write_dl(list(_COMMANDS.items()))


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
    try:
        code = command.main(standalone_mode=False)
        sys.exit(code if isinstance(code, int) else 0)
    except click.ClickException as error:
        error.show()
        sys.exit(EXIT_USAGE)
    except TrustlintError as error:
        click.echo(f"trustlint: {error}", err=True)
        sys.exit(EXIT_USAGE)
    except (click.Abort, KeyboardInterrupt):
        click.echo("trustlint: interrupted", err=True)
        sys.exit(EXIT_INTERRUPTED)
    except BrokenPipeError:
        # The reader of our output has gone, as with `| head`; there is nobody left to tell.
        sys.stderr.close()
        sys.exit(EXIT_INTERRUPTED)
