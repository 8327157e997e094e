"""What the user named on the command line, turned into the files to read: files, folders, patterns, stdin."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from trustlint.source.limits import DEFAULT_LIMITS
from trustlint.source.read import IMAGE_SUFFIXES, SUFFIXES, TOKEN_SUFFIXES, Input

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

    from trustlint.source.ignore import Ignored

SKIPPED_FOLDERS = frozenset({"node_modules", "__pycache__", "CVS", "_darcs"})
"""Besides hidden folders and virtual environments."""

_TO_LOOK_AT = IMAGE_SUFFIXES + TOKEN_SUFFIXES
"""Endings of files that count in a folder when there is a credential in them: most images there hold none."""
_IN_FOLDERS = SUFFIXES + _TO_LOOK_AT

_MAGIC = re.compile(r"[*?\[]")
_Identity = tuple[int, int]


def discover(
    arguments: Sequence[str],
    *,
    exclude: Sequence[str] = (),
    exclude_folder: str | None = None,
    stdin: Callable[[], bytes] | None = None,
    unmatched: list[str] | None = None,
) -> Iterator[Input]:
    """The inputs that ``arguments`` name, in their order, each file once; folders are walked in the order of names.

    A named file is explicit, whatever its name; in a folder only names with a JSON, NDJSON or YAML ending count, and
    images and tokens that hold a credential; hidden, ignored and generated ones are left out. A pattern (``badges/**/*.json``) that matches nothing gives
    nothing; a path that does not exist, and a folder that cannot be read, come back as explicit inputs, to be reported.
    exclude: patterns as in .gitignore, relative to the exclude_folder or else the working directory, applied to
    everything but stdin. stdin: gives
    the bytes for ``-``; by default standard input, up to the limit of one file. unmatched: gets the patterns that match
    nothing, as a misspelt one does.
    """
    finder = _Finder(arguments, exclude, exclude_folder, [] if unmatched is None else unmatched)
    for argument in arguments:
        if argument == "-":
            if not finder.stdin_given:
                finder.stdin_given = True
                yield Input("-", True, (stdin or _read_stdin)())
        else:
            yield from finder.argument(argument)


def _read_stdin() -> bytes:
    return sys.stdin.buffer.read(DEFAULT_LIMITS.max_bytes + 1)


class _Finder:
    """What has been given so far, so that nothing is given twice and no loop of links is walked for ever.

    Folders are remembered always; files only where arguments may overlap, so that a walk through a large tree needs no
    memory per file.
    """

    def __init__(
        self,
        arguments: Sequence[str],
        exclude: Sequence[str],
        exclude_folder: str | None,
        unmatched: list[str],
    ) -> None:
        self.unmatched = unmatched
        self.exclude_folder = exclude_folder
        self.stdin_given = False
        self.folders: set[_Identity] = set()
        self.given: set[_Identity] = set()
        self.excluded: GitIgnoreSpec | None = None
        if exclude:
            from trustlint.source.ignore import exclusion

            self.excluded = exclusion(exclude)
        patterns = any(not _exists(argument) and _MAGIC.search(argument) for argument in arguments)
        self.remember_files = patterns and len(arguments) > 1
        self.named = {
            identity
            for argument in arguments
            if argument != "-" and not _is_folder(argument) and (identity := _identity(argument))
        }

    def argument(self, argument: str) -> Iterator[Input]:
        if _is_folder(argument):
            yield from self.walk(argument)
        elif _exists(argument) or not _MAGIC.search(argument):
            yield from self.explicit(argument)
        else:
            self.remember_files = True
            found = False
            for path in _glob(argument):
                found = True
                if _is_folder(path):
                    yield from self.walk(path)
                else:
                    yield from self.explicit(path)
            if not found:
                self.unmatched.append(argument)

    def explicit(self, path: str) -> Iterator[Input]:
        identity = _identity(path)
        if (identity is None or identity not in self.given) and not self.is_excluded(path, folder=False):
            if identity is not None:
                self.given.add(identity)
            yield Input(path, True)

    def is_excluded(self, path: str, *, folder: bool) -> bool:
        if self.excluded is None:
            return False
        relative = _relative(path, self.exclude_folder)
        return bool(self.excluded.check_file(relative + "/" if folder else relative).include)

    def walk(self, root: str) -> Iterator[Input]:
        from trustlint.source.ignore import ignored_above

        if self.is_excluded(root, folder=True):
            return
        prefix = root if root.endswith("/") else f"{root}/"
        levels = [self.folder(root, prefix, "", ignored_above(root))]
        while levels:
            for found in levels[-1]:
                if isinstance(found, Input):
                    yield found
                else:
                    path, relative, ignored = found
                    levels.append(self.folder(path, f"{path}/", f"{relative}/", ignored))
                    break
            else:
                levels.pop()

    def folder(
        self, path: str, prefix: str, relative: str, ignored: Ignored
    ) -> Iterator[Input | tuple[str, str, Ignored]]:
        """The candidates in one folder, and the folders to walk, by name.

        ``prefix``: of the paths to give; ``relative``: the same from the walked root, for the ignore patterns.
        """
        try:
            identity = _identity(path)
            if identity is None or identity in self.folders:
                return
            self.folders.add(identity)
            with os.scandir(path) as entries:
                found = _sift(entries)
        except OSError:
            yield Input(path, True)
            return
        if found.is_environment and relative:
            return
        if found.has_gitignore:
            ignored = ignored.and_in(path, relative)
        for name in found.names:
            child = prefix + name
            if name in found.folders:
                if not ignored.matches(f"{relative}{name}/") and not self.is_excluded(child, folder=True):
                    yield child, relative + name, ignored
            elif not ignored.matches(relative + name) and not self.is_excluded(child, folder=False):
                linked = name in found.links
                if (
                    not (linked and _leads_beside(child, path))
                    and self.is_new(child, linked=linked)
                    and is_worth_reading(child)
                ):
                    yield Input(child, False)

    def is_new(self, path: str, *, linked: bool) -> bool:
        """Whether a file of a folder has not been given yet, as far as overlapping arguments and links make that possible."""
        if not linked and not self.remember_files and not self.named:
            return True
        identity = _identity(path)
        if identity is None:
            return True
        if identity in self.named or identity in self.given:
            return False
        if self.remember_files or linked:
            self.given.add(identity)
        return True


@dataclass(slots=True)
class _Found:
    """What counts in one folder: names in order, which of them are folders, and which lead elsewhere."""

    names: list[str] = field(default_factory=list)
    folders: set[str] = field(default_factory=set)
    links: set[str] = field(default_factory=set)
    has_gitignore: bool = False
    is_environment: bool = False


def _sift(entries: Iterator[os.DirEntry[str]]) -> _Found:
    found = _Found()
    for entry in entries:
        name = entry.name
        if name.startswith("."):
            found.has_gitignore = found.has_gitignore or name == ".gitignore"
        elif _entry_is_folder(entry):
            if name not in SKIPPED_FOLDERS:
                found.names.append(name)
                found.folders.add(name)
        elif name.lower().endswith(_IN_FOLDERS):
            found.names.append(name)
            if entry.is_symlink():
                found.links.add(name)
        elif name == "pyvenv.cfg":
            found.is_environment = True
    found.names.sort()
    return found


def is_worth_reading(path: str) -> bool:
    """Whether a file that nobody asked for by name can be a credential: an image or a token needs one in it."""
    if not path.lower().endswith(_TO_LOOK_AT):
        return True
    from trustlint.source.look import holds_credential

    return holds_credential(path)


def _leads_beside(link: str, folder: str) -> bool:
    """Whether a link leads to a file that the same folder gives under its own name."""
    target = os.path.realpath(link)
    here, name = os.path.split(target)
    if not os.path.exists(link):  # noqa: PTH110 - a link that leads nowhere, or to itself, is to be reported
        return False
    return (
        name.lower().endswith(_IN_FOLDERS) and not name.startswith(".") and here == os.path.realpath(folder)
    )


def _glob(pattern: str) -> Iterator[str]:
    """Paths that a pattern matches, by name; ``**`` is any number of folders. Hidden names need a dot in the pattern."""
    root = "/" if pattern.startswith("/") else ""
    segments = [segment for segment in pattern.split("/") if segment]
    single = [s for i, s in enumerate(segments) if s != "**" or i == 0 or segments[i - 1] != "**"]
    seen: set[str] = set()
    waiting: list[Iterator[tuple[str, int]]] = [iter([(root, 0)])]
    while waiting:
        state = next(waiting[-1], None)
        if state is None:
            waiting.pop()
            continue
        base, at = state
        if at == len(single):
            if base not in seen:
                seen.add(base)
                yield base
            continue
        waiting.append(iter(list(_step(base, single[at], at, last=at + 1 == len(single)))))


def _step(base: str, segment: str, at: int, *, last: bool) -> Iterator[tuple[str, int]]:
    """Where one segment of a pattern leads from ``base``, with the number of the segment to match next."""
    joined = base if not base or base.endswith("/") else f"{base}/"
    if not _MAGIC.search(segment):
        if _exists(joined + segment):
            yield joined + segment, at + 1
        return
    if segment == "**" and not last:
        yield base, at + 1
    from fnmatch import translate

    match = re.compile(translate("*" if segment == "**" else segment)).match
    try:
        with os.scandir(base or ".") as entries:
            found = sorted(((entry.name, entry) for entry in entries), key=lambda pair: pair[0])
    except OSError:
        return
    for name, entry in found:
        if (name.startswith(".") and not segment.startswith(".")) or not match(name):
            continue
        if segment != "**" or last:
            yield joined + name, at + 1
        elif name not in SKIPPED_FOLDERS and entry.is_dir(follow_symlinks=False):
            yield joined + name, at


def _exists(path: str) -> bool:
    try:
        os.lstat(path)
    except (OSError, ValueError):
        return False
    return True


def _is_folder(path: str) -> bool:
    return os.path.isdir(path)  # noqa: PTH112 - paths are text here, as the user gave them


def _entry_is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _identity(path: str) -> _Identity | None:
    """Device and inode of the file that a path leads to; None where there is none."""
    try:
        found = os.stat(path)  # noqa: PTH116 - paths are text here, as the user gave them
    except (OSError, ValueError):
        return None
    return found.st_dev, found.st_ino


def _relative(path: str, folder: str | None) -> str:
    """The path from a folder, the working directory when None, for exclude patterns; from the root if it lies outside."""
    try:
        relative = os.path.relpath(path, folder)
    except ValueError:  # another drive
        relative = ".."
    if relative.startswith(".."):
        return os.path.abspath(path).lstrip("/")  # noqa: PTH100 - links are not resolved here
    return relative
