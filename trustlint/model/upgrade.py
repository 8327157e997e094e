"""A badge carried to a newer version: what ``trustlint upgrade`` tells, whatever the format."""

from __future__ import annotations

from typing import Any, NamedTuple

from trustlint.model.comparison import Side
from trustlint.model.finding import Finding
from trustlint.model.kind import Kind
from trustlint.model.report import CriterionResult

UPGRADE_FORMAT = "trustlint-upgrade"
UPGRADE_VERSION = "1"


class Carried(NamedTuple):
    """One value, and where it is now. note: what was changed about it, empty when it is as it was."""

    field: str
    source: Side
    pointer: str
    text: str
    note: str = ""
    because: str = ""

    def to_dict(self) -> dict[str, Any]:
        return {
            "field": self.field,
            "from": self.source.to_dict(),
            "to": {"pointer": self.pointer, "value": self.text},
            "changed": bool(self.note),
            "note": self.note,
            "because": self.because,
        }


class Left(NamedTuple):
    """One value, or all that stands in one, that the newer badge does not have, and why."""

    source: Side
    reason: str

    def to_dict(self) -> dict[str, Any]:
        return {"from": self.source.to_dict(), "reason": self.reason}


class Made(NamedTuple):
    """One value that the older badge did not have."""

    pointer: str
    text: str
    reason: str

    def to_dict(self) -> dict[str, Any]:
        return {"to": {"pointer": self.pointer, "value": self.text}, "reason": self.reason}


class Upgrade(NamedTuple):
    """One document. data: the newer badge, None with a ``problem`` when it cannot be made.

    lost: what has no place; left_behind: what belongs to the older version, and is no loss; findings: errors that a check
    of the newer badge has; lacking: the criteria of the packs that it fails; valid: whether it is a valid Open Badge.
    """

    path: str
    part: str | None
    kind: Kind | None
    data: dict[str, Any] | None
    problem: str | None = None
    carried: tuple[Carried, ...] = ()
    made: tuple[Made, ...] = ()
    lost: tuple[Left, ...] = ()
    left_behind: tuple[Left, ...] = ()
    valid: bool | None = None
    was_valid: bool | None = None
    findings: tuple[Finding, ...] = ()
    lacking: tuple[CriterionResult, ...] = ()
    written: str | None = None
    """The file that it was written to."""

    @property
    def name(self) -> str:
        return f"{self.path} ({self.part})" if self.part else self.path

    def to_dict(self) -> dict[str, Any]:
        return {
            "path": self.path,
            "part": self.part,
            "kind": self.kind.to_dict() if self.kind else None,
            "problem": self.problem,
            "written": self.written,
            "carried": [item.to_dict() for item in self.carried],
            "made": [item.to_dict() for item in self.made],
            "lost": [item.to_dict() for item in self.lost],
            "left_behind": [item.to_dict() for item in self.left_behind],
            "was_valid": self.was_valid,
            "valid": self.valid,
            "errors": [
                {"code": finding.code, "pointer": finding.pointer, "message": finding.message}
                for finding in self.findings
            ],
            "lacking": [
                {
                    "pack": criterion.pack,
                    "id": criterion.id,
                    "level": criterion.level,
                    "title": criterion.title,
                    "message": criterion.message,
                    "remediation": criterion.remediation.text if criterion.remediation else None,
                }
                for criterion in self.lacking
            ],
            "data": self.data,
        }


class Upgrades(NamedTuple):
    """A whole run. skipped: documents among several that are of no class that is upgraded, by name, with the reason."""

    tool: str
    now: str
    packs: tuple[tuple[str, str], ...]
    documents: tuple[Upgrade, ...]
    skipped: tuple[tuple[str, str], ...] = ()

    @property
    def exit_code(self) -> int:
        """3: something could not be read or upgraded; 5: nothing to upgrade; 1: a result is no valid Open Badge; else 0."""
        if any(document.data is None for document in self.documents):
            return 3
        if not self.documents:
            return 5
        return 1 if any(document.valid is False for document in self.documents) else 0

    def to_dict(self) -> dict[str, Any]:
        """Plain data, as ``upgrade.schema.json`` describes it."""
        return {
            "upgrade": {"format": UPGRADE_FORMAT, "version": UPGRADE_VERSION},
            "tool": {"name": "trustlint", "version": self.tool},
            "now": self.now,
            "packs": [{"id": id_, "version": version} for id_, version in self.packs],
            "documents": [document.to_dict() for document in self.documents],
            "skipped": [{"name": name, "reason": reason} for name, reason in self.skipped],
            "exit_code": self.exit_code,
        }
