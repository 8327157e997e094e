"""Which findings and criteria speak against a document, and which findings a scorecard already tells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from trustlint.model.finding import Finding, Severity
from trustlint.model.outcome import Verdict
from trustlint.model.report import CriterionResult, DocumentResult, Header

_TELLING = (Verdict.FAIL, Verdict.WAIVED, Verdict.NEEDS_REVIEW, Verdict.ERROR)


class Gatekeeper:
    """What the gate of a run demands, as far as the report's header tells: severities and required levels."""

    def __init__(self, header: Header) -> None:
        floor = header.run.fail_on
        worst = Severity(floor) if floor in tuple(Severity) else Severity.ERROR
        self._rank = worst.rank
        self._lenient = floor not in tuple(Severity)
        self._ladders = {pack.id: [level.id for level in pack.levels] for pack in header.packs}
        self._required = header.run.required
        self._levels: dict[tuple[str, ...], dict[str, set[str]]] = {}

    def demands(self, result: DocumentResult, criterion: CriterionResult) -> bool:
        """Whether the gate asks for a criterion of a document."""
        required = self._required if result.required is None else result.required
        if required not in self._levels:
            self._levels[required] = self._levels_of(required)
        return criterion.level in self._levels[required].get(criterion.pack, {"required"})

    def _levels_of(self, required: tuple[str, ...]) -> dict[str, set[str]]:
        levels = {pack: {"required"} & set(ladder) for pack, ladder in self._ladders.items()}
        for demand in required:
            pack, _, level = demand.partition(":")
            ladder = self._ladders.get(pack, [])
            if level in ladder:
                levels[pack] = set(ladder[: ladder.index(level) + 1])
        return levels

    def refuses(self, finding: Finding) -> bool:
        """Whether a finding alone keeps the gate shut; one of a criterion is judged through that criterion."""
        if self._lenient or finding.criteria or finding.waiver is not None or finding.known:
            return False
        return finding.severity.rank <= self._rank

    def failed(self, result: DocumentResult) -> list[CriterionResult]:
        """The criteria that the gate demands and that are not met, or could not be decided for an error."""
        return [
            criterion
            for criterion in result.criteria
            if criterion.verdict in (Verdict.FAIL, Verdict.ERROR)
            and self.demands(result, criterion)
            and not criterion.known
        ]

    def grave(self, result: DocumentResult) -> list[Finding]:
        """The findings at or above the severity that the run fails on, in the order of their places."""
        return self.grave_of(result.findings)

    def grave_of(self, findings: Iterable[Finding]) -> list[Finding]:
        """Those at or above that severity for which no exception was approved and that no baseline knows."""
        return by_place(
            finding
            for finding in findings
            if finding.severity.rank <= self._rank and finding.waiver is None and not finding.known
        )


def by_place(findings: Iterable[Finding]) -> list[Finding]:
    """Findings in reading order; those in other inputs behind, those without a place last."""
    return sorted(findings, key=_place_key)


def _place_key(finding: Finding) -> tuple[bool, str, int, int]:
    span = finding.span
    return (span is None, finding.document or "", span.line if span else 0, span.column if span else 0)


def told_by(result: DocumentResult) -> dict[str, list[Finding]]:
    """For each ``pack/criterion`` that shows its trouble in the scorecard, the findings that it tells."""
    told: dict[str, list[Finding]] = {
        f"{criterion.pack}/{criterion.id}": []
        for criterion in result.criteria
        if criterion.verdict in _TELLING
    }
    for finding in result.findings:
        for name in finding.criteria:
            if name in told:
                told[name].append(finding)
    return {name: by_place(findings) for name, findings in told.items()}


def untold(result: DocumentResult, told: Mapping[str, list[Finding]]) -> list[Finding]:
    """The findings that no line of the scorecard tells."""
    return by_place(f for f in result.findings if not any(name in told for name in f.criteria))
