"""Checks made of checks: of a member, of all, any or none of several; and JSON Schema fragments."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from trustlint.checks.context import RuleContext
from trustlint.checks.registry import CheckError, Test, check_function, options_schema, prepare_test
from trustlint.checks.result import PASSED, Result, failed, inapplicable
from trustlint.checks.wording import show
from trustlint.credential.view import Node
from trustlint.model.outcome import Outcome, combine_all, combine_any

CHECK = {"$ref": "#/$defs/check"}
_CHECKS = {"type": "array", "items": CHECK, "minItems": 1}


@check_function(
    "member",
    options_schema(
        {
            "name": {"type": "string"},
            "check": CHECK,
            "missing": {"enum": ["fail", "pass", "inapplicable"], "default": "fail"},
        },
        ["name"],
    ),
    content=False,
)
def member(options: dict[str, Any]) -> Test:
    """A member of an object passes a check; a missing one fails unless ``missing`` says otherwise."""
    name = options["name"]
    inner = prepare_test(options.get("check", {"present": {}}))
    reason = f"has no {name}"
    absent = {"fail": failed(reason, expected=name), "pass": PASSED, "inapplicable": inapplicable(reason)}
    without = absent[options.get("missing", "fail")]

    def test(node: Node, context: RuleContext) -> Result:
        value = node.value
        if not isinstance(value, dict):
            return failed(lambda: f"is {show(value)}, and an object with {name} is expected")
        if name not in value:
            return without
        child = Node(value[name], (*node.path, name), node.document)
        result = inner(child, context)
        return result if result.outcome is Outcome.PASS else result.placed(child)

    return test


@check_function("items", options_schema({"check": CHECK}, ["check"]), content=False)
def items(options: dict[str, Any]) -> Test:
    """Every item of a list passes a check; a single value counts as a list of one."""
    inner = prepare_test(options["check"])

    def test(node: Node, context: RuleContext) -> Result:
        if not isinstance(node.value, list):
            return inner(node, context)
        results: list[Result] = []
        for index, item in enumerate(node.value):
            child = Node(item, (*node.path, index), node.document)
            result = inner(child, context).placed(child)
            if result.outcome is Outcome.FAIL:
                return result
            results.append(result)
        if not results:
            return inapplicable("holds no items")
        return first_deciding(results, combine_all)

    return test


@check_function("all", _CHECKS, content=False)
def all_checks(options: list[Any]) -> Test:
    """All of several checks pass."""
    inner = [prepare_test(spec) for spec in options]

    def test(node: Node, context: RuleContext) -> Result:
        return first_deciding([check(node, context) for check in inner], combine_all)

    return test


@check_function("any", _CHECKS, content=False)
def any_check(options: list[Any]) -> Test:
    """At least one of several checks passes."""
    inner = [prepare_test(spec) for spec in options]

    def test(node: Node, context: RuleContext) -> Result:
        results = []
        for check in inner:
            result = check(node, context)
            if result.outcome is Outcome.PASS:
                return result
            results.append(result)
        return first_deciding(results, combine_any)

    return test


def first_deciding(results: list[Result], combine: Callable[[Iterable[Outcome]], Outcome]) -> Result:
    """The first result whose outcome is that of all of them together."""
    for result in results:
        if result.outcome is not Outcome.PASS:
            break
    else:
        return results[0]
    outcome = combine([result.outcome for result in results])
    return next(result for result in results if result.outcome is outcome)


@check_function(
    "not",
    options_schema({"check": CHECK, "because": {"type": "string"}}, ["check", "because"]),
    content=False,
)
def not_check(options: dict[str, Any]) -> Test:
    """A check fails; ``because`` completes the sentence that starts with the place of the value."""
    inner = prepare_test(options["check"])
    because = options["because"]

    def test(node: Node, context: RuleContext) -> Result:
        result = inner(node, context)
        if result.outcome is Outcome.PASS:
            return failed(because.replace("{value}", show(node.value)))
        return PASSED if result.outcome is Outcome.FAIL else result

    return test


@check_function("schema", {"type": "object"})
def schema(options: dict[str, Any]) -> Test:
    """The value is valid against a JSON Schema fragment."""
    from trustlint.schemas import compile_fragment

    try:
        fragment = compile_fragment(options)
    except ValueError as error:
        raise CheckError(str(error)) from None

    def test(node: Node, context: RuleContext) -> Result:
        for violation in fragment.violations(node.value, is_placeholder=context.is_placeholder):
            path = (*node.path, *violation.path)
            return Result(Outcome.FAIL, violation.message, path, violation.expected, None, node.document)
        return PASSED

    return test
