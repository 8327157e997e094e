"""``trustlint new`` asking a person: through the command, and at a real terminal."""

from __future__ import annotations

import json
import os
import pty
import select
import sys
import time
from pathlib import Path

from .conftest import Call

DEFINITION = {
    "name": "Giving Peer Feedback",
    "description": "The earner gives feedback that is specific, kind and useful.",
    "criteria": "Give feedback on three drafts. Two assessors score it; 70 of 100 points are needed.",
}
OPENING = [*DEFINITION.values(), "en", "feedback", "y", "writing", "n", "skip", "skip"]
REST = [
    "1",
    *["Instructing", "https://www.onetonline.org/find/descriptor/result/2.B.1.e", "", "", "", "n"],
    *["Final task", "1", "0", "100", "70"],
]


def test_an_interview_ends_in_a_badge_that_meets_the_packs(call: Call) -> None:
    ended = call("new", "-o", "badge.json", typed=[*OPENING, *REST])
    assert ended.code == 0, ended.err
    badge = json.loads(Path("badge.json").read_text(encoding="utf-8"))
    assert badge["name"] == DEFINITION["name"]
    assert badge["criteria"] == {"narrative": DEFINITION["criteria"]}
    assert badge["tag"] == ["feedback", "writing"]
    assert badge["id"].startswith("urn:uuid:")
    assert "image" not in badge
    assert badge["alignment"] == [
        {
            "type": ["Alignment"],
            "targetName": "Instructing",
            "targetUrl": "https://www.onetonline.org/find/descriptor/result/2.B.1.e",
        }
    ]
    (result,) = badge["resultDescription"]
    assert result.pop("id").startswith("urn:uuid:")
    assert result == {
        "type": ["ResultDescription"],
        "name": "Final task",
        "resultType": "Percent",
        "valueMin": "0",
        "valueMax": "100",
        "requiredValue": "70",
    }
    assert "meets 4 of 4 required checks of trusted-credential" in ended.out
    assert "Left open" not in ended.out
    checked = call("check", "--require", "trusted-credential:required", "badge.json")
    assert checked.code == 0


def test_each_question_says_whom_it_helps_and_which_criterion_wants_it(call: Call) -> None:
    ended = call("new", typed=[*OPENING, *REST])
    assert "Why: An alignment lets others compare what was learned" in ended.err
    assert "TC-02: The achievement is aligned with a skills framework" in " ".join(ended.err.split())
    assert json.loads(ended.out)["inLanguage"] == "en"


def test_a_wrong_answer_is_told_and_asked_again(call: Call) -> None:
    typed = [*OPENING[:3], "English, please", "en", *OPENING[4:], "1", "Instructing"]
    typed += ["onetonline.org/find/2.B.1.e", "not an address", *REST[2:]]
    ended = call("new", typed=typed)
    assert ended.code == 0
    said = " ".join(ended.err.split())
    assert "'English, please' is no language code; write two letters such as en, or en-GB." in said
    assert "did you mean https://onetonline.org/find/2.B.1.e?" in said
    assert "'not an address' is no web address" in said


def test_a_question_mark_gives_more_help_and_asks_again(call: Call) -> None:
    ended = call("new", typed=["?", *OPENING, *REST])
    assert "Readers see them first, often alone." in " ".join(ended.err.split())
    assert json.loads(ended.out)["name"] == DEFINITION["name"]


def test_what_is_skipped_is_left_out_and_told_with_what_to_do(call: Call) -> None:
    ended = call("new", "-o", "badge.json", typed=[*OPENING, "1", "skip", *REST[7:]])
    assert ended.code == 1
    assert "alignment" not in json.loads(Path("badge.json").read_text(encoding="utf-8"))
    assert "meets 3 of 4 required checks of trusted-credential" in ended.out
    assert "TC-02: The achievement is aligned with a skills framework" in ended.out
    assert "Add an alignment to a skill of a published framework" in ended.out


def test_the_end_of_the_input_writes_nothing(call: Call) -> None:
    ended = call("new", "-o", "badge.json", typed=OPENING[:4])
    assert ended.code == 130
    assert not Path("badge.json").exists()


def test_a_file_is_never_overwritten_unasked(call: Call) -> None:
    Path("badge.json").write_text("mine", encoding="utf-8")
    ended = call("new", "-o", "badge.json", typed=[*OPENING, *REST])
    assert ended.code == 2
    assert "badge.json is there already" in ended.err
    assert Path("badge.json").read_text(encoding="utf-8") == "mine"
    assert call("new", "-o", "badge.json", "--force", typed=[*OPENING, *REST]).code == 0
    assert json.loads(Path("badge.json").read_text(encoding="utf-8"))["name"] == DEFINITION["name"]


def test_nobody_need_have_accreditors(call: Call) -> None:
    """`none` is an answer. Open Badges 2.0 embed the issuer, so that TC-11 asks of a definition."""
    issuer = ["Example University", "https://example.org/", "skip", "badges@example.org"]
    typed = [*OPENING[:-1], "https://example.org/badge.png", *issuer, *REST[1:7], "none"]
    ended = call("new", "--model", "ob2", typed=typed)
    badge = json.loads(ended.out)
    assert badge["type"] == "BadgeClass"
    assert badge["issuer"]["email"] == "badges@example.org"
    assert list(badge)[-1] == "issuer"
    assert badge["issuer"]["extensions:issuerAccreditation"] == []


def test_at_a_terminal(tmp_path: Path) -> None:
    """The installed command, as a person sees it: every question waits for its answer."""
    badge = tmp_path / "badge.json"
    process, terminal = pty.fork()
    if process == 0:  # pragma: no cover - the other process
        command = Path(sys.executable).with_name("trustlint")
        os.execv(command, [str(command), "new", "-o", str(badge)])
    shown = b""
    for line in [*OPENING, *REST]:
        shown += _until(terminal, (b"> ", b"]: ", b"] "))
        os.write(terminal, f"{line}\n".encode())
    shown += _until(terminal, ())
    _, status = os.waitpid(process, 0)
    assert os.waitstatus_to_exitcode(status) == 0, shown.decode()
    assert json.loads(badge.read_text(encoding="utf-8"))["tag"] == ["feedback", "writing"]
    assert b"meets 4 of 4 required checks" in shown


def _until(terminal: int, ends: tuple[bytes, ...]) -> bytes:
    """What is shown up to one of the ends, or to the end of it all."""
    shown, deadline = b"", time.monotonic() + 30
    while not (ends and shown.endswith(ends)):
        assert time.monotonic() < deadline, shown
        if not select.select([terminal], [], [], 0.2)[0]:
            continue
        try:
            read = os.read(terminal, 65536)
        except OSError:
            break
        if not read:
            break
        shown += read
    return shown
