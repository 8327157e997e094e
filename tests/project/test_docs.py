"""The documents tell the truth: their commands run, their outputs are what is printed, their links lead somewhere.

TRUSTLINT_DOCS=write pytest tests/project/test_docs.py     writes the outputs anew
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote

import click
import pytest
import yaml

from tests.conftest import ROOT
from tests.project.markdown import Block, anchors, blocks, documents, links, with_output
from tests.project.working_tree import clean_environment
from trustlint.cli import command
from trustlint.packs.schema import build_pack_schema

DOCUMENTS = documents(ROOT)
NAMES = [str(page.relative_to(ROOT)) for page in DOCUMENTS]
INSTALLS_AND_CHECKS, INSTALLS_AND_TESTS = 0, 1


@pytest.fixture
def desk(root: Path, tmp_path: Path) -> Path:
    """A folder with what the documents speak of, for their commands to run in."""
    shutil.copytree(root / "fixtures", tmp_path / "fixtures")
    shutil.copytree(root / "docs" / "examples", tmp_path / "docs" / "examples")
    shutil.copy(root / "fixtures" / "sel" / "ob3-definition.json", tmp_path / "badge.json")
    return tmp_path


@pytest.mark.parametrize("page", DOCUMENTS, ids=NAMES)
def test_commands_do_what_the_document_says(page: Path, desk: Path) -> None:
    outputs: dict[int, str] = {}
    for block in blocks(page):
        if block.language not in ("sh", "python") or _runs_elsewhere(block):
            continue
        result = _run(block, desk)
        assert result.returncode == block.exit_code, f"{block.place}\n{block.text}\n{result.stdout}"
        if block.output is not None:
            outputs[block.output.line] = result.stdout
            if os.environ.get("TRUSTLINT_DOCS") != "write":
                assert result.stdout.splitlines() == block.output.text.splitlines(), block.output.place
    if os.environ.get("TRUSTLINT_DOCS") == "write":
        page.write_text(with_output(page.read_text(encoding="utf-8"), outputs), encoding="utf-8")


def _runs_elsewhere(block: Block) -> bool:
    return bool(block.not_run) or block in _install_commands(block.file)


def _install_commands(page: Path) -> list[Block]:
    """The two commands of the README that install the project: .ci/run runs them as they stand."""
    return [block for block in blocks(page) if block.language == "sh"][:2] if page.name == "README.md" else []


def _run(block: Block, desk: Path) -> subprocess.CompletedProcess[str]:
    tools = Path(sys.executable).parent
    environment = clean_environment(
        PATH=f"{tools}{os.pathsep}{os.environ['PATH']}", HOME=str(desk), COLUMNS="80", LC_ALL="C.UTF-8"
    )
    started = (
        ["bash", "-e", "-o", "pipefail", "-c"]
        if block.language == "sh"
        else [sys.executable, "-X", "utf8", "-c"]
    )
    return subprocess.run(
        [*started, block.text],
        cwd=desk,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        timeout=120,
    )


@pytest.mark.parametrize("page", DOCUMENTS, ids=NAMES)
def test_data_blocks_parse(page: Path) -> None:
    for block in blocks(page):
        if block.language == "json":
            json.loads(block.text)
        elif block.language == "yaml":
            yaml.safe_load(block.text)
            named = block.text.split("\n", 1)[0].removeprefix("# ")
            if named.startswith("docs/examples/"):
                assert block.text == (ROOT / named).read_text(encoding="utf-8"), block.place


@pytest.mark.parametrize("page", DOCUMENTS, ids=NAMES)
def test_local_links_lead_somewhere(page: Path) -> None:
    for line, target in links(page):
        if target.startswith(("https://", "http://", "mailto:")):
            continue
        path, _, anchor = unquote(target).partition("#")
        file = (page.parent / path).resolve() if path else page
        assert file.exists(), f"{page.name}:{line}: {target}"
        assert ROOT in (file, *file.parents), f"{page.name}:{line}: {target} is outside of the project"
        if anchor and file.suffix == ".md":
            assert anchor in anchors(file), f"{page.name}:{line}: {target}"


def test_every_page_is_reached_from_the_index() -> None:
    index = ROOT / "docs" / "index.md"
    reached = {(index.parent / target.partition("#")[0]).resolve() for _, target in links(index)}
    pages = [page for page in DOCUMENTS if page.parent == index.parent and page != index]
    assert [page.name for page in pages if page not in reached] == []


def test_reference_pages_link_to_each_other() -> None:
    for page in sorted((ROOT / "docs" / "reference").rglob("*.md")):
        for line, target in links(page):
            if not target.startswith(("https://", "http://")):
                assert (page.parent / target.partition("#")[0]).exists(), f"{page.name}:{line}: {target}"


def test_readme_starts_with_one_command_that_checks_and_one_that_tests() -> None:
    first = [block.text for block in blocks(ROOT / "README.md") if block.language == "sh"][:2]
    assert [text.count("\n") for text in first] == [1, 1]
    assert "trustlint check fixtures/sel/ob3-definition.json" in first[INSTALLS_AND_CHECKS]
    assert 'install --quiet -e ".[test]"' in first[INSTALLS_AND_TESTS]
    assert first[INSTALLS_AND_TESTS].rstrip().endswith("pytest -n auto")
    assert all(text.startswith("python3 -m venv .venv && ") for text in first)


def test_every_command_and_option_is_documented() -> None:
    page = (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")
    missing = [name for name in _names(command, "trustlint") if name not in page]
    assert missing == []


def _names(item: click.Command, path: str) -> list[str]:
    found = [f"{path} --help"]
    for parameter in item.params:
        found += [f"{name}" for name in parameter.opts if name.startswith("--")]
    if isinstance(item, click.Group):
        context = click.Context(item)
        for name in item.list_commands(context):
            below = item.get_command(context, name)
            assert below is not None
            found += _names(below, f"{path} {name}")
    return found


def test_every_key_of_a_pack_is_documented() -> None:
    page = (ROOT / "docs" / "packs.md").read_text(encoding="utf-8")
    schema = build_pack_schema()
    described = [
        "condition",
        "criterion",
        "example",
        "exemption",
        "human",
        "kinds",
        "program",
        "reference",
        "rule",
    ]
    described += ["select", "snippet", "extension", "override", "disable"]
    keys = {
        *schema["properties"],
        *(key for name in described for key in schema["$defs"][name]["properties"]),
    }
    assert sorted(key for key in keys if f"`{key}`" not in page) == []
