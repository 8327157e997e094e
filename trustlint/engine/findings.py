"""What failed, as findings with their places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trustlint.engine.links import LinkIndex
from trustlint.engine.options import CheckOptions
from trustlint.engine.places import Places
from trustlint.engine.plan import Plan
from trustlint.model.finding import Finding
from trustlint.model.kind import Kind
from trustlint.model.outcome import Outcome
from trustlint.model.span import Span
from trustlint.packs.compile import NodeOutcome, RuleOutcome
from trustlint.packs.model import Rule
from trustlint.source.document import Document

if TYPE_CHECKING:
    from trustlint.engine.fingerprints import Fingerprints
    from trustlint.model.fix import Fix


class Finder:
    """Makes findings of the outcomes of one run's rules."""

    def __init__(self, options: CheckOptions, links: LinkIndex) -> None:
        self._options = options
        self._links = links

    def findings(
        self,
        plan: Plan,
        outcomes: dict[str, RuleOutcome],
        places: Places,
        kind: Kind | None,
        open_criteria: set[str],
        prints: Fingerprints | None,
    ) -> list[Finding]:
        """What failed. A rule that serves criteria only speaks up where one of them is not met, or not decided.

        Repetitions are among them, and the severities are those of the packs.
        """
        findings: list[Finding] = []
        failing = [planned for planned in plan.rules if outcomes[planned.code].outcome is Outcome.FAIL]
        for planned in failing:
            outcome = outcomes[planned.code]
            if planned.criteria and open_criteria.isdisjoint(planned.criteria):
                continue
            rule = planned.rule
            for node in outcome.nodes:
                if node.document is not None and not planned.criteria:
                    continue  # Said of that document itself, which is among the inputs.
                span = node.span or places.span(node.path, node.document, node.expected)
                findings.append(
                    Finding(
                        code=rule.code,
                        name=rule.name,
                        severity=rule.severity,
                        message=node.message,
                        pack=rule.pack,
                        pointer=places.pointer(node.path, node.document),
                        span=span,
                        excerpt=places.excerpt(span, node.document) if self._options.excerpts else None,
                        expected=node.expected,
                        help=rule.remediation or None,
                        source=rule.reference.label,
                        criteria=planned.criteria,
                        document=self._links.path_of(node.document) if node.document is not None else None,
                        fingerprint=prints.of(rule.code, node) if prints is not None else None,
                        fix=self._fix(rule, node, places.document, kind) if rule.fixes else None,
                    )
                )
        return findings

    def _fix(self, rule: Rule, node: NodeOutcome, document: Document, kind: Kind | None) -> Fix | None:
        from trustlint.changes.propose import propose
        from trustlint.model.fix import FixOptions

        return propose(rule, node, document, kind, self._options.fixing or FixOptions())


def in_order(finding: Finding) -> tuple[object, ...]:
    """By document, place, gravity and code."""
    span = finding.span or Span(0, 0, 0, 0)
    return (
        finding.document or "",
        span.line,
        span.column,
        finding.severity.rank,
        finding.code,
        finding.pointer or "",
    )
