"""Whether a credential is really what it says: its proofs, and whether it holds at the time of the run."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, NamedTuple


class ProofState(StrEnum):
    VERIFIED = "verified"
    INVALID = "invalid"
    UNSIGNED = "unsigned"
    NOT_CHECKED = "not-checked"


class ProofResult(NamedTuple):
    """One proof. pointer: of the proof in the document, empty for a token around it; type: the cryptosuite, the proof
    type of old, or ``JWT`` and its algorithm; state: never ``unsigned``; reason: one sentence; verification_method: as
    the proof names it; key_found_in: where the key came from, for people."""

    pointer: str
    type: str
    state: ProofState
    reason: str
    verification_method: str | None = None
    key_found_in: str | None = None

    def to_dict(self) -> dict[str, Any]:
        return {**self._asdict(), "state": self.state.value}


class Integrity(NamedTuple):
    """All proofs of one credential together: invalid when one is, else not-checked when one is, else verified."""

    state: ProofState
    reason: str
    proofs: tuple[ProofResult, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        return {
            "state": self.state.value,
            "reason": self.reason,
            "proofs": [proof.to_dict() for proof in self.proofs],
        }


class LifecycleState(StrEnum):
    CURRENT = "current"
    NOT_YET_VALID = "not-yet-valid"
    EXPIRED = "expired"
    REVOKED = "revoked"
    SUSPENDED = "suspended"
    NOT_CHECKED = "not-checked"


class StatusResult(NamedTuple):
    """One status entry, or one way to revoke. pointer: of the entry; type: as it says; state: what it says of the
    credential, ``current`` where it says nothing against it; reason: one sentence; list_found_in: for people; purpose:
    what it is for (``revocation``); at_fault: a list is at hand and cannot be used, so that nobody can check it."""

    pointer: str
    type: str
    state: LifecycleState
    reason: str
    list_found_in: str | None = None
    purpose: str | None = None
    at_fault: bool = False

    def to_dict(self) -> dict[str, Any]:
        return {**self._asdict(), "state": self.state.value}


class Lifecycle(NamedTuple):
    """Whether a credential holds at the time of the run: the gravest of its dates and its status entries."""

    state: LifecycleState
    reason: str
    statuses: tuple[StatusResult, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        return {
            "state": self.state.value,
            "reason": self.reason,
            "statuses": [status.to_dict() for status in self.statuses],
        }
