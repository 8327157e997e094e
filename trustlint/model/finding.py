"""Findings: located messages for failed rules."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from trustlint.model.span import Span

if TYPE_CHECKING:  # few runs know of people, and not every finding has a fix
    from trustlint.model.fix import Fix
    from trustlint.model.review import WaiverResult


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    __hash__ = str.__hash__  # that of Enum is written in Python

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return _RANKS[self]


_RANKS = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}


class Excerpt(NamedTuple):
    """A few source lines around a finding, bounded in number and length, for a code frame.

    first_column: column that the lines start at, more than 1 where the place is far to the right.
    """

    first_line: int
    lines: tuple[str, ...]
    first_column: int = 1

    def to_dict(self) -> dict[str, Any]:
        return {"first_line": self.first_line, "first_column": self.first_column, "lines": list(self.lines)}


class Finding(NamedTuple):
    """One failed rule at one place.

    pointer: JSON Pointer of the offending value, or of the closest ancestor that exists when something is missing
    (``expected`` then names what was expected there); span: None when the place has no text (never invented);
    help: the next step; source: the statement that the rule rests on (``OB3-101 (must)``);
    criteria: ``pack/criterion`` ids that the rule takes part in; document: another input that the place is in,
    when it is not in the checked document itself; fix: how ``trustlint fix`` can settle it, None where it cannot;
    waiver: the approved exception by which it does not count;
    severity_by_pack: what the pack says of its severity, when the configuration says otherwise;
    fingerprint: by which a baseline knows it again (``trustlint.baseline``), given only where a baseline is used;
    known: the baseline has it, so it does not count.
    """

    code: str
    name: str
    severity: Severity
    message: str
    pack: str
    pointer: str | None = None
    span: Span | None = None
    excerpt: Excerpt | None = None
    expected: str | None = None
    help: str | None = None
    source: str | None = None
    criteria: tuple[str, ...] = ()
    document: str | None = None
    fix: Fix | None = None
    waiver: WaiverResult | None = None
    severity_by_pack: Severity | None = None
    fingerprint: str | None = None
    known: bool = False

    def to_dict(self) -> dict[str, Any]:
        return {
            "code": self.code,
            "name": self.name,
            "severity": self.severity.value,
            "severity_by_pack": self.severity_by_pack.value if self.severity_by_pack else None,
            "message": self.message,
            "pack": self.pack,
            "pointer": self.pointer,
            "expected": self.expected,
            "span": self.span.to_dict() if self.span else None,
            "excerpt": self.excerpt.to_dict() if self.excerpt else None,
            "help": self.help,
            "source": self.source,
            "criteria": list(self.criteria),
            "document": self.document,
            "fix": self.fix.to_dict() if self.fix else None,
            "waiver": self.waiver.to_dict() if self.waiver else None,
            "fingerprint": self.fingerprint,
            "known": self.known,
        }
