"""Every option of ``trustlint check``, used well and badly."""

from __future__ import annotations

import json
import os
import shutil
import stat
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from trustlint import render
from trustlint.engine.check import check_paths
from trustlint.engine.options import CheckOptions

from .conftest import INTAKE, NOW, READING, Command, Ended

CHECK = ("check", "--pack", READING, "--now", NOW)


def report_of(ended: Ended) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(ended.out)
    return data


def codes(report: dict[str, Any]) -> list[str]:
    """Rules that ran on the only document, by what the criteria and findings name."""
    (document,) = report["documents"]
    return [item["code"] for item in document["findings"]]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("RD002", ["RD002"]),
        ("rd002", ["RD002"]),
        ("badge-aligned", ["RD002"]),
        ("links", ["RD002"]),
        ("words", ["RD004"]),
        ("RC-04", ["RD004"]),
        ("reading", ["RD002", "RD004"]),
    ],
)
def test_select_by_code_name_tag_criterion_and_pack(
    call: Command, folder: Path, name: str, expected: list[str]
) -> None:
    ended = call(*CHECK, "gaps.json", "-f", "json", "--select", name)
    assert codes(report_of(ended)) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [("RD002", ["RD004"]), ("links", ["RD004"]), ("RC-04", ["RD002"]), ("READING", [])],
)
def test_ignore_by_code_tag_criterion_and_pack(
    call: Command, folder: Path, name: str, expected: list[str]
) -> None:
    ended = call(*CHECK, "gaps.json", "-f", "json", "--ignore", name)
    assert codes(report_of(ended)) == expected


def test_ignore_wins_over_select(call: Command, folder: Path) -> None:
    ended = call(*CHECK, "gaps.json", "-f", "json", "--select", "reading", "--ignore", "RD002")
    report = report_of(ended)
    assert codes(report) == ["RD004"]
    verdicts = {item["id"]: item["verdict"] for item in report["documents"][0]["criteria"]}
    assert verdicts["RC-02"] == "not-assessed"
    assert ended.code == 1, "a required criterion that was not assessed is not met"


def test_a_tag_of_another_pack_can_be_selected(call: Command, folder: Path) -> None:
    (folder / "broken.json").write_text('{"a": ')
    ended = call(*CHECK, "--pack", INTAKE, "broken.json", "-f", "json", "--select", "reading-the-text")
    assert ended.code == 2
    ended = call(*CHECK, "--pack", INTAKE, "broken.json", "-f", "json", "--select", "readable-input")
    assert codes(report_of(ended)) == ["IN001"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--select", "RD02"), "did you mean 'RD002'?"),
        (("--ignore", "badge-alined"), "did you mean 'badge-aligned'?"),
        (("--select", "zzzz"), "no rule, criterion, tag or selected pack has this name"),
        (("--select", "open-badges"), "no rule, criterion, tag or selected pack"),
        (("--require", "reading:recomended"), "did you mean 'recommended'?"),
        (("--require", "readin"), "there is no pack 'readin'"),
        (("--pack", "trusted-credentials"), "did you mean 'trusted-credential'?"),
        (("--pack", "./none.yaml"), "there is no pack at './none.yaml'"),
        (("--fail-on", "fatal"), "'error', 'warning', 'note', 'never'"),
        (("--scope", "award"), "'auto', 'definition', 'credential'"),
        (("--format", "xml"), "'text', 'table', 'json'"),
        (("--set", "reading.mode"), "is not PACK.PARAMETER=VALUE"),
        (("--set", "mode=mild"), "is not PACK.PARAMETER=VALUE"),
        (("--set", "reading.mode=wild"), "one of strict, mild, not 'wild'"),
        (("--set", "reading.mood=mild"), "it has shortest, mode"),
        (("--set", "readin.mode=mild"), "did you mean 'reading'?"),
        (("--set", "reading.shortest=few"), "a number such as 3, not 'few'"),
        (("--now", "yesterday"), "is not a date and time such as 2026-05-31T12:00:00Z"),
        (("--now", "2026-13-01"), "is not a date and time"),
        (("--jobs", "0"), "give a number from 1 to 999, or auto"),
        (("--jobs", "-1"), "give a number from 1 to 999, or auto"),
        (("--jobs", "²"), "give a number from 1 to 999, or auto"),
        (("--jobs", "many"), "give a number from 1 to 999, or auto"),
        (("--placeholder", "("), "is no regular expression"),
        (("--color", "blue"), "'auto', 'always', 'never'"),
        (("--report", "json"), "is not FORMAT=FILE"),
        (("--report", "xml=a.xml"), "is not FORMAT=FILE"),
        (("--report", "json="), "is not FORMAT=FILE"),
        (("--report", "json=-"), "choose what is printed with --format"),
        (("-q", "-v"), "exclude each other"),
        (("--outptu", "x"), "--output"),
    ],
)
def test_wrong_options_are_refused_in_words(
    call: Command, folder: Path, arguments: tuple[str, ...], words: str
) -> None:
    ended = call(*CHECK, "good.json", "--report", "json=report.json", *arguments)
    assert (ended.code, ended.out) == (2, "")
    assert words in ended.err
    assert sorted(item.name for item in folder.iterdir()) == ["gaps.json", "good.json"], "nothing is written"


