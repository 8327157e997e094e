"""Options about what one who receives a credential asks: is it really so, and does it still hold?"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])


def _recipients(
    context: click.Context, parameter: click.Parameter, values: tuple[str, ...]
) -> tuple[str, ...]:
    """The addresses themselves: those of ``@FILE`` stand one a line. None of them is ever told."""
    found: list[str] = []
    for value in values:
        if not value.startswith("@"):
            found.append(value)
            continue
        try:
            with Path(value[1:]).open("rb") as stream:
                text = stream.read(_MOST_BYTES).decode("utf-8-sig")
        except (OSError, ValueError):
            raise click.BadParameter("the file behind @ cannot be read as text, one address a line") from None
        found += [line.strip() for line in text.splitlines() if line.strip()]
    if any(not value.strip() for value in found):
        raise click.BadParameter("an address is empty")
    if values and not found:
        raise click.BadParameter("the file behind @ holds no address; give one a line")
    return tuple(found)


_MOST_BYTES = 1_000_000

_OPTIONS = (
    click.option(
        "--verify",
        is_flag=True,
        help="Judge as one who receives a credential: it must have a proof that holds, and be in force now.",
    ),
    click.option(
        "--keys",
        multiple=True,
        metavar="DIR|FILE",
        help="Public keys of issuers: DID documents, key sets, key documents. May be repeated.",
    ),
    click.option(
        "--status",
        multiple=True,
        metavar="DIR|FILE",
        help="Status lists and revocation lists of issuers. May be repeated.",
    ),
    click.option(
        "--recipient",
        "recipients",
        multiple=True,
        metavar="ADDRESS|@FILE",
        callback=_recipients,
        help="Whom the badge must be awarded to, as an e-mail address or another identity; never shown. May be repeated.",
    ),
    click.option(
        "--online", is_flag=True, help="Fetch keys, status lists and hosted badges, over https alone."
    ),
    click.option(
        "--record", metavar="DIR", help="With --online: keep what is fetched in a folder, for --replay."
    ),
    click.option("--replay", metavar="DIR", help="Take what was recorded there instead of the network."),
)


def receiving_options(command: Command) -> Command:
    """``--verify``, ``--keys``, ``--status``, ``--recipient``, ``--online``, ``--record`` and ``--replay``."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command
