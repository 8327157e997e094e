"""Files that appear whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import IO

from trustlint.errors import UsageError


class WholeFile:
    """One file to write: beside its place under another name until it is whole. A device or pipe is written directly.

    append: what is there already stays, and the file is written directly; same_mode: the permissions of the file that is
    there stay, and are not those of a new one.
    """

    def __init__(self, file: str, append: bool = False, *, same_mode: bool = False) -> None:
        import tempfile

        self._name = file
        self._temporary: str | None = None
        self._same_mode = same_mode
        try:
            self._place = Path(file).resolve()
            if self._place.is_dir():
                raise IsADirectoryError(errno.EISDIR, "it is a folder")
            if append or (self._place.exists() and not self._place.is_file()):
                self._stream: IO[bytes] = self._place.open("ab" if append else "wb")
                return
            descriptor, self._temporary = tempfile.mkstemp(
                dir=self._place.parent, prefix=f".{self._place.name[:100]}."
            )
        except (OSError, ValueError, RuntimeError) as error:
            raise self._refusal(error) from None
        self._stream = os.fdopen(descriptor, "wb")

    def write(self, text: str) -> None:
        """Text in UTF-8, its line ends as they are."""
        self.write_bytes(text.encode())

    def write_bytes(self, content: bytes) -> None:
        """Bytes as they are."""
        try:
            self._stream.write(content)
        except OSError as error:
            raise self._refusal(error) from None

    def finish(self) -> None:
        """All is written; the file is not in its place yet."""
        try:
            self._stream.close()
        except OSError as error:
            raise self._refusal(error) from None

    def put_in_place(self) -> None:
        if self._temporary is None:
            return
        try:
            mode = 0o666 & ~_umask()
            if self._same_mode and self._place.exists():
                mode = stat.S_IMODE(self._place.stat().st_mode)
            os.chmod(self._temporary, mode)  # noqa: PTH101
            os.replace(self._temporary, self._place)  # noqa: PTH105
        except OSError as error:
            raise self._refusal(error) from None
        self._temporary = None

    @property
    def unplaced(self) -> Path | None:
        """Where it is until it is put in its place; None where it was written directly, or is in its place."""
        return Path(self._temporary) if self._temporary is not None else None

    def discard(self) -> None:
        """Leave nothing behind, unless it is in its place."""
        with contextlib.suppress(OSError):
            self._stream.close()
        if self._temporary is not None:
            with contextlib.suppress(OSError):
                os.unlink(self._temporary)  # noqa: PTH108
            self._temporary = None

    def _refusal(self, error: Exception) -> UsageError:
        why = (error.strerror if isinstance(error, OSError) else None) or str(error)
        return UsageError(f"{self._name} cannot be written: {why[:1].lower()}{why[1:]}")


def write_whole(file: str, text: str, judge: Callable[[Path], None] | None = None) -> None:
    """Write a text file whole, with the permissions of the one that is there.

    judge: looks at the new file before it takes the place of the old one, and raises when it must not. Raises UsageError
    when the file cannot be written.
    """
    whole = WholeFile(file, same_mode=True)
    try:
        whole.write(text)
        whole.finish()
        if judge is not None and whole.unplaced is not None:
            judge(whole.unplaced)
        whole.put_in_place()
    finally:
        whole.discard()


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