def test_output_goes_to_a_file_instead(call: Command, folder: Path) -> None:
    ended = call(*CHECK, "gaps.json", "-f", "json", "-o", "report.json")
    assert (ended.code, ended.out) == (1, "")
    assert json.loads((folder / "report.json").read_text())["exit_code"] == 1


def test_a_dash_stands_for_standard_output(call: Command, folder: Path) -> None:
    ended = call(*CHECK, "gaps.json", "-o", "-")
    assert ended.out == call(*CHECK, "gaps.json").out
    assert not (folder / "-").exists()


def test_reports_are_written_beside_what_is_printed(call: Command, folder: Path) -> None:
    ended = call(*CHECK, "gaps.json", "--report", "json=a.json", "--report", "table=b.txt")
    assert "RC-02" in ended.out
    assert json.loads((folder / "a.json").read_text())["exit_code"] == 1
    assert (folder / "b.txt").read_text() == call(*CHECK, "gaps.json", "-f", "table").out


def test_files_are_the_same_as_what_is_printed(call: Command, folder: Path) -> None:
    for name in ("text", "table", "json"):
        call(*CHECK, "gaps.json", "-f", name, "-o", "file")
        assert (folder / "file").read_text() == call(*CHECK, "gaps.json", "-f", name).out


@pytest.mark.parametrize(
    ("file", "words"),
    [
        ("nowhere/report.json", "no such file or directory"),
        (".", "it is a folder"),
        ("good.json/x", "not a directory"),
        ("x" * 300, "name too long"),
        ("a\0b", "null"),
    ],
)
def test_a_file_that_cannot_be_written_stops_the_run(
    call: Command, folder: Path, file: str, words: str
) -> None:
    for option in (("-o", file), ("--report", f"json={file}")):
        ended = call(*CHECK, "good.json", "--report", "text=first.txt", *option)
        assert (ended.code, ended.out) == (2, "")
        assert "cannot be written" in ended.err
        assert words in ended.err
        assert sorted(item.name for item in folder.iterdir()) == ["gaps.json", "good.json"]


