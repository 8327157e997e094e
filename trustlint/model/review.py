"""What people say of a document: attestations and waivers, as their files hold them and as the report shows them."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from trustlint.model.span import Span


class Answer(StrEnum):
    YES = "yes"
    NO = "no"
    NOT_APPLICABLE = "na"


class Standing(StrEnum):
    """Whether an attestation counts."""

    VALID = "valid"
    STALE = "stale"
    EXPIRED = "expired"
    REPLACED = "replaced"
    """A later one of the same reviewer counts instead."""
    UNUSED = "unused"
    """There is no open question that it could answer."""


class EntryPlace(NamedTuple):
    """Where an attestation or waiver stands: the file, its JSON Pointer in it, and its place in the text."""

    file: str
    pointer: str
    span: Span | None = None


class Subject(NamedTuple):
    """The document that an attestation or waiver is about.

    path: absolute; part: as in the report (``line 12``, ``/credentialSubject/verifiableCredential/0``), None for the whole.
    """

    path: str
    part: str | None = None


class Attestation(NamedTuple):
    """A reviewer's signed-off answer to what a machine leaves open of a criterion.

    criterion: ``pack/id``; digest: ``sha256:…`` of what the rules of the criterion read when it was answered;
    question: what was asked, None where the criterion has no question of its own.
    """

    subject: Subject
    criterion: str
    answer: Answer
    by: str
    role: str
    on: date
    digest: str
    question: str | None = None
    expires: date | None = None
    note: str | None = None
    evidence: str | None = None
    place: EntryPlace = EntryPlace("", "")


class Waiver(NamedTuple):
    """An approved, expiring exception for one document: of a criterion (``pack/id``), or of the rule with a code."""

    subject: Subject
    reason: str
    by: str
    on: date
    expires: date
    criterion: str | None = None
    rule: str | None = None
    place: EntryPlace = EntryPlace("", "")

    @property
    def target(self) -> str:
        return self.criterion or self.rule or ""


class AttestationResult(NamedTuple):
    """An attestation as the report shows it under its criterion."""

    answer: Answer
    by: str
    role: str
    on: date
    standing: Standing
    expires: date | None = None
    note: str | None = None
    evidence: str | None = None
    file: str = ""

    def to_dict(self) -> dict[str, Any]:
        return {
            "answer": self.answer.value,
            "by": self.by,
            "role": self.role,
            "date": self.on.isoformat(),
            "expires": self.expires.isoformat() if self.expires else None,
            "standing": self.standing.value,
            "note": self.note,
            "evidence": self.evidence,
            "file": self.file,
        }


class WaiverResult(NamedTuple):
    """A waiver that holds, as the report shows it under what it waives."""

    target: str
    reason: str
    by: str
    expires: date
    file: str = ""

    def to_dict(self) -> dict[str, Any]:
        return {
            "target": self.target,
            "reason": self.reason,
            "by": self.by,
            "expires": self.expires.isoformat(),
            "file": self.file,
        }


class Trouble(NamedTuple):
    """What is wrong with an attestation or waiver: a code of the tool, where it stands, and a sentence."""

    code: str
    place: EntryPlace
    message: str
