"""A fault of one rule, or in one document, stays there; nothing passes because something broke."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from trustlint.checks.context import RuleContext
from trustlint.checks.result import PASSED, Result
from trustlint.engine.check import check_data, check_paths
from trustlint.engine.faults import FAULT
from trustlint.engine.options import CheckOptions
from trustlint.engine.session import Session
from trustlint.model.outcome import Outcome, Verdict
from trustlint.model.report import Report
from trustlint.pyrules import registry
from trustlint.pyrules.registry import program_names, program_rule
from trustlint.report import render

from .building import (
    INTAKE,
    NOW,
    READING,
    base,
    criterion,
    on_disk,
    one,
    pack_data,
    rule,
    run,
    verdict,
    write,
)


class FaultError(Exception):
    pass


def crash(context: RuleContext, options: Mapping[str, Any]) -> Iterable[Result]:
    raise FaultError("a secret\nof two lines")


def crash_late(context: RuleContext, options: Mapping[str, Any]) -> Iterable[Result]:
    yield PASSED
    raise KeyError("name")


def endless(context: RuleContext, options: Mapping[str, Any]) -> Iterable[Result]:
    return endless(context, options)


def no_memory(context: RuleContext, options: Mapping[str, Any]) -> Iterable[Result]:
    raise MemoryError


def exits(context: RuleContext, options: Mapping[str, Any]) -> Iterable[Result]:
    raise SystemExit(0)


def gives(context: RuleContext, options: Mapping[str, Any]) -> Any:
    return NONSENSE[options["what"]]


NONSENSE: dict[str, Any] = {
    "true": True,
    "number": 7,
    "text": "pass",
    "mapping": {"outcome": "pass"},
    "none-inside": [None],
    "outcome-as-text": [Result("pass")],  # type: ignore[arg-type]
    "outcome-error": [Result(Outcome.ERROR, "no")],
    "outcome-none": [Result(None)],  # type: ignore[arg-type]
    "path-as-text": [Result(Outcome.FAIL, "is bad", "/name")],  # type: ignore[arg-type]
    "reason-missing": [Result(Outcome.FAIL, None, ("name",))],  # type: ignore[arg-type]
    "span-as-text": [Result(Outcome.FAIL, "is bad", ("name",), span="line 3")],  # type: ignore[arg-type]
    "expected-number": [Result(Outcome.FAIL, "is bad", (), expected=3)],  # type: ignore[arg-type]
}

PROGRAMS = {
    "test-crash": crash,
    "test-crash-late": crash_late,
    "test-endless-recursion": endless,
    "test-no-memory": no_memory,
    "test-exit": exits,
    "test-gives": gives,
}


@pytest.fixture(autouse=True, scope="module")
def _programs() -> Iterator[None]:
    program_names()
    for name, program in PROGRAMS.items():
        program_rule(name)(program)
    yield
    for name in PROGRAMS:
        registry.PROGRAMS.pop(name)


BROKEN = {
    "test-crash": "FaultError",
    "test-crash-late": "KeyError",
    "test-endless-recursion": "RecursionError",
    "test-no-memory": "MemoryError",
    "test-exit": "SystemExit",
}


def broken_pack(folder: Path, program: Any) -> str:
    rules = [rule("XX001"), rule("XX002", program=program), rule("XX003")]
    criteria = [criterion("XC-01", ["XX001"]), criterion("XC-02", ["XX002"]), criterion("XC-03", ["XX003"])]
    return on_disk(folder, pack_data(rules, criteria))


def assert_contained(report: Report, error: str) -> None:
    document = one(report)
    assert report.exit_code == 3
    assert document.errors == ("XX002",)
    assert {item.id: item.verdict for item in document.criteria} == {
        "XC-01": Verdict.PASS,
        "XC-02": Verdict.ERROR,
        "XC-03": Verdict.PASS,
    }
    assert error in verdict(document, "XC-02").message
    assert document.packs[0].level_reached is None
    assert "undetermined" in document.packs[0].status
    assert not report.gate.met
    for format_ in ("text", "table", "json"):
        assert "Traceback" not in render(report, format_)


@pytest.mark.parametrize(("program", "error"), BROKEN.items())
def test_a_rule_that_breaks_is_an_error_of_that_rule_alone(tmp_path: Path, program: str, error: str) -> None:
    files = write(tmp_path, badge=base("ob3-definition"))
    assert_contained(run([files["badge"]], broken_pack(tmp_path, program)), error)


@pytest.mark.parametrize("what", NONSENSE)
def test_a_rule_that_gives_nonsense_never_passes(tmp_path: Path, what: str) -> None:
    files = write(tmp_path, badge=base("ob3-definition"))
    program = {"name": "test-gives", "options": {"what": what}}
    assert_contained(run([files["badge"]], broken_pack(tmp_path, program)), "TypeError")


def test_a_precondition_that_breaks_never_passes(tmp_path: Path) -> None:
    files = write(tmp_path, badge=base("ob3-definition"))
    condition = {"program": {"name": "test-crash"}, "because": "There is something."}
    rules = [rule("XX001", when=[condition])]
    pack = on_disk(tmp_path, pack_data(rules, [criterion("XC-01", ["XX001"])]))
    report = run([files["badge"]], pack)
    assert verdict(one(report), "XC-01").verdict is Verdict.ERROR
    assert report.exit_code == 3


def test_a_program_that_gives_nothing_is_not_about_this_document(tmp_path: Path) -> None:
    NONSENSE["nothing"] = None
    files = write(tmp_path, badge=base("ob3-definition"))
    program = {"name": "test-gives", "options": {"what": "nothing"}}
    report = run([files["badge"]], broken_pack(tmp_path, program))
    assert verdict(one(report), "XC-02").verdict is Verdict.NOT_APPLICABLE
    assert report.exit_code == 0


def test_the_other_documents_are_reported_in_full(tmp_path: Path) -> None:
    files = write(tmp_path, a=base("ob3-definition"), b=base("ob2-badgeclass"))
    rules = [rule("XX001"), rule("XX002", program="test-crash", applies_to={"model": "ob3"})]
    pack = on_disk(tmp_path, pack_data(rules, [criterion("XC-01", ["XX001"]), criterion("XC-02", ["XX002"])]))
    report = run([files["a"], files["b"]], pack)
    first, second = report.documents
    assert (first.errors, second.errors) == (("XX002",), ())
    assert verdict(second, "XC-01").verdict is Verdict.PASS
    assert report.gate.why == (f"{files['a']}: XX002 failed to run; small: XC-02 not met",)


def test_a_broken_rule_of_the_validity_pack_leaves_validity_open(tmp_path: Path) -> None:
    files = write(tmp_path, badge=base("ob3-definition"))
    pack = on_disk(
        tmp_path, pack_data([rule("XX001"), rule("XX002", program="test-crash")], id="open-badges")
    )
    document = one(run([files["badge"]], pack))
    assert document.valid is None
    assert document.valid_reason == "a rule failed to run"


def test_a_fault_outside_rules_is_contained_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = write(tmp_path, a=base("ob3-definition"), b=base("ob2-badgeclass"))
    monkeypatch.setattr("trustlint.engine.session.run_rules", fails_for_ob3)
    report = run([files["a"], files["b"]], READING)
    broken, whole = report.documents
    assert broken.errors == (FAULT,)
    assert broken.valid is None
    assert "AssertionError" in broken.valid_reason
    assert whole.errors == ()
    assert report.exit_code == 3
    assert "Traceback" not in render(report)


def fails_for_ob3(plan: Any, context: RuleContext) -> Any:
    from trustlint.engine.run import run_rules

    if context.kind is not None and context.kind.model == "ob3":
        raise AssertionError("a fault of trustlint")
    return run_rules(plan, context)


def test_a_fault_in_reading_is_contained_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = write(tmp_path, a=base("ob3-definition"), b=base("ob2-badgeclass"))
    from trustlint.engine import session

    read = session.read_documents

    def fails_on_first(source: Any) -> Any:
        if source.path == files["a"]:
            raise ZeroDivisionError
        return read(source)

    monkeypatch.setattr(session, "read_documents", fails_on_first)
    report = run([files["a"], files["b"]], READING)
    assert [item.read for item in report.documents] == [False, True]
    assert report.summary.unread == 1
    assert report.exit_code == 3


def test_rules_leave_the_input_as_it_is(root: Path) -> None:
    session = Session(CheckOptions(packs=(READING, INTAKE, "open-badges", "trusted-credential"), now=NOW))
    from trustlint.source.read import Input, read_documents

    files = sorted((root / "fixtures").glob("*/*.json"))[::4] + sorted((root / "rules/bases").glob("*.json"))
    for file in files:
        for document in read_documents(Input(str(file), True)):
            before = deepcopy(document.data)
            session.check(document)
            assert json.dumps(document.data) == json.dumps(before), file


def test_data_from_python_is_left_as_it_is() -> None:
    data = base("ob3-credential")
    before = deepcopy(data)
    check_data(data, CheckOptions(packs=(READING,), now=NOW))
    assert data == before


def test_two_runs_say_the_same(root: Path) -> None:
    options = CheckOptions(packs=(READING, INTAKE), now=NOW)
    paths = [str(root / "fixtures" / "mixed"), str(root / "rules" / "bases")]
    assert check_paths(paths, options).to_dict() == check_paths(paths, options).to_dict()


def test_many_faults_of_rules_keep_the_report_whole(tmp_path: Path) -> None:
    rules = [rule(f"XX{number:03}", program=name) for number, name in enumerate(BROKEN, 1)]
    pack = on_disk(tmp_path, pack_data(rules))
    files = write(tmp_path, badge=base("ob3-definition"))
    document = one(run([files["badge"]], pack))
    assert document.errors == tuple(item["code"] for item in rules)
    assert document.packs[0].outcomes == {
        "pass": 0,
        "fail": 0,
        "inapplicable": 0,
        "cant-tell": 0,
        "error": len(rules),
    }
