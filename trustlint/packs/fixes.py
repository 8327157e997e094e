"""The fixes that rules may name: ``rules/fixes.json`` says what each is called, what it does and how it is done.

It is JSON and not YAML, as it is read when a document has a finding, which must not take long.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from trustlint.data_files import data_folder


class FixKind(NamedTuple):
    """id: what rules call it; change: name of a function of ``trustlint.changes``; title: what it does to which values, in
    a sentence; text: what it does to one value, with the gaps ``{old}`` and ``{new}``; option: the option of ``trustlint
    fix`` that it needs; options: for the function."""

    id: str
    change: str
    title: str
    text: str
    option: str | None
    options: Mapping[str, Any]


@cache
def fix_kinds() -> dict[str, FixKind]:
    """Every fix by its id, in the order in which they are described."""
    data = json.loads((data_folder("rules") / "fixes.json").read_text(encoding="utf-8"))
    return {
        item["id"]: FixKind(
            item["id"],
            item["change"],
            item["title"],
            item["text"],
            item.get("option"),
            item.get("options", {}),
        )
        for item in data["fixes"]
    }
