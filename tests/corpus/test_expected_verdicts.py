"""Real files: none stops a run, and our verdict is the one of their source, or the difference is explained."""

from __future__ import annotations

import csv
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from trustlint.engine.check import check_paths
from trustlint.engine.options import CheckOptions
from trustlint.model.finding import Severity
from trustlint.model.report import DocumentResult
from trustlint.schemas import schema_id_for

DIFFERENCES = Path(__file__).with_name("expected_differences.yaml")
JUDGED_KINDS = {
    "ob30",
    "ob30-achievement",
    "ob30-endorsement",
    "ob20-assertion",
    "ob20-badgeclass",
    "ob-profile",
    "clr20",
    "ob11-assertion",
    "ob11-badgeclass",
    "ob11-profile",
    "ob1-assertion",
    "ob1-badgeclass",
    "ob1-profile",
    "ob05-assertion",
}
"""What the index calls Open Badges 0.5 to 3.0 and CLR 2.0; the others have no checks yet."""
NOW = datetime(2026, 11, 23, tzinfo=UTC)

Results = dict[str, list[DocumentResult]]


@pytest.fixture(scope="module")
def index(shared: Path) -> list[dict[str, str]]:
    with (shared / "corpus" / "INDEX.tsv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.fixture(scope="module")
def results(shared: Path, index: list[dict[str, str]]) -> Results:
    """The documents of every file of the corpus, checked in one run, by the file's path in the index."""
    folder = shared / "corpus"
    paths = {str(folder / row["file"]): row["file"] for row in index}
    found: Results = {file: [] for file in paths.values()}
    for document in check_paths(list(paths), CheckOptions(packs=("open-badges",), now=NOW)).documents:
        found[paths[document.path]].append(document)
    return found


def errors_of(documents: list[DocumentResult]) -> list[str]:
    return sorted(
        {
            finding.code
            for item in documents
            for finding in item.findings
            if finding.severity is Severity.ERROR
        }
    )


def differences() -> dict[str, dict[str, Any]]:
    rows: list[dict[str, Any]] = yaml.safe_load(DIFFERENCES.read_text(encoding="utf-8"))
    assert len({row["file"] for row in rows}) == len(rows)
    return {row["file"]: row for row in rows}


def test_every_file_is_read_and_every_rule_runs(results: Results) -> None:
    assert [file for file, documents in results.items() if not documents] == []
    assert [file for file, documents in results.items() if not all(item.read for item in documents)] == []
    assert {
        file: item.errors for file, documents in results.items() for item in documents if item.errors
    } == {}


def test_every_file_that_is_no_sound_credential_gets_a_reason(results: Results) -> None:
    """Images, tokens and other text are never silently passed."""
    silent = [
        (file, item.part)
        for file, documents in results.items()
        for item in documents
        if item.kind is None and not item.findings
    ]
    assert silent == []


def test_verdicts_are_those_of_the_sources(index: list[dict[str, str]], results: Results) -> None:
    explained = differences()
    found: dict[str, dict[str, Any]] = {}
    for row in index:
        if row["kind"] in JUDGED_KINDS and row["expected"] in ("valid", "invalid"):
            codes = errors_of(results[row["file"]])
            ours = "invalid" if codes else "valid"
            if ours != row["expected"]:
                found[row["file"]] = {"expected": row["expected"], "ours": ours, "codes": codes}
    assert found == {
        file: {name: row[name] for name in ("expected", "ours", "codes")} for file, row in explained.items()
    }


def test_every_difference_has_a_reason() -> None:
    for file, row in differences().items():
        assert len(row["reason"].split()) >= 10, file


def test_sound_files_are_called_valid(index: list[dict[str, str]], results: Results) -> None:
    """A file without errors is valid, not merely undecided, where there is a schema for its kind."""
    explained = differences()
    undecided = [
        row["file"]
        for row in index
        if row["kind"] in JUDGED_KINDS and row["expected"] == "valid" and row["file"] not in explained
        for item in results[row["file"]]
        if item.valid is not True and item.kind is not None and schema_id_for(item.kind) is not None
    ]
    assert undecided == []


def test_kinds_that_are_not_judged_are_never_called_valid(
    index: list[dict[str, str]], results: Results
) -> None:
    reasons: dict[str, str] = yaml.safe_load(
        DIFFERENCES.with_name("unjudged_kinds.yaml").read_text(encoding="utf-8")
    )
    stated = {row["kind"] for row in index if row["expected"] in ("valid", "invalid")}
    assert stated - JUDGED_KINDS <= reasons.keys()
    assert reasons.keys().isdisjoint(JUDGED_KINDS)
    called_valid = [
        row["file"]
        for row in index
        if row["kind"] in reasons
        for item in results[row["file"]]
        if item.valid is True and item.kind is not None and item.kind.model in ("vc", "elm", "ctdl")
    ]
    assert called_valid == []
