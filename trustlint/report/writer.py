"""What every format offers: a writer that is fed a run in the order in which it happens."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from trustlint.model.report import DocumentResult, Footer, Header


class RenderOptions(NamedTuple):
    """How a report is to look. No option changes what is true in it, nor the exit code.

    color: ANSI colours (``text`` only); width: columns of the screen, at least 40 are used; verbose: everything that
    is known; quiet: only what fails, and the totals; unicode: False gives pure ASCII, other characters are then
    written as ``<U+00E9>``. The formats for programs heed none of them, save that ``sarif`` lists what passes when verbose.
    """

    color: bool = False
    width: int = 100
    verbose: bool = False
    quiet: bool = False
    unicode: bool = True


class ReportWriter(Protocol):
    """Writes one report: ``begin`` once, ``document`` for each document, ``end`` once."""

    def begin(self, header: Header) -> None:
        """Take what is known before the first document."""

    def document(self, result: DocumentResult) -> None:
        """Write one document; nothing of it is kept, save by formats that must align columns."""

    def end(self, footer: Footer) -> None:
        """Write the totals and finish the output with a line end."""
