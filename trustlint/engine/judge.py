"""Rule outcomes into verdicts, and verdicts into levels, score and coverage (docs/architecture.md, "Verdicts")."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from trustlint.engine.places import Places
from trustlint.model.kind import Kind, Scope
from trustlint.model.outcome import (
    Outcome,
    Proof,
    Verdict,
    combine_all,
    combine_any,
    seen_through,
    to_verdict,
)
from trustlint.model.report import CriterionResult, PackResult, Remediation, RuleResult
from trustlint.packs.compile import NodeOutcome, RuleOutcome
from trustlint.packs.model import Assess, Criterion, Pack

Remedy = Callable[[Criterion, NodeOutcome | None], Remediation]

MET = (Verdict.PASS, Verdict.NOT_APPLICABLE)

_JUDGED_AT = {
    "definition": (Scope.DEFINITION, Scope.CREDENTIAL),
    "credential": (Scope.CREDENTIAL,),
    "issuer": (Scope.ISSUER, Scope.CREDENTIAL, Scope.DEFINITION),
}
_SCOPE_REASONS = {
    (
        "credential",
        Scope.DEFINITION,
    ): "It is decided when the badge is awarded; a definition cannot have it yet.",
    ("credential", Scope.ISSUER): "It is about an awarded credential, and this is the profile of an issuer.",
    ("definition", Scope.ISSUER): "It is about an achievement, and this is the profile of an issuer.",
}


def judge_criterion(
    criterion: Criterion,
    kind: Kind,
    outcomes: Mapping[str, RuleOutcome],
    proofs: Mapping[str, Proof],
    places: Places,
    remedy: Remedy,
) -> CriterionResult:
    """The verdict of one criterion on one document of a Kind, from the outcomes and the proof of its rules by code."""
    exempt = _exemption(criterion, kind)
    if exempt is not None:
        reason, message = exempt
        return _result(criterion, Verdict.NOT_APPLICABLE, reason, message)
    missing = [code for code in criterion.assess.codes() if code not in outcomes]
    if missing:
        message = f"Not assessed: {', '.join(missing)} did not run, because it was left out by --select or --ignore."
        return _result(criterion, Verdict.NOT_ASSESSED, "not-selected", message)
    outcome = _combine(criterion.assess, outcomes, proofs)
    verdict = to_verdict(outcome, open_question=criterion.human is not None)
    rules = tuple(_rule_result(code, outcomes[code], places) for code in criterion.assess.codes())
    deciding = _deciding(criterion.assess.codes(), outcomes, outcome)
    node = deciding[1].nodes[0] if deciding and deciding[1].nodes else None
    pointer = places.pointer(node.path, node.document) if node else None
    span = places.span(node.path, node.document, node.expected) if node else None
    message = _message(criterion, verdict, deciding[1] if deciding else None, node)
    return CriterionResult(
        pack=criterion.pack,
        id=criterion.id,
        title=criterion.title,
        level=criterion.level,
        scope=criterion.scope,
        verdict=verdict,
        reason=_reason(verdict, outcome, deciding[0] if deciding else ""),
        message=message,
        certainty=criterion.certainty,
        pointer=pointer,
        span=span,
        document=node.document if node else None,
        question=criterion.human.question if criterion.human and verdict is Verdict.NEEDS_REVIEW else None,
        remediation=remedy(criterion, node) if verdict is Verdict.FAIL else None,
        rules=rules,
    )


def _exemption(criterion: Criterion, kind: Kind) -> tuple[str, str] | None:
    if kind.scope not in _JUDGED_AT[criterion.scope]:
        message = _SCOPE_REASONS.get((criterion.scope, kind.scope))
        return (
            "scope",
            message or f"It is about a badge, and this is a different kind of document ({kind.label}).",
        )
    for exemption in criterion.exempt:
        if exemption.kinds.covers(kind):
            return exemption.reason, exemption.because
    if not criterion.applies_to.covers(kind):
        return "model", f"It is not asked of documents such as this one ({kind.label})."
    return None


def _combine(assess: Assess, outcomes: Mapping[str, RuleOutcome], proofs: Mapping[str, Proof]) -> Outcome:
    parts = [
        seen_through(outcomes[part].outcome, proofs[part])
        if isinstance(part, str)
        else _combine(part, outcomes, proofs)
        for part in assess.parts
    ]
    return combine_all(parts) if assess.mode == "all" else combine_any(parts)


def _deciding(
    codes: tuple[str, ...], outcomes: Mapping[str, RuleOutcome], outcome: Outcome
) -> tuple[str, RuleOutcome] | None:
    """The first rule that has the combined outcome itself; for a needs-review also one whose pass or fail is no proof."""
    deciding = [code for code in codes if outcomes[code].outcome is outcome]
    # That something is missing or elsewhere says more than that a rule is about other documents.
    deciding.sort(
        key=lambda code: outcomes[code].outcome is Outcome.INAPPLICABLE and outcomes[code].absence is None
    )
    if deciding:
        return deciding[0], outcomes[deciding[0]]
    if outcome is Outcome.CANT_TELL:
        asking = [code for code in codes if outcomes[code].outcome is not Outcome.INAPPLICABLE]
        asking.sort(key=lambda code: outcomes[code].outcome is not Outcome.FAIL)
        return (asking[0], outcomes[asking[0]]) if asking else None
    return None


def _message(
    criterion: Criterion, verdict: Verdict, deciding: RuleOutcome | None, node: NodeOutcome | None
) -> str:
    if verdict is Verdict.PASS:
        return criterion.title
    if verdict is Verdict.NEEDS_REVIEW and node is None:
        if deciding is not None and deciding.outcome is Outcome.CANT_TELL and deciding.reason:
            return _sentence(deciding.reason)
        return criterion.human.question if criterion.human else "A person has still to judge this."
    if node is not None:
        return node.message
    if deciding is not None and deciding.reason:
        return _sentence(deciding.reason)
    return criterion.requirement


def _reason(verdict: Verdict, outcome: Outcome, code: str) -> str:
    if verdict is Verdict.NEEDS_REVIEW:
        return "human-question" if outcome is Outcome.PASS else "cant-tell"
    return {Verdict.PASS: "met", Verdict.NOT_APPLICABLE: "nothing-to-judge"}.get(
        verdict, code or verdict.value
    )


def _rule_result(code: str, outcome: RuleOutcome, places: Places) -> RuleResult:
    if outcome.nodes:
        pointers = [places.pointer(node.path, node.document) for node in outcome.nodes]
        message = outcome.nodes[0].message
    else:
        pointers = [places.pointer(path, None) for path in outcome.passed]
        message = _sentence(outcome.reason) if outcome.reason else ""
    nodes = tuple([pointer for pointer in pointers if pointer is not None])
    return RuleResult(code, outcome.outcome, outcome.examined, nodes, message)


def _result(criterion: Criterion, verdict: Verdict, reason: str, message: str) -> CriterionResult:
    return CriterionResult(
        criterion.pack,
        criterion.id,
        criterion.title,
        criterion.level,
        criterion.scope,
        verdict,
        reason,
        message,
        criterion.certainty,
    )


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}{'' if text.endswith(('.', '?', '!')) else '.'}"


_OUTCOMES = tuple((outcome.value, outcome) for outcome in Outcome)

Standings = dict[tuple[str, ...], PackResult]
"""What has followed from verdicts before: pack id and verdicts to the standing."""


def judge_pack(
    pack: Pack,
    criteria: tuple[CriterionResult, ...],
    outcomes: Mapping[str, RuleOutcome],
    known: Standings | None = None,
) -> PackResult:
    """Where a document stands in a pack: counts, level reached, score, coverage. ``known`` is used and added to."""
    known = {} if known is None else known
    found = [outcomes[rule.code].outcome for rule in pack.rules if rule.code in outcomes]
    counts = {name: found.count(outcome) for name, outcome in _OUTCOMES}
    own = [criterion for criterion in criteria if criterion.pack == pack.id]
    standing = known.get(key := (pack.id, *[criterion.verdict for criterion in own]))
    if standing is None:
        standing = known[key] = _standing(pack, own)
    return standing._replace(outcomes=counts)


def _standing(pack: Pack, own: list[CriterionResult]) -> PackResult:
    """What follows from the verdicts alone."""
    levels: dict[str, dict[str, int]] = {}
    for level in pack.levels:
        verdicts = {verdict.value: 0 for verdict in Verdict}
        for criterion in own:
            if criterion.level == level.id:
                verdicts[criterion.verdict.value] += 1
        levels[level.id] = verdicts
    reached, qualification = _level_reached(pack, own)
    low, high, coverage = _score(pack, own)
    return PackResult(
        id=pack.id,
        version=pack.version,
        outcomes={},
        levels=levels,
        level_reached=reached,
        status=_status(pack, own, qualification),
        score=None if low is None or high is None else (low, high),
        coverage=coverage,
    )


def _level_reached(pack: Pack, criteria: list[CriterionResult]) -> tuple[str | None, str]:
    """The highest level that is met, and how firmly: an undecided criterion makes a level provisional or undetermined."""
    reached, qualification = None, ""
    if not any(criterion.verdict is not Verdict.NOT_APPLICABLE for criterion in criteria):
        return None, ""
    for level in pack.levels:
        within = pack.levels_within(level.id)
        verdicts = [criterion.verdict for criterion in criteria if criterion.level in within]
        if Verdict.FAIL in verdicts:
            continue
        if Verdict.ERROR in verdicts or Verdict.NOT_ASSESSED in verdicts:
            if reached is None:  # else a lower level is met, whatever is unknown of this one
                qualification = "undetermined"
            continue
        reached = level.id
        open_ = verdicts.count(Verdict.NEEDS_REVIEW)
        parts = [f"provisional, {open_} open"] if open_ else []
        parts += ["with waivers"] if Verdict.WAIVED in verdicts else []
        qualification = ", ".join(parts)
    return reached, qualification


def _score(pack: Pack, criteria: list[CriterionResult]) -> tuple[float | None, float | None, float | None]:
    weights = {criterion.id: criterion.weight for criterion in pack.criteria}
    applicable = [criterion for criterion in criteria if criterion.verdict is not Verdict.NOT_APPLICABLE]
    total = sum(weights[criterion.id] for criterion in applicable)
    if not total:
        return None, None, None
    if all(criterion.verdict is Verdict.NOT_ASSESSED for criterion in applicable):
        return None, None, 0.0
    decided = (Verdict.PASS, Verdict.FAIL, Verdict.WAIVED)
    low = sum(weights[criterion.id] for criterion in applicable if criterion.verdict is Verdict.PASS)
    undecided = sum(weights[criterion.id] for criterion in applicable if criterion.verdict not in decided)
    coverage = sum(1 for criterion in applicable if criterion.verdict in decided) / len(applicable)
    return round(low / total, 3), round((low + undecided) / total, 3), round(coverage, 3)


def _status(pack: Pack, criteria: list[CriterionResult], qualification: str) -> str:
    if not pack.levels:
        return ""
    first = pack.levels[0]
    applicable = [
        item for item in criteria if item.level == first.id and item.verdict is not Verdict.NOT_APPLICABLE
    ]
    if not applicable:
        return f"no {first.id} check of {pack_label(pack)} applies"
    met = sum(1 for item in applicable if item.verdict is Verdict.PASS)
    text = f"meets {met} of {len(applicable)} {first.id} checks of {pack_label(pack)}"
    return f"{text}; {qualification}" if qualification else text


def pack_label(pack: Pack) -> str:
    """``trusted-credential 2026.7.12 (draft of 2026-07-12)``."""
    date = pack.source.get("date")
    state = {"draft": f"draft of {date}" if date else "draft", "final": date or ""}.get(pack.status, "")
    return f"{pack.id} {pack.version}" + (f" ({state})" if state else "")
