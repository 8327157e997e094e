"""Which files of attestations and waivers hold for a document. A run without such files pays for looking, once a folder."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from trustlint.review.find import ATTESTATIONS, WAIVERS, nearest

if TYPE_CHECKING:
    from trustlint.engine.reviews import ReviewBook


class ReviewFiles:
    """The review files of a run: those given, and for a kind of which none are given, the nearest of each folder.

    Raises PackError, when a file is first needed, for one that does not fit its schema.
    """

    def __init__(self, attestations: tuple[str, ...] | None, waivers: tuple[str, ...] | None) -> None:
        self._attestations = None if attestations is None else tuple(map(Path, attestations))
        self._waivers = None if waivers is None else tuple(map(Path, waivers))
        self._by_folder: dict[str, ReviewBook | None] = {}
        self._by_files: dict[tuple[tuple[Path, ...], tuple[Path, ...]], ReviewBook] = {}

    def book_for(self, path: str) -> ReviewBook | None:
        """What holds for the file at a path; None when there are no files for it."""
        folder = os.path.dirname(path)  # noqa: PTH120 - asked for every document
        if folder in self._by_folder:
            return self._by_folder[folder]
        book = self._by_folder[folder] = self._find(folder)
        return book

    def books(self) -> tuple[ReviewBook, ...]:
        """All that were found so far."""
        return tuple(self._by_files.values())

    def files(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The files of attestations and of waivers that were found so far."""
        found: tuple[dict[str, None], dict[str, None]] = ({}, {})
        for files in self._by_files:
            for names, paths in zip(found, files, strict=True):
                names.update(dict.fromkeys(map(str, paths)))
        return tuple(found[0]), tuple(found[1])

    def _find(self, folder: str) -> ReviewBook | None:
        place = Path(os.path.abspath(folder))  # noqa: PTH100 - links stay what they are called
        files = (
            self._given(self._attestations, place, ATTESTATIONS),
            self._given(self._waivers, place, WAIVERS),
        )
        if not any(files):
            return None
        known = self._by_files.get(files)
        if known is None:
            from trustlint.engine.reviews import ReviewBook

            known = self._by_files[files] = ReviewBook(*files)
        return known

    @staticmethod
    def _given(given: tuple[Path, ...] | None, folder: Path, name: str) -> tuple[Path, ...]:
        if given is not None:
            return given
        found = nearest(folder, name)
        return (_shown(found),) if found is not None else ()


def _shown(file: Path) -> Path:
    """The path as people name it: from the current folder on, where it is inside of it."""
    here = Path.cwd()
    return file.relative_to(here) if file.is_relative_to(here) else file
