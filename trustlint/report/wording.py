"""The words that the formats for people share, so that they say the same thing the same way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from trustlint.model.finding import Finding, Severity
from trustlint.model.kind import Kind, Scope
from trustlint.model.outcome import Verdict
from trustlint.model.report import (
    CriterionResult,
    DocumentResult,
    Footer,
    PackInfo,
    PackResult,
    TrustedResult,
)
from trustlint.model.span import Span
from trustlint.model.verification import LifecycleState, ProofState

if TYPE_CHECKING:
    from trustlint.model.fix import Fix
    from trustlint.model.review import AttestationResult, WaiverResult

OPEN_BADGES = "open-badges"
"""The pack whose error findings decide whether a document is a valid Open Badge."""

MARKS = {
    Verdict.PASS: "✓",
    Verdict.FAIL: "✗",
    Verdict.NEEDS_REVIEW: "?",
    Verdict.NOT_APPLICABLE: "–",
    Verdict.WAIVED: "~",
    Verdict.ERROR: "!",
    Verdict.NOT_ASSESSED: "!",
}
ASCII_MARKS = {**MARKS, Verdict.PASS: "+", Verdict.FAIL: "x", Verdict.NOT_APPLICABLE: "-"}

VERDICT_WORDS = {
    Verdict.PASS: "met",
    Verdict.FAIL: "not met",
    Verdict.NEEDS_REVIEW: "to review",
    Verdict.NOT_APPLICABLE: "not applicable",
    Verdict.WAIVED: "waived",
    Verdict.ERROR: "broke off",
    Verdict.NOT_ASSESSED: "not assessed",
}

STATE_WORDS = {
    "invalid-open-badge": "not a valid Open Badge",
    "valid-open-badge": "valid Open Badge, no TrustEd claim",
    "claimed-not-met": "claimed, not met",
    "meets-profile": "claimed and met",
    "definition-ready": "definition ready",
    "definition-not-ready": "definition not ready",
    "undecided": "undecided",
    "not-judged": "not judged",
}

_PROOF_WORDS = {
    ProofState.VERIFIED: "verified",
    ProofState.INVALID: "does not hold",
    ProofState.UNSIGNED: "none",
    ProofState.NOT_CHECKED: "not checked",
}

_LIFECYCLE_WORDS = {
    LifecycleState.CURRENT: "current",
    LifecycleState.NOT_YET_VALID: "not valid yet",
    LifecycleState.EXPIRED: "expired",
    LifecycleState.REVOKED: "revoked",
    LifecycleState.SUSPENDED: "suspended",
    LifecycleState.NOT_CHECKED: "not checked",
}

CERTAINTY_WORDS = {
    "reported": "not read in the framework itself, but reported by others",
    "inferred": "not read in the framework itself, but concluded from what it publishes",
}

SCOPE_WORDS = {
    Scope.DEFINITION: "a definition",
    Scope.CREDENTIAL: "a credential",
    Scope.ISSUER: "an issuer profile",
    Scope.ENDORSEMENT: "an endorsement",
    Scope.STATUS: "a status list",
    Scope.KEY: "the key of an issuer",
}


KNOWN = "Known: it is in the baseline."

STANDING_WORDS = {
    "stale": "no longer counts: what it was about has changed",
    "expired": "expired",
    "replaced": "replaced by a later one",
    "unused": "not used",
}

STEP_WORDS = {
    "add": "one snippet to add",
    "answer": "a person to ask",
    "rework": "something to rework",
    "run": "a check to run",
    "report": "a fault to report",
}


def next_level_line(pack: PackResult, packs: Mapping[str, PackInfo]) -> str:
    """``Next level: Recommended, 2 steps, cheapest first``."""
    following = pack.next_level
    if following is None:
        return ""
    if following.level is None:
        return "Next level: none, every level is met"
    info = packs.get(pack.id)
    titles = {level.id: level.title for level in info.levels} if info else {}
    title = titles.get(following.level) or following.level
    steps = count(len(following.steps), "step")
    return f"Next level: {title}, {steps}{', cheapest first' if len(following.steps) > 1 else ''}"


def count(number: int, one: str, many: str | None = None) -> str:
    """``1 error``, ``2 errors``."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def place(path: str, span: Span | None, pointer: str | None) -> str:
    """``badge.json:12:3``; without a place in the text, the place in the data: ``badge.json at /issuer``.

    Where the text was taken out of the file: ``line 12, column 3 of the credential inside the JWT of badge.jwt``.
    """
    if span is not None and span.inside is not None:
        return (
            f"line {span.line}, column {span.column} of {span.inside} of {'stdin' if path == '-' else path}"
        )
    if span is not None:
        return f"{path}:{span.line}:{span.column}"
    return f"{path} at {pointer}" if pointer else path


