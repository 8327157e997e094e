"""Run the planned rules on one document. A rule that crashes is an error outcome of that rule, and of nothing else."""

from __future__ import annotations

from collections.abc import Sequence

from trustlint.checks.context import RuleContext
from trustlint.engine.plan import Plan, PlannedRule, QuietGroup
from trustlint.engine.shapes import ShapePlan, can_be_shaped, shape_of
from trustlint.model.outcome import Outcome
from trustlint.packs.compile import RuleOutcome


def run_rules(plan: Plan, context: RuleContext) -> tuple[dict[str, RuleOutcome], tuple[str, ...]]:
    """Outcomes by rule code, and the codes of the rules that crashed."""
    crashed: list[str] = []
    if not can_be_shaped(context):
        return _run_all(plan, context, crashed), tuple(crashed)
    shape = shape_of(context.data)
    known, recurs = plan.shapes.find(shape)
    if known is None:
        outcomes = _run_all(plan, context, crashed)
        if recurs and not crashed:
            plan.shapes.keep(shape, ShapePlan(plan.unquiet, context, outcomes))
    else:
        outcomes, running = known.outcomes(context.data)
        _run_programs(plan, context, outcomes, crashed)
        _run_each(running, context, outcomes, crashed)
    return outcomes, tuple(crashed)


def _run_all(plan: Plan, context: RuleContext, crashed: list[str]) -> dict[str, RuleOutcome]:
    outcomes = dict(plan.settled)
    _run_programs(plan, context, outcomes, crashed)
    for group in plan.fields:
        selection = context.view.select(group.field)
        if selection.nodes:
            _run_each(group.rules, context, outcomes, crashed)
        else:
            outcomes.update(group.absent(selection.reason))
    _run_each(plan.others, context, outcomes, crashed)
    return outcomes


def _run_programs(
    plan: Plan, context: RuleContext, outcomes: dict[str, RuleOutcome], crashed: list[str]
) -> None:
    for program in plan.programs:
        if _is_quiet(program, context):
            outcomes.update(program.passed)
        else:
            _run_each(program.rules, context, outcomes, crashed)


def _is_quiet(program: QuietGroup, context: RuleContext) -> bool:
    try:
        return program.quiet(context)
    except Exception:  # noqa: BLE001 - each rule of the program will tell of the fault
        return False


def _run_each(
    rules: Sequence[PlannedRule],
    context: RuleContext,
    outcomes: dict[str, RuleOutcome],
    crashed: list[str],
) -> None:
    for planned in rules:
        context.parameters = planned.parameters
        try:
            outcomes[planned.code] = planned.run(context)
        except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever a rule does, the others must still run
            crashed.append(planned.code)
            reason = f"the rule itself failed ({type(error).__name__}: {str(error)[:200]}); this is a fault of the rule, not of the document"
            outcomes[planned.code] = RuleOutcome(Outcome.ERROR, reason=reason)
