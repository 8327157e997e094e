"""Where reports go: standard output, and files that appear whole or not at all."""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import IO

from trustlint.errors import UsageError
from trustlint.model.report import DocumentResult, Footer, Header
from trustlint.report import RenderOptions, ReportWriter, open_writer


@dataclass(frozen=True, slots=True)
class Target:
    """A format, and the file to write it to; None stands for standard output."""

    format: str
    file: str | None


class Outputs:
    """Writes one run to several targets at once. Files are put in place only when the run ends well.

    Raises UsageError when a file cannot be written.
    """

    def __init__(self, targets: list[Target], options: RenderOptions) -> None:
        self._files: list[tuple[IO[str], str, str]] = []
        self._writers: list[ReportWriter] = []
        for target in targets:
            if target.file is None:
                self._writers.append(open_writer(target.format, _printer(target.format), options))
            else:
                stream = self._open(target.file)
                plain = replace(options, color=False, unicode=True, width=100)
                self._writers.append(open_writer(target.format, stream.write, plain))

    def _open(self, file: str) -> IO[str]:
        place = Path(file).absolute()
        try:
            descriptor, name = tempfile.mkstemp(dir=place.parent, prefix=f".{place.name}.")
        except OSError as error:
            raise UsageError(f"{file} cannot be written: {error.strerror}") from None
        stream = os.fdopen(descriptor, "w", encoding="utf-8", newline="\n")
        self._files.append((stream, name, str(place)))
        return stream

    def begin(self, header: Header) -> None:
        for writer in self._writers:
            writer.begin(header)

    def document(self, result: DocumentResult) -> None:
        for writer in self._writers:
            writer.document(result)

    def end(self, footer: Footer) -> None:
        for writer in self._writers:
            writer.end(footer)

    def __enter__(self) -> Outputs:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for stream, name, place in self._files:
            stream.close()
            if kind is None:
                os.chmod(name, 0o666 & ~_umask())  # noqa: PTH101
                os.replace(name, place)  # noqa: PTH105
            else:
                with contextlib.suppress(OSError):
                    os.unlink(name)  # noqa: PTH108
        if kind is None:
            sys.stdout.flush()


def _printer(format_: str) -> Callable[[str], object]:
    if format_ == "json":
        # JSON is UTF-8 whatever the terminal speaks (RFC 8259 section 8.1).
        stream = sys.stdout.buffer
        return lambda text: stream.write(text.encode("utf-8"))
    return sys.stdout.write


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
