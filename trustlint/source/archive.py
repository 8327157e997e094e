"""ZIP archives of credentials: each file in one that can hold a badge is read as in a folder; nothing is ever unpacked to disk."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from struct import unpack_from
from typing import TYPE_CHECKING

from trustlint.source.document import Document
from trustlint.source.holder import Holder
from trustlint.source.problem import Problem
from trustlint.source.read import IMAGE_SUFFIXES, SUFFIXES, TOKEN_SUFFIXES, Input, read_stream

if TYPE_CHECKING:
    from zipfile import ZipFile, ZipInfo

MOST_FILES = 10_000
MOST_UNPACKED = 100 * 1024 * 1024
"""Bytes unpacked of one archive, before the rest of it is left."""
MOST_RATIO = 200
"""How much larger than its packed form a file may be once it is not small."""

_SMALL = 256 * 1024
_MOST_DIRECTORY = 2 * 1024 * 1024
_READABLE = SUFFIXES + TOKEN_SUFFIXES + IMAGE_SUFFIXES
_END = b"PK\x05\x06"
_LOCATOR_64 = b"PK\x06\x07"
_LONGEST_COMMENT = 65_535
_LONGEST_NAME = 200


def read_zip(content: bytes, holder: Holder) -> Iterator[Document]:
    """The documents in the files of an archive, at least one. Names in it are shown, and never used as paths."""
    from zipfile import BadZipFile, ZipFile

    within = holder._replace(origin=(*holder.origin, "zip"))
    trouble = _trouble(content)
    if trouble:
        yield within.failed(Problem("broken-archive", f"the ZIP archive {trouble}"))
        return
    try:
        archive = ZipFile(BytesIO(content))
    except (BadZipFile, ValueError, OSError, NotImplementedError, UnicodeDecodeError):
        message = "the ZIP archive is damaged; make it again, or give the files in it one by one"
        yield within.failed(Problem("broken-archive", message))
        return
    with archive:
        yield from _files(archive, within)


def _files(archive: ZipFile, within: Holder) -> Iterator[Document]:
    left = MOST_UNPACKED
    files = [info for info in archive.infolist() if _is_wanted(info.filename)]
    if not files:
        message = "this is a ZIP archive without a file that could hold a badge (JSON, YAML, NDJSON, JWT, PNG or SVG); put the badges into it"
        yield within.failed(Problem("nothing-inside", message))
    for info in files:
        name = _shown(info.filename)
        held = within.within(name)
        if left <= 0:
            message = f"the ZIP archive unpacks to more than {MOST_UNPACKED:,} bytes, so {name} and what follows is not read; split it"
            yield held.failed(Problem("too-large", message))
            return
        file_content, problem = _unpacked(archive, info, name, held)
        if problem is not None:
            left -= _SMALL
            yield held.failed(problem)
            continue
        left -= len(file_content)
        source = Input(info.filename, explicit=False, content=file_content)
        for document in read_stream(source, BytesIO(file_content), within.origin, within.limits):
            document.move_into(within.path, name)
            yield document


def _unpacked(archive: ZipFile, info: ZipInfo, name: str, held: Holder) -> tuple[bytes, Problem | None]:
    """The bytes of a file in the archive, as far as the bounds allow; what its entry says of its size is not believed."""
    import zlib
    from zipfile import BadZipFile

    if info.flag_bits & 1:
        return b"", Problem(
            "broken-archive", f"{name} is locked with a password; make the archive without one"
        )
    most = min(held.limits.max_held_bytes, max(_SMALL, MOST_RATIO * info.compress_size))
    try:
        with archive.open(info) as stream:
            content = stream.read(most + 1)
    except (BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError):
        return b"", Problem(
            "broken-archive", f"{name} cannot be unpacked, so the archive is damaged; make it again"
        )
    if len(content) > most:
        message = f"{name} unpacks to more than {most:,} bytes, which is too large for a credential; give it as a file of its own"
        return b"", Problem("too-large", message)
    return content, None


def _is_wanted(name: str) -> bool:
    """Whether a file counts, as it would in a folder: by its ending, and not hidden."""
    steps = name.replace("\\", "/").split("/")
    return name.lower().endswith(_READABLE) and not any(
        step.startswith(".") or step == "__MACOSX" for step in steps
    )


def _shown(name: str) -> str:
    """A name for people: whatever it holds, it is only shown."""
    text = "".join(character if character.isprintable() else "?" for character in name)
    return text if len(text) <= _LONGEST_NAME else f"…{text[1 - _LONGEST_NAME :]}"


def _trouble(content: bytes) -> str:
    """What keeps an archive from being opened, told before its directory is read, which may be huge."""
    at = content.rfind(_END, max(0, len(content) - _LONGEST_COMMENT - 22))
    if at < 0 or at + 22 > len(content):
        return "is cut off: its directory is missing; make it again, or give the files in it one by one"
    count, size = unpack_from("<HI", content, at + 10)
    if count > MOST_FILES or size > _MOST_DIRECTORY or content[max(0, at - 20) : at].startswith(_LOCATOR_64):
        return f"has more than {MOST_FILES:,} files, or names too long for that many; split it"
    return ""
