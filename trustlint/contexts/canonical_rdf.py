"""RDF Dataset Canonicalization 1.0 (RDFC-1.0): blank nodes get names that depend on nothing but what is said of them.

Written out here because no kept library fits: that of PyLD is older (it escapes fewer characters, and takes for ever where
nodes look alike), and that of Oxigraph names the nodes of several proofs otherwise than PyLD and rdf-canonize do, so that
signatures of others would fail. A test holds it to PyLD, and the experiment of docs/proofs.md to rdf-canonize.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from typing import Any, NamedTuple

MOST_STEPS = 200_000
"""Quads and nodes that may be looked at to tell nodes apart that look alike, for about a second; a credential that repeats
no object needs none."""

_XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"
_LANG_STRING = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"
_CONTROLS = (*range(0x20), 0x7F)
_IN_IRI = {code: f"\\u{code:04X}" for code in (*_CONTROLS, *map(ord, ' <>"{}|^`\\'))}
_IN_TEXT = {code: f"\\u{code:04X}" for code in _CONTROLS} | {
    ord(character): f"\\{letter}" for character, letter in zip('\b\t\n\f\r"\\', 'btnfr"\\', strict=True)
}


class TooManyStepsError(Exception):
    """It would take too long: too many nodes look alike."""


class Quad(NamedTuple):
    """Terms as N-Quads writes them; graph is empty for the default graph. What begins with ``_:`` is a blank node."""

    subject: str
    predicate: str
    object: str
    graph: str

    def line(self) -> str:
        graph = f" {self.graph}" if self.graph else ""
        return f"{self.subject} {self.predicate} {self.object}{graph} .\n"

    def around(self, node: str) -> Iterator[tuple[str, str]]:
        """The other blank nodes of the quad, each with its position."""
        for position, term in (("s", self.subject), ("o", self.object), ("g", self.graph)):
            if term.startswith("_:") and term != node:
                yield position, term

    def renamed(self, names: Mapping[str, str]) -> Quad:
        return Quad(
            names.get(self.subject, self.subject),
            self.predicate,
            names.get(self.object, self.object),
            names.get(self.graph, self.graph),
        )


def quads_of(dataset: Mapping[str, Any], empty: Collection[str] = ()) -> list[Quad]:
    """The quads of a dataset as PyLD gives it (graph name → triples), each once.

    empty: names of graphs of which nothing was left; unless more is said of them, they are left out as well.
    """
    if empty:
        empty = set(empty) - {
            triple["subject"]["value"] for triples in dataset.values() for triple in triples
        }
    quads: dict[Quad, None] = {}
    for name, triples in dataset.items():
        graph = "" if name == "@default" else _resource(name)
        for triple in triples:
            if triple["object"]["type"] == "blank node" and triple["object"]["value"] in empty:
                continue
            quads[
                Quad(_term(triple["subject"]), _term(triple["predicate"]), _term(triple["object"]), graph)
            ] = None
    return list(quads)


def canonicalise(quads: list[Quad], digest: str = "sha256") -> str:
    """The canonical N-Quads. digest: ``sha256`` or ``sha384``. Raises TooManyStepsError."""
    names = _Canonicaliser(quads, digest).names()
    return "".join(sorted(quad.renamed(names).line() for quad in quads))


def _term(term: Mapping[str, Any]) -> str:
    if term["type"] != "literal":
        return _resource(term["value"])
    text = f'"{term["value"].translate(_IN_TEXT)}"'
    if term["datatype"] == _LANG_STRING:
        return f"{text}@{term['language']}" if term.get("language") else text
    return text if term["datatype"] == _XSD_STRING else f"{text}^^<{term['datatype'].translate(_IN_IRI)}>"


def _resource(name: str) -> str:
    return name if name.startswith("_:") else f"<{name.translate(_IN_IRI)}>"


class _Issuer:
    """Gives names to nodes, in the order in which it is asked (section 4.5)."""

    def __init__(self, prefix: str, names: Mapping[str, str] | None = None) -> None:
        self.prefix = prefix
        self.names = dict(names or {})

    def issue(self, node: str) -> str:
        return self.names.setdefault(node, f"{self.prefix}{len(self.names)}")

    def copy(self) -> _Issuer:
        return _Issuer(self.prefix, self.names)


class _Canonicaliser:
    """Section 4.4. The numbered steps are those of the specification."""

    def __init__(self, quads: list[Quad], digest: str) -> None:
        self._digest = digest
        self._quads: dict[str, list[Quad]] = {}
        for quad in quads:
            for node in {part for part in (quad.subject, quad.object, quad.graph) if part.startswith("_:")}:
                self._quads.setdefault(node, []).append(quad)
        self._canonical = _Issuer("_:c14n")
        self._first: dict[str, str] = {}
        self._steps = MOST_STEPS

    def names(self) -> dict[str, str]:
        """Node → canonical name."""
        by_hash: dict[str, list[str]] = {}
        for node in self._quads:
            by_hash.setdefault(self._first_degree(node), []).append(node)
        for _, nodes in sorted(by_hash.items()):
            if len(nodes) == 1:
                self._canonical.issue(nodes[0])
        for _, nodes in sorted(by_hash.items()):
            if len(nodes) > 1:
                self._tell_apart(nodes)
        return self._canonical.names

    def _tell_apart(self, nodes: list[str]) -> None:
        """Step 5: nodes of which the same is said, by what is said of those around them."""
        found = []
        for node in nodes:
            if node not in self._canonical.names:
                issuer = _Issuer("_:b")
                issuer.issue(node)
                try:
                    found.append(self._n_degree(node, issuer))
                except RecursionError:
                    raise TooManyStepsError from None
        for _, issuer in sorted(found, key=lambda item: item[0]):
            for node in issuer.names:
                self._canonical.issue(node)

    def _hash(self, text: str) -> str:
        return hashlib.new(self._digest, text.encode()).hexdigest()

    def _first_degree(self, node: str) -> str:
        """Section 4.6: what is said of a node, all other blank nodes being the same."""
        found = self._first.get(node)
        if found is None:
            lines = []
            for quad in self._quads[node]:
                names = {other: "_:z" for _, other in quad.around(node)}
                lines.append(quad.renamed({**names, node: "_:a"}).line())
            found = self._first[node] = self._hash("".join(sorted(lines)))
        return found

    def _related(self, node: str, quad: Quad, issuer: _Issuer, position: str) -> str:
        """Section 4.7: a node as seen from its neighbour."""
        name = self._canonical.names.get(node) or issuer.names.get(node) or self._first_degree(node)
        return self._hash(f"{position}{quad.predicate if position != 'g' else ''}{name}")

    def _n_degree(self, node: str, issuer: _Issuer) -> tuple[str, _Issuer]:
        """Section 4.8: what is said of a node and of those around it, in the order that makes the least text."""
        self._spend(len(self._quads[node]))
        groups: dict[str, list[str]] = {}
        for quad in self._quads[node]:
            for position, other in quad.around(node):
                groups.setdefault(self._related(other, quad, issuer, position), []).append(other)
        parts = []
        for related, nodes in sorted(groups.items()):
            chosen: tuple[str, _Issuer] | None = None
            for order in _orders(nodes):
                walked = self._walk(order, issuer.copy(), chosen[0] if chosen else "")
                if walked is not None and (chosen is None or walked[0] < chosen[0]):
                    chosen = walked
            assert chosen is not None
            parts += [related, chosen[0]]
            issuer = chosen[1]
        return self._hash("".join(parts)), issuer

    def _walk(self, order: tuple[str, ...], issuer: _Issuer, best: str) -> tuple[str, _Issuer] | None:
        """Step 5.4: the path through nodes in an order; None as soon as it cannot become the least."""
        self._spend(len(order) + len(issuer.names) // 8)
        path, unseen = "", []
        for node in order:
            name = self._canonical.names.get(node)
            if name is None:
                if node not in issuer.names:
                    unseen.append(node)
                name = issuer.issue(node)
            path += name
            if best and len(path) >= len(best) and path > best:
                return None
        for node in unseen:
            found, after = self._n_degree(node, issuer)
            path += f"{issuer.issue(node)}<{found}>"
            issuer = after
            if best and len(path) >= len(best) and path > best:
                return None
        return path, issuer

    def _spend(self, steps: int) -> None:
        self._steps -= steps
        if self._steps < 0:
            raise TooManyStepsError


def _orders(nodes: list[str]) -> Iterator[tuple[str, ...]]:
    """The orders of nodes that are different: one that is there several times makes no more of them."""
    counts = Counter(nodes)

    def extend(order: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        if len(order) == len(nodes):
            yield order
        for node in sorted(counts):
            if counts[node]:
                counts[node] -= 1
                yield from extend((*order, node))
                counts[node] += 1

    return extend(())
