"""A folder to work in, with what configurations name."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import INTAKE, READING, call, process

__all__ = ["call", "folder", "process"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, root: Path) -> Path:
    """The current folder, the root of a repository: two packs of its own in rubrics/, and a badge that lacks tags and
    an alignment in three folders."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    (tmp_path / "rubrics").mkdir()
    shutil.copy(READING, tmp_path / "rubrics" / "reading.yaml")
    shutil.copy(INTAKE, tmp_path / "rubrics" / "intake.yaml")
    badge = json.loads((root / "rules" / "bases" / "ob3-definition.json").read_text())
    for name in ("new", "old", "drafts"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "badge.json").write_text(json.dumps(badge, indent=2))
    return tmp_path
