"""Files that were given for what stands at an address: keys, DID documents, status lists, profiles.

A file stands for an address in two ways: by the ``id`` that its document gives itself, and by its place in a folder,
``HOST/PATH`` for ``https://HOST/PATH``. See docs/online.md.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any
from unicodedata import normalize

from trustlint.errors import UsageError
from trustlint.model.resource import NOTHING_GIVEN, OPTIONS, Missing, Resource, Wanted
from trustlint.resources.address import RefusedAddress, is_file_name, parse_address
from trustlint.source.decode import decode
from trustlint.source.json_text import parse_json
from trustlint.source.jws import JwsError, document_in, looks_like_jws, parse_compact
from trustlint.source.read import JSON_SUFFIXES, TOKEN_SUFFIXES, Input, read_content

MOST_FILES = 5_000
MOST_BYTES = 200 * 1024 * 1024
"""Of all documents of one path together, as each is read to learn its id."""
_MOST_ENTRIES = 50_000

_DOCUMENTS = (*JSON_SUFFIXES, *TOKEN_SUFFIXES, ".jwk", ".jwks")
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")
_HOST_FOLDER = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)+(?:%3A[0-9]{1,5})?|localhost(?:%3A[0-9]{1,5})?")
_HIDDEN_AND_READ = ".well-known"

Place = tuple[str, ...]


class GivenFiles:
    """Resources from files. named: what the user gave, for people; option: how it was given."""

    def __init__(self, named: Sequence[str], option: str = "keys") -> None:
        self._named = ", ".join(named)
        self._option = option
        self._by_id: dict[str, str] = {}
        self._by_place: dict[Place, str] = {}

    def get(self, address: str, wanted: Wanted) -> Resource | Missing:
        """See ``Resources.get``. An address with a fragment finds the document of that id, else the one around it."""
        path = self._path_for(address)
        if path is None:
            if OPTIONS.get(wanted, self._option) != self._option:
                return NOTHING_GIVEN.get(address, wanted)
            return Missing(
                address,
                f"is not among the files in {self._named}; add it there, or let it be fetched with --online",
            )
        content, problem = read_content(Input(path, explicit=True))
        if problem is not None:
            return Missing(address, f"stands in {path}, which cannot be used: {problem.message}")
        return Resource(address, content, None, path)

    def _path_for(self, address: str) -> str | None:
        for name in (address, address.partition("#")[0]):
            for spelling in (name, _as_asked(name)):
                if spelling in self._by_id:
                    return self._by_id[spelling]
        place = _place_of(address)
        if place is None:
            return None
        return self._by_place.get(place) or self._by_place.get((*place[:-1], f"{place[-1]}.json"))

    def add(self, path: str, names: Sequence[str], place: Place | None) -> None:
        """Take in a file: the ids that it has, and where it stands. Raises UsageError when another file with other
        content stands for the same."""
        for name in names:
            for spelling in (name, _as_asked(name)):
                self._agree(name, self._by_id.setdefault(spelling, path), path)
        places = {_place_of(name): name for name in names if "#" not in name}
        if place is not None:
            places[place] = "https://" + "/".join(place)
        for held, name in places.items():
            if held is not None:
                self._agree(name, self._by_place.setdefault(held, path), path)

    def _agree(self, name: str, path: str, other: str) -> None:
        if path != other and _digest(path) != _digest(other):
            raise UsageError(f"{path} and {other} both stand for {name}, and differ; keep the one that holds")


def given_files(paths: Sequence[str], option: str = "keys") -> GivenFiles:
    """The resources in files and folders, as given with ``--keys`` and ``--status``.

    option: the one that they were given with, without dashes. Raises UsageError, placed at (option, path), for a path
    that does not exist, holds nothing that stands for an address, or holds two documents for one.
    """
    files = GivenFiles(paths, option)
    for path in paths:
        try:
            if os.path.isdir(path):  # noqa: PTH112 - paths are text here, as the user gave them
                _take_folder(files, path)
            else:
                _take_file(files, path)
        except UsageError as error:
            raise UsageError(f"--{option}: {error}", (option, path)) from None
    return files


def _take_file(files: GivenFiles, path: str) -> None:
    content = _read(path)
    names = own_names(content)
    if names is None:
        raise UsageError(f"{path} is neither JSON nor a JWT; give a document that is, or a folder of these")
    if not names:
        raise UsageError(
            f"{path} has no id that is an address, so it is not known what it stands for; put it into a folder, at"
            " HOST/PATH for the address https://HOST/PATH, and give the folder"
        )
    files.add(path, names, None)


def _take_folder(files: GivenFiles, folder: str) -> None:
    total = 0
    found = False
    for count, (path, parts) in enumerate(_walk(folder), 1):
        place = _place_in_folder(parts)
        names: Sequence[str] | None = ()
        if parts[-1].lower().endswith(_DOCUMENTS):
            content = _read(path)
            total += len(content)
            names = own_names(content)
        if count > MOST_FILES or total > MOST_BYTES:
            raise UsageError(
                f"{folder} holds more than {MOST_FILES} files or {MOST_BYTES >> 20} MB; give the folder that has"
                " only what is needed"
            )
        if names is None:
            raise UsageError(f"{path} is neither JSON nor a JWT; correct it, or take it out of {folder}")
        if names or place is not None:
            files.add(path, names, place)
            found = True
    if not found:
        raise UsageError(
            f"{folder} holds no document with an id that is an address, and no file at HOST/PATH; see what is expected"
            " with `trustlint check --help`, and in docs/online.md"
        )


def _walk(folder: str) -> Iterator[tuple[str, Place]]:
    """The files in a folder, in the order of names, with their parts from there on. Hidden ones are left out, but for
    ``.well-known``; so are links to folders, and links that lead out of the folder: content may come from others."""
    home = Path(folder).resolve()
    levels: list[Place] = [()]
    entries = 0
    while levels:
        parts = levels.pop()
        try:
            with os.scandir(os.path.join(folder, *parts)) as scan:  # noqa: PTH118
                found = sorted(scan, key=lambda entry: entry.name)
        except OSError as error:
            shown = os.path.join(folder, *parts)  # noqa: PTH118
            raise UsageError(
                f"{shown} cannot be read: {error.strerror or error}; change its permissions"
            ) from None
        entries += len(found)
        if entries > _MOST_ENTRIES:
            raise UsageError(
                f"{folder} holds more than {_MOST_ENTRIES} entries; give the folder that has only what is needed"
            )
        below = []
        for entry in found:
            child = (*parts, entry.name)
            if entry.name.startswith(".") and entry.name != _HIDDEN_AND_READ:
                continue
            if entry.is_dir(follow_symlinks=False):
                below.append(child)
            elif entry.is_file(follow_symlinks=False) or _leads_inside(entry, home):
                yield entry.path, child
        levels += reversed(below)


def _leads_inside(entry: os.DirEntry[str], home: Path) -> bool:
    """Whether a link leads to a file in the folder ``home``."""
    try:
        return entry.is_symlink() and entry.is_file() and Path(entry.path).resolve().is_relative_to(home)
    except (OSError, RuntimeError):
        return False


def _place_in_folder(parts: Place) -> Place | None:
    """The place that a file stands at, None where it is not below a folder with the name of a host."""
    host = parts[0].lower().replace("%3a", "%3A")
    if len(parts) < 2 or not _HOST_FOLDER.fullmatch(host) or not all(map(is_file_name, parts[1:])):
        return None
    return (host.removesuffix("%3A443"), *(normalize("NFC", part) for part in parts[1:]))


def _place_of(name: str) -> Place | None:
    try:
        return parse_address(name).place
    except RefusedAddress:
        return None


def _as_asked(name: str) -> str:
    """An https address as it is asked for, with its host in lower case and ASCII; its fragment stays."""
    if name[:6].lower() != "https:":
        return name
    try:
        return f"{parse_address(name)}{''.join(name.partition('#')[1:])}"
    except RefusedAddress:
        return name


def own_names(content: bytes) -> list[str] | None:
    """The addresses that a document gives itself: its ``id``, or the ``kid`` of a key. None for what is neither JSON nor
    a JWT."""
    data = _document(content)
    if not isinstance(data, dict):
        return None if data is None else []
    names = [data.get("id"), data.get("@id"), data.get("kid") if "kty" in data else None]
    return [name for name in names if isinstance(name, str) and _ABSOLUTE.fullmatch(name)][:1]


def _document(content: bytes) -> Any:
    token = content.strip()
    if looks_like_jws(token.decode("latin-1")):
        try:
            payload = parse_compact(token.decode("latin-1")).payload
        except JwsError:
            return None
        return document_in(_data(payload)).data
    return _data(content)


def _data(content: bytes) -> Any:
    text = decode(content).text
    return None if text is None else parse_json(text)[0]


def _read(path: str) -> bytes:
    content, problem = read_content(Input(path, explicit=True))
    if problem is not None:
        raise UsageError(f"{path}: {problem.message}")
    return content


def _digest(path: str) -> bytes:
    return sha256(_read(path)).digest()
