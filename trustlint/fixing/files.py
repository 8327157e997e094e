"""The fixes of one file: its texts, which are the lines of NDJSON, mended one by one, and its bytes put together again."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from trustlint.fixing.mend import Checked, Left, Mended, Settled, Wanted, mend
from trustlint.model.report import DocumentResult
from trustlint.source.document import Document
from trustlint.source.read import Input, read_documents
from trustlint.source.source_text import SourceText

CheckDocument = Callable[[Document], Sequence[DocumentResult]]


class MendedFile(NamedTuple):
    """before, after: the bytes; settled, left: as of ``Mended``; unread: why parts of it, by name, cannot be read;
    documents: how many were checked; gone: how many findings fewer there are."""

    before: bytes
    after: bytes
    settled: tuple[Settled, ...] = ()
    left: tuple[Left, ...] = ()
    unread: tuple[tuple[str, str], ...] = ()
    documents: int = 0
    gone: int = 0


def mend_file(source: Input, content: bytes, check: CheckDocument, wanted: Wanted) -> MendedFile:
    """Mend the bytes of one input. check: the results of a document, none for one that is to be skipped."""
    file = _File(source, content)
    settled: list[Settled] = []
    left: list[Left] = []
    unread: list[tuple[str, str]] = []
    count = gone = 0
    for text, documents in _by_text(read_documents(source._replace(content=content))):
        for document in documents:
            document.origin = file.origin(document)
        checked = [Checked(document.tree, result) for document in documents for result in check(document)]
        count += len(checked)
        if not documents[0].usable:
            unread += [(item.result.name, _why_unread(item.result)) for item in checked]
        if text is None or not any(finding.fix for item in checked for finding in item.result.findings):
            continue
        mended = _mended(file, text, documents, checked, check, wanted)
        settled += mended.settled
        left += mended.left
        gone += mended.gone
    return MendedFile(content, file.content(), tuple(settled), tuple(left), tuple(unread), count, gone)


def _why_unread(result: DocumentResult) -> str:
    return result.findings[0].message if result.findings else result.valid_reason


_NOT_UTF_8 = "the file is not in UTF-8; save it as UTF-8 first"


def _mended(
    file: _File,
    text: SourceText,
    documents: list[Document],
    checked: Sequence[Checked],
    check: CheckDocument,
    wanted: Wanted,
) -> Mended:
    known = {text.text: checked}
    first = documents[0]

    def check_text(new: str) -> Sequence[Checked]:
        if new not in known:
            read = read_documents(Input(first.path, first.explicit, file.mark(first) + new.encode()))
            known[new] = [
                Checked(document.tree, result)
                for document in read
                for result in check(file.placed(document, first))
            ]
        return known[new]

    if not file.holds(text, first):
        left = tuple(
            Left(item.result, finding, (text.inside and finding.fix.held) or _NOT_UTF_8)
            for item in checked
            for finding in item.result.findings
            if finding.fix is not None and wanted(finding)
        )
        return Mended(text.text, (), left)
    mended = mend(text.text, text.form, check_text, wanted)
    if mended.text != text.text:
        file.replace(first, text, mended.text)
    return mended


def _by_text(documents: Iterator[Document]) -> Iterator[tuple[SourceText | None, list[Document]]]:
    """Documents that were read from the same text, together; they follow each other."""
    group: list[Document] = []
    for document in documents:
        if group and (document.text is None or document.text is not group[0].text):
            yield group[0].text, group
            group = []
        group.append(document)
    if group:
        yield group[0].text, group


class _File:
    """The bytes of a file, in which texts are replaced."""

    def __init__(self, source: Input, content: bytes) -> None:
        self._content = content
        self._is_changed_by_line = False
        self._is_file = source.content is None

    def content(self) -> bytes:
        return b"\n".join(self._lines) if self._is_changed_by_line else self._content

    @cached_property
    def _lines(self) -> list[bytes]:
        return self._content.split(b"\n")

    def origin(self, document: Document) -> tuple[str, ...]:
        """As if it were read from its place: what was said of a file, and what lies beside it, counts."""
        return ("file", *document.origin[1:]) if self._is_file else document.origin

    def placed(self, document: Document, first: Document) -> Document:
        """A document of a changed text, in the place of the one that was there."""
        document.origin = first.origin
        if _is_line(first):
            document.part = first.part
        return document

    def mark(self, first: Document) -> bytes:
        """The byte order mark before a text: it is a finding, too."""
        whole = self._line(first.text) if _is_line(first) and first.text else self._content
        return codecs.BOM_UTF8 if whole.startswith(codecs.BOM_UTF8) else b""

    def holds(self, text: SourceText, first: Document) -> bool:
        """Whether the text stands in the bytes as it is, after a byte order mark at most."""
        return self._bytes_of(text, first) == text.text.encode(errors="surrogatepass")

    def replace(self, first: Document, text: SourceText, new: str) -> None:
        if not _is_line(first):
            mark = self._content[: len(self._content) - len(self._bytes_of(text, first))]
            self._content = mark + new.encode()
            return
        old = self._line(text)
        body = self._bytes_of(text, first)
        start = old.index(body)
        self._is_changed_by_line = True
        self._lines[text.first_line - 1] = old[:start] + new.encode() + old[start + len(body) :]

    def _bytes_of(self, text: SourceText, first: Document) -> bytes:
        whole = self._line(text).rstrip(b"\r\n") if _is_line(first) else self._content
        return whole.removeprefix(codecs.BOM_UTF8)

    def _line(self, text: SourceText) -> bytes:
        return self._lines[text.first_line - 1]


def _is_line(document: Document) -> bool:
    return "ndjson" in document.origin
