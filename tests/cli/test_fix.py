"""``trustlint fix``: what it prints, what it writes, and how it ends."""

from __future__ import annotations

import json
import os
import stat
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import Command, executable

WRONG = b'{\r\n  "id": "https://example.org/a ",\r\n  "type": "Achievement", "name": "A",\r\n  "description": "B\\u00e9",\r\n  "tag": "x",\r\n  "criteria": {"narrative": "C"}\r\n}'
RIGHT = WRONG.replace(b'/a "', b'/a"').replace(b'"x"', b'["x"]')
OPTIONS = ("--pack", "open-badges")


@pytest.fixture
def badge(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "badge.json"
    file.write_bytes(WRONG)
    return file


def test_without_write_there_is_a_diff_and_nothing_changes(badge: Path, call: Command) -> None:
    done = call("fix", *OPTIONS, "badge.json")
    assert done.code == 1
    assert badge.read_bytes() == WRONG
    assert "--- badge.json\n+++ badge.json\n@@" in done.out
    assert '+  "tag": ["x"],' in done.out
    assert "2 findings can be settled in 1 file; --write makes the changes" in done.err


def test_the_diff_can_be_applied(badge: Path, process: Command, tmp_path: Path) -> None:
    diff = subprocess.run(
        [executable(), "fix", *OPTIONS, "badge.json"],
        capture_output=True,
        check=False,
        cwd=tmp_path,
    ).stdout
    subprocess.run(["git", "apply", "-p0", "--whitespace=nowarn", "-"], input=diff, check=True, cwd=tmp_path)
    assert badge.read_bytes() == RIGHT


def test_write_changes_the_file_and_keeps_its_mode(badge: Path, call: Command) -> None:
    badge.chmod(0o640)
    done = call("fix", *OPTIONS, "--write", "badge.json")
    assert (done.code, done.out) == (0, "")
    assert badge.read_bytes() == RIGHT
    assert stat.S_IMODE(badge.stat().st_mode) == 0o640
    assert [file.name for file in badge.parent.iterdir()] == ["badge.json"]
    again = call("fix", *OPTIONS, "--write", "badge.json")
    assert (again.code, again.out) == (0, "")
    assert "nothing to change" in again.err


def test_a_link_stays_a_link(badge: Path, call: Command) -> None:
    link = badge.with_name("link.json")
    link.symlink_to(badge)
    assert call("fix", *OPTIONS, "--write", "link.json").code == 0
    assert link.is_symlink()
    assert badge.read_bytes() == RIGHT


def test_standard_input_goes_whole_to_standard_output(process: Command) -> None:
    done = process("fix", *OPTIONS, "-", stdin=WRONG)
    assert done.code == 0
    assert done.out.encode() == RIGHT
    sound = process("fix", *OPTIONS, "-", stdin=RIGHT)
    assert (sound.code, sound.out.encode()) == (0, RIGHT)


@pytest.mark.parametrize(
    ("options", "tag", "id_"),
    [
        (("--select", "OBS030"), '["x"]', "a "),
        (("--select", "trim"), '"x"', "a"),
        (("--ignore", "several-values-are-a-list"), '"x"', "a"),
        (("--select", "OBS030", "--ignore", "list-of-one"), '"x"', "a "),
    ],
)
def test_rules_and_fixes_are_chosen_by_name(
    options: tuple[str, ...], tag: str, id_: str, badge: Path, call: Command
) -> None:
    call("fix", *OPTIONS, *options, "-w", "badge.json")
    assert f'"tag": {tag}' in badge.read_text()
    assert f'"https://example.org/{id_}"' in badge.read_text()


def test_folders_are_walked_and_other_files_left_alone(badge: Path, call: Command) -> None:
    badge.with_name("package.json").write_text('{"type": "module", "name": "x"}')
    badge.with_name("more.yaml").write_text(
        "# mine\nid: https://example.org/a\ntype: [Achievement]\nname: A\ndescription: B\n"
        "tag: x  # one\ncriteria: {narrative: C}\n"
    )
    done = call("fix", *OPTIONS, "-w")
    assert done.code == 0
    assert "3 findings settled in 2 files" in done.err
    assert "tag: [x]  # one\n" in badge.with_name("more.yaml").read_text()
    assert badge.with_name("package.json").read_text() == '{"type": "module", "name": "x"}'


def test_quiet_says_it_with_the_exit_code(badge: Path, call: Command) -> None:
    done = call("fix", *OPTIONS, "-q", "badge.json")
    assert (done.code, done.out, done.err) == (1, "", "")


def test_what_cannot_be_read_is_told(badge: Path, call: Command) -> None:
    badge.with_name("broken.json").write_text('{"type": "Achievement",}')
    done = call("fix", *OPTIONS, "-w", "badge.json", "broken.json", "gone.json", "no*.json")
    assert done.code == 3
    assert badge.read_bytes() == RIGHT
    assert "broken.json: " in done.err
    assert "gone.json: there is no such file" in done.err
    assert "no*.json: nothing matches" in done.err


def test_nothing_to_look_at(badge: Path, call: Command) -> None:
    badge.unlink()
    assert call("fix").code == 5


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--select", "list-of-on", "badge.json"), "did you mean 'list-of-one'?"),
        (("--salt", "x", "badge.json"), "--hash-recipients"),
        (("--hash-recipients", "--salt", "", "badge.json"), "--salt is empty"),
        (("-", "badge.json"), "stands alone"),
    ],
)
def test_wrong_use(arguments: tuple[str, ...], says: str, badge: Path, call: Command) -> None:
    done = call("fix", *arguments)
    assert done.code == 2
    assert says in done.err
    assert badge.read_bytes() == WRONG


