"""`trustlint init`: what it writes works, and what is there stays."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.cli.conftest import Command
from tests.conftest import absent
from tests.project.working_tree import clean_environment, git, start_repository
from trustlint.version import __version__

ALWAYS = {"trustlint.yaml", ".pre-commit-config.yaml"}
WRITTEN = {
    "github": {".github/workflows/trustlint.yml"},
    "gitlab": {".gitlab/trustlint.yml", ".gitlab-ci.yml"},
    "script": {"ci/trustlint.sh"},
    "none": set(),
}
SCHEMAS = {
    ".github/workflows/trustlint.yml": "vendor.github-workflows",
    ".gitlab/trustlint.yml": "vendor.gitlab-ci",
    ".gitlab-ci.yml": "vendor.gitlab-ci",
}


def files(folder: Path) -> set[str]:
    return {
        str(file.relative_to(folder))
        for file in folder.rglob("*")
        if file.is_file() and ".git" not in file.relative_to(folder).parts
    }


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "repository"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.parametrize(
    ("remote", "there", "pipelines"),
    [
        (None, [], ["script"]),
        ("https://github.com/example/badges", [], ["github"]),
        ("git@github.example.org:example/gitlab.git", [], ["github"]),
        ("https://token@gitlab.example.org/example/github.git", [], ["gitlab"]),
        ("ssh://git@code.example.org:22/example/badges", [], ["script"]),
        (None, [".github/dependabot.yml"], ["github"]),
        ("https://github.com/example/badges", [".gitlab/x.yml"], ["gitlab"]),
        (None, [".github/x.yml", ".gitlab/y.yml"], ["github", "gitlab"]),
    ],
)
def test_the_pipeline_in_use_is_found(
    call: Command, empty: Path, remote: str | None, there: list[str], pipelines: list[str]
) -> None:
    if shutil.which("git") is None:
        absent("git is not installed")
    git(empty, "init", "--quiet")
    if remote:
        git(empty, "remote", "add", "origin", remote)
    for name in there:
        (empty / name).parent.mkdir(exist_ok=True)
        (empty / name).write_text("x: 1\n")
    assert call("init").code == 0
    assert files(empty) == ALWAYS | set(there) | set().union(*(WRITTEN[name] for name in pipelines))


def test_a_folder_inside_and_a_second_work_tree_have_the_same_top(call: Command, empty: Path) -> None:
    if shutil.which("git") is None:
        absent("git is not installed")
    start_repository(empty)
    git(empty, "remote", "add", "origin", "https://gitlab.example.org/example/badges")
    git(empty, "worktree", "add", "--quiet", str(empty.parent / "other"))
    inside = empty.parent / "other" / "badges"
    inside.mkdir()
    assert call("init", str(inside)).code == 0
    assert files(empty.parent / "other") == ALWAYS | WRITTEN["gitlab"]
    assert files(empty) == set()


@pytest.mark.parametrize("pipeline", WRITTEN)
def test_what_is_written_fits_its_schema_and_names_this_version(
    call: Command, empty: Path, pipeline: str
) -> None:
    ended = call("init", "--ci", pipeline)
    assert ended.code == 0
    assert files(empty) == ALWAYS | WRITTEN[pipeline]
    for name in files(empty):
        text = (empty / name).read_text()
        assert "@VERSION@" not in text
        assert f"  written        {name}" in ended.out
        if name in SCHEMAS:
            checked = subprocess.run(
                [
                    str(Path(sys.executable).with_name("check-jsonschema")),
                    "--builtin-schema",
                    SCHEMAS[name],
                    name,
                ],
                capture_output=True,
                text=True,
            )
            assert checked.returncode == 0, checked.stdout
    assert f"trustlint=={__version__}" in (empty / ".pre-commit-config.yaml").read_text()
    assert os.access(empty / "ci" / "trustlint.sh", os.X_OK) == (pipeline == "script")


def test_check_runs_with_the_configuration(call: Command, empty: Path, root: Path) -> None:
    call("init")
    shutil.copy(root / "fixtures" / "sel" / "ob3-definition.json", empty / "badge.json")
    ended = call("check", ".")
    assert (ended.code, ended.err) == (0, "")
    assert isinstance(yaml.safe_load((empty / "trustlint.yaml").read_text()), dict)


def test_every_line_of_the_configuration_can_be_turned_on(empty: Path, call: Command) -> None:
    call("init")
    text = (empty / "trustlint.yaml").read_text()
    turned_on = yaml.safe_load(re.sub(r"^# (?=[a-z-]+:|  )", "", text, flags=re.MULTILINE))
    assert {
        "packs",
        "require",
        "fail-on",
        "select",
        "ignore",
        "severity",
        "exclude",
        "parameters",
        "overrides",
        "baseline",
        "attestations",
        "waivers",
    } == set(turned_on)


def test_nothing_is_overwritten(call: Command, empty: Path) -> None:
    (empty / ".pre-commit-config.yaml").write_text("repos: []\n")
    (empty / ".gitlab-ci.yml").write_text("stages: [test]\n")
    (empty / "trustlint.yaml").write_text("packs: [open-badges]\n")
    before = {name: (empty / name).read_text() for name in files(empty)}
    ended = call("init")
    assert ended.code == 1
    assert {name: (empty / name).read_text() for name in before} == before
    assert (
        "  left alone     .pre-commit-config.yaml\n    .pre-commit-config.yaml is yours; add this entry to its `repos`:\n      - repo: local"
        in ended.out
    )
    assert (
        ".gitlab-ci.yml is yours; add this to it:\n    include:\n      - local: .gitlab/trustlint.yml"
        in ended.out
    )
    assert "  there already  trustlint.yaml" in ended.out
    assert "  written        .gitlab/trustlint.yml" in ended.out


def test_a_second_time_there_is_nothing_to_do(call: Command, empty: Path) -> None:
    assert call("init").code == 0
    before = {name: (empty / name).read_text() for name in files(empty)}
    ended = call("init")
    assert ended.code == 0
    assert "written" not in ended.out
    assert {name: (empty / name).read_text() for name in files(empty)} == before


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("pyproject.toml", '[tool.trustlint]\npacks = ["open-badges"]\n'),
        (".trustlint.yaml", "packs: [open-badges]\n"),
    ],
)
def test_a_configuration_elsewhere_counts(call: Command, empty: Path, name: str, text: str) -> None:
    (empty / name).write_text(text)
    assert call("init").code == 0
    assert not (empty / "trustlint.yaml").exists()


def test_dry_run_shows_all_and_writes_nothing(call: Command, empty: Path) -> None:
    ended = call("init", "--dry-run", "--ci", "github")
    assert ended.code == 0
    assert files(empty) == set()
    assert "would be written  .github/workflows/trustlint.yml" in ended.out
    assert "    |       - uses: actions/checkout@v5" in ended.out


def test_where_nothing_can_be_written(call: Command, empty: Path) -> None:
    (empty / "ci").write_text("a file, and no folder\n")
    ended = call("init")
    assert ended.code == 2
    assert "ci/trustlint.sh cannot be written" in ended.err
    assert call("init", "no-such-folder").code == 2


def test_a_link_that_leads_nowhere_is_left_alone(call: Command, empty: Path) -> None:
    (empty / "trustlint.yaml").symlink_to(empty / "elsewhere.yaml")
    assert call("init").code == 1
    assert not (empty / "elsewhere.yaml").exists()


@pytest.mark.parametrize(
    ("badge", "code"), [("sel/ob3-definition.json", 0), ("rubric/ob3-definition.json", 1)]
)
def test_the_script_checks(call: Command, empty: Path, root: Path, badge: str, code: int) -> None:
    assert call("init", "--ci", "script").code == 0
    shutil.copy(root / "fixtures" / badge, empty / "badge.json")
    tools = Path(sys.executable).parent
    run = subprocess.run(
        ["bash", str(empty / "ci" / "trustlint.sh"), "--fail-on", "error"],
        cwd="/",
        env=clean_environment(PATH=f"{tools}{os.pathsep}{os.environ['PATH']}"),
        capture_output=True,
        text=True,
    )
    assert run.returncode == code, run.stdout + run.stderr
    assert "Gate: " in run.stdout
    assert (empty / "trustlint-junit.xml").read_text().startswith("<?xml")


@pytest.mark.parametrize(
    ("badge", "code"), [("sel/ob3-definition.json", 0), ("rubric/ob3-definition.json", 1)]
)
def test_the_hook_checks(call: Command, empty: Path, root: Path, badge: str, code: int) -> None:
    """The hook as pre-commit runs it; this very environment stands for the one that pre-commit would install."""
    assert call("init", "--ci", "none").code == 0
    shutil.copy(root / "fixtures" / badge, empty / "badge.json")
    config = empty / ".pre-commit-config.yaml"
    hooks = yaml.safe_load(config.read_text())
    (hook,) = hooks["repos"][0]["hooks"]
    assert hook["language"] == "python"
    assert hook.pop("additional_dependencies") == [f"trustlint=={__version__}"]
    hook["language"] = "system"
    config.write_text(yaml.safe_dump(hooks))
    start_repository(empty)
    tools = Path(sys.executable).parent
    run = subprocess.run(
        [sys.executable, "-m", "pre_commit", "run", "--all-files", "--color=never"],
        cwd=empty,
        env=clean_environment(
            PATH=f"{tools}{os.pathsep}{os.environ['PATH']}", PRE_COMMIT_HOME=str(empty.parent / "home")
        ),
        capture_output=True,
        text=True,
    )
    assert run.returncode == code, run.stdout + run.stderr
    assert ("Passed" if code == 0 else "TC-02") in run.stdout


@pytest.mark.parametrize(
    ("badge", "code"), [("sel/ob3-definition.json", 0), ("rubric/ob3-definition.json", 1)]
)
def test_the_workflow_of_github_checks(call: Command, empty: Path, root: Path, badge: str, code: int) -> None:
    assert call("init", "--ci", "github").code == 0
    shutil.copy(root / "fixtures" / badge, empty / "badge.json")
    workflow = yaml.safe_load((empty / ".github/workflows/trustlint.yml").read_text())
    steps = {step["name"]: step for step in workflow["jobs"]["badges"]["steps"] if "name" in step}
    assert steps["Install trustlint"]["run"].endswith(f'"trustlint=={__version__}"')
    tools = Path(sys.executable).parent
    summary = empty.parent / "summary.md"
    run = subprocess.run(
        ["bash", "-e", "-c", steps["Check the badges"]["run"]],
        env=clean_environment(
            PATH=f"{tools}{os.pathsep}{os.environ['PATH']}", GITHUB_STEP_SUMMARY=str(summary)
        ),
        capture_output=True,
        text=True,
    )
    assert run.returncode == code, run.stdout + run.stderr
    assert ("::error file=badge.json" in run.stdout) == bool(code)
    assert summary.read_text().startswith("### ")
    upload = steps["Upload to code scanning"]
    assert (empty / upload["with"]["sarif_file"]).read_text().startswith('{"$schema"')
