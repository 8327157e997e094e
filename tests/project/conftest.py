"""Wheels of the project and of the example plug-in, and environments that hold nothing else of ours."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from tests.conftest import absent
from tests.project.working_tree import clean_environment, commit_copy


@pytest.fixture(scope="session")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel built from the files that would be committed, with the build backend at hand: no registry is asked."""
    source = commit_copy(root, tmp_path_factory.mktemp("source"))
    return _built(source, tmp_path_factory.mktemp("dist"))


@pytest.fixture(scope="session")
def plugin_wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel of the example plug-in."""
    source = commit_copy(root, tmp_path_factory.mktemp("plugin"))
    return _built(source / "fixtures" / "plugin", tmp_path_factory.mktemp("plugin-dist"))


def _built(source: Path, place: Path) -> Path:
    for module in ("build", "hatchling"):
        if importlib.util.find_spec(module) is None:
            absent(f"{module} is not installed")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(place), str(source)]
    made = subprocess.run(build, capture_output=True, text=True, env=clean_environment())
    assert made.returncode == 0, made.stdout + made.stderr
    return next(place.glob("*.whl"))


@pytest.fixture(scope="session")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An interpreter that has the wheel of the project, and no other code of ours."""
    return clean_interpreter(tmp_path_factory.mktemp("clean"), wheel)


def clean_interpreter(folder: Path, *wheels: Path) -> Path:
    """An interpreter with wheels unpacked into its own site-packages, and the dependencies of this one behind it.

    A folder named in a .pth file is searched, but its own .pth files are not read: the editable install of this
    environment stays out.
    """
    venv.create(folder, with_pip=False, symlinks=os.name != "nt")
    scripts = "Scripts" if os.name == "nt" else "bin"
    interpreter = folder / scripts / Path(sys.executable).name
    ask = "import sysconfig; print(sysconfig.get_path('purelib'))"
    packages = Path(
        subprocess.run(
            [str(interpreter), "-c", ask], capture_output=True, text=True, check=True
        ).stdout.strip()
    )
    for wheel in wheels:
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(packages)
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return interpreter
