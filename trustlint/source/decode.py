"""Bytes to text: which encoding, and whether it is text that trustlint reads at all."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from trustlint.model.span import Span
from trustlint.source.problem import Problem

_HEAD = 1024
_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"PK\x05\x06", "a ZIP archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\x1b"))
_COMPACT_JWT = re.compile(r"e[yw][A-Za-z0-9_-]+\.[A-Za-z0-9_-]*\.[A-Za-z0-9_-]*(~[A-Za-z0-9_.~-]*)?")
_TOKEN_START = re.compile(r'"?e[yw][A-Za-z0-9_-]{8,}[A-Za-z0-9_.=~-]*(?:"?\s*)$')
_SVG = re.compile(r"<(\w+:)?svg[\s>/]")
_HTML = re.compile(r"<(!doctype\s+html|html)\b", re.IGNORECASE)


def container_form(content: bytes) -> str | None:
    """What an input is that holds credentials without being one: ``png zip svg jwt``; None for all else.

    Only a suspicion, told by the first bytes: ``source.containers`` finds out whether it holds one.
    """
    if content[:1] in (b"{", b"["):
        return None
    head = content[:_HEAD]
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "svg" if _SVG.search(head[2:].replace(b"\0", b"").decode("latin-1")) else None
    start = head.removeprefix(codecs.BOM_UTF8).lstrip()
    if start.startswith(b"<"):
        return "svg" if _is_svg(content[: 8 * _HEAD].decode("latin-1")) else None
    if start.startswith((b"ey", b"ew", b'"ey', b'"ew')):
        return "jwt" if _TOKEN_START.match(start.decode("latin-1")) else None
    return None


def _is_svg(start: str) -> bool:
    """Whether markup is SVG; a web page may have an image in it."""
    image, page = _SVG.search(start), _HTML.search(start)
    return image is not None and (page is None or image.start() < page.start())


class Decoded(NamedTuple):
    """text: None when the bytes are not text that trustlint reads; problems then say why."""

    text: str | None
    problems: tuple[Problem, ...] = ()


def decode(content: bytes) -> Decoded:
    """Text of an input, without its byte order mark.

    UTF-16 and UTF-32 are recognised by their mark, or by where the zero bytes stand (RFC 4627 section 3, YAML 1.2
    section 5.2); they are read, with a problem, as JSON must be UTF-8 (RFC 8259 section 8.1, OB3-017).
    """
    for magic, title in _MAGIC:
        if content.startswith(magic):
            return _unsupported(title)
    encoding, mark = _encoding(content)
    problems: tuple[Problem, ...] = ()
    if encoding != "utf-8":
        try:
            text = content[mark:].decode(encoding)
        except UnicodeDecodeError as error:
            return Decoded(None, (_wrong_wide_bytes(error, encoding, mark),))
        if "\0" in text:
            return _binary()
        problems = (_wide(encoding),)
    else:
        if mark:
            problems = (_marked(),)
        body = content[mark:] if mark else content
        try:
            text = body.decode()
        except UnicodeDecodeError as error:
            if _looks_binary(body):
                return _binary()
            return Decoded(None, (*problems, _wrong_bytes(body, error.start, mark)))
        if b"\0" in body and _looks_binary(body) and text.lstrip()[:1] not in ("{", "["):
            return _binary()
    start = text[:_HEAD].lstrip()
    if not start and not text.strip():
        return Decoded(None, (*problems, EMPTY))
    other = _unsupported_text(text, start)
    return _unsupported(other) if other else Decoded(text, problems)


EMPTY = Problem("empty", "the file is empty; write a badge definition as JSON or YAML into it")


def reads_by_line(head: bytes) -> bool:
    """Whether bytes that start like ``head`` may be split at line ends: not an image, not UTF-16, not binary."""
    if _encoding(head)[0] != "utf-8" or any(head.startswith(magic) for magic, _ in _MAGIC):
        return False
    return head.lstrip()[:1] in (b"{", b"[") or not _looks_binary(head)


def _encoding(content: bytes) -> tuple[str, int]:
    """Name of the encoding and length of the byte order mark."""
    for mark, name in _BOMS:
        if content.startswith(mark):
            return name, len(mark)
    head = content[:512]
    if len(head) >= 4 and head.count(0) * 4 >= len(head):
        zeros = [byte == 0 for byte in head[:4]]
        if zeros == [True, True, True, False]:
            return "utf-32-be", 0
        if zeros == [False, True, True, True]:
            return "utf-32-le", 0
        if zeros[:2] == [True, False]:
            return "utf-16-be", 0
        if zeros[:2] == [False, True]:
            return "utf-16-le", 0
    return "utf-8", 0


def _looks_binary(content: bytes) -> bool:
    head = content[:_HEAD]
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return 0 in head or controls * 10 > len(head)


def _unsupported_text(text: str, start: str) -> str | None:
    if start.startswith("<") and not start.startswith("<<"):
        if _is_svg(start):
            return "an SVG image"
        return "a web page (HTML)" if _HTML.search(start) else "an XML document"
    if start.startswith(("ey", "ew")) and _COMPACT_JWT.fullmatch(text.strip()):
        return "a signed credential (JWT)"
    return None


def _unsupported(title: str) -> Decoded:
    message = f"this is {title}; trustlint reads JSON, YAML, JWT, and PNG and SVG images with a badge in them, give it one of these"
    return Decoded(None, (Problem("unsupported-format", message),))


def _binary() -> Decoded:
    message = "this is a binary file, not text; give trustlint the badge as JSON or YAML"
    return Decoded(None, (Problem("binary", message),))


def _wide(encoding: str) -> Problem:
    title = encoding[:6].upper()
    return Problem("wide-encoding", f"the file is {title}, and badges must be UTF-8; save it as UTF-8")


def _marked() -> Problem:
    return Problem(
        "byte-order-mark",
        "the file starts with an invisible byte order mark, which many programs refuse; save it as UTF-8 without BOM",
        None,
        Span(1, 1, 1, 1),
    )


def _wrong_wide_bytes(error: UnicodeDecodeError, encoding: str, mark: int) -> Problem:
    title = encoding[:6].upper()
    return Problem(
        "encoding", f"byte {error.start + mark} is not {title}, as the start of the file is; save it as UTF-8"
    )


def _wrong_bytes(body: bytes, start: int, mark: int) -> Problem:
    line_start = max(body.rfind(b"\n", 0, start), body.rfind(b"\r", 0, start)) + 1
    line = len(body[:start].replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n"))
    column = len(body[line_start:start].decode()) + 1
    byte = body[start]
    guess = bytes((byte,)).decode("cp1252", "ignore")
    meant = f", in Windows-1252 the character {guess}" if guess.isprintable() and guess else ""
    return Problem(
        "encoding",
        f"byte {start + mark} (line {line}, column {column}) is not UTF-8: 0x{byte:02X}{meant}; save the file as UTF-8",
        None,
        Span(line, column, line, column + 1),
    )