def finding_place(result: DocumentResult, finding: Finding) -> str:
    return place(finding.document or result.path, finding.span, finding.pointer)


def criterion_place(result: DocumentResult, criterion: CriterionResult) -> str:
    return place(criterion.document or result.path, criterion.span, criterion.pointer)


def fix_line(fix: Fix) -> str:
    """What the command can do about a finding; whether it holds, it finds out before it changes anything."""
    command = f"trustlint fix {fix.option}" if fix.option else "trustlint fix"
    return f"Fix: {command} offers to {fix.text}."


def waiver_line(waiver: WaiverResult) -> str:
    """``Waived by A until 2026-12-31: the reason``."""
    return f"Waived by {waiver.by} until {waiver.expires.isoformat()}: {waiver.reason}"


def attestation_line(item: AttestationResult) -> str:
    """``yes from A (role) of 2026-05-31, holds until 2027-05-31: the note (the evidence)``."""
    text = f"{item.answer.value} from {item.by} ({item.role}) of {item.on.isoformat()}"
    if item.standing in STANDING_WORDS:
        text += f", {STANDING_WORDS[item.standing]}"
    elif item.expires is not None:
        text += f", holds until {item.expires.isoformat()}"
    text += f": {item.note}" if item.note else ""
    return f"{text} ({item.evidence})" if item.evidence else text


def line_of(place: str, span: Span | None) -> str:
    """A place without its column, which a scorecard does not need."""
    if span is None:
        return place
    if span.inside is not None:
        return place.replace(f", column {span.column} of ", " of ", 1)
    return place.removesuffix(f":{span.column}")


def line_in_file(span: Span | None) -> Span | None:
    """A span whose line is one of the file itself, for formats that open the file there; else None, never a guess."""
    return span if span is not None and span.inside is None else None


def kind_line(kind: Kind | None) -> str:
    """What a document is: ``Open Badges 3.0 Achievement, version 3.0.3: a definition, not yet awarded``."""
    if kind is None:
        return "Not recognised as a badge or credential"
    parts = [kind.label]
    if kind.version is not None and f" {kind.version} " not in f"{kind.label} ":
        parts.append(f"version {kind.version}")
    if kind.data_model is not None:
        parts.append(f"Verifiable Credentials {kind.data_model}")
    scope = SCOPE_WORDS.get(kind.scope, kind.scope)
    if kind.scope is Scope.DEFINITION:
        scope += ", not yet awarded"
    return f"{', '.join(parts)}: {scope}"


def open_badge_verdict(result: DocumentResult) -> str:
    """``valid``, ``not valid: 2 errors``, ``not decided: …``."""
    if not result.read:
        return "not decided: the input could not be read"
    if result.valid is None:
        return f"not decided: {result.valid_reason}" if result.valid_reason else "not decided"
    if result.valid:
        return "valid"
    errors = sum(f.severity is Severity.ERROR and f.pack == OPEN_BADGES for f in result.findings)
    regraded = any(finding.severity_by_pack for finding in result.findings)
    why = count(errors, "error") if errors and not regraded else result.valid_reason
    return f"not valid: {why}" if why else "not valid"


def validity_words(result: DocumentResult) -> str:
    """Whether it is a valid Open Badge, in a cell of a table."""
    if not result.read:
        return "not readable"
    return {True: "valid", False: "not valid", None: "not decided"}[result.valid]


def trusted_verdict(trusted: TrustedResult) -> str:
    """The sentence of the engine, then the state in words."""
    state = STATE_WORDS.get(trusted.state, trusted.state)
    return f"{trusted.summary}: {state}" if trusted.summary else state


