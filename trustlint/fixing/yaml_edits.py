"""Edits of YAML text by span: flow and block style, with the quotes that are there.

What cannot be done without touching more than the edit says, such as a value that aliases share, is refused.
"""

from __future__ import annotations

import json
import re
from typing import Any

from trustlint.fixing.splice import Splice, Target, in_brackets
from trustlint.model.fix import CannotEdit, Edit, same
from trustlint.model.pointer import Path
from trustlint.source.yaml_scalars import plain_value

_PLAIN = re.compile(r"[A-Za-z0-9_/.@][\w./@:+?=&%~$ -]*")
_OTHER_TYPES = re.compile(r"(?i:true|false|null|yes|no|on|off|y|n|\.inf|\.nan)")
_ITEM = re.compile(r"[ ]*-[ ]+")
_TRAILING = re.compile(r"[ \t]*(#.*)?")
_LINE_END = re.compile(r"\r\n|\n|\r")


def splices_in_yaml(target: Target, edit: Edit) -> list[Splice]:
    """The replacements that carry out one edit. Raises CannotEdit."""
    if edit.op == "replace":
        return _replacement(target, edit)
    if edit.op == "rename":
        start, end = target.key(edit.path)
        old = target.text[start:end]
        _refuse_marked(old)
        return [Splice(start, end, _scalar(edit.value, old, flow=True))]
    holder = edit.path[:-1]
    start, _ = target.value(holder)
    if target.text[start : start + 1] in ("[", "{"):
        written = "" if edit.op == "remove" else _new(target, edit, flow=True)
        return in_brackets(target, edit, written)
    if target.text[start : start + 1] in ("&", "!", "*"):
        raise CannotEdit("it is in a value with an anchor, alias or tag of YAML")
    return [_line_removed(target, edit)] if edit.op == "remove" else [_line_added(target, edit)]


def _replacement(target: Target, edit: Edit) -> list[Splice]:
    start, end = target.value(edit.path)
    text = target.text[start:end]
    old, new = target.at(edit.path), edit.value
    _refuse_marked(text)
    is_flow = text[:1] in ("[", "{")
    if isinstance(new, list) and len(new) == 1 and same(new[0], old):
        return _in_list(target, start, end, old, is_flow=is_flow)
    if isinstance(old, list) and len(old) == 1 and same(old[0], new):
        inner = target.value((*edit.path, 0))
        return [Splice(start, inner[0], ""), Splice(inner[1], end, "")]
    if isinstance(old, dict | list) and not is_flow and text:
        raise CannotEdit("it is written over several lines, and would have to be written anew")
    return [Splice(start, end, _scalar(new, text, flow=_is_in_flow(target, edit.path)))]


def _in_list(target: Target, start: int, end: int, old: Any, *, is_flow: bool) -> list[Splice]:
    """Brackets around a value on one line; a hyphen before one in blocks, and all its lines moved behind that."""
    text = target.text
    if is_flow or not isinstance(old, dict | list):
        written = text[start:end] if is_flow else _scalar(old, text[start:end], flow=True)
        return [Splice(start, end, f"[{written}]")]
    line = _line_start(text, start)
    if text[line:start].strip(" "):
        raise CannotEdit("it starts behind something else on its line")
    splices = [Splice(start, start, "- ")]
    for match in _LINE_END.finditer(text, start, end):
        if match.end() < end:
            splices.append(Splice(match.end(), match.end(), "  "))
    return splices


def _new(target: Target, edit: Edit, *, flow: bool) -> str:
    """A new item, or member with its name, in the manner of those beside it."""
    beside = target.steps(edit.path[:-1])
    like, name_like = "", ""
    for path in beside:
        text = target.text[slice(*target.value(path))]
        like = text if isinstance(target.at(path), str) else like
        if isinstance(path[-1], str):
            name_like = target.text[slice(*target.key(path))]
    written = _scalar(edit.value, like if like[:1] in ('"', "'") else "", flow=flow)
    if isinstance(edit.path[-1], str):
        name = _scalar(edit.path[-1], name_like if name_like[:1] in ('"', "'") else "", flow=True)
        written = f"{name}: {written}"
    return written


