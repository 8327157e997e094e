"""A comparison as text, for people, and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from trustlint.model.comparison import (
    Change,
    Comparison,
    DocumentComparison,
    Fate,
    Side,
    VerdictPair,
)
from trustlint.model.outcome import Verdict
from trustlint.report.safe_text import bounded
from trustlint.report.screen import Screen
from trustlint.report.wording import ASCII_MARKS, MARKS, count
from trustlint.report.writer import RenderOptions

COMPARISON_FORMATS = ("text", "json")

_TITLES = {
    Fate.LOST: "Lost",
    Fate.ALTERED: "Altered",
    Fate.ADDED: "Added",
    Fate.ELSEWHERE: "At another place",
    Fate.VERSION: "By the change of version",
    Fate.KEPT: "Kept",
}
_WORDS = {
    Fate.LOST: "lost",
    Fate.ALTERED: "altered",
    Fate.ADDED: "added",
    Fate.ELSEWHERE: "at another place",
    Fate.VERSION: "by the change of version",
    Fate.KEPT: "kept",
}
_STYLES = {Fate.LOST: "red", Fate.ALTERED: "red"}
_NOTES = {Fate.ELSEWHERE: " (the same value is there; nothing says that the places correspond)"}
_IN_FULL = (Fate.LOST, Fate.ALTERED, Fate.ADDED, Fate.ELSEWHERE)
_BY_NAME = (Fate.VERSION,)
"""Told by their names alone, as nobody has to do anything about them."""
_VALIDITY = {True: "a valid Open Badge", False: "no valid Open Badge", None: "undecided"}


def render_comparison(comparison: Comparison, format: str, options: RenderOptions) -> str:
    """The text of a comparison in one of COMPARISON_FORMATS."""
    if format == "json":
        return json.dumps(harmless(comparison.to_dict()), ensure_ascii=False, indent=2) + "\n"
    screen = Screen(options)
    lines: list[str] = []
    for document in comparison.documents:
        if lines:
            lines.append("")
        lines += _document(document, screen)
    for item in comparison.unread:
        if lines:
            lines.append("")
        lines += screen.wrap(f"{screen.safe(item.path)}: {screen.safe(item.message)}", 0, 2, style="red")
    return "\n".join([*lines, "", *_summary(comparison, screen)]) + "\n"


def harmless(value: Any) -> Any:
    """The same data with texts that can do nothing to who prints them."""
    if isinstance(value, dict):
        return {name: harmless(child) for name, child in value.items()}
    if isinstance(value, list):
        return [harmless(child) for child in value]
    return bounded(value) if isinstance(value, str) else value


def by_entity(fields: Iterable[str]) -> Iterator[str]:
    """Names of fields, those of one entity together: ``issuer: id, name``."""
    found: dict[str, list[str]] = {}
    for field in fields:
        entity, _, name = field.partition(".")
        found.setdefault(entity, []).append(name or entity)
    for entity, names in found.items():
        yield f"{entity}: {', '.join(names)}" if names != [entity] else entity


def _document(document: DocumentComparison, screen: Screen) -> Iterator[str]:
    names = [screen.safe(side.name) if side else None for side in (document.before, document.after)]
    if names[0] is None:
        yield screen.paint(f"{names[1]}", "bold")
        yield from screen.wrap("new: no document before corresponds to it", 2)
        return
    if names[1] is None:
        yield screen.paint(names[0], "bold")
        yield from screen.wrap("lost: no document after has its id or its name", 2, style="red")
        return
    arrow = "→" if screen.options.unicode else "->"
    yield screen.paint(f"{names[0]} {arrow} {names[1]}", "bold")
    if document.changed_version:
        yield from screen.wrap(document.changed_version, 2)
    counts = document.counts()
    told = [f"{counts[fate]} {_WORDS[fate]}" for fate in Fate if counts.get(fate)]
    yield from screen.wrap(f"Values: {', '.join(told) or 'none'}", 2, 4)
    if document.links.kept or document.links.broken:
        broken = f", {len(document.links.broken)} broken" if document.links.broken else ""
        yield from screen.wrap(f"Links within: {document.links.kept} kept{broken}", 2, 4)
    yield from _validity(document, screen)
    for fate in (*_IN_FULL, *_BY_NAME, *([Fate.KEPT] if screen.options.verbose else [])):
        changes = [change for change in document.changes if change.fate is fate]
        if not changes:
            continue
        yield ""
        yield screen.paint(f"  {_TITLES[fate]}{_NOTES.get(fate, '')}", "bold")
        if fate in _BY_NAME and not screen.options.verbose:
            fields = dict.fromkeys(screen.safe(change.field) for change in changes)
            for line in by_entity(fields):
                yield from screen.wrap(line, 4, 6)
            continue
        for change in changes:
            yield from _change(change, screen)
    if document.links.broken:
        yield ""
        yield screen.paint("  Broken links", "bold")
        for side in document.links.broken:
            text = (
                f"{_place(side, screen)} names {screen.safe(side.text)}, which no object after has as its id"
            )
            yield from screen.wrap(text, 4, 6, style="red")
    yield from _verdicts(document, screen)


def _validity(document: DocumentComparison, screen: Screen) -> Iterator[str]:
    if document.before is None or document.after is None:
        return
    words = [_VALIDITY[side.valid] for side in (document.before, document.after)]
    if words[0] == words[1]:
        yield from screen.wrap(f"Open Badge: {words[0]} before and after", 2, 4)
    else:
        style = "red" if document.became_invalid else ""
        yield from screen.wrap(f"Open Badge: {words[0]} before, {words[1]} after", 2, 4, style=style)


def _place(side: Side, screen: Screen) -> str:
    pointer = screen.safe(side.pointer) or "the root"
    return f"{pointer} of {screen.safe(side.document)}" if side.document else pointer


def _change(change: Change, screen: Screen) -> Iterator[str]:
    style = _STYLES.get(change.fate, "")
    yield from screen.wrap(screen.safe(change.field), 4, 6, style=style)
    arrow = "→" if screen.options.unicode else "->"
    if change.before is not None and change.after is not None and change.fate is Fate.ALTERED:
        yield from screen.wrap(_value(change.before, screen), 6, 8)
        yield from screen.wrap(f"{arrow} {_value(change.after, screen)}", 6, 8)
    elif change.before is not None and change.after is not None and change.fate is Fate.ELSEWHERE:
        yield from screen.wrap(
            f"{_value(change.before, screen)} {arrow} {_place(change.after, screen)}", 6, 8
        )
    elif change.before is not None:
        yield from screen.wrap(_value(change.before, screen), 6, 8)
    elif change.after is not None:
        yield from screen.wrap(_value(change.after, screen), 6, 8)
    if change.reason:
        yield from screen.wrap(f"({screen.safe(change.reason)})", 6, 8)


def _value(side: Side, screen: Screen) -> str:
    return f"{_place(side, screen)}: {screen.safe(side.text)}"


def _verdicts(document: DocumentComparison, screen: Screen) -> Iterator[str]:
    packs = dict.fromkeys(verdict.pack for verdict in document.verdicts)
    for pack in packs:
        of_pack = [verdict for verdict in document.verdicts if verdict.pack == pack]
        differing = [verdict for verdict in of_pack if verdict.before != verdict.after]
        shown = of_pack if screen.options.verbose else differing
        yield ""
        yield screen.paint(f"  Verdicts of {screen.safe(pack)}", "bold")
        same = len(of_pack) - len(differing)
        if same and not screen.options.verbose:
            yield from screen.wrap(f"{count(same, 'criterion', 'criteria')} the same before and after", 4)
        for verdict in shown:
            yield from _verdict(verdict, screen)


def _verdict(verdict: VerdictPair, screen: Screen) -> Iterator[str]:
    arrow = "→" if screen.options.unicode else "->"
    marks = MARKS if screen.options.unicode else ASCII_MARKS
    words = [
        f"{marks[Verdict(side)]} {side}" if side else "not asked" for side in (verdict.before, verdict.after)
    ]
    told = f"{verdict.id}  {screen.safe(verdict.title)}: {words[0]} {arrow} {words[1]}"
    yield from screen.wrap(told, 4, 6, style="red" if verdict.worse else "")
    if verdict.worse and verdict.message:
        yield from screen.wrap(screen.safe(verdict.message), 6, 6)


def _summary(comparison: Comparison, screen: Screen) -> Iterator[str]:
    compared = [document for document in comparison.documents if document.before is not None]
    preserved = sum(document.is_preserved for document in compared)
    yield screen.paint("Summary", "bold")
    if not compared:
        yield "  nothing was compared: there is no document before"
        return
    told = f"{preserved} of {count(len(compared), 'document')} preserved"
    if preserved == len(compared):
        told += ": nothing is lost or altered, and no verdict is worse"
    else:
        told += f"; in {len(compared) - preserved}, something is lost, altered or judged worse"
    yield from screen.wrap(told, 2, 4)
    if comparison.unread:
        yield from screen.wrap(
            f"{count(len(comparison.unread), 'input')} could not be compared in full", 2, 4
        )
    yield f"  Exit code {comparison.exit_code}"
