"""Edits of JSON text by span: all that is not edited stays as it is, to the last blank."""

from __future__ import annotations

import json
from typing import Any

from trustlint.fixing.splice import Splice, Target, in_brackets
from trustlint.model.fix import Edit, same

_COLON = ": "


def splices_in_json(target: Target, edit: Edit) -> list[Splice]:
    """The replacements that carry out one edit. Raises CannotEdit."""
    if edit.op == "replace":
        return _replacement(target, edit)
    if edit.op == "rename":
        start, end = target.key(edit.path)
        return [Splice(start, end, _written(target, edit.value))]
    if edit.op == "remove":
        return in_brackets(target, edit, "")
    written = _written(target, edit.value)
    if isinstance(edit.path[-1], str):
        written = _written(target, edit.path[-1]) + _colon(target, edit) + written
    return in_brackets(target, edit, written)


def _replacement(target: Target, edit: Edit) -> list[Splice]:
    start, end = target.value(edit.path)
    old, new = target.at(edit.path), edit.value
    if isinstance(new, list) and len(new) == 1 and same(new[0], old):
        return [Splice(start, start, "["), Splice(end, end, "]")]
    if isinstance(old, list) and len(old) == 1 and same(old[0], new):
        inner = target.value((*edit.path, 0))
        return [Splice(start, inner[0], ""), Splice(inner[1], end, "")]
    return [Splice(start, end, _written(target, new))]


def _written(target: Target, value: Any) -> str:
    """A value on one line, with escapes for other letters where the text writes all of them so."""
    return json.dumps(value, ensure_ascii=target.text.isascii() and "\\u" in target.text)


def _colon(target: Target, edit: Edit) -> str:
    """What stands between name and value in the members beside."""
    for path in target.steps(edit.path[:-1]):
        between = target.text[target.key(path)[1] : target.value(path)[0]]
        return between if between.strip() == ":" and "\n" not in between else _COLON
    return _COLON
