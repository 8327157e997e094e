"""A Rule into a function: select, quantify, check, word the message."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from trustlint.checks.accept import Accept, prepare_accept
from trustlint.checks.context import RuleContext
from trustlint.checks.presence import is_empty
from trustlint.checks.registry import (
    PLACEHOLDER,
    CheckError,
    SelectionTest,
    Test,
    prepare_selection_test,
    prepare_test,
)
from trustlint.checks.result import PASSED, Instead, Result
from trustlint.checks.wording import show
from trustlint.credential.view import Absence, Node, Selection
from trustlint.model.outcome import Outcome
from trustlint.model.pointer import Path, display
from trustlint.model.span import Span
from trustlint.packs.model import Condition, Rule
from trustlint.packs.selector import Select, prepare_selector
from trustlint.pyrules.registry import prepare_program

MOST_NODES = 50
"""How many failing values of one rule are reported; the message of the last says how many more there are."""


class NodeOutcome:
    """What a rule found at one place: a fail or a cant-tell, with its message.

    span: only where the rule knows the place in the text itself, as for text that could not be parsed; instead: what
    belongs there, where that is certain.
    """

    __slots__ = ("document", "expected", "instead", "message", "outcome", "path", "span")

    def __init__(
        self,
        outcome: Outcome,
        message: str,
        path: Path | None,
        expected: str | None = None,
        document: str | None = None,
        span: Span | None = None,
        instead: Instead | None = None,
    ) -> None:
        self.span = span
        self.instead = instead
        self.outcome = outcome
        self.message = message
        self.path = path
        self.expected = expected
        self.document = document


class RuleOutcome:
    """What one rule found on one document.

    examined: number of values looked at; nodes: the places that decided a fail or cant-tell; passed: places of some of
    the examined values when it passed; reason: why it is inapplicable, or cannot tell. Outcomes without nodes that say
    the same are the same object as far as possible, so that what follows from them is worked out once.
    """

    __slots__ = ("absence", "examined", "nodes", "outcome", "passed", "reason")

    def __init__(
        self,
        outcome: Outcome,
        examined: int = 0,
        nodes: tuple[NodeOutcome, ...] = (),
        passed: tuple[Path, ...] = (),
        reason: str = "",
        absence: Absence | None = None,
    ) -> None:
        self.outcome = outcome
        self.examined = examined
        self.nodes = nodes
        self.passed = passed
        self.reason = reason
        self.absence = absence


Run = Callable[[RuleContext], RuleOutcome]

_MOST_KNOWN = 256


class _Known:
    """Outcomes of one rule that have no nodes, kept to be given again."""

    __slots__ = ("_found",)

    def __init__(self) -> None:
        self._found: dict[object, RuleOutcome] = {}

    def passed(self, examined: int, places: tuple[Path, ...] = ()) -> RuleOutcome:
        """A pass of so many values, with places as evidence."""
        key = (examined, places) if places else examined
        return self._found.get(key) or self._keep(key, RuleOutcome(Outcome.PASS, examined, (), places))

    def inapplicable(self, reason: str, absence: Absence | None = None) -> RuleOutcome:
        """Nothing to judge, for a reason."""
        return self._found.get(reason) or self._keep(
            reason, RuleOutcome(Outcome.INAPPLICABLE, 0, (), (), reason, absence)
        )

    def _keep(self, key: object, outcome: RuleOutcome) -> RuleOutcome:
        if len(self._found) >= _MOST_KNOWN:
            self._found.clear()
        self._found[key] = outcome
        return outcome


def compile_rule(rule: Rule, *, evidence: bool = True, parameters: Mapping[str, Any] | None = None) -> Run:
    """Turn a rule into a function of the context.

    ``evidence``: tell of a pass where the values are that passed, as a criterion reports; ``parameters``: values of the
    pack's parameters where they are known already. Raises CheckError when the check, selector, pattern or program
    cannot be used.
    """
    run = (
        _compile_program(rule)
        if rule.program is not None
        else _compile_check(rule, evidence, parameters or {})
    )
    conditions = [_compile_condition(condition, parameters or {}) for condition in rule.when]
    if not conditions:
        return run
    known = _Known()

    def conditional(context: RuleContext) -> RuleOutcome:
        undecided: str | None = None
        for holds in conditions:
            outcome, reason = holds(context)
            if outcome is Outcome.CANT_TELL:
                undecided = reason if undecided is None else undecided
            elif outcome is not Outcome.PASS:
                return known.inapplicable(reason)
        found = run(context)
        if undecided is None or found.outcome is Outcome.INAPPLICABLE:
            return found
        return RuleOutcome(Outcome.CANT_TELL, reason=undecided)

    return conditional


Holds = Callable[[RuleContext], "tuple[Outcome, str]"]
"""Whether a precondition holds, and the reason when it does not."""


def _compile_condition(condition: Condition, parameters: Mapping[str, Any]) -> Holds:
    if condition.program is not None:
        return _compile_program_condition(condition)
    if condition.select is None or condition.check is None:
        raise CheckError("a condition has either a select and a check, or a program")
    select = prepare_selector(condition.select)
    judge = _judge(condition.check, condition.quantifier, parameters)
    because = condition.because

    def holds(context: RuleContext) -> tuple[Outcome, str]:
        selection = select(context)
        if not selection.nodes:
            return (Outcome.PASS if condition.on_empty == "pass" else Outcome.INAPPLICABLE), because
        outcome = judge(selection, context)[0]
        if outcome is Outcome.CANT_TELL:
            return outcome, f"{because}, but a value that decides this is a placeholder"
        return outcome, because

    return holds


def _compile_program_condition(condition: Condition) -> Holds:
    if condition.select is not None or condition.check is not None:
        raise CheckError("a condition has either a select and a check, or a program")
    program = prepare_program(condition.program or "", condition.options)
    because = condition.because

    def holds(context: RuleContext) -> tuple[Outcome, str]:
        results = list(program(context) or ())
        _refuse_unsound(results)
        for result in results:
            if result.outcome is not Outcome.PASS:
                return result.outcome, fill(because, reason=result.reason)
        return (Outcome.PASS if results else Outcome.INAPPLICABLE), because

    return holds


Judge = Callable[[Selection, RuleContext], "tuple[Outcome, list[tuple[Node, Result]]]"]


def _judge(check: Mapping[str, Any], quantifier: str, parameters: Mapping[str, Any]) -> Judge:
    together = prepare_selection_test(check)
    if together is not None:
        return _judge_together(together)
    test, accept = prepare_test(check), prepare_accept(check, parameters)
    return _judge_some(test, accept) if quantifier == "some" else _judge_each(test, accept)


def _judge_together(test: SelectionTest) -> Judge:
    def judge(selection: Selection, context: RuleContext) -> tuple[Outcome, list[tuple[Node, Result]]]:
        result = test(selection.nodes, context)
        if result.outcome is Outcome.PASS:
            return Outcome.PASS, []
        node = selection.nodes[0] if selection.nodes else selection.anchor or Node(context.data, ())
        return result.outcome, [(node, result)]

    return judge


_ALL_PASS: tuple[Outcome, list[tuple[Node, Result]]] = (Outcome.PASS, [])


def _judge_each(test: Test, accept: Accept | None) -> Judge:
    def judge(selection: Selection, context: RuleContext) -> tuple[Outcome, list[tuple[Node, Result]]]:
        nodes: Sequence[Node] = selection.nodes
        rest = nodes
        if accept is not None and not context.templated:
            if len(nodes) == 1 and accept(nodes[0].value):
                return _ALL_PASS
            rest = [node for node in nodes if not accept(node.value)]
            if not rest:
                return _ALL_PASS
        passing = len(nodes) - len(rest)
        others: list[tuple[Node, Result]] = []
        for node in rest:
            result = test(node, context)
            if result.outcome is Outcome.PASS:
                passing += 1
            else:
                others.append((node, result))
        if not others:
            return _ALL_PASS
        for wanted in (Outcome.FAIL, Outcome.CANT_TELL):
            found = [pair for pair in others if pair[1].outcome is wanted]
            if found:
                return wanted, found
        for _, result in others:
            if result.outcome is not Outcome.INAPPLICABLE:
                raise TypeError(f"a check gave the outcome {result.outcome!r}, which it cannot have")
        return _ALL_PASS if passing else (Outcome.INAPPLICABLE, others)

    return judge


def _judge_some(test: Test, accept: Accept | None) -> Judge:
    def judge(selection: Selection, context: RuleContext) -> tuple[Outcome, list[tuple[Node, Result]]]:
        if accept is not None and not context.templated:
            for node in selection.nodes:
                if accept(node.value):
                    return _ALL_PASS
        results = [(node, test(node, context)) for node in selection.nodes]
        for wanted in (Outcome.PASS, Outcome.CANT_TELL, Outcome.FAIL):
            found = [pair for pair in results if pair[1].outcome is wanted]
            if found:
                return wanted, [] if wanted is Outcome.PASS else found[:1]
        return Outcome.INAPPLICABLE, results[:1]

    return judge


def _compile_check(rule: Rule, evidence: bool, parameters: Mapping[str, Any]) -> Run:
    if rule.select is None or rule.check is None:
        raise AssertionError(f"{rule.code} has neither a program nor a select and a check")
    select: Select = prepare_selector(rule.select)
    judge = _judge(rule.check, rule.quantifier, parameters)
    known = _Known()
    empty_is_judged = next(iter(rule.check)) in ("absent",)
    on_empty = Outcome(rule.on_empty)

    def run(context: RuleContext) -> RuleOutcome:
        selection = select(context)
        nodes = selection.nodes
        if not nodes and not empty_is_judged:
            if selection.absence is not Absence.MISSING or on_empty is Outcome.INAPPLICABLE:
                return known.inapplicable(selection.reason, selection.absence)
            if on_empty is not Outcome.FAIL:
                return RuleOutcome(on_empty, 0, (), (), selection.reason, selection.absence)
            return RuleOutcome(
                Outcome.FAIL,
                0,
                (_missing(rule, selection),),
                reason=selection.reason,
                absence=selection.absence,
            )
        outcome, decisive = judge(selection, context)
        if outcome is Outcome.PASS:
            if not evidence:
                return known.passed(len(nodes))
            return known.passed(len(nodes), selection.places)
        if outcome is Outcome.INAPPLICABLE:
            return known.inapplicable(decisive[0][1].reason)
        reported = tuple(_worded(rule, node, result, outcome) for node, result in decisive[:MOST_NODES])
        if len(decisive) > MOST_NODES:
            reported[-1].message += f" (and {len(decisive) - MOST_NODES} more like this)"
        return RuleOutcome(outcome, len(nodes), reported, reason=reported[0].message)

    return run


def _compile_program(rule: Rule) -> Run:
    program = prepare_program(rule.program or "", rule.options)
    known = _Known()

    def run(context: RuleContext) -> RuleOutcome:
        results = list(program(context) or ())
        others = [result for result in results if result is not PASSED]
        if not others:
            if results:
                return known.passed(len(results))
            return known.inapplicable("there is nothing here that this rule is about")
        _refuse_unsound(others)
        for outcome in (Outcome.FAIL, Outcome.CANT_TELL):
            found = [result for result in others if result.outcome is outcome]
            if found:
                nodes = tuple(
                    _worded(rule, Node(result.value, ()), result, outcome) for result in found[:MOST_NODES]
                )
                if len(found) > MOST_NODES:
                    nodes[-1].message += f" (and {len(found) - MOST_NODES} more like this)"
                return RuleOutcome(outcome, len(results), nodes, reason=nodes[0].message)
        if all(result.outcome is Outcome.INAPPLICABLE for result in results):
            return known.inapplicable(results[0].reason)
        return known.passed(len(results))

    return run


_DECISIONS = (Outcome.PASS, Outcome.FAIL, Outcome.CANT_TELL, Outcome.INAPPLICABLE)


def _refuse_unsound(results: list[Any]) -> None:
    """Raise TypeError, which makes the rule an error, for what a program gave and cannot be reported: what is not
    understood must never count as a pass."""
    for result in results:
        if not isinstance(result, Result):
            raise TypeError(f"it gave {type(result).__name__} where a Result was expected")
        if not any(result.outcome is decision for decision in _DECISIONS):
            raise TypeError(f"it gave the outcome {result.outcome!r}, which a rule cannot have")
        if result.path is not None and not isinstance(result.path, tuple):
            raise TypeError(f"it gave the path {result.path!r}, which is no tuple of names and indexes")
        if not isinstance(result.reason, str) or not isinstance(result.expected, str | None):
            raise TypeError("it gave a reason or an expected name that is not text")
        if not isinstance(result.span, Span | None) or not isinstance(result.document, str | None):
            raise TypeError("it gave a place in the text that is none")


def _missing(rule: Rule, selection: Selection) -> NodeOutcome:
    anchor = selection.anchor or Node(None, ())
    place = display(anchor.path)
    text = rule.messages.get("missing") or "{place} has no {expected}."
    message = fill(
        text,
        place=place,
        expected=selection.expected or "value",
        title=selection.reason,
        reason=selection.reason,
    )
    return NodeOutcome(Outcome.FAIL, message, anchor.path, selection.expected, anchor.document)


def _worded(rule: Rule, node: Node, result: Result, outcome: Outcome) -> NodeOutcome:
    path = node.path if result.path is None else result.path
    value = node.value if result.path is None else result.value
    document = node.document if result.path is None else result.document
    place, expected = display(path), result.expected or ""
    text = "{place} {reason}."
    if outcome is Outcome.FAIL:
        text = rule.messages.get("fail") or text
        missing = rule.messages.get("missing", "")
        if missing and not expected and is_empty(value) and path and "{expected}" in missing:
            # What is there and says nothing is as good as missing from the object that holds it.
            if isinstance(path[-1], str):
                text, place, expected = missing, display(path[:-1]), path[-1]
        elif missing and (expected or is_empty(value)):
            text = missing
    message = fill(text, place=place, value=show(value), reason=result.reason, expected=expected)
    if result is PLACEHOLDER or outcome is Outcome.CANT_TELL:
        message = fill("{place} {reason}.", place=place, reason=result.reason)
    found_at = None if result.nowhere else path
    return NodeOutcome(outcome, message, found_at, result.expected, document, result.span, result.instead)


_GAP = re.compile(r"\{(place|value|reason|expected|count|title)\}")


def fill(template: str, **values: str) -> str:
    """Fill the gaps ``{place} {value} {reason} {expected} {count} {title}`` of a message; a value is never a template."""
    text = _GAP.sub(lambda gap: values.get(gap[1], gap[0]), template)
    return f"The{text[3:]}" if text.startswith("the document ") else text
