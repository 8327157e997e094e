"""The project as it would be committed now: tracked files and new ones, without what .gitignore names."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from tests.conftest import absent


def working_tree_files(root: Path) -> list[Path]:
    """Paths of the files, relative to ``root``. Skips the test where this is no git checkout."""
    if shutil.which("git") is None or not (root / ".git").exists():
        absent("this is not a git checkout, or git is not installed")
    names = git(root, "ls-files", "-z", "--cached", "--others", "--exclude-standard").split("\0")
    return [Path(name) for name in sorted(set(names)) if name and (root / name).is_file()]


def commit_copy(root: Path, target: Path) -> Path:
    """A new git repository in ``target`` with one commit of the working tree."""
    for file in working_tree_files(root):
        place = target / file
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(root / file, place, follow_symlinks=False)
    start_repository(target)
    return target


def start_repository(folder: Path) -> None:
    """Make ``folder`` a git repository whose first commit has all files in it."""
    git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "add", "--all")
    author = ("-c", "user.name=Tests", "-c", "user.email=tests@example.org", "-c", "commit.gpgsign=false")
    git(folder, *author, "commit", "--quiet", "--no-verify", "--allow-empty", "--message=State under test")


def git(folder: Path, *arguments: str) -> str:
    """The output of a git command in ``folder``, whatever repository the tests themselves run for."""
    result = subprocess.run(
        ["git", *arguments], cwd=folder, env=clean_environment(), capture_output=True, text=True, check=True
    )
    return result.stdout


def clean_environment(**more: str) -> dict[str, str]:
    """The environment without variables that tie git or Python to this very run."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("GIT_", "PRE_COMMIT", "PYTEST_"))
        and name not in ("PYTHONPATH", "VIRTUAL_ENV")
    }
    return {**kept, **more}
