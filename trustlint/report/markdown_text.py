"""Text of unknown origin for Markdown pages of code hosts.

Such a page turns much into more than text: links, images, HTML, mentions of people, references to issues, emoji,
formulas. A word that is nothing but letters and the punctuation of prose stays prose; every other one is shown as code,
in which none of this happens, and from which an address can still be copied.
"""

from __future__ import annotations

import re
from html import escape

from trustlint.report.safe_text import bounded

_WORD = r"[0-9A-Za-z\u0080-\U0010ffff]+"
_PROSE = re.compile(
    # No full stop inside of a word: a name of a host would be a link to some renderers.
    rf"""["'(]*(?:{_WORD}(?:[-']{_WORD})*|[0-9]+\.[0-9]+(?:\.[0-9]+)?|e\.g|i\.e)["').,;:!?\u0080-\U0010ffff]*"""
)
_COMMIT = re.compile(r"[0-9a-f]{7,}", re.IGNORECASE)
_ISSUE = re.compile(r"[A-Za-z]+-[0-9]+")
_ENDING = re.compile(r"""[.,;:!?]+$""")
_ALONE = {"-": "-", "–": "–", "—": "—", "…": "…", "&": "&amp;"}
_CRITERION = re.compile(r"(?!GH-)[A-Z]{2,4}-[0-9]{2}", re.IGNORECASE)


def inline(text: str, *, code: bool = False, cell: bool = False) -> str:
    """One line of text, bounded, as Markdown that shows these very characters. It must not stand at the start of a line.

    code: all of it as code; cell: for a cell of a table.
    """
    text = bounded(text)
    if code:
        return _code(text.strip(), cell) if text.strip() else ""
    parts: list[str] = []
    run: list[str] = []
    for word in text.split():
        if not _is_open(run) and (word in _ALONE or _is_prose(word)):
            parts += _closed(run, cell)
            run = []
            parts.append(_ALONE.get(word, word))
        else:
            run.append(word)
    return " ".join([*parts, *_closed(run, cell)])


def _closed(run: list[str], cell: bool) -> list[str]:
    """Words that are shown as code together; what ends the sentence stays outside."""
    if not run:
        return []
    joined = " ".join(run)
    ending = _ENDING.search(joined)
    tail = ending[0] if ending is not None and len(ending[0]) < len(joined) else ""
    return [_code(joined[: len(joined) - len(tail)], cell) + tail]


def _is_open(run: list[str]) -> bool:
    """Whether the words end inside a piece of JSON."""
    return sum((word.count("{") + word.count("[")) - (word.count("}") + word.count("]")) for word in run) > 0


def fenced(rows: list[str], language: str = "") -> str:
    """Lines of harmless text as a block of code."""
    longest = max((len(run) for row in rows for run in re.findall("`+", row)), default=0)
    fence = "`" * max(3, longest + 1)
    return "\n".join([fence + language, *rows, fence])


def html_code(text: str) -> str:
    """Text as a code element for a line of HTML, in which Markdown is not read."""
    return f"<code>{escape(bounded(text))}</code>"


def _is_prose(word: str) -> bool:
    if _PROSE.fullmatch(word) is None or _COMMIT.search(word):
        return False
    return _ISSUE.search(word) is None or _CRITERION.fullmatch(word.strip("(),.;:")) is not None


def _code(text: str, cell: bool) -> str:
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    if cell:
        # A vertical line divides cells, unless one backslash is before it; the text may have backslashes there itself.
        text = text.replace("\\|", "\\\u200c|").replace("|", "\\|")
    return f"{fence}{pad}{text}{pad}{fence}"
