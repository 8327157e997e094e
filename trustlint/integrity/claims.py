"""Whether the claims of a VC-JWT say the same as the credential in it: the token is signed, and what it claims beside the
credential must not be something else (PRF-05, PRF-06, PRF-07, PRF-09)."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from trustlint.integrity.errors import ProofFailsError, shown
from trustlint.integrity.issuer_link import identifier_of
from trustlint.model.kind import Kind
from trustlint.model.moment import as_moment

_OPEN_BADGES = ("ob3", "clr2")


def check_claims(payload: dict[str, Any], data: dict[str, Any], kind: Kind, now: datetime) -> None:
    """Raises ProofFailsError for a claim that contradicts the credential, or a time of the token that has passed.

    payload: the claims; data: the credential, which claims of a VC 1.1 token have completed. A claim that is not there
    contradicts nothing, nor does ``sub`` where the learner is known otherwise (PRF-06).
    """
    _same_text("iss", payload, "issuer", identifier_of(data.get("issuer")))
    _same_text("jti", payload, "id", data.get("id"))
    subject = data.get("credentialSubject")
    _same_text(
        "sub", payload, "credentialSubject.id", subject.get("id") if isinstance(subject, dict) else None
    )
    # By Open Badges and VC 1.1 these are the times of the credential; by VC-JOSE-COSE those of the signature.
    same_times = kind.model in _OPEN_BADGES or kind.data_model == "1.1"
    begins = _time("nbf", payload, data, ("validFrom", "issuanceDate"), same_times)
    ends = _time("exp", payload, data, ("validUntil", "expirationDate"), same_times)
    if ends is not None and ends <= now.timestamp():
        raise ProofFailsError(f"The token expired on {_date(ends)} (exp)")
    if begins is not None and begins > now.timestamp():
        raise ProofFailsError(f"The token does not hold before {_date(begins)} (nbf)")


def _same_text(claim: str, payload: dict[str, Any], member: str, value: Any) -> None:
    claimed = payload.get(claim)
    if claim not in payload or (value is None and isinstance(claimed, str)):
        return
    if claimed != value:
        said = shown(claimed) if isinstance(claimed, str) else "no text"
        there = shown(value) if isinstance(value, str) else "not"
        raise ProofFailsError(
            f"The token says {claim}: {said}, and the {member} of the credential is {there}; they have to be the same"
        )


def _time(
    claim: str, payload: dict[str, Any], data: dict[str, Any], members: tuple[str, str], same: bool
) -> float | None:
    """The time of a claim that the credential says nothing of, for the caller to judge; the others are judged here, or
    with the times of the credential."""
    if claim not in payload:
        return None
    claimed = payload[claim]
    if isinstance(claimed, bool) or not isinstance(claimed, int | float) or not abs(claimed) < 1e11:
        raise ProofFailsError(f"The {claim} of the token is no number of seconds, as a time in a token is")
    member = next((name for name in members if name in data), None)
    if member is None or not same:
        return float(claimed)
    moment = as_moment(data[member])
    if moment is None or abs(moment.timestamp() - claimed) >= 1:
        raise ProofFailsError(
            f"The token says {claim}: {_date(claimed)}, and the {member} of the credential is {shown(str(data[member]))}; they have to be the same"
        )
    return None


def _date(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
