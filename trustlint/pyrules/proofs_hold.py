"""Whether the proofs of a credential hold (facts section 5): the outcome of ``trustlint.integrity`` as a rule."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from trustlint.checks.asking import Asked
from trustlint.checks.context import RuleContext
from trustlint.checks.result import PASSED, Result
from trustlint.integrity import may_be_proven
from trustlint.model.outcome import Outcome
from trustlint.model.pointer import Path, resolve
from trustlint.pyrules.registry import program_rule

if TYPE_CHECKING:
    from trustlint.model.verification import ProofResult


def _unproven(context: RuleContext, options: Any) -> Asked | None:
    return None if may_be_proven(context.data, context.kind, context.jws) else ()


@program_rule("proofs-hold", asked=_unproven)
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
        yield _at(proof, outcome, context)


def _at(proof: ProofResult, outcome: Outcome, context: RuleContext) -> Result:
    path: Path = resolve(context.data, proof.pointer)[0]
    # A token is around the document, and has no place in it.
    return Result(outcome, proof.reason, path, nowhere=not path)


def _only_receiving(context: RuleContext, options: Any) -> Asked | None:
    return None if context.receiving.verify else ()


@program_rule("has-proof", asked=_only_receiving)
def has_proof(context: RuleContext, options: Mapping[str, Any]) -> Iterable[Result]:
    """The credential is signed: a matter for one who receives it, as drafts are not."""
    integrity = context.integrity() if context.receiving.verify else None
    if integrity is not None:
        from trustlint.model.verification import ProofState

        unsigned = integrity.state is ProofState.UNSIGNED
        yield Result(Outcome.FAIL, integrity.reason, ()) if unsigned else PASSED


@program_rule("proof-was-checked", asked=_only_receiving)
def proof_was_checked(context: RuleContext, options: Mapping[str, Any]) -> Iterable[Result]:
    """Each proof could be checked, whatever came of it: a matter for one who receives the credential."""
    integrity = context.integrity() if context.receiving.verify else None
    if integrity is None:
        return
    from trustlint.model.verification import ProofState

    for proof in integrity.proofs:
        unchecked = proof.state is ProofState.NOT_CHECKED
        yield _at(proof, Outcome.FAIL, context) if unchecked else PASSED
