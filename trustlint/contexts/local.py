"""Local copies of JSON-LD contexts that trustlint does not bundle."""

from __future__ import annotations

from typing import Any

from trustlint.errors import UsageError
from trustlint.source.given_json import read_copy


def read_local_context(url: str, file: str) -> Any:
    """The context document in a file, as JSON-LD serves it: an object with ``@context``.

    Raises UsageError when the file cannot be read or holds no context, or the address is none.
    """
    if not url.startswith(("https://", "http://")):
        raise UsageError(
            f"the context {url!r} is no web address; give ADDRESS=FILE, as @context has the address"
        )
    what = f"the copy {file!r} of the context {url}"
    document = read_copy(file, what)
    if not isinstance(document, dict) or "@context" not in document:
        raise UsageError(f"{what} is no JSON-LD context: it has no @context")
    return document
