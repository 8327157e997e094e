"""``trustlint render``, the formats of ``check``, and the summary of a job."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from trustlint.report import FORMATS

from .conftest import INTAKE, NOW, READING, Command

CHECK = ("check", "good.json", "gaps.json", "missing.json", "--pack", READING, "--pack", INTAKE, "--now", NOW)


@pytest.fixture
def made(call: Command, folder: Path) -> Path:
    """A JSON report of two badges and a file that is missing."""
    assert call(*CHECK, "--report", "json=report.json").code == 3
    return folder / "report.json"


@pytest.mark.parametrize("look", [(), ("--verbose",), ("--quiet",), ("--color", "always")])
@pytest.mark.parametrize("format_", FORMATS)
def test_equals_the_direct_output(call: Command, made: Path, format_: str, look: tuple[str, ...]) -> None:
    direct = call(*CHECK, "--format", format_, *look)
    rendered = call("render", "report.json", "--format", format_, *look)
    assert (direct.code, rendered.code) == (3, 0)
    assert rendered.out == direct.out
    assert rendered.err == direct.err == ""


def test_files_equal_the_direct_ones(call: Command, made: Path, folder: Path) -> None:
    def targets(folder_name: str) -> list[str]:
        (folder / folder_name).mkdir()
        return [part for name in FORMATS for part in ("--report", f"{name}={folder_name}/{name}")]

    assert call(*CHECK, *targets("direct")).code == 3
    assert call("render", "report.json", "-o", "shown.txt", *targets("rendered")).code == 0
    for name in FORMATS:
        assert (folder / "direct" / name).read_bytes() == (folder / "rendered" / name).read_bytes()
    assert (folder / "shown.txt").read_text().startswith("good.json")


def test_reads_standard_input(process: Command, made: Path, folder: Path) -> None:
    ended = process("render", "-", "-f", "csv", stdin=made.read_bytes(), cwd=folder)
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith("document,part,")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is no JSON report of trustlint"),
        ("{", "is no JSON report of trustlint"),
        ("[" * 100_000, "is no JSON report of trustlint"),
        ('{"report": NaN}', "NaN is no number of JSON"),
        ("[]", "this is no report of trustlint"),
        ('{"report": {"format": "trustlint-report", "version": "9"}}', "has the version '9'"),
        ('{"report": {"format": "trustlint-report", "version": "1"}}', "the member 'tool' is missing"),
    ],
)
def test_what_cannot_be_shown_is_exit_2(call: Command, folder: Path, text: str, message: str) -> None:
    (folder / "bad.json").write_text(text)
    ended = call("render", "bad.json", "--report", "csv=out.csv")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("trustlint: bad.json")
    assert message in ended.err
    assert ended.err.count("\n") == 1
    assert not (folder / "out.csv").exists()


def test_wrong_use_is_exit_2(call: Command, made: Path, folder: Path) -> None:
    for arguments in (
        ("render",),
        ("render", "none.json"),
        ("render", "."),
        ("render", "report.json", "-f", "xml"),
        ("render", "report.json", "--report", "csv"),
        ("render", "report.json", "--report", "csv=-"),
        ("render", "report.json", "-q", "-v"),
    ):
        ended = call(*arguments)
        assert (ended.code, ended.out) == (2, ""), arguments
        assert ended.err
    (folder / "binary.json").write_bytes(b"\xff\xfe\x00")
    assert call("render", "binary.json").code == 2


def test_programs_get_utf8_whatever_the_terminal_speaks(process: Command, folder: Path) -> None:
    data = json.loads((folder / "gaps.json").read_text())
    (folder / "späß.json").write_text(json.dumps(data))
    for format_ in set(FORMATS) - {"text", "table"}:
        ended = process(
            "check",
            "späß.json",
            "--pack",
            READING,
            "-f",
            format_,
            cwd=folder,
            env={"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "1"},
        )
        assert ended.code == 1
        assert ("späß.json" in ended.out) or ("sp%C3%A4%C3%9F.json" in ended.out), format_


@pytest.mark.parametrize("command", ["check", "render"])
def test_the_summary_of_a_job_is_appended(
    call: Command, made: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    arguments = CHECK if command == "check" else ("render", "report.json")
    markdown = call(*arguments, "-f", "markdown").out
    summary = folder / "summary.md"
    summary.write_text("# Before\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    call(*arguments, "-f", "text")
    assert summary.read_text() == "# Before\n"
    call(*arguments, "-f", "github")
    assert summary.read_text(encoding="utf-8") == "# Before\n" + markdown
    call(*arguments, "-f", "text", "--report", "github=log.txt")
    assert summary.read_text(encoding="utf-8") == "# Before\n" + markdown + markdown
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(folder / "none" / "summary.md"))
    ended = call(*arguments, "-f", "github")
    assert ended.code == 2
    assert "cannot be written" in ended.err


def test_a_run_that_writes_no_github_format_leaves_the_summary_alone(
    call: Command, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(folder / "none" / "summary.md"))
    assert call("check", "good.json", "--pack", READING).code == 0
