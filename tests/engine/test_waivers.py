"""What waivers make of a verdict: every combination of verdict, target and expiry."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from trustlint.engine.waivers import sort_out, unused, waive_criterion, waive_findings
from trustlint.model.finding import Finding, Severity
from trustlint.model.outcome import Outcome, Verdict
from trustlint.model.report import CriterionResult, Remediation, RuleResult
from trustlint.model.review import EntryPlace, Subject, Waiver

TODAY = date(2026, 5, 31)
PAST, THIS_DAY, LATER = date(2026, 5, 30), TODAY, date(2026, 12, 31)
NAME = "small/XC-01"


def waiver(target: str = NAME, expires: date = LATER, reason: str = "In June.") -> Waiver:
    target_is_rule = "/" not in target
    return Waiver(
        Subject("/a.json"),
        reason,
        "The board",
        date(2026, 5, 1),
        expires,
        None if target_is_rule else target,
        target if target_is_rule else None,
        EntryPlace("w.yaml", "/waivers/0"),
    )


def result(verdict: Verdict, *failing: str, reason: str = "XX001") -> CriterionResult:
    rules = tuple(
        RuleResult(code, Outcome.FAIL if code in failing else Outcome.PASS, 1) for code in ("XX001", "XX002")
    )
    return CriterionResult(
        "small",
        "XC-01",
        "Title",
        "required",
        "definition",
        verdict,
        reason,
        "It fails.",
        remediation=Remediation("Do it."),
        rules=rules,
    )


def waive(item: CriterionResult, *waivers: Waiver) -> tuple[CriterionResult, list[str]]:
    in_force, entries, troubles = sort_out(waivers, TODAY)
    used: set[str] = set()
    waived = waive_criterion(item, in_force, used)
    troubles += unused(entries, used, [item], {NAME, "XX001", "XX002"}, set())
    return waived, [trouble.code for trouble in troubles]


@pytest.mark.parametrize(("verdict", "expires"), list(product(Verdict, (PAST, THIS_DAY, LATER))))
def test_verdict_and_expiry(verdict: Verdict, expires: date) -> None:
    before = result(verdict, "XX001")
    behind, codes = waive(before, waiver(expires=expires))
    if expires == PAST:
        assert (behind, codes) == (before, ["TL911"])
    elif verdict is Verdict.FAIL:
        assert (behind.verdict, behind.reason, codes) == (Verdict.WAIVED, "waived", [])
        assert behind.waiver is not None
        assert behind.waiver.to_dict() == {
            "target": NAME,
            "reason": "In June.",
            "by": "The board",
            "expires": expires.isoformat(),
            "file": "w.yaml",
        }
        assert (behind.message, behind.remediation, behind.rules) == (
            before.message,
            before.remediation,
            before.rules,
        )
    elif verdict in (Verdict.ERROR, Verdict.NOT_ASSESSED):
        assert (behind, codes) == (before, [])
    else:
        assert (behind, codes) == (before, ["TL910"])


@pytest.mark.parametrize(
    ("failing", "waived", "verdict", "codes"),
    [
        (("XX001",), ("XX001",), Verdict.WAIVED, []),
        (("XX001", "XX002"), ("XX001",), Verdict.FAIL, ["TL910"]),
        (("XX001", "XX002"), ("XX001", "XX002"), Verdict.WAIVED, []),
        (("XX001",), ("XX002",), Verdict.FAIL, ["TL910"]),
    ],
)
def test_rules_waive_a_criterion_when_all_that_fail_are_waived(
    failing: tuple[str, ...], waived: tuple[str, ...], verdict: Verdict, codes: list[str]
) -> None:
    behind, found = waive(result(Verdict.FAIL, *failing), *[waiver(code) for code in waived])
    assert (behind.verdict, found) == (verdict, codes)


def test_a_persons_no_is_waived_with_the_criterion_only() -> None:
    said_no = result(Verdict.FAIL, "XX001", reason="attested-not-met")
    assert waive(said_no, waiver("XX001"))[0].verdict is Verdict.FAIL
    assert waive(said_no, waiver())[0].verdict is Verdict.WAIVED


def test_of_two_waivers_the_last_one_counts() -> None:
    behind, codes = waive(result(Verdict.FAIL, "XX001"), waiver(reason="Old."), waiver(reason="New."))
    assert codes == ["TL913"]
    assert behind.waiver is not None
    assert behind.waiver.reason == "New."
    behind, codes = waive(result(Verdict.FAIL, "XX001"), waiver(), waiver(expires=PAST))
    assert (behind.verdict, sorted(codes)) == (Verdict.FAIL, ["TL911", "TL913"])


def test_findings_of_a_waived_rule_carry_the_waiver() -> None:
    findings = tuple(Finding(code, "n", Severity.ERROR, "m", "small") for code in ("XX001", "XX002"))
    in_force, _, _ = sort_out([waiver("XX001")], TODAY)
    used: set[str] = set()
    first, second = waive_findings(findings, in_force, used)
    assert first.waiver is not None
    assert (first.waiver.target, second.waiver, used) == ("XX001", None, {"XX001"})


def test_a_rule_that_did_not_run_leaves_its_waiver_alone() -> None:
    _, entries, _ = sort_out([waiver("XX001"), waiver("XX002")], TODAY)
    troubles = unused(entries, set(), [], {"XX001", "XX002"}, {"XX002"})
    assert [trouble.message for trouble in troubles] == [
        "The waiver of XX001 waives nothing: it does not fail on this document."
    ]
