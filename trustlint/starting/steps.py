"""The files that ``trustlint init`` writes, and what is to be done by hand where one is there already."""

from __future__ import annotations

import os
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from trustlint.errors import UsageError
from trustlint.starting.forge import GITHUB, GITLAB, SCRIPT
from trustlint.version import __version__

_FILES = Path(__file__).parent / "files"
_CONFIGURATION = "trustlint.yaml"
_PYPROJECT_TABLE = "[tool.trustlint"
"""Where the configuration may be as well."""


class State(StrEnum):
    WRITTEN = "written"
    THERE = "there"
    """There is one that speaks of trustlint; it stays as it is."""
    LEFT = "left"
    """There is one that does not; it stays as it is, and something has to be added by hand."""


class Step(NamedTuple):
    """One file. path: from the top of the repository; hint: what to do by hand where another file is there."""

    path: str
    text: str
    hint: str
    executable: bool = False


def steps_for(pipelines: Iterable[str]) -> tuple[Step, ...]:
    """Configuration, hook, and what each of the pipelines (``github``, ``gitlab``, ``script``) needs."""
    steps = [
        Step(_CONFIGURATION, _text("trustlint.yaml"), f"{_SAYS_NOTHING}."),
        Step(
            ".pre-commit-config.yaml",
            _text("pre-commit.yaml"),
            "add this entry to its `repos`:\n" + _text("pre-commit.yaml").partition("\n")[2].rstrip(),
        ),
    ]
    for pipeline in pipelines:
        steps += _PIPELINES[pipeline]
    return tuple(steps)


def take(top: Path, step: Step, *, dry: bool) -> State:
    """Write a file, unless there is one. dry: only say what would happen. Raises UsageError when it cannot be written."""
    place = top / step.path
    there = _there(top, step.path)
    if there is not None:
        return State.THERE if "trustlint" in there else State.LEFT
    if not dry:
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            mode = 0o777 if step.executable else 0o666
            # Exclusively: what somebody else wrote meanwhile stays as well.
            with os.fdopen(
                os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode),
                "w",
                encoding="utf-8",
                newline="\n",
            ) as file:
                file.write(step.text)
        except OSError as error:
            raise UsageError(f"{place} cannot be written: {error.strerror or error}") from None
    return State.WRITTEN


def _there(top: Path, path: str) -> str | None:
    """What the file holds that is there under this name; None when none is. A link that leads nowhere is there as well."""
    # Under a name of the configuration it speaks of trustlint, whatever it says.
    if path == _CONFIGURATION and (
        any((top / name).is_file() for name in (path, f".{path}"))
        or _PYPROJECT_TABLE in (_read(top / "pyproject.toml") or "")
    ):
        return _PYPROJECT_TABLE
    return _read(top / path)


def _read(file: Path) -> str | None:
    if not os.path.lexists(file):
        return None
    try:
        return file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _text(name: str) -> str:
    return (_FILES / name).read_text(encoding="utf-8").replace("@VERSION@", __version__)


_SAYS_NOTHING = "it says nothing of trustlint; see docs/ci.md for what it could say"

_PIPELINES = {
    GITHUB: (Step(".github/workflows/trustlint.yml", _text("github.yml"), f"{_SAYS_NOTHING}."),),
    GITLAB: (
        Step(".gitlab/trustlint.yml", _text("gitlab.yml"), f"{_SAYS_NOTHING}."),
        Step(
            ".gitlab-ci.yml",
            _text("gitlab-ci.yml"),
            "add this to it:\n" + _text("gitlab-ci.yml").rstrip(),
        ),
    ),
    SCRIPT: (Step("ci/trustlint.sh", _text("check.sh"), f"{_SAYS_NOTHING}.", executable=True),),
}
