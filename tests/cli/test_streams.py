"""What goes where: the report to standard output and nothing else; readers that leave, terminals that cannot show."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from pathlib import Path

import pytest

from .conftest import INTAKE, NOW, READING, Command, executable

CHECK = ("check", "--pack", READING, "--pack", INTAKE, "--now", NOW)


def shell(line: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """A line of shell with the command as $T, whose exit status is that of the first in a pipe."""
    return subprocess.run(
        ["bash", "-o", "pipefail", "-c", line],
        cwd=folder,
        env={**os.environ, "T": executable(), "P": f"--pack {READING} --pack {INTAKE}", **environment},
        capture_output=True,
        timeout=60,
        check=False,
    )


def test_standard_output_has_the_report_only(process: Command, folder: Path) -> None:
    (folder / "broken.json").write_text('{"type": "Achievement", ')
    ended = process(*CHECK, ".", "-f", "json", cwd=folder)
    assert ended.err == ""
    assert len(json.loads(ended.out)["documents"]) == 3


def test_a_reader_that_leaves_is_no_failure_of_the_gate(folder: Path) -> None:
    for number in range(60):
        (folder / f"gaps-{number}.json").write_text((folder / "gaps.json").read_text())
    for format_ in ("text", "json"):
        done = shell(f"$T check . $P -f {format_} | head -1", folder)
        assert (done.returncode, done.stderr) == (141, b""), format_
        assert done.stdout.count(b"\n") == 1


def test_a_full_disk_is_told(folder: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("there is no /dev/full here")
    for line in ("$T check good.json $P", "$T check good.json $P -f json", "$T list fields"):
        done = shell(f"{line} > /dev/full", folder)
        assert done.returncode == 2, line
        assert b"cannot be written" in done.stderr
        assert b"Traceback" not in done.stderr
        assert b"Exception ignored" not in done.stderr


def test_closed_streams_are_told(folder: Path) -> None:
    done = shell("$T check - $P <&-", folder)
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"Standard input is closed" in done.stderr
    done = shell("$T check good.json $P >&-", folder)
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"standard output is closed" in done.stderr
    assert shell("$T check good.json $P -o report.txt >&-", folder).returncode == 0
    assert (folder / "report.txt").read_text().startswith("good.json")


def test_a_terminal_that_shows_ascii_only_gets_ascii(folder: Path) -> None:
    data = json.loads((folder / "gaps.json").read_text())
    data["description"] = "Kürzer – 読書"
    (folder / "späß.json").write_text(json.dumps(data))
    for format_ in ("text", "table"):
        for environment in (
            {"PYTHONIOENCODING": "ascii"},
            {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        ):
            done = shell(f"$T check . $P -v -f {format_}", folder, **environment)
            assert (done.returncode, done.stderr) == (1, b"")
            assert done.stdout.isascii()
    done = shell("$T check . $P -f json", folder, PYTHONIOENCODING="ascii")
    assert any(item["path"] == "./späß.json" for item in json.loads(done.stdout)["documents"])


def test_other_commands_survive_such_a_terminal(folder: Path) -> None:
    (folder / "own.yaml").write_text(Path(READING).read_text().replace("Reading rubric", "Lesen – 読書"))
    for line in ("$T pack show ./own.yaml", "$T list packs --pack ./own.yaml"):
        done = shell(line, folder, PYTHONIOENCODING="ascii")
        assert (done.returncode, done.stderr) == (0, b""), line
        assert b"Lesen" in done.stdout


def test_names_that_are_no_text_are_reported(folder: Path) -> None:
    (folder / os.fsdecode(b"caf\xe9.json")).write_bytes((folder / "good.json").read_bytes())
    for format_ in ("text", "json"):
        done = shell(f"$T check . $P -f {format_} --report json=all.json", folder)
        assert (done.returncode, done.stderr) == (1, b"")
        assert b"caf" in done.stdout
        done.stdout.decode("utf-8")
    assert any("caf" in item["path"] for item in json.loads((folder / "all.json").read_text())["documents"])


def test_hostile_text_does_nothing_to_a_terminal(folder: Path) -> None:
    data = json.loads((folder / "gaps.json").read_text())
    data["description"] = "\x1b]0;owned\x07\u202egood\x9b31m"
    (folder / "hostile.json").write_text(json.dumps(data))
    for format_ in ("text", "table", "json"):
        out = shell(f"$T check hostile.json $P -v -f {format_}", folder).stdout
        text = out.decode("utf-8")
        assert not set(text) & set("\x1b\x07\u202e\x9b")


def test_an_interrupt_ends_quietly(folder: Path) -> None:
    started = subprocess.Popen(
        [executable(), *CHECK, "-", "-o", "report.txt"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=folder,
        # A suite that runs in the background has interrupts turned off, and so would its children.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    assert started.stdin is not None
    # What does not fit into the pipe is only taken once the command reads: then it is past its start.
    started.stdin.write(b" " * (1 << 20))
    started.stdin.flush()
    started.send_signal(signal.SIGINT)
    out, err = started.communicate(timeout=30)
    assert (started.returncode, out, err.strip()) == (130, b"", b"trustlint: interrupted")
    assert not list(folder.glob("*report*"))


def test_what_many_assertions_lead_to_is_told_once(call: Command, root: Path) -> None:
    lines = call("check", "--quiet", str(root / "fixtures" / "mixed" / "ob2")).out.splitlines()
    assert len(lines) == len(set(lines))
    assert [line.rpartition("/ob2/")[2].split(" ")[:2] for line in lines[:-1]] == [
        ["badge.json:1:1", "TC-02"],
        ["assertion.json:1:1", "TC-06"],
        ["issuer.json:1:1", "TC-11"],
    ]
