"""RDFC-1.0 of ours against PyLD's, which is the older URDNA2015: the same but for what either escapes."""

from __future__ import annotations

import json
import time
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.contexts.documents import changed
from trustlint.contexts.canonical_rdf import Quad, TooManyStepsError, canonicalise
from trustlint.contexts.rdf import (
    ContextMissingError,
    NotJsonLdError,
    RdfError,
    TooHardError,
    canonical_nquads,
)
from trustlint.contexts.work import MOST_WORK

jsonld = pytest.importorskip("pyld.jsonld")


def _by_pyld(quads: list[Quad]) -> str:
    from pyld.canon import URDNA2015
    from pyld.nquads import parse_nquads

    dataset = parse_nquads("".join(quad.line() for quad in quads))
    return str(URDNA2015().main(dataset, {"format": "application/n-quads"}))


def _quads(data: Any) -> list[Quad] | None:
    try:
        canonical = canonical_nquads(data).nquads.decode()
    except RdfError:
        return None
    quads = []
    for line in canonical.splitlines():
        *parts, _ = _terms(line)
        quads.append(Quad(*parts, *[""] * (4 - len(parts))))
    return quads


def _terms(line: str) -> list[str]:
    """The terms of a line of N-Quads, literals whole."""
    terms, rest = [], line
    while rest:
        if rest[0] == '"':
            end = 1
            while rest[end] != '"':
                end += 2 if rest[end] == "\\" else 1
            end = rest.index(" ", end)
        else:
            end = rest.find(" ") if " " in rest else len(rest)
        terms.append(rest[:end])
        rest = rest[end + 1 :]
    return terms


def _corpus(shared: Path) -> list[Any]:
    found = []
    for file in sorted((shared / "corpus").rglob("*.json*")):
        try:
            data = json.loads(file.read_text(encoding="utf-8"))
        except (ValueError, UnicodeDecodeError):
            continue
        if isinstance(data, dict) and len(file.read_bytes()) < 60_000:
            found.append(data)
    return found


def test_pyld_names_the_nodes_of_the_corpus_the_same(shared: Path) -> None:
    compared = 0
    for data in _corpus(shared):
        quads = _quads(data)
        if quads and any(part.startswith("_:") for quad in quads for part in quad):
            assert canonicalise(quads) == _by_pyld(quads)
            compared += 1
    assert compared > 150


def test_pyld_names_the_nodes_of_documents_with_mistakes_the_same() -> None:
    random = Random(11)
    for _ in range(150):
        quads = _quads(changed(random))
        if quads:
            assert canonicalise(quads) == _by_pyld(quads)


def random_quads(seed: int) -> list[Quad]:
    """A small graph with nodes that look alike, and no node that is said to be something of itself: such quads PyLD counts
    twice, which rdf-canonize does not (tests/integrity/test_interoperability.py)."""
    random = Random(seed)
    nodes = [f"_:n{index}" for index in range(random.randint(2, 6))]
    quads = set()
    for _ in range(random.randint(2, 9)):
        subject = random.choice(nodes)
        others = [node for node in nodes if node != subject]
        object_ = random.choice([*others, *others, '"x"', "<urn:o>"])
        graph = random.choice(["", "", "_:g", "_:h"])
        quads.add(Quad(subject, f"<urn:p{random.randint(0, 1)}>", object_, graph))
    return sorted(quads)


@pytest.mark.parametrize("seed", range(60))
def test_pyld_names_nodes_that_look_alike_the_same(seed: int) -> None:
    given = random_quads(seed)
    expected = _by_pyld(given)
    assert canonicalise(given) == expected
    random = Random(seed)
    random.shuffle(given)
    nodes = sorted({part for quad in given for part in quad if part.startswith("_:")})
    names = dict(zip(nodes, random.sample([f"_:m{index}" for index in range(20)], len(nodes)), strict=True))
    assert canonicalise([quad.renamed(names) for quad in given]) == expected


def test_proofs_that_are_the_same_in_several_graphs() -> None:
    """Where Oxigraph names nodes otherwise than PyLD and rdf-canonize do."""
    quads = []
    for index in range(4):
        quads.append(Quad(f"<urn:c{index}>", "<urn:proof>", f"_:g{index}", ""))
        quads += [Quad(f"_:p{index}", f"<urn:{name}>", '"same"', f"_:g{index}") for name in "abcde"]
    assert canonicalise(quads) == _by_pyld(quads)


def _complete(size: int) -> list[Quad]:
    return [Quad(f"_:{a}", "<urn:p>", f"_:{b}", "") for a in range(size) for b in range(size) if a != b]


def _circle(size: int) -> list[Quad]:
    return [Quad(f"_:{a}", "<urn:p>", f"_:{(a + 1) % size}", "") for a in range(size)]


