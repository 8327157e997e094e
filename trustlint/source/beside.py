"""Files beside an input that it names by a relative path, such as the image of a badge that is not published yet.

What an input may name is bounded: a plain file in its own folder or below, and of it only the first bytes and the size.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

MOST_READ = 65_536
"""Bytes read of a file beside an input."""
_LONGEST_NAME = 500


class FileBeside(NamedTuple):
    """The first bytes of a file, and its size."""

    head: bytes
    size: int


LookBeside = Callable[[str], FileBeside | None]


def look_beside(path: str) -> LookBeside:
    """What finds files beside the input at ``path`` by the relative path that the input gives; None for all others."""

    def look(name: str) -> FileBeside | None:
        if not is_relative_path(name):
            return None
        try:
            folder = Path(path).parent
            home, file = folder.resolve(), (folder / unquote(name)).resolve()
            if not file.is_relative_to(home) or not file.is_file():
                return None
            with file.open("rb") as stream:
                return FileBeside(stream.read(MOST_READ), file.stat().st_size)
        except (OSError, ValueError):
            return None

    return look


def nothing_beside(name: str) -> FileBeside | None:
    """For documents that are no files."""
    return None


def is_relative_path(name: str) -> bool:
    """Whether a text can be the path of a file below a folder: no address, no root, no drive."""
    return (
        0 < len(name) <= _LONGEST_NAME
        and ":" not in name
        and not name.startswith(("/", "\\", "#", "?"))
        and "\0" not in name
    )
