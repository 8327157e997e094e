"""Bounds on what one input may cost."""

from __future__ import annotations

from typing import NamedTuple


class Limits(NamedTuple):
    """How much of an input is read before it is called too large.

    max_bytes: of a file, or of one line of NDJSON; max_depth: objects and arrays inside each other; max_values: values
    in a document, repeated YAML aliases counted as often as they are used; max_problems: reported per document;
    max_held_bytes: of a credential inside an image, a token or an archive, unpacked.
    """

    max_bytes: int = 20 * 1024 * 1024
    max_depth: int = 100
    max_values: int = 500_000
    max_problems: int = 50
    max_held_bytes: int = 5 * 1024 * 1024


DEFAULT_LIMITS = Limits()
