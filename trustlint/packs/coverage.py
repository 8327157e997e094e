"""Which rule checks which statement of the standards: ``rules/coverage.yaml`` and the page that is made of it.

The table has a row for every statement, so that what is not checked is said as plainly as what is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NamedTuple

from trustlint.data_files import data_folder
from trustlint.errors import PackError
from trustlint.packs.model import Pack, Rule
from trustlint.packs.strict import place_in_yaml, read_strict_yaml

COVERAGE_FILE = data_folder("rules") / "coverage.yaml"
PENDING = "pending"
"""A ``why_not`` that stands for work in hand; a test refuses it."""

_TEXT = {"type": "string", "minLength": 1}
_SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": ["families", "statements"],
    "additionalProperties": False,
    "properties": {
        "families": {"type": "object", "additionalProperties": _TEXT},
        "statements": {
            "type": "object",
            "additionalProperties": {
                "type": "object",
                "required": ["statement", "level", "validator"],
                "additionalProperties": False,
                "properties": {
                    "statement": _TEXT,
                    "level": {"type": "string", "enum": ["must", "description", "should", "practice"]},
                    "validator": _TEXT,
                    "rules": {"type": "array", "items": {"type": "string"}, "minItems": 1},
                    "left_out": _TEXT,
                    "why_not": _TEXT,
                },
            },
        },
    },
}


class Statement(NamedTuple):
    """One statement of a standard.

    fact: its id; level: must, description, should or practice; validator: what the official validator does with it;
    rules: those that check it, by code; left_out: the part of it that none checks; why_not: why there is no rule.
    """

    fact: str
    statement: str
    level: str
    validator: str
    rules: tuple[Rule, ...]
    left_out: str | None
    why_not: str | None


class Coverage(NamedTuple):
    """families: prefix of the ids to title; statements: by id, in the order of the file."""

    families: Mapping[str, str]
    statements: tuple[Statement, ...]


def load_coverage(packs: Iterable[Pack], file: Path = COVERAGE_FILE) -> Coverage:
    """The table, with the rules of the packs that cite each statement or that it names.

    Raises PackError with line and column for an unknown key, a code that no pack has, a statement of no family, one
    with neither a rule nor a ``why_not`` or with both, and one that a rule cites and that is not there.
    """
    data = read_strict_yaml(file, _SCHEMA)
    rules = {rule.code: rule for pack in packs for rule in pack.rules}
    citing: dict[str, list[str]] = {}
    for rule in rules.values():
        if rule.reference.fact is not None:
            citing.setdefault(rule.reference.fact, []).append(rule.code)
    families, rows = data["families"], data["statements"]
    for fact in citing:
        if fact not in rows and _family(fact) in families:
            raise PackError(
                f"{file}: {citing[fact][0]} cites {fact}, which has no row; add one to statements"
            )
    statements = []
    for fact, row in rows.items():
        mistake = _mistake(fact, row, families, rules, citing)
        if mistake is not None:
            raise PackError(f"{place_in_yaml(file, ('statements', fact))}: {fact}: {mistake}")
        codes = sorted({*citing.get(fact, []), *row.get("rules", [])})
        statements.append(
            Statement(
                fact,
                row["statement"],
                row["level"],
                row["validator"],
                tuple(rules[code] for code in codes),
                row.get("left_out"),
                row.get("why_not"),
            )
        )
    return Coverage(families, tuple(statements))


def _mistake(
    fact: str,
    row: Mapping[str, Any],
    families: Mapping[str, str],
    rules: Mapping[str, Rule],
    citing: Mapping[str, list[str]],
) -> str | None:
    if _family(fact) not in families:
        return f"there is no family {_family(fact)!r}; the families are {', '.join(families)}"
    for code in row.get("rules", ()):
        if code not in rules:
            close = get_close_matches(code, list(rules), n=1, cutoff=0.6)
            return f"there is no rule {code}" + (f"; did you mean {close[0]}?" if close else "")
        if code in citing.get(fact, ()):
            return f"{code} cites it already; leave it out of rules"
    covered = bool(citing.get(fact) or row.get("rules"))
    if covered and "why_not" in row:
        return "a rule checks it, so why_not is to go; what the rule does not check belongs in left_out"
    if not covered and "why_not" not in row:
        return "no rule checks it; write a rule that cites it, name one in rules, or say why_not"
    return None


def _family(fact: str) -> str:
    return fact.rpartition("-")[0]


def coverage_page(coverage: Coverage, note: str) -> str:
    """The page docs/reference/coverage.md; ``note`` is the line that says how it is made."""
    lines = [
        note,
        "# Coverage",
        "",
        "What the standards demand and advise, statement by statement: the rules that check it, with the severity of their",
        "findings, and what the official validator of 1EdTech does with it. The words of a level: *must* is a requirement",
        "in so many words, *description* one that only the description of a property states, *should* a recommendation,",
        "*practice* what experience and interoperability advise.",
        "",
        "| family | statements | with a rule |",
        "|---|---|---|",
    ]
    groups: dict[str, list[Statement]] = {family: [] for family in coverage.families}
    for item in coverage.statements:
        groups[_family(item.fact)].append(item)
    for family, title in coverage.families.items():
        checked = sum(bool(item.rules) for item in groups[family])
        lines.append(f"| [{family}](#{family.lower()}) {title} | {len(groups[family])} | {checked} |")
    for family, title in coverage.families.items():
        lines += ["", f"## {family}", "", f"{title}.", ""]
        lines += ["| statement | level | rules | official validator |", "|---|---|---|---|"]
        lines += [
            f"| **{item.fact}** {_cell(item.statement)} | {item.level} | {_rules(item)} | {_cell(item.validator)} |"
            for item in groups[family]
        ]
    return "\n".join(lines) + "\n"


def _rules(item: Statement) -> str:
    parts = [
        f"[{rule.code}](rules/{rule.code}.md) {rule.name} ({rule.severity.value})" for rule in item.rules
    ]
    if item.left_out is not None:
        parts.append(f"Not checked: {_cell(item.left_out)}")
    if item.why_not is not None:
        parts.append(f"None: {_cell(item.why_not)}")
    return "<br>".join(parts)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")