def _cubic(size: int) -> list[Quad]:
    quads = []
    for a in range(size):
        for b in ((a + 1) % size, (a + size // 2) % size):
            quads += [Quad(f"_:{a}", "<urn:p>", f"_:{b}", ""), Quad(f"_:{b}", "<urn:p>", f"_:{a}", "")]
    return quads


@pytest.mark.parametrize(
    "quads",
    [_complete(12), _complete(100), _circle(2000), _cubic(40), _cubic(2000)],
    ids=lambda quads: len(quads),
)
def test_nodes_made_to_look_alike_end_soon(quads: list[Quad]) -> None:
    begun = time.perf_counter()
    with pytest.raises(TooManyStepsError):
        canonicalise(quads)
    assert time.perf_counter() - begun < 10


def test_a_small_circle_is_no_trouble() -> None:
    assert canonicalise(_circle(20)).count("\n") == 20


def test_what_a_document_repeats_is_no_trouble() -> None:
    item = {"type": "Evidence", "narrative": "Same."}
    data = {
        "@context": [
            "https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        ],
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "evidence": [dict(item) for _ in range(200)],
    }
    assert canonical_nquads(data).nquads.count(b"Same.") == 200


def test_a_document_of_nodes_that_look_alike_is_said_to_be_too_hard() -> None:
    graph = [{"@id": f"_:{a}", "urn:p": [{"@id": f"_:{b}"} for b in range(12) if a != b]} for a in range(12)]
    with pytest.raises(TooHardError, match="look alike"):
        canonical_nquads({"@graph": graph})


def test_a_huge_document_is_said_to_be_too_hard() -> None:
    for data in (
        {f"urn:p{index}": index for index in range(MOST_WORK + 1)},
        {"urn:p": [f"item {index}" for index in range(1700)]},
        {"urn:p": [[0] * 100] * 100_000},
    ):
        begun = time.perf_counter()
        with pytest.raises(TooHardError, match="too many values, too long a list"):
            canonical_nquads(data)
        assert time.perf_counter() - begun < 1


def test_the_largest_documents_that_are_read_take_about_a_second() -> None:
    for data in (
        {f"urn:p{index}": index for index in range(MOST_WORK - 10)},
        {"urn:p": [f"item {index}" for index in range(1300)]},
        {"urn:p": [{"urn:a": "x", "urn:b": index % 7} for index in range(1200)]},
    ):
        begun = time.perf_counter()
        assert canonical_nquads(data).nquads
        assert time.perf_counter() - begun < 6


def test_characters_are_escaped_as_rdfc_says() -> None:
    text = "".join(map(chr, range(1, 0x24))) + "\\\x7f\x80\ufffe"
    line = canonical_nquads({"@id": "urn:a", "urn:p": text}).nquads.decode()
    assert line == (
        '<urn:a> <urn:p> "\\u0001\\u0002\\u0003\\u0004\\u0005\\u0006\\u0007\\b\\t\\n\\u000B\\f\\r\\u000E\\u000F\\u0010'
        "\\u0011\\u0012\\u0013\\u0014\\u0015\\u0016\\u0017\\u0018\\u0019\\u001A\\u001B\\u001C\\u001D\\u001E\\u001F"
        ' !\\"#\\\\\\u007F\x80\ufffe" .\n'
    )


def test_a_relative_id_is_told_and_left_out() -> None:
    """PyLD makes it absolute under an address of its own making, which no other processor does."""
    data = {
        "@context": {"p": {"@id": "urn:p", "@type": "@id"}},
        "@id": "urn:a",
        "@type": "Foo",
        "p": "badge.html",
    }
    found = canonical_nquads(data)
    assert found.nquads == b""
    assert found.relative == ("badge.html",)


def test_a_base_of_the_document_counts() -> None:
    data = {"@context": {"@base": "https://example.org/"}, "@id": "a", "urn:p": "x"}
    assert canonical_nquads(data).nquads == b'<https://example.org/a> <urn:p> "x" .\n'


def test_a_context_that_is_not_at_hand_is_named() -> None:
    with pytest.raises(ContextMissingError) as caught:
        canonical_nquads({"@context": "https://example.org/terms", "id": "urn:a"})
    assert caught.value.url == "https://example.org/terms"


def test_a_given_context_is_used_and_wins() -> None:
    url = "https://www.w3.org/ns/credentials/v2"
    data = {"@context": url, "@id": "urn:a", "p": "x"}
    given = {"@context": {"p": "urn:p"}}
    assert canonical_nquads(data).nquads == b""
    assert canonical_nquads(data, {url: given}.get, fresh=True).nquads == b'<urn:a> <urn:p> "x" .\n'
    assert canonical_nquads(data).nquads == b""


@pytest.mark.parametrize(
    "data",
    [
        {"@context": 5},
        {"@context": {"p": {"@id": 5}}},
        {"@context": {"a": "b", "b": "a"}, "a": 1},
        {"@id": 5},
        {"@type": [5]},
        {"@context": [[[]]], "@value": {}},
        {"urn:p": {"@value": {"a": 1}}},
        {"urn:p": "\ud800"},
    ],
)
def test_what_is_no_json_ld_is_refused(data: Any) -> None:
    with pytest.raises(NotJsonLdError):
        canonical_nquads(data)


def test_deep_nesting_is_refused() -> None:
    data: dict[str, Any] = {"urn:p": "x"}
    for _ in range(3000):
        data = {"urn:p": data}
    with pytest.raises(TooHardError, match="nested too deeply"):
        canonical_nquads(data)


_SCOPED = {
    "T": {"@id": "urn:T", "@context": {f"n{index}": f"urn:{index}" for index in range(3000)}},
    "p": "urn:p",
}


def test_contexts_inside_of_terms_are_bounded_by_the_objects_that_they_are_for() -> None:
    few, many = ({"@id": "urn:a", "p": [{"@type": "T", "n1": "x"}] * number} for number in (20, 1000))
    assert canonical_nquads({"@context": _SCOPED, **few}).nquads
    url = "https://example.org/terms"
    assert canonical_nquads({"@context": url, **few}, {url: {"@context": _SCOPED}}.get).nquads
    for data, match in (
        ({"@context": _SCOPED, **many}, "too large contexts"),
        ({"@context": url, **many}, "too many terms inside of terms"),
    ):
        begun = time.perf_counter()
        with pytest.raises(TooHardError, match=match):
            canonical_nquads(data, {url: {"@context": _SCOPED}}.get)
        assert time.perf_counter() - begun < 1
