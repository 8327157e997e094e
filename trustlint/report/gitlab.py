"""Format ``gitlab``: the code quality report of GitLab, which shows what is new in a merge request."""

from __future__ import annotations

from collections.abc import Callable

from trustlint.model.finding import Severity
from trustlint.model.report import DocumentResult, Footer, Header
from trustlint.report.annotation import Annotation, Annotator
from trustlint.report.blame import Gatekeeper
from trustlint.report.file_address import repository_path
from trustlint.report.json_text import encode
from trustlint.report.safe_text import bounded
from trustlint.report.writer import RenderOptions

_SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "minor", Severity.NOTE: "info"}


class GitlabWriter:
    """A list with an object for each finding, and for each criterion that fails without one."""

    def __init__(self, write: Callable[[str], object]) -> None:
        self._write = write
        self._between = "[\n"

    def begin(self, header: Header) -> None:
        self._annotator = Annotator(Gatekeeper(header))

    def document(self, result: DocumentResult) -> None:
        self._list(self._annotator.annotate(result), result.part or "")

    def end(self, footer: Footer) -> None:
        self._list(self._annotator.annotate_run(footer), "")
        self._write("[]\n" if self._between == "[\n" else "\n]\n")

    def _list(self, found: list[Annotation], part: str) -> None:
        seen: dict[str, int] = {}
        for each in found:
            if each.counts:
                path = repository_path(each.path) or "."
                fingerprint = each.fingerprint(path, part)
                # GitLab drops what has the fingerprint of another one.
                number = seen[fingerprint] = seen.get(fingerprint, 0) + 1
                if number > 1:
                    fingerprint = each.fingerprint(path, part, str(number))
                self._write(f"{self._between}{encode(_plain(each, path, fingerprint))}")
                self._between = ",\n"


def _plain(each: Annotation, path: str, fingerprint: str) -> dict[str, object]:
    text = each.message
    if each.span is None and each.pointer:
        text = f"{text} At {each.pointer}."
    return {
        "description": bounded(f"{each.code}: {text}"),
        "check_name": bounded(each.code),
        "fingerprint": fingerprint,
        "severity": _SEVERITIES[each.severity],
        # GitLab wants a line: the first one stands for the file.
        "location": {"path": bounded(path), "lines": {"begin": each.span.line if each.span else 1}},
    }


def open_writer(write: Callable[[str], object], options: RenderOptions) -> GitlabWriter:
    """The code quality report depends on no option."""
    return GitlabWriter(write)
