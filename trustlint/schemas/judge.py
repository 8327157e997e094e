"""Whether data is as a schema wants it, and if not, what to say: both validator libraries stay behind this module.

jsonschema-rs decides, and its errors are explained: that takes microseconds, where jsonschema takes milliseconds and a
tenth of a second to import. jsonschema explains what jsonschema-rs cannot read (lone surrogates), and a property test
holds that both lead to the same violations.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from trustlint.model.pointer import Path, value_at
from trustlint.schemas import registry
from trustlint.schemas.violation import SchemaViolation

if TYPE_CHECKING:
    from jsonschema.protocols import Validator

    from trustlint.schemas.failure import Failure
    from trustlint.schemas.lookup import Lookup

IsPlaceholder = Callable[[str], bool]


class Judge:
    """A schema, compiled. others: the documents that it may refer to; standard: who wants it, for the sentences.

    Raises ValueError as ``registry.compile_fast``.
    """

    def __init__(self, schema: dict[str, Any], others: Sequence[dict[str, Any]], standard: str) -> None:
        self._documents = [schema, *others]
        self._standard = standard
        self._fast = registry.compile_fast(schema, others)

    def accepts(self, data: Any) -> bool:
        """Whether the schema holds nothing against the data; also False where only the slower library could tell."""
        try:
            return self._fast.is_valid(data)
        except (ValueError, RecursionError):
            return False

    def violations(
        self, data: Any, is_placeholder: IsPlaceholder | None = None, at: Path | None = None
    ) -> tuple[SchemaViolation, ...]:
        """What the schema holds against the data, in document order; empty when it is valid.

        at: where the data stands in its document, for the sentences; paths are relative to the data all the same.
        """
        try:
            if self._fast.is_valid(data):
                return ()
            failures = list(self._fast_failures(data))
        except (ValueError, RecursionError):  # no JSON: a lone surrogate, a member named by a number
            return self.violations_by_jsonschema(data, is_placeholder, at)
        return self._explained(failures, data, is_placeholder, at)

    def violations_by_jsonschema(
        self, data: Any, is_placeholder: IsPlaceholder | None = None, at: Path | None = None
    ) -> tuple[SchemaViolation, ...]:
        """The same from the slower library, which reads any plain data."""
        try:
            return self._explained(list(self._slow_failures(data)), data, is_placeholder, at)
        except RecursionError:
            message = "the document is nested too deeply to be judged; flatten it."
            return (SchemaViolation((), "shape", message),)

    def _explained(
        self, failures: list[Failure], data: Any, is_placeholder: IsPlaceholder | None, at: Path | None
    ) -> tuple[SchemaViolation, ...]:
        from trustlint.schemas.explain import Explainer

        return Explainer(self._lookup, self._standard, is_placeholder, at).explain(failures, data)

    def _fast_failures(self, data: Any) -> Iterator[Failure]:
        from trustlint.schemas.failure import from_jsonschema_rs

        for error in self._fast.iter_errors(data):
            yield from_jsonschema_rs(error, self._documents)

    def _slow_failures(self, data: Any) -> Iterator[Failure]:
        from trustlint.schemas.failure import from_jsonschema

        for error in self._slow.iter_errors(data):
            yield from_jsonschema(error, value_at(data, error.absolute_path))

    @cached_property
    def _slow(self) -> Validator:
        return registry.compile_slow(self._documents[0])

    @cached_property
    def _lookup(self) -> Lookup:
        from trustlint.schemas.lookup import Lookup

        definitions = {
            name: part
            for document in self._documents
            for keyword in ("definitions", "$defs")  # the former in old drafts
            for name, part in document.get(keyword, {}).items()
        }
        return Lookup(self._documents[0], definitions)
