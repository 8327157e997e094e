"""Do the examples of a pack notice a broken rule? Each rule is broken on purpose, and an example must fail."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from trustlint.checks.context import RuleContext
from trustlint.checks.registry import CheckError
from trustlint.engine.examples import evaluate_rule, run_examples
from trustlint.model.outcome import Outcome
from trustlint.packs.compile import NodeOutcome, RuleOutcome
from trustlint.packs.model import Pack, Rule

Mutant = Callable[[Rule, RuleContext], RuleOutcome]


def surviving_mutants(pack: Pack) -> Iterator[str]:
    """Mutants that no example of their rule notices, by rule code and what was done to it."""
    for rule in pack.own_rules:
        alone = pack._replace(rules=(rule,))
        for name, mutant in _mutants(rule):
            try:
                noticed = any(result.problem for result in run_examples(alone, mutant))
            except CheckError:
                noticed = True
            if not noticed:
                yield f"{rule.code} {name}"


def _mutants(rule: Rule) -> Iterator[tuple[str, Mutant]]:
    yield "always passing", lambda _rule, _context: RuleOutcome(Outcome.PASS, 1)
    failure = NodeOutcome(Outcome.FAIL, "forced", ())
    yield "always failing", lambda _rule, _context: RuleOutcome(Outcome.FAIL, 1, (failure,))
    if rule.when:
        yield "without its conditions", _changed(rule._replace(when=()))
    if rule.on_empty == "inapplicable":
        yield "failing where nothing is selected", _changed(rule._replace(on_empty="fail"))


def _changed(rule: Rule) -> Mutant:
    return lambda _rule, context: evaluate_rule(rule, context)
