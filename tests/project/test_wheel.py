"""The wheel holds all that a run needs, and works where there is no checkout beside it."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from pathlib import Path

from tests.project.working_tree import clean_environment

CLEAN = "Gate: met (exit code 0)"


def _trustlint(python: Path, where: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(python), "-m", "trustlint", *arguments],
        cwd=where,
        env=clean_environment(),
        capture_output=True,
        text=True,
    )


def test_wheel_holds_the_data_and_nothing_of_the_workshop(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for needed in (
        "trustlint/py.typed",
        "trustlint/credential/fields.yaml",
        "trustlint/credential/fields.compiled.json",
        "trustlint/report/html/templates/layout.html.jinja",
        "trustlint/report/html/templates/report.css",
        "trustlint/report/html/templates/report.js",
        "trustlint/_data/rules/open-badges/pack.yaml",
        "trustlint/_data/rules/open-badges.compiled.json",
        "trustlint/_data/rules/trusted-credential/pack.yaml",
        "trustlint/_data/schemas/ob3/achievement-credential-vc2.json",
        "trustlint/_data/schemas/report.schema.json",
        "trustlint/_data/schemas/baseline.schema.json",
        "trustlint/starting/files/trustlint.yaml",
        "trustlint/starting/files/github.yml",
        "trustlint/starting/files/check.sh",
    ):
        assert needed in names
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"trustlint"}
    licence = next(name for name in names if name.endswith("/LICENSE"))
    assert ".dist-info/" in licence


def test_installed_wheel_checks_with_its_own_packs(python: Path, root: Path, tmp_path: Path) -> None:
    shutil.copy(root / "fixtures" / "sel" / "ob3-definition.json", tmp_path / "badge.json")
    where = subprocess.run(
        [str(python), "-c", "import trustlint; print(trustlint.__file__)"],
        cwd=tmp_path,
        env=clean_environment(),
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert root not in Path(where.strip()).parents
    run = _trustlint(python, tmp_path, "check", "badge.json")
    assert run.returncode == 0, run.stdout + run.stderr
    assert CLEAN in run.stdout
    packs = _trustlint(python, tmp_path, "list", "packs").stdout
    assert "open-badges" in packs
    assert "trusted-credential" in packs


def test_installed_wheel_explains_with_examples(python: Path, tmp_path: Path) -> None:
    run = _trustlint(python, tmp_path, "explain", "TC-02")
    assert run.returncode == 0, run.stderr
    assert "TC-02" in run.stdout


def test_installed_wheel_runs_the_examples_of_its_packs(python: Path, tmp_path: Path) -> None:
    run = _trustlint(python, tmp_path, "pack", "test", "trusted-credential")
    assert run.returncode == 0, run.stderr


def test_installed_wheel_makes_a_page(python: Path, root: Path, tmp_path: Path) -> None:
    shutil.copy(root / "fixtures" / "sel" / "ob3-definition.json", tmp_path / "badge.json")
    run = _trustlint(python, tmp_path, "check", "badge.json", "--format", "html", "--output", "report.html")
    assert run.returncode == 0, run.stdout + run.stderr
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "Definition ready" in page
    assert "--page:" in page
