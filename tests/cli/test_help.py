"""Help that a newcomer can use, and that names everything there is."""

from __future__ import annotations

import re

import click
import pytest

from trustlint.cli import command as trustlint
from trustlint.version import __version__

from .conftest import Command


def commands(group: click.Group, *names: str) -> list[tuple[tuple[str, ...], click.Command]]:
    """Every command with the words that call it."""
    found: list[tuple[tuple[str, ...], click.Command]] = [(names, group)]
    context = click.Context(group)
    for name in group.list_commands(context):
        inner = group.get_command(context, name)
        assert inner is not None
        found += (
            commands(inner, *names, name) if isinstance(inner, click.Group) else [((*names, name), inner)]
        )
    return found


ALL = commands(trustlint)


@pytest.mark.parametrize(("words", "command"), ALL, ids=[" ".join(words) or "trustlint" for words, _ in ALL])
def test_help_names_every_option_and_command(
    call: Command, words: tuple[str, ...], command: click.Command
) -> None:
    ended = call(*words, "--help")
    assert (ended.code, ended.err) == (0, "")
    assert call(*words, "-h").out == ended.out
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.opts[-1] in ended.out
            assert parameter.help, f"{parameter.opts} has no help"
            assert parameter.help.endswith("."), parameter.help
    if isinstance(command, click.Group):
        for name in command.list_commands(click.Context(command)):
            assert re.search(rf"^  {name} ", ended.out, re.MULTILINE)
    assert all(len(line) <= 80 for line in ended.out.splitlines())


def test_check_tells_the_exit_codes(call: Command) -> None:
    text = call("check", "--help").out
    for code in range(6):
        assert re.search(rf"^ +{code}  \S", text, re.MULTILINE), code


def test_the_first_page_says_where_to_start(call: Command) -> None:
    assert "trustlint check my-badge.json" in call("--help").out


def test_without_a_command_the_help_is_shown(call: Command) -> None:
    ended = call()
    assert ended.code == 2
    assert "Commands" in ended.out + ended.err


def test_version(process: Command) -> None:
    ended = process("--version")
    assert (ended.code, ended.out, ended.err) == (0, f"trustlint, version {__version__}\n", "")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("chek", "Did you mean `trustlint check`?"),
        ("good.json", "To check a file, write `trustlint check good.json`."),
        ("zzz", "there is no command 'zzz'."),
    ],
)
def test_an_unknown_command_is_refused_with_the_next_step(
    call: Command, folder: object, name: str, words: str
) -> None:
    ended = call(name)
    assert (ended.code, ended.out) == (2, "")
    assert words in ended.err
