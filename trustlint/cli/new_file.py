"""Files that a command writes because it was asked to: whole or not at all, and never over another without --force."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from trustlint.errors import UsageError


def write_new(file: str, content: bytes, *, force: bool) -> None:
    """Write a file. Raises UsageError when it is there already and ``force`` is not given, or when it cannot be written."""
    place = Path(file)
    temporary: str | None = None
    try:
        if not force:
            with place.open("xb") as stream:
                temporary = file  # until it is whole
                stream.write(content)
            temporary = None
            return
        target = place.resolve()
        descriptor, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:100]}.")
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
        mode = target.stat().st_mode & 0o777 if target.exists() else 0o644
        Path(temporary).chmod(mode)
        Path(temporary).replace(target)
        temporary = None
    except FileExistsError:
        raise UsageError(
            f"{file} is there already; choose another name, or replace it with --force"
        ) from None
    except (OSError, ValueError) as error:
        why = (error.strerror if isinstance(error, OSError) else None) or str(error)
        raise UsageError(f"{file} cannot be written: {why[:1].lower()}{why[1:]}") from None
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                Path(temporary).unlink()
