"""Where outcomes are: pointers, spans and excerpts, in the checked document or in another input that it links to."""

from __future__ import annotations

from collections.abc import Callable

from trustlint.model.finding import Excerpt
from trustlint.model.pointer import Path
from trustlint.model.span import Span
from trustlint.source.document import Document


class Places:
    """Places of one document. ``linked`` gives another input by the name that its nodes carry."""

    __slots__ = ("_document", "_linked")

    def __init__(self, document: Document, linked: Callable[[str], Document | None]) -> None:
        self._document = document
        self._linked = linked

    @property
    def document(self) -> Document:
        return self._document

    @property
    def are_shifted(self) -> bool:
        """Whether the document is a part of a larger one, so that its pointers are not those of its data."""
        return bool(self._document.base)

    def pointer(self, path: Path | None, document: str | None) -> str | None:
        """JSON Pointer from the root of the file; None where an outcome has no place."""
        source = self._source(document)
        return None if path is None or source is None else source.pointer(path)

    def span(self, path: Path | None, document: str | None, expected: str | None = None) -> Span | None:
        """Place in the text. When the member ``expected`` is missing there, the name of the object that should hold it."""
        source = self._source(document)
        if path is None or source is None:
            return None
        if expected is None:
            return source.span(path)
        span = source.key_span(path)
        if span is not None and span.end_line > span.line:
            # An object without a name of its own (the root, an array item): its opening bracket stands for it.
            return span._replace(end_line=span.line, end_column=span.column + 1)
        return span

    def excerpt(self, span: Span | None, document: str | None) -> Excerpt | None:
        """The source lines around a span."""
        source = self._source(document)
        return source.excerpt(span) if span is not None and source is not None else None

    def _source(self, document: str | None) -> Document | None:
        return self._document if document is None else self._linked(document)