def test_a_file_that_cannot_be_written_stays(
    badge: Path, call: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    done = call("fix", *OPTIONS, "-w", "badge.json")
    assert done.code == 2
    assert "badge.json cannot be written: no space left on device" in done.err
    assert badge.read_bytes() == WRONG
    assert [file.name for file in badge.parent.iterdir()] == ["badge.json"]


PACK = """\
trustlint-pack: 1
id: house
namespace: HO
version: 1.0.0
title: Rules of the house
status: ours
source: {title: Rules of the house}
levels: [{id: required, title: Required}]
criteria:
  - id: HO-1
    title: The id is right
    requirement: The id leads to the badge.
    level: required
    assess: {all: [HO001]}
    human: {question: Does the id lead to the badge?}
    remediation: {text: Write the right id.}
    reference: {locator: section 1}
rules:
  - code: HO001
    name: has-an-id
    title: There is an id
    severity: error
    select: {field: achievement.id}
    check: {present: {}}
    remediation: Write an id.
    reference: {locator: section 1}
    examples:
      - {expect: pass, base: ob3-definition}
      - {expect: fail, base: ob3-definition, remove: [/id], at: ""}
"""


def test_an_answer_of_a_reviewer_does_not_lapse_by_a_fix(badge: Path, call: Command) -> None:
    badge.with_name("house.yaml").write_text(PACK)
    packs = ("--pack", "open-badges", "--pack", "./house.yaml")
    said = call("attest", "badge.json", "HO-1", "--answer", "yes", "--by", "Ann", "--role", "dean", *packs)
    assert said.code == 0, said.err
    done = call("fix", *packs, "-w", "badge.json")
    assert badge.read_bytes() == WRONG.replace(b'"x"', b'["x"]')
    assert "OBS021 at /id is left: " in done.err


def test_check_tells_of_the_fix(badge: Path, call: Command) -> None:
    report = json.loads(call("check", *OPTIONS, "-f", "json", "badge.json").out)
    fixes = {item["code"]: item["fix"] for item in report["documents"][0]["findings"] if item["fix"]}
    assert fixes["OBS030"] == {
        "fix": "list-of-one",
        "text": "put it in a list",
        "edits": [{"op": "replace", "path": "/tag", "value": ["x"]}],
        "option": None,
        "held": None,
    }
    text = call("check", *OPTIONS, "badge.json").out
    assert "Fix: trustlint fix offers to put it in a list." in text
