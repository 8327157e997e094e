"""``trustlint pack diff``."""

from __future__ import annotations

import json
import sys
from datetime import datetime
from typing import Any

import click

from trustlint.cli.check_options import now_option
from trustlint.cli.plugins import no_plugins_option
from trustlint.engine.compare_packs import Comparison, compare_packs
from trustlint.engine.options import CheckOptions
from trustlint.packs.difference import Difference, pack_differences
from trustlint.packs.load import load_pack
from trustlint.packs.model import Pack

_SIGNS = {"added": "+", "removed": "-", "changed": "~"}
_KINDS = {
    "pack": "The pack",
    "level": "Levels",
    "parameter": "Parameters",
    "criterion": "Criteria",
    "rule": "Rules",
}
_LONGEST = 300


@click.command("diff", context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.argument("paths", nargs=-1, metavar="[PATH|GLOB|-]...")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@now_option
@no_plugins_option
@click.pass_context
def command(
    context: click.Context, old: str, new: str, paths: tuple[str, ...], as_json: bool, now: datetime
) -> None:
    """Show what changed between two versions of a pack, and what that changes for these credentials.

    OLD and NEW are ids or paths of packs; the credentials are files, folders or patterns as for `trustlint check`.
    Ends with 0, or with 3 when a credential could not be read or judged.
    """
    packs = load_pack(old), load_pack(new)
    differences = pack_differences(*packs)
    content = sys.stdin.buffer.read() if "-" in paths and sys.stdin is not None else b""
    options = CheckOptions(now=now)
    comparison = compare_packs(old, new, paths, options, stdin=lambda: content) if paths else None
    if as_json:
        click.echo(json.dumps(_data(packs, differences, comparison), indent=2, ensure_ascii=False))
    else:
        click.echo("\n".join(_lines(packs, differences, comparison)))
    context.exit(3 if comparison is not None and comparison.incomplete else 0)


def _data(
    packs: tuple[Pack, Pack], differences: tuple[Difference, ...], comparison: Comparison | None
) -> dict[str, Any]:
    data: dict[str, Any] = {
        side: {"id": pack.id, "version": pack.version, "digest": pack.digest}
        for side, pack in zip(("old", "new"), packs, strict=True)
    }
    data["differences"] = [item.to_dict() for item in differences]
    if comparison is not None:
        data["documents"] = comparison.documents
        data["verdicts"] = [item.to_dict() for item in comparison.changes]
        data["gate"] = {"old": comparison.gates[0], "new": comparison.gates[1]}
    return data


def _lines(
    packs: tuple[Pack, Pack], differences: tuple[Difference, ...], comparison: Comparison | None
) -> list[str]:
    old, new = packs
    lines = [f"{old.id} {old.version} -> {new.id} {new.version}"]
    if not differences:
        lines.append("The packs ask the same.")
    elif (old.id, old.version) == (new.id, new.version):
        lines.append("They have the same version: count it up, so that reports can tell them apart.")
    for kind, title in _KINDS.items():
        of_kind = [item for item in differences if item.kind == kind]
        if of_kind:
            lines += ["", title, *(f"  {_line(item)}" for item in of_kind)]
    if comparison is not None:
        lines += ["", *_verdicts(comparison)]
    return lines


def _line(item: Difference) -> str:
    if item.key is None:
        return f"{_SIGNS[item.change]} {item.id}  {item.title}"
    return f"{_SIGNS[item.change]} {item.id}  {item.key}: {_value(item.old)} -> {_value(item.new)}"


def _value(value: Any) -> str:
    text = value if isinstance(value, str) and value else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"


def _verdicts(comparison: Comparison) -> list[str]:
    several = "" if comparison.documents == 1 else "s"
    if not comparison.changes:
        lines = [f"Verdicts of {comparison.documents} document{several}: nothing changes"]
    else:
        lines = [f"Verdicts of {comparison.documents} document{several}"]
    last = ""
    for change in comparison.changes:
        if change.document != last:
            lines.append(f"  {change.document}")
            last = change.document
        told = f"  {change.message}" if change.new in ("fail", "needs-review", "error", "found") else ""
        lines.append(f"    {change.id}  {change.old or 'not asked'} -> {change.new or 'not asked'}{told}")
    words = ["met" if gate else "not met" for gate in comparison.gates]
    return [*lines, f"Gate of the required criteria: {words[0]} -> {words[1]}"]
