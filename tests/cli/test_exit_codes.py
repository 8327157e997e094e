"""Every exit code through the real command, and the same one in every format."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from trustlint.report import FORMATS

from .conftest import INTAKE, NOW, READING, Command


def test_0_the_gate_is_met(process: Command, folder: Path) -> None:
    ended = process("check", "good.json", "--pack", READING, cwd=folder)
    assert (ended.code, ended.err) == (0, "")
    assert "Gate: met (exit code 0)" in ended.out


def test_1_the_gate_is_not_met(process: Command, folder: Path) -> None:
    ended = process("check", "gaps.json", "--pack", READING, cwd=folder)
    assert (ended.code, ended.err) == (1, "")
    assert "gaps.json: reading: RC-02 not met" in ended.out


def test_2_wrong_use(process: Command, folder: Path) -> None:
    ended = process("check", "good.json", "--pack", "readings", cwd=folder)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("trustlint: there is no pack 'readings'")
    assert ended.err.count("\n") == 1


def test_3_an_input_could_not_be_read(process: Command, folder: Path) -> None:
    ended = process("check", "gaps.json", "nothing.json", "--pack", READING, "--pack", INTAKE, cwd=folder)
    assert (ended.code, ended.err) == (3, "")
    assert "no such file; check the path" in ended.out
    assert "RC-02" in ended.out


def test_5_nothing_was_checked(process: Command, folder: Path) -> None:
    (folder / "notes").mkdir()
    (folder / "notes" / "package.json").write_text('{"name": "thing"}')
    ended = process("check", "notes", "--pack", READING, cwd=folder)
    assert (ended.code, ended.err) == (5, "")
    assert "nothing was checked" in ended.out


def test_4_only_review_is_left(call: Command, folder: Path) -> None:
    pack = json.loads(json.dumps(REVIEW))
    (folder / "review.yaml").write_text(json.dumps(pack))
    assert call("check", "good.json", "--pack", "./review.yaml").code == 0
    ended = call("check", "good.json", "--pack", "./review.yaml", "--strict-review")
    assert ended.code == 4
    assert "1 required criterion needs review" in ended.out


REVIEW = {
    "trustlint-pack": 1,
    "id": "review",
    "namespace": "RV",
    "version": "1.0",
    "title": "Review",
    "source": {"title": "The tests of trustlint"},
    "levels": [{"id": "required", "title": "Required"}],
    "criteria": [
        {
            "id": "RV-01",
            "title": "The name is good",
            "requirement": "Give it a good name.",
            "level": "required",
            "assess": {"all": ["RV001"]},
            "human": {"question": "Does the name tell what was learned?"},
            "reference": {"locator": "1"},
            "remediation": {"text": "Find a better name."},
        }
    ],
    "rules": [
        {
            "code": "RV001",
            "name": "name-there",
            "title": "There is a name",
            "severity": "error",
            "select": {"field": "achievement.name"},
            "check": {"present": {}},
            "remediation": "Add one.",
            "reference": {"document": "The tests of trustlint"},
            "examples": [
                {"expect": "pass", "base": "ob3-definition"},
                {"expect": "fail", "base": "ob3-definition", "remove": ["/name"], "at": ""},
            ],
        }
    ],
}


@pytest.mark.parametrize(
    ("paths", "code"),
    [
        (("good.json",), 0),
        (("gaps.json",), 1),
        (("good.json", "missing.json"), 3),
        (("*.nothing",), 5),
        (("gaps.json", "missing.json"), 3),
    ],
)
def test_the_format_changes_no_exit_code(
    call: Command, folder: Path, paths: tuple[str, ...], code: int
) -> None:
    looks = [("-f", name) for name in FORMATS] + [("-q",), ("-v",), ("--no-excerpts",)]
    for look in looks:
        ended = call("check", *paths, "--pack", READING, "--pack", INTAKE, "--now", NOW, *look)
        assert (ended.code, ended.err) == (code, ""), look
        if "json" in look:
            report = json.loads(ended.out)
            assert report["exit_code"] == code
            assert report["gate"]["met"] is (code == 0)


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "missing.json", "--pack", "readings"),
        ("check", "missing.json", "--require", "nothing"),
        ("check", "*.nothing", "--format", "xml"),
        ("check", "gaps.json", "--nonsense"),
        ("nonsense",),
        ("check", ""),
        ("explain",),
        ("list", "badges"),
        ("pack",),
        ("pack", "show"),
    ],
)
def test_wrong_use_comes_before_all_else(call: Command, folder: Path, arguments: tuple[str, ...]) -> None:
    ended = call(*arguments)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err


def test_a_fault_of_trustlint_is_told_without_a_traceback(
    call: Command, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_off(*_: object, **__: object) -> None:
        raise ZeroDivisionError("no way")

    monkeypatch.setattr("trustlint.cli.check.Run", break_off)
    ended = call("check", "good.json")
    assert (ended.code, ended.out) == (3, "")
    assert "a fault of trustlint itself" in ended.err
    assert "ZeroDivisionError: no way" in ended.err


def test_a_pattern_that_matches_nothing_is_told_and_is_no_met_gate(call: Command, folder: Path) -> None:
    ended = call("check", "good.json", "badgs/*.json", "--pack", READING)
    assert ended.code == 3
    assert "badgs/*.json: this pattern matches no file; check it" in ended.out
