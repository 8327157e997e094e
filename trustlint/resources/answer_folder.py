"""Answers in a folder, as caches and recordings have them: a small JSON file for each address, in a folder named by its host,
and the contents beside them, named by their digest.

Several processes may write at once: every file appears whole or not at all, and what does not fit together is not read.
"""

from __future__ import annotations

import json
import os
import re
import stat
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from secrets import token_hex
from typing import Any, NamedTuple

from trustlint.resources.address import RefusedAddress, WebAddress, parse_address
from trustlint.resources.answer import Answer
from trustlint.resources.limits import FORMS

ANSWERS, CONTENT = "answers", "content"
_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9._-]+")
_ANSWER_NAME = re.compile(r"[A-Za-z0-9._-]{0,60}-[0-9a-f]{16}\.json")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_TEMPORARY = re.compile(r"\.[A-Za-z0-9._-]+\.[0-9a-f]{16}")
_TIME = "%Y-%m-%dT%H:%M:%SZ"
_MOST_ANSWER_BYTES = 64 * 1024


class Stored(NamedTuple):
    """An answer that a folder has. file: where it is; answer: without its content; digest: of the content, None when
    there is none; used: when it was written or used last, in seconds."""

    file: Path
    answer: Answer
    digest: str | None
    used: float


class DamagedAnswer(Exception):  # noqa: N818 - the caller decides whether it matters
    """An answer is there, and cannot be read."""


class AnswerFolder:
    """path: of the folder; private: whether only the user may read it."""

    def __init__(self, path: Path, private: bool = False) -> None:
        self.path = path
        self._file_mode = 0o600 if private else 0o666
        self._folder_mode = 0o700 if private else 0o777

    def read(self, address: str, form: str) -> Answer | None:
        """The answer of an address; None when there is none. Raises DamagedAnswer."""
        file = self._file(parse_address(address), form)
        stored = _stored(file)
        if stored is None:
            return None
        if (stored.answer.address, stored.answer.form) != (address, form):
            raise DamagedAnswer
        if stored.digest is None:
            return stored.answer
        content = self.content(stored.digest, FORMS[form].max_bytes)
        return stored.answer._replace(content=content)

    def content(self, digest: str, max_bytes: int) -> bytes:
        """The content with a digest. Raises DamagedAnswer when it is not there, or is another one."""
        content = _read(self.path / CONTENT / digest, max_bytes)
        if content is None or sha256(content).hexdigest() != digest:
            raise DamagedAnswer
        return content

    def write(self, answer: Answer) -> int:
        """Keep an answer, in place of an earlier one; gives the bytes written. Raises OSError."""
        digest = None
        if answer.content is not None:
            digest = sha256(answer.content).hexdigest()
            self.put(self.path / CONTENT / digest, answer.content)
        text = _text(answer, digest)
        self.put(self._file(parse_address(answer.address), answer.form), text.encode())
        return len(text) + len(answer.content or b"")

    def remove(self, address: str, form: str) -> None:
        """Forget the answer of an address. Raises OSError."""
        self._file(parse_address(address), form).unlink(missing_ok=True)

    def use(self, address: str, form: str) -> None:
        """Note that an answer was of use. Raises OSError."""
        os.utime(self._file(parse_address(address), form))

    def stored(self) -> Iterator[Stored]:
        """All answers that can be read, by host and name. Raises OSError for a folder that cannot be."""
        for folder in _entries(self.path / ANSWERS):
            if folder.is_dir(follow_symlinks=False):
                for entry in _entries(Path(folder.path)):
                    found = self._readable(Path(entry.path)) if _ANSWER_NAME.fullmatch(entry.name) else None
                    if found is not None:
                        yield found

    def contents(self) -> Iterator[tuple[Path, str, int, float]]:
        """All contents: file, digest, size, and when it was written, in seconds."""
        for entry in _entries(self.path / CONTENT):
            if _DIGEST.fullmatch(entry.name) and entry.is_file(follow_symlinks=False):
                seen = entry.stat(follow_symlinks=False)
                yield Path(entry.path), entry.name, seen.st_size, seen.st_mtime

    def files(self) -> Iterator[Path]:
        """Every file that this class has written, half-written ones too, and nothing else that may be there."""
        for folder in _entries(self.path / ANSWERS):
            if folder.is_dir(follow_symlinks=False):
                yield from _named(Path(folder.path), _ANSWER_NAME)
        yield from _named(self.path / CONTENT, _DIGEST)

    def unfinished(self, before: float) -> Iterator[Path]:
        """Files that a process began to write before a time, in seconds, and never finished."""
        for file in self.files():
            if file.name.startswith(".") and file.stat().st_mtime < before:
                yield file

    def put(self, file: Path, content: bytes) -> None:
        """Write a file of the folder, whole or not at all. Raises OSError."""
        file.parent.mkdir(mode=self._folder_mode, parents=True, exist_ok=True)
        temporary = file.with_name(f".{file.name}.{token_hex(8)}")
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        try:
            with os.fdopen(os.open(temporary, flags, self._file_mode), "wb") as stream:
                stream.write(content)
            temporary.replace(file)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise

    def _file(self, web: WebAddress, form: str) -> Path:
        """Where the answer of an address is. Its name tells people what it is, and its digest tells it from others."""
        last = web.target.partition("?")[0].rstrip("/").rpartition("/")[2]
        digest = sha256(f"{form} {web}".encode()).hexdigest()[:16]
        return self.path / ANSWERS / _name(web.authority, 100) / f"{_name(last, 60)}-{digest}.json"

    def _readable(self, file: Path) -> Stored | None:
        """What stands in a file, if it stands at its place."""
        try:
            found = _stored(file)
            if (
                found is not None
                and self._file(parse_address(found.answer.address), found.answer.form) == file
            ):
                return found
        except (DamagedAnswer, RefusedAddress):
            pass
        return None


