"""One keyword that a value fails: what either validator library reports, in the few fields that the sentences need."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from trustlint.model.pointer import Path

if TYPE_CHECKING:
    import jsonschema_rs
    from jsonschema.exceptions import ValidationError


class Failure(NamedTuple):
    """path, value: of what fails; keyword, wanted: the keyword and its value in ``schema``, the schema object that
    holds it. For ``propertyNames`` the value is the object whose members are wrongly named."""

    path: Path
    value: Any
    keyword: str
    wanted: Any
    schema: Mapping[str, Any]


def from_jsonschema(error: ValidationError, value: Any) -> Failure:
    """value: the data at the path of the error."""
    path: Path = tuple(error.absolute_path)
    if "propertyNames" in error.absolute_schema_path:
        return Failure(path, value, "propertyNames", None, {})
    schema = error.schema if isinstance(error.schema, dict) else {}
    if error.validator == "dependentRequired":
        wanted = [
            name
            for trigger, names in schema["dependentRequired"].items()
            if trigger in value
            for name in names
        ]
        return Failure(path, value, "required", wanted, schema)
    return Failure(path, error.instance, str(error.validator), error.validator_value, schema)


def from_jsonschema_rs(
    error: jsonschema_rs.ValidationError, documents: Sequence[Mapping[str, Any]]
) -> Failure:
    """documents: the schema, and those that it refers to; the path of an error in the schema is within one of them."""
    keyword = error.kind.name
    path: Path = tuple(error.instance_path)
    if keyword == "propertyNames":
        return Failure(path, error.instance, keyword, None, {})
    if keyword == "required":
        return Failure(path, error.instance, keyword, [error.kind.as_dict()["property"]], {})
    schema = next((found for document in documents if (found := _schema_at(document, error.schema_path))), {})
    return Failure(path, error.instance, keyword, schema.get(keyword), schema)


def _schema_at(document: Mapping[str, Any], path: Sequence[str | int]) -> Mapping[str, Any]:
    part: Any = document
    for step in path[:-1]:
        try:
            part = part[step]
        except (KeyError, IndexError, TypeError):
            return {}
    return part if isinstance(part, Mapping) and path and path[-1] in part else {}
