"""Format ``jsonl``: the JSON report in lines, each an object of its own: the header, the documents, the footer."""

from __future__ import annotations

from collections.abc import Callable

from trustlint.model.report import DocumentResult, Footer, Header
from trustlint.report.json_text import JsonWriter, encode
from trustlint.report.writer import RenderOptions


class JsonLinesWriter(JsonWriter):
    """The member ``record`` comes first and says what a line is; the others are those of the JSON report."""

    def begin(self, header: Header) -> None:
        # A line for the run is no place for hundreds of rules.
        header = header._replace(packs=tuple(pack._replace(rules=()) for pack in header.packs))
        self._write(f'{{"record":"header",{encode(header.to_dict())[1:]}\n')

    def document(self, result: DocumentResult) -> None:
        self._write(f'{{"record":"document",{self.encode_document(result)[1:]}\n')

    def end(self, footer: Footer) -> None:
        self._write(f'{{"record":"footer",{encode(footer.to_dict())[1:]}\n')


def open_writer(write: Callable[[str], object], options: RenderOptions) -> JsonLinesWriter:
    """The lines depend on no option."""
    return JsonLinesWriter(write)
