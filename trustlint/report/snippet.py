"""JSON snippets for people: indented, but with short lists and objects on one line, and safe to copy."""

from __future__ import annotations

from json import dumps
from typing import Any

from trustlint.report.json_text import escape
from trustlint.report.safe_text import text_width

_LONGEST = 4000


def snippet_rows(value: Any, width: int, unicode: bool = True) -> list[str]:
    """A JSON value as lines. Lines are not wrapped, so that they can be copied; ``width`` decides what fits on one."""
    return [_bounded(row) for row in _rows(value, width, unicode)]


def _rows(value: Any, width: int, unicode: bool) -> list[str]:
    if not _is_deep(value):
        line = _line(value, unicode)
        if not isinstance(value, dict | list) or text_width(line) <= width:
            return [line]
    inner = width - 2
    if isinstance(value, dict):
        members = []
        for name, member in value.items():
            head = f"{_line(name, unicode)}: "
            rows = _rows(member, inner - text_width(head), unicode)
            members.append([head + rows[0], *rows[1:]])
        return ["{", *_joined(members), "}"]
    return ["[", *_joined([_rows(member, inner, unicode) for member in value]), "]"]


def _joined(members: list[list[str]]) -> list[str]:
    """Members below each other, indented, with commas between."""
    rows = []
    for number, member in enumerate(members, 1):
        comma = "," if number < len(members) else ""
        rows += [f"  {row}" for row in member[:-1]]
        rows.append(f"  {member[-1]}{comma}")
    return rows


def _is_deep(value: Any) -> bool:
    """Whether a list or object holds a list or object that is not empty, or an object holds several members."""
    if isinstance(value, dict):
        return len(value) > 1 or any(isinstance(member, dict | list) and member for member in value.values())
    return isinstance(value, list) and any(isinstance(member, dict | list) and member for member in value)


def _line(value: Any, unicode: bool) -> str:
    return escape(dumps(value, ensure_ascii=not unicode))


def _bounded(row: str) -> str:
    return row if len(row) <= _LONGEST else row[:_LONGEST] + " (cut)"