def _line_added(target: Target, edit: Edit) -> Splice:
    """A line of its own in a block: behind the last one, or before the one whose index the new item takes."""
    text = target.text
    siblings = target.steps(edit.path[:-1])
    if not siblings:
        raise CannotEdit("it has no lines to be added to")
    written = _new(target, edit, flow=False)
    first = target.whole(siblings[0])[0]
    lead = text[_line_start(text, first) : first]
    if isinstance(edit.path[-1], int):
        if not _ITEM.fullmatch(lead):
            raise CannotEdit("it starts behind something else on its line")
        line = lead + written
        if edit.path[-1] < len(siblings):
            before = target.whole(siblings[edit.path[-1]])[0]
            start = _line_start(text, before)
            return Splice(start, start, line + _line_ending(text))
    else:
        line = " " * len(lead) + written
        if lead.strip(" -"):
            raise CannotEdit("it starts behind something else on its line")
    end = _line_end(text, target.whole(siblings[-1])[1])
    return Splice(end, end, _line_ending(text) + line)


def _line_removed(target: Target, edit: Edit) -> Splice:
    """The lines of a member or item, which has them for itself."""
    text = target.text
    siblings = target.steps(edit.path[:-1])
    if len(siblings) < 2:
        raise CannotEdit("nothing would be left around it")
    first, last = target.whole(edit.path)
    start, end = _line_start(text, first), _line_end(text, last)
    lead = text[start:first]
    is_item = isinstance(edit.path[-1], int)
    if not (_ITEM.fullmatch(lead) if is_item else lead.strip(" ") == ""):
        raise CannotEdit("it starts behind something else on its line")
    if text[last:end].strip() or "#" in text[first:last] or text[first:last].startswith(("&", "!")):
        raise CannotEdit("there is something else on its lines, which would be lost")
    ending = _LINE_END.match(text, end)
    if ending is not None:
        return Splice(start, ending.end(), "")
    before = start - len(_line_ending(text)) if start else 0
    return Splice(before, end, "")


def _scalar(value: Any, like: str, *, flow: bool) -> str:
    """A value on one line, in the quotes of ``like``. flow: inside brackets, or a name, where fewer texts need none."""
    if not isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if like[:1] in ("|", ">"):
        raise CannotEdit("it is a block of text over several lines")
    if like[:1] == "'" and value.isprintable():
        doubled = value.replace("'", "''")
        return f"'{doubled}'"
    if like[:1] == '"' or not _can_be_plain(value, flow=flow):
        return json.dumps(value, ensure_ascii=not value.isprintable())
    return value


def _can_be_plain(value: str, *, flow: bool) -> bool:
    """Whether every reader of YAML takes a text without quotes for this text."""
    return (
        _PLAIN.fullmatch(value) is not None
        and value == value.strip()
        and ": " not in value
        and not value.endswith(":")
        and plain_value(value) == value
        and not _OTHER_TYPES.fullmatch(value)
        and not (flow and any(mark in value for mark in "?=&"))
    )


def _refuse_marked(text: str) -> None:
    if text[:1] in ("&", "*", "!"):
        raise CannotEdit("it has an anchor, alias or tag of YAML, by which other places may share it")
    if text[:1] == "?":
        raise CannotEdit("it is a name of several lines")


def _is_in_flow(target: Target, path: Path) -> bool:
    """Whether a value is inside brackets."""
    for length in range(len(path)):
        start, _ = target.value(path[:length])
        if target.text[start : start + 1] in ("[", "{"):
            return True
    return False


def _line_start(text: str, place: int) -> int:
    return max(text.rfind("\n", 0, place), text.rfind("\r", 0, place)) + 1


def _line_end(text: str, place: int) -> int:
    """The end of the line that a place is in, before its line break."""
    found = _LINE_END.search(text, place)
    return found.start() if found else len(text)


def _line_ending(text: str) -> str:
    found = _LINE_END.search(text)
    return found[0] if found else "\n"
