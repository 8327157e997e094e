"""All that proves an Open Badge 1 or 2.0: its signature as a JWS, that it is hosted, or a proof of later kinds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from trustlint.integrity.badge_parts import is_verified_by, verification_of
from trustlint.model.resource import Resources
from trustlint.model.verification import ProofResult
from trustlint.source.jws import CompactJws


def verify_badge(
    data: dict[str, Any], jws: CompactJws | None, resources: Resources, now: datetime
) -> Iterator[ProofResult]:
    """Nothing for a badge that is not signed, and not hosted either."""
    if jws is not None:
        from trustlint.integrity.signed_badge import verify_signed_badge

        yield verify_signed_badge(jws, data, resources, now)
    elif is_verified_by(verification_of(data)[1], "HostedBadge", "hosted"):
        from trustlint.integrity.hosted_badge import verify_hosted_badge

        yield verify_hosted_badge(data, resources)
