"""The difference of two texts in the unified format, as ``git apply`` and ``patch`` read it."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import unified_diff

_CONTEXT = 3


def difference(path: str, before: bytes, after: bytes) -> bytes:
    """Nothing when they are the same. Lines end at LF only, so that CR LF stays part of the lines."""
    return b"".join(_lines(path, before, after))


def _lines(path: str, before: bytes, after: bytes) -> Iterator[bytes]:
    # latin-1 has a character for each byte: what is no UTF-8 comes out as it went in.
    old, new = (
        [line + "\n" for line in text.split("\n")[:-1]] + ([last] if (last := text.split("\n")[-1]) else [])
        for text in (before.decode("latin-1"), after.decode("latin-1"))
    )
    for line in unified_diff(old, new, "a", "b", n=_CONTEXT):
        if line in ("--- a\n", "+++ b\n"):
            yield f"{line[:3]} {_name(path)}\n".encode()
            continue
        written = line.encode("latin-1")
        yield written if line.endswith("\n") else written + b"\n\\ No newline at end of file\n"


def _name(path: str) -> str:
    """A path on one line; tabs and line breaks would end it."""
    return "".join(character if character.isprintable() else "?" for character in path)
