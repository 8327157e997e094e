"""Run the planned rules on one document. A rule that crashes is an error outcome of that rule, and of nothing else."""

from __future__ import annotations

from trustlint.checks.context import RuleContext
from trustlint.engine.plan import Plan, PlannedRule, QuietGroup
from trustlint.model.outcome import Outcome
from trustlint.packs.compile import RuleOutcome


def run_rules(plan: Plan, context: RuleContext) -> tuple[dict[str, RuleOutcome], tuple[str, ...]]:
    """Outcomes by rule code, and the codes of the rules that crashed."""
    outcomes = dict(plan.settled)
    crashed: list[str] = []
    for program in plan.programs:
        if _is_quiet(program, context):
            outcomes.update(program.passed)
        else:
            _run_each(program.rules, context, outcomes, crashed)
    for group in plan.fields:
        selection = context.view.select(group.field)
        if selection.nodes:
            _run_each(group.rules, context, outcomes, crashed)
        else:
            outcomes.update(group.absent(selection.reason))
    _run_each(plan.others, context, outcomes, crashed)
    return outcomes, tuple(crashed)


def _is_quiet(program: QuietGroup, context: RuleContext) -> bool:
    try:
        return program.quiet(context)
    except Exception:  # noqa: BLE001 - each rule of the program will tell of the fault
        return False


def _run_each(
    rules: tuple[PlannedRule, ...],
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
