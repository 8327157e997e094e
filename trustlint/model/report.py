"""The Report: the one result of a run. Every output format is a pure function of it (docs/report.md)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from trustlint.model.finding import Finding, Severity
from trustlint.model.kind import Kind
from trustlint.model.outcome import Outcome, Verdict
from trustlint.model.run import RunInfo
from trustlint.model.span import Span
from trustlint.model.verification import Integrity, Lifecycle

if TYPE_CHECKING:
    from trustlint.model.review import AttestationResult, WaiverResult

REPORT_FORMAT = "trustlint-report"
REPORT_VERSION = "1"


class Addition(NamedTuple):
    """Something else to add to the document, as ``insert_at`` and ``snippet`` of a Remediation."""

    insert_at: str | None
    snippet: Any

    def to_dict(self) -> dict[str, Any]:
        return {"insert_at": self.insert_at, "snippet": self.snippet}


class Remediation(NamedTuple):
    """How to satisfy a criterion: words, and a JSON value that would satisfy it at a place in this very document.

    insert_at: JSON Pointer where ``snippet`` is to stand (a trailing ``/-`` adds to an array, RFC 6902);
    None when the document has no place for it; also: the types and contexts by which JSON-LD software keeps the snippet.
    """

    text: str
    insert_at: str | None = None
    snippet: Any = None
    also: tuple[Addition, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        return {
            "text": self.text,
            "insert_at": self.insert_at,
            "snippet": self.snippet,
            "also": [addition.to_dict() for addition in self.also],
        }


class RuleResult(NamedTuple):
    """Outcome of one rule on one document, as reported under its criterion.

    examined: number of values looked at; nodes: JSON Pointers of the values that decided a fail or cant-tell, or of
    those examined on a pass (bounded); message: why, in one sentence.
    """

    code: str
    outcome: Outcome
    examined: int
    nodes: tuple[str, ...] = ()
    message: str = ""

    def to_dict(self) -> dict[str, Any]:
        return {
            "code": self.code,
            "outcome": self.outcome.value,
            "examined": self.examined,
            "nodes": list(self.nodes),
            "message": self.message,
        }


class CriterionResult(NamedTuple):
    """Verdict of one criterion on one document.

    reason: short word for the verdict (``alignment-missing``, ``scope``, ``model``, ``human-question``); message: one
    sentence for people; pointer, span, document: where to look; question: what a person has still to judge;
    attestations: what reviewers said; waiver: the approved exception that made a fail a waived; fingerprint, known: as
    of a Finding, for a fail; a known one stays a fail, and does not count for the gate.
    """

    pack: str
    id: str
    title: str
    level: str
    scope: str
    verdict: Verdict
    reason: str
    message: str
    certainty: str = "read"
    pointer: str | None = None
    span: Span | None = None
    document: str | None = None
    question: str | None = None
    remediation: Remediation | None = None
    rules: tuple[RuleResult, ...] = ()
    attestations: tuple[AttestationResult, ...] = ()
    waiver: WaiverResult | None = None
    fingerprint: str | None = None
    known: bool = False

    def to_dict(self) -> dict[str, Any]:
        return {
            "pack": self.pack,
            "id": self.id,
            "title": self.title,
            "level": self.level,
            "scope": self.scope,
            "verdict": self.verdict.value,
            "reason": self.reason,
            "message": self.message,
            "certainty": self.certainty,
            "pointer": self.pointer,
            "span": self.span.to_dict() if self.span else None,
            "document": self.document,
            "question": self.question,
            "remediation": self.remediation.to_dict() if self.remediation else None,
            "rules": [rule.to_dict() for rule in self.rules],
            "attestations": [attestation.to_dict() for attestation in self.attestations],
            "waiver": self.waiver.to_dict() if self.waiver else None,
            "fingerprint": self.fingerprint,
            "known": self.known,
        }


class Step(NamedTuple):
    """What is missing of one criterion for a level.

    kind: ``add`` what the remediation shows, ``answer`` what a person is asked, ``rework`` the badge, ``run`` what was
    left out, ``report`` what broke off; text: what to do, in one sentence.
    """

    criterion: str
    verdict: Verdict
    kind: str
    text: str

    def to_dict(self) -> dict[str, Any]:
        return {
            "criterion": self.criterion,
            "verdict": self.verdict.value,
            "kind": self.kind,
            "text": self.text,
        }


class NextLevel(NamedTuple):
    """The lowest level that is not firmly reached, and the steps to it, cheapest first; level None above the last one."""

    level: str | None
    steps: tuple[Step, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        return {"level": self.level, "steps": [step.to_dict() for step in self.steps]}


class PackResult(NamedTuple):
    """Where one document stands in one pack.

    outcomes: number of rules per outcome; levels: per level id, number of criteria per verdict;
    level_reached: the highest level whose criteria, and those below, all pass or do not apply, None when none is or
    the pack has no levels; status: one sentence; score: share of weight met, low counts undecided as not met, high as
    met, None when nothing was assessed; coverage: decided / applicable criteria, None when none applies;
    next_level: only when it was asked for.
    """

    id: str
    version: str
    outcomes: dict[str, int]
    levels: dict[str, dict[str, int]]
    level_reached: str | None
    status: str
    score: tuple[float, float] | None
    coverage: float | None
    next_level: NextLevel | None = None

    def to_dict(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "version": self.version,
            "rules": self.outcomes,
            "levels": self.levels,
            "level_reached": self.level_reached,
            "status": self.status,
            "score": {"low": self.score[0], "high": self.score[1]} if self.score else None,
            "coverage": self.coverage,
            "next_level": self.next_level.to_dict() if self.next_level else None,
        }


class TrustedResult(NamedTuple):
    """The TrustEd state of a document (frameworks facts 1.5): what a TrustEd receiver must be able to tell.

    state: ``invalid-open-badge valid-open-badge claimed-not-met meets-profile definition-ready
    definition-not-ready not-judged``; required: number of required criteria per verdict.
    """

    state: str
    claimed: bool
    required: dict[str, int]
    summary: str

    def to_dict(self) -> dict[str, Any]:
        return {
            "state": self.state,
            "claimed": self.claimed,
            "required": self.required,
            "summary": self.summary,
        }


class DocumentResult(NamedTuple):
    """All that is said of one document.

    path: as given; part: which part of the file it is (``line 12``, ``/3``), None for a whole file;
    read: False when the input could not be read at all (exit 3); valid: None when that could not be decided, with
    ``valid_reason``.
    """

    path: str
    part: str | None
    sha256: str | None
    origin: tuple[str, ...]
    kind: Kind | None
    read: bool
    valid: bool | None
    valid_reason: str
    trusted: TrustedResult | None
    findings: tuple[Finding, ...]
    criteria: tuple[CriterionResult, ...]
    packs: tuple[PackResult, ...]
    errors: tuple[str, ...] = ()
    """Codes of the rules that crashed or ran out of time on this document."""
    required: tuple[str, ...] | None = None
    """``PACK:LEVEL`` that documents at this path must reach, where the configuration has them differ from the run."""
    integrity: Integrity | None = None
    """What its proofs say; None for what nobody signs."""
    lifecycle: Lifecycle | None = None
    """Whether it holds at the time of the run; None for what is not awarded."""

    @property
    def name(self) -> str:
        return f"{self.path} ({self.part})" if self.part else self.path

    def to_dict(self) -> dict[str, Any]:
        return {
            "path": self.path,
            "part": self.part,
            "sha256": self.sha256,
            "origin": list(self.origin),
            "kind": self.kind.to_dict() if self.kind else None,
            "read": self.read,
            "valid": self.valid,
            "valid_reason": self.valid_reason,
            "trusted": self.trusted.to_dict() if self.trusted else None,
            "integrity": self.integrity.to_dict() if self.integrity else None,
            "lifecycle": self.lifecycle.to_dict() if self.lifecycle else None,
            "findings": [finding.to_dict() for finding in self.findings],
            "criteria": [criterion.to_dict() for criterion in self.criteria],
            "packs": [pack.to_dict() for pack in self.packs],
            "errors": list(self.errors),
            "require": list(self.required) if self.required is not None else None,
        }


class LevelInfo(NamedTuple):
    id: str
    title: str


class RuleInfo(NamedTuple):
    """A rule of a pack: what must hold (``title``), why, what to do where it does not (``help``), and by which statement.

    criteria: ``pack/criterion`` ids that it takes part in.
    """

    code: str
    name: str
    severity: Severity
    title: str
    why: str
    help: str
    source: str
    criteria: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        return {
            "code": self.code,
            "name": self.name,
            "severity": self.severity.value,
            "title": self.title,
            "why": self.why,
            "help": self.help,
            "source": self.source,
            "criteria": list(self.criteria),
        }


class PackInfo(NamedTuple):
    """Which pack was used, so that a verdict can be traced."""

    id: str
    title: str
    version: str
    digest: str
    status: str
    date: str | None
    source: dict[str, str]
    levels: tuple[LevelInfo, ...]
    extends: tuple[dict[str, Any], ...] = ()
    """Per pack that it builds on: id, version, and what it changes in it (``kind id values reason``)."""
    rules: tuple[RuleInfo, ...] = ()
    """Those that were selected, for the formats that list them (``trustlint.report.lists_rules``)."""

    def to_dict(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "title": self.title,
            "version": self.version,
            "digest": self.digest,
            "status": self.status,
            "date": self.date,
            "source": self.source,
            "levels": [{"id": level.id, "title": level.title} for level in self.levels],
            **({"extends": list(self.extends)} if self.extends else {}),
            **({"rules": [rule.to_dict() for rule in self.rules]} if self.rules else {}),
        }


class Header(NamedTuple):
    """The part of a Report that is known before the first document is checked."""

    run: RunInfo
    packs: tuple[PackInfo, ...]

    def to_dict(self) -> dict[str, Any]:
        return {
            "report": {"format": REPORT_FORMAT, "version": REPORT_VERSION},
            "tool": {"name": "trustlint", "version": self.run.version},
            "run": self.run.to_dict(),
            "packs": [pack.to_dict() for pack in self.packs],
        }


class Gate(NamedTuple):
    """Whether what was asked of the documents holds; why: one sentence per reason when it does not."""

    met: bool
    why: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        return {"met": self.met, "why": list(self.why)}


NONE: Mapping[str, Any] = MappingProxyType({})
NO_FINDINGS: Mapping[str, int] = MappingProxyType({severity.value: 0 for severity in Severity})


class Summary(NamedTuple):
    """Totals over all documents."""

    documents: int = 0
    valid: int = 0
    invalid: int = 0
    undecided: int = 0
    unread: int = 0
    skipped: int = 0
    findings: Mapping[str, int] = NO_FINDINGS
    criteria: Mapping[str, Mapping[str, int]] = NONE
    """Per pack id, the number of criteria per verdict."""
    trusted: Mapping[str, int] = NONE
    """Number of documents per TrustEd state."""

    def to_dict(self) -> dict[str, Any]:
        return {
            "documents": self.documents,
            "valid": self.valid,
            "invalid": self.invalid,
            "undecided": self.undecided,
            "unread": self.unread,
            "skipped": self.skipped,
            "findings": dict(self.findings),
            "criteria": {pack: dict(counts) for pack, counts in self.criteria.items()},
            "trusted": dict(self.trusted),
        }


class Ratchet(NamedTuple):
    """How a run stands to its baseline: what was known before and is still there, what is new, what is fixed.

    fixed: number of problems of the baseline that are no longer there, as far as the run could see.
    """

    known_findings: int = 0
    known_criteria: int = 0
    new_findings: int = 0
    new_criteria: int = 0
    fixed: int = 0

    def to_dict(self) -> dict[str, Any]:
        return self._asdict()


class Footer(NamedTuple):
    """The part of a Report that is known only after the last document: totals, gate, exit code.

    findings: those about the run itself, which are about none of its documents; baseline: None when none is used.
    """

    summary: Summary
    gate: Gate
    exit_code: int
    notices: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    baseline: Ratchet | None = None

    def to_dict(self) -> dict[str, Any]:
        return {
            "summary": self.summary.to_dict(),
            "gate": self.gate.to_dict(),
            "baseline": self.baseline.to_dict() if self.baseline else None,
            "findings": [finding.to_dict() for finding in self.findings],
            "notices": list(self.notices),
            "exit_code": self.exit_code,
        }


class Report(NamedTuple):
    """A whole run. Large runs are written document by document instead; both give the same bytes."""

    header: Header
    documents: tuple[DocumentResult, ...]
    footer: Footer

    @property
    def summary(self) -> Summary:
        return self.footer.summary

    @property
    def gate(self) -> Gate:
        return self.footer.gate

    @property
    def exit_code(self) -> int:
        return self.footer.exit_code

    def criteria(self) -> Iterator[tuple[DocumentResult, CriterionResult]]:
        """Every criterion result, with the document that it is about."""
        for document in self.documents:
            for criterion in document.criteria:
                yield document, criterion

    def to_dict(self) -> dict[str, Any]:
        """Plain data, as ``report.schema.json`` describes it."""
        return {
            **self.header.to_dict(),
            "documents": [document.to_dict() for document in self.documents],
            **self.footer.to_dict(),
        }
