"""The hooks of .pre-commit-hooks.yaml, installed and run by pre-commit itself."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import absent
from tests.project.working_tree import clean_environment, commit_copy, start_repository


@pytest.fixture(scope="module")
def project(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository of the project as pre-commit would clone it; needs a package registry."""
    if shutil.which("git") is None:
        absent("git is not installed")
    place = tmp_path_factory.mktemp("registry")
    probe = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--retries=0", "--timeout=15"]
    found = subprocess.run(
        [*probe, "--dest", str(place), "hatchling"], capture_output=True, text=True, env=clean_environment()
    )
    if found.returncode != 0:
        absent(f"pip reaches no package registry: {found.stderr.strip()[-200:]}")
    return commit_copy(root, tmp_path_factory.mktemp("project"))


@pytest.fixture
def issuer_repository(root: Path, tmp_path: Path) -> Path:
    """An issuer's repository with badges and other files."""
    folder = tmp_path / "issuer"
    folder.mkdir()
    for name, source in {
        "sound.json": "sel/ob3-definition.json",
        "gaps.json": "rubric/ob3-definition.json",
        "package.json": "mixed/package.json",
        "settings.yaml": "mixed/settings.yaml",
    }.items():
        shutil.copy(root / "fixtures" / source, folder / name)
    start_repository(folder)
    return folder


def try_repo(project: Path, where: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pre_commit", "try-repo", "--color=never", str(project), *arguments],
        cwd=where,
        env=clean_environment(PRE_COMMIT_HOME=str(where.parent / "pre-commit")),
        capture_output=True,
        text=True,
        timeout=600,
    )


def test_sound_badge_passes_both_hooks_and_other_files_are_left_alone(
    project: Path, issuer_repository: Path
) -> None:
    run = try_repo(project, issuer_repository, "--files", "sound.json", "package.json", "settings.yaml")
    assert run.returncode == 0, run.stdout + run.stderr
    verdicts = dict(re.findall(r"^(trustlint[^.]*)\.{3,}(\w+)$", run.stdout, re.MULTILINE))
    assert verdicts == {"trustlint": "Passed", "trustlint (strict)": "Passed"}


def test_badge_with_gaps_is_stopped_with_the_criterion_that_it_lacks(
    project: Path, issuer_repository: Path
) -> None:
    run = try_repo(project, issuer_repository, "trustlint", "--files", "sound.json", "gaps.json")
    assert run.returncode == 1, run.stdout + run.stderr
    assert "hook id: trustlint" in run.stdout
    assert "exit code: 1" in run.stdout
    assert "gaps.json" in run.stdout
    assert "TC-02" in run.stdout


CHANGES: dict[str, tuple[dict[str, Any], dict[str, int]]] = {
    "as it is": ({}, {"trustlint": 0, "trustlint-strict": 0}),
    "a recommended criterion is missed": (
        {"creditsAvailable": None},
        {"trustlint": 0, "trustlint-strict": 1},
    ),
    "a required criterion is missed": ({"criteria": {}}, {"trustlint": 1, "trustlint-strict": 1}),
    "not a sound Open Badge": ({"name": 7}, {"trustlint": 1, "trustlint-strict": 1}),
    "not a credential": ({"type": "module", "@context": None}, {"trustlint": 0, "trustlint-strict": 0}),
}


@pytest.mark.parametrize("hook", ["trustlint", "trustlint-strict"])
@pytest.mark.parametrize("change", CHANGES)
def test_what_each_hook_lets_pass(root: Path, tmp_path: Path, change: str, hook: str) -> None:
    """The entries themselves, run here: pre-commit adds file names to them and nothing else."""
    hooks = yaml.safe_load((root / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    entry = shlex.split(next(item["entry"] for item in hooks if item["id"] == hook))
    values, codes = CHANGES[change]
    badge = json.loads((root / "fixtures/sel/ob3-definition.json").read_text(encoding="utf-8")) | values
    file = tmp_path / "badge.json"
    file.write_text(
        json.dumps({name: value for name, value in badge.items() if value is not None}), encoding="utf-8"
    )
    assert entry[0] == "trustlint"
    run = subprocess.run(
        [sys.executable, "-m", *entry, "badge.json"], cwd=tmp_path, capture_output=True, text=True
    )
    assert run.returncode == codes[hook], run.stdout + run.stderr
