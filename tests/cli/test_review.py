"""``trustlint attest`` and ``trustlint waive``, and what ``check`` makes of them, through the command itself."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from .conftest import Command

ATTESTATIONS, WAIVERS = "trustlint-attestations.yaml", "trustlint-waivers.yaml"
BY = ("--by", "Ada", "--role", "Reviewer")
NOW = ("--now", "2026-05-31T12:00:00Z")


@pytest.fixture
def campus(root: Path, folder: Path) -> str:
    """The pack of docs/packs.md in the current folder, beside ``good.json`` in English; CA-2 asks a question."""
    (folder / "campus.yaml").write_text((root / "docs" / "examples" / "campus.yaml").read_text())
    badge = json.loads((folder / "good.json").read_text())
    badge |= {
        "inLanguage": "en",
        "criteria": {"narrative": "Interview three people and write a report. " * 6},
    }
    (folder / "good.json").write_text(json.dumps(badge))
    return "./campus.yaml"


def checking(campus: str) -> tuple[str, ...]:
    return (
        "check",
        "--pack",
        campus,
        "--require",
        "campus:recommended",
        "--strict-review",
        *NOW,
        "good.json",
    )


def verdict_of(process: Command, campus: str, id_: str = "CA-2") -> tuple[str, str, int]:
    done = process(*checking(campus), "--format", "json")
    (document,) = json.loads(done.out)["documents"]
    found = next(item for item in document["criteria"] if item["id"] == id_)
    return found["verdict"], found["reason"], done.code


def edit(folder: Path, old: str, new: str) -> None:
    text = (folder / "good.json").read_text()
    assert old in text
    (folder / "good.json").write_text(text.replace(old, new))


def test_from_review_to_answer_to_edit_to_answer(process: Command, campus: str, folder: Path) -> None:
    """The whole life of an answer, by the installed command."""
    attest = ("attest", "good.json", "CA-2", "--pack", campus, *BY, *NOW, "--answer")
    assert verdict_of(process, campus) == ("needs-review", "human-question", 4)
    assert process(*attest, "yes").code == 0
    assert verdict_of(process, campus) == ("pass", "attested", 0)

    data = json.loads((folder / "good.json").read_text())
    (folder / "good.json").write_text(json.dumps(dict(reversed(data.items())), indent=4))
    assert verdict_of(process, campus) == ("pass", "attested", 0)

    edit(folder, "write a report", "write a long report")
    assert verdict_of(process, campus) == ("needs-review", "human-question", 4)
    quiet = process(*checking(campus), "--quiet", "--fail-on", "warning")
    assert quiet.code == 1
    assert quiet.out.startswith(f"{ATTESTATIONS}:4:5 TL924 The answer of Ada to campus/CA-2 no longer counts")

    assert process(*attest, "no", "--note", "Too long.").code == 0
    assert verdict_of(process, campus) == ("fail", "attested-not-met", 1)
    waive = ("waive", "good.json", "CA-2", "--pack", campus, "--reason", "In June.", "--by", "Board", *NOW)
    assert process(*waive, "--expires", "2026-06-30").code == 0
    assert verdict_of(process, campus) == ("waived", "waived", 0)

    assert process(*attest, "yes").code == 0
    assert verdict_of(process, campus) == ("pass", "attested", 0)
    assert "TL910" in process(*checking(campus)).out
    assert (folder / ATTESTATIONS).read_text().count("- document") == 1

    edit(folder, '"inLanguage": "en"', '"inLanguage": "tlh"')
    assert verdict_of(process, campus, "CA-1") == ("fail", "CA002", 1)


def test_an_answer_ends(call: Command, campus: str, folder: Path) -> None:
    attest = ("attest", "good.json", "CA-2", "--pack", campus, *BY, *NOW, "--answer", "yes")
    assert call(*attest, "--expires", "2026-06-01").code == 0
    for day, code in (("2026-06-01", 0), ("2026-06-02", 4)):
        arguments = [item.replace("2026-05-31", day) for item in checking(campus)]
        assert call(*arguments).code == code


def test_every_open_question_is_asked(process: Command, campus: str, folder: Path) -> None:
    asked = process("attest", "good.json", "--pack", campus, *NOW, stdin=b"Ada\nReviewer\nperhaps\nyes\n\n")
    assert asked.code == 0
    assert "Question: Would a reader outside the university understand" in asked.out
    assert asked.out.endswith("1 answered, none left open.\n")
    assert verdict_of(process, campus) == ("pass", "attested", 0)
    again = process("attest", "good.json", "--pack", campus, *BY, *NOW)
    assert (again.code, again.out) == (0, "good.json: no question is open.\n")


def test_a_badge_cannot_write_to_the_terminal(process: Command, campus: str, folder: Path) -> None:
    edit(folder, '"inLanguage": "en"', '"inLanguage": "{{\\u001b[31m}}"')
    asked = process("attest", "good.json", "--pack", campus, *BY, *NOW)
    assert "\x1b" not in asked.out
    assert "2 open questions" in asked.out


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"Ada\n",
        b"Ada\nReviewer\n",
        b"Ada\nReviewer\nstop\n",
        b"Ada\nReviewer\nskip\n",
        b"Ada\nReviewer\nna\n",
    ],
)
def test_an_interview_can_be_broken_off(process: Command, campus: str, folder: Path, said: bytes) -> None:
    asked = process("attest", "good.json", "--pack", campus, *NOW, stdin=said)
    assert asked.code == 0
    assert asked.out.endswith("0 answered, 1 left open.\n")
    assert not (folder / ATTESTATIONS).exists()


def test_an_interview_goes_on_where_it_was_left(process: Command, campus: str, folder: Path) -> None:
    pack = Path("campus.yaml").read_text()
    second = pack[pack.index("  - id: CA-2") : pack.index("rules:")].replace("CA-2", "CA-3")
    human = "    human:\n      reviewers: 2"
    Path("more.yaml").write_text(pack.replace("rules:", f"{second}rules:", 1).replace("    human:", human, 1))
    interview = ("attest", "good.json", "--pack", "./more.yaml", "--role", "R", *NOW, "--by")
    first = process(*interview, "Ada", stdin=b"yes\n\nstop\n")
    assert first.out.endswith("1 answered, 1 left open.\n")
    on = process(*interview, "Ada", stdin=b"yes\nfine\n")
    assert "You have answered this already; other reviewers have to." in on.out
    assert "CA-3 of good.json: yes from Ada" in on.out
    other = process(*interview, "Ben", stdin=b"na\nNot for this one.\n")
    assert "So far: Ada (R) says yes; one more reviewer has to answer." in other.out
    found = process("check", "--pack", "./more.yaml", *NOW, "good.json")
    assert "The reviewers disagree: Ada (R) says yes and Ben (R) says na." in found.out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("gone.json", "CA-2", "--answer", "yes", *BY), "there is no file 'gone.json'"),
        (("good.json", "CA-2", "--answer", "yes"), "--by and --role are needed"),
        (("good.json", "CA-2", *BY), "--answer is needed"),
        (("good.json", "CA-2", "--answer", "na", *BY), "needs a --note"),
        (("good.json", "CA-2", "--answer", "yes", "--by", " ", "--role", "R"), "--by says nothing"),
        (("good.json", "CA-2", "--answer", "yes", *BY, "--expires", "2026-05-30"), "2026-05-30 is past"),
        (("good.json", "CA-2", "--answer", "yes", *BY, "--expires", "June"), "'June' is not a date"),
        (("good.json", "CA-2", "--answer", "yes", *BY, "--evidence", "minutes"), "is not an address"),
        (("good.json", "CA-2", "--answer", "yes", *BY, "--part", "/1"), "has no part '/1'"),
        (("good.json", "CA-22", "--answer", "yes", *BY), "did you mean CA-2?"),
        (("good.json", "TC-02", "--answer", "yes", *BY), "add --pack trusted-credential"),
        (("good.json", "CA-1", "--answer", "yes", *BY), "it is met by what a machine found"),
        (("gaps.json", "CA-1", "--answer", "yes", *BY), "an answer cannot change that"),
        (("good.json", "--answer", "yes"), "name it"),
        (
            ("campus.yaml", "CA-2", "--answer", "yes", *BY),
            "holds nothing that a criterion of campus is judged on",
        ),
    ],
)
def test_wrong_use_of_attest(
    call: Command, campus: str, folder: Path, arguments: tuple[str, ...], says: str
) -> None:
    ended = call("attest", *arguments, "--pack", campus, *NOW)
    assert ended.code == 2
    assert says in ended.err.replace("\n", " ")
    assert not (folder / ATTESTATIONS).exists()


@pytest.mark.parametrize(
    ("name", "more", "says"),
    [
        ("CA-9", (), "did you mean CA-"),
        ("CA009", (), "did you mean CA00"),
        ("TL910", (), "leave it out with --ignore"),
        ("CA-1", ("--expires", "2026-05-30"), "2026-05-30 is past"),
        ("CA-1", ("--reason", " "), "--reason says nothing"),
    ],
)
def test_wrong_use_of_waive(
    call: Command, campus: str, folder: Path, name: str, more: tuple[str, ...], says: str
) -> None:
    given = {"--reason": "R", "--by": "B", "--expires": "2026-06-30"} | dict(
        zip(more[::2], more[1::2], strict=True)
    )
    options = [part for pair in given.items() for part in pair]
    ended = call("waive", "good.json", name, *options, "--pack", campus, *NOW)
    assert ended.code == 2
    assert says in ended.err.replace("\n", " ")
    assert not (folder / WAIVERS).exists()


def test_a_waiver_must_have_reason_approver_and_end(call: Command, campus: str) -> None:
    ended = call("waive", "good.json", "CA-1", "--pack", campus, "--reason", "R", "--by", "B")
    assert (ended.code, "--expires" in ended.err) == (2, True)


def test_rules_are_waived_by_code_or_name(call: Command, campus: str, folder: Path) -> None:
    for name in ("CA001", "ca001", "language-given"):
        done = call(
            "waive",
            "gaps.json",
            name,
            "--pack",
            campus,
            "--reason",
            "R",
            "--by",
            "B",
            "--expires",
            "2026-06-30",
            *NOW,
        )
        assert done.out.startswith("CA001 of gaps.json: waived until 2026-06-30")
    assert (folder / WAIVERS).read_text().count("rule: CA001") == 1
    assert call("check", "--pack", campus, *NOW, "gaps.json").code == 0
    assert call("check", "--pack", campus, *NOW, "--machine-only", "gaps.json").code == 1


def test_files_by_name(call: Command, campus: str, folder: Path) -> None:
    (folder / "reviews").mkdir()
    file = "reviews/2026.yaml"
    attest = ("attest", "good.json", "CA-2", "--pack", campus, *BY, *NOW, "--answer", "yes", "--file", file)
    assert call(*attest).code == 0
    assert "- document: ../good.json\n" in Path(file).read_text()
    assert call(*checking(campus)).code == 4
    assert call(*checking(campus), "--attestations", file).code == 0
    assert call(*checking(campus), "--attestations", file, "--machine-only").code == 2
    assert call(*checking(campus), "--waivers", "gone.yaml").code == 2


def test_an_entry_goes_to_the_file_that_check_reads(call: Command, campus: str, folder: Path) -> None:
    (folder / "badges").mkdir()
    (folder / "good.json").rename(folder / "badges" / "good.json")
    (folder / ATTESTATIONS).write_text("trustlint-attestations: 1\nattestations: []\n")
    attest = ("attest", "badges/good.json", "CA-2", "--pack", campus, *BY, *NOW, "--answer", "yes")
    assert call(*attest).code == 0
    assert "- document: badges/good.json\n" in (folder / ATTESTATIONS).read_text()
    arguments = [item.replace("good.json", "badges/good.json") for item in checking(campus)]
    assert call(*arguments).code == 0


def test_codes_of_the_tool_are_explained_and_listed(call: Command) -> None:
    assert call("explain", "TL924").out.startswith("# TL924 attestation-fresh\n")
    assert call("explain", "waiver-in-force").out.startswith("# TL911 ")
    assert "did you mean TL9" in call("explain", "TL999").err
    assert re.search(r"^TL910 +waiver-used +warning +trustlint ", call("list", "rules").out, re.M)
    assert "TL910" not in call("list", "rules", "--pack", "open-badges").out


def test_a_run_without_such_files_reads_no_yaml(process: Command, folder: Path) -> None:
    import subprocess
    import sys

    code = (
        "import sys; sys.argv = ['trustlint', 'check', 'good.json', '--quiet']\n"
        "import trustlint.cli\n"
        "try: trustlint.cli.main()\n"
        "except SystemExit: pass\n"
        "print(sorted({'yaml', 'trustlint.engine.reviews', 'trustlint.review.read'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.endswith("[]\n")
