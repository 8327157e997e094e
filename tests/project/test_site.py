"""The documentation as a site: built without a warning, whole, and asking no other host for anything."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from lxml import html

from tests.conftest import absent
from tests.project.working_tree import commit_copy

ASKED = {"script": "src", "link": "href", "img": "src", "iframe": "src", "source": "src"}


@pytest.fixture(scope="module")
def site(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    if find_spec("furo") is None or find_spec("myst_parser") is None:
        absent("sphinx, myst-parser or furo is not installed")
    source = commit_copy(root, tmp_path_factory.mktemp("source"))
    built = tmp_path_factory.mktemp("site") / "html"
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-c", "docs", ".", str(built)]
    done = subprocess.run(command, cwd=source, capture_output=True, text=True, timeout=900, check=False)
    assert done.returncode == 0, done.stderr
    return built


def test_every_page_is_there(site: Path, root: Path) -> None:
    pages = {page.relative_to(root).with_suffix(".html") for page in (root / "docs").rglob("*.md")}
    assert {page for page in pages if not (site / page).is_file()} == set()
    assert (site / "index.html").is_file()
    assert (site / "README.html").is_file()


def test_no_other_host_is_asked(site: Path) -> None:
    asked = {
        (str(page.relative_to(site)), address)
        for page in site.rglob("*.html")
        for element in html.fromstring(page.read_bytes()).iter(*ASKED)
        if (address := element.get(ASKED[element.tag], "")).startswith(("http:", "https:", "//"))
        and element.get("rel") not in ("canonical",)
    }
    assert asked == set()


def test_pages_lead_to_files_of_the_site(site: Path) -> None:
    broken = {
        (str(page.relative_to(site)), address)
        for page in site.glob("docs/*.html")
        for element in html.fromstring(page.read_bytes()).iter("a")
        if (address := element.get("href", "").partition("#")[0])
        and "://" not in address
        and not address.startswith("mailto:")
        and not (page.parent / address).exists()
    }
    assert broken == set()
