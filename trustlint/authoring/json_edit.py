"""Additions to a JSON text: nothing that is there is written anew, and what is added is laid out like its neighbours."""

from __future__ import annotations

import json
import re
from typing import Any

from trustlint.model.pointer import Path
from trustlint.source.json_spans import parse_with_spans
from trustlint.source.span_table import SpanTable

_FIRST_INDENT = re.compile(r"\n([ \t]+)\S")


def add(text: str, path: Path, value: Any) -> str:
    """The text with a value added: a member of an object that lacks it, or, with ``-`` as the last step, an item behind
    the last one of a list. A single value that stands there already becomes the new one.

    Raises KeyError when there is no object or list to add to.
    """
    table = parse_with_spans(text).table
    if path in table:
        start, end = table[path][2], table[path][3]
        return text[:start] + _laid_out(value, text, _indent_at(text, start)) + text[end:]
    parent = path[:-1]
    start, end = table[parent][2], table[parent][3]
    if text[start] != ("[" if path[-1] == "-" else "{"):
        raise KeyError(path)
    name = "" if path[-1] == "-" else f"{json.dumps(path[-1], ensure_ascii=False)}{_colon(text)}"
    children = _children(table, parent)
    if not children:
        return text[:start] + _only(text, start, end, name, value) + text[end:]
    first, _ = children[0]
    last_end = children[-1][1]
    gap = text[start + 1 : first]
    if "\n" in gap or "\r" in gap:
        indent = re.split(r"[\r\n]", gap)[-1]
        added = f",{_line_end(text)}{indent}{name}{_laid_out(value, text, indent)}"
    else:
        comma = ", " if len(children) == 1 and " " in _colon(text) else _comma(text, children)
        added = f"{comma}{name}{_on_one_line(value, text)}"
    return text[:last_end] + added + text[last_end:]


def _children(table: SpanTable, parent: Path) -> list[tuple[int, int]]:
    """Where each member or item of a value starts, with its name, and ends; in the order of the text."""
    found = [
        (entry[2] if entry[0] is None else entry[0], entry[3])
        for path, entry in table.items()
        if len(path) == len(parent) + 1 and path[:-1] == parent
    ]
    return sorted(found)


def _only(text: str, start: int, end: int, name: str, value: Any) -> str:
    """An empty object or list, with its first member or item."""
    opener, closer = text[start], text[end - 1]
    if not _is_laid_out(text):
        return f"{opener}{name}{_on_one_line(value, text)}{closer}"
    indent = _indent_at(text, start)
    inner = indent + _unit(text)
    line_end = _line_end(text)
    return f"{opener}{line_end}{inner}{name}{_laid_out(value, text, inner)}{line_end}{indent}{closer}"


def _laid_out(value: Any, text: str, indent: str) -> str:
    if not _is_laid_out(text):
        return _on_one_line(value, text)
    lines = json.dumps(value, ensure_ascii=False, indent=_unit(text)).split("\n")
    return f"{_line_end(text)}{indent}".join(lines)


def _on_one_line(value: Any, text: str) -> str:
    return json.dumps(
        value, ensure_ascii=False, separators=(", " if " " in _colon(text) else ",", _colon(text))
    )


def _is_laid_out(text: str) -> bool:
    return "\n" in text.strip() or "\r" in text.strip()


def _unit(text: str) -> str:
    found = _FIRST_INDENT.search(text.replace("\r\n", "\n").replace("\r", "\n"))
    return found[1] if found else "  "


def _indent_at(text: str, offset: int) -> str:
    """What the line of a place starts with."""
    start = max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1
    line = text[start:offset]
    return line[: len(line) - len(line.lstrip(" \t"))]


def _colon(text: str) -> str:
    return ":" if re.search(r'"\s*:[^\s]', text) and not re.search(r'":\s', text) else ": "


def _comma(text: str, children: list[tuple[int, int]]) -> str:
    """The comma as it stands between the last two members or items."""
    between = text[children[-2][1] : children[-1][0]] if len(children) > 1 else ","
    return between if between.strip() == "," else ", "


def _line_end(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n" if "\n" in text else "\r" if "\r" in text else "\n"
