"""Local copies of JSON-LD contexts that trustlint does not bundle."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from trustlint.errors import UsageError

MOST_BYTES = 5_000_000


def read_local_context(url: str, file: str) -> Any:
    """The context document in a file, as JSON-LD serves it: an object with ``@context``.

    Raises UsageError when the file cannot be read or holds no context, or the address is none.
    """
    if not url.startswith(("https://", "http://")):
        raise UsageError(
            f"the context {url!r} is no web address; give ADDRESS=FILE, as @context has the address"
        )
    try:
        with Path(file).open("rb") as stream:
            content = stream.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise UsageError(f"the copy {file!r} of the context {url} cannot be read: {error}") from None
    if len(content) > MOST_BYTES:
        raise UsageError(f"the copy {file!r} of the context {url} is larger than {MOST_BYTES} bytes")
    try:
        document = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"the copy {file!r} of the context {url} is no JSON: {error}") from None
    if not isinstance(document, dict) or "@context" not in document:
        raise UsageError(f"the copy {file!r} of the context {url} is no JSON-LD context: it has no @context")
    return document
