"""Exit codes and the gate: what is asked of documents, and what the run ends with."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from trustlint.engine.check import check_paths
from trustlint.engine.gate import Tally, required_levels, split_requirement
from trustlint.engine.options import CheckOptions
from trustlint.errors import UsageError
from trustlint.model.finding import Finding, Severity
from trustlint.model.outcome import Verdict
from trustlint.model.report import CriterionResult, DocumentResult, Footer

from .building import (
    INTAKE,
    NOW,
    READING,
    base,
    criterion,
    in_memory,
    on_disk,
    one,
    pack_data,
    rule,
    run,
    write,
)

PACK = in_memory(
    pack_data(
        [rule("XX001")],
        [criterion("XC-01", ["XX001"]), criterion("XC-02", ["XX001"], level="recommended")],
    )
)


def finding(severity: str, *criteria: str) -> Finding:
    return Finding("XX001", "rule-one", Severity(severity), "Wrong.", "small", criteria=criteria)


def result(
    *,
    findings: tuple[Finding, ...] = (),
    required: Verdict = Verdict.PASS,
    recommended: Verdict = Verdict.PASS,
    read: bool = True,
    errors: tuple[str, ...] = (),
) -> DocumentResult:
    criteria = tuple(
        CriterionResult("small", id_, "T", level, "definition", verdict, "r", "m")
        for id_, level, verdict in (
            ("XC-01", "required", required),
            ("XC-02", "recommended", recommended),
        )
    )
    return DocumentResult(
        "a.json", None, None, ("file",), None, read, None, "", None, findings, criteria, (), errors
    )


def footer(*results: DocumentResult, require: tuple[str, ...] = (), **options: Any) -> Footer:
    chosen = CheckOptions(require=require, **options)
    tally = Tally((PACK,), required_levels((PACK,), require), chosen)
    for item in results:
        tally.add(item)
    return tally.footer()


GOOD = result()
BAD = result(required=Verdict.FAIL)
OPEN = result(required=Verdict.NEEDS_REVIEW)
UNREAD = result(read=False)
CRASHED = result(errors=("XX001",))


@pytest.mark.parametrize(
    ("documents", "strict", "code"),
    [
        ((GOOD,), False, 0),
        ((OPEN,), False, 0),
        ((result(required=Verdict.NOT_APPLICABLE),), False, 0),
        ((result(required=Verdict.WAIVED),), False, 0),
        ((BAD,), False, 1),
        ((result(required=Verdict.NOT_ASSESSED),), False, 1),
        ((result(required=Verdict.ERROR),), False, 1),
        ((GOOD, BAD), False, 1),
        ((UNREAD,), False, 3),
        ((CRASHED,), False, 3),
        ((GOOD, CRASHED), False, 3),
        ((OPEN,), True, 4),
        ((GOOD, OPEN), True, 4),
        ((), False, 5),
        # Several apply: 3, 5, 1, 4 (2 ends the run before).
        ((UNREAD, BAD), False, 3),
        ((UNREAD, OPEN), True, 3),
        ((BAD, OPEN), True, 1),
        ((), True, 5),
    ],
)
def test_exit_codes(documents: tuple[DocumentResult, ...], strict: bool, code: int) -> None:
    end = footer(*documents, strict_review=strict)
    assert end.exit_code == code
    assert end.gate.met == (code == 0)
    assert bool(end.gate.why) == (code != 0)


def test_having_no_credential_is_fine_where_only_credentials_are_asked_for() -> None:
    end = footer(only_credentials=True)
    assert (end.exit_code, end.gate.met, end.gate.why) == (0, True, ())


@pytest.mark.parametrize(
    ("severity", "fail_on", "code"),
    [
        ("error", "error", 1),
        ("warning", "error", 0),
        ("note", "error", 0),
        ("error", "warning", 1),
        ("warning", "warning", 1),
        ("note", "warning", 0),
        ("error", "note", 1),
        ("note", "note", 1),
        ("error", "never", 0),
        ("note", "never", 0),
    ],
)
def test_fail_on_names_the_mildest_finding_that_counts(severity: str, fail_on: str, code: int) -> None:
    assert footer(result(findings=(finding(severity),)), fail_on=fail_on).exit_code == code


def test_never_lets_findings_pass_but_not_required_criteria() -> None:
    assert footer(BAD, fail_on="never").exit_code == 1


@pytest.mark.parametrize(
    ("require", "code"),
    [((), 0), (("small",), 0), (("small:required",), 0), (("small:recommended",), 1)],
)
def test_findings_of_a_criterion_are_judged_through_it(require: tuple[str, ...], code: int) -> None:
    document = result(findings=(finding("error", "small/XC-02"),), recommended=Verdict.FAIL)
    assert footer(document, require=require).exit_code == code


def test_reasons_name_document_and_criterion_and_are_bounded() -> None:
    end = footer(*[BAD] * 30)
    assert end.gate.why[0] == "a.json: small: XC-01 not met"
    assert len(end.gate.why) == 21
    assert end.gate.why[-1] == "and 10 more documents"


def test_all_reasons_of_a_document_are_in_one_sentence() -> None:
    document = result(findings=(finding("error"), finding("error")), required=Verdict.FAIL)
    assert footer(document).gate.why == ("a.json: 2 errors; small: XC-01 not met",)


def test_an_unread_document_has_no_findings_that_count() -> None:
    document = result(findings=(finding("error"),), read=False)
    assert footer(document).gate.why[0].startswith("a.json: could not be read")


def test_totals_are_kept() -> None:
    summary = footer(GOOD, BAD, UNREAD, result(findings=(finding("warning"),))).summary
    assert (summary.documents, summary.unread, summary.undecided) == (4, 1, 3)
    assert summary.findings == {"error": 0, "warning": 1, "note": 0}
    assert summary.criteria["small"]["fail"] == 1


@pytest.mark.parametrize(
    ("item", "parts"),
    [
        ("small", ("small", "")),
        ("small:required", ("small", "required")),
        ("./a/small.yaml:required", ("./a/small.yaml", "required")),
        ("./a:b/small.yaml", ("./a:b/small.yaml", "")),
        ("C:\\packs\\small.yaml", ("C:\\packs\\small.yaml", "")),
        (":required", (":required", "")),
    ],
)
def test_a_requirement_is_a_pack_and_perhaps_a_level(item: str, parts: tuple[str, str]) -> None:
    assert split_requirement(item) == parts


def test_an_unknown_level_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UsageError, match=r"required, recommended, practice; did you mean 'recommended'"):
        required_levels((PACK,), ("small:recomended",))


def test_a_pack_without_levels_cannot_be_required() -> None:
    with pytest.raises(UsageError, match="has no levels"):
        run([READING], INTAKE, require=("intake",))


@pytest.mark.parametrize("require", ["reading", "reading:recommended", READING, f"{READING}:recommended"])
def test_a_pack_is_required_by_its_id_or_its_path(tmp_path: Path, require: str) -> None:
    badge = base("ob3-definition") | {
        "alignment": [{"type": ["Alignment"], "targetName": "A", "targetUrl": "https://example.org/a"}]
    }
    files = write(tmp_path, badge=badge)
    report = run([files["badge"]], READING, require=(require,))
    assert report.exit_code == ("recommended" in require)
    assert [pack.id for pack in report.header.packs] == ["reading"]


def test_a_required_pack_is_used_without_naming_it_twice(tmp_path: Path) -> None:
    files = write(tmp_path, badge=base("ob3-definition"))
    report = run([files["badge"]], INTAKE, require=(READING,))
    assert [pack.id for pack in report.header.packs] == ["intake", "reading"]
    assert report.header.run.required == ("reading:required",)
    assert report.exit_code == 1


def test_an_unknown_required_pack_is_refused() -> None:
    with pytest.raises(UsageError, match="there is no pack 'readings'"):
        run([READING], READING, require=("readings:required",))


def test_only_what_is_required_decides(tmp_path: Path) -> None:
    other = on_disk(
        tmp_path,
        pack_data([rule("XX001", select={"field": "achievement.tag"})], [criterion("XC-01", ["XX001"])]),
    )
    badge = base("ob3-definition") | {
        "alignment": [{"type": ["Alignment"], "targetName": "A", "targetUrl": "https://example.org/a"}]
    }
    files = write(tmp_path, badge=badge)
    assert run([files["badge"]], READING, other).exit_code == 1
    report = run([files["badge"]], READING, other, require=("reading",))
    assert (report.exit_code, report.gate.why) == (0, ())


def test_what_does_not_apply_is_not_held_against_a_document(tmp_path: Path) -> None:
    """Judged as a definition, a credential is not asked for evidence: neither verdict nor finding."""
    files = write(tmp_path, badge=base("ob3-credential"))
    document = one(run([files["badge"]], READING, scope="definition"))
    assert {item.code for item in document.findings} == {"RD002", "RD004"}
    document = one(run([files["badge"]], READING))
    assert {item.code for item in document.findings} == {"RD002", "RD003", "RD004"}


def test_a_met_criterion_is_silent_about_its_failing_alternative(tmp_path: Path) -> None:
    rules = [rule("XX001"), rule("XX002", select={"field": "achievement.tag"})]
    pack = on_disk(tmp_path, pack_data(rules, [criterion("XC-01", {"any": ["XX001", "XX002"]})]))
    files = write(tmp_path, badge=base("ob3-definition"))
    document = one(run([files["badge"]], pack))
    assert document.criteria[0].verdict is Verdict.PASS
    assert document.findings == ()
    assert [item.outcome.value for item in document.criteria[0].rules] == ["pass", "fail"]


def test_notes_never_gate_unless_asked(tmp_path: Path) -> None:
    badge = base("ob3-definition") | {
        "description": "Short.",
        "alignment": [{"type": ["Alignment"], "targetName": "A", "targetUrl": "https://example.org/a"}],
    }
    files = write(tmp_path, badge=badge)
    report = run([files["badge"]], READING)
    assert [item.code for item in one(report).findings if item.severity is Severity.NOTE] == ["RD005"]
    assert report.exit_code == 0
    assert run([files["badge"]], READING, fail_on="note").exit_code == 1


@pytest.mark.parametrize("bad", [{"fail_on": "fatal"}, {"scope": "award"}, {"placeholder": "("}])
def test_options_that_cannot_be_carried_out_are_refused(bad: dict[str, str]) -> None:
    from trustlint.engine.options import checked

    with pytest.raises(UsageError):
        checked(CheckOptions(**bad))


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        ({"readin": {"shortest": 1}}, "did you mean 'reading'"),
        ({"reading": {"short": 1}}, "it has shortest, mode"),
        ({"reading": {"shortest": "3"}}, "a number such as 3, not '3'"),
        ({"reading": {"shortest": True}}, "a number such as 3, not True"),
        ({"reading": {"mode": "wild"}}, "one of strict, mild"),
    ],
)
def test_wrong_parameters_are_refused(parameters: dict[str, Any], words: str) -> None:
    with pytest.raises(UsageError, match=words):
        check_paths([READING], CheckOptions(packs=(READING,), parameters=parameters, now=NOW))
