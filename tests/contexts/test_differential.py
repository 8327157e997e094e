"""PyLD, with the official contexts, drops exactly what we say is dropped, and refuses what we call an error."""

from __future__ import annotations

import json
import warnings
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.contexts.conftest import DOCUMENTS
from tests.contexts.documents import changed
from trustlint.contexts import undefined_terms
from trustlint.contexts.result import PROPERTY, TYPE, WalkResult

PYLD_FAILS = {
    "w3c__vc-data-model-2.0-test-suite/tests/input/credential-type-unmapped-fail.json": (
        "takes @vocab: null for a fault of its own (KeyError) where no vocabulary was set"
    ),
}

LEAST_JUDGED = 0.55
"""How many made-up documents must be judged term by term; in the others both find an error first."""


def _corpus(shared: Path) -> Iterator[tuple[str, Any]]:
    """The JSON documents of the corpus that declare a context somewhere."""
    corpus = shared / "corpus"
    for file in sorted(corpus.rglob("*.json")):
        content = file.read_bytes()
        if b'"@context"' not in content:
            continue
        try:
            data = json.loads(content)
        except ValueError:
            continue
        yield file.relative_to(corpus).as_posix(), data


@pytest.fixture(scope="module")
def bundled_only(shared: Path) -> dict[str, tuple[Any, WalkResult]]:
    """Corpus documents all of whose contexts are bundled."""
    walked = {name: (data, undefined_terms(data)) for name, data in _corpus(shared)}
    return {name: found for name, found in walked.items() if not found[1].unknown_contexts}


def _difference(data: Any, result: WalkResult, official: Any) -> str:
    """What PyLD says otherwise than ``result``; empty when nothing."""
    from tests.contexts.oracle import RefusedError, dropped

    types = Counter(item.path for item in result.undefined if item.what == TYPE)
    properties = Counter(item.path for item in result.undefined if item.what == PROPERTY)
    try:
        with warnings.catch_warnings(action="ignore"):
            theirs, nameless, their_types = dropped(data, official)
    except RefusedError as error:
        # A value whose type nothing defines is an error there, and an undefined type here.
        if result.errors or (str(error) == "invalid typed value" and types):
            return ""
        return f"PyLD refuses it: {error}"
    if result.errors:
        return f"PyLD takes it, we do not: {result.errors[0]}"
    if theirs - properties:
        return f"only PyLD drops {sorted(theirs - properties, key=str)}"
    if sum((properties - theirs).values()) != nameless:
        return f"only we drop some of {sorted(properties - theirs, key=str)}; PyLD drops {nameless} without a name"
    if types != their_types:
        return f"types: we {sorted(types, key=str)}, PyLD {sorted(their_types, key=str)}"
    return ""


def test_pyld_agrees_on_every_file_of_the_corpus(
    bundled_only: dict[str, tuple[Any, WalkResult]], official: Any
) -> None:
    differences = {}
    for name, (data, result) in bundled_only.items():
        if name in PYLD_FAILS:
            with pytest.raises(KeyError):
                _difference(data, result, official)
            continue
        difference = _difference(data, result, official)
        if difference:
            differences[name] = difference
    assert differences == {}
    assert len(bundled_only) > 300
    assert sum(bool(result.undefined) for _, result in bundled_only.values()) > 50


def test_pyld_agrees_on_documents_with_mistakes(official: Any) -> None:
    random = Random(20260712)
    judged = unknown = 0
    for number in range(DOCUMENTS):
        document = changed(random)
        result = undefined_terms(document)
        if result.unknown_contexts:
            unknown += 1
            continue
        difference = _difference(document, result, official)
        assert difference == "", f"document {number}: {difference}\n{json.dumps(document)}"
        judged += bool(result.undefined) and not result.errors
    assert judged > LEAST_JUDGED * DOCUMENTS
    assert unknown < 0.02 * DOCUMENTS


def test_our_contexts_give_the_same_n_quads_as_the_official_ones(
    bundled_only: dict[str, tuple[Any, WalkResult]], official: Any
) -> None:
    from tests.contexts.oracle import RefusedError, Rendered, nquads

    ours = Rendered()

    def canonical(data: Any, load: Any) -> str:
        try:
            return nquads(data, load)
        except RefusedError as error:
            return f"refused: {error}"

    different, compared = [], 0
    for name, (data, _) in bundled_only.items():
        if name in PYLD_FAILS:
            continue
        expected = canonical(data, official)
        compared += not expected.startswith("refused") and bool(expected)
        if canonical(data, ours) != expected:
            different.append(name)
    assert different == []
    assert compared > 250
