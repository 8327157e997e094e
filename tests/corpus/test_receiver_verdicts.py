"""What one who receives a credential is told of every document of which its source says whether it is valid.

Without a network, with the DID documents that are in the corpus. A verdict that differs from that of the source has a row
with the reason in receiver_differences.yaml; what only a network could tell has none.
"""

from __future__ import annotations

import csv
import json
from collections import Counter
from datetime import UTC, datetime
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import yaml

from trustlint.engine.check import check_paths
from trustlint.engine.options import CheckOptions
from trustlint.engine.receiving import is_received, refused, unchecked
from trustlint.model.report import DocumentResult

ROWS: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "receiver_differences.yaml").read_text(encoding="utf-8")
)
NETWORK = ("was not looked up", "is not among the files in")
NOW = datetime(2026, 1, 1, tzinfo=UTC)


def verdict(result: DocumentResult) -> tuple[str, str]:
    """``accepted``, ``refused`` or ``unchecked``, and why."""
    if reasons := refused(result):
        return "refused", "; ".join(reasons)
    if result.valid is False:
        return "refused", "it is no sound badge"
    if open_ends := unchecked(result):
        return "unchecked", "; ".join(open_ends)
    return "accepted", ""


def _issuer_of_the_vectors(corpus: Path, folder: Path) -> str:
    """The issuer of the test vectors of vc-di-eddsa is made up; its document, with the keys of all of them."""
    keys: set[str] = set()
    for file in (corpus / "w3c__vc-di-eddsa").rglob("*.json"):
        proofs = json.loads(file.read_bytes())["proof"]
        keys |= {proof["verificationMethod"] for proof in (proofs if isinstance(proofs, list) else [proofs])}
    document = {"id": "https://vc.example/issuers/5678", "assertionMethod": sorted(keys)}
    file = folder / "issuer.json"
    file.write_text(json.dumps(document), encoding="utf-8")
    return str(file)


def test_a_receiver_hears_what_the_source_says(shared: Path, tmp_path: Path) -> None:
    corpus = shared / "corpus"
    documents = [str(file) for file in sorted(corpus.rglob("did.json"))]
    keys = (*documents, _issuer_of_the_vectors(corpus, tmp_path))
    options = CheckOptions(packs=("open-badges",), verify=True, now=NOW, keys=keys, excerpts=False)
    with (corpus / "INDEX.tsv").open(encoding="utf-8", newline="") as stream:
        stated = [
            row for row in csv.DictReader(stream, delimiter="\t") if row["expected"] in ("valid", "invalid")
        ]
    counts: Counter[int] = Counter()
    agreeing: Counter[str] = Counter()
    unexplained = []
    for row in stated:
        for result in check_paths([str(corpus / row["file"])], options).documents[:1]:
            if not is_received(result):
                continue
            said, why = verdict(result)
            if said == {"valid": "accepted", "invalid": "refused"}[row["expected"]]:
                agreeing[said] += 1
                continue
            found = next((number for number, each in enumerate(ROWS) if _fits(each, row, said, why)), -1)
            counts[found] += 1
            if found < 0 and (said != "unchecked" or not any(words in why for words in NETWORK)):
                unexplained.append((row["file"], row["expected"], said, why))
    assert unexplained == []
    assert [counts[number] for number in range(len(ROWS))] == [row["documents"] for row in ROWS]
    assert agreeing["accepted"] >= 6
    assert agreeing["refused"] > 50


def _fits(row: dict[str, Any], of: dict[str, str], said: str, why: str) -> bool:
    return (
        fnmatchcase(of["file"], row["files"])
        and fnmatchcase(of["expected"], row["source"])
        and row["verdict"] == said
        and row["says"] in why
    )


def test_every_difference_has_a_reason() -> None:
    assert all(row["because"] for row in ROWS)
