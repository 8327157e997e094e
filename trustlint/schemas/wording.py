"""Sentences about a value that is not what the standard wants. Plain words, one sentence each, with the next step."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

from trustlint.model.pointer import Path, display

_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_WEB_ADDRESS = re.compile(r"https?://\S{1,100}")
_SHOWN_LENGTH = 60
_READ_LENGTH = 4_000
"""Characters of a value in which a private key is looked for, before it is cut."""


def shown(value: Any) -> str:
    """A value as JSON on one line, cut to about 60 characters, with asterisks for a private key."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    if len(text) > _SHOWN_LENGTH // 2:
        from trustlint.private_keys import without_private_keys

        text = without_private_keys(text[:_READ_LENGTH])
    return text if len(text) <= _SHOWN_LENGTH else text[: _SHOWN_LENGTH - 1] + "…"


def place(path: Path) -> str:
    return display(path)


def found(value: Any) -> str:
    """What a value is, in words: ``text``, ``the number 3``, ``a list``."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return json.dumps(value)
    if isinstance(value, (int, float)):
        return f"the number {shown(value)}"
    if isinstance(value, str):
        return "text"
    return "a list" if isinstance(value, list) else "an object"


def wrong_type(
    path: Path, value: Any, types: Sequence[str], wants: str, example: Any, standard: str, *, needed: bool
) -> str:
    """The value has none of the JSON types in ``types``.

    wants: a noun phrase; example: JSON to write, or None; needed: the member may not be left out.
    """
    where = place(path)
    if value is None and not needed:
        return (
            f"{where} is null; leave the {'item' if isinstance(path[-1], int) else 'property'} out instead."
        )
    return f"{where} is {_advice(value, types, wants, example, standard, needed=needed)}."


def _advice(
    value: Any, types: Sequence[str], wants: str, example: Any, standard: str, *, needed: bool
) -> str:
    if isinstance(value, str):
        if "number" in types or "integer" in types:
            if _NUMBER.fullmatch(value.strip()):
                return f"the text {shown(value)}; write the number {value.strip()} without quotes"
            return f"the text {shown(value)}; {standard} wants {wants} here: write digits without quotes"
        if "boolean" in types and value.strip().lower() in ("true", "false"):
            return f"the text {shown(value)}; write {value.strip().lower()} without quotes"
    elif not isinstance(value, (list, dict)) and "string" in types and wants in ("text", "a list of texts"):
        return f"{found(value)}; {standard} wants text: write it in quotes as {shown(json.dumps(value, default=str))}"
    elif isinstance(value, list) and "array" not in types:
        if len(value) == 1:
            return f"a list; {standard} wants {wants}: take it out of the list"
        if not value and not needed:
            return f"an empty list; {standard} wants {wants}: leave the property out if there is none"
        if value:
            return f"a list of {len(value)}; {standard} wants {wants}: keep one, outside a list"
        return f"an empty list; {standard} wants {wants}"
    example = _with_address(example, value)
    step = f": write {json.dumps(example, ensure_ascii=False)}" if example is not None else ""
    return f"{found(value)}; {standard} wants {wants}{step}"


def _with_address(example: Any, value: Any) -> Any:
    """The example of an object that is known by its address, with the address that stands in its place as ``id``."""
    if not isinstance(value, str) or not isinstance(example, dict) or not _WEB_ADDRESS.fullmatch(value):
        return example
    others = {name: item for name, item in example.items() if name not in ("id", "narrative")}
    return {"id": value, **others} if len(others) < len(example) else example


def missing(path: Path, member: str, step: str, *, by: str | None = None) -> str:
    """A mandatory member is missing; ``step`` is the clause that says what to do; by: who demands it, where the reader
    would not expect it."""
    demand = f", which {by} demands" if by is not None else ""
    return f"{place(path)} has no {member}{demand}; {step}."


def not_in_vocabulary(path: Path, value: Any, terms: Sequence[Any], wants: str, standard: str) -> str:
    """The value is none of the terms: suggest the nearest, or name them."""
    from difflib import get_close_matches

    words = [str(term) for term in terms]
    close: list[str] = []
    key = ""
    if isinstance(value, str):
        squeezed = {word.lower(): word for word in words}
        key = re.sub(r"[\s_-]+", "", value).lower()
        close = [squeezed[hit] for hit in get_close_matches(key, list(squeezed), 1, 0.75)]
    if close:
        certain = close[0].lower() == key
        step = f"write {json.dumps(close[0])}{'' if certain else ' if that is meant'}"
    elif len(words) == 1:
        step = f"write {json.dumps(words[0])}"
    elif len(words) <= 12:
        step = "write one of " + ", ".join(words)
    else:
        step = "write one of its terms such as " + ", ".join(words[:3])
    return f"{place(path)} is {shown(value)}, but {standard} wants {wants}; {step}."


def extra_member(path: Path, member: str, known: Sequence[str], wants: str, standard: str) -> str:
    """The object is closed and the member is not one of its own."""
    from difflib import get_close_matches

    close = get_close_matches(member, known, 1)
    if close:
        step = f"write {close[0]} if that is meant"
    else:
        step = "take it out" + (f" (it may hold {', '.join(known)} only)" if known else "")
    name = json.dumps(member, ensure_ascii=False, default=str)
    holder = wants.partition(" with ")[0]
    return f"{place(path)} has a property {name} that {standard} does not allow in {holder}; {step}."
