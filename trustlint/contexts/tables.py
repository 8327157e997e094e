"""Our term tables: which context means what, read from ``schemas/contexts`` and written out as JSON-LD contexts.

A vocabulary file holds ``prefixes``, named ``blocks`` of terms, and ``contexts``. A scope (a context, a block, or what
``within`` gives for one term) has these keys:

- ``own``: how it is meant → names, for terms that are called as in the vocabulary (``ob set: alignment related``);
- ``named``: term → how it is meant, for terms that are called otherwise (``tag: sdo:keywords set``);
- ``within``: term → the scope of its own context, or null where everything is forgotten;
- ``uses``: blocks to begin with; ``drop``: terms to leave out; ``vocab``: what undefined terms belong to;
- ``protected``, ``aliases``: whether terms are protected, and ``id`` and ``type`` stand for keywords: ``true`` from here
  downward, ``false``, or ``here`` for this scope alone.

How a term is meant: an IRI, then any of ``id vocab json`` (how values are read), ``set list graph`` (the container),
``^IRI`` (the datatype) and ``prefix`` (compact IRIs may begin with it). A context has besides ``from`` (the context of
the same file that it differs from), ``text`` (what ``^text`` stands for; nothing by default) and ``after`` (URLs of the
contexts that come first).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from trustlint.data_files import (
    compiled_beside,
    compiled_text,
    data_folder,
    digest_of,
    load_yaml_data,
    parse_yaml,
)

_COERCIONS = frozenset(("id", "vocab", "json"))
_CONTAINERS = frozenset(("graph", "index", "language", "list", "set"))


class BundledContext(NamedTuple):
    """One context that trustlint knows.

    urls: what it stands for, the official URL first; file, name: where its table is; family: contexts that are versions
    of each other share it; stack: families that are used together (``credentials``, ``badges``); earlier: the name of
    the table as it was before the same URL was revised in place, None when it never was.
    """

    urls: tuple[str, ...]
    file: str
    name: str
    title: str
    family: str
    stack: str
    earlier: str | None = None


@cache
def bundled_contexts() -> tuple[BundledContext, ...]:
    """Every bundled context, in the order of the manifest: newest first within a family."""
    text = (data_folder("schemas") / "contexts" / "MANIFEST.json").read_text(encoding="utf-8")
    return tuple(
        BundledContext(
            urls=tuple(entry["stands_for"]),
            file=entry["file"],
            name=entry["context"],
            title=entry["title"],
            family=entry["family"],
            stack=entry["stack"],
            earlier=entry.get("earlier"),
        )
        for entry in json.loads(text)["contexts"]
    )


@cache
def bundled_by_url() -> dict[str, BundledContext]:
    """URL → the bundled context that stands for it."""
    return {url: context for context in bundled_contexts() for url in context.urls}


def context_document(url: str) -> dict[str, Any]:
    """A bundled context as a JSON-LD document of ours, for any JSON-LD processor. Raises KeyError when it is none."""
    context = bundled_by_url()[url]
    return render(_vocabulary(context.file), context.name)


def earlier_document(url: str) -> dict[str, Any] | None:
    """The same as it was before it was revised in place under the same URL; None when it never was."""
    context = bundled_by_url()[url]
    return render(_vocabulary(context.file), context.earlier) if context.earlier else None


@cache
def _vocabulary(file: str) -> dict[str, Any]:
    data: dict[str, Any] = load_yaml_data(data_folder("schemas") / "contexts" / file)
    return data


def generated_files() -> Iterator[tuple[Path, str]]:
    """The compiled forms of the vocabulary files, with the text that they should have."""
    for source in sorted((data_folder("schemas") / "contexts").glob("*.yaml")):
        yield compiled_beside(source), compiled_text(digest_of([source]), parse_yaml(source))


def render(vocabulary: Mapping[str, Any], name: str) -> dict[str, Any]:
    """One context of a vocabulary file as a JSON-LD context document.

    Raises ValueError for a word that does not belong in the definition of a term, KeyError for an unknown block or
    context.
    """
    entry = vocabulary["contexts"][name]
    writer = _Writer(vocabulary["prefixes"], vocabulary.get("blocks", {}), entry.get("text"))
    scope = writer.merged(vocabulary["contexts"], name)
    context: Any = {"@version": 1.1, **writer.scope(scope, protected=False, aliases=False)}
    after = entry.get("after")
    return {"@context": [*after, context] if after else context}


def _is_no_prefix(term: tuple[str, str]) -> bool:
    """Prefixes first: a definition that needs one then never defines it on the way, which JSON-LD treats otherwise."""
    return not term[1].endswith(" prefix")


class _Writer:
    def __init__(self, prefixes: Mapping[str, str], blocks: Mapping[str, Any], text: str | None) -> None:
        self._prefixes = prefixes
        self._blocks = blocks
        self._text = text

    def merged(self, contexts: Mapping[str, Any], name: str) -> dict[str, Any]:
        entry = contexts[name]
        base = self.merged(contexts, entry["from"]) if "from" in entry else {}
        return self._over(base, entry)

    def _over(self, base: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
        """``changes`` on top of ``base``: flags replace, terms and what is within them merge."""
        terms = dict(base.get("terms", {}))
        within = dict(base.get("within", {}))
        for name in changes.get("drop", ()):
            terms.pop(name, None)
            within.pop(name, None)
        for block in changes.get("uses", ()):
            used = self._over({}, self._blocks[block])
            terms.update(used["terms"])
            within.update(used["within"])
        for meaning, names in changes.get("own", {}).items():
            prefix, _, rest = meaning.partition(" ")
            for name in names.split():
                terms[name] = f"{prefix}:{name} {rest}"
        terms.update(changes.get("named", {}))
        for name, inner in changes.get("within", {}).items():
            within[name] = None if inner is None else self._over(within.get(name) or {}, inner)
        flags = {
            key: changes.get(key, base.get(key))
            for key in ("protected", "aliases", "vocab")
            if key in changes or key in base
        }
        return {**flags, "terms": terms, "within": within}

    def scope(self, scope: Mapping[str, Any], *, protected: Any, aliases: Any) -> dict[str, Any]:
        protected = scope.get("protected", protected)
        aliases = scope.get("aliases", aliases)
        context: dict[str, Any] = {}
        if protected:
            context["@protected"] = True
        if "vocab" in scope:
            context["@vocab"] = scope["vocab"]
        if aliases:
            context["id"] = {"@id": "@id"}
            context["type"] = {"@id": "@type"}
        for name, meaning in sorted(scope["terms"].items(), key=_is_no_prefix):
            context[name] = self._definition(meaning)
        inherited = {"protected": protected is True, "aliases": aliases is True}
        for name, inner in scope["within"].items():
            context[name]["@context"] = None if inner is None else self.scope(inner, **inherited)
        return context

    def _definition(self, meaning: str) -> dict[str, Any]:
        iri, *words = meaning.split()
        definition: dict[str, Any] = {"@id": self._full(iri)}
        for word in words:
            if word in _COERCIONS:
                definition["@type"] = f"@{word}"
            elif word in _CONTAINERS:
                definition["@container"] = f"@{word}"
            elif word == "prefix":
                definition["@prefix"] = True
            elif word == "^text":
                if self._text:
                    definition["@type"] = self._full(self._text)
            elif word.startswith("^"):
                definition["@type"] = self._full(word[1:])
            else:
                raise ValueError(f"{word!r} is not a word for how a term is meant, in {meaning!r}")
        return definition

    def _full(self, iri: str) -> str:
        prefix, colon, name = iri.partition(":")
        return self._prefixes[prefix] + name if colon and prefix in self._prefixes else iri
