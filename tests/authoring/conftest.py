"""Running ``trustlint new`` through its entry point, in an empty folder."""

from __future__ import annotations

import sys
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import NamedTuple

import pytest

from trustlint.cli import main


class Ended(NamedTuple):
    code: int
    out: str
    err: str


Call = Callable[..., Ended]


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    """Runs the command in an empty folder; ``typed``: what is typed, one answer a line."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str, typed: list[str] | None = None) -> Ended:
        monkeypatch.setattr(sys, "argv", ["trustlint", *arguments])
        monkeypatch.setattr(sys, "stdin", StringIO("".join(f"{line}\n" for line in typed or [])))
        with pytest.raises(SystemExit) as ended:
            main()
        printed = capsys.readouterr()
        assert isinstance(ended.value.code, int)
        assert "Traceback" not in printed.err
        assert "fault of trustlint" not in printed.err
        return Ended(ended.value.code, printed.out, printed.err)

    return run
