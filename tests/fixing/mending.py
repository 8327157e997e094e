"""Mending texts and files in this process, with a fixed clock."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from trustlint.data_files import data_folder
from trustlint.engine.options import CheckOptions
from trustlint.engine.session import Session
from trustlint.fixing.files import MendedFile, mend_file
from trustlint.model.finding import Finding
from trustlint.model.fix import FixOptions
from trustlint.model.pointer import parse_pointer
from trustlint.model.report import DocumentResult
from trustlint.source.document import Document
from trustlint.source.read import Input, read_documents

NOW = datetime(2026, 5, 31, tzinfo=UTC)


class Mender:
    """One session for many files."""

    def __init__(self, asked: FixOptions | None = None, packs: Sequence[str] | None = None) -> None:
        more: dict[str, Any] = {} if packs is None else {"packs": tuple(packs)}
        self._session = Session(CheckOptions(now=NOW, excerpts=False, fixing=asked, **more))

    def mend(
        self, content: bytes, name: str = "badge.json", wanted: Callable[[Finding], bool] = lambda _: True
    ) -> MendedFile:
        return mend_file(Input(name, True, content), content, self.check, wanted)

    def check(self, document: Document) -> list[DocumentResult]:
        return [result for result in self._session.check_whole(document) if result is not None]

    def results(self, content: bytes, name: str = "badge.json") -> list[DocumentResult]:
        return [
            result
            for document in read_documents(Input(name, True, content))
            for result in self.check(document)
        ]


def changed(base: str, set_: Mapping[str, Any], remove: Sequence[str] = ()) -> Any:
    """The data of a base document of the packs with changes by JSON Pointer, as in examples of rules."""
    data = json.loads((data_folder("rules") / "bases" / f"{base}.json").read_text(encoding="utf-8"))
    for pointer in remove:
        holder, last = _holder(data, pointer)
        del holder[last]
    for pointer, value in set_.items():
        holder, last = _holder(data, pointer)
        if isinstance(holder, list) and last == len(holder):
            holder.append(deepcopy(value))
        else:
            holder[last] = deepcopy(value)
    return data


def _holder(data: Any, pointer: str) -> tuple[Any, Any]:
    value = data
    *way, last = parse_pointer(pointer)
    for step in way:
        value = value[int(step)] if isinstance(value, list) else value[step]
    return value, int(last) if isinstance(value, list) else last


def as_json(data: Any) -> bytes:
    return (json.dumps(data, indent=2, ensure_ascii=False) + "\n").encode()


def corpus_files(shared: Path) -> list[Path]:
    """Every file of the corpus that its index names, in order."""
    rows = (shared / "corpus" / "INDEX.tsv").read_text(encoding="utf-8").splitlines()
    column = rows[0].split("\t").index("file")
    return sorted({shared / "corpus" / row.split("\t")[column] for row in rows[1:]})
