"""The documents of two sides, and which of them are the same badge."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from typing import NamedTuple

from trustlint.credential.kinds import detect
from trustlint.engine.links import LinkIndex
from trustlint.model.comparison import Unread
from trustlint.model.kind import Kind
from trustlint.source.discover import discover
from trustlint.source.document import Document
from trustlint.source.problem import UNREAD_KINDS
from trustlint.source.read import read_documents


class Loaded(NamedTuple):
    document: Document
    kind: Kind | None


class Loading(NamedTuple):
    """One side: its documents, what could not be read, and where links lead."""

    documents: tuple[Loaded, ...]
    unread: tuple[Unread, ...]
    links: LinkIndex


class Pair(NamedTuple):
    before: Loaded | None
    after: Loaded | None
    matched_by: str | None


def load(
    side: str, path: str, others: Sequence[str] = (), *, stdin: Callable[[], bytes] | None = None
) -> Loading:
    """The documents of a file, folder or pattern. In a folder, what is no credential is left out.

    side: ``before`` or ``after``, for what is told of what cannot be read; others: further inputs that links may lead to.
    """
    inputs = list(discover([path], stdin=stdin))
    documents: list[Loaded] = []
    unread = []
    if not inputs:
        unread.append(Unread(side, path, "no file matches; check the path"))
    for source in inputs:
        for document in read_documents(source):
            kind = detect(document.data).kind if document.usable else None
            problem = next((item for item in document.problems if item.kind in UNREAD_KINDS), None)
            if not document.usable or problem is not None:
                told = problem or next(iter(document.problems), None)
                message = told.message if told is not None else "it could not be read"
                unread.append(Unread(side, document.name, message))
            elif kind is not None or source.explicit:
                documents.append(Loaded(document, kind))
    known = {source.path for source in inputs}
    beside = [source for source in discover(others) if source.path not in known]
    return Loading(tuple(documents), tuple(unread), LinkIndex([*inputs, *beside]))


def pair(before: Sequence[Loaded], after: Sequence[Loaded]) -> list[Pair]:
    """Match documents by id, then by name, then the one that is left with the one that is left.

    Only documents of one scope are the same badge: a definition and a credential of it may have one name. In the order
    of the side before; what is new comes last.
    """
    if len(before) == len(after) == 1:
        return [Pair(before[0], after[0], "files")]
    left, right = dict(enumerate(before)), dict(enumerate(after))
    found: dict[int, tuple[int, str]] = {}
    keys: tuple[tuple[str, Callable[[Loaded], Hashable | None]], ...] = (("id", _id), ("name", _name))
    for reason, key_of in keys:
        waiting: dict[Hashable, list[int]] = defaultdict(list)
        for index, loaded in right.items():
            if (key := key_of(loaded)) is not None:
                waiting[key].append(index)
        for index, loaded in [*left.items()]:
            key = key_of(loaded)
            if key is not None and waiting.get(key):
                found[index] = (other := waiting[key].pop(0), reason)
                del left[index], right[other]
    if len(left) == len(right) == 1:
        index, other = next(iter(left)), next(iter(right))
        if _scope(before[index]) == _scope(after[other]):
            found[index] = (other, "rest")
            right.clear()
    pairs = [
        Pair(loaded, after[found[index][0]], found[index][1]) if index in found else Pair(loaded, None, None)
        for index, loaded in enumerate(before)
    ]
    return pairs + [Pair(None, loaded, None) for loaded in right.values()]


def _scope(loaded: Loaded) -> str | None:
    return loaded.kind.scope.value if loaded.kind is not None else None


def _id(loaded: Loaded) -> Hashable | None:
    data = loaded.document.data
    if not isinstance(data, dict):
        return None
    found = data.get("id", data.get("@id"))
    return (_scope(loaded), found.strip()) if isinstance(found, str) and found.strip() else None


def _name(loaded: Loaded) -> Hashable | None:
    """The name of what is awarded, or of the issuer, with the learner: one badge is awarded to many."""
    from trustlint.credential.fields import field_table
    from trustlint.credential.view import View

    if loaded.kind is None:
        return None
    view = View(loaded.document.data, field_table(loaded.kind.model, loaded.kind.type))
    values = [
        str(value)
        for field in ("achievement.name", "subject.id", "subject.identityHash", "credential.validFrom")
        for value in view.values(field)
    ]
    named = view.values("achievement.name") or view.values("issuer.name")
    return (_scope(loaded), str(named[0]), *values) if named else None
