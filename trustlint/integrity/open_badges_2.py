"""All that proves an Open Badge 1 or 2.0: its signature as a JWS, that it is hosted, or a proof of later kinds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from trustlint.integrity.badge_parts import is_verified_by, verification_of
from trustlint.integrity.cryptosuite import ANCHORED
from trustlint.model.resource import Resources
from trustlint.model.verification import ProofResult, ProofState
from trustlint.source.jws import CompactJws


def verify_badge(
    data: dict[str, Any], jws: CompactJws | None, resources: Resources, now: datetime
) -> Iterator[ProofResult]:
    """Nothing for a badge that is not signed, and not hosted either."""
    if jws is not None:
        from trustlint.integrity.signed_badge import verify_signed_badge

        yield verify_signed_badge(jws, data, resources, now)
    elif anchored := _anchored(data):
        yield anchored
    elif is_verified_by(verification_of(data)[1], "HostedBadge", "hosted"):
        from trustlint.integrity.hosted_badge import verify_hosted_badge

        yield verify_hosted_badge(data, resources)


def _anchored(data: dict[str, Any]) -> ProofResult | None:
    """The Merkle proof of a Blockcert of version 2, which stands in ``signature``; None for other badges."""
    signature = data.get("signature")
    types = signature.get("type") if isinstance(signature, dict) else None
    for name in types if isinstance(types, list) else [types]:
        if isinstance(name, str) and name.startswith("MerkleProof"):
            reason = f"The proof {name[:80]} {ANCHORED}"
            return ProofResult("/signature", name[:80], ProofState.NOT_CHECKED, reason)
    return None
