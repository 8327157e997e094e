"""What a baseline knows, in every format: never shown as a pass, and never as something to do now."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from lxml import etree
from reports_by_hand import HEADER, TC, criterion, document, finding, report

from trustlint.model.finding import Severity
from trustlint.model.outcome import Verdict
from trustlint.model.report import Ratchet, Report
from trustlint.report import FORMATS, RenderOptions, render
from trustlint.report.load import load_report


def against_baseline() -> Report:
    """A known and a new finding, a known and a new criterion."""
    whole = report(
        document(
            findings=(
                finding("OBS101", message="The old one.", known=True, fingerprint="0" * 16),
                finding("OBS102", Severity.WARNING, message="The new one.", fingerprint="1" * 16),
            ),
            criteria=(
                criterion("TC-01"),
                criterion("TC-02", Verdict.FAIL, message="Old gap.", known=True, fingerprint="2" * 16),
                criterion("TC-03", Verdict.FAIL, message="New gap.", fingerprint="3" * 16),
            ),
        )
    )
    return whole._replace(
        header=HEADER._replace(run=HEADER.run._replace(baseline="known.json")),
        footer=whole.footer._replace(baseline=Ratchet(1, 1, 1, 1, 3)),
    )


def shown(format: str, **options: Any) -> str:
    return render(against_baseline(), format, RenderOptions(width=160, **options))


@pytest.mark.parametrize("format", FORMATS)
def test_a_stored_report_says_the_same(format: str) -> None:
    read = load_report(json.loads(shown("json")))
    assert read == against_baseline()
    assert render(read, format) == render(against_baseline(), format)


def test_text_folds_what_is_known() -> None:
    text = shown("text")
    assert "The new one." in text
    assert "The old one." not in text
    assert "✗ TC-02  The achievement says of what type it is (known)" in text
    assert "New gap." in text
    assert "Old gap." not in text
    assert (
        "In the baseline: 1 known finding not shown, 1 known criterion without details; --verbose shows all"
        in text
    )
    assert "Baseline: 2 known problems, 2 new, 3 fixed" in text
    everything = shown("text", verbose=True)
    assert "The old one." in everything
    assert "Known: it is in the baseline." in everything
    assert "Old gap." in everything
    assert "not shown" not in everything


@pytest.mark.parametrize("format", ["github", "gitlab", "markdown"])
def test_code_hosts_are_told_what_is_new(format: str) -> None:
    text = shown(format)
    assert "The new one." in text
    assert "New gap." in text
    assert "The old one." not in text
    assert "Old gap." not in text


def test_a_new_criterion_is_told_even_where_its_findings_are_known() -> None:
    whole = against_baseline()
    (only,) = whole.documents
    findings = tuple(each._replace(criteria=(f"{TC}/TC-02", f"{TC}/TC-03")) for each in only.findings[:1])
    whole = whole._replace(documents=(only._replace(findings=findings),))
    for format in ("github", "gitlab"):
        text = render(whole, format)
        assert "New gap." in text
        assert "Old gap." not in text
    (run,) = json.loads(render(whole, "sarif"))["runs"]
    assert [(each["ruleId"], each["baselineState"]) for each in run["results"]] == [
        ("OBS101", "unchanged"),
        ("TC-03", "new"),
    ]


def test_quiet_tells_what_counts() -> None:
    text = shown("text", quiet=True)
    assert "New gap." in text
    assert "The old one." not in text
    assert "Old gap." not in text


def test_markdown_counts_what_is_known() -> None:
    assert "2 known problems in the baseline, not listed here." in shown("markdown")
    whole = against_baseline()
    (only,) = whole.documents
    old = only._replace(findings=only.findings[:1], criteria=only.criteria[:2])
    text = render(whole._replace(documents=(old,)), "markdown")
    assert "| ✅ | `badges/sel.json` |" in text
    assert "| ❌ | `badges/sel.json` |" in shown("markdown")


def test_sarif_says_what_is_new() -> None:
    (run,) = json.loads(shown("sarif"))["runs"]
    states = {each["ruleId"]: each["baselineState"] for each in run["results"]}
    assert states == {"OBS101": "unchanged", "OBS102": "new", "TC-02": "unchanged", "TC-03": "new"}
    without = against_baseline()
    without = without._replace(header=HEADER)
    (run,) = json.loads(render(without, "sarif"))["runs"]
    assert not any("baselineState" in each for each in run["results"])


def test_junit_does_not_fail_for_what_is_known() -> None:
    cases = {case.get("name"): case for case in etree.fromstring(shown("junit").encode()).iter("testcase")}
    known = cases["OBS101 Subject identified"].find("skipped")
    assert known is not None
    assert known.get("message") == "error, in the baseline: The old one."
    skipped = next(case for name, case in cases.items() if name and name.startswith("TC-02")).find("skipped")
    assert skipped is not None
    assert skipped.get("message") == "not met, in the baseline: Old gap."
    failed = next(case for name, case in cases.items() if name and name.startswith("TC-03"))
    assert failed.find("failure") is not None


def test_tables_keep_the_verdict() -> None:
    rows = list(csv.DictReader(io.StringIO(shown("csv"))))
    assert [(row["criterion"], row["verdict"], row["known"]) for row in rows] == [
        ("TC-01", "pass", ""),
        ("TC-02", "fail", "true"),
        ("TC-03", "fail", ""),
    ]
    table = shown("table")
    assert "Known: it is in the baseline. Old gap." in table
    assert "The old one." not in table
    assert "1 known finding not shown; --verbose shows all" in table
