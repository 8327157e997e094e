"""Files that a command writes because it was asked to: whole or not at all, and never over another without --force."""

from __future__ import annotations

import contextlib
from pathlib import Path

from trustlint.errors import UsageError
from trustlint.whole_file import WholeFile


def write_new(file: str, content: bytes, *, force: bool) -> None:
    """Write a file. Raises UsageError when it is there already and ``force`` is not given, or when it cannot be written."""
    if force:
        _write_over(file, content)
        return
    begun: Path | None = None
    try:
        with Path(file).open("xb") as stream:
            begun = Path(file)
            stream.write(content)
        begun = None
    except FileExistsError:
        raise UsageError(
            f"{file} is there already; choose another name, or replace it with --force"
        ) from None
    except (OSError, ValueError) as error:
        why = (error.strerror if isinstance(error, OSError) else None) or str(error)
        raise UsageError(f"{file} cannot be written: {why[:1].lower()}{why[1:]}") from None
    finally:
        if begun is not None:
            with contextlib.suppress(OSError):
                begun.unlink()


def _write_over(file: str, content: bytes) -> None:
    whole = WholeFile(file, same_mode=True)
    try:
        whole.write_bytes(content)
        whole.finish()
        whole.put_in_place()
    finally:
        whole.discard()
