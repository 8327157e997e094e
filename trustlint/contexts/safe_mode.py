"""Safe mode over one set of contexts, for any number of documents."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from trustlint.contexts.library import Library
from trustlint.contexts.result import UndefinedTerm, WalkResult
from trustlint.contexts.walk import Walk

_NOTHING = WalkResult()


class SafeMode:
    """contexts: local copies of context documents by URL, beside the bundled ones, over which they win; find: where
    those may be found that are neither, None for those that are nowhere."""

    def __init__(
        self, contexts: Mapping[str, Any] | None = None, find: Callable[[str], Any] | None = None
    ) -> None:
        self._library = Library(contexts, find)

    def undefined_terms(self, data: Any) -> WalkResult:
        """See ``trustlint.contexts.undefined_terms``."""
        walk = Walk(self._library)
        walk.run(data)
        without_context = isinstance(data, dict) and "@context" not in data
        if not (walk.dropped or walk.unknown or walk.errors or walk.late or without_context):
            return _NOTHING
        return _result(walk, without_context)


def _result(walk: Walk, without_context: bool) -> WalkResult:
    undefined: tuple[UndefinedTerm, ...] = ()
    undecided: tuple[UndefinedTerm, ...] = ()
    if walk.dropped:
        from trustlint.contexts.advice import explained

        undefined = tuple(explained([item for item in walk.dropped if not item.context.open]))
        undecided = tuple(explained([item for item in walk.dropped if item.context.open]))
    return WalkResult(
        undefined=undefined,
        undecided=undecided,
        unknown_contexts=tuple(walk.unknown),
        errors=tuple(walk.errors),
        late=tuple(walk.late),
        without_context=without_context,
    )


@cache
def bundled() -> SafeMode:
    """Safe mode with the bundled contexts alone."""
    return SafeMode()
