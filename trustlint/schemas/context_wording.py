"""One sentence about an ``@context`` that is not as demanded, whatever number of things is wrong with it."""

from __future__ import annotations

import json
from typing import Any

from trustlint.model.pointer import Path
from trustlint.schemas import wording
from trustlint.schemas.failure import Failure
from trustlint.schemas.violation import SchemaViolation


def context_violation(
    path: Path, value: Any, errors: list[Failure], starts: list[list[str]], standard: str
) -> SchemaViolation:
    """path, value: of the @context; starts: the contexts that it must start with, one list for each version that the
    object may be of; the one that was not met is shown."""
    where = wording.place(path)
    wanted = _start_at_fault(errors, starts)
    written = json.dumps(wanted)
    if not isinstance(value, list):
        message = f"{where} is {wording.found(value)}; {standard} wants a list of contexts: write {written}."
        return SchemaViolation(path, "context", message)
    if not value:
        return SchemaViolation(path, "context", f"{where} is an empty list; write {written}.")
    places = {error.path for error in errors}
    if len(places) == 1 and (spot := next(iter(places))) != path:
        return SchemaViolation(spot, "context", _item(where, spot, value, wanted, standard))
    if len(value) == 1:
        message = f"{where} has one context only; {standard} wants at least two: write {written}."
    elif wanted[0] in value and value[0] != wanted[0]:
        message = f"{where} lists its contexts in the wrong order; put {json.dumps(wanted[0])} first and the Open Badges context second."
    else:
        message = (
            f"{where} does not start with the contexts that {standard} wants; start it with {written[1:-1]}."
        )
    return SchemaViolation(path, "context", message)


def _start_at_fault(errors: list[Failure], starts: list[list[str]]) -> list[str]:
    for error in errors:
        if "x-example" in error.schema:
            return list(error.schema["x-example"])
        for start in starts:
            if error.wanted == start[0]:
                return start
    present = [start for start in starts if any(start[0] == error.value for error in errors)]
    return present[0] if present else starts[0]


def _item(where: str, spot: Path, value: list[Any], wanted: list[str], standard: str) -> str:
    index = spot[-1]
    if index == 0:
        return (
            f"{where} starts with {wording.shown(value[0])}; {standard} wants {json.dumps(wanted[0])} first."
        )
    if index == 1:
        return (
            f"{wording.place(spot)} is {wording.shown(value[1])}; {standard} wants its own context second: "
            f"put {json.dumps(wanted[1])} here."
        )
    return f"{wording.place(spot)} is {wording.shown(value[int(index)])}; write the address of a context, or an object."