def test_an_old_report_stays_when_the_run_breaks_off(
    call: Command, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "report.json").write_text("old")

    def break_off(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("trustlint.engine.check.Run.footer", break_off)
    ended = call(*CHECK, "gaps.json", "--report", "json=report.json")
    assert ended.code == 130
    assert (folder / "report.json").read_text() == "old"
    assert sorted(item.name for item in folder.iterdir()) == ["gaps.json", "good.json", "report.json"]


def test_a_report_has_the_usual_permissions(call: Command, folder: Path) -> None:
    call(*CHECK, "good.json", "-o", "report.txt")
    (folder / "plain").touch()
    assert stat.S_IMODE((folder / "report.txt").stat().st_mode) == stat.S_IMODE(
        (folder / "plain").stat().st_mode
    )


def test_a_link_stays_a_link(call: Command, folder: Path) -> None:
    (folder / "real.txt").write_text("old")
    (folder / "link.txt").symlink_to("real.txt")
    call(*CHECK, "good.json", "-o", "link.txt")
    assert (folder / "link.txt").is_symlink()
    assert "good.json" in (folder / "real.txt").read_text()


def test_a_device_is_written_to_and_not_replaced(call: Command, folder: Path) -> None:
    ended = call(*CHECK, "good.json", "-o", os.devnull)
    assert ended.code == 0
    assert Path(os.devnull).is_char_device()
    if Path("/dev/full").exists():
        ended = call(*CHECK, "good.json", "-o", "/dev/full")
        assert (ended.code, ended.out) == (2, "")
        assert "/dev/full cannot be written: no space left on device" in ended.err


def test_the_current_folder_is_checked_by_default(call: Command, folder: Path) -> None:
    ended = call(*CHECK, "-f", "json")
    paths = [document["path"] for document in report_of(ended)["documents"]]
    assert paths == ["./gaps.json", "./good.json"]


def test_folders_files_and_patterns_mix(call: Command, folder: Path) -> None:
    (folder / "sub" / "deep").mkdir(parents=True)
    shutil.copy("good.json", "sub/deep/one.json")
    shutil.copy("good.json", "sub/two.badge")
    ended = call(*CHECK, "-f", "json", "sub", "g*.json", "sub/**/*.badge", "good.json")
    paths = [document["path"] for document in report_of(ended)["documents"]]
    assert paths == ["sub/deep/one.json", "gaps.json", "good.json", "sub/two.badge"]


def test_exclude_leaves_out(call: Command, folder: Path) -> None:
    (folder / "old").mkdir()
    shutil.copy("gaps.json", "old/gaps.json")
    ended = call(*CHECK, "-f", "json", ".", "--exclude", "old/", "--exclude", "gaps.*")
    assert [document["path"] for document in report_of(ended)["documents"]] == ["./good.json"]
    assert ended.code == 0
    assert call(*CHECK, ".", "--exclude", "*").code == 5


def test_only_credentials_skips_what_is_none(call: Command, folder: Path) -> None:
    (folder / "package.json").write_text('{"name": "thing"}')
    named = call(*CHECK, "--pack", INTAKE, "-f", "json", "package.json", "good.json")
    assert named.code == 1
    skipping = call(*CHECK, "--pack", INTAKE, "-f", "json", "package.json", "good.json", "--only-credentials")
    report = report_of(skipping)
    assert (skipping.code, report["summary"]["skipped"], report["summary"]["documents"]) == (0, 1, 1)
    assert call(*CHECK, "package.json", "--only-credentials").code == 0
    assert call(*CHECK, "missing.json", "--only-credentials").code == 3


def test_stdin_is_checked(process: Command, folder: Path) -> None:
    ended = process(*CHECK, "-f", "json", "-", "-", stdin=(folder / "gaps.json").read_bytes())
    (document,) = report_of(ended)["documents"]
    assert (document["path"], ended.code) == ("-", 1)
    assert document["origin"][0] == "stdin"


def test_several_processes_say_the_same(process: Command, folder: Path) -> None:
    data = json.loads((folder / "gaps.json").read_text())
    for number in range(70):
        data["name"] = f"Badge {number}"
        (folder / f"badge-{number:02}.json").write_text(json.dumps(data))
    (folder / "broken.json").write_text('{"type": "Achievement", ')
    (folder / "batch.ndjson").write_text("\n".join(json.dumps(data) for _ in range(5)))
    alone = process(*CHECK, "--pack", INTAKE, "-f", "json", ".", cwd=folder)
    for jobs in ("2", "auto"):
        several = process(*CHECK, "--pack", INTAKE, "-f", "json", ".", "-j", jobs, cwd=folder)
        assert several == alone
    assert len(report_of(alone)["documents"]) == 78
    assert alone.code == 1


def test_scope_definition_does_not_ask_for_the_award(call: Command, root: Path) -> None:
    file = str(root / "rules" / "bases" / "ob3-credential.json")
    verdicts = []
    for scope in ("auto", "definition"):
        report = report_of(call(*CHECK, "-f", "json", file, "--scope", scope))
        verdicts.append({item["id"]: item["verdict"] for item in report["documents"][0]["criteria"]})
    assert (verdicts[0]["RC-03"], verdicts[1]["RC-03"]) == ("fail", "not-applicable")


def test_set_reaches_the_pack(call: Command, folder: Path) -> None:
    assert call(*CHECK, "good.json", "--set", "reading.mode=mild", "--set", "reading.shortest=5").code == 0
    assert call(*CHECK, "good.json", "--set", 'reading.mode="mild"').code == 0


def test_placeholder_is_a_pattern_of_the_whole_value(call: Command, folder: Path) -> None:
    data = json.loads((folder / "good.json").read_text())
    data["description"] = "TO BE DONE"
    (folder / "draft.json").write_text(json.dumps(data))
    plain = report_of(call(*CHECK, "-f", "json", "draft.json"))
    assert codes(plain) == ["RD005"]
    assert codes(report_of(call(*CHECK, "-f", "json", "draft.json", "--placeholder", "TO BE.*"))) == []
    assert codes(report_of(call(*CHECK, "-f", "json", "draft.json", "--placeholder", "TO"))) == ["RD005"]


def test_now_is_the_clock_of_the_report(call: Command, folder: Path) -> None:
    for given, told in (
        ("2026-05-31", "2026-05-31T00:00:00+00:00"),
        ("2026-05-31T12:00:00+02:00", "2026-05-31T12:00:00+02:00"),
        ("0001-01-01T00:00:00+14:00", "0001-01-01T00:00:00+14:00"),
    ):
        ended = call("check", "--pack", READING, "-f", "json", "good.json", "--now", given)
        assert report_of(ended)["run"]["now"] == told


def test_colour_only_where_it_is_wanted(call: Command, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\x1b[" not in call(*CHECK, "gaps.json").out
    assert "\x1b[" in call(*CHECK, "gaps.json", "--color", "always").out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in call(*CHECK, "gaps.json", "--color", "auto").out
    assert "\x1b[" in call(*CHECK, "gaps.json", "--color", "always").out
    call(*CHECK, "gaps.json", "--color", "always", "-o", "file.txt")
    assert "\x1b[" not in (folder / "file.txt").read_text()
    assert "\x1b[" not in call(*CHECK, "gaps.json", "--color", "always", "-f", "json").out


def test_excerpts_can_be_left_out(call: Command, folder: Path) -> None:
    data = json.loads((folder / "gaps.json").read_text())
    data["name"] = ""
    data["note"] = "the-secret-of-jo"
    (folder / "a.json").write_text(json.dumps({"note": data.pop("note"), **data}))
    with_lines = call(*CHECK, "a.json", "-f", "json").out
    without = call(*CHECK, "a.json", "-f", "json", "--no-excerpts").out
    assert "the-secret-of-jo" in with_lines
    assert "the-secret-of-jo" not in without
    assert "the-secret-of-jo" not in call(*CHECK, "a.json", "-v", "--no-excerpts").out


def test_quiet_says_little_and_verbose_much(call: Command, folder: Path) -> None:
    quiet, normal, verbose = (
        call(*CHECK, "gaps.json", "good.json", *look).out for look in (("-q",), (), ("-v",))
    )
    assert len(quiet) < len(normal) < len(verbose)
    assert "RC-02" in quiet
    assert "good.json" not in quiet


def test_what_is_printed_is_what_python_renders(call: Command, folder: Path) -> None:
    from datetime import datetime

    options = CheckOptions(packs=(READING,), now=datetime.fromisoformat(NOW))
    report = check_paths(["gaps.json", "good.json"], options)
    for name in ("text", "table", "json"):
        assert call(*CHECK, "gaps.json", "good.json", "-f", name).out == render(report, name)


def own_context(folder: Path, text: str) -> tuple[str, str]:
    """A badge with a term of a context of its own, and the option that gives a copy of that context."""
    url = "https://example.org/terms.json?v=1"
    badge = json.loads((ROOT / "rules/bases/ob3-credential.json").read_text(encoding="utf-8"))
    badge["@context"].append(url)
    (folder / "badge.json").write_text(json.dumps(badge | {"accessCode": "x"}), encoding="utf-8")
    (folder / "terms.json").write_text(text, encoding="utf-8")
    return str(folder / "badge.json"), f"{url}={folder / 'terms.json'}"


def test_a_copy_of_a_context_decides_about_its_terms(call: Command, tmp_path: Path) -> None:
    badge, copy = own_context(tmp_path, '{"@context": {"accessCode": "https://example.org/terms#code"}}')
    before = call("check", badge, "--pack", "open-badges", "--format", "json")
    assert json.loads(before.out)["documents"][0]["valid"] is None
    after = call("check", badge, "--pack", "open-badges", "--format", "json", "--context", copy)
    report = json.loads(after.out)
    assert after.code == 0
    assert report["documents"][0]["valid"] is True
    assert report["run"]["contexts"] == ["https://example.org/terms.json?v=1"]


@pytest.mark.parametrize(
    ("text", "option", "said"),
    [
        ('{"@context": 1', None, "is no JSON"),
        ('{"context": {}}', None, "it has no @context"),
        ("{}", "https://example.org/terms.json", "is not ADDRESS=FILE"),
        ("{}", "terms=terms.json", "is no web address"),
        ("{}", "https://example.org/terms.json=missing.json", "cannot be read"),
    ],
)
def test_a_copy_that_is_no_context_is_wrong_use(
    call: Command, tmp_path: Path, text: str, option: str | None, said: str
) -> None:
    badge, copy = own_context(tmp_path, text)
    result = call("check", badge, "--context", option or copy)
    assert result.code == 2
    assert said in " ".join(result.err.split())