def standing(result: DocumentResult, *, whole: bool) -> dict[str, str]:
    """What is to be said of the proof and of the status of a credential: ``Proof``, ``Status``.

    An unsigned draft that nothing stands against is what a linter sees most: nothing is said of it unless ``whole``.
    """
    found = {}
    integrity, lifecycle = result.integrity, result.lifecycle
    if integrity is not None and (whole or integrity.state is not ProofState.UNSIGNED):
        found["Proof"] = f"{_PROOF_WORDS[integrity.state]}: {integrity.reason}"
    if lifecycle is not None and (
        whole or lifecycle.statuses or lifecycle.state is not LifecycleState.CURRENT
    ):
        found["Status"] = f"{_LIFECYCLE_WORDS[lifecycle.state]}: {lifecycle.reason}"
    return found


def pack_heading(pack_id: str, packs: Mapping[str, PackInfo]) -> str:
    """``TrustEd Credential Profile (trusted-credential 2026.7, draft of 2026-07-12)``."""
    pack = packs.get(pack_id)
    if pack is None:
        return pack_id
    about = f"{pack.id} {pack.version}"
    if pack.status:
        about += f", {pack.status}"
    if pack.date:
        about += f" of {pack.date}"
    return f"{pack.title} ({about})"


def verdict_counts(criteria: Iterable[CriterionResult]) -> str:
    """``4 met, 1 not met, 1 to review``; what does not apply is left out."""
    counts: dict[Verdict, int] = {}
    for criterion in criteria:
        counts[criterion.verdict] = counts.get(criterion.verdict, 0) + 1
    return ", ".join(
        f"{counts[verdict]} {word}"
        for verdict, word in VERDICT_WORDS.items()
        if verdict in counts and verdict is not Verdict.NOT_APPLICABLE
    )


def documents_line(footer: Footer) -> str:
    """``3 documents; 4 files skipped, not a badge or credential``."""
    summary = footer.summary
    line = count(summary.documents, "document") if summary.documents else "Nothing was checked"
    if summary.skipped:
        line += f"; {count(summary.skipped, 'file')} skipped, not a badge or credential"
    return line


def open_badge_line(footer: Footer) -> str:
    """``1 valid, 2 not valid``; empty when there is no document."""
    summary = footer.summary
    numbers = (
        (summary.valid, "valid"),
        (summary.invalid, "not valid"),
        (summary.undecided, "not decided"),
        (summary.unread, "not readable"),
    )
    return ", ".join(f"{number} {word}" for number, word in numbers if number)


def findings_line(footer: Footer) -> str:
    """``1 error, 2 warnings, 0 notes``."""
    return ", ".join(
        count(footer.summary.findings.get(severity.value, 0), severity.value) for severity in Severity
    )


def gate_line(footer: Footer) -> str:
    """``met (exit code 0)``."""
    return f"{'met' if footer.gate.met else 'not met'} (exit code {footer.exit_code})"


def trusted_line(footer: Footer) -> str:
    """``2 definition ready; 1 not a valid Open Badge``; empty when no document was judged."""
    states = footer.summary.trusted
    known = [state for state in STATE_WORDS if states.get(state)]
    return "; ".join(
        f"{states[state]} {STATE_WORDS.get(state, state)}"
        for state in [*known, *sorted(state for state in states if state not in STATE_WORDS)]
    )


def baseline_line(footer: Footer) -> str:
    """``12 known problems, 1 new, 3 fixed``; empty without a baseline."""
    ratchet = footer.baseline
    if ratchet is None:
        return ""
    known = count(ratchet.known_findings + ratchet.known_criteria, "known problem")
    return f"{known}, {ratchet.new_findings + ratchet.new_criteria} new, {ratchet.fixed} fixed"


def total_lines(footer: Footer) -> list[str]:
    """The totals of a run, without the gate."""
    lines = [documents_line(footer)]
    lines += [f"Open Badge: {line}" for line in (open_badge_line(footer),) if line]
    lines += [f"TrustEd: {line}" for line in (trusted_line(footer),) if line]
    lines.append(f"Findings: {findings_line(footer)}")
    lines += [f"Baseline: {line}" for line in (baseline_line(footer),) if line]
    return lines
