"""Which configuration file holds in a folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from trustlint.config.find import find_config

OURS = "[tool.trustlint]\nfail-on = 'note'\n"


@pytest.fixture
def deep(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder two below the root of a repository, itself below another folder."""
    monkeypatch.setenv("HOME", str(tmp_path / "elsewhere"))
    folder = tmp_path / "repository" / "badges" / "2026"
    folder.mkdir(parents=True)
    (tmp_path / "repository" / ".git").mkdir()
    return folder


@pytest.mark.parametrize("name", ["trustlint.yaml", ".trustlint.yaml"])
def test_the_nearest_file_upward(deep: Path, name: str) -> None:
    far, near = deep.parents[1] / name, deep.parent / name
    far.touch()
    assert find_config(str(deep)) == str(far)
    near.touch()
    assert find_config(str(deep)) == str(near)


def test_the_order_in_one_folder(deep: Path) -> None:
    (deep / "pyproject.toml").write_text(OURS)
    assert find_config(str(deep)) == str(deep / "pyproject.toml")
    (deep / ".trustlint.yaml").touch()
    assert find_config(str(deep)) == str(deep / ".trustlint.yaml")
    (deep / "trustlint.yaml").touch()
    assert find_config(str(deep)) == str(deep / "trustlint.yaml")


def test_nothing_above_the_root_of_the_repository(deep: Path) -> None:
    (deep.parents[2] / "trustlint.yaml").touch()
    assert find_config(str(deep)) is None


def test_a_work_tree_ends_the_search_too(deep: Path) -> None:
    (deep.parents[1] / "trustlint.yaml").touch()
    (deep / ".git").write_text("gitdir: elsewhere\n")
    assert find_config(str(deep)) is None


def test_nothing_above_the_home_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "home"
    badges = home / "badges"
    badges.mkdir(parents=True)
    monkeypatch.setenv("HOME", str(home))
    (tmp_path / "trustlint.yaml").touch()
    assert find_config(str(badges)) is None
    (home / "trustlint.yaml").touch()
    assert find_config(str(badges)) == str(home / "trustlint.yaml")


@pytest.mark.parametrize(
    ("text", "is_ours"),
    [
        (OURS, True),
        ("[tool]\ntrustlint = {jobs = 2}\n", True),
        ("tool.trustlint.jobs = 2\n", True),
        ("[ tool . 'trustlint' ]\n", True),
        ("[[tool.trustlint.overrides]]\npaths = ['a']\n", True),
        ("tool = {trustlint = {}}\n", True),
        ("[project]\ndependencies = ['trustlint']\n", False),
        ("[tool.other]\nx = 'tool.trustlint'\n", False),
        ("[tool.trustlint\n", True),
        ("broken = \n# trustlint\n", False),
        ("", False),
    ],
)
def test_a_pyproject_counts_when_it_is_about_trustlint(deep: Path, text: str, is_ours: bool) -> None:
    (deep / "pyproject.toml").write_text(text)
    assert (find_config(str(deep)) is not None) is is_ours


def test_a_folder_of_that_name_is_none(deep: Path) -> None:
    (deep / "trustlint.yaml").mkdir()
    (deep / "pyproject.toml").mkdir()
    assert find_config(str(deep)) is None
