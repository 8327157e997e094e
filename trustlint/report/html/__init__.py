"""Format ``html``: one page in one file, for people who do not read a terminal (docs/html-report.md)."""

from __future__ import annotations

from collections.abc import Callable

from trustlint.report.html.writer import HtmlWriter
from trustlint.report.writer import RenderOptions

__all__ = ["open_writer"]


def open_writer(write: Callable[[str], object], options: RenderOptions) -> HtmlWriter:
    """The page depends on no option: what it does not show at once can be opened in it."""
    return HtmlWriter(write)
