"""Everything that an input can be besides a badge, in one folder, through the real command."""

from __future__ import annotations

import ctypes
import json
import os
import resource
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from .conftest import INTAKE, NOW, READING, Command, executable

PACKS = ("--pack", READING, "--pack", INTAKE)
SHIPPED = ("--pack", "open-badges")
MEMORY = 1_500_000_000
"""Bytes of address space, libraries included."""

START = b'{"type": "Achievement", '

BROKEN: dict[str, tuple[bytes, str]] = {
    "truncated.json": (START + b'"name": "A', "not closed|never closed|is not ended|ends"),
    "empty.json": (b"", "empty"),
    "blank.json": (b" \n\t ", "empty"),
    "comma.json": (START + b'"name": "A",}', ""),
    "comment.json": (START + b'// why\n"name": "A"}', ""),
    "quotes.json": (START + b"'name': 'A'}", ""),
    "two.json": (START + b'"name": "A"} {}', ""),
    "number.json": (START + b'"version": ' + b"9" * 5000 + b"}", ""),
    "exponent.json": (START + b'"version": 1e99999}', ""),
    "zero.json": (START + b'"version": 007}', ""),
    "nan.json": (START + b'"version": NaN}', "NaN"),
    "infinity.json": (START + b'"version": -Infinity}', "Infinity"),
    "control.json": (START + b'"name": "A\x01\x1b[31m"}', ""),
    "escape.json": (START + b'"name": "\\x41"}', ""),
    "surrogate.json": (START + b'"name": "\\ud800"}', ""),
    "latin.json": (START + '"name": "Café"}'.encode("latin-1"), "UTF-8"),
    "half.json": (START + b'"name": "\xe2\x82"}', "UTF-8"),
    "overlong.json": (START + b'"name": "\xc0\xaf"}', "UTF-8"),
    "zeros.json": (b"\0" * 2000, ""),
    "image.json": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)), ""),
    "deep.json": (START + b'"a": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "inside each other"),
    "deeper.json": (b'{"type":"Achievement","a":' * 50_000, ""),
    "wide.json": (START + b'"a": [' + b"0," * 600_000 + b"0]}", "values"),
    "twice.json": (START + b'"name": "A", "name": "B"}', "name"),
    "deep.yaml": (b"type: Achievement\na: " + b"[" * 20_000, ""),
    "bomb.yaml": (
        b"type: Achievement\na: &a [x, x, x, x, x, x, x, x, x]\n"
        + b"".join(
            b"%c: &%c [%s]\n" % (name, name, b", ".join([b"*%c" % (name - 1)] * 9))
            for name in range(ord("b"), ord("m"))
        ),
        "",
    ),
    "circle.yaml": (b"type: Achievement\na: &a [*a]\n", ""),
    "tag.yaml": (b"type: Achievement\na: !!python/object/apply:os.system [id]\n", ""),
    "tab.yaml": (b"type: Achievement\na:\n\t- b\n", ""),
    "lines.ndjson": (START + b'"name": "A"}\n{"type": "Achievement", \n', ""),
}
"""File name to bytes and a pattern that its finding must match."""

SLOW = ("wide.json", "bomb.yaml")
"""A second or more each: once is enough."""


@pytest.fixture
def badge(root: Path) -> bytes:
    data = json.loads((root / "rules" / "bases" / "ob3-definition.json").read_text())
    data["alignment"] = [{"type": ["Alignment"], "targetName": "A", "targetUrl": "https://example.org/a"}]
    return json.dumps(data).encode()


def limited() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def check(folder: Path, *arguments: str, **options: Any) -> tuple[int, dict[str, Any]]:
    """Exit code and JSON report of the command in a folder, within bounded memory and time."""
    done = subprocess.run(
        [executable(), "check", *arguments, "--now", NOW, "-f", "json"],
        cwd=folder,
        capture_output=True,
        timeout=120,
        check=False,
        **({"preexec_fn": limited} | options),
    )
    assert done.stderr == b""
    return done.returncode, json.loads(done.stdout)


