"""Format junit: JUnit XML, red where the gate is not met and nowhere else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from reports_by_hand import (
    GOLDEN,
    HEADER,
    clean,
    criterion,
    definition_with_gaps,
    document,
    every_verdict,
    finding,
    report,
    unreadable,
)

from trustlint.model.finding import Severity
from trustlint.model.outcome import Verdict
from trustlint.model.report import PackResult, Report
from trustlint.report import render

SCHEMA = etree.XMLSchema(etree.parse(str(Path(__file__).with_name("junit.xsd"))))


def tree_of(whole: Report) -> Any:
    return etree.fromstring(render(whole, "junit").encode("utf-8"))


def cases(whole: Report) -> dict[str, Any]:
    return {case.get("name"): case for case in tree_of(whole).iter("testcase")}


def outcome(case: Any) -> str:
    return case[0].tag if len(case) else "passed"


@pytest.mark.parametrize("name", GOLDEN)
def test_is_as_the_schema_says(name: str) -> None:
    SCHEMA.assertValid(tree_of(GOLDEN[name]))


@pytest.mark.parametrize("name", GOLDEN)
def test_the_counts_are_those_of_the_cases(name: str) -> None:
    for suite in tree_of(GOLDEN[name]):
        found = [outcome(case) for case in suite]
        assert int(suite.get("tests")) == len(found)
        assert int(suite.get("failures")) == found.count("failure")
        assert int(suite.get("errors")) == found.count("error")
        assert int(suite.get("skipped")) == found.count("skipped")


def test_criteria_are_cases() -> None:
    found = cases(report(definition_with_gaps()))
    assert {name.split()[0]: outcome(case) for name, case in found.items()} == {
        "WR004": "skipped",
        "TC-01": "passed",
        "TC-02": "failure",
        "TC-03": "failure",
        "TC-04": "passed",
        "TC-05": "skipped",
        "TC-06": "skipped",
        "TC-10": "skipped",
        "TC-11": "skipped",
        "TC-13": "passed",
        "TC-14": "skipped",
        "TP-03": "skipped",
        "TP-09": "skipped",
    }
    failure = found["TC-03 Results are described"][0]
    assert failure.get("message") == "Result description 1 has no resultType."
    assert "badges/sel.json:28:5: error TC032\nResult description 2 has no resultType." in failure.text
    assert '"RubricCriterionLevel"' in failure.text
    review = found["TC-11 The issuer names its accreditors"][0]
    assert review.get("message").startswith("to review: Has this accreditor really accredited")


def test_only_what_keeps_the_gate_shut_fails() -> None:
    warning = finding(severity=Severity.WARNING)
    lenient = report(document(findings=(warning,)))
    (case,) = cases(lenient).values()
    assert outcome(case) == "skipped"
    assert case[0].get("message").startswith("warning, let pass by the gate: The credential subject")

    def under(fail_on: str) -> str:
        header = HEADER._replace(run=HEADER.run._replace(fail_on=fail_on))
        (case,) = cases(lenient._replace(header=header)).values()
        return outcome(case)

    assert [under(floor) for floor in ("error", "warning", "note", "never")] == [
        "skipped",
        "failure",
        "failure",
        "skipped",
    ]
    header = HEADER._replace(run=HEADER.run._replace(required=("trusted-credential:recommended",)))
    recommended = report(document(criteria=(criterion("TC-13", Verdict.FAIL, level="recommended"),)))
    assert [outcome(case) for case in cases(recommended).values()] == ["skipped"]
    assert [outcome(case) for case in cases(recommended._replace(header=header)).values()] == ["failure"]


def test_findings_of_one_rule_are_one_case() -> None:
    found = (finding(), finding(pointer="/b", message="Another."))
    (case,) = cases(report(document(findings=found))).values()
    assert case.get("classname") == "open-badges"
    assert case.get("name") == "OBS101 Subject identified"
    assert case[0].get("message").endswith("(and 1 more)")
    assert "Another." in case[0].text


def test_what_broke_off_is_an_error() -> None:
    found = cases(report(every_verdict(), unreadable()))
    assert outcome(found["TC061"]) == "error"
    assert outcome(found["TC-06 A criterion that is error"]) == "error"
    assert outcome(found["TC-07 A criterion that is not-assessed"]) == "failure"
    unread = found["The input can be read"]
    assert (outcome(unread), unread[0].get("message")) == ("error", "could not be read: it is not JSON")
    assert "SRC010" in unread[0].text


def test_a_document_without_criteria_and_findings_is_not_an_empty_suite() -> None:
    sound = PackResult("open-badges", "1", {"pass": 40}, {}, None, "", None, None)
    found = cases(report(clean()._replace(packs=(sound,), criteria=())))
    assert {name: outcome(case) for name, case in found.items()} == {"No findings": "passed"}
    nothing = sound._replace(outcomes={"inapplicable": 3})
    assert cases(report(clean()._replace(packs=(nothing,), criteria=()))) == {}


def test_no_text_becomes_markup() -> None:
    evil = 'a"><failure/>&amp;]]>\x00\x0b\ufffe\ud800'
    (case,) = cases(report(document(findings=(finding(message=evil, help=evil),)))).values()
    assert case[0].get("message") == 'a"><failure/>&amp;]]><U+0000><U+000B><U+FFFE><U+D800>'
    assert 'a"><failure/>&amp;]]>' in case[0].text
