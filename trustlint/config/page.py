"""The table of keys in docs/configuration.md."""

from __future__ import annotations

import json
from typing import Any

from trustlint.config.keys import KEYS, OVERRIDES, OVERRIDES_DESCRIPTION, Key

_START, _END = "<!-- keys -->\n", "<!-- end of keys -->\n"


def with_key_table(page: str) -> str:
    """The text of the page with the table as it should be. Raises ValueError when the page has no place for it."""
    before, start, rest = page.partition(_START)
    _, end, after = rest.partition(_END)
    if not (start and end):
        raise ValueError(f"the page needs the lines {_START.strip()} and {_END.strip()}")
    return f"{before}{start}\n{_table()}\n{end}{after}"


def _table() -> str:
    rows = ["| key | value | default | option | meaning |", "|---|---|---|---|---|"]
    rows += [
        f"| `{key.name}` | {_kind(key.schema)} | {_default(key)} | {f'`{key.option}`' if key.option else ''} | {key.description} |"
        for key in KEYS
    ]
    rows.append(f"| `{OVERRIDES}` | list of tables | none | | {OVERRIDES_DESCRIPTION} |")
    return "\n".join(rows) + "\n"


def _kind(schema: dict[str, Any]) -> str:
    """What a value is, in a few words."""
    if "enum" in schema:
        return ", ".join(f"`{word}`" for word in schema["enum"])
    if isinstance(schema["type"], list):
        return str(schema["x-wants"])
    if schema["type"] == "array":
        return "list"
    return {"object": "table", "string": "text", "boolean": "`true` or `false`"}[schema["type"]]


def _default(key: Key) -> str:
    if key.default is None:
        return key.unset
    if key.default in ([], {}):
        return "none"
    if key.parameter == "placeholder":
        return "see `config show`"
    values = key.default if isinstance(key.default, list) else [key.default]
    return ", ".join(f"`{item if isinstance(item, str) else json.dumps(item)}`" for item in values)
