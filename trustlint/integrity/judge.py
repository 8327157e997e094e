"""All proofs of one credential together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from trustlint.integrity import HOSTED_MODELS, UNSIGNED
from trustlint.model.kind import Kind
from trustlint.model.resource import Resources
from trustlint.model.verification import Integrity, ProofResult, ProofState
from trustlint.source.jws import CompactJws

_REGISTERED_CLAIMS = frozenset(("iss", "sub", "aud", "exp", "nbf", "iat", "jti"))
"""Claims of RFC 7519 that the token adds to a credential that was proven before (PRF-08)."""

_GRAVEST = (ProofState.INVALID, ProofState.NOT_CHECKED, ProofState.VERIFIED)


def judge(
    data: dict[str, Any],
    kind: Kind,
    jws: CompactJws | None,
    resources: Resources,
    now: datetime,
    contexts: Mapping[str, Any],
) -> Integrity:
    """See ``trustlint.integrity.integrity_of``."""
    results = list(_results(data, kind, jws, resources, now, contexts))
    if results:
        return together(results)
    return Integrity(ProofState.UNSIGNED, UNSIGNED)


def _results(
    data: dict[str, Any],
    kind: Kind,
    jws: CompactJws | None,
    resources: Resources,
    now: datetime,
    contexts: Mapping[str, Any],
) -> Iterator[ProofResult]:
    if kind.model in HOSTED_MODELS:
        from trustlint.integrity.open_badges_2 import verify_badge

        yield from verify_badge(data, jws, resources, now)
    elif jws is not None:
        from trustlint.integrity.token import verify_token

        yield verify_token(jws, data, kind, resources, now)
    if "proof" in data:
        from trustlint.integrity.canonical_form import CanonicalForms
        from trustlint.integrity.data_integrity import Signed, verify_proofs

        if jws is not None:
            data = {name: value for name, value in data.items() if name not in _REGISTERED_CLAIMS}
        signed = Signed(data, CanonicalForms(dict(contexts), resources), resources, now)
        if kind.type.endswith("Presentation"):
            signed = signed._replace(role="holder", purpose="authentication")
        yield from verify_proofs(signed)


def together(results: list[ProofResult]) -> Integrity:
    """Invalid when one is, else not-checked when one is, else verified; with the reason of the first such one."""
    state = next(state for state in _GRAVEST if any(result.state is state for result in results))
    reason = next(result.reason for result in results if result.state is state)
    if state is ProofState.VERIFIED and len(results) > 1:
        reason = f"All {len(results)} proofs hold; of the first: {reason}"
    return Integrity(state, reason, tuple(results))
