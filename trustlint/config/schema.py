"""The JSON Schema of configurations, made of the table of keys."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from trustlint.config.keys import KEYS, OVERRIDES, OVERRIDES_DESCRIPTION, PATHS, PATHS_DESCRIPTION, Key

_ID = "https://trustlint.example.org/schemas/config.schema.json"


@cache
def config_schema() -> dict[str, Any]:
    """The schema that a configuration is read by. Not to be changed."""
    override = {
        "type": "object",
        "properties": {
            PATHS: {
                "description": PATHS_DESCRIPTION,
                "type": "array",
                "minItems": 1,
                "items": {"type": "string", "pattern": "\\S", "x-wants": "a pattern"},
                "x-wants": "a list of patterns",
            },
            **{key.name: _described(key) for key in KEYS if key.by_path},
        },
        "required": [PATHS],
        "additionalProperties": False,
    }
    return {
        "type": "object",
        "properties": {
            **{key.name: _described(key) for key in KEYS},
            OVERRIDES: {"description": OVERRIDES_DESCRIPTION, "type": "array", "items": override},
        },
        "additionalProperties": False,
    }


def config_schema_text() -> str:
    """The text of ``schemas/config.schema.json``, for editors."""
    whole = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": _ID,
        "title": "trustlint configuration",
        "description": "What trustlint.yaml may say; see docs/configuration.md.",
        **_without_wording(config_schema()),
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _described(key: Key) -> dict[str, Any]:
    default = {} if key.default is None else {"default": key.default}
    return {"description": key.description, **key.schema, **default}


def _without_wording(schema: Any) -> Any:
    """Without what only our own messages read."""
    if isinstance(schema, dict):
        return {name: _without_wording(part) for name, part in schema.items() if not name.startswith("x-")}
    return [_without_wording(part) for part in schema] if isinstance(schema, list) else schema
