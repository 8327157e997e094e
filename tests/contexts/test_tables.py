"""Our tables say what the official contexts say, in other words."""

from __future__ import annotations

import json
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from trustlint.contexts import tables
from trustlint.contexts.active import InvalidContextError
from trustlint.contexts.library import Library
from trustlint.contexts.processing import Processor
from trustlint.contexts.tables import bundled_contexts, context_document, earlier_document, render

OB3 = "https://purl.imsglobal.org/spec/ob/v3p0/"


def _urls() -> list[str]:
    return [context.urls[0] for context in bundled_contexts()]


def _in_force(context: Any, load: Any) -> Any:
    from pyld import jsonld

    from tests.contexts.oracle import run

    def work(options: dict[str, Any]) -> Any:
        processor = jsonld.JsonLdProcessor()
        options = {**options, "processingMode": "json-ld-1.1"}
        start = processor._get_initial_context(options)
        return _view(processor, processor._process_context(start, context, options), None, options)

    return run(work, load)


def _view(processor: Any, active: Any, names: set[str] | None, options: Any) -> dict[str, Any]:
    """Every term of an active context of PyLD, with the terms of its own context."""
    terms: dict[str, Any] = {"@vocab": active.get("@vocab")}
    for name, mapping in active["mappings"].items():
        if names is not None and name not in names:
            continue
        terms[name] = {key: value for key, value in mapping.items() if key != "@context"}
        if mapping.get("@context"):
            inner = mapping["@context"]
            scoped = processor._process_context(active, inner, options, override_protected=True)
            terms[name]["within"] = _view(processor, scoped, set(inner), options)
        elif "@context" in mapping:
            terms[name]["within"] = None
    return terms


@pytest.mark.parametrize("url", _urls())
def test_a_context_of_ours_defines_what_the_official_one_defines(url: str, official: Any) -> None:
    assert _in_force(url, context_document) == _in_force(url, official)


def test_contexts_revised_in_place_are_known_as_they_were_before(shared: Path) -> None:
    earlier = {
        f"{OB3}context-3.0.3.json": "ob-v3p0/context-3.0.3.json",
        "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json": "clr-v2p0/context-2.0.1.initial.json",
    }
    assert {context.urls[0] for context in bundled_contexts() if context.earlier} == set(earlier)
    for url, file in earlier.items():
        before = json.loads((shared / "official" / "contexts" / file).read_text(encoding="utf-8"))
        ours = earlier_document(url)
        assert ours is not None
        assert _in_force(ours["@context"], {}.get) == _in_force(before["@context"], {}.get)


def test_contexts_go_together_exactly_when_the_official_ones_do(official: Any) -> None:
    """Every pair, in both orders: with PyLD and the official contexts, PyLD and ours, and our own processing."""
    from pyld import jsonld

    from tests.contexts.oracle import RefusedError, Rendered, run

    ours, library = Rendered(), Library()

    def with_pyld(pair: list[str], load: Any) -> str | None:
        document = {"@context": pair, "https://example.org/terms#a": "b"}
        try:
            run(lambda options: jsonld.JsonLdProcessor().expand(document, options), load)
        except RefusedError as error:
            return str(error)
        return None

    def with_ours(pair: list[str]) -> str | None:
        try:
            Processor(library.load).process(library.start, pair)
        except InvalidContextError as error:
            return error.code
        return None

    verdicts = {}
    for first, second in product(_urls(), repeat=2):
        pair = [first, second]
        verdicts[first, second] = (with_pyld(pair, official), with_pyld(pair, ours), with_ours(pair))
    assert {pair: codes for pair, codes in verdicts.items() if len(set(codes)) > 1} == {}
    refused = {pair for pair, codes in verdicts.items() if codes[0] is not None}
    assert ("https://www.w3.org/ns/credentials/v2", "https://w3id.org/security/data-integrity/v1") in refused


