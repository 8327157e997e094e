"""What a rule says of every document of the same shape: the same members, list lengths and types of values.

The shape alone decides which values a rule selects. So for most rules it decides the outcome, too, provided that every
selected value is plainly sound (``trustlint.checks.accept``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from trustlint.checks.asking import Ask, Asked, ask_of, ask_refused, ask_together
from trustlint.checks.context import RuleContext
from trustlint.checks.registry import prepare_selection_test
from trustlint.credential.view import Absence, Selection
from trustlint.model.outcome import Outcome
from trustlint.packs.compile import RuleOutcome
from trustlint.packs.model import Rule
from trustlint.packs.selector import prepare_selector
from trustlint.pyrules.registry import prepare_program

Foresee = Callable[[RuleContext, RuleOutcome], "Foresight | None"]
"""From a document and the outcome of the rule on it; None where the shape does not decide."""


class Foresight(NamedTuple):
    """The outcome of a rule when all values asked for are plainly sound; without any, it is certain."""

    outcome: RuleOutcome
    asked: Asked


def prepare_foresight(rule: Rule, parameters: Mapping[str, Any]) -> Foresee | None:
    """What tells the foresight of a rule that can be compiled; None when it never has any."""
    conditions = []
    for condition in rule.when:
        if condition.select is None or condition.check is None:
            return None
        ask = _ask(condition.check, condition.quantifier, parameters)
        refuse = None if condition.quantifier == "some" else condition.check
        conditions.append((prepare_selector(condition.select), ask, refuse, condition.on_empty == "pass"))
    judged = _foresee_program(rule) if rule.program is not None else _foresee_check(rule, parameters)
    if judged is None and not conditions:
        return None

    def foresee(context: RuleContext, outcome: RuleOutcome) -> Foresight | None:
        asked: Asked = ()
        for select, ask, refuse, passes_when_empty in conditions:
            selection = select(context)
            if selection.nodes:
                if outcome.outcome is Outcome.INAPPLICABLE and refuse is not None:
                    refused = _refused(selection, refuse)
                    if refused is not None:
                        return Foresight(outcome, asked + refused)
                more = ask(selection, context) if ask is not None else None
                if more is None:
                    return None
                asked += more
            elif not passes_when_empty:
                known = _is_missing(selection) and outcome.outcome is Outcome.INAPPLICABLE
                return Foresight(outcome, asked) if known else None
        if judged is None or outcome.outcome not in (Outcome.PASS, Outcome.INAPPLICABLE):
            return None
        more = judged(context, outcome)
        return None if more is None else Foresight(outcome, asked + more)

    return foresee


AskAll = Callable[[Selection, RuleContext], "Asked | None"]


def _ask(check: Mapping[str, Any], quantifier: str, parameters: Mapping[str, Any]) -> AskAll | None:
    """What to ask of all selected values; None when the shape never decides."""
    if prepare_selection_test(check) is not None:
        return lambda selection, context: ask_together(check, selection.nodes, context)
    if quantifier == "some":
        return lambda selection, context: next(
            (
                asked
                for node in selection.nodes
                if (asked := ask_of(check, node, context, parameters)) is not None
            ),
            None,
        )

    def ask(selection: Selection, context: RuleContext) -> Asked | None:
        found: list[Ask] = []
        for node in selection.nodes:
            asked = ask_of(check, node, context, parameters)
            if asked is None:
                return None
            found += asked
        return tuple(found)

    return ask


def _refused(selection: Selection, check: Mapping[str, Any]) -> Asked | None:
    """A value for which the condition plainly fails, which settles it."""
    for node in selection.nodes:
        asked = ask_refused(check, node, fails=True)
        if asked is not None:
            return asked
    return None


def _is_missing(selection: Selection) -> bool:
    """Whether the shape alone says that there is nothing; a link to another document says it with its value."""
    return selection.absence in (Absence.MISSING, Absence.NO_PLACE)


Judged = Callable[[RuleContext, RuleOutcome], "Asked | None"]


def _foresee_check(rule: Rule, parameters: Mapping[str, Any]) -> Judged | None:
    if rule.select is None or rule.check is None:
        return None
    select = prepare_selector(rule.select)
    ask = _ask(rule.check, rule.quantifier, parameters)

    def judged(context: RuleContext, outcome: RuleOutcome) -> Asked | None:
        selection = select(context)
        if not selection.nodes:
            return () if _is_missing(selection) and outcome.outcome is Outcome.INAPPLICABLE else None
        if ask is None or outcome.outcome is not Outcome.PASS:
            return None
        return ask(selection, context)

    return judged


def _foresee_program(rule: Rule) -> Judged | None:
    program = prepare_program(rule.program or "", rule.options)
    asked: Callable[[RuleContext], Asked | None] | None = getattr(program, "asked", None)
    if asked is None:
        return None

    def judged(context: RuleContext, outcome: RuleOutcome) -> Asked | None:
        return asked(context)

    return judged
