"""Documents of the same shape: for them, most rules are decided by asking whether their values are plainly sound.

Badges are issued by the thousand from one template, so shapes recur. The first document of a shape is checked in full,
the second as well, and what its rules did is kept; from the third on only the values are asked for, and a rule runs in
full where a value is not plainly sound. ``tests/engine/test_shapes.py`` holds that outcomes are the same either way.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from trustlint.checks.accept import Accept
from trustlint.checks.context import RuleContext
from trustlint.model.pointer import Path
from trustlint.packs.compile import RuleOutcome

if TYPE_CHECKING:
    from trustlint.engine.plan import PlannedRule

MOST_KNOWN = 256
"""Shapes kept per Kind."""

_LIST = object()


def shape_of(value: Any) -> Any:
    """What is the same for documents with the same members, list lengths and types; hashable, compared by equality."""
    kind = type(value)
    if kind is dict:
        return (*value, *map(shape_of, value.values()))
    if kind is list:
        return (_LIST, *map(shape_of, value))
    return kind


_Together = tuple[tuple[tuple[int, ...], Callable[..., bool]], ...]


class ShapePlan:
    """The rules of a plan for documents of one shape.

    settled: outcomes that the shape decides; asked: rules that pass when their values are plainly sound, with places
    as indexes into ``paths``; others: rules that always run.
    """

    __slots__ = ("asked", "others", "paths", "settled")

    def __init__(
        self, rules: Sequence[PlannedRule], context: RuleContext, outcomes: dict[str, RuleOutcome]
    ) -> None:
        self.settled = {code: outcome for code, outcome in outcomes.items() if not outcome.nodes}
        self.asked: list[tuple[PlannedRule, RuleOutcome, tuple[tuple[int, Accept], ...], _Together]] = []
        others: list[PlannedRule] = []
        indexes: dict[Path, int] = {}
        for planned in rules:
            outcome = outcomes[planned.code]
            context.parameters = planned.parameters
            foresight = planned.foresee(context, outcome) if planned.foresee is not None else None
            if foresight is None:
                others.append(planned)
                self.settled.pop(planned.code, None)
            elif foresight.asked:
                self.settled.pop(planned.code, None)
                numbered = [
                    ([indexes.setdefault(path, len(indexes)) for path in paths], holds)
                    for paths, holds in foresight.asked
                ]
                alone = tuple([(places[0], holds) for places, holds in numbered if len(places) == 1])
                together = tuple([(tuple(places), holds) for places, holds in numbered if len(places) > 1])
                self.asked.append((planned, outcome, alone, together))
        self.paths = tuple(indexes)
        self.others = tuple(others)

    def outcomes(self, data: Any) -> tuple[dict[str, RuleOutcome], list[PlannedRule]]:
        """What is decided of a document of this shape, and the rules that have to run."""
        values = []
        for path in self.paths:
            value = data
            for step in path:
                value = value[step]
            values.append(value)
        outcomes = self.settled.copy()
        running = list(self.others)
        for planned, outcome, alone, together in self.asked:
            for index, accept in alone:
                if not accept(values[index]):
                    running.append(planned)
                    break
            else:
                for places, holds in together:
                    if not holds(*[values[index] for index in places]):
                        running.append(planned)
                        break
                else:
                    outcomes[planned.code] = outcome
        return outcomes, running


class Shapes:
    """The shapes seen so far of documents of one Kind."""

    __slots__ = ("_known",)

    def __init__(self) -> None:
        self._known: dict[Any, ShapePlan | None] = {}

    def find(self, shape: Any) -> tuple[ShapePlan | None, bool]:
        """The plan for a shape, and whether it is time to make one: at the second document of the shape."""
        if shape in self._known:
            plan = self._known[shape]
            return plan, plan is None
        if len(self._known) >= MOST_KNOWN:
            self._known.clear()
        self._known[shape] = None
        return None, False

    def keep(self, shape: Any, plan: ShapePlan) -> None:
        self._known[shape] = plan


def can_be_shaped(context: RuleContext) -> bool:
    """Whether the shape of a document decides what is selected in it: no placeholders, no links to other inputs."""
    kind = context.kind
    return (
        not context.templated
        and not context.problems
        and kind is not None
        and kind.model in ("ob3", "clr2")
        and isinstance(context.data, dict)
    )
