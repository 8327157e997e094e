"""Imports point downward only: the contracts of pyproject.toml hold."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def test_import_contracts_hold(root: Path) -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run([str(linter), "--no-cache"], cwd=root, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout
    assert " 0 broken" in run.stdout
