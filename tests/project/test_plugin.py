"""The example plug-in, built and installed where nothing else of ours is, does what its README says."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.project.conftest import clean_interpreter
from tests.project.working_tree import clean_environment


@pytest.fixture(scope="module")
def python(wheel: Path, plugin_wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return clean_interpreter(tmp_path_factory.mktemp("with-plugin"), wheel, plugin_wheel)


@pytest.fixture
def desk(tmp_path: Path, root: Path) -> Path:
    badge = json.loads((root / "fixtures" / "sel" / "ob3-definition.json").read_text(encoding="utf-8"))
    (tmp_path / "badge.json").write_text(json.dumps(badge), encoding="utf-8")
    badge["name"] = badge["name"].upper()
    (tmp_path / "shouted.json").write_text(json.dumps(badge), encoding="utf-8")
    return tmp_path


def run(python: Path, where: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(python), "-m", *arguments], cwd=where, env=clean_environment(), capture_output=True, text=True
    )


def test_pack_check_and_program_of_the_plug_in_judge(python: Path, desk: Path) -> None:
    done = run(python, desk, "trustlint", "check", "--pack", "campus-badges", "--format", "json", "badge.json", "shouted.json")  # fmt: skip
    assert done.returncode == 1, done.stderr
    report = json.loads(done.stdout)
    verdicts = [
        {item["id"]: item["verdict"] for item in document["criteria"]} for document in report["documents"]
    ]
    assert [item["CAM-1"] for item in verdicts] == ["pass", "fail"]
    assert [item["CAM-2"] for item in verdicts] == ["fail", "fail"]
    assert all("TC-02" in item and "TC-12" not in item for item in verdicts)
    (change,) = report["packs"][0]["extends"][0]["changes"]
    assert (change["id"], change["values"]) == ("TC-12", {})


def test_report_format_of_the_plug_in(python: Path, desk: Path) -> None:
    done = run(python, desk, "trustlint", "check", "--pack", "campus-badges", "--format", "campus-lines", "--report", "campus-lines=r.txt", "shouted.json")  # fmt: skip
    assert done.returncode == 1, done.stderr
    assert done.stdout.splitlines()[0] == "# campus-badges 1.0.0"
    assert "shouted.json;CAM-1;fail" in done.stdout.splitlines()
    assert (desk / "r.txt").read_text(encoding="utf-8") == done.stdout


def test_what_is_installed_is_listed_explained_and_tested(python: Path, desk: Path) -> None:
    listed = run(python, desk, "trustlint", "list", "packs")
    assert [line.split()[0] for line in listed.stdout.splitlines()].count("campus-badges") == 1
    assert "campus-lines" in run(python, desk, "trustlint", "list", "formats").stdout
    shown = run(python, desk, "trustlint", "pack", "show", "campus-badges").stdout
    assert "Builds on trusted-credential" in shown
    assert "capital letters" in run(python, desk, "trustlint", "explain", "CAM001").stdout
    tested = run(python, desk, "trustlint", "pack", "test", "--mutate", "campus-badges")
    assert tested.stdout.startswith("campus-badges 1.0.0: 6 examples of 2 rules, all hold"), tested.stderr


def test_tests_of_the_plug_in_pass(python: Path, desk: Path, root: Path) -> None:
    shutil.copytree(root / "fixtures" / "plugin" / "tests", desk / "tests")
    done = run(python, desk, "pytest", "-q", "-p", "no:cacheprovider", "tests")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "11 passed" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("check", "--pack", "campus-badges", "badge.json"), "there is no pack 'campus-badges'"),
        (("check", "--format", "campus-lines", "badge.json"), "'campus-lines' is not one of"),
        (("check", "--report", "campus-lines=a.txt", "badge.json"), "is not FORMAT=FILE"),
    ],
)
def test_no_plugins_means_none(python: Path, desk: Path, arguments: tuple[str, ...], words: str) -> None:
    done = run(python, desk, "trustlint", *arguments, "--no-plugins")
    assert (done.returncode, done.stdout) == (2, "")
    assert words in done.stderr
    listed = run(python, desk, "trustlint", "list", "packs", "--no-plugins")
    assert "campus-badges" not in listed.stdout


def test_a_plain_check_does_not_look_for_plug_ins(python: Path, desk: Path) -> None:
    code = """
import sys
from trustlint.cli import main
sys.argv = ["trustlint", "check", "badge.json"]
try:
    main()
except SystemExit:
    pass
print({"importlib.metadata", "campus_badges", "trustlint.packs.installed"} & set(sys.modules))
"""
    done = subprocess.run([str(python), "-c", code], cwd=desk, env=clean_environment(), capture_output=True, text=True)  # fmt: skip
    assert done.stdout.splitlines()[-1] == "set()", done.stderr