def by_path(report: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The last document of each file by its name."""
    return {Path(item["path"]).name: item for item in report["documents"]}


@pytest.mark.parametrize("packs", [PACKS, SHIPPED], ids=["own-packs", "open-badges"])
def test_every_kind_of_broken_text_has_its_finding_and_the_rest_is_reported(
    tmp_path: Path, badge: bytes, packs: tuple[str, ...]
) -> None:
    import re

    broken = {name: item for name, item in BROKEN.items() if packs == PACKS or name not in SLOW}
    for name, (content, _) in broken.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "good.json").write_bytes(badge)
    (tmp_path / "zz-good.json").write_bytes(badge)
    code, report = check(tmp_path, *sorted(item.name for item in tmp_path.iterdir()), *packs)
    assert code == 1, "all of it could be read"
    documents = by_path(report)
    assert set(documents) == {*broken, "good.json", "zz-good.json"}
    for name, (_, pattern) in broken.items():
        document = documents[name]
        assert document["read"], name
        assert document["errors"] == [], name
        found = [item["message"] for item in document["findings"] if item["severity"] == "error"]
        assert found, name
        assert any(re.search(pattern, message) for message in found), (name, found)
    for name in ("good.json", "zz-good.json"):
        assert documents[name]["errors"] == []
        assert not [item for item in documents[name]["findings"] if item["severity"] == "error"]


@pytest.fixture
def zoo(tmp_path: Path, badge: bytes) -> Iterator[Path]:
    """A folder with everything that is no regular file of bearable size, and two good badges."""
    (tmp_path / "a-good.json").write_bytes(badge)
    (tmp_path / "folder.json").mkdir()
    (tmp_path / "folder.json" / "inside.json").write_bytes(badge)
    (tmp_path / "dangling.json").symlink_to("nowhere.json")
    os.mkfifo(tmp_path / "pipe.json")
    for name in ("huge.json", "huge.yaml", "huge.ndjson"):
        with (tmp_path / name).open("wb") as stream:
            stream.write(START)
            stream.truncate(100 * 1024 * 1024)
    server = socket.socket(socket.AF_UNIX)
    server.bind(str(tmp_path / "s.json"))
    (tmp_path / "z-good.json").write_bytes(badge)
    yield tmp_path
    server.close()


UNREADABLE = {
    "dangling.json": "a link to a file that does not exist",
    "pipe.json": "a named pipe",
    "s.json": "a socket",
    "huge.json": "has 100 MB",
    "huge.yaml": "has 100 MB",
}


@pytest.mark.parametrize("packs", [PACKS, SHIPPED], ids=["own-packs", "open-badges"])
def test_what_cannot_be_read_ends_with_3_and_the_rest_is_reported(zoo: Path, packs: tuple[str, ...]) -> None:
    code, report = check(zoo, ".", *packs)
    assert code == 3
    documents = by_path(report)
    assert set(documents) == {*UNREADABLE, "huge.ndjson", "a-good.json", "inside.json", "z-good.json"}
    for name, words in UNREADABLE.items():
        document = documents[name]
        assert not document["read"], name
        assert words in document["findings"][0]["message"], name
        assert document["errors"] == []
    assert not documents["huge.ndjson"]["read"] or documents["huge.ndjson"]["findings"]
    for name in ("a-good.json", "inside.json", "z-good.json"):
        assert not [item for item in documents[name]["findings"] if item["severity"] == "error"]
    assert report["summary"]["unread"] >= len(UNREADABLE)


def test_the_same_named_one_by_one(zoo: Path) -> None:
    (zoo / "circle.json").symlink_to("circle.json")
    names = [
        "circle.json",
        *UNREADABLE,
        "a-good.json",
        "nothing.json",
        "a-good.json/x.json",
        "n" * 300 + ".json",
        "z-good.json",
    ]
    code, report = check(zoo, *names, *PACKS)
    assert code == 3
    assert [item["path"] for item in report["documents"]] == names
    assert [item["read"] for item in report["documents"]].count(True) == 2
    assert "leads back to itself" in report["documents"][0]["findings"][0]["message"]
    assert all(item["findings"] for item in report["documents"] if not item["read"])


def test_text_and_table_show_the_same_zoo(zoo: Path, call: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(zoo)
    for look in (("-q",), ("-v",), ("-f", "table")):
        ended = call("check", ".", *PACKS, *look)
        assert (ended.code, ended.err) == (3, "")
        for name in UNREADABLE:
            assert name in ended.out, look


def test_several_processes_meet_the_same_zoo(zoo: Path) -> None:
    for number in range(40):
        shutil.copy(zoo / "a-good.json", zoo / f"b-{number}.json")
    assert check(zoo, ".", *PACKS, "-j", "2", preexec_fn=None) == check(zoo, ".", *PACKS)


def without_the_power_to_read_all() -> None:
    """For a process of the superuser on Linux: CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH leave with the next exec."""
    if os.geteuid() == 0:
        libc = ctypes.CDLL(None, use_errno=True)
        for capability in (1, 2):
            if libc.prctl(24, capability, 0, 0, 0) != 0:
                raise OSError(ctypes.get_errno(), "the superuser cannot give up reading all")


def test_no_permission() -> None:
    """The superuser may read all, unless the right to do so is given up first."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        (folder / "own").mkdir()
        (folder / "own" / "secret.json").write_text("{}")
        (folder / "closed.json").write_text("{}")
        (folder / "open.json").write_text('{"type": "Achievement"}')
        (folder / "open.json").chmod(0o644)
        (folder / "closed.json").chmod(0)
        (folder / "own").chmod(0)
        try:
            code, report = check(folder, ".", *PACKS, preexec_fn=without_the_power_to_read_all)
        finally:
            (folder / "own").chmod(0o755)
    documents = by_path(report)
    assert (code, set(documents)) == (3, {"closed.json", "open.json", "own"})
    for name in ("closed.json", "own"):
        assert not documents[name]["read"]
        assert "have no permission to read it" in documents[name]["findings"][0]["message"]
    assert documents["open.json"]["read"]


def test_a_file_that_vanishes_after_it_was_found(tmp_path: Path, badge: bytes) -> None:
    from trustlint.engine.check import Run
    from trustlint.engine.options import CheckOptions

    for name in ("a.json", "b.json", "c.json"):
        (tmp_path / name).write_bytes(badge)
    run = Run([str(tmp_path)], CheckOptions(packs=(READING, INTAKE)))
    (tmp_path / "b.json").unlink()
    results = list(run.documents())
    assert [item.read for item in results] == [True, False, True]
    assert run.footer().exit_code == 3


def test_a_pipe_with_no_writer_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.json")
    started = time.monotonic()
    code, report = check(tmp_path, "pipe.json", *PACKS)
    assert (code, report["documents"][0]["read"]) == (3, False)
    assert time.monotonic() - started < 60
