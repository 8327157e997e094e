"""Newline-delimited JSON: one document a line, read line by line, so that memory does not grow with the file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import BinaryIO

from trustlint.model.span import Span
from trustlint.source.decode import EMPTY, container_form, decode, reads_by_line
from trustlint.source.document import Document
from trustlint.source.json_text import ODD, accept_json, parse_json
from trustlint.source.limits import Limits
from trustlint.source.problem import FATAL_KINDS, Problem
from trustlint.source.source_text import SourceText

_CHUNK = 1 << 20
_NOT_TEXT = frozenset({"unsupported-format", "binary"})


def starts_with_a_line(text: str, limits: Limits) -> bool:
    """Whether the first line that is not blank is a whole JSON value, and more follows: then it cannot be one JSON text."""
    first, _, rest = text.lstrip().partition("\n")
    return bool(rest.strip()) and accept_json(first, limits) is not ODD


def read_lines(
    stream: BinaryIO,
    path: str,
    explicit: bool,
    origin: tuple[str, ...],
    limits: Limits,
    before: tuple[Problem, ...] = (),
) -> Iterator[Document] | None:
    """One document a line, blank lines left out. None, with the stream rewound, when the lines cannot be told apart, or
    it is one JSON text over many lines. ``before``: problems of the whole file, given to the first document.

    A broken line is a document of its own with its problem; the others still come. A line of more than
    ``limits.max_bytes`` is not read.
    """
    head = stream.read(4096)
    stream.seek(0)
    if not reads_by_line(head):
        return None
    first = head.lstrip(b"\xef\xbb\xbf \t\r\n").split(b"\n", 1)[0].strip()
    if first in (b"{", b"["):
        return None
    return _lines(stream, path, explicit, (*origin, "ndjson"), limits, before)


def _lines(
    stream: BinaryIO,
    path: str,
    explicit: bool,
    origin: tuple[str, ...],
    limits: Limits,
    before: tuple[Problem, ...],
) -> Iterator[Document]:
    number, some = 0, False
    while True:
        line = stream.readline(limits.max_bytes + 2)
        if not line:
            break
        number += 1
        part = f"line {number}"
        if len(line.rstrip(b"\r\n")) > limits.max_bytes:
            _skip_line(stream, line)
            some = True
            yield _too_long(path, explicit, origin, part, limits)
            continue
        line = line.rstrip(b"\r\n")
        if not line.strip():
            continue
        document = _line(line, path, explicit, origin, number, limits)
        if not some:
            document.problems = before + document.problems
        if not some and any(problem.kind in _NOT_TEXT for problem in document.problems):
            document.part = None
            yield document
            return
        some = True
        yield document
    if not some:
        yield Document(
            None, path, origin=origin, problems=(EMPTY,), usable=False, explicit=explicit, sha256=_digest(b"")
        )


def _line(
    line: bytes, path: str, explicit: bool, origin: tuple[str, ...], number: int, limits: Limits
) -> Document:
    if container_form(line) == "jwt":
        from trustlint.source.containers import read_container
        from trustlint.source.holder import Holder

        holder = Holder(path, explicit, _digest(line), origin, limits, (f"line {number}",))
        held = read_container("jwt", line, holder)
        if held is not None:
            return next(held)
    decoded = decode(line)
    text, problems = decoded.text, tuple(_moved(problem, number) for problem in decoded.problems)
    data, usable = None, False
    if text is not None:
        data, found = parse_json(text, limits, number)
        problems += found
        usable = not any(problem.kind in FATAL_KINDS for problem in found)
    return Document(
        data,
        path,
        part=f"line {number}",
        sha256=_digest(line),
        origin=origin,
        problems=problems,
        usable=usable,
        explicit=explicit,
        text=None if text is None else SourceText(text, "json", limits, number),
        layers=(f"line {number}",),
    )


def _moved(problem: Problem, number: int) -> Problem:
    """A problem of one line by itself, said of that line of the file."""
    span = problem.span
    if span is None or number == 1:
        return problem
    message = problem.message.replace("(line 1,", f"(line {number},", 1)
    return Problem(problem.kind, message, problem.path, Span(number, span.column, number, span.end_column))


def _too_long(path: str, explicit: bool, origin: tuple[str, ...], part: str, limits: Limits) -> Document:
    message = f"{part} has more than {limits.max_bytes:,} bytes, which is too large to read; split it"
    problem = Problem("too-large", message)
    return Document(
        None, path, part=part, origin=origin, problems=(problem,), usable=False, explicit=explicit
    )


def _skip_line(stream: BinaryIO, line: bytes) -> None:
    while line and not line.endswith(b"\n"):
        line = stream.readline(_CHUNK)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
