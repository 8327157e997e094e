"""How much work it is to expand a document with PyLD, told before it is begun: some documents are made to take hours."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

MOST_WORK = 12_000
"""For some seconds at most; a credential has some hundreds."""

_REMOTE = 10
"""Of a context named by its address, whose terms are put over those before."""


def work_of(data: Any) -> int:
    """Members and items of a document; more for long lists, as PyLD compares each item with those before it; and more for
    contexts inside of terms, as they are worked out anew for one object after the other. No more is counted than what is
    too much."""
    work, objects, scoped = 0, 0, 0
    waiting = [data]
    while waiting and work <= MOST_WORK:
        value = waiting.pop()
        if isinstance(value, Mapping):
            objects += 1
            work += len(value)
            for name, item in value.items():
                if name == "@context":
                    outer, inner = terms_of(item)
                    work += outer
                    scoped += inner
                else:
                    waiting.append(item)
        elif isinstance(value, list):
            work += len(value) + len(value) ** 2 // 200
            waiting += value[:MOST_WORK]
    return work + scoped * objects // 10


def terms_of(context: Any) -> tuple[int, int]:
    """How much there is in a context, and how much in those that are inside of its terms."""
    outer, inner = 0, 0
    waiting = [(context, False)]
    while waiting and outer + inner <= MOST_WORK:
        value, is_inner = waiting.pop()
        found = 0
        if isinstance(value, str):
            found = _REMOTE
        elif isinstance(value, list):
            found = len(value)
            waiting += [(item, is_inner) for item in value[:MOST_WORK]]
        elif isinstance(value, Mapping):
            found = len(value)
            terms = [term for term in value.values() if isinstance(term, Mapping)]
            waiting += [(term["@context"], True) for term in terms if "@context" in term]
        if is_inner:
            inner += found
        else:
            outer += found
    return outer, inner
