"""Format text: whole screens, and the decisions behind them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from reports_by_hand import (
    GOLDEN,
    HEADER,
    OB2,
    TC,
    criterion,
    definition_with_gaps,
    document,
    finding,
    report,
)

from trustlint.model.finding import Severity
from trustlint.model.outcome import Verdict
from trustlint.model.report import Remediation, Report, TrustedResult
from trustlint.model.span import Span
from trustlint.report import RenderOptions, render


@pytest.mark.parametrize("name", GOLDEN)
def test_screen(name: str, golden: Callable[[str, str], None]) -> None:
    golden(name, render(GOLDEN[name]))


@pytest.mark.parametrize(
    ("suffix", "options"),
    [
        ("verbose-ascii", RenderOptions(verbose=True, unicode=False)),
        ("quiet", RenderOptions(quiet=True)),
        ("narrow", RenderOptions(width=60)),
        ("colour", RenderOptions(color=True)),
    ],
)
def test_screen_with_options(suffix: str, options: RenderOptions, golden: Callable[[str, str], None]) -> None:
    text = render(GOLDEN["definition-with-gaps"], "text", options)
    golden(f"definition-with-gaps.{suffix}", text.replace("\x1b", "ESC"))


def shown(**changes: object) -> str:
    return render(report(document(**changes)))  # type: ignore[arg-type]


def test_findings_stand_in_the_order_of_their_places() -> None:
    late = finding("OBS102", message="Late.", span=Span(30, 1, 30, 2))
    early = finding("OBS103", Severity.NOTE, message="Early.", span=Span(2, 9, 2, 10))
    nowhere = finding("OBS104", message="Nowhere.", span=None)
    linked = finding("OBS105", message="Linked.", span=Span(1, 1, 1, 2), document="badges/issuer.json")
    text = shown(findings=(nowhere, linked, late, early))
    order = [text.index(message) for message in ("Early.", "Late.", "Linked.", "Nowhere.")]
    assert order == sorted(order)
    assert "badges/issuer.json:1:1  error OBS105" in text
    assert "badges/sel.json at /credentialSubject  error OBS104" in text


def test_finding_of_a_failing_criterion_is_told_in_the_scorecard_only() -> None:
    told = finding("TC021", message="No alignment.", criteria=(f"{TC}/TC-02",), pack=TC)
    text = shown(findings=(told,), criteria=(criterion("TC-02", Verdict.FAIL, message="No alignment."),))
    assert "TC021" not in text
    assert "✗ TC-02" in text


def test_finding_of_a_passing_criterion_is_not_lost() -> None:
    """Of two ways to meet a criterion one failed: the criterion passes, the finding still stands."""
    told = finding("TC021", Severity.WARNING, message="One way failed.", criteria=(f"{TC}/TC-02",), pack=TC)
    text = shown(findings=(told,), criteria=(criterion("TC-02"),))
    assert "warning TC021" in text
    assert "One way failed." in text


def test_finding_of_a_criterion_that_is_not_reported_is_not_lost() -> None:
    text = shown(findings=(finding("TC021", criteria=("other-pack/X-1",)),))
    assert "error TC021" in text


def test_other_places_of_a_failing_criterion_are_bounded() -> None:
    many = tuple(
        finding("TC021", message=f"Gap {number}.", criteria=(f"{TC}/TC-02",), span=Span(number, 1, number, 2))
        for number in range(1, 10)
    )
    failed = criterion("TC-02", Verdict.FAIL, message="Gap 1.", span=many[0].span, pointer="/a")
    text = shown(findings=many, criteria=(failed,))
    assert "Also badges/sel.json:2: Gap 2." in text
    assert "Gap 1." in text
    assert "Also badges/sel.json:1:" not in text
    assert "Gap 7." not in text
    assert "and 3 more like these" in text


@pytest.mark.parametrize(
    ("pointer", "insert_at", "words"),
    [
        ("", "/alignment", "Add at /alignment:"),
        ("/alignment", "/alignment/-", "Add to the list /alignment:"),
        ("/type", "/type", "Write at /type, in place of what is there:"),
        (None, "", "Write as the document:"),
    ],
)
def test_what_to_do_with_the_snippet(pointer: str | None, insert_at: str, words: str) -> None:
    failed = criterion(
        verdict=Verdict.FAIL, pointer=pointer, remediation=Remediation("Do.", insert_at, {"a": 1})
    )
    rows = [line.strip() for line in shown(criteria=(failed,)).splitlines()]
    assert rows[rows.index(words) + 1] == '{"a": 1}'


def test_no_snippet_where_the_document_has_no_place_for_it() -> None:
    failed = criterion(
        verdict=Verdict.FAIL, remediation=Remediation("Upgrade to Open Badges 3.0.", None, {"a": 1})
    )
    text = shown(criteria=(failed,))
    assert "Upgrade to Open Badges 3.0." in text
    assert '"a"' not in text


def test_notes_only_makes_a_failure_light_whatever_its_level() -> None:
    failed = criterion(
        "TC-02", Verdict.FAIL, message="Thin.", span=Span(3, 4, 3, 5), remediation=Remediation("Do.", "/a", 1)
    )
    note = finding("TC021", Severity.NOTE, criteria=(f"{TC}/TC-02",))
    assert "Do." not in shown(criteria=(failed,), findings=(note,))
    assert "Do." in shown(criteria=(failed,), findings=(note._replace(severity=Severity.ERROR),))


def test_criteria_that_a_model_cannot_express_are_told_with_what_would_carry_them() -> None:
    results = [
        criterion(id, Verdict.NOT_APPLICABLE, reason="model", message=f"In Open Badges 3.0 it is {place}.")
        for id, place in (("TC-03", "result"), ("TC-07", "result"), ("TC-12", "credentialSchema"))
    ]
    text = shown(kind=OB2, criteria=tuple(results))
    assert "Not applicable: TC-03, TC-07: In Open Badges 3.0 it is result.\n" in text
    assert "Not applicable: TC-12: In Open Badges 3.0 it is credentialSchema.\n" in text


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({"valid": True}, "Open Badge: valid\n"),
        ({"valid": False, "findings": (finding(), finding())}, "Open Badge: not valid: 2 errors\n"),
        (
            {"valid": False, "valid_reason": "its issuer is broken"},
            "Open Badge: not valid: its issuer is broken\n",
        ),
        ({"valid": None, "valid_reason": "a rule broke off"}, "Open Badge: not decided: a rule broke off\n"),
        ({"read": False, "valid": None}, "Open Badge: not decided: the input could not be read\n"),
        (
            {"trusted": TrustedResult("claimed-not-met", True, {}, "meets 1 of 2 required checks")},
            "TrustEd: meets 1 of 2 required checks: claimed, not met\n",
        ),
        ({"kind": None}, "Not recognised as a badge or credential\n"),
    ],
)
def test_one_line_verdicts(changes: dict[str, object], line: str) -> None:
    assert line in shown(**changes)


def quiet(whole: Report) -> list[str]:
    return render(whole, "text", RenderOptions(quiet=True)).splitlines()


def test_quiet_says_nothing_of_a_clean_run_but_the_totals() -> None:
    assert quiet(GOLDEN["clean"]) == [
        "1 document. Open Badge: 1 valid. TrustEd: 1 definition ready. "
        "Findings: 0 errors, 0 warnings, 0 notes. Gate: met (exit code 0)."
    ]


def test_quiet_follows_what_the_run_fails_on() -> None:
    found = finding("WR001", Severity.WARNING, message="Thin.", span=Span(2, 3, 2, 4))
    recommended = criterion("TC-13", Verdict.FAIL, level="recommended", message="Nothing said.")
    whole = report(document(findings=(found,), criteria=(recommended,)))
    assert len(quiet(whole)) == 1
    strict = HEADER._replace(run=HEADER.run._replace(fail_on="warning"))
    assert quiet(whole._replace(header=strict))[0] == "badges/sel.json:2:3 WR001 Thin."
    demanding = HEADER._replace(run=HEADER.run._replace(required=(f"{TC}:recommended",)))
    assert quiet(whole._replace(header=demanding))[0] == "badges/sel.json TC-13 Nothing said."


def test_quiet_gives_each_place_of_a_failing_criterion_once() -> None:
    lines = quiet(report(definition_with_gaps()))
    assert [line.split()[0] for line in lines if " TC-03 " in line] == [
        "badges/sel.json:24:5",
        "badges/sel.json:28:5",
        "badges/sel.json:32:5",
    ]


def test_quiet_names_an_input_that_could_not_be_read_and_a_rule_that_broke_off() -> None:
    lines = quiet(
        report(document("gone.json", read=False, valid=None), document("odd.json", errors=("TC061",)))
    )
    assert lines[0] == "gone.json could not be read"
    assert lines[1].startswith("odd.json TC061 ")
