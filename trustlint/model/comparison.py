"""Two sides of the same credentials, compared: what ``trustlint compare`` tells, whatever the format."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from trustlint.model.kind import Kind

COMPARISON_FORMAT = "trustlint-comparison"
COMPARISON_VERSION = "1"


class Fate(StrEnum):
    """What became of one value of the document before."""

    KEPT = "kept"
    ELSEWHERE = "elsewhere"
    """The same value is at another place, that no field is known to correspond with."""
    VERSION = "version"
    """It differs because the version of the standard does, and is no data of the badge."""
    ALTERED = "altered"
    LOST = "lost"
    ADDED = "added"
    """Only the document after has it."""

    __hash__ = str.__hash__  # that of Enum is written in Python


LOSSES = (Fate.LOST, Fate.ALTERED)


LONGEST = 200
"""Characters of a value that are kept to be shown: what is told of badges is no copy of them."""


def bounded_text(value: Any) -> str:
    """A value as one text, cut where it is long."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


class Side(NamedTuple):
    """One value on one side. pointer: JSON Pointer; document: another input that it is in; text: the value, bounded."""

    pointer: str
    text: str
    document: str | None = None

    def to_dict(self) -> dict[str, Any]:
        return {"pointer": self.pointer, "value": self.text, "document": self.document}


class Change(NamedTuple):
    """The fate of one value. field: a name of fields.yaml, with the members below it that no field knows."""

    field: str
    fate: Fate
    before: Side | None
    after: Side | None
    reason: str = ""

    def to_dict(self) -> dict[str, Any]:
        return {
            "field": self.field,
            "fate": self.fate.value,
            "before": self.before.to_dict() if self.before else None,
            "after": self.after.to_dict() if self.after else None,
            "reason": self.reason,
        }


class Links(NamedTuple):
    """kept: how many values of the document before still lead to an object; broken: those that lead nowhere now."""

    kept: int = 0
    broken: tuple[Side, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        return {"kept": self.kept, "broken": [side.to_dict() for side in self.broken]}


class VerdictPair(NamedTuple):
    """One criterion on both sides; None where it was not asked. worse: what was met before is not met after."""

    pack: str
    id: str
    title: str
    before: str | None
    after: str | None
    worse: bool
    message: str = ""

    def to_dict(self) -> dict[str, Any]:
        return self._asdict()


class SideInfo(NamedTuple):
    """path, part: as in a report; valid: as a check of it says, None when undecided."""

    path: str
    part: str | None
    kind: Kind | None
    valid: bool | None

    @property
    def name(self) -> str:
        return f"{self.path} ({self.part})" if self.part else self.path

    def to_dict(self) -> dict[str, Any]:
        kind = self.kind.to_dict() if self.kind else None
        return {"path": self.path, "part": self.part, "kind": kind, "valid": self.valid}


class DocumentComparison(NamedTuple):
    """Two documents that are the same badge; ``after`` is None when nothing corresponds to it, ``before`` when it is new.

    matched_by: ``files`` (named by the user), ``id``, ``name`` or ``rest`` (the only ones left); changed_version: what
    changed, such as ``Open Badges 2.0 to 3.0``, None when both are of one version.
    """

    before: SideInfo | None
    after: SideInfo | None
    matched_by: str | None = None
    changed_version: str | None = None
    changes: tuple[Change, ...] = ()
    links: Links = Links()
    verdicts: tuple[VerdictPair, ...] = ()

    def counts(self) -> Mapping[Fate, int]:
        return Counter(change.fate for change in self.changes)

    @property
    def became_invalid(self) -> bool:
        sides = self.before, self.after
        return (
            sides[0] is not None and sides[1] is not None and bool(sides[0].valid) and sides[1].valid is False
        )

    @property
    def is_preserved(self) -> bool:
        """Whether nothing of the document before is lost or altered, no link is broken and no verdict is worse."""
        if self.before is None:
            return True
        return not (
            self.after is None
            or any(change.fate in LOSSES for change in self.changes)
            or self.links.broken
            or any(verdict.worse for verdict in self.verdicts)
            or self.became_invalid
        )

    def to_dict(self) -> dict[str, Any]:
        counts = self.counts()
        return {
            "before": self.before.to_dict() if self.before else None,
            "after": self.after.to_dict() if self.after else None,
            "matched_by": self.matched_by,
            "changed_version": self.changed_version,
            "preserved": self.is_preserved,
            "counts": {fate.value: counts.get(fate, 0) for fate in Fate},
            "changes": [change.to_dict() for change in self.changes],
            "links": self.links.to_dict(),
            "verdicts": [verdict.to_dict() for verdict in self.verdicts],
        }


class Unread(NamedTuple):
    """An input that could not be read, or not be judged in full. side: ``before`` or ``after``."""

    side: str
    path: str
    message: str

    def to_dict(self) -> dict[str, Any]:
        return self._asdict()


class Comparison(NamedTuple):
    """packs: id and version of those whose verdicts are compared."""

    tool: str
    now: str
    packs: tuple[tuple[str, str], ...]
    documents: tuple[DocumentComparison, ...]
    unread: tuple[Unread, ...]

    @property
    def exit_code(self) -> int:
        """3: something could not be read or judged; 5: nothing was compared; 1: something is not preserved; else 0."""
        if self.unread:
            return 3
        if not any(document.before is not None for document in self.documents):
            return 5
        return 0 if all(document.is_preserved for document in self.documents) else 1

    def to_dict(self) -> dict[str, Any]:
        """Plain data, as ``comparison.schema.json`` describes it."""
        return {
            "comparison": {"format": COMPARISON_FORMAT, "version": COMPARISON_VERSION},
            "tool": {"name": "trustlint", "version": self.tool},
            "now": self.now,
            "packs": [{"id": id_, "version": version} for id_, version in self.packs],
            "documents": [document.to_dict() for document in self.documents],
            "unread": [item.to_dict() for item in self.unread],
            "preserved": all(document.is_preserved for document in self.documents),
            "exit_code": self.exit_code,
        }
