"""The parts of an Open Badge 1 or 2.0 that say how it is verified, and whose it is: its verification, badge class and issuer."""

from __future__ import annotations

from typing import Any, NamedTuple

from trustlint.integrity.controller_document import fetch
from trustlint.integrity.errors import ProofFailsError
from trustlint.model.resource import Resources, Wanted

_WEB = ("https://", "http://")


class Issuer(NamedTuple):
    """id: where the issuer is published, None when it has no web address; profile: as it stands in the badge, empty when
    there is only a link to it."""

    id: str | None
    profile: dict[str, Any]


def verification_of(badge: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """The member that says how the badge is verified (``verify`` before 2.0), and its value, empty when there is none."""
    for name in ("verification", "verify"):
        if isinstance(badge.get(name), dict):
            return name, badge[name]
    return "verification", {}


def is_verified_by(verification: dict[str, Any], *types: str) -> bool:
    """Whether the verification is of one of the types."""
    value = verification.get("type")
    return any(
        item in types for item in (value if isinstance(value, list) else [value]) if isinstance(item, str)
    )


def issuer_of(badge: dict[str, Any], resources: Resources) -> Issuer:
    """The issuer of an assertion, by its badge class, or of an endorsement. Raises NotCheckedError when the badge class is
    not at hand, ProofFailsError when no issuer is named."""
    held = badge.get("issuer")
    if held is None:
        holder = badge.get("badge")
        if web_address(holder) is not None:
            holder = fetch(str(holder), resources, Wanted.CREDENTIAL).data
        held = holder.get("issuer") if isinstance(holder, dict) else None
    if isinstance(held, dict):
        return Issuer(web_address(held.get("id")), held)
    address = web_address(held)
    if address is None:
        raise ProofFailsError("The badge names no issuer whose key it could be")
    return Issuer(address, {})


def web_address(value: Any) -> str | None:
    """The text, where it is a web address."""
    return value if isinstance(value, str) and value.startswith(_WEB) else None
