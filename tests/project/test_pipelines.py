"""The action for GitHub and the job for GitLab: valid by the schemas of their makers, and run as those would run them."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from lxml import etree

from tests.conftest import ROOT
from tests.project.test_pre_commit import project  # noqa: F401 - a fixture
from tests.project.working_tree import clean_environment

GITLAB = ROOT / "trustlint" / "starting" / "files" / "gitlab.yml"
_EXPRESSION = re.compile(r"\$\{\{ *([a-z._-]+) *\}\}")


@pytest.fixture
def action() -> Any:
    return yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """What a runner checked out: a sound badge, and one with gaps in a folder with a blank in its name."""
    folder = tmp_path / "checkout"
    (folder / "some gaps").mkdir(parents=True)
    shutil.copy(ROOT / "fixtures" / "sel" / "ob3-definition.json", folder / "sound.json")
    shutil.copy(ROOT / "fixtures" / "rubric" / "ob3-definition.json", folder / "some gaps" / "badge.json")
    return folder


class Runner:
    """Runs a step of a composite action as GitHub does: expressions filled in, files for outputs, path and summary."""

    def __init__(self, action: Any, checkout: Path, **inputs: str) -> None:
        unknown = set(inputs) - set(action["inputs"])
        assert not unknown, unknown
        self.checkout = checkout
        self.folder = checkout.parent / "runner"
        self.folder.mkdir(exist_ok=True)
        self.steps = {step["name"]: step for step in action["runs"]["steps"]}
        defaults = {name: str(about["default"]) for name, about in action["inputs"].items()}
        self.values = {f"inputs.{name}": value for name, value in (defaults | inputs).items()}
        self.values["github.action_path"] = str(ROOT)

    def run(self, name: str, path: str = "") -> subprocess.CompletedProcess[str]:
        step = self.steps[name]
        assert step["shell"] == "bash"
        assert "${{" not in step["run"], "an input in a script would be run as a command"
        named = {
            key: _EXPRESSION.sub(lambda found: self.values[found[1]], text)
            for key, text in step["env"].items()
        }
        files = {
            f"GITHUB_{key}": str(self.folder / key.lower()) for key in ("OUTPUT", "PATH", "STEP_SUMMARY")
        }
        tools = path or str(Path(sys.executable).parent)
        environment = clean_environment(
            **{**named, **files, "RUNNER_TEMP": str(self.folder), "GITHUB_ACTIONS": "true"},
            PATH=f"{tools}{os.pathsep}{os.environ['PATH']}",
        )
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", step["run"]],
            cwd=self.checkout,
            env=environment,
            capture_output=True,
            text=True,
            timeout=600,
        )

    def outputs(self) -> dict[str, str]:
        lines = (self.folder / "output").read_text(encoding="utf-8").splitlines()
        return dict(line.split("=", 1) for line in lines)


def valid(schema: str, file: Path) -> None:
    checker = str(Path(sys.executable).with_name("check-jsonschema"))
    done = subprocess.run([checker, "--builtin-schema", schema, str(file)], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_they_fit_the_schemas_of_their_makers() -> None:
    valid("vendor.github-actions", ROOT / "action.yml")
    valid("vendor.gitlab-ci", GITLAB)


def test_a_badge_with_gaps_fails_the_step_with_annotations_summary_and_sarif(
    action: Any, checkout: Path
) -> None:
    runner = Runner(action, checkout)
    done = runner.run("Check")
    assert done.returncode == 1, done.stderr
    assert "::error file=some gaps/badge.json" in done.stdout
    assert (runner.folder / "step_summary").read_text().startswith("### ❌ trustlint: gate not met")
    outputs = runner.outputs()
    assert outputs["exit-code"] == "1"
    (log,) = json.loads(Path(outputs["sarif"]).read_text())["runs"]
    assert {result["ruleId"] for result in log["results"]} >= {"TC021"}


def test_a_sound_badge_passes(action: Any, checkout: Path) -> None:
    runner = Runner(action, checkout, paths="sound.json\n")
    assert runner.run("Check").returncode == 0
    assert runner.outputs()["exit-code"] == "0"


def test_all_inputs_reach_the_check(action: Any, checkout: Path) -> None:
    def code(**inputs: str) -> int:
        return Runner(action, checkout, **inputs).run("Check").returncode

    assert code(paths="some gaps/badge.json\nsound.json") == 1
    assert code(paths="some gaps\n", packs="open-badges") == 0
    assert code(packs="open-badges\nwriting", **{"fail-on": "never"}) == 0
    assert code(require="open-badges") == 2
    assert code(paths="sound.json", require="trusted-credential:recommended") == 0
    assert code(args="--exclude some*/ --strict-review") == 0
    assert code(paths="*.json") == 0
    tools = Path(sys.executable).with_name("trustlint")
    subprocess.run([str(tools), "baseline", "create", "."], cwd=checkout, check=True, capture_output=True)
    assert code(baseline="trustlint-baseline.json") == 0


@pytest.mark.parametrize(
    "evil", ["$(touch owned)", "`touch owned`", "; touch owned", "x\n$(touch owned)", "--output=owned"]
)
@pytest.mark.parametrize("name", ["paths", "packs", "require", "baseline"])
def test_no_input_is_run(action: Any, checkout: Path, name: str, evil: str) -> None:
    done = Runner(action, checkout, **{name: evil}).run("Check")
    assert done.returncode in (2, 3), done.stdout
    assert not (checkout / "owned").exists()


def test_without_a_report_there_is_nothing_to_upload(action: Any, checkout: Path) -> None:
    runner = Runner(action, checkout, packs="no-such-pack")
    (runner.folder / "trustlint.sarif").write_text("of an earlier step")
    assert runner.run("Check").returncode == 2
    assert runner.outputs() == {"exit-code": "2"}
    upload = runner.steps["Upload to code scanning"]
    assert "always()" in upload["if"]
    assert "steps.check.outputs.sarif != ''" in upload["if"]
    assert runner.steps["Check"]["id"] == "check"


def test_actions_of_others_are_pinned_by_major_version(action: Any) -> None:
    used = {step["uses"] for step in action["runs"]["steps"] if "uses" in step}
    assert used == {"actions/setup-python@v6", "github/codeql-action/upload-sarif@v4"}


def test_the_action_installs_itself(action: Any, checkout: Path, project: Path) -> None:  # noqa: F811
    runner = Runner(action, checkout)
    runner.values["github.action_path"] = str(project)
    done = runner.run("Install trustlint")
    assert done.returncode == 0, done.stderr
    tools = (runner.folder / "path").read_text().strip()
    assert Path(tools).parent == runner.folder / "trustlint"
    assert runner.run("Check", path=tools).returncode == 1
    # GitLab installs by the same means: what pip is told to.
    job = yaml.safe_load(GITLAB.read_text())["trustlint"]
    done = gitlab(job, checkout, job["before_script"], tools, TRUSTLINT_PACKAGE=str(project))
    assert done.returncode == 0, done.stderr


def gitlab(
    job: Any, checkout: Path, lines: list[str], path: str = "", **variables: str
) -> subprocess.CompletedProcess[str]:
    """Lines of a job in a shell that ends with the first that fails, as the runner of GitLab has it."""
    tools = path or str(Path(sys.executable).parent)
    named = {name: str(value) for name, value in job["variables"].items()} | variables
    return subprocess.run(
        ["bash", "-e", "-o", "pipefail", "-c", "\n".join(lines)],
        cwd=checkout,
        env=clean_environment(**named, PATH=f"{tools}{os.pathsep}{os.environ['PATH']}"),
        capture_output=True,
        text=True,
        timeout=600,
    )


@pytest.mark.parametrize(
    ("variables", "code"),
    [
        ({}, 1),
        ({"TRUSTLINT_PATHS": "sound.json"}, 0),
        ({"TRUSTLINT_ARGS": "--pack open-badges --fail-on never"}, 0),
        ({"TRUSTLINT_PATHS": "absent.json"}, 3),
    ],
)
def test_the_job_of_gitlab_leaves_the_reports_that_it_announces(
    checkout: Path, variables: dict[str, str], code: int
) -> None:
    job = yaml.safe_load(GITLAB.read_text())["trustlint"]
    done = gitlab(job, checkout, job["script"], **variables)
    assert done.returncode == code, done.stderr
    assert job["artifacts"]["when"] == "always"
    reports = job["artifacts"]["reports"]
    quality = json.loads((checkout / reports["codequality"]).read_text())
    assert bool(quality) == bool(code) or "--fail-on" in str(variables)
    suites = etree.parse(checkout / reports["junit"]).getroot()
    assert suites.tag == "testsuites"
    assert bool(suites.xpath("//failure | //error")) == bool(code)
