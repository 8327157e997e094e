"""One keyword that a value fails: what the jsonschema library reports, in the few fields that the sentences need."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from trustlint.model.pointer import Path

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError


class Failure(NamedTuple):
    """path, value: of what fails; keyword, wanted: the keyword and its value in ``schema``, the schema object that
    holds it; is_of_name: the value is the name of a member, not its value (``propertyNames``)."""

    path: Path
    value: Any
    keyword: str
    wanted: Any
    schema: dict[str, Any]
    is_of_name: bool = False


def from_error(error: ValidationError) -> Failure:
    return Failure(
        tuple(error.absolute_path),
        error.instance,
        str(error.validator),
        error.validator_value,
        error.schema if isinstance(error.schema, dict) else {},
        "propertyNames" in error.absolute_schema_path,
    )
