"""What a run has at hand to look at proofs and status, and what ``--verify`` demands of every credential."""

from __future__ import annotations

from trustlint.checks.context import NOT_RECEIVING, Receiving
from trustlint.engine.options import CheckOptions
from trustlint.model.report import DocumentResult
from trustlint.model.verification import LifecycleState, ProofState


def receiving_of(options: CheckOptions) -> Receiving:
    """What the options give. Raises UsageError for files that cannot be used, and options that contradict each other."""
    if not (options.keys or options.status or options.online or options.record or options.replay):
        if not (options.verify or options.recipients):
            return NOT_RECEIVING
        return Receiving(options.verify, recipients=options.recipients)
    from trustlint.resources.choice import resources_for

    resources = resources_for(
        keys=options.keys,
        status=options.status,
        online=options.online,
        record=options.record,
        replay=options.replay,
    )
    return Receiving(options.verify, resources, options.recipients)


def is_received(result: DocumentResult) -> bool:
    """Whether a document is something that one receives: an awarded credential, an endorsement, a presentation."""
    return result.integrity is not None or result.lifecycle is not None


def unchecked(result: DocumentResult) -> list[str]:
    """What of a credential one who receives it could not check, as ends of a sentence."""
    found = []
    if result.integrity is not None and result.integrity.state is ProofState.NOT_CHECKED:
        found.append(f"its proof was not checked: {result.integrity.reason}")
    if result.lifecycle is not None and result.lifecycle.state is LifecycleState.NOT_CHECKED:
        found.append(f"its status was not checked: {result.lifecycle.reason}")
    return found


_REFUSED = {
    LifecycleState.NOT_YET_VALID: "it is not valid yet",
    LifecycleState.EXPIRED: "it has expired",
    LifecycleState.REVOKED: "it is revoked",
    LifecycleState.SUSPENDED: "it is suspended",
}


def refused(result: DocumentResult) -> list[str]:
    """Why one who receives a credential would not take it, whichever rules were selected, as ends of a sentence."""
    found = []
    if result.integrity is not None:
        if result.integrity.state is ProofState.UNSIGNED:
            found.append("it has no proof")
        elif result.integrity.state is ProofState.INVALID:
            found.append("its proof does not hold")
    if result.lifecycle is not None and result.lifecycle.state in _REFUSED:
        found.append(_REFUSED[result.lifecycle.state])
    return found
