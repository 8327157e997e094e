"""Real files: each is preserved in itself, and whatever is taken away or changed in it is noticed."""

from __future__ import annotations

import copy
import csv
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from trustlint.comparing.compare import compare_documents
from trustlint.comparing.pairs import Loaded
from trustlint.credential.kinds import detect
from trustlint.model.comparison import LOSSES, Fate
from trustlint.model.pointer import Path as Steps
from trustlint.source.document import Document
from trustlint.source.read import Input, read_documents

SAMPLE = 3
"""Values that are taken away, and changed, in each document."""


def corpus(shared: Path) -> Iterator[Loaded]:
    with (shared / "corpus" / "INDEX.tsv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    for row in rows:
        for document in read_documents(Input(str(shared / "corpus" / row["file"]), True)):
            if document.usable:
                yield Loaded(document, detect(document.data).kind)


def leaves(value: Any, path: Steps = ()) -> Iterator[Steps]:
    if isinstance(value, dict):
        for name, child in value.items():
            yield from leaves(child, (*path, name))
    elif isinstance(value, list):
        for index, child in enumerate(value):
            yield from leaves(child, (*path, index))
    elif value is not None:
        yield path


def test_every_file_is_preserved_in_itself(shared: Path) -> None:
    for loaded in corpus(shared):
        changes, links, _ = compare_documents(loaded, loaded)
        assert {change.fate for change in changes} <= {Fate.KEPT}, loaded.document.name
        assert links.broken == (), loaded.document.name


def test_nothing_vanishes_or_changes_unnoticed(shared: Path) -> None:
    chance = random.Random(7)
    tried = 0
    for loaded in corpus(shared):
        paths = list(leaves(loaded.document.data))
        for path in chance.sample(paths, min(SAMPLE, len(paths))):
            for change in (_removed, _changed):
                data = copy.deepcopy(loaded.document.data)
                change(data, path)
                if detect(data).kind != loaded.kind:
                    continue
                changes, _, _ = compare_documents(loaded, Loaded(Document.from_data(data), loaded.kind))
                assert any(item.fate in LOSSES for item in changes), (loaded.document.name, path)
                tried += 1
    assert tried > 2000


def _removed(data: Any, path: Steps) -> None:
    for step in path[:-1]:
        data = data[step]
    del data[path[-1]]


def _changed(data: Any, path: Steps) -> None:
    for step in path[:-1]:
        data = data[step]
    value = data[path[-1]]
    if isinstance(value, bool):
        data[path[-1]] = not value
    else:
        data[path[-1]] = f"{value} changed" if isinstance(value, str) else value + 1