def test_no_file_is_one_of_the_official_files(shared: Path, root: Path) -> None:
    def same(data: Any) -> str:
        return json.dumps(data, sort_keys=True)

    official = set()
    for file in (shared / "official" / "contexts").rglob("*.json*"):
        data = json.loads(file.read_text(encoding="utf-8"))
        official |= {same(data), same(data["@context"])}
    assert len(official) > 60
    ours = [json.loads(file.read_text("utf-8")) for file in (root / "schemas" / "contexts").rglob("*.json")]
    ours += [context_document(url) for url in _urls()]
    ours += [context_document(url)["@context"] for url in _urls()]
    assert [data for data in ours if same(data) in official] == []


def test_the_manifest_names_each_url_once_and_tables_that_exist() -> None:
    urls = [url for context in bundled_contexts() for url in context.urls]
    assert len(urls) == len(set(urls))
    assert {context.stack for context in bundled_contexts()} == {"badges", "credentials"}
    for context in bundled_contexts():
        for url in context.urls:
            assert "@context" in context_document(url)


def test_compiled_tables_are_up_to_date() -> None:
    stale = [path.name for path, text in tables.generated_files() if path.read_text(encoding="utf-8") != text]
    assert stale == []


TABLE: dict[str, Any] = {
    "prefixes": {"ob": "https://example.org/ob#", "xs": "https://example.org/xs#"},
    "blocks": {"named": {"named": {"name": "ob:title ^text"}}},
    "contexts": {
        "1": {
            "protected": True,
            "aliases": "here",
            "text": "xs:string",
            "uses": ["named"],
            "own": {"ob id set": "alignment", "ob": "Achievement"},
            "within": {"Achievement": {"own": {"ob": "tag version"}}},
        },
        "2": {
            "from": "1",
            "drop": ["alignment"],
            "named": {"ns": "ob: prefix"},
            "within": {"Achievement": {"drop": ["version"], "own": {"ob list": "order"}}},
        },
        "empty": {"after": ["https://example.org/first"], "vocab": "https://example.org/ob#"},
        "wrong": {"named": {"name": "ob:name sett"}},
    },
}


def test_a_table_is_written_out_as_a_context() -> None:
    assert render(TABLE, "1") == {
        "@context": {
            "@version": 1.1,
            "@protected": True,
            "id": {"@id": "@id"},
            "type": {"@id": "@type"},
            "name": {"@id": "https://example.org/ob#title", "@type": "https://example.org/xs#string"},
            "alignment": {"@id": "https://example.org/ob#alignment", "@type": "@id", "@container": "@set"},
            "Achievement": {
                "@id": "https://example.org/ob#Achievement",
                "@context": {
                    "@protected": True,
                    "tag": {"@id": "https://example.org/ob#tag"},
                    "version": {"@id": "https://example.org/ob#version"},
                },
            },
        }
    }


def test_a_version_is_written_out_with_its_differences() -> None:
    context = render(TABLE, "2")["@context"]
    assert "alignment" not in context
    assert context["ns"] == {"@id": "https://example.org/ob#", "@prefix": True}
    assert context["name"] == {"@id": "https://example.org/ob#title"}
    assert set(context["Achievement"]["@context"]) == {"@protected", "tag", "order"}
    assert render(TABLE, "empty")["@context"] == [
        "https://example.org/first",
        {"@version": 1.1, "@vocab": "https://example.org/ob#"},
    ]


def test_a_word_that_means_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="'sett' is not a word"):
        render(TABLE, "wrong")


def test_the_documentation_lists_what_is_bundled(root: Path) -> None:
    page = (root / "docs" / "json-ld.md").read_text(encoding="utf-8")
    rows = [
        f"| {context.title} | {' '.join(f'`{url}`' for url in context.urls)} |"
        for context in bundled_contexts()
    ]
    assert "\n".join(rows) in page


@pytest.mark.parametrize("url", _urls())
def test_the_fast_way_to_define_a_term_comes_to_the_same(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    library = Library()
    fast = Processor(library.load).process(library.start, url).terms
    monkeypatch.setattr("trustlint.contexts.definition._plain", lambda *arguments: None)
    slow = Processor(library.load).process(library.start, url).terms
    assert list(fast) == list(slow)
    for name, term in fast.items():
        assert term.same_as(slow[name]), name
        assert (term.protected, term.origin) == (slow[name].protected, slow[name].origin), name
