"""How hard it is to tell the blank nodes of an RDF dataset apart: canonicalising is exponential where they look alike."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from math import factorial
from typing import Any

MOST_PATHS = 2_000_000
"""Orders of nodes that RDFC-1.0 may have to try; a credential needs one, or a few where it repeats an object."""

MOST_CONNECTED = 100
"""Nodes that look like others and hang together: the algorithm goes from one to the next, each inside the one before."""


def is_hard(quads: Iterable[Any]) -> bool:
    """Whether RDFC-1.0 (the N-degree hash of section 4.8) may have to try more than ``MOST_PATHS`` orders, or to go deep.

    quads: of pyoxigraph. An upper bound: every node that looks like another one may be reached in each order of those
    among its neighbours that look alike and are reached alike.
    """
    around: defaultdict[str, list[tuple[str, str, str]]] = defaultdict(list)
    looks: defaultdict[str, list[str]] = defaultdict(list)
    for quad in quads:
        parts = {
            position: str(node)
            for position, node in (("s", quad.subject), ("o", quad.object), ("g", quad.graph_name))
        }
        blank = {position: name for position, name in parts.items() if name.startswith("_:")}
        predicate = str(quad.predicate)
        for name in set(blank.values()):
            shown = [
                ("_:a" if blank[position] == name else "_:z") if position in blank else parts[position]
                for position in parts
            ]
            looks[name].append(" ".join((predicate, *shown)))
            around[name] += [
                (position, "" if position == "g" else predicate, other)
                for position, other in blank.items()
                if other != name
            ]
    look = {name: "\n".join(sorted(lines)) for name, lines in looks.items()}
    times = Counter(look.values())
    alike = {name for name, seen in look.items() if times[seen] > 1}
    paths, connected = len(alike), 0
    for name in alike:
        neighbours = {entry for entry in around[name] if entry[2] in alike}
        connected += bool(neighbours)
        for number in Counter(
            (position, predicate, look[other]) for position, predicate, other in neighbours
        ).values():
            paths *= factorial(min(number, 20))
            if paths > MOST_PATHS:
                return True
    return paths > MOST_PATHS or connected > MOST_CONNECTED
