"""`trustlint baseline` and `check --baseline`, from adopting to an empty file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import trustlint
from tests.cli.conftest import NOW, READING, Command
from trustlint.errors import UsageError

FILE = "trustlint-baseline.json"
PACK = ("--pack", READING, "--pack", "open-badges", "--now", NOW)


def check(call: Command, *more: str) -> Any:
    return call("check", "--baseline", FILE, *PACK, *more)


def report_of(call: Command, *more: str) -> Any:
    return json.loads(check(call, "--format", "json", *more).out)


def edit(name: str, /, **members: Any) -> None:
    """Set members of a badge; None takes one away."""
    file = Path(name)
    data = json.loads(file.read_text()) | members
    file.write_text(json.dumps({key: value for key, value in data.items() if value is not None}, indent=2))


@pytest.fixture
def adopted(call: Command, folder: Path) -> Path:
    edit("gaps.json", image=7)
    assert call("check", *PACK, ".").code == 1
    made = call("baseline", "create", *PACK, ".")
    assert made.code == 0, made.err
    assert made.out.splitlines()[0].startswith(f"{FILE}: ")
    assert made.out.splitlines()[-1] == f"Now use it: trustlint check . --baseline {FILE}"
    return folder / FILE


def test_known_problems_do_not_fail_the_gate_and_stay_fails(call: Command, adopted: Path) -> None:
    report = report_of(call, "gaps.json")
    assert report["exit_code"] == 0
    (document,) = report["documents"]
    failing = [each for each in document["criteria"] if each["verdict"] == "fail"]
    assert failing
    assert all(each["known"] for each in failing)
    assert all(each["known"] for each in document["findings"])
    assert document["valid"] is False
    assert report["run"]["baseline"] == FILE
    assert report["baseline"]["new_findings"] == report["baseline"]["fixed"] == 0


def test_what_is_new_fails_the_gate_alone(call: Command, adopted: Path) -> None:
    edit("gaps.json", description=8)
    ended = check(call, "--quiet", "gaps.json")
    assert ended.code == 1
    assert all("gaps.json" in line and "escription" in line for line in ended.out.splitlines()[:-1]), (
        ended.out
    )
    new = [each for each in report_of(call, "gaps.json")["documents"][0]["findings"] if not each["known"]]
    assert {each["pointer"] for each in new} == {"/description"}


def test_a_criterion_that_fails_for_another_reason_is_new(call: Command, folder: Path) -> None:
    pack = ("--pack", "trusted-credential", "--now", NOW, "gaps.json")

    def failing() -> dict[str, bool]:
        report = json.loads(call("check", "--baseline", FILE, "--format", "json", *pack).out)
        criteria = report["documents"][0]["criteria"]
        return {each["id"]: each["known"] for each in criteria if each["verdict"] == "fail"}

    edit("gaps.json", criteria=None)
    assert call("baseline", "create", *pack).code == 0
    before = failing()
    assert before["TC-04"]
    assert all(before.values())
    edit("gaps.json", criteria={})
    assert failing() == before | {"TC-04": False}


def test_fixed_problems_are_told_and_update_removes_them(call: Command, adopted: Path) -> None:
    edit("gaps.json", image=None)
    report = report_of(call, "gaps.json", "good.json")
    (told,) = report["findings"]
    assert (told["code"], told["severity"], told["document"]) == ("TL930", "note", FILE)
    assert told["pointer"] == "/problems/gaps.json"
    assert told["message"].startswith("gaps.json: ")
    assert adopted.read_text().splitlines()[told["span"]["line"] - 1].strip().startswith('"gaps.json"')
    assert report["exit_code"] == 0
    assert check(call, "--ignore", "TL930", "--format", "jsonl").out.count("TL930") == 0

    before = adopted.read_text().splitlines()
    ended = call("baseline", "update", *PACK, ".")
    assert ended.code == 0
    assert ended.out.startswith("Removed gaps.json: ")
    after = adopted.read_text().splitlines()
    assert {line.rstrip(",") for line in after} < {line.rstrip(",") for line in before}
    assert report_of(call, ".")["findings"] == []
    edit("gaps.json", image=7)
    assert check(call, ".").code == 1


def test_update_takes_in_what_is_new_only_when_asked(call: Command, adopted: Path) -> None:
    edit("gaps.json", description=8)
    before = adopted.read_text()
    ended = call("baseline", "update", *PACK, ".")
    assert (ended.code, adopted.read_text()) == (0, before)
    assert "not taken in" in ended.out
    ended = call("baseline", "update", "--accept-new", *PACK, ".")
    assert ended.code == 0
    assert "Added gaps.json: " in ended.out
    assert check(call, ".").code == 0
    assert call("baseline", "update", *PACK, ".").out.startswith(f"{FILE}: 0 removed, 0 added, ")


def test_a_run_over_some_files_says_nothing_of_the_others(call: Command, adopted: Path) -> None:
    assert report_of(call, "good.json")["findings"] == []
    ended = call("baseline", "update", *PACK, "good.json")
    assert "0 removed" in ended.out
    assert "not looked at by this run, kept" in ended.out
    Path("gaps.json").unlink()
    (told,) = report_of(call, "good.json")["findings"]
    assert told["message"].startswith("There is no file gaps.json any more")


def test_rules_that_do_not_run_are_not_taken_for_fixed(call: Command, adopted: Path) -> None:
    assert report_of(call, "gaps.json", "--select", "OBS101")["findings"] == []
    assert (
        json.loads(
            call("check", "--baseline", FILE, "--pack", READING, "--now", NOW, "-f", "json", "gaps.json").out
        )["findings"]
        == []
    )


def test_an_approved_exception_is_not_covered_by_the_baseline(call: Command, folder: Path) -> None:
    edit("gaps.json", image=7)
    codes = [
        each["code"]
        for each in json.loads(call("check", *PACK, "-f", "json", "gaps.json").out)["documents"][0][
            "findings"
        ]
        if not each["criteria"]
    ]
    approved = (
        "--reason",
        "soon",
        "--by",
        "A",
        "--expires",
        "2026-06-30",
        "--now",
        NOW,
        "--pack",
        "open-badges",
    )
    for code in set(codes):
        assert call("waive", "gaps.json", code, *approved).code == 0
    assert call("baseline", "create", *PACK, ".").code == 0
    assert not set(codes) & {
        entry.get("rule") for entry in json.loads(Path(FILE).read_text())["problems"]["gaps.json"]
    }
    assert check(call, ".").code == 0
    assert call("check", "--baseline", FILE, *PACK[:4], "--now", "2026-07-01T00:00:00Z", ".").code == 1


def test_lines_may_move(call: Command, adopted: Path, folder: Path) -> None:
    badges = []
    for number, image in enumerate((7, "https://example.org/a.png", 8)):
        edit("gaps.json", image=image, id=f"https://example.org/{number}")
        badges.append(json.dumps(json.loads(Path("gaps.json").read_text())))
    Path("many.ndjson").write_text("\n".join(badges) + "\n")
    assert call("baseline", "update", "--accept-new", *PACK, "many.ndjson").code == 0
    Path("many.ndjson").write_text("\n\n".join(badges[::-1]) + "\n")
    ratchet = report_of(call, "many.ndjson")["baseline"]
    assert (ratchet["new_findings"], ratchet["new_criteria"], ratchet["fixed"]) == (0, 0, 0)
    # The same mistake in the badge that was sound is a new one.
    edit("gaps.json", image=7, id="https://example.org/1")
    badges[1] = json.dumps(json.loads(Path("gaps.json").read_text()))
    Path("many.ndjson").write_text("\n".join(badges) + "\n")
    new = [
        (document["part"], each["pointer"])
        for document in report_of(call, "many.ndjson")["documents"]
        for each in document["findings"]
        if not each["known"]
    ]
    assert set(new) == {("line 2", "/image")}


def test_paths_start_from_the_folder_of_the_baseline(
    call: Command, adopted: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = adopted.parent / "inner"
    inner.mkdir()
    monkeypatch.chdir(inner)
    assert call("check", "--baseline", f"../{FILE}", *PACK, "../gaps.json").code == 0
    monkeypatch.chdir("/")
    assert call("check", "--baseline", str(adopted), *PACK, str(adopted.parent / "gaps.json")).code == 0


def test_an_input_that_cannot_be_read_stays_a_fault(call: Command, folder: Path) -> None:
    made = call("baseline", "create", *PACK, ".", "absent.json")
    assert made.code == 3
    assert "A baseline cannot cover this:\n- absent.json: could not be read" in made.out
    assert check(call, ".", "absent.json").code == 3


def test_a_torn_file_is_a_new_problem_and_hides_none_as_fixed(call: Command, adopted: Path) -> None:
    Path("gaps.json").write_text(Path("gaps.json").read_text()[:-3])
    report = report_of(call, ".")
    assert report["exit_code"] == 1
    assert report["findings"] == []
    assert report["baseline"]["fixed"] == 0


def test_nothing_checked_writes_nothing(call: Command, folder: Path) -> None:
    Path("empty").mkdir()
    ended = call("baseline", "create", "empty")
    assert (ended.code, Path(FILE).exists()) == (5, False)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("{", "trustlint-baseline.json:1:"),
        ('{"trustlint-baseline": 1, "problem": {}}', "may have no 'problem'; did you mean 'problems'?"),
        ('{"trustlint-baseline": 2, "problems": {}}', "trustlint-baseline.json:1:"),
        (
            '{"trustlint-baseline": 1, "problems": {"a.json": [\n {"rule": "OBS101", "fingerprint": "x"}]}}',
            "trustlint-baseline.json:2:",
        ),
        (
            '{"trustlint-baseline": 1, "problems": {"a.json": [], "a.json": []}}',
            "take either side and run `trustlint baseline update`",
        ),
    ],
)
def test_a_file_that_is_no_baseline_is_refused_with_the_place(
    call: Command, folder: Path, text: str, what: str
) -> None:
    Path(FILE).write_text(text)
    for arguments in (
        ("check", "--baseline", FILE, "good.json"),
        ("baseline", "show"),
        ("baseline", "update"),
    ):
        ended = call(*arguments)
        assert ended.code == 2
        assert what in ended.err


def test_wrong_use(call: Command, adopted: Path) -> None:
    ended = call("baseline", "create", ".")
    assert (ended.code, "there already" in ended.err) == (2, True)
    ended = call("check", "--baseline", "no.json", "good.json")
    assert (ended.code, "`trustlint baseline create --file no.json`" in ended.err) == (2, True)
    assert call("baseline", "update", "-").code == 2
    with pytest.raises(UsageError, match="paths of files"):
        trustlint.check({"type": "Achievement"}, baseline=FILE)


def test_show_counts_and_lists(call: Command, adopted: Path) -> None:
    ended = call("baseline", "show")
    assert ended.code == 0
    assert ended.out.startswith(f"{FILE}: ")
    assert "in 1 file" in ended.out
    assert "  gaps.json: " in call("baseline", "show", "-v", FILE).out


def test_python_takes_a_baseline_too(adopted: Path) -> None:
    report = trustlint.check("gaps.json", packs=[READING, "open-badges"], baseline=FILE, now=None)
    assert report.gate.met
    assert report.footer.baseline is not None
    assert report.footer.baseline.known_findings > 0


def test_standard_input_is_never_known(process: Command, adopted: Path) -> None:
    badge = Path("gaps.json").read_bytes()
    assert process("check", "--baseline", FILE, *PACK, "-", stdin=badge).code == 1
