"""``trustlint config``."""

from __future__ import annotations

import json
from typing import Any

import click

from trustlint.cli.check import command as check_command
from trustlint.cli.configuration import configuration, given_options, settled
from trustlint.config.keys import KEY_BY_PARAMETER, KEYS
from trustlint.config.rows import Row, rows
from trustlint.config.schema import config_schema_text
from trustlint.report.safe_text import safe

_HELP = {"help_option_names": ["-h", "--help"]}
_OWN = ("config", "isolated", "no_plugins")


@click.group("config", context_settings=_HELP)
def command() -> None:
    """Show what is configured, and where each value comes from.

    A configuration is trustlint.yaml, .trustlint.yaml or [tool.trustlint] in pyproject.toml, in the current folder or
    the nearest one above it, up to the root of the repository or the home folder.
    """


def _show(shown_as: str, **options: Any) -> None:
    """Print every value that holds, and where it comes from.

    It is what `trustlint check` goes by; give options of check to see what they change.
    """
    context = click.get_current_context()
    config = configuration(context)
    said = {**options, "attestations": options["attestations"] or None, "waivers": options["waivers"] or None}
    values = settled(context, said)
    given = given_options(context, [*said, "no_plugins"])
    if "no_plugins" in given:
        said["plugins"] = False
        given |= {"plugins"}
    found = [*rows(config, values, said, given)]
    file = config.file if config is not None else None
    click.echo(_as_json(file, found) if shown_as == "json" else _as_text(file, found))


def _as_json(file: str | None, found: list[Row]) -> str:
    settings = [
        {
            "name": row.name,
            "value": row.value,
            "from": row.source,
            "file": row.file,
            "line": row.line,
            "option": row.option,
        }
        for row in found
    ]
    return json.dumps({"config": file, "settings": settings}, ensure_ascii=False, indent=2)


def _as_text(file: str | None, found: list[Row]) -> str:
    cells = [(safe(row.name), safe(row.origin), safe(_shown(row))) for row in found]
    widths = [max(len(cell[column]) for cell in cells) for column in (0, 1)]
    lines = [f"{name:<{widths[0]}}  {origin:<{widths[1]}}  {value}" for name, origin, value in cells]
    return "\n".join([f"Configuration: {safe(file or 'none')}", "", *lines])


_UNSET = {key.name: key.unset for key in KEYS}


def _shown(row: Row) -> str:
    value = row.value
    if value is None:
        return _UNSET.get(row.name, "none")
    if isinstance(value, bool) or (isinstance(value, dict) and value):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, list | tuple):
        texts = all(isinstance(item, str) for item in value)
        return (", ".join(value) if texts else json.dumps(value, ensure_ascii=False)) or "none"
    return str(value) if value != {} else "none"


def _options_of_check() -> list[click.Parameter]:
    """The options of check that have a key: what holds is asked for in the same words. --format is that of this list."""
    return [
        parameter
        for parameter in check_command.params
        if (parameter.name in KEY_BY_PARAMETER and parameter.name != "format_") or parameter.name in _OWN
    ]


_format = click.Option(
    ["-f", "--format", "shown_as"],
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to print the settings.",
)

command.add_command(
    click.Command(
        "show",
        callback=_show,
        params=[*_options_of_check(), _format],
        help=_show.__doc__,
        context_settings=_HELP,
    )
)


@command.command("schema", context_settings=_HELP)
def schema() -> None:
    """Print the JSON Schema of configurations, for editors."""
    click.echo(config_schema_text(), nl=False)
