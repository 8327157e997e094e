"""Options and refusals that the commands share that record what people say of a badge."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

from trustlint.errors import UsageError

Command = TypeVar("Command", bound=Callable[..., Any])


def entry_options(command: Command) -> Command:
    """``--part`` and ``--file``: which document an entry is about, and where it is written."""
    file = click.option("--file", metavar="FILE", help="Where to write; by default where check looks.")
    part = click.option("--part", metavar="PART", help="Which document of the file, as reports name it.")
    return part(file(command))


def configured_file(values: dict[str, Any], kind: str) -> str | None:
    """The file of ``attestations`` or ``waivers`` that the configuration names. Raises UsageError when it names several."""
    files = values.get(kind)
    if not files:
        return None
    if len(files) > 1:
        raise UsageError(
            f"the configuration names several files of {kind}; choose one with --file: {', '.join(files)}"
        )
    return str(files[0])


def refuse_empty(**options: str | None) -> None:
    """Raises click.BadParameter for the first option, by name, that is given and says nothing."""
    for name, value in options.items():
        if value is not None and not value.strip():
            raise click.BadParameter(f"--{name} says nothing.")


def refuse_past(expires: date | None, today: date) -> None:
    """Raises click.BadParameter when an entry would not hold even today."""
    if expires is not None and expires < today:
        raise click.BadParameter(f"--expires: {expires.isoformat()} is past.")


def refuse_no_file(path: str) -> None:
    """Raises UsageError when there is nothing that an entry could be about."""
    if not Path(path).is_file():
        raise UsageError(f"there is no file {path!r}")
