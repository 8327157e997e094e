"""Files that are made from others: write them, or with ``--check`` say which are stale.

    python -m trustlint.maintenance [--check]

The schemas of packs and configurations, the compiled data, and the pages of rules, criteria, packs, checks and fields under docs/reference.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from trustlint.comparing.matching import COMPARISON_FILE
from trustlint.config.page import with_key_table
from trustlint.config.schema import config_schema_text
from trustlint.contexts.tables import generated_files as context_files
from trustlint.credential.classes import CLASSES_FILE
from trustlint.credential.fields import FIELDS_FILE
from trustlint.credential.versions import VERSIONS_FILE
from trustlint.data_files import compiled_beside, compiled_text, data_folder, digest_of, parse_yaml
from trustlint.packs.load import load_pack_source, read_pack_data, shipped_pack_ids
from trustlint.packs.pages import reference_pages
from trustlint.packs.schema import pack_schema_text

REFERENCE = Path("docs") / "reference"
CONFIGURATION = Path("docs") / "configuration.md"
"""Written by hand, but for its table of keys."""


def generated_files(root: Path) -> Iterator[tuple[Path, str]]:
    """Every generated file of a source checkout, with the text that it should have."""
    yield data_folder("schemas") / "pack.schema.json", pack_schema_text()
    yield data_folder("schemas") / "config.schema.json", config_schema_text()
    for source in (FIELDS_FILE, CLASSES_FILE, VERSIONS_FILE, COMPARISON_FILE):
        yield compiled_beside(source), compiled_text(digest_of([source]), parse_yaml(source))
    yield from context_files()
    for id_ in shipped_pack_ids():
        folder = data_folder("rules") / id_
        data, files = read_pack_data(folder)
        yield compiled_beside(folder), compiled_text(digest_of(files), without_examples(data))
    page = root / CONFIGURATION
    yield page, with_key_table(page.read_text(encoding="utf-8"))
    packs = [load_pack_source(data_folder("rules") / id_) for id_ in shipped_pack_ids()]
    for name, text in reference_pages(packs):
        yield root / REFERENCE / name, text


def without_examples(data: dict[str, Any]) -> dict[str, Any]:
    """Pack data as a run needs it: examples are for tests and explanations only."""
    rules = [
        {name: value for name, value in rule.items() if name != "examples"} for rule in data.get("rules", [])
    ]
    return {**data, "rules": rules}


def main(arguments: list[str] | None = None) -> int:
    """Exit code 0 when everything is, or was made, up to date; 1 when ``--check`` found stale files."""
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m trustlint.maintenance")
    parser.add_argument(
        "--check", action="store_true", help="write nothing; name the stale files and exit with 1"
    )
    check = parser.parse_args(arguments).check
    root = Path(__file__).resolve().parent.parent
    wanted = dict(generated_files(root))
    stale = [
        path
        for path, text in wanted.items()
        if not path.is_file() or path.read_text(encoding="utf-8") != text
    ]
    pages = root / REFERENCE
    leftover = [path for path in pages.rglob("*.md") if path not in wanted] if pages.is_dir() else []
    for path in stale:
        if not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(wanted[path], encoding="utf-8")
    for path in leftover:
        if not check:
            path.unlink()
    for path in (*stale, *leftover):
        sys.stdout.write(f"{'stale' if check else 'written'}: {path.relative_to(root)}\n")
    return 1 if check and (stale or leftover) else 0


if __name__ == "__main__":
    sys.exit(main())
