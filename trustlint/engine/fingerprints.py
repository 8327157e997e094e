"""Fingerprints of what one document fails, for a run with a baseline: only here the data is at hand that they are of."""

from __future__ import annotations

from collections.abc import Callable

from trustlint.baseline.fingerprint import criterion_fingerprint, finding_fingerprint, subject_of
from trustlint.model.outcome import Verdict
from trustlint.model.report import CriterionResult
from trustlint.packs.compile import NodeOutcome
from trustlint.source.document import Document

_MAY_BE_KNOWN = (Verdict.FAIL, Verdict.WAIVED, Verdict.ERROR, Verdict.NOT_ASSESSED)
"""A criterion that nobody decided this time may still be the failing one that the baseline knows."""


class Fingerprints:
    """Those of one document. linked: gives another input by the name that nodes carry."""

    def __init__(self, document: Document, linked: Callable[[str], Document | None]) -> None:
        self._document = document
        self._linked = linked
        self._subject = subject_of(document)

    def of(self, code: str, node: NodeOutcome) -> str:
        """Of a rule that fails at a place."""
        source = self._document if node.document is None else self._linked(node.document)
        data = source.data if source is not None else None
        return finding_fingerprint(self._subject, code, data, node.path, node.expected)

    def of_criteria(self, criteria: tuple[CriterionResult, ...]) -> tuple[CriterionResult, ...]:
        """The results, those that may be known with their fingerprints."""
        return tuple(
            [
                each._replace(fingerprint=criterion_fingerprint(self._subject, f"{each.pack}/{each.id}"))
                if each.verdict in _MAY_BE_KNOWN
                else each
                for each in criteria
            ]
        )
