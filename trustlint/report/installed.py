"""Formats that installed distributions bring (entry points ``trustlint.reports``)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from trustlint.errors import PackError, TrustlintError
from trustlint.model.report import DocumentResult, Footer, Header
from trustlint.plugins import REPORTS, load_plugin
from trustlint.report.writer import RenderOptions, ReportWriter


def open_installed(
    format: str, write: Callable[[str], object], options: RenderOptions
) -> ReportWriter | None:
    """A writer of a format that a plug-in brings; None when none does. The entry point names a module with
    ``open_writer(write, options)``, or that function. Raises PackError for a failing plug-in."""
    offered = load_plugin(REPORTS, format)
    if offered is None:
        return None
    opener = getattr(offered, "open_writer", offered)
    return _GuardedWriter(format, _tried(format, lambda: opener(write, options)))


class _GuardedWriter:
    """The writer of a plug-in, whose failures name it. What cannot be written is still our own affair."""

    def __init__(self, format: str, writer: Any) -> None:
        self._format = format
        self._writer = writer

    def begin(self, header: Header) -> None:
        _tried(self._format, lambda: self._writer.begin(header))

    def document(self, result: DocumentResult) -> None:
        _tried(self._format, lambda: self._writer.document(result))

    def end(self, footer: Footer) -> None:
        _tried(self._format, lambda: self._writer.end(footer))


def _tried(format: str, act: Callable[[], Any]) -> Any:
    try:
        return act()
    except (TrustlintError, OSError):
        raise
    except Exception as error:
        raise PackError(
            f"the report format {format!r} of a plug-in failed: {type(error).__name__}: {error}"
        ) from error
