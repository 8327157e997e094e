"""House rules that no linter holds."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from tests.project.working_tree import working_tree_files

MOST_LINES = 500
_TEXT = {".py", ".md", ".yaml", ".yml", ".toml", ".json", ".cfg", ".txt", ""}
_MACHINE_PATH = re.compile(r"(?<![\w.:/-])/(?:home|root|Users|work|opt|mnt|srv)/\w")
_LEFT_UNDONE = re.compile(r"\b(?:TO[D]O|FI[X]ME|X[X]X)\b")
_CLAIM = re.compile(
    r"TrustEd[- ](?:certified|conformant|compliant)|\bis (?:certified|conformant)\b", re.IGNORECASE
)


@pytest.fixture(scope="module")
def texts(root: Path) -> dict[Path, str]:
    """Every text file of ours. Fixtures are data: what they say is theirs."""
    return {
        file: (root / file).read_text(encoding="utf-8", errors="replace")
        for file in working_tree_files(root)
        if file.suffix in _TEXT and file.parts[0] != "fixtures"
    }


def _with(pattern: re.Pattern[str], texts: dict[Path, str]) -> list[str]:
    return [
        f"{file}:{number}: {line.strip()[:120]}"
        for file, text in texts.items()
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line)
    ]


def test_modules_are_short(texts: dict[Path, str]) -> None:
    lengths = {str(file): text.count("\n") for file, text in texts.items() if file.suffix == ".py"}
    own = {file: lines for file, lines in lengths.items() if file.startswith("trustlint/")}
    assert own
    assert {file: lines for file, lines in own.items() if lines > MOST_LINES} == {}


def test_nothing_is_left_for_later(texts: dict[Path, str]) -> None:
    assert _with(_LEFT_UNDONE, texts) == []


def test_no_path_of_one_machine(texts: dict[Path, str]) -> None:
    assert _with(_MACHINE_PATH, texts) == []


def test_meeting_checks_is_never_called_certification(texts: dict[Path, str]) -> None:
    said = {
        file: text
        for file, text in texts.items()
        if file.parts[0] in ("trustlint", "rules", "docs", "README.md")
    }
    assert _with(_CLAIM, said) == []


def test_every_dependency_is_listed_with_its_purpose_and_licence(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = [*project["dependencies"], *project["optional-dependencies"]["verify"]]
    names = [re.split(r"[<>=!~ \[]", item)[0] for item in needed]
    rows = re.findall(
        r"^\| `([\w-]+)` \| [^|]+ \| [^|]+ \|$", (root / "CONTRIBUTING.md").read_text(encoding="utf-8"), re.M
    )
    assert sorted(rows) == sorted(names)


def test_continuous_integration_runs_the_test_command_of_the_readme(root: Path) -> None:
    script = root / ".ci" / "run"
    assert script.stat().st_mode & 0o111
    assert "README.md" in script.read_text(encoding="utf-8")
