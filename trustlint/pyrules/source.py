"""What is wrong with the text of an input, and whether it is a credential at all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from trustlint.checks.context import RuleContext
from trustlint.checks.result import PASSED, Result
from trustlint.credential.kinds import detect
from trustlint.model.outcome import Outcome
from trustlint.pyrules.registry import program_rule, shape_decides
from trustlint.schemas import schema_id_for
from trustlint.source.problem import CONTAINER_KINDS


@program_rule("source-problem", any_document=True, quiet=lambda context: not context.problems)
def source_problem(context: RuleContext, options: Mapping[str, Any]) -> Iterable[Result]:
    """Options ``kinds``: the kinds of ``trustlint.source.problem`` that fail this rule. A problem of the text as a whole
    is one of the whole document; one of what the text was taken from has no place in it."""
    kinds = options["kinds"]
    found = [problem for problem in context.problems if problem.kind in kinds]
    if not found:
        return [PASSED]
    return [
        Result(
            Outcome.FAIL,
            problem.message[:1].upper() + problem.message[1:],
            problem.path or (),
            span=problem.span,
            nowhere=problem.kind in CONTAINER_KINDS,
        )
        for problem in found
    ]


@program_rule("recognised", any_document=True, asked=shape_decides)
def recognised(context: RuleContext, options: Mapping[str, Any]) -> Iterable[Result]:
    """A document that could be read is a credential of a known model. Options ``models``: those that count."""
    if any(problem.kind in options.get("unless", ()) for problem in context.problems):
        return []
    if context.kind is None:
        return [Result(Outcome.FAIL, detect(context.data).reason, ())]
    if context.kind.model in options["models"]:
        return [PASSED]
    return [
        Result(Outcome.FAIL, f"the document is recognised as {context.kind.label}: {context.kind.reason}", ())
    ]


@program_rule("has-checks", any_document=True, asked=shape_decides)
def has_checks(context: RuleContext, options: Mapping[str, Any]) -> Iterable[Result]:
    """There is a schema for documents of this Kind."""
    kind = context.kind
    if kind is None:
        return []
    if schema_id_for(kind) is not None:
        return [PASSED]
    return [Result(Outcome.FAIL, kind.label, ())]
