"""Every signed document of the corpus: what is said of its proofs, against a table with reasons."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.integrity.signing import NOW, Files
from trustlint.credential.kinds import detect
from trustlint.integrity import integrity_of
from trustlint.model.verification import Integrity, ProofState
from trustlint.source.read import Input, read_documents

ROWS: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "proof_states.yaml").read_text(encoding="utf-8")
)


def _signed(corpus: Path) -> Iterator[tuple[str, Integrity]]:
    documents = [json.loads(file.read_text(encoding="utf-8")) for file in sorted(corpus.rglob("did.json"))]
    resources = Files({document["id"]: document for document in documents})
    assert len(resources.files) == 3
    for file in sorted(corpus.rglob("*")):
        if not file.is_file() or file.suffix in (".md", ".tsv"):
            continue
        name = file.relative_to(corpus).as_posix()
        for document in read_documents(Input(name, True, file.read_bytes())):
            if document.usable:
                kind = detect(document.data).kind
                found = integrity_of(document.data, kind, document.jws, resources, NOW)
                if found is not None and found.state is not ProofState.UNSIGNED:
                    yield name, found


def _fits(row: dict[str, Any], name: str, found: Integrity) -> bool:
    return (
        fnmatchcase(name, row["files"])
        and row["type"] == found.proofs[0].type
        and row["state"] == found.state.value
        and found.reason.startswith(row["says"])
    )


def test_the_proofs_of_the_corpus(shared: Path) -> None:
    counts: Counter[int] = Counter()
    unexpected = []
    for name, found in _signed(shared / "corpus"):
        index = next((index for index, row in enumerate(ROWS) if _fits(row, name, found)), None)
        counts[index if index is not None else -1] += 1
        if index is None:
            unexpected.append((name, found.state.value, found.proofs[0].type, found.reason))
    assert unexpected == []
    assert [counts[index] for index in range(len(ROWS))] == [row["documents"] for row in ROWS]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['files']} {row['type']}")
def test_a_proof_that_is_called_wrong_has_a_reason(row: dict[str, Any]) -> None:
    assert row["state"] in ("verified", "not-checked", "invalid")
    if row["state"] == "invalid" and "badsignature" not in row["files"]:
        assert row["because"]
