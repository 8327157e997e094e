"""What people have said from outside: attestations and waivers. The engine applies them; reading them comes later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Answer(StrEnum):
    YES = "yes"
    NO = "no"
    NOT_APPLICABLE = "na"


@dataclass(frozen=True, slots=True)
class Attestation:
    """A reviewer's signed-off answer to the human part of a criterion.

    criterion: ``pack/id``; subject: path or id of the credential; digest: ``sha256:…`` of the nodes that the
    criterion's rules read when it was answered.
    """

    criterion: str
    subject: str
    answer: Answer
    by: str
    role: str
    on: date
    digest: str
    expires: date | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Waiver:
    """An approved, expiring exception for a rule code or a criterion (``pack/id``) on one subject."""

    target: str
    subject: str
    reason: str
    approved_by: str
    expires: date
    pointer: str | None = None
