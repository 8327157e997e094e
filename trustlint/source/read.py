"""Files, stdin and bytes to Documents. Whatever is wrong with an input becomes a problem; nothing is raised for it."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Iterator
from io import BytesIO
from typing import Any, BinaryIO, NamedTuple

from trustlint.source.decode import EMPTY, container_form, decode
from trustlint.source.document import Document
from trustlint.source.json_text import parse_json
from trustlint.source.limits import DEFAULT_LIMITS, Limits
from trustlint.source.problem import FATAL_KINDS, Problem
from trustlint.source.source_text import SourceText

JSON_SUFFIXES = (".json", ".jsonld", ".json-ld")
NDJSON_SUFFIXES = (".ndjson", ".jsonl")
YAML_SUFFIXES = (".yaml", ".yml")
TOKEN_SUFFIXES = (".jwt", ".jws")
IMAGE_SUFFIXES = (".png", ".svg")
SUFFIXES = JSON_SUFFIXES + NDJSON_SUFFIXES + YAML_SUFFIXES

_FIRST_CHUNK = 1 << 15
_CHUNK = 1 << 20


class Input(NamedTuple):
    """Something to read.

    path: as the user wrote it, ``-`` for stdin; explicit: named by the user, not found in a folder; content: the bytes
    where they are at hand (stdin, data from Python), None to read the file.
    """

    path: str
    explicit: bool
    content: bytes | None = None


class _Unreadable(Exception):  # noqa: N818 - the problem is a value
    def __init__(self, problem: Problem) -> None:
        self.problem = problem


def read_documents(source: Input, limits: Limits = DEFAULT_LIMITS) -> Iterator[Document]:
    """The documents of one input, at least one; with ``usable`` False where nothing could be parsed.

    A file is one document; each item of a top-level array of objects, each line of NDJSON and each document of a YAML
    stream is one of its own.
    """
    origin = ("file",) if source.content is None else ("stdin",) if source.path == "-" else ("data",)
    try:
        if source.content is not None:
            yield from read_stream(source, BytesIO(source.content), origin, limits)
            return
        with _open(source.path) as stream:
            size = os.fstat(stream.fileno()).st_size
            if size > limits.max_bytes and not source.path.lower().endswith(NDJSON_SUFFIXES):
                raise _Unreadable(_too_large(size, limits))
            yield from read_stream(source, stream, origin, limits)
    except _Unreadable as error:
        yield _failed(source, origin, error.problem)
    except OSError as error:
        yield _failed(source, origin, Problem("unreadable", _why(source.path, error)))
    except MemoryError:
        message = "the file needs more memory than there is; split it, or give it as NDJSON"
        yield _failed(source, origin, Problem("too-large", message))
    except RecursionError:
        yield _failed(source, origin, Problem("too-deep", "the document is nested too deeply; flatten it"))


def read_content(source: Input, limits: Limits = DEFAULT_LIMITS) -> tuple[bytes, Problem | None]:
    """The bytes of an input as a whole, or what keeps them from being read; nothing is raised for it."""
    if source.content is not None:
        return source.content, None
    try:
        with _open(source.path) as stream:
            return _bounded(stream, limits), None
    except _Unreadable as error:
        return b"", error.problem
    except OSError as error:
        return b"", Problem("unreadable", _why(source.path, error))


def _open(path: str) -> BinaryIO:
    """Open a regular file; nothing else is opened, as a pipe or a device may never answer."""
    try:
        mode = os.stat(path).st_mode  # noqa: PTH116 - paths are text here, as the user gave them
        if stat.S_ISDIR(mode):
            os.scandir(path).close()
        _regular(mode)
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0))
    except ValueError:
        raise _Unreadable(Problem("unreadable", "the name of the file is not valid; correct it")) from None
    try:
        _regular(os.fstat(descriptor).st_mode)
        # Lines are read through a buffer; a whole file is read faster without one.
        return os.fdopen(descriptor, "rb", -1 if path.lower().endswith(NDJSON_SUFFIXES) else 0)
    except BaseException:
        os.close(descriptor)
        raise


def _regular(mode: int) -> None:
    if stat.S_ISREG(mode):
        return
    title = next((title for test, title in _FILE_KINDS if test(mode)), "something else")
    message = f"this is {title}, not a file; give the path of a JSON or YAML file"
    raise _Unreadable(Problem("unreadable", message))


_FILE_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


def _why(path: str, error: OSError) -> str:
    """What keeps a file from being read."""
    if error.errno == errno.ENOENT:
        if os.path.islink(path):  # noqa: PTH114 - paths are text here, as the user gave them
            return "this is a link to a file that does not exist; correct the link, or remove it"
        return "there is no such file; check the path"
    if error.errno in (errno.EACCES, errno.EPERM):
        return "you have no permission to read it; change its permissions"
    if error.errno == errno.ELOOP:
        return "this is a link that leads back to itself; correct the link, or remove it"
    if error.errno == errno.ENOTDIR:
        return "a part of the path is a file, not a folder; check the path"
    if error.errno == errno.ENAMETOOLONG:
        return "the name of the file is too long; check the path"
    return f"it cannot be read ({error.strerror or type(error).__name__}); check the file and try again"


def _too_large(size: int | None, limits: Limits) -> Problem:
    has = f"has {size_text(size)}" if size is not None else "is larger"
    message = (
        f"the file {has}, and at most {size_text(limits.max_bytes)} are read; split it, or give it as NDJSON"
    )
    return Problem("too-large", message)


def size_text(count: int) -> str:
    """A number of bytes, for people."""
    for unit, factor in (("GB", 1 << 30), ("MB", 1 << 20), ("kB", 1 << 10)):
        if count >= factor:
            return f"{count / factor:.3g} {unit}"
    return f"{count} bytes"


def _failed(
    source: Input, origin: tuple[str, ...], *problems: Problem, sha256: str | None = None
) -> Document:
    return Document(
        None,
        source.path,
        sha256=sha256,
        origin=origin,
        problems=problems,
        usable=False,
        explicit=source.explicit,
    )


def read_stream(
    source: Input, stream: BinaryIO, origin: tuple[str, ...], limits: Limits
) -> Iterator[Document]:
    """The documents in the bytes of a stream, at least one. ``source`` tells what it is called; ``origin``: as in Document."""
    suffix = source.path.lower()
    if suffix.endswith(NDJSON_SUFFIXES):
        from trustlint.source.ndjson import read_lines

        lines = read_lines(stream, source.path, source.explicit, origin, limits)
        if lines is not None:
            yield from lines
            return
    content = _bounded(stream, limits)
    digest = hashlib.sha256(content).hexdigest()
    form = container_form(content)
    if form is not None or suffix.endswith(TOKEN_SUFFIXES):
        from trustlint.source.containers import read_container
        from trustlint.source.holder import Holder

        held = read_container(form, content, Holder(source.path, source.explicit, digest, origin, limits))
        if held is not None:
            yield from held
            return
    decoded = decode(content)
    if decoded.text is None:
        yield _failed(source, origin, *decoded.problems, sha256=digest)
        return
    text, before = decoded.text, decoded.problems
    if suffix.endswith(TOKEN_SUFFIXES) and text.lstrip()[:1] in ("{", "["):
        message = (
            f"the file holds JSON, and its name has the ending {suffix[-4:]} of a signed token; name it .json"
        )
        before = (*before, Problem("file-extension", message))
    by_line = not suffix.endswith(JSON_SUFFIXES + YAML_SUFFIXES) and text.lstrip()[:1] in ("{", "[")
    if by_line:
        from trustlint.source.ndjson import read_lines, starts_with_a_line
    if by_line and starts_with_a_line(text, limits):
        stream = BytesIO(text.encode())
        lines = read_lines(stream, source.path, source.explicit, origin, limits, before)
        if lines is not None:
            yield from lines
            return
    if suffix.endswith(YAML_SUFFIXES):
        yield from _yaml(source, text, before, digest, origin, limits, sniffed=False)
    elif by_line or suffix.endswith(JSON_SUFFIXES + NDJSON_SUFFIXES):
        yield from _json(source, text, before, digest, origin, limits)
    else:
        yield from _yaml(source, text, before, digest, origin, limits, sniffed=True)


def _bounded(stream: BinaryIO, limits: Limits) -> bytes:
    """All bytes of a stream; a file that grows while it is read is stopped at the limit."""
    parts: list[bytes] = []
    left = limits.max_bytes + 1
    while left > 0:
        # A large buffer for every small file would cost more than reading it.
        part = stream.read(min(left, _CHUNK if parts else _FIRST_CHUNK))
        if not part:
            break
        parts.append(part)
        left -= len(part)
    if left <= 0:
        raise _Unreadable(_too_large(None, limits))
    return b"".join(parts)


def _json(
    source: Input,
    text: str,
    before: tuple[Problem, ...],
    digest: str,
    origin: tuple[str, ...],
    limits: Limits,
) -> Iterator[Document]:
    data, found = parse_json(text, limits)
    usable = not any(problem.kind in FATAL_KINDS for problem in found)
    shared = SourceText(text, "json", limits)
    yield from _items(source, data, before + found, usable, None, digest, (*origin, "json"), shared, 0)


def _yaml(
    source: Input,
    text: str,
    before: tuple[Problem, ...],
    digest: str,
    origin: tuple[str, ...],
    limits: Limits,
    *,
    sniffed: bool,
) -> Iterator[Document]:
    from trustlint.source.yaml_text import parse_yaml

    shared = SourceText(text, "yaml", limits)
    place = (*origin, "yaml")
    first, several = None, False
    for tree, parsed in enumerate(parse_yaml(text, limits)):
        if tree == 0:
            first = parsed
            if sniffed and not _is_mapping_or_list_of_mappings(parsed.data):
                yield _failed(source, origin, *before, _neither(text, parsed.problems), sha256=digest)
                return
            continue
        if first is not None:
            part = f"document {first.number}"
            yield from _items(
                source, first.data, before + first.problems, first.usable, part, digest, place, shared, 0
            )
            first, several = None, True
        part = f"document {parsed.number}"
        yield from _items(
            source, parsed.data, parsed.problems, parsed.usable, part, digest, place, shared, tree
        )
    if first is not None:
        yield from _items(
            source, first.data, before + first.problems, first.usable, None, digest, place, shared, 0
        )
    elif not several:
        yield _failed(source, place, *before, EMPTY, sha256=digest)


def _items(
    source: Input,
    data: Any,
    problems: tuple[Problem, ...],
    usable: bool,
    part: str | None,
    digest: str,
    origin: tuple[str, ...],
    text: SourceText,
    tree: int,
) -> Iterator[Document]:
    """One document, or one for each item where all items of a top-level array are objects."""
    layers = (part,) if part else ()
    if not (isinstance(data, list) and data and all(isinstance(item, dict) for item in data)):
        yield Document(
            data,
            source.path,
            part=part,
            sha256=digest,
            origin=origin,
            problems=problems,
            usable=usable,
            explicit=source.explicit,
            text=text,
            tree=tree,
            layers=layers,
        )
        return
    sorted_problems = _by_item(problems)
    for number, item in enumerate(data):
        yield Document(
            item,
            source.path,
            part=f"{part} /{number}" if part else f"/{number}",
            base=(number,),
            sha256=digest,
            origin=origin,
            problems=sorted_problems.get(number, ()),
            explicit=source.explicit,
            text=text,
            tree=tree,
            layers=layers,
        )


def _by_item(problems: tuple[Problem, ...]) -> dict[int, tuple[Problem, ...]]:
    """Problems by the item of the top-level array that they are in, paths made relative to it; the rest go to the first."""
    found: dict[int, tuple[Problem, ...]] = {}
    for problem in problems:
        number = 0
        if problem.path and isinstance(problem.path[0], int):
            number = problem.path[0]
            problem = Problem(problem.kind, problem.message, problem.path[1:], problem.span, problem.related)
        found[number] = (*found.get(number, ()), problem)
    return found


def _is_mapping_or_list_of_mappings(data: Any) -> bool:
    if isinstance(data, list):
        return bool(data) and all(isinstance(item, dict) for item in data)
    return isinstance(data, dict)


def _neither(text: str, problems: tuple[Problem, ...]) -> Problem:
    """Text that is no data: say what it starts with, and where YAML gave up if it did."""
    start = " ".join(text[:200].split())
    start = start if len(start) <= 40 else f"{start[:37]}…"
    reason = next((f" ({problem.message})" for problem in problems if problem.kind == "syntax"), "")
    message = f'the file is neither JSON nor YAML data: it starts with "{start}"{reason}; give the badge as JSON or YAML'
    span = next((problem.span for problem in problems if problem.kind == "syntax"), None)
    return Problem("syntax", message, (), span)
