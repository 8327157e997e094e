"""The rules of writing against a rater who read real descriptions and criteria (corpus/LABELS.md).

A part of the rows is held out by source: nobody looked at it while the rules were made. Where a property has fewer than
ten positives, no ratio says much, and every hit, miss and false alarm is listed in prose_findings.yaml instead.
"""

from __future__ import annotations

import csv
import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from trustlint.checks.patterns import LazyPattern
from trustlint.packs.load import load_pack
from trustlint.pyrules.badge_texts import TextReading
from trustlint.pyrules.outcomes import FEWEST_WORDS
from trustlint.pyrules.word_lists import languages_of

FINDINGS = Path(__file__).with_name("prose_findings.yaml")
HELD_OUT = 5
"""At most one row in so many."""
PRECISION, RECALL = 0.9, 0.8
RATED = ("measurable_outcome", "placeholder")
LISTED = ("vague_verb", "thin", "participation", "accreditation_claim")


class Row(NamedTuple):
    file: str
    pointer: str
    field: str
    text: str
    labels: dict[str, bool]

    @property
    def source(self) -> str:
        return self.file.split("/")[0]


@pytest.fixture(scope="module")
def rows(shared: Path) -> list[Row]:
    with (shared / "corpus" / "prose-labels.tsv").open(encoding="utf-8", newline="") as stream:
        table = list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [
        Row(
            row["file"],
            row["pointer"],
            row["field"],
            _whole(shared / "corpus" / row["file"], row["pointer"]) or row["text"],
            {name: row[name] == "y" for name in (*RATED, *LISTED)},
        )
        for row in table
    ]


def _whole(file: Path, pointer: str) -> str | None:
    """The text at a pointer, which the table cuts; None where the file is no plain JSON."""
    try:
        value = json.loads(file.read_text(encoding="utf-8-sig"))
    except ValueError:
        return None
    for step in pointer.split("/")[1:]:
        value = value[int(step)] if isinstance(value, list) else value[step.replace("~1", "/")]
    if isinstance(value, dict):
        value = next(iter(value.values()))
    return value if isinstance(value, str) else None


def held_out(rows: list[Row]) -> set[str]:
    """Sources in the order of their hashes, as many as stay within a fifth of the rows."""
    sizes = Counter(row.source for row in rows)
    kept: set[str] = set()
    for source in sorted(sizes, key=lambda name: hashlib.sha256(name.encode()).hexdigest()):
        if HELD_OUT * sum(sizes[name] for name in {*kept, source}) > len(rows):
            return kept
        kept.add(source)
    return kept


def _pattern(pack: str, code: str) -> LazyPattern:
    options = next(rule for rule in load_pack(pack).rules if rule.code == code).options
    words = pack == "trusted-credential"
    return LazyPattern(options["pattern"], ignore_case=options.get("ignore_case", words))


@pytest.fixture(scope="module")
def judges() -> dict[str, Callable[[Row], bool]]:
    """What our rules say of one English text, by property of the rater."""
    writing = load_pack("writing")
    english = languages_of({item.name: item.default for item in writing.parameters})["en"]
    stand_ins = [
        _pattern("writing", "WR104"),
        _pattern("writing", "WR112"),
        _pattern("open-badges", "OBS113"),
    ]
    participation, accreditation = (
        _pattern("trusted-credential", "TC261"),
        _pattern("trusted-credential", "TC281"),
    )

    def stands_in(row: Row) -> bool:
        return any(pattern.search(row.text) for pattern in stand_ins)

    def read(row: Row) -> TextReading:
        return TextReading(row.text, english)

    return {
        "measurable_outcome": lambda row: read(row).acts and not stands_in(row),
        "placeholder": stands_in,
        "vague_verb": lambda row: read(row).vague is not None and not stands_in(row),
        "thin": lambda row: (
            row.field == "criteria" and (read(row).words < FEWEST_WORDS or read(row).only_completion)
        ),
        "participation": lambda row: participation.search(row.text) is not None,
        "accreditation_claim": lambda row: accreditation.search(row.text) is not None,
    }


class Count(NamedTuple):
    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 0.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 0.0


def _count(rows: list[Row], name: str, judge: Callable[[Row], bool]) -> Count:
    pairs = Counter((judge(row), row.labels[name]) for row in rows)
    return Count(pairs[True, True], pairs[True, False], pairs[False, True])


def _parts(rows: list[Row]) -> dict[str, list[Row]]:
    kept = held_out(rows)
    return {
        "tuning": [row for row in rows if row.source not in kept],
        "held out": [row for row in rows if row.source in kept],
        "all": rows,
    }


def test_a_part_of_the_rows_is_held_out_by_source(rows: list[Row]) -> None:
    parts = _parts(rows)
    assert len(rows) == 156
    assert {row.source for row in parts["tuning"]}.isdisjoint(row.source for row in parts["held out"])
    assert 0.1 * len(rows) < len(parts["held out"]) <= len(rows) / HELD_OUT


@pytest.mark.parametrize("part", ["tuning", "all"])
@pytest.mark.parametrize("name", RATED)
def test_precision_and_recall_reach_the_floors(
    part: str, name: str, rows: list[Row], judges: dict[str, Callable[[Row], bool]]
) -> None:
    count = _count(_parts(rows)[part], name, judges[name])
    assert count.right + count.missed >= 10
    assert count.precision >= PRECISION, count
    assert count.recall >= RECALL, count


def test_every_hit_miss_and_false_alarm_on_rare_properties_is_listed(
    rows: list[Row], judges: dict[str, Callable[[Row], bool]]
) -> None:
    assert all(sum(row.labels[name] for row in rows) < 10 for name in LISTED)
    assert yaml.safe_load(FINDINGS.read_text(encoding="utf-8")) == _findings(rows, judges)


def _findings(rows: list[Row], judges: dict[str, Callable[[Row], bool]]) -> dict[str, dict[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = {}
    for name in LISTED:
        kinds: dict[str, list[str]] = {"hit": [], "miss": [], "false alarm": []}
        for row in rows:
            ours, theirs = judges[name](row), row.labels[name]
            if ours or theirs:
                kind = "hit" if ours and theirs else "miss" if theirs else "false alarm"
                kinds[kind].append(f"{row.file}#{row.pointer}")
        found[name] = kinds
    return found


def test_the_numbers_in_the_docs_are_these(
    root: Path, rows: list[Row], judges: dict[str, Callable[[Row], bool]]
) -> None:
    page = (root / "docs" / "writing.md").read_text(encoding="utf-8")
    written = re.findall(
        r"^\| (\w+) \| (tuning|held out|all) \| (\d+) \| (\d+) \| (\d+) \| (\d\.\d\d) \| (\d\.\d\d) \|$",
        page,
        re.M,
    )
    assert [tuple(row) for row in written] == list(_table(rows, judges))


def _table(rows: list[Row], judges: dict[str, Callable[[Row], bool]]) -> Iterator[tuple[str, ...]]:
    for name in (*RATED, *LISTED):
        for part, of_part in _parts(rows).items():
            count = _count(of_part, name, judges[name])
            yield (name, part, *map(str, count), f"{count.precision:.2f}", f"{count.recall:.2f}")
