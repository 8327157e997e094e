"""Documents of the same shape: for them, most rules are decided by asking whether their values are plainly sound.

Badges are issued by the thousand from one template, so shapes recur. The first document of a shape is checked in full,
the second as well, and what its rules did is kept; from the third on only the values are asked for, and a rule runs in
full where a value is not plainly sound. ``tests/engine/test_shapes.py`` holds that outcomes are the same either way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from trustlint.checks.accept import Accept
from trustlint.checks.context import RuleContext
from trustlint.model.pointer import Path
from trustlint.packs.compile import RuleOutcome

if TYPE_CHECKING:
    from trustlint.engine.plan import PlannedRule

MOST_KNOWN = 256
"""Shapes kept per Kind."""

_MOST_TEXTS = 128
"""Texts kept per place: what a set of templates says there, such as a type or the name of a framework."""

_LONGEST_TEXT = 200
"""Characters of a text that is kept."""

_LIST = object()
_NOTHING = object()


def shape_of(value: Any) -> Any:
    """What is the same for documents with the same members, list lengths and types; hashable, compared by equality."""
    kind = type(value)
    if kind is dict:
        held = value.values()
        first: tuple[Any, ...] = tuple(value)
    elif kind is list:
        held, first = value, (_LIST,)
    else:
        return kind
    # Most values are scalars: a call for each of them would take most of the time.
    return (
        *first,
        *[shape_of(item) if (kind := type(item)) is dict or kind is list else kind for item in held],
    )


_Asked = tuple[int, Accept]
"""The place of a rule in ``ShapePlan.asked``, and what one value must fulfil for the rule to pass."""


class ShapePlan:
    """The rules of a plan for documents of one shape.

    passing: outcomes that the shape decides, and those of the rules of ``asked``, which pass when their values are
    plainly sound; others: rules that always run.
    """

    __slots__ = (
        "_alone",
        "_known",
        "_last",
        "_places",
        "_steps",
        "_texts",
        "_together",
        "asked",
        "others",
        "passing",
    )

    def __init__(
        self, rules: Sequence[PlannedRule], context: RuleContext, outcomes: dict[str, RuleOutcome]
    ) -> None:
        self.passing = {code: outcome for code, outcome in outcomes.items() if not outcome.nodes}
        self.asked: list[PlannedRule] = []
        others: list[PlannedRule] = []
        places: dict[Path, int] = {}
        alone: list[list[_Asked]] = []
        together: list[tuple[int, tuple[int, ...], Callable[..., bool]]] = []
        for planned in rules:
            outcome = outcomes[planned.code]
            context.parameters = planned.parameters
            foresight = planned.foresee(context, outcome) if planned.foresee is not None else None
            if foresight is None:
                others.append(planned)
                self.passing.pop(planned.code, None)
                continue
            if not foresight.asked:
                continue
            self.passing[planned.code] = outcome
            for paths, holds in foresight.asked:
                indexes = [places.setdefault(path, len(places)) for path in paths]
                alone.extend([] for _ in range(len(places) - len(alone)))
                if len(indexes) == 1:
                    alone[indexes[0]].append((len(self.asked), holds))
                else:
                    together.append((len(self.asked), tuple(indexes), holds))
            self.asked.append(planned)
        self._steps, self._places = _steps_to(places)
        self._alone = tuple(map(tuple, alone))
        self._together = tuple(together)
        self._last: list[Any] = [_NOTHING] * len(places)
        """By path, the value last found sound: what a template fixes need not be asked again."""
        self._texts: list[set[str]] = [set() for _ in places]
        """By path, texts found sound before: templates of the same shape differ in few of them."""
        self._known: list[Any] = [None] * len(together)
        """The values last found sound together."""
        self.others = tuple(others)

    def outcomes(self, data: Any) -> tuple[dict[str, RuleOutcome], list[PlannedRule]]:
        """What is decided of a document of this shape, and the rules that have to run."""
        reached = [data]
        for parent, step in self._steps:
            reached.append(reached[parent][step])
        values = [reached[place] for place in self._places]
        refused: set[int] = set()
        last = self._last
        for index, value in enumerate(values):
            # Values of one place have one type, so that equal ones are the same to every test.
            if value == last[index] or (type(value) is str and value in self._texts[index]):
                continue
            unsound = [number for number, accept in self._alone[index] if not accept(value)]
            if unsound:
                refused.update(unsound)
            else:
                last[index] = value
                if type(value) is str and len(value) <= _LONGEST_TEXT:
                    texts = self._texts[index]
                    if len(texts) < _MOST_TEXTS:
                        texts.add(value)
        known = self._known
        for each, (number, places, holds) in enumerate(self._together):
            if number in refused:
                continue
            found = [values[index] for index in places]
            if found == known[each]:
                continue
            if holds(*found):
                known[each] = found
            else:
                refused.add(number)
        outcomes = self.passing.copy()
        running = list(self.others)
        for number in sorted(refused):
            planned = self.asked[number]
            running.append(planned)
            del outcomes[planned.code]
        return outcomes, running


def _steps_to(paths: Iterable[Path]) -> tuple[tuple[tuple[int, Any], ...], tuple[int, ...]]:
    """How to reach the values at all paths, each step taken once for all that lie behind it.

    The steps, each as the number of the value to take it from (0 is the whole document, n what the n-th step reached)
    and the member or index; and by path the number of its value.
    """
    numbers: dict[Path, int] = {(): 0}
    steps: list[tuple[int, Any]] = []
    for path in paths:
        for length in range(1, len(path) + 1):
            if path[:length] not in numbers:
                numbers[path[:length]] = len(numbers)
                steps.append((numbers[path[: length - 1]], path[length - 1]))
    return tuple(steps), tuple(numbers[path] for path in paths)


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
    """Whether the shape of a document decides what is selected in it: no placeholders, no links to other inputs, and no
    token around it, of which rules speak, too."""
    kind = context.kind
    return (
        not context.templated
        and not context.problems
        and context.jws is None
        and kind is not None
        and kind.model in ("ob3", "clr2")
        and isinstance(context.data, dict)
    )
