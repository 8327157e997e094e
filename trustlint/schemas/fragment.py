"""JSON Schema fragments that packs bring along, judged with the same formats and explained in the same words."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Any

from trustlint.schemas import judge, registry
from trustlint.schemas.violation import SchemaViolation

if TYPE_CHECKING:
    from jsonschema.protocols import Validator

    from trustlint.schemas.lookup import Lookup


class Fragment:
    """A schema of a pack, compiled. Made by ``compile_fragment``."""

    def __init__(self, schema: dict[str, Any], standard: str) -> None:
        self._schema = schema
        self._standard = standard
        self._fast = registry.compile_fast(schema)

    def violations(
        self, value: Any, *, is_placeholder: Callable[[str], bool] | None = None
    ) -> tuple[SchemaViolation, ...]:
        """What the schema holds against a value, with paths relative to it; empty when it is valid."""
        if judge.accepts(self._fast, value):
            return ()
        return judge.explain(self._fast, self._slow, self._lookup, value, self._standard, is_placeholder)

    @cached_property
    def _slow(self) -> Validator:
        return registry.compile_slow(self._schema)

    @cached_property
    def _lookup(self) -> Lookup:
        from trustlint.schemas.lookup import Lookup

        return Lookup(self._schema, self._schema.get("$defs", {}))


def compile_fragment(schema: dict[str, Any], *, standard: str = "the pack") -> Fragment:
    """Compile a JSON Schema (draft 2020-12) of a pack; ``standard`` is what its sentences name as the one who wants.

    Raises ValueError, with a message for pack authors, for an unknown keyword, a format without a checker, a schema
    that is not valid JSON Schema, and a reference that leaves the fragment.
    """
    return Fragment(schema, standard)
