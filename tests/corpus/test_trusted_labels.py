"""The verdicts of trusted-credential against those of a person who read the same files (corpus/LABELS.md)."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml

from trustlint.engine.check import check_paths
from trustlint.engine.options import CheckOptions
from trustlint.model.outcome import Verdict
from trustlint.model.report import DocumentResult

DISAGREEMENTS = Path(__file__).with_name("label_disagreements.yaml")
LABEL_FILES = ("trusted-labels.tsv", "1EdTech__trusted-credential-profile/labels.tsv")
PUBLISHED_WITH_THE_DRAFT = "1EdTech__trusted-credential-profile/"
EXTENSION_EXAMPLES = "1EdTech__openbadges-specification/extensions/"

SAME = {
    "pass": {Verdict.PASS, Verdict.NEEDS_REVIEW},
    "fail": {Verdict.FAIL},
    "na": {Verdict.NOT_APPLICABLE},
}
"""What counts as the verdict of the rater."""

Labels = dict[str, dict[str, str]]


@pytest.fixture(scope="module")
def labels(shared: Path) -> Labels:
    """file -> criterion -> verdict of the rater."""
    found: Labels = defaultdict(dict)
    for name in LABEL_FILES:
        with (shared / "corpus" / name).open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE):
                found[row["file"]][row["criterion"]] = row["verdict"]
    return dict(found)


@pytest.fixture(scope="module")
def results(shared: Path, labels: Labels) -> dict[str, DocumentResult]:
    """file -> our result, each file checked alone."""
    options = CheckOptions(
        packs=("open-badges", "trusted-credential"), now=datetime(2026, 11, 23, tzinfo=UTC)
    )
    found = {}
    for file in labels:
        report = check_paths([str(shared / "corpus" / file)], options)
        # The criteria of a CLR are those of the only credential in it.
        judged = [item for item in report.documents if item.kind is None or item.kind.model != "clr2"]
        assert len(judged) == 1, file
        found[file] = judged[0]
    return found


def _verdicts(result: DocumentResult) -> dict[str, Verdict]:
    return {item.id: item.verdict for item in result.criteria if item.pack == "trusted-credential"}


def _differences(labels: Labels, results: dict[str, DocumentResult]) -> Iterator[tuple[str, str, str, str]]:
    for file, by_criterion in labels.items():
        ours = _verdicts(results[file])
        for criterion, verdict in by_criterion.items():
            if ours.get(criterion) not in SAME[verdict]:
                yield file, criterion, verdict, ours[criterion].value if criterion in ours else "absent"


def test_every_verdict_is_that_of_the_rater_or_a_listed_disagreement(
    labels: Labels, results: dict[str, DocumentResult]
) -> None:
    listed = yaml.safe_load(DISAGREEMENTS.read_text(encoding="utf-8")) or []
    assert all(row["reason"].strip() for row in listed)
    expected = {(row["file"], row["criterion"], row["rater"], row["ours"]) for row in listed}
    assert set(_differences(labels, results)) == expected


def test_all_labelled_files_and_criteria_were_compared(labels: Labels) -> None:
    assert len(labels) == 57
    assert all(
        set(by_criterion) == {f"TC-{number:02}" for number in range(1, 16)}
        for by_criterion in labels.values()
    )
    assert {verdict for by_criterion in labels.values() for verdict in by_criterion.values()} == set(SAME)


def test_no_example_that_was_published_with_the_draft_meets_all_that_it_demands(
    labels: Labels, results: dict[str, DocumentResult]
) -> None:
    examples = [file for file in labels if file.startswith((PUBLISHED_WITH_THE_DRAFT, EXTENSION_EXAMPLES))]
    credentials = [file for file in examples if results[file].kind.scope.value == "credential"]  # type: ignore[union-attr]
    assert len(credentials) >= 9
    for file in credentials:
        trusted = results[file].trusted
        assert trusted is not None
        assert trusted.state != "meets-profile", file
        assert trusted.required["fail"] >= 1, file


def test_the_table_of_the_examples_in_the_docs_is_what_we_find(
    root: Path, labels: Labels, results: dict[str, DocumentResult]
) -> None:
    found = {}
    for file in labels:
        result = results[file]
        if not file.startswith((PUBLISHED_WITH_THE_DRAFT, EXTENSION_EXAMPLES)) or not result.kind:
            continue
        if result.kind.scope.value in ("credential", "definition"):
            found[Path(file).stem] = [
                item.id
                for item in result.criteria
                if item.level == "required" and item.verdict is Verdict.FAIL
            ]
    text = (root / "docs" / "trusted-credential.md").read_text(encoding="utf-8")
    written = {
        name: criteria.split(", ")
        for name, criteria in re.findall(r"^\| `([\w-]+)`[^|]*\| (TC-[^|]+?) \|$", text, re.MULTILINE)
    }
    assert written == found
