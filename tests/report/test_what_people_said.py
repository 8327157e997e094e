"""Exceptions, answers and findings about the run itself, in the formats for pipelines."""

from __future__ import annotations

import json
from datetime import date

import pytest
from reports_by_hand import HEADER, TC, criterion, document, finding, report

from trustlint.errors import UsageError
from trustlint.model.outcome import Verdict
from trustlint.model.report import NextLevel, PackResult, Report, Step
from trustlint.model.review import Answer, AttestationResult, Standing, WaiverResult
from trustlint.report import FORMATS, render
from trustlint.report.load import load_report

WAIVER = WaiverResult("OBS101", "It is replaced in May.", "R. Egistrar", date(2026, 12, 31), "w.yaml")
SAID = "Waived by R. Egistrar until 2026-12-31: It is replaced in May."


def waived() -> Report:
    """A finding and a criterion with approved exceptions, an answer, a level in sight and a finding about the run."""
    answer = AttestationResult(
        Answer.YES, "A", "reviewer", date(2026, 5, 1), Standing.VALID, date(2027, 5, 1), "n"
    )
    steps = NextLevel("required", (Step("TC-02", Verdict.FAIL, "add", "Add it."),))
    return report(
        document(
            findings=(finding(waiver=WAIVER),),
            criteria=(
                criterion("TC-01", attestations=(answer,)),
                criterion("TC-02", Verdict.WAIVED, waiver=WAIVER, message="Not there."),
            ),
            packs=(PackResult(TC, "1", {"pass": 1}, {}, None, "", (0.5, 1.0), 1.0, steps),),
        ),
        findings=(
            finding("TL001", document="w.yaml", span=None, pack="trustlint", message="It has expired."),
        ),
    )._replace(
        header=HEADER._replace(
            packs=(HEADER.packs[0]._replace(extends=({"id": "x", "changes": [1]},)), HEADER.packs[1])
        )
    )


@pytest.mark.parametrize("format", FORMATS)
def test_all_of_it_is_read_back(format: str) -> None:
    read = load_report(json.loads(render(waived(), "json")))
    assert read == waived()
    assert render(read, format) == render(waived(), format)


def test_a_wrong_date_is_named() -> None:
    data = json.loads(render(waived(), "json"))
    data["documents"][0]["findings"][0]["waiver"]["expires"] = "soon"
    with pytest.raises(UsageError, match="/waiver/expires: a date such as 2026-05-31 is wanted, not 'soon'"):
        load_report(data)


def test_sarif_suppresses_what_is_waived_and_tells_of_the_run() -> None:
    (run,) = json.loads(render(waived(), "sarif"))["runs"]
    told = [(each["ruleId"], each.get("suppressions")) for each in run["results"]]
    suppressed = [{"kind": "external", "justification": SAID}]
    assert told == [("OBS101", suppressed), ("TC-02", suppressed), ("TL001", None)]
    assert run["results"][2]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "w.yaml"


def test_a_finding_in_no_file_has_no_place() -> None:
    whole = report(findings=(finding("TL002", span=None, pointer=None, help=None, message="Twice."),))
    (run,) = json.loads(render(whole, "sarif"))["runs"]
    assert run["results"][0]["locations"] == []
    assert render(whole, "github").startswith("::error title=TL002 Subject identified::Twice.\n")
    assert json.loads(render(whole, "gitlab"))[0]["location"] == {"path": ".", "lines": {"begin": 1}}


def test_code_hosts_are_told_of_the_run_and_not_of_what_is_waived() -> None:
    (only,) = json.loads(render(waived(), "gitlab"))
    assert (only["check_name"], only["location"]["path"]) == ("TL001", "w.yaml")
    commands = [line for line in render(waived(), "github").splitlines() if line.startswith("::")]
    assert len(commands) == 1
    assert commands[0].startswith("::error file=w.yaml,title=TL001 ")


def test_junit_skips_what_is_waived_and_fails_for_the_run() -> None:
    text = render(waived(), "junit")
    assert '<testsuite name="badges/sel.json" tests="3" failures="0" errors="0" skipped="2" time="0">' in text
    assert SAID in text
    assert '<testsuite name="trustlint" tests="1" failures="1" errors="0" skipped="0" time="0">' in text
    assert "w.yaml at /credentialSubject: error TL001" in text


def test_markdown_tells_of_the_run() -> None:
    page = render(waived(), "markdown")
    assert "| error | `w.yaml at /credentialSubject` | TL001 | It has expired. |" in page
    assert "| error, waived | `badges/sel.json:12:3` | OBS101 |" in page
