"""Format ``json``: the Report as plain data, one document a line, so that huge reports stream both ways."""

from __future__ import annotations

import re
from collections.abc import Callable
from json import JSONEncoder
from typing import Any

from trustlint.model.report import DocumentResult, Footer, Header
from trustlint.report.writer import RenderOptions

_ENCODER = JSONEncoder(ensure_ascii=False, check_circular=False, allow_nan=False, separators=(",", ":"))

_UNSAFE = re.compile(
    "[\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e0fff]"
)
"""What may not stand raw: lone surrogates cannot be written as UTF-8, U+2028 and U+2029 end a line for some readers,
and invisible or direction-changing characters deceive whoever looks at the file. All occur inside strings only."""


def encode(value: Any) -> str:
    """Plain data as one line of JSON that any UTF-8 reader can decode.

    Raises ValueError for a number that JSON cannot write (NaN, Infinity).
    """
    return escape(_ENCODER.encode(value))


def escape(text: str) -> str:
    """JSON text with its unsafe characters as ``\\u`` escapes; its meaning is the same."""
    if text.isprintable():
        return text
    return _UNSAFE.sub(_escaped, text)


def _escaped(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x10000:
        return f"\\u{code:04x}"
    code -= 0x10000
    return f"\\u{0xD800 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"


class JsonWriter:
    """Writes ``{…header, "documents":[``, a line for each document, and ``],…footer}``."""

    def __init__(self, write: Callable[[str], object]) -> None:
        self._write = write
        self._between = "\n"

    def begin(self, header: Header) -> None:
        self._write(f'{encode(header.to_dict())[:-1]},"documents":[')

    def document(self, result: DocumentResult) -> None:
        self._write(self._between + encode(result.to_dict()))
        self._between = ",\n"

    def end(self, footer: Footer) -> None:
        self._write(f"\n],{encode(footer.to_dict())[1:]}\n")


def open_writer(write: Callable[[str], object], options: RenderOptions) -> JsonWriter:
    """The JSON report depends on no option."""
    return JsonWriter(write)
