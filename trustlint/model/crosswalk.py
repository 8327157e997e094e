"""One badge against many frameworks: what ``trustlint crosswalk`` tells, whatever the format."""

from __future__ import annotations

from typing import Any, NamedTuple

from trustlint.model.outcome import Verdict
from trustlint.model.report import Addition, CriterionResult, DocumentResult, PackInfo

CROSSWALK_FORMAT = "trustlint-crosswalk"
CROSSWALK_VERSION = "1"


class Group(NamedTuple):
    """Criteria of all frameworks that are about the same thing. subject: a field such as ``achievement.alignment``."""

    subject: str
    title: str
    criteria: tuple[CriterionResult, ...]

    def of(self, pack: str) -> tuple[CriterionResult, ...]:
        """Those of one pack."""
        return tuple(criterion for criterion in self.criteria if criterion.pack == pack)

    def to_dict(self) -> dict[str, Any]:
        return {
            "subject": self.subject,
            "title": self.title,
            "criteria": [
                {
                    "pack": criterion.pack,
                    "id": criterion.id,
                    "title": criterion.title,
                    "level": criterion.level,
                    "verdict": criterion.verdict.value,
                    "message": criterion.message,
                }
                for criterion in self.criteria
            ],
        }


class Suggestion(NamedTuple):
    """One thing to add, tried out: what it settles, over all frameworks.

    fact: name of what is added; replaces: whether something is there already; after: number, from 1, of the suggestion
    that this one goes on from; insert_at, snippet, also: as in a Remediation; settles: the criteria that failed or were
    open and no longer are; still_open: those of them that a person has then to review; breaks: criteria that fail only then.
    """

    subject: str
    fact: str
    replaces: bool
    after: int | None
    text: str
    insert_at: str
    snippet: Any
    also: tuple[Addition, ...]
    settles: tuple[CriterionResult, ...]
    still_open: tuple[str, ...]
    breaks: tuple[str, ...]

    @property
    def packs(self) -> tuple[str, ...]:
        """The frameworks that it helps with."""
        return tuple(dict.fromkeys(criterion.pack for criterion in self.settles))

    def to_dict(self) -> dict[str, Any]:
        return {
            "subject": self.subject,
            "fact": self.fact,
            "replaces": self.replaces,
            "after": self.after,
            "text": self.text,
            "insert_at": self.insert_at,
            "snippet": self.snippet,
            "also": [addition.to_dict() for addition in self.also],
            "packs": list(self.packs),
            "settles": [{"pack": item.pack, "id": item.id, "level": item.level} for item in self.settles],
            "still_open": list(self.still_open),
            "breaks": list(self.breaks),
        }


class DocumentCrosswalk(NamedTuple):
    """One document. packs: ids of those that ask something of such a document; silent: the others; by_hand: criteria
    that fail and that no snippet of their packs settles here, with what to do."""

    result: DocumentResult
    packs: tuple[str, ...]
    silent: tuple[str, ...]
    groups: tuple[Group, ...]
    suggestions: tuple[Suggestion, ...]
    by_hand: tuple[CriterionResult, ...]

    def count(self, pack: str, *verdicts: Verdict) -> int:
        """Number of criteria of a pack with one of the verdicts."""
        return sum(item.pack == pack and item.verdict in verdicts for item in self.result.criteria)

    def to_dict(self) -> dict[str, Any]:
        kind = self.result.kind
        return {
            "path": self.result.path,
            "part": self.result.part,
            "kind": kind.to_dict() if kind else None,
            "read": self.result.read,
            "valid": self.result.valid,
            "packs": list(self.packs),
            "silent": list(self.silent),
            "groups": [group.to_dict() for group in self.groups],
            "suggestions": [suggestion.to_dict() for suggestion in self.suggestions],
            "by_hand": [
                {"pack": item.pack, "id": item.id, "message": item.message, "text": _text(item)}
                for item in self.by_hand
            ],
        }


class Crosswalk(NamedTuple):
    version: str
    now: str
    packs: tuple[PackInfo, ...]
    documents: tuple[DocumentCrosswalk, ...]

    def to_dict(self) -> dict[str, Any]:
        return {
            "crosswalk": {"format": CROSSWALK_FORMAT, "version": CROSSWALK_VERSION},
            "tool": {"name": "trustlint", "version": self.version},
            "now": self.now,
            "packs": [pack.to_dict() for pack in self.packs],
            "documents": [document.to_dict() for document in self.documents],
        }


def _text(criterion: CriterionResult) -> str:
    return criterion.remediation.text if criterion.remediation else ""
