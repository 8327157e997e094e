"""Two ways to run the command: as a process of its own, and, faster, through its entry point in this process."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from trustlint.cli import main

PACKS = Path(__file__).parents[1] / "engine" / "packs"
READING = str(PACKS / "reading.yaml")
INTAKE = str(PACKS / "intake.yaml")
NOW = "2026-05-31T12:00:00Z"


@dataclass(frozen=True, slots=True)
class Ended:
    """What a command left behind."""

    code: int
    out: str
    err: str


Command = Callable[..., Ended]


def executable() -> str:
    """The installed command of this environment."""
    return str(Path(sys.executable).with_name("trustlint"))


@pytest.fixture
def process() -> Command:
    """Runs the installed command as a process."""

    def run(*arguments: str, stdin: bytes = b"", **options: Any) -> Ended:
        environment = {**os.environ, **options.pop("env", {})}
        done = subprocess.run(
            [executable(), *arguments],
            input=stdin,
            capture_output=True,
            timeout=60,
            env=environment,
            check=False,
            **options,
        )
        return Ended(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))

    return run


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """Runs the entry point of the command in this process."""

    def run(*arguments: str) -> Ended:
        monkeypatch.setattr(sys, "argv", ["trustlint", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        sys.stdout.flush()
        printed = capsys.readouterr()
        code = ended.value.code
        assert isinstance(code, int)
        assert "Traceback" not in printed.err
        return Ended(code, printed.out, printed.err)

    return run


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, root: Path) -> Path:
    """The current folder, empty but for a badge that meets the reading pack and one that does not."""
    monkeypatch.chdir(tmp_path)
    import json

    badge = json.loads((root / "rules" / "bases" / "ob3-definition.json").read_text())
    (tmp_path / "gaps.json").write_text(json.dumps(badge, indent=2))
    badge["alignment"] = [{"type": ["Alignment"], "targetName": "A", "targetUrl": "https://example.org/a"}]
    badge["tag"] = ["reading"]
    (tmp_path / "good.json").write_text(json.dumps(badge, indent=2))
    return tmp_path
