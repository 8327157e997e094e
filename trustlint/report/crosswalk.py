"""A crosswalk as text (for one badge), as a table (frameworks side by side) and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from trustlint.model.crosswalk import Crosswalk, DocumentCrosswalk, Suggestion
from trustlint.model.outcome import Verdict
from trustlint.model.report import CriterionResult
from trustlint.report.safe_text import text_width
from trustlint.report.screen import Screen
from trustlint.report.snippet import snippet_rows
from trustlint.report.wording import ASCII_MARKS, MARKS, count, kind_line, open_badge_verdict
from trustlint.report.writer import RenderOptions

CROSSWALK_FORMATS = ("text", "table", "json")

_ORDER = (
    Verdict.FAIL,
    Verdict.ERROR,
    Verdict.NOT_ASSESSED,
    Verdict.NEEDS_REVIEW,
    Verdict.WAIVED,
    Verdict.PASS,
    Verdict.NOT_APPLICABLE,
)
_STYLES = {Verdict.FAIL: "red", Verdict.PASS: "green", Verdict.NEEDS_REVIEW: "yellow", Verdict.ERROR: "red"}
_GAP = "  "


def render_crosswalk(crosswalk: Crosswalk, format: str, options: RenderOptions) -> str:
    """The text of a crosswalk in one of CROSSWALK_FORMATS."""
    if format == "json":
        return json.dumps(crosswalk.to_dict(), ensure_ascii=False, indent=2) + "\n"
    screen = Screen(options)
    lines: list[str] = []
    for document in crosswalk.documents:
        if lines:
            lines.append("")
        lines += _head(document, screen)
        lines += _side_by_side(document, screen) if format == "table" else _by_group(document, screen)
        lines += _suggestions(document, screen, snippets=format == "text")
        lines += _by_hand(document, screen)
    return "\n".join(lines) + "\n" if lines else ""


def _head(document: DocumentCrosswalk, screen: Screen) -> Iterator[str]:
    result = document.result
    yield screen.paint(screen.safe(result.name), "bold")
    yield from screen.wrap(kind_line(result.kind), 2)
    more = "; `trustlint check` shows them" if result.valid is False else ""
    yield from screen.wrap(f"Open Badge: {open_badge_verdict(result)}{more}", 2)
    for pack in document.packs:
        applicable = [item for item in result.criteria if item.pack == pack and item.verdict is not Verdict.NOT_APPLICABLE]  # fmt: skip
        met = document.count(pack, Verdict.PASS)
        parts = [f"{met} of {len(applicable)} criteria met"]
        open_ = document.count(pack, Verdict.NEEDS_REVIEW)
        parts += [f"{open_} to review"] if open_ else []
        yield from screen.wrap(f"{pack}: {', '.join(parts)}", 2, 4)
    if document.silent:
        yield from screen.wrap(f"Nothing is asked of such a document by: {', '.join(document.silent)}", 2, 4)


def _mark(verdict: Verdict, screen: Screen) -> str:
    return (MARKS if screen.options.unicode else ASCII_MARKS)[verdict]


def _by_group(document: DocumentCrosswalk, screen: Screen) -> Iterator[str]:
    """A group a paragraph: its criteria by verdict, whatever framework they are of."""
    if not document.groups:
        return
    yield ""
    yield screen.paint("  What is asked, and how it stands", "bold")
    for group in document.groups:
        applicable = [item for item in group.criteria if item.verdict is not Verdict.NOT_APPLICABLE]
        if not applicable and not screen.options.verbose:
            continue
        yield f"    {screen.safe(group.title)}"
        for verdict in _ORDER:
            ids = [item.id for item in group.criteria if item.verdict is verdict]
            if ids and (verdict is not Verdict.NOT_APPLICABLE or screen.options.verbose):
                line = f"{_mark(verdict, screen)} {' '.join(ids)}"
                yield from screen.wrap(line, 6, 8, style=_STYLES.get(verdict, ""))


def _side_by_side(document: DocumentCrosswalk, screen: Screen) -> list[str]:
    """A group a row, a framework a column."""
    if not document.groups:
        return []
    rows = [
        [screen.safe(group.title), *(_cell(group.of(pack), screen) for pack in document.packs)]
        for group in document.groups
    ]
    head = ["What is asked", *document.packs]
    return ["", *_aligned([head, ["-" * text_width(cell) for cell in head], *rows])]


def _cell(criteria: Sequence[CriterionResult], screen: Screen) -> str:
    return " ".join(f"{_mark(item.verdict, screen)} {item.id}" for item in criteria)


def _aligned(rows: list[list[str]]) -> list[str]:
    widths = [max(text_width(row[column]) for row in rows) for column in range(len(rows[0]))]
    return [
        _GAP.join(cell + " " * (width - text_width(cell)) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]  # fmt: skip


def _suggestions(document: DocumentCrosswalk, screen: Screen, *, snippets: bool) -> Iterator[str]:
    if not document.suggestions:
        return
    yield ""
    yield screen.paint("  What to add, most useful first", "bold")
    for number, suggestion in enumerate(document.suggestions, 1):
        yield from screen.wrap(f"{number}. {settles(suggestion)}", 4, 7)
        if not snippets:
            continue
        yield from screen.wrap(suggestion.text, 7)
        yield from screen.wrap(f"At {suggestion.insert_at or 'the root'}:", 7)
        yield from (f"         {row}" for row in snippet_rows(suggestion.snippet, screen.width - 9, screen.options.unicode))  # fmt: skip
        for addition in suggestion.also:
            yield from screen.wrap(f"and at {addition.insert_at or 'the root'}:", 7)
            yield from (f"         {row}" for row in snippet_rows(addition.snippet, screen.width - 9, screen.options.unicode))  # fmt: skip


def settles(suggestion: Suggestion) -> str:
    """``Adding creditsAvailable settles TC-14, TM-07 (2 frameworks)``."""
    ids = ", ".join(item.id for item in suggestion.settles)
    doing = f"{'Changing' if suggestion.replaces else 'Adding'} {suggestion.fact}"
    if suggestion.after is not None:
        doing = f"After {suggestion.after}, {doing[0].lower()}{doing[1:]}"
    sentence = f"{doing} settles {ids} ({count(len(suggestion.packs), 'framework')})"
    if suggestion.still_open:
        sentence += f"; a person has then to review {', '.join(suggestion.still_open)}"
    if suggestion.breaks:
        asks = "asks" if len(suggestion.breaks) == 1 else "ask"
        sentence += f"; {', '.join(suggestion.breaks)} then {asks} for more"
    return sentence


def _by_hand(document: DocumentCrosswalk, screen: Screen) -> Iterator[str]:
    if not document.by_hand:
        return
    yield ""
    yield screen.paint("  What no snippet settles", "bold")
    for item in document.by_hand:
        text = item.remediation.text if item.remediation else item.message
        yield from screen.wrap(f"{item.id}  {text}", 4, 7)
