"""Options that several commands share, about what plug-ins bring."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from trustlint.plugins import allow_plugins
from trustlint.report import FORMATS, known_formats

if TYPE_CHECKING:
    _Choice = click.Choice[str]
else:
    _Choice = click.Choice  # not generic in older versions

Command = TypeVar("Command", bound=Callable[..., Any])


def no_plugins_option(command: Command) -> Command:
    """``--no-plugins``, which holds before any other option is looked at."""
    return click.option(
        "--no-plugins",
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=_allow,
        help="Load nothing that other distributions bring.",
    )(command)


def _allow(context: click.Context, parameter: click.Parameter, value: bool) -> None:
    allow_plugins(not value)


class Format(_Choice):
    """The name of a report format; plug-ins are asked only for one that does not come with trustlint."""

    def __init__(self) -> None:
        super().__init__(list(FORMATS))

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if value not in FORMATS and value in known_formats():
            return value
        return super().convert(value, param, ctx)


format_option = click.option(
    "-f",
    "--format",
    "format_",
    metavar="FORMAT",
    type=Format(),
    default="text",
    show_default=True,
    help=f"How to print the report: {', '.join(FORMATS)}.",
)
