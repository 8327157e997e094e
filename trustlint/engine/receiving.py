"""What a run has at hand to look at proofs and status, and what ``--verify`` demands of every credential."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from trustlint.checks.context import NOT_RECEIVING, Receiving
from trustlint.engine.options import CheckOptions
from trustlint.model.report import DocumentResult
from trustlint.model.resource import NOTHING_GIVEN, Missing, Resources, Wanted
from trustlint.model.verification import LifecycleState, ProofState
from trustlint.source.json_text import object_in


def receiving_of(options: CheckOptions) -> Receiving:
    """What the options give. Raises UsageError for files that cannot be used, and options that contradict each other."""
    resources: Resources = NOTHING_GIVEN
    online = options.online or options.replay is not None
    if options.keys or options.status or online or options.record is not None:
        from trustlint.resources.choice import resources_for

        resources = resources_for(
            keys=options.keys,
            status=options.status,
            online=options.online,
            record=options.record,
            replay=options.replay,
        )
    if resources is NOTHING_GIVEN and not (options.verify or options.recipients or options.contexts):
        return NOT_RECEIVING
    return Receiving(options.verify, resources, options.recipients, online, options.contexts)


def context_finder(receiving: Receiving) -> Callable[[str], Any]:
    """Context documents by their addresses, from where a run looks addresses up; None for those that it cannot have."""

    def find(address: str) -> Any:
        found = receiving.resources.get(address, Wanted.CONTEXT)
        if isinstance(found, Missing):
            return None
        document = object_in(found.content)
        return document if document is not None and "@context" in document else None

    return find


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
