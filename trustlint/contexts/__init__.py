"""JSON-LD safe mode: which terms of a document its contexts do not define, so that processors would drop them.

Contexts are our own term tables under ``schemas/contexts``; nothing is ever fetched. docs/json-ld.md says what it means
for an issuer.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from trustlint.contexts.result import ContextError, LateTerm, UndefinedTerm, WalkResult

if TYPE_CHECKING:
    from trustlint.contexts.safe_mode import SafeMode
    from trustlint.contexts.tables import BundledContext

__all__ = [
    "BundledContext",
    "ContextError",
    "LateTerm",
    "SafeMode",
    "UndefinedTerm",
    "WalkResult",
    "bundled_context",
    "newest_version",
    "undefined_terms",
]


def undefined_terms(data: Any, *, contexts: Mapping[str, Any] | None = None) -> WalkResult:
    """Walk plain JSON data as a JSON-LD processor expands it, and say what it would drop.

    contexts: local copies of context documents by URL; they win over the bundled ones of the same URL. For many
    documents with the same local copies make one SafeMode and use it for all. Raises nothing for any plain data.
    """
    from trustlint.contexts.safe_mode import SafeMode, bundled

    return (SafeMode(contexts) if contexts else bundled()).undefined_terms(data)


def bundled_context(url: str) -> BundledContext | None:
    """What trustlint knows of a context: its title, its versions, and the URL to write (the first of its ``urls``)."""
    from trustlint.contexts.tables import bundled_by_url

    return bundled_by_url().get(url)


def newest_version(url: Any) -> str | None:
    """The address of the newest version of a bundled context; None for that one, and for whatever is not bundled."""
    from trustlint.contexts.tables import bundled_by_url, bundled_contexts

    known = bundled_by_url().get(url) if isinstance(url, str) else None
    if known is None:
        return None
    newest = next(context for context in bundled_contexts() if context.family == known.family)
    return newest.urls[0] if newest is not known else None


def __getattr__(name: str) -> Any:
    if name == "BundledContext":
        from trustlint.contexts.tables import BundledContext

        return BundledContext
    if name == "SafeMode":
        from trustlint.contexts.safe_mode import SafeMode

        return SafeMode
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
