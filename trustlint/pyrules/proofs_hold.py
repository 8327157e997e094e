"""Whether the proofs of a credential hold (facts section 5): the outcome of ``trustlint.integrity`` as a rule."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from trustlint.checks.context import RuleContext
from trustlint.checks.result import PASSED, Result
from trustlint.integrity import may_be_proven
from trustlint.model.outcome import Outcome
from trustlint.model.pointer import Path, resolve
from trustlint.pyrules.registry import program_rule


@program_rule("proofs-hold")
def proofs_hold(context: RuleContext, options: Mapping[str, Any]) -> Iterable[Result]:
    """Each proof: fails when it does not hold, cannot tell when it was not checked; nothing for what is unsigned."""
    if not may_be_proven(context.data, context.kind, context.jws):
        return
    integrity = context.integrity()
    if integrity is None:
        return
    from trustlint.model.verification import ProofState

    for proof in integrity.proofs:
        if proof.state is ProofState.VERIFIED:
            yield PASSED
            continue
        outcome = Outcome.FAIL if proof.state is ProofState.INVALID else Outcome.CANT_TELL
        path: Path = resolve(context.data, proof.pointer)[0]
        # A token is around the document, and has no place in it.
        yield Result(outcome, proof.reason, path, nowhere=not path)
