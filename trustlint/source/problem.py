"""What can be wrong with the text of an input, before anything is known about badges."""

from __future__ import annotations

from typing import NamedTuple

from trustlint.model.pointer import Path
from trustlint.model.span import Span

CONTAINER_KINDS = frozenset(
    {
        "file-extension",
        "broken-jwt",
        "broken-image",
        "broken-archive",
        "unsafe-xml",
        "nothing-inside",
        "no-credential-inside",
        "baked-elsewhere",
        "compressed-chunk",
        "repeated-chunk",
        "legacy-chunk",
        "chunk-checksum",
        "repeated-element",
        "misplaced-element",
        "several-credentials",
    }
)
"""About the image, token or archive that a text was taken from, and not about the text."""

PROBLEM_KINDS = (
    frozenset(
        {
            "unreadable",
            "too-large",
            "unsupported-format",
            "binary",
            "empty",
            "encoding",
            "wide-encoding",
            "byte-order-mark",
            "syntax",
            "duplicate-key",
            "not-a-number",
            "number-too-large",
            "lone-surrogate",
            "too-deep",
            "too-many-values",
            "yaml-tag",
            "yaml-key",
            "recursive-alias",
        }
    )
    | CONTAINER_KINDS
)

UNREAD_KINDS = frozenset({"unreadable", "too-large"})
"""The input could not be read at all, so nothing is known about it (exit 3)."""

MEANT_KINDS = frozenset(
    {"broken-jwt", "broken-image", "no-credential-inside", "baked-elsewhere", "unsafe-xml"}
)
"""There is something that is meant as a credential, and could not be read."""

FATAL_KINDS = frozenset({"syntax", "too-deep", "too-many-values"})
"""The text was read, and parsing ended here: there is no data."""


class Problem(NamedTuple):
    """One thing that is wrong with the text of an input.

    kind: one of PROBLEM_KINDS; message: one sentence for people, with the next step; path: of the value that it is
    about, relative to the document's data, None when it is about the whole file; span: where in the text; related:
    other places that belong to it (for ``duplicate-key`` the first use of the name).
    """

    kind: str
    message: str
    path: Path | None = None
    span: Span | None = None
    related: tuple[Span, ...] = ()
