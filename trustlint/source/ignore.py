"""Patterns that leave files out: .gitignore files of a folder, of those around it, and --exclude."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

_MAX_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class _File:
    """One .gitignore. ``above``: path from its folder down to the walked root; ``below``: number of characters to take off."""

    patterns: GitIgnoreSpec
    above: str = ""
    below: int = 0


@dataclass(frozen=True, slots=True)
class Ignored:
    """The .gitignore files that hold in a folder, the closest last."""

    files: tuple[_File, ...] = ()

    def matches(self, relative: str) -> bool:
        """Whether a path is ignored; from the walked root, folders with a slash at the end.

        The closest file that has a word on the path decides, and in it the last pattern.
        """
        for file in reversed(self.files):
            decided = file.patterns.check_file(file.above + relative[file.below :]).include
            if decided is not None:
                return decided
        return False

    def and_in(self, folder: str, relative: str) -> Ignored:
        """With the .gitignore of a folder; ``relative``: the folder from the walked root, with a slash at the end."""
        patterns = _load(os.path.join(folder, ".gitignore"))  # noqa: PTH118 - paths are text here
        return self if patterns is None else Ignored((*self.files, _File(patterns, "", len(relative))))


def exclusion(patterns: Sequence[str]) -> GitIgnoreSpec:
    """Compiled --exclude patterns."""
    return _compile(list(patterns))


def ignored_above(root: str) -> Ignored:
    """The .gitignore files in the folders around ``root``, up to the root of the repository; none outside of one.

    A file that ignores ``root`` itself is left out: the user has named it.
    """
    try:
        folder = Path(root).resolve()
        if (folder / ".git").exists():
            return Ignored()
        around = list(folder.parents)
        top = next((number for number, parent in enumerate(around) if (parent / ".git").exists()), None)
    except OSError:
        return Ignored()
    if top is None:
        return Ignored()
    files = []
    for parent in reversed(around[: top + 1]):
        patterns = _load(str(parent / ".gitignore"))
        above = folder.relative_to(parent).as_posix() + "/"
        if patterns is not None and not patterns.check_file(above).include:
            files.append(_File(patterns, above))
    return Ignored(tuple(files))


def _load(path: str) -> GitIgnoreSpec | None:
    try:
        if not Path(path).is_file():
            return None
        with Path(path).open("rb") as stream:
            lines = stream.read(_MAX_BYTES).decode("utf-8", "surrogateescape").splitlines()
    except OSError:
        return None
    return _compile(lines)


def _compile(lines: list[str]) -> GitIgnoreSpec:
    from pathspec import GitIgnoreSpec

    try:
        return GitIgnoreSpec.from_lines(lines)
    except ValueError:
        return GitIgnoreSpec.from_lines([line for line in lines if _is_pattern(line)])


def _is_pattern(line: str) -> bool:
    from pathspec import GitIgnoreSpec

    try:
        GitIgnoreSpec.from_lines([line])
    except ValueError:
        return False
    return True
