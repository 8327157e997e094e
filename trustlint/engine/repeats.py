"""Criterion results that many documents share: the same pass, the same "not yet awarded".

Rule outcomes without nodes are shared objects (``trustlint.packs.compile``); a criterion all of whose rules gave such
outcomes has the same result in every document of the same Kind, so it is judged once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from trustlint.model.kind import Kind
from trustlint.model.report import CriterionResult
from trustlint.packs.compile import RuleOutcome
from trustlint.packs.model import Criterion

MOST_KNOWN = 4096


class Repeats:
    """Results by what they follow from."""

    def __init__(self) -> None:
        self._known: dict[tuple[object, ...], CriterionResult] = {}
        self._codes: dict[tuple[str, str], tuple[str, ...]] = {}

    def result(
        self,
        criterion: Criterion,
        kind: Kind,
        outcomes: Mapping[str, RuleOutcome],
        judge: Callable[[Criterion], CriterionResult],
    ) -> CriterionResult:
        """The result of a criterion, judged only when it was not before."""
        name = (criterion.pack, criterion.id)
        codes = self._codes.get(name)
        if codes is None:
            codes = self._codes[name] = criterion.assess.codes()
        found = [outcomes.get(code) for code in codes]
        for outcome in found:
            if outcome is not None and outcome.nodes:
                return judge(criterion)
        key = (name, kind.model, kind.type, kind.scope, kind.data_model, *found)
        known = self._known.get(key)
        if known is None:
            if len(self._known) >= MOST_KNOWN:
                self._known.clear()
            known = self._known[key] = judge(criterion)
        return known
