"""Format ``json``: the Report as plain data, one document a line, so that huge reports stream both ways."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from json import JSONEncoder
from typing import Any

from trustlint.model.report import CriterionResult, DocumentResult, Footer, Header, PackResult
from trustlint.report.writer import RenderOptions

_ENCODER = JSONEncoder(ensure_ascii=False, check_circular=False, allow_nan=False, separators=(",", ":"))

_UNSAFE = re.compile(
    "[\x7f-\x9f\u00ad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b\u200e\u200f\u2028-\u202e"
    "\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000110bd\U000110cd\U00013430-\U0001343f"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
"""What may not stand raw: lone surrogates cannot be written as UTF-8, U+2028 and U+2029 end a line for some readers,
and invisible or direction-changing characters deceive whoever looks at the file. All occur inside strings only."""

_MOST_KNOWN = 4096


def encode(value: Any) -> str:
    """Plain data as one line of JSON that any UTF-8 reader can decode.

    Raises ValueError for a number that JSON cannot write (NaN, Infinity).
    """
    return escape(_ENCODER.encode(value))


def escape(text: str) -> str:
    """JSON text with its unsafe characters as ``\\u`` escapes; its meaning is the same."""
    if "\x7f" not in text if text.isascii() else text.isprintable():
        return text
    return _UNSAFE.sub(_escaped, text)


def _escaped(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x10000:
        return f"\\u{code:04x}"
    code -= 0x10000
    return f"\\u{0xD800 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"


def _numbers(counts: Mapping[str, int]) -> tuple[int, ...]:
    return tuple(counts.values())


class JsonWriter:
    """Writes ``{…header, "documents":[``, with a line for each rule of the packs, a line for each document, and ``],…footer}``.

    Most criteria of most documents are reported in the same words (the same pass, the same "not yet awarded"): their
    JSON is kept and used again, which makes a large run several times faster.
    """

    def __init__(self, write: Callable[[str], object]) -> None:
        self._write = write
        self._between = "\n"
        self._known: dict[CriterionResult, str] = {}
        self._packs: dict[Any, str] = {}
        self._last: tuple[tuple[CriterionResult, ...], str] | None = None

    def begin(self, header: Header) -> None:
        # A rule a line: there are hundreds of them.
        plain = header.to_dict()
        packs = [
            f"{encode({**pack, 'rules': []})[:-2]}\n{rules}\n]}}"
            if (rules := ",\n".join(map(encode, pack.pop("rules", ()))))
            else encode(pack)
            for pack in plain["packs"]
        ]
        self._write(f'{encode({**plain, "packs": []})[:-2]}{",".join(packs)}],"documents":[')

    def document(self, result: DocumentResult) -> None:
        self._write(f"{self._between}{self.encode_document(result)}")
        self._between = ",\n"

    def end(self, footer: Footer) -> None:
        self._write(f"\n],{encode(footer.to_dict())[1:]}\n")

    def encode_document(self, result: DocumentResult) -> str:
        """A document as one line of JSON."""
        plain = result._replace(criteria=(), packs=()).to_dict()
        names = list(plain)
        at = names.index("criteria")
        before = encode({name: plain[name] for name in names[:at]})
        packs = ",".join([self._pack(pack) for pack in result.packs])
        behind = encode({name: plain[name] for name in names[at + 2 :]})
        criteria = self._criteria(result.criteria)
        return f'{before[:-1]},"criteria":[{criteria}],"packs":[{packs}],{behind[1:]}'

    def _criteria(self, criteria: tuple[CriterionResult, ...]) -> str:
        # The same verdicts come as the same object where nothing in them is about one document.
        if self._last is not None and self._last[0] is criteria:
            return self._last[1]
        text = ",".join([self._criterion(criterion) for criterion in criteria])
        self._last = (criteria, text)
        return text

    def _pack(self, pack: PackResult) -> str:
        key = (
            pack.id,
            pack.status,
            pack.score,
            pack.coverage,
            pack.next_level,
            *pack.outcomes.values(),
            *map(_numbers, pack.levels.values()),
        )
        text = self._packs.get(key)
        if text is None:
            if len(self._packs) >= _MOST_KNOWN:
                self._packs.clear()
            text = self._packs[key] = encode(pack.to_dict())
        return text

    def _criterion(self, criterion: CriterionResult) -> str:
        if criterion.span is not None or criterion.remediation is not None:
            return encode(
                criterion.to_dict()
            )  # said of this document only; and a snippet need not be hashable
        text = self._known.get(criterion)
        if text is None:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            text = self._known[criterion] = encode(criterion.to_dict())
        return text


def open_writer(write: Callable[[str], object], options: RenderOptions) -> JsonWriter:
    """The JSON report depends on no option."""
    return JsonWriter(write)
