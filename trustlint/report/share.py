"""What ``trustlint share`` found, as text and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator

from trustlint.model.outcome import Verdict
from trustlint.model.report import CriterionResult
from trustlint.model.share import Share, Shares
from trustlint.report.safe_text import safe
from trustlint.report.screen import Screen
from trustlint.report.wording import ASCII_MARKS, MARKS, kind_line
from trustlint.report.writer import RenderOptions

SHARE_FORMATS = ("text", "json")


def render_shares(shares: Shares, format: str, options: RenderOptions) -> str:
    """The text of what was found, in one of SHARE_FORMATS."""
    if format == "json":
        return json.dumps(shares.to_dict(), ensure_ascii=False, indent=2) + "\n"
    screen = Screen(options)
    lines: list[str] = []
    for document in shares.documents:
        if lines:
            lines.append("")
        lines += _document(document, screen)
    return "\n".join(lines) + "\n" if lines else ""


def _document(document: Share, screen: Screen) -> Iterator[str]:
    yield screen.paint(screen.safe(document.result.name), "bold")
    yield from screen.wrap(kind_line(document.result.kind), 2)
    if document.line is not None and document.link is not None:
        yield ""
        yield "  On a résumé:" if screen.options.unicode else "  On a resume:"
        yield from screen.wrap(document.line, 4)
        yield ""
        yield "  To add it to a LinkedIn profile:"
        yield f"    {safe(document.link)}"  # whole and on one line, to be copied
    elif document.is_about_a_learner:
        yield ""
        nothing = "Nothing to show yet: the name of the achievement is neither in it nor in another file given; add it, or give the file of the badge as well."
        yield from screen.wrap(nothing, 2, style="red")
    if document.missing:
        yield ""
        yield "  What would show it better:"
        for criterion in document.missing:
            yield from _missing(criterion, screen)


def _missing(criterion: CriterionResult, screen: Screen) -> Iterator[str]:
    marks = MARKS if screen.options.unicode else ASCII_MARKS
    style = "red" if criterion.verdict is Verdict.FAIL else "yellow"
    head = f"{marks[criterion.verdict]} {criterion.id} {criterion.title} ({criterion.level})"
    yield from screen.wrap(head, 4, 6, style=style)
    if criterion.verdict is Verdict.NEEDS_REVIEW and criterion.question:
        yield from screen.wrap(f"For a person: {criterion.question}", 6)
    elif criterion.remediation is not None:
        yield from screen.wrap(criterion.remediation.text, 6)
    else:
        yield from screen.wrap(criterion.message, 6)
