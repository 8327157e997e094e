"""A screen of a certain width: harmless text, wrapped, indented and, where asked for, coloured."""

from __future__ import annotations

from trustlint.report.safe_text import bounded, wrap
from trustlint.report.writer import RenderOptions

_STYLES = {"bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33", "cyan": "36"}
_LEAST_WIDTH = 40


class Screen:
    def __init__(self, options: RenderOptions) -> None:
        self.options = options
        self.width = max(options.width, _LEAST_WIDTH)
        self.ellipsis = "…" if options.unicode else "..."

    def safe(self, text: str) -> str:
        """One line of harmless text, bounded in length."""
        return bounded(text, self.options.unicode)

    def wrap(self, text: str, first: int, rest: int | None = None, *, style: str = "") -> list[str]:
        """A message as lines, indented by ``first`` and ``rest`` columns (``rest``: as ``first``)."""
        indent = " " * first
        lines = wrap(self.safe(text), self.width, indent, indent if rest is None else " " * rest)
        return [self.paint(line, style) for line in lines] if style else lines

    def paint(self, text: str, style: str) -> str:
        """Harmless text in a style; as it is when the screen has no colours."""
        if not self.options.color or not text.strip():
            return text
        return f"\x1b[{_STYLES[style]}m{text}\x1b[0m"
