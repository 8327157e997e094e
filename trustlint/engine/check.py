"""From paths or data to a Report, as a stream or as a whole."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from trustlint.engine.gate import Tally
from trustlint.engine.links import LinkIndex
from trustlint.engine.options import CheckOptions
from trustlint.engine.session import Session
from trustlint.errors import UsageError
from trustlint.model.finding import Finding
from trustlint.model.report import DocumentResult, Footer, Header, Report
from trustlint.source.discover import discover, is_worth_reading
from trustlint.source.document import Document
from trustlint.source.read import Input

if TYPE_CHECKING:
    from trustlint.model.review import Subject


class Run:
    """One run over many inputs: ``header`` first, then the documents as they are checked, then ``footer()``.

    Raises UsageError and PackError when the options cannot be carried out.
    """

    def __init__(
        self, arguments: Sequence[str], options: CheckOptions, *, stdin: Callable[[], bytes] | None = None
    ) -> None:
        if "" in arguments:
            raise UsageError("an empty path was given; name a file or folder, or . for the current folder")
        unmatched: list[str] = []
        self._inputs = list(discover(arguments, exclude=options.exclude, stdin=stdin, unmatched=unmatched))
        if options.only_credentials:
            self._inputs = [
                Input(source.path, False, source.content)
                for source in self._inputs
                if source.content is not None or is_worth_reading(source.path)
            ]
        self._session = Session(options, LinkIndex(self._inputs))
        self._tally = Tally(self._session.packs, self._session.required, options)
        self._tally.miss(unmatched)
        self._seen: set[Subject] = set()
        files = self._session.review_files
        for source in self._inputs:
            if source.content is None:
                files.book_for(source.path)
        self._is_reviewed = bool(files.books())
        self.header: Header = self._session.header()

    def __len__(self) -> int:
        return len(self._inputs)

    def documents(self) -> Iterator[DocumentResult]:
        """Check every input, in order; memory does not grow with their number."""
        jobs = self._session.options.jobs
        results = self._parallel(jobs) if jobs > 1 and len(self._inputs) > 1 else self._serial()
        for result in results:
            if result is None:
                self._tally.skipped += 1
            else:
                self._tally.add(result)
                if self._is_reviewed:
                    self._take_note(result)
                yield result
        if self._is_reviewed:
            self._tally.tell(self._lost())

    def footer(self) -> Footer:
        """Totals, gate and exit code of what was checked so far."""
        return self._tally.footer()

    def _take_note(self, result: DocumentResult) -> None:
        from trustlint.model.review import Subject

        self._seen.add(Subject(os.path.abspath(result.path), result.part))  # noqa: PTH100

    def _lost(self) -> tuple[Finding, ...]:
        """What is wrong with attestations and waivers about documents that no input yielded."""
        from trustlint.engine.reviews import tool_findings

        inputs = {os.path.abspath(source.path) for source in self._inputs if source.content is None}  # noqa: PTH100
        books = self._session.review_files.books()
        troubles = dict.fromkeys(trouble for book in books for trouble in book.lost(inputs, self._seen))
        return tool_findings(troubles, self._session.silenced)

    def _serial(self) -> Iterator[DocumentResult | None]:
        for source in self._inputs:
            yield from self._session.check_input(source)

    def _parallel(self, jobs: int) -> Iterator[DocumentResult | None]:
        from trustlint.engine.parallel import check_in_processes

        yield from check_in_processes(self._inputs, self._session.options, self._session.links, jobs)


def check_paths(
    arguments: Sequence[str], options: CheckOptions, *, stdin: Callable[[], bytes] | None = None
) -> Report:
    """Check files, folders, patterns and ``-`` (stdin). Raises UsageError and PackError."""
    run = Run(arguments, options, stdin=stdin)
    documents = tuple(run.documents())
    return Report(run.header, documents, run.footer())


def check_data(data: Any, options: CheckOptions) -> Report:
    """Check plain data of one credential. Raises UsageError and PackError."""
    session = Session(options)
    tally = Tally(session.packs, session.required, options)
    results = []
    for result in session.check_whole(Document.from_data(data)):
        if result is not None:
            tally.add(result)
            results.append(result)
    return Report(session.header(), tuple(results), tally.footer())