def _name(text: str, longest: int) -> str:
    return _NOT_IN_NAMES.sub("_", text)[:longest].lstrip(".") or "_"


def _named(folder: Path, name: re.Pattern[str]) -> Iterator[Path]:
    """Files with a name, and those on the way to it."""
    for entry in _entries(folder):
        if name.fullmatch(entry.name) or _TEMPORARY.fullmatch(entry.name):
            yield Path(entry.path)


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as scan:
            return sorted(scan, key=lambda entry: entry.name)
    except FileNotFoundError:
        return []


def _read(file: Path, max_bytes: int) -> bytes | None:
    """The bytes of a plain file; None when there is none, or it is too large."""
    try:
        descriptor = os.open(file, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(descriptor, "rb") as stream:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                return None
            content = stream.read(max_bytes + 1)
    except OSError:
        return None
    return content if len(content) <= max_bytes else None


_LEFT_OUT = ("content", "form", "fetched", "keep", "is_unreachable")


def _text(answer: Answer, digest: str | None) -> str:
    said = {
        name: value
        for name, value in answer._asdict().items()
        if name not in _LEFT_OUT and value is not None and value is not False and value != ""
    }
    said |= {"form": answer.form, "fetched": answer.fetched.astimezone(UTC).strftime(_TIME)}
    if digest is not None:
        said["content"] = digest
    return json.dumps(said, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


_TYPES: dict[str, type] = {
    "address": str,
    "form": str,
    "fetched": str,
    "content": str,
    "media_type": str,
    "last_address": str,
    "reason": str,
    "is_gone": bool,
    "max_age": int,
    "etag": str,
    "last_modified": str,
}


def _stored(file: Path) -> Stored | None:
    """What stands in a file, judged as if anyone could have written it. Raises DamagedAnswer."""
    text = _read(file, _MOST_ANSWER_BYTES)
    if text is None:
        return None
    try:
        said: dict[str, Any] = json.loads(text)
        used = file.stat().st_mtime
        if any(type(value) is not _TYPES[name] for name, value in said.items()):
            raise DamagedAnswer
        digest = said.pop("content", None)
        fetched = datetime.strptime(said.pop("fetched"), _TIME).replace(tzinfo=UTC)
        answer = Answer(fetched=fetched, **said)
        sound = FORMS.keys() >= {answer.form} and (
            not answer.reason and _DIGEST.fullmatch(digest) if digest is not None else bool(answer.reason)
        )
        "".join((answer.reason, answer.address, answer.last_address)).encode()
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, OSError):
        raise DamagedAnswer from None
    if not sound:
        raise DamagedAnswer
    return Stored(file, answer, digest, used)
