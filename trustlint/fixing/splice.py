"""One edit of plain data as replacements of stretches of the text that the data was read from."""

from __future__ import annotations

from typing import Any, NamedTuple

from trustlint.model.fix import CannotEdit, Edit
from trustlint.model.pointer import Path
from trustlint.source.span_table import SpanTable


class Splice(NamedTuple):
    """New text in the place of the characters ``start`` up to, not including, ``end``."""

    start: int
    end: int
    text: str


def spliced(text: str, splices: list[Splice]) -> str:
    """The text with the replacements, which do not overlap."""
    for splice in sorted(splices, reverse=True):
        text = text[: splice.start] + splice.text + text[splice.end :]
    return text


class Target(NamedTuple):
    """What an edit is done in: a text, the places of its values, and the values. What is at a path of the data has its
    place in the table, except where an alias of YAML stands for it."""

    text: str
    table: SpanTable
    data: Any

    def at(self, path: Path) -> Any:
        value = self.data
        for step in path:
            value = value[step]
        return value

    def value(self, path: Path) -> tuple[int, int]:
        """Where a value starts and ends."""
        entry = self.entry(path)
        return entry[2], entry[3]

    def key(self, path: Path) -> tuple[int, int]:
        """Where a member name starts and ends."""
        entry = self.entry(path)
        if entry[0] is None or entry[1] is None:
            raise CannotEdit("the name has no place of its own in the text")
        return entry[0], entry[1]

    def whole(self, path: Path) -> tuple[int, int]:
        """Where a member with its name, or an item, starts and ends."""
        entry = self.entry(path)
        return entry[2] if entry[0] is None else entry[0], entry[3]

    def entry(self, path: Path) -> tuple[int | None, int | None, int, int]:
        if path not in self.table:
            raise CannotEdit("the value has no place of its own in the text")
        return self.table[path]

    def steps(self, path: Path) -> list[Path]:
        """The places of the members or items of a container, in the order of the text."""
        held = self.at(path)
        steps = held if isinstance(held, dict) else range(len(held))
        return sorted(((*path, step) for step in steps), key=self.whole)


def in_brackets(target: Target, edit: Edit, written: str) -> list[Splice]:
    """Adding or removing in a container that is written in brackets: JSON, or the flow style of YAML.

    written: the new item, or the new member without its name; the name is part of ``written`` for a member.
    """
    path = edit.path[:-1]
    siblings = target.steps(path)
    start, end = target.value(path)
    if edit.op == "remove":
        return [_removal(target, edit.path, siblings, start, end)]
    if not siblings:
        return [Splice(start + 1, end - 1, written)]
    number = edit.path[-1] if isinstance(edit.path[-1], int) else len(siblings)
    first, last = target.whole(siblings[0]), target.whole(siblings[-1])
    if len(siblings) > 1:
        gap = target.text[target.whole(siblings[-2])[1] : last[0]]
    else:
        before = target.text[start + 1 : first[0]]
        gap = f",{before}" if "\n" in before or "\r" in before else ", "
    if "#" in gap or gap.strip() != ",":
        gap = ", "  # there is a comment between them
    if number >= len(siblings):
        return [Splice(last[1], last[1], gap + written)]
    place = target.whole(siblings[number])[0]
    return [Splice(place, place, written + gap)]


def _removal(target: Target, path: Path, siblings: list[Path], start: int, end: int) -> Splice:
    position = siblings.index(path)
    if position > 0:
        splice = Splice(target.whole(siblings[position - 1])[1], target.whole(path)[1], "")
    elif len(siblings) > 1:
        splice = Splice(target.whole(path)[0], target.whole(siblings[1])[0], "")
    else:
        splice = Splice(start + 1, end - 1, "")
    if "#" in target.text[splice.start : splice.end].replace(target.text[slice(*target.whole(path))], ""):
        raise CannotEdit("there is a comment beside it, which would be lost")
    return splice
