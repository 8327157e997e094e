"""JSON files that the user gives as copies of what stands at an address: schemas, contexts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from trustlint.errors import UsageError

MOST_BYTES = 5_000_000


def read_copy(file: str, what: str) -> Any:
    """The data in a JSON file; what: the start of a sentence that says what it is a copy of. Raises UsageError."""
    try:
        with Path(file).open("rb") as stream:
            content = stream.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise UsageError(f"{what} cannot be read: {error}") from None
    if len(content) > MOST_BYTES:
        raise UsageError(f"{what} is larger than {MOST_BYTES} bytes")
    try:
        return json.loads(content)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{what} is no JSON: {error}") from None
