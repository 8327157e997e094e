"""What a schema holds against a value, in words for people."""

from __future__ import annotations

from typing import Any, NamedTuple

from trustlint.model.pointer import Path


class SchemaViolation(NamedTuple):
    """One thing that is wrong with plain data.

    path: of the offending value, or of the containing object when a member is missing; problem: one of ``PROBLEMS``;
    message: one sentence that says what was found, what the standard wants and what to do; expected: name of the
    missing member, else None; instead: the one value, or name of a misspelt member, that belongs at ``path`` (for a
    missing member, its value), where only one can be meant; empty when nothing is to be there, None when it is not certain.
    """

    path: Path
    problem: str
    message: str
    expected: str | None = None
    instead: tuple[Any, ...] | None = None


PROBLEMS = (
    "missing",
    "type",
    "format",
    "vocabulary",
    "extra-member",
    "class-term",
    "context",
    "count",
    "shape",
)
"""``class-term``: the ``type`` property lacks the name of the class; ``context``: the @context is not as demanded;
``count``: too few or too many items; ``shape``: a pattern, or anything else."""
