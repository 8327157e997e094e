"""Violations of the JSON Schema for the document's Kind, one rule per sort of violation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from trustlint.checks.context import RuleContext
from trustlint.checks.result import PASSED, Result
from trustlint.model.outcome import Outcome
from trustlint.model.pointer import Path
from trustlint.pyrules.registry import program_rule
from trustlint.schemas import SchemaViolation, schema_id_for

_VALUE_PROBLEMS = frozenset({"not-a-number", "number-too-large", "yaml-tag"})
"""Problems of the text after which null or another stand-in takes the place of the value."""


@program_rule("schema-violation", quiet=lambda context: schema_violations(context) == ())
def schema_violation(context: RuleContext, options: Mapping[str, Any]) -> Iterable[Result]:
    """Options ``problems``: the sorts of ``SchemaViolation.problem`` that fail this rule; ``unless_named``: by model,
    missing member to its name in another version, whose presence another rule reports."""
    found = schema_violations(context)
    if found is None:
        return []
    problems = options["problems"]
    older_names = options.get("unless_named", {}).get(context.kind.model if context.kind else None, {})
    failing = [
        violation
        for violation in found
        if violation.problem in problems
        and (
            violation.expected is None
            or older_names.get(violation.expected) not in context.at(violation.path)
        )
    ]
    return [_result(context, violation) for violation in failing] or [PASSED]


def _result(context: RuleContext, violation: SchemaViolation) -> Result:
    if violation.expected is not None:
        misspelt = _misspelt(violation, context.at(violation.path))
        if misspelt is not None:
            return Result(
                Outcome.FAIL, violation.message, (*violation.path, misspelt), instead=violation.instead
            )
    return Result(
        Outcome.FAIL, violation.message, violation.path, violation.expected, instead=violation.instead
    )


def _misspelt(violation: SchemaViolation, siblings: Mapping[str, Any]) -> str | None:
    """The member that the missing one is taken for by its spelling: the place where to correct it."""
    from difflib import get_close_matches

    named = [name for name in siblings if f" rename {name} " in violation.message]
    close = get_close_matches(violation.expected or "", named, 1, 0.8)
    return close[0] if close else None


def schema_violations(context: RuleContext) -> tuple[SchemaViolation, ...] | None:
    """All violations of a document, computed once; None when there is no schema for its Kind.

    Left out are those of values that could not be read as they stand in the text, which is reported already.
    """
    if "schema" not in context.memo:
        kind, found = context.kind, None
        if kind is not None and schema_id_for(kind) is not None:
            found = context.violations(kind, context.data, is_placeholder=context.is_placeholder)
            if found and context.problems:
                unread = unread_values(context)
                found = tuple(violation for violation in found if violation.path not in unread)
        context.memo["schema"] = found
    remembered: tuple[SchemaViolation, ...] | None = context.memo["schema"]
    return remembered


def unread_values(context: RuleContext) -> frozenset[Path]:
    """The places of values that could not be read, so that null or another stand-in is there."""
    if not context.problems:
        return frozenset()
    return frozenset(
        problem.path for problem in context.problems if problem.kind in _VALUE_PROBLEMS and problem.path
    )
