"""Answers kept on disk between runs, each for a short while, so that the same is not asked again and again."""

from __future__ import annotations

import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from trustlint.model.resource import Wanted
from trustlint.resources.answer import Answer, present
from trustlint.resources.answer_folder import ANSWERS, CONTENT, AnswerFolder, DamagedAnswer, Stored
from trustlint.resources.limits import FORMS, Form, life_of

MOST_BYTES = 200 * 1024 * 1024
_SWEEP_AFTER = 20 * 1024 * 1024
"""Bytes written until the size is looked at again."""
_LEFT_AFTER_SWEEP = 0.8
_NOTE_BYTES = 4096
"""What a small file takes of a disk."""
_YOUNG = 600
"""Seconds that a content may wait for its answer, which another process is about to write."""
_TAG = "CACHEDIR.TAG"
_TAG_TEXT = (
    b"Signature: 8a477f597d28d172789f06886806bc55\n# What trustlint fetched. It may be deleted at any time.\n"
)
"""By which backups know that they can leave a folder out."""


class Size(NamedTuple):
    """How many answers, and how many bytes of content and notes."""

    answers: int
    bytes: int


class Cache:
    """Answers of earlier runs. Nothing that goes wrong here ends a run: what cannot be read is asked for again, and what
    cannot be written is not kept."""

    def __init__(self, folder: Path, now: Callable[[], datetime] = present) -> None:
        self.folder = folder
        self._answers = AnswerFolder(folder, private=True)
        self._now = now
        self._written = _SWEEP_AFTER

    def fresh(self, address: str, form: Form, wanted: Wanted) -> Answer | None:
        """An answer that may be used without asking: for as long as its server says, within what its use allows."""
        found = self.stale(address, form)
        if found is None:
            return None
        life = life_of(wanted)
        seconds = min(life.usual if found.max_age is None else found.max_age, life.most)
        if not 0 <= (self._now() - found.fetched).total_seconds() < seconds:
            return None
        with suppress(OSError):
            self._answers.use(address, form.name)
        return found

    def stale(self, address: str, form: Form) -> Answer | None:
        """An answer, of whatever age."""
        try:
            return self._answers.read(address, form.name)
        except DamagedAnswer:
            return None

    def keep(self, answer: Answer) -> None:
        """Keep an answer; forget the earlier one when there is nothing any more, or it must not be kept."""
        with suppress(OSError):
            if answer.content is None or not answer.keep:
                self._answers.remove(answer.address, answer.form)
                return
            if not (self.folder / _TAG).exists():
                self._answers.put(self.folder / _TAG, _TAG_TEXT)
            self._written += self._answers.write(answer)
            if self._written >= _SWEEP_AFTER:
                self._written = 0
                self.sweep()

    def stored(self) -> Iterator[Stored]:
        """All answers, without their contents. Raises OSError."""
        return self._answers.stored()

    def size(self) -> Size:
        """How much is kept. Raises OSError."""
        count = sum(1 for _ in self._answers.stored())
        return Size(count, sum(map(_bytes, self._answers.files())))

    def sweep(self) -> None:
        """Remove what was not used for longest, when there is more than may be, and what nothing refers to. Raises OSError."""
        sizes = {digest: size for _, digest, size, _ in self._answers.contents()}
        answers = sorted(self._answers.stored(), key=lambda stored: stored.used)
        references = Counter(stored.digest for stored in answers if stored.digest is not None)
        total = sum(sizes.values()) + len(answers) * _NOTE_BYTES
        goal = MOST_BYTES * _LEFT_AFTER_SWEEP if total > MOST_BYTES else total
        for stored in answers:
            if total <= goal:
                break
            stored.file.unlink(missing_ok=True)
            total -= _NOTE_BYTES
            if stored.digest is not None:
                references[stored.digest] -= 1
                total -= 0 if references[stored.digest] else sizes.get(stored.digest, 0)
        long_ago = time.time() - _YOUNG
        for file, digest, _, written in self._answers.contents():
            if not references[digest] and (digest in references or written < long_ago):
                file.unlink(missing_ok=True)
        for file in self._answers.unfinished(long_ago):
            file.unlink(missing_ok=True)

    def clear(self) -> Size:
        """Remove everything that is kept, and nothing else; gives what was removed. Raises OSError."""
        before = self.size()
        for file in self._answers.files():
            file.unlink(missing_ok=True)
        with suppress(FileNotFoundError):
            (self.folder / _TAG).unlink()
        folders = [
            *(self.folder / ANSWERS).glob("*"),
            self.folder / ANSWERS,
            self.folder / CONTENT,
            self.folder,
        ]
        for folder in folders:
            with suppress(OSError):  # something else is in it
                folder.rmdir()
        return before

    def export(self, other: AnswerFolder) -> Size:
        """Copy every answer that can be read whole to another folder; gives how much. Raises OSError."""
        count = size = 0
        for stored in self._answers.stored():
            found = self.stale(stored.answer.address, FORMS[stored.answer.form])
            if found is not None:
                count += 1
                size += other.write(found)
        return Size(count, size)


def _bytes(file: Path) -> int:
    """The size of a file; 0 when another process has just removed it."""
    try:
        return file.stat().st_size
    except FileNotFoundError:
        return 0


def cache_folder() -> Path | None:
    """Where caches belong on this system; None where there is no such place."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA", "")
        return Path(base) / "trustlint" / "Cache" if Path(base).is_absolute() else None
    named = os.environ.get("XDG_CACHE_HOME", "")
    if Path(named).is_absolute():
        return Path(named) / "trustlint"
    try:
        home = Path.home()
    except RuntimeError:
        return None
    if not home.is_absolute():
        return None
    return home / ("Library/Caches" if sys.platform == "darwin" else ".cache") / "trustlint"
