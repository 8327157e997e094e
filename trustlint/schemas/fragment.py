"""JSON Schema fragments that packs bring along, judged with the same formats and explained in the same words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from trustlint.schemas.judge import Judge
from trustlint.schemas.violation import SchemaViolation


class Fragment:
    """A schema of a pack, compiled. Made by ``compile_fragment``."""

    def __init__(self, judge: Judge) -> None:
        self._judge = judge

    def violations(
        self, value: Any, *, is_placeholder: Callable[[str], bool] | None = None
    ) -> tuple[SchemaViolation, ...]:
        """What the schema holds against a value, with paths relative to it; empty when it is valid."""
        return self._judge.violations(value, is_placeholder)


def compile_fragment(schema: dict[str, Any], *, standard: str = "the pack") -> Fragment:
    """Compile a JSON Schema (draft 2020-12) of a pack; ``standard`` is what its sentences name as the one who wants.

    Raises ValueError, with a message for pack authors, for an unknown keyword, a format without a checker, a schema
    that is not valid JSON Schema, and a reference that leaves the fragment.
    """
    return Fragment(Judge(schema, (), standard))
