"""The table of statements and rules: whole, strict, and true of the rules that there are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from trustlint.data_files import data_folder
from trustlint.errors import PackError
from trustlint.packs.coverage import COVERAGE_FILE, PENDING, Coverage, coverage_page, load_coverage
from trustlint.packs.load import load_pack_source
from trustlint.packs.model import Pack

PACKS = [load_pack_source(data_folder("rules") / "open-badges")]
TABLE = load_coverage(PACKS)
FACT_FAMILIES = {"OB3", "VOC", "FMT", "PRF", "STS", "REF", "BAK", "CRT", "DIS", "OB2", "CLR", "VC", "CTX"}

SOUND = """\
# One statement.
families: {OB3: Open Badges 3.0}
statements:
  OB3-001:
    statement: The contexts are in their order.
    level: must
    validator: refuses
"""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return tmp_path / "coverage.yaml"


def of_one_rule(code: str) -> list[Pack]:
    """The pack with this rule alone, so that no other cites a statement."""
    (pack,) = PACKS
    return [pack._replace(rules=tuple(rule for rule in pack.rules if rule.code == code))]


# The table of ours


def test_every_statement_has_a_row(shared: Path) -> None:
    text = (shared / "facts" / "open-badges.md").read_text(encoding="utf-8")
    found = re.findall(rf"(?:^- |\. |; )((?:{'|'.join(FACT_FAMILIES)})-[0-9]+)\b(?: \[|[ :])", text, re.M)
    facts = set(found)
    assert len(facts) > 150
    assert facts == {item.fact for item in TABLE.statements}


def test_every_family_is_there(shared: Path) -> None:
    assert set(TABLE.families) == FACT_FAMILIES


def test_every_row_has_a_rule_or_says_why_not() -> None:
    assert [item.fact for item in TABLE.statements if bool(item.rules) == (item.why_not is not None)] == []


def test_nothing_is_pending() -> None:
    assert [item.fact for item in TABLE.statements if item.why_not == PENDING] == []


def test_the_page_links_to_the_page_of_every_rule() -> None:
    page = coverage_page(TABLE, "<!-- note -->\n")
    row = next(line for line in page.splitlines() if line.startswith("| **OB3-101**"))
    assert "[OBS101](rules/OBS101.md) subject-is-identified (error)" in row
    assert row.endswith("| means to refuse, and misses the case that both are absent |")
    for item in TABLE.statements:
        assert page.count(f"| **{item.fact}** ") == 1


# Strictness


def test_a_rule_that_cites_a_statement_is_found(table: Path) -> None:
    table.write_text(SOUND)
    coverage: Coverage = load_coverage(of_one_rule("SCH007"), table)
    assert [(item.fact, [rule.code for rule in item.rules]) for item in coverage.statements] == [
        ("OB3-001", ["SCH007"])
    ]


@pytest.mark.parametrize(
    ("only", "old", "new", "line", "says"),
    [
        ("SCH007", "level:", "levle:", 6, "did you mean 'level'?"),
        ("SCH007", "must", "most", 6, 'write "must" if that is meant'),
        ("SCH001", "OB3-001:", "OB9-001:", 4, "there is no family 'OB9'"),
        ("SCH001", "refuses", "refuses", 4, "no rule checks it"),
        ("SCH001", "refuses", "refuses\n    rules: [SCH009]", 4, "there is no rule SCH009; did you mean SCH001?"),
        ("SCH007", "refuses", "refuses\n    rules: [SCH007]", 4, "SCH007 cites it already"),
        ("SCH007", "refuses", "refuses\n    why_not: Later.", 4, "why_not is to go"),
        ("SCH001", "refuses", "refuses\n    rules: [SCH001]\n    why_not: Later.", 4, "why_not is to go"),
        ("SCH007", "  OB3-001:", "  OB3-001: {}\n  OB3-001:", 5, "OB3-001"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_line(
    table: Path, only: str, old: str, new: str, line: int, says: str
) -> None:
    text = SOUND.replace(old, new)
    table.write_text(text)
    with pytest.raises(PackError) as raised:
        load_coverage(of_one_rule(only), table)
    assert says in str(raised.value)
    assert re.match(rf"{re.escape(str(table))}:{line}:\d+: ", str(raised.value)), raised.value


def test_a_statement_that_a_rule_cites_must_be_there(table: Path) -> None:
    table.write_text(SOUND)
    with pytest.raises(PackError, match="OBS101 cites OB3-101, which has no row"):
        load_coverage([*of_one_rule("OBS101")], table)


def test_the_file_is_beside_the_packs() -> None:
    assert data_folder("rules") / "coverage.yaml" == COVERAGE_FILE
