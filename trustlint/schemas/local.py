"""Copies of official schemas that the user points at: they judge instead of ours, and are explained in the same words."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from trustlint.data_files import data_folder
from trustlint.errors import UsageError
from trustlint.model.kind import Kind
from trustlint.schemas import registry, schema_id_for, violations
from trustlint.schemas.judge import Judge
from trustlint.schemas.violation import SchemaViolation
from trustlint.source.given_json import read_copy


def read_local_schema(address: str, file: str) -> Any:
    """The JSON Schema in a file, which stands at an official address.

    Raises UsageError when trustlint knows no schema of that address, or the file cannot be read or is no JSON object.
    """
    _replaced_by(address)
    what = f"the copy {file!r} of the schema {address}"
    schema = read_copy(file, what)
    if not isinstance(schema, dict):
        raise UsageError(f"{what} is no JSON Schema: it is no object")
    return schema


class LocalSchemas:
    """schemas: official addresses to JSON Schemas, each of which replaces the one of ours that stands for it.

    Raises UsageError, placed at (``schemas``, address), for an address that is not known, two for the same schema of
    ours, and a schema that cannot be used.
    """

    def __init__(self, schemas: Mapping[str, Any]) -> None:
        self._judges: dict[str, Judge] = {}
        addresses: dict[str, str] = {}
        for address, schema in schemas.items():
            at = ("schemas", address)
            schema_id = _replaced_by(address)
            if schema_id in addresses:
                raise UsageError(
                    f"{addresses[schema_id]} and {address} are addresses of the same schema; give one copy",
                    at,
                )
            addresses[schema_id] = address
            try:
                self._judges[schema_id] = LocalJudge(schema, f"your copy of {address.rpartition('/')[2]}")
            except ValueError as error:
                raise UsageError(f"the copy of the schema {address} cannot be used: {error}", at) from None

    def violations(
        self, kind: Kind, data: Any, *, is_placeholder: Callable[[str], bool] | None = None
    ) -> tuple[SchemaViolation, ...]:
        """See ``trustlint.schemas.violations``."""
        judge = self._judges.get(schema_id_for(kind) or "")
        if judge is None:
            return violations(kind, data, is_placeholder=is_placeholder)
        return judge.violations(data, is_placeholder)


class LocalJudge(Judge):
    """A schema that others wrote: of any draft, and with keywords that we do not know. Raises ValueError."""

    def __init__(self, schema: dict[str, Any], standard: str) -> None:
        self._documents = [schema]
        self._standard = standard
        self._fast = registry.compile_fast_as_declared(schema)

    @property
    def _slow(self) -> Any:
        return registry.compile_slow_as_declared(self._documents[0])


def replaceable_addresses() -> tuple[str, ...]:
    """The official addresses of the schemas that judge whole documents."""
    return tuple(_by_address())


def _replaced_by(address: str) -> str:
    """The ``$id`` of the schema of ours that stands for the one at an address."""
    known = _by_address()
    if address not in known:
        from difflib import get_close_matches

        close = get_close_matches(address, known, n=1, cutoff=0.6)
        hint = f"did you mean {close[0]}?" if close else f"it knows {', '.join(known)}"
        raise UsageError(
            f"trustlint knows no official schema at the address {address!r}; {hint}", ("schemas", address)
        )
    return known[address]


@cache
def _by_address() -> dict[str, str]:
    manifest = json.loads((data_folder("schemas") / "MANIFEST.json").read_text(encoding="utf-8"))
    return {
        address: entry["id"]
        for entry in manifest["schemas"]
        if "extension" not in entry
        for address in entry["stands_for"]
    }
