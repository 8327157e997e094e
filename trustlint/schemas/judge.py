"""Decide fast, explain slowly: jsonschema-rs says whether, jsonschema says what, and both stay inside this package."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

from trustlint.schemas import registry
from trustlint.schemas.violation import SchemaViolation

if TYPE_CHECKING:
    import jsonschema_rs
    from jsonschema.protocols import Validator

    from trustlint.schemas.lookup import Lookup


def violations_of(
    schema_id: str, data: Any, standard: str, is_placeholder: Callable[[str], bool] | None
) -> tuple[SchemaViolation, ...]:
    """What one of our schemas holds against the data; empty when it is valid."""
    fast = registry.decider(schema_id)
    if accepts(fast, data):
        return ()
    return explain(fast, registry.explainer(schema_id), _lookup(schema_id), data, standard, is_placeholder)


def accepts(fast: jsonschema_rs.Draft202012Validator, data: Any) -> bool:
    try:
        return bool(fast.is_valid(data))
    except (
        ValueError,
        RecursionError,
    ):  # not JSON: lone surrogates, members named by numbers; jsonschema copes
        return False


def explain(
    fast: jsonschema_rs.Draft202012Validator,
    slow: Validator,
    lookup: Lookup,
    data: Any,
    standard: str,
    is_placeholder: Callable[[str], bool] | None,
) -> tuple[SchemaViolation, ...]:
    """Violations of data that ``fast`` refused. Should ``slow`` find nothing, the places are those of ``fast``."""
    from trustlint.schemas.explain import Explainer
    from trustlint.schemas.failure import from_error

    try:
        failures = [from_error(error) for error in slow.iter_errors(data)]
        if failures:
            return Explainer(lookup, standard, is_placeholder).explain(failures, data)
    except RecursionError:
        return (SchemaViolation((), "shape", "the document is nested too deeply to be judged; flatten it."),)
    return _places_only(fast, data, standard)


def _places_only(
    fast: jsonschema_rs.Draft202012Validator, data: Any, standard: str
) -> tuple[SchemaViolation, ...]:
    from trustlint.schemas.wording import place

    try:
        paths = dict.fromkeys(tuple(error.instance_path) for error in fast.iter_errors(data))
    except ValueError:
        return ()
    return tuple(
        SchemaViolation(path, "shape", f"{place(path)} is not as {standard} wants it; correct it.")
        for path in paths
    )


@cache
def _lookup(schema_id: str) -> Lookup:
    from trustlint.schemas.lookup import Lookup

    classes = registry.load(schema_id.rpartition("/")[0] + "/classes.json")
    return Lookup(registry.load(schema_id), classes["$defs"])
