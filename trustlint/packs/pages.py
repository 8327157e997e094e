"""The generated reference: a page per rule, criterion and pack, and the tables of checks and fields, as Markdown."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from trustlint.checks.registry import check_functions
from trustlint.credential.fields import field_paths, field_titles
from trustlint.packs.coverage import COVERAGE_FILE, coverage_page, load_coverage
from trustlint.packs.explain import described_fix, explain_criterion, explain_pack, explain_rule
from trustlint.packs.fixes import fix_kinds
from trustlint.packs.model import Pack
from trustlint.packs.tool_rules import TOOL_RULES, explain_tool_rule

NOTE = "<!-- Made by `python -m trustlint.maintenance`; edit the pack instead. -->\n"


def reference_pages(packs: Iterable[Pack]) -> Iterator[tuple[str, str]]:
    """File name below docs/reference, and text, of every page."""
    packs = list(packs)
    coverage = "[Coverage](coverage.md) · [Fixes](fixes.md) · [Checks](checks.md) · [Fields](fields.md)"
    yield "index.md", "\n".join([NOTE, "# Reference", "", coverage, "", *_index(packs), *_index_of_tool()])
    yield "checks.md", _checks()
    yield "fixes.md", _fixes(packs)
    yield "fields.md", _fields()
    yield "coverage.md", coverage_page(load_coverage(packs), NOTE.replace("the pack", COVERAGE_FILE.name))
    for pack in packs:
        yield from _pages(pack, NOTE)
    for own in TOOL_RULES:
        note = NOTE.replace("the pack", "`packs/tool_rules.py`")
        yield f"rules/{own.code}.md", note + "\n" + explain_tool_rule(own)


def pack_pages(pack: Pack, note: str) -> Iterator[tuple[str, str]]:
    """File name and text of every page about one pack; each starts with ``note``."""
    yield "index.md", "\n".join([note, f"# {pack.title}", "", *_index([pack])])
    yield from _pages(pack, note)


def _pages(pack: Pack, note: str) -> Iterator[tuple[str, str]]:
    yield f"packs/{pack.id}.md", note + "\n" + explain_pack(pack)
    for criterion in pack.criteria:
        yield f"criteria/{criterion.id}.md", note + "\n" + explain_criterion(criterion, pack)
    for rule in pack.rules:
        yield f"rules/{rule.code}.md", note + "\n" + explain_rule(rule, pack)


def _index(packs: list[Pack]) -> list[str]:
    lines = []
    for pack in packs:
        lines += [f"## [{pack.id}](packs/{pack.id}.md) {pack.version}", "", pack.summary or pack.title, ""]
        if pack.criteria:
            lines += ["| criterion | level | title |", "|---|---|---|"]
            lines += [
                f"| [{item.id}](criteria/{item.id}.md) | {item.level} | {item.title} |"
                for item in pack.criteria
            ]
            lines += [""]
        lines += ["| rule | severity | title |", "|---|---|---|"]
        lines += [
            f"| [{rule.code}](rules/{rule.code}.md) {rule.name} | {rule.severity.value} | {rule.title} |"
            for rule in pack.rules
        ]
        lines += [""]
    return lines


def _index_of_tool() -> list[str]:
    lines = [
        "## trustlint itself",
        "",
        "What the tool says in its own name, of a run or of what people said.",
        "",
        "| rule | severity | title |",
        "|---|---|---|",
    ]
    lines += [
        f"| [{rule.code}](rules/{rule.code}.md) {rule.name} | {rule.severity.value} | {rule.title} |"
        for rule in TOOL_RULES
    ]
    return [*lines, ""]


def _fixes(packs: list[Pack]) -> str:
    """The table of what ``trustlint fix`` does."""
    lines = [
        NOTE.replace("the pack", "`rules/fixes.json`"),
        "# Fixes",
        "",
        "What [`trustlint fix`](../fix.md) changes, and which rules have their findings settled by it.",
        "",
        "| fix | what it does | rules |",
        "|---|---|---|",
    ]
    for kind in fix_kinds().values():
        rules = [rule.code for pack in packs for rule in pack.rules if kind.id in rule.fixes]
        linked = ", ".join(f"[{code}](rules/{code}.md)" for code in rules)
        lines.append(f"| `{kind.id}` | {described_fix(kind)} | {linked} |")
    return "\n".join(lines) + "\n"


def _checks() -> str:
    lines = [
        NOTE,
        "# Checks",
        "",
        "The vocabulary that the rules of packs are made of: each check is one name with its options.",
        "",
    ]
    for name, function in check_functions().items():
        lines += [f"## {name}", "", function.summary, ""]
        members = function.options.get("properties")
        if members:
            required = function.options.get("required", ())
            lines += ["| option | value | needed |", "|---|---|---|"]
            lines += [
                f"| `{option}` | `{_value(schema)}` | {'yes' if option in required else 'no'} |"
                for option, schema in members.items()
            ]
            lines += [""]
        if function.selection:
            lines += ["Judges all selected values together.", ""]
    return "\n".join(lines)


def _value(schema: object) -> str:
    if isinstance(schema, dict):
        if "enum" in schema:
            return " or ".join(json.dumps(item) for item in schema["enum"])
        if "$ref" in schema:
            return str(schema["$ref"]).rpartition("/")[2]
        kind = schema.get("type", "any value")
        return " or ".join(kind) if isinstance(kind, list) else str(kind)
    return "any value"


def _fields() -> str:
    lines = [
        NOTE,
        "# Fields",
        "",
        "The one view over the data models: the name that rules use, and where each model keeps the value. Paths start",
        "at the credential, its subject, the achievement or the issuer, as the first word of the name says; `[]` stands",
        "for each item or the single value; CLR 2.0 is read as the Open Badges 3.0 credentials that it contains.",
        "",
        "| field | what it is | Open Badges 3.0 | Open Badges 2.0 | European Learning Model | CTDL |",
        "|---|---|---|---|---|---|",
    ]
    for name, title in field_titles().items():
        if "." in name:
            cells = [
                ", ".join(f"`{path}`" for path in field_paths(name, model) if path) or "–"
                for model in ("ob3", "ob2", "elm", "ctdl")
            ]
            lines.append(f"| `{name}` | {title} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"
