"""Whether a published schema speaks of all that a program is given."""

from __future__ import annotations

from typing import Any


def described(schema: Any, data: Any, report_schema: Any, path: str = "") -> list[str]:
    """Places in the data of which the schema says nothing, or does not demand them."""
    while "$ref" in schema:
        schema = report_schema["$defs"][schema["$ref"].rpartition("/")[2]]
    if "anyOf" in schema:
        schema = schema["anyOf"][0] if data is not None else {}
        return described(schema, data, report_schema, path) if schema else []
    if isinstance(data, list) and "items" in schema:
        return [gap for item in data for gap in described(schema["items"], item, report_schema, path + "[]")]
    if not isinstance(data, dict) or "properties" not in schema:
        return []
    gaps = [
        f"{path}.{name}"
        for name in data
        if name not in schema["properties"] or name not in schema["required"]
    ]
    gaps += [
        f"{path}.{name} (no description)"
        for name, part in schema["properties"].items()
        if not says(part, report_schema)
    ]
    return gaps + [
        gap
        for name, value in data.items()
        if name in schema["properties"]
        for gap in described(schema["properties"][name], value, report_schema, f"{path}.{name}")
    ]


def says(part: Any, report_schema: Any) -> bool:
    """Whether a part of the schema, or what it refers to, is described in words."""
    return "description" in part or says(
        report_schema["$defs"][part["$ref"].rpartition("/")[2]], report_schema
    )
