"""Violations of the JSON Schema for the document's Kind, one rule per sort of violation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from trustlint.checks.context import RuleContext
from trustlint.checks.result import PASSED, Result
from trustlint.model.outcome import Outcome
from trustlint.pyrules.registry import program_rule
from trustlint.schemas import SchemaViolation, schema_id_for, violations


@program_rule("schema-violation")
def schema_violation(context: RuleContext, options: Mapping[str, Any]) -> Iterable[Result]:
    """Options ``problems``: the sorts of ``SchemaViolation.problem`` that fail this rule."""
    found = schema_violations(context)
    if found is None:
        return []
    problems = options["problems"]
    failing = [violation for violation in found if violation.problem in problems]
    if not failing:
        return [PASSED]
    return [Result(Outcome.FAIL, item.message, item.path, item.expected) for item in failing]


def schema_violations(context: RuleContext) -> tuple[SchemaViolation, ...] | None:
    """All violations of a document, computed once; None when there is no schema for its Kind."""
    if "schema" not in context.memo:
        kind = context.kind
        known = kind is not None and schema_id_for(kind) is not None
        context.memo["schema"] = (
            violations(kind, context.data, is_placeholder=context.is_placeholder) if known and kind else None
        )
    found: tuple[SchemaViolation, ...] | None = context.memo["schema"]
    return found
