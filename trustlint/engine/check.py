"""From paths or data to a Report, as a stream or as a whole."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
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
    from trustlint.baseline.compare import Comparison
    from trustlint.baseline.file import Baseline
    from trustlint.engine.sessions import Sessions
    from trustlint.model.review import Subject


class Run:
    """One run over many inputs: ``header`` first, then the documents as they are checked, then ``footer()``.

    rules: whether the header lists the selected rules; baseline: instead of the file that the options name, which must
    still be named for its folder; accept: take what is new into it (``comparison`` tells). Raises UsageError and PackError when the options cannot be carried out.
    """

    def __init__(
        self,
        arguments: Sequence[str],
        options: CheckOptions,
        *,
        stdin: Callable[[], bytes] | None = None,
        rules: bool = True,
        baseline: Baseline | None = None,
        accept: bool = False,
    ) -> None:
        if "" in arguments:
            raise UsageError("an empty path was given; name a file or folder, or . for the current folder")
        unmatched: list[str] = []
        self._inputs = list(
            discover(
                arguments,
                exclude=options.exclude,
                exclude_folder=options.exclude_folder,
                stdin=stdin,
                unmatched=unmatched,
            )
        )
        if options.only_credentials:
            self._inputs = [
                Input(source.path, False, source.content)
                for source in self._inputs
                if source.content is not None or is_worth_reading(source.path)
            ]
        self._session = Session(options, LinkIndex(self._inputs))
        self._sessions = _by_path(self._session, self._inputs) if options.overrides else None
        packs = self._sessions.packs if self._sessions is not None else self._session.packs
        self._tally = Tally(packs, self._session.required, options)
        self._tally.miss(unmatched)
        self._seen: set[Subject] = set()
        files = self._session.review_files
        for source in self._inputs:
            if source.content is None:
                files.book_for(source.path)
        self._is_reviewed = bool(files.books())
        self.comparison: Comparison | None = None
        if options.baseline is not None:
            judging = self._sessions or self._session
            self.comparison = _comparison(options.baseline, baseline, judging, accept)
        self.header: Header = (self._sessions or self._session).header(rules=rules)

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
                if self.comparison is not None:
                    result = self.comparison.mark(result)
                self._tally.add(result)
                if self._is_reviewed:
                    self._take_note(result)
                yield result
        findings = self._lost() if self._is_reviewed else ()
        if self.comparison is not None:
            self.comparison.end(self._files())
            self._tally.ratchet = self.comparison.ratchet()
            findings = (*findings, *self.comparison.findings(self._session.silenced))
        if findings:
            self._tally.tell(findings)

    def footer(self) -> Footer:
        """Totals, gate and exit code of what was checked so far."""
        return self._tally.footer()

    def _take_note(self, result: DocumentResult) -> None:
        from trustlint.model.review import Subject

        self._seen.add(Subject(os.path.abspath(result.path), result.part))  # noqa: PTH100

    def _lost(self) -> tuple[Finding, ...]:
        """What is wrong with attestations and waivers about documents that no input yielded."""
        from trustlint.engine.reviews import tool_findings

        inputs = self._files()
        books = self._session.review_files.books()
        troubles = dict.fromkeys(trouble for book in books for trouble in book.lost(inputs, self._seen))
        return self._session.graded(tool_findings(troubles, self._session.silenced))

    def _files(self) -> set[str]:
        """The absolute paths of the inputs."""
        return {os.path.abspath(source.path) for source in self._inputs if source.content is None}  # noqa: PTH100

    def _serial(self) -> Iterator[DocumentResult | None]:
        for source in self._inputs:
            session = self._session if self._sessions is None else self._sessions.session_for(source)
            yield from session.check_input(source)

    def _parallel(self, jobs: int) -> Iterator[DocumentResult | None]:
        from trustlint.engine.parallel import check_in_processes

        yield from check_in_processes(self._inputs, self._session.options, self._session.links, jobs)


def _by_path(base: Session, inputs: Iterable[Input]) -> Sessions:
    """The sessions that the inputs call for, so that what is wrong with one is told before anything is checked."""
    from trustlint.engine.sessions import Sessions

    sessions = Sessions(base)
    for source in inputs:
        sessions.session_for(source)
    return sessions


def _comparison(
    file: str, baseline: Baseline | None, session: Session | Sessions, accept: bool
) -> Comparison:
    from trustlint.baseline.compare import Comparison
    from trustlint.baseline.file import read_baseline

    decided = {rule.code for pack in session.header().packs for rule in pack.rules}
    decided |= {f"{pack.id}/{criterion.id}" for pack in session.packs for criterion in pack.criteria}
    return Comparison(read_baseline(file) if baseline is None else baseline, decided, accept=accept)


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
