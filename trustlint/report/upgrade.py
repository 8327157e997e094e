"""An upgrade as text, for people, and as JSON; and the newer badge itself."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from trustlint.model.comparison import Side
from trustlint.model.upgrade import Left, Upgrade, Upgrades
from trustlint.report.comparison import by_entity, harmless
from trustlint.report.screen import Screen
from trustlint.report.wording import count
from trustlint.report.writer import RenderOptions

UPGRADE_FORMATS = ("text", "json")

_VALIDITY = {True: "yes", False: "no", None: "undecided"}


def json_document(data: Any, *, indent: int | None = 2) -> str:
    """Data as the text of a JSON file, in which every character can be written."""
    text = json.dumps(data, ensure_ascii=False, indent=indent)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:  # half a character, which only an escape can say
        text = json.dumps(data, indent=indent)
    return text + "\n"


def render_upgrades(upgrades: Upgrades, format: str, options: RenderOptions) -> str:
    """What became of the badges, in one of UPGRADE_FORMATS; with JSON come the newer badges as they are."""
    if format == "json":
        told = upgrades.to_dict()
        documents = [{**harmless({**item, "data": None}), "data": item["data"]} for item in told["documents"]]
        return json_document({**harmless({**told, "documents": []}), "documents": documents})
    screen = Screen(options)
    lines: list[str] = []
    for document in upgrades.documents:
        if lines:
            lines.append("")
        lines += _document(document, screen, alone=len(upgrades.documents) == 1)
    if upgrades.skipped:
        lines += ["", screen.paint("Not upgraded", "bold")]
        for name, reason in upgrades.skipped:
            lines += screen.wrap(f"{screen.safe(name)}: {screen.safe(reason)}", 2, 4)
    return "\n".join([*lines, "", *_summary(upgrades, screen)]) + "\n"


def _document(document: Upgrade, screen: Screen, *, alone: bool) -> Iterator[str]:
    yield screen.paint(screen.safe(document.name), "bold")
    if document.data is None:
        problem = document.problem or "nothing came of it"
        yield from screen.wrap(f"not upgraded: {screen.safe(problem)}", 2, 4, style="red")
        return
    kind = document.kind.label if document.kind is not None else "a badge"
    yield from screen.wrap(f"{kind} to Open Badges 3.0 {_class_of(document.data)}", 2, 4)
    if document.written is not None:
        yield from screen.wrap(f"Written to {screen.safe(document.written)}", 2, 4)
    sources = {(item.source.document, item.source.pointer) for item in document.carried}
    yield from screen.wrap(f"{count(len(sources), 'value')} carried over, {len(document.lost)} lost", 2, 4)
    yield from _lost("Lost", document.lost, screen, style="red")
    changed = [item for item in document.carried if item.note or item.because]
    if changed:
        yield ""
        yield screen.paint("  Carried over, and worth a look", "bold")
        for item in changed:
            arrow = "→" if screen.options.unicode else "->"
            now = "" if item.text == item.source.text else f": {screen.safe(item.text)}"
            yield from screen.wrap(
                f"{_value(item.source, screen)} {arrow} {screen.safe(item.pointer)}{now}", 4, 6
            )
            yield from screen.wrap(f"({screen.safe('; '.join(filter(None, (item.note, item.because))))})", 6)
    plain = dict.fromkeys(item.field for item in document.carried if not (item.note or item.because))
    if plain:
        yield ""
        yield screen.paint("  Carried over as it was", "bold")
        for line in by_entity(plain):
            yield from screen.wrap(line, 4, 6)
    if document.made:
        yield ""
        yield screen.paint("  Added", "bold")
        for made in document.made:
            yield from screen.wrap(f"{screen.safe(made.pointer)}: {screen.safe(made.text)}", 4, 6)
            yield from screen.wrap(f"({screen.safe(made.reason)})", 6)
    yield from _lost("Nothing to carry", document.left_behind, screen)
    yield from _state(document, screen, alone=alone)


def _class_of(data: dict[str, Any]) -> str:
    types = data.get("type")
    return (
        str(types[-1 if types[0] == "VerifiableCredential" else 0])
        if isinstance(types, list) and types
        else ""
    )


def _lost(title: str, items: Iterable[Left], screen: Screen, style: str = "") -> Iterator[str]:
    found = list(items)
    if not found:
        return
    yield ""
    yield screen.paint(f"  {title}", "bold")
    for item in found:
        yield from screen.wrap(_value(item.source, screen), 4, 6, style=style)
        yield from screen.wrap(f"({screen.safe(item.reason)})", 6)


def _value(side: Side, screen: Screen) -> str:
    place = screen.safe(side.pointer) or "the root"
    if side.document is not None:
        place = f"{place} of {screen.safe(side.document)}"
    return f"{place}: {screen.safe(side.text)}"


def _state(document: Upgrade, screen: Screen, *, alone: bool) -> Iterator[str]:
    """What the result is worth. alone: it is the only one, so that there is room to say what to do."""
    yield ""
    yield screen.paint("  Check of the result", "bold")
    before = "" if document.was_valid == document.valid else f" (before: {_VALIDITY[document.was_valid]})"
    style = "red" if document.valid is False else ""
    yield from screen.wrap(f"A valid Open Badge: {_VALIDITY[document.valid]}{before}", 4, style=style)
    for finding in document.findings:
        place = screen.safe(finding.pointer or "") or "the root"
        yield from screen.wrap(
            f"{finding.code} at {place}: {screen.safe(finding.message)}", 6, 8, style="red"
        )
    for pack in dict.fromkeys(item.pack for item in document.lacking):
        of_pack = [item for item in document.lacking if item.pack == pack]
        if not alone:
            ids = ", ".join(item.id for item in of_pack)
            yield from screen.wrap(f"Not met of {screen.safe(pack)}: {ids}", 4, 6)
            continue
        yield from screen.wrap(f"Not met of {screen.safe(pack)}:", 4)
        for item in of_pack:
            yield from screen.wrap(f"{item.id} ({item.level})  {screen.safe(item.title)}", 6, 8)
            if item.remediation is not None:
                yield from screen.wrap(screen.safe(item.remediation.text), 8)


def _summary(upgrades: Upgrades, screen: Screen) -> Iterator[str]:
    done = [document for document in upgrades.documents if document.data is not None]
    yield screen.paint("Summary", "bold")
    if not upgrades.documents:
        yield "  there was nothing to upgrade"
    else:
        told = f"{len(done)} of {count(len(upgrades.documents), 'document')} upgraded; nothing is signed yet"
        yield from screen.wrap(told, 2, 4)
    yield f"  Exit code {upgrades.exit_code}"
