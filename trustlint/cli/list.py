"""``trustlint list``."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

import click

from trustlint.cli.plugins import no_plugins_option
from trustlint.packs.installed import installed_pack_ids
from trustlint.packs.load import load_pack, shipped_pack_ids
from trustlint.packs.model import Pack
from trustlint.packs.tool_rules import TOOL, TOOL_RULES

Rows = tuple[tuple[str, ...], Sequence[tuple[str | int, ...]]]


@click.command("list", context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("what", type=click.Choice(["packs", "rules", "criteria", "fields", "checks", "formats"]))
@click.option("--pack", "packs", multiple=True, metavar="ID|FILE", help="Of this pack only. May be repeated.")
@no_plugins_option
@click.option("--json", "as_json", is_flag=True, help="As JSON, one object an entry.")
def command(what: str, packs: tuple[str, ...], as_json: bool) -> None:
    """List what there is: packs, rules, criteria, fields of the one view, checks of the vocabulary, report formats."""
    of_packs = _OF_PACKS.get(what)
    if of_packs is not None:
        head, rows = of_packs(
            tuple(load_pack(id_) for id_ in packs or (*shipped_pack_ids(), *installed_pack_ids()))
        )
        if what == "rules" and not packs:
            rows = [*rows, *_tool_rules()]
    else:
        head, rows = _OF_ALL[what]()
    if as_json:
        click.echo(
            json.dumps([dict(zip(head, row, strict=True)) for row in rows], indent=2, ensure_ascii=False)
        )
        return
    widths = [max(len(str(row[column])) for row in (head, *rows)) for column in range(len(head))]
    for row in (head, *rows):
        cells = zip(map(str, row), widths, strict=True)
        click.echo("  ".join(cell.ljust(width) for cell, width in cells).rstrip())


def _packs(packs: tuple[Pack, ...]) -> Rows:
    return ("id", "version", "criteria", "rules", "title"), [
        (pack.id, pack.version, len(pack.criteria), len(pack.rules), pack.title) for pack in packs
    ]


def _rules(packs: tuple[Pack, ...]) -> Rows:
    return ("code", "name", "severity", "pack", "source", "title"), [
        (rule.code, rule.name, rule.severity.value, pack.id, rule.reference.label, rule.title)
        for pack in packs
        for rule in pack.rules
    ]


def _tool_rules() -> Sequence[tuple[str, ...]]:
    return [(rule.code, rule.name, rule.severity.value, TOOL, "ours", rule.title) for rule in TOOL_RULES]


def _criteria(packs: tuple[Pack, ...]) -> Rows:
    return ("id", "level", "scope", "pack", "certainty", "title"), [
        (item.id, item.level, item.scope, pack.id, item.certainty, item.title)
        for pack in packs
        for item in pack.criteria
    ]


def _fields() -> Rows:
    from trustlint.credential.fields import field_paths, field_titles

    models = ("ob3", "ob2", "elm", "ctdl")
    return ("field", "Open Badges 3.0", "Open Badges 2.0", "European Learning Model", "CTDL", "what it is"), [
        (name, *(", ".join(field_paths(name, model)) or "-" for model in models), title)
        for name, title in field_titles().items()
        if "." in name
    ]


def _checks() -> Rows:
    from trustlint.checks.registry import check_functions

    return ("check", "options", "what it tests"), [
        (name, ", ".join(function.options.get("properties", ())) or "-", function.summary)
        for name, function in check_functions().items()
    ]


def _formats() -> Rows:
    from trustlint.report import known_formats

    about = {
        "text": "for people: findings with their source lines, then a scorecard per pack",
        "table": "for people with many badges: a row per criterion",
        "json": "for programs: everything, as docs/report.md describes it",
        "jsonl": "for programs that read line by line: the same, an object a line",
        "sarif": "for code-scanning pages and editors: SARIF 2.1.0",
        "junit": "for the test tab of a pipeline: a suite per document, a case per criterion",
        "github": "for GitHub Actions: annotations in a pull request, and the job summary",
        "gitlab": "for GitLab: the code quality report of a merge request",
        "markdown": "for a comment on a pull request",
        "csv": "for spreadsheets: a row per criterion",
        "html": "for people who do not read a terminal: one page to open, share and print",
    }
    return ("format", "what it is for"), [(name, about.get(name, "of a plug-in")) for name in known_formats()]


_OF_PACKS: dict[str, Callable[[tuple[Pack, ...]], Rows]] = {
    "packs": _packs,
    "rules": _rules,
    "criteria": _criteria,
}
_OF_ALL: dict[str, Callable[[], Rows]] = {"fields": _fields, "checks": _checks, "formats": _formats}
