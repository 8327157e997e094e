"""How values are named in messages: short, quoted, without control characters."""

from __future__ import annotations

import json
from typing import Any

LONGEST = 60
_HEAD = 20
_SHORTEST_KEY = 40


def show(value: Any) -> str:
    """A value in a message: ``"text"``, ``12``, ``a list of 3``, ``an object``; long text is cut, a private key not shown."""
    if isinstance(value, str):
        if len(value) >= _SHORTEST_KEY:
            from trustlint.private_keys import private_key_in

            if (key := private_key_in(value)) is not None:
                return key
        return json.dumps(value if len(value) <= LONGEST else _cut(value), ensure_ascii=False)
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "an empty list" if not value else f"a list of {len(value)}"
    if isinstance(value, dict):
        return "an empty object" if not value else "an object"
    if isinstance(value, int) and value.bit_length() > 1_000:
        return "a very large number"
    return str(value)[:LONGEST]


def _cut(text: str) -> str:
    """A long text cut to LONGEST; an address in the middle, as addresses of one document differ in their ends."""
    if text.startswith(("http:", "https:", "urn:", "did:")):
        return f"{text[:_HEAD]}…{text[_HEAD + 1 - LONGEST :]}"
    return text[: LONGEST - 1] + "…"


def plural(count: int, singular: str, several: str | None = None) -> str:
    """``1 word``, ``3 words``."""
    return f"{count} {singular if count == 1 else several or singular + 's'}"


def listed(items: list[str], conjunction: str = "or") -> str:
    """``a``, ``a or b``, ``a, b or c``; long lists are cut."""
    if len(items) > 8:
        return ", ".join(items[:7]) + f" and {len(items) - 7} more"
    return (
        items[0]
        if len(items) == 1
        else f"{', '.join(items[:-1])} {conjunction} {items[-1]}"
        if items
        else "nothing"
    )
