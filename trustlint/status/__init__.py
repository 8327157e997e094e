"""Whether a credential holds at a time: its dates, status lists and revocation lists (facts section 5.3)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from trustlint.credential.view import View
from trustlint.model.kind import Kind, Scope
from trustlint.model.resource import Resources
from trustlint.model.verification import Lifecycle, LifecycleState
from trustlint.status.moments import period_of

__all__ = ["lifecycle_of"]

_GRAVITY = (
    LifecycleState.REVOKED,
    LifecycleState.EXPIRED,
    LifecycleState.SUSPENDED,
    LifecycleState.NOT_YET_VALID,
    LifecycleState.NOT_CHECKED,
    LifecycleState.CURRENT,
)
"""What is for ever comes before what may change, and what is known before what is not."""

_OF_THEIR_OWN = ("ob1", "ob2")
_NOT_AWARDED = ("VerifiablePresentation", "EnvelopedVerifiableCredential", "Upload")


def lifecycle_of(
    data: Any,
    view: View,
    kind: Kind | None,
    resources: Resources,
    now: datetime,
    is_placeholder: Callable[[Any], bool],
) -> Lifecycle | None:
    """Whether a credential holds at ``now``; None for what is not awarded: definitions, issuers, presentations.

    data: plain data of the document; view: of the same; resources: where lists come from. Endorsements and credentials
    inside it are not asked about. Raises nothing for any plain data.
    """
    if kind is None or kind.scope not in (Scope.CREDENTIAL, Scope.ENDORSEMENT) or kind.type in _NOT_AWARDED:
        return None
    if not isinstance(data, dict):
        return None
    period = period_of(data, now, is_placeholder)
    if kind.model in _OF_THEIR_OWN:
        from trustlint.status.open_badges_2 import statuses_of as statuses_of_badge

        statuses = statuses_of_badge(data, view, resources, is_placeholder)
    elif data.get("credentialStatus") is not None:
        from trustlint.status.entries import statuses_of

        statuses = statuses_of(data, resources, now, is_placeholder)
    else:
        statuses = []
    said = [(period.state, period.reason), *[(status.state, status.reason) for status in statuses]]
    state = min((state for state, _ in said), key=_GRAVITY.index)
    if state is LifecycleState.CURRENT:
        dates = period.reason or "it has no end of validity"
        said_by = [status.reason for status in statuses] or ["it names no list to look for a revocation in"]
        return Lifecycle(state, "; ".join([dates, *said_by]), tuple(statuses))
    return Lifecycle(state, next(reason for own, reason in said if own is state), tuple(statuses))
