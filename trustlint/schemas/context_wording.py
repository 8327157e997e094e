"""One sentence about an ``@context`` that is not as demanded, whatever number of things is wrong with it."""

from __future__ import annotations

import json
from typing import Any

from trustlint.model.pointer import Path
from trustlint.schemas import wording
from trustlint.schemas.failure import Failure
from trustlint.schemas.violation import SchemaViolation

_ORDINALS = ("first", "second", "third", "fourth")
_NUMBERS = ("no", "one", "two", "three", "four")


def context_violation(
    path: Path, value: Any, errors: list[Failure], starts: list[list[str]], standard: str
) -> SchemaViolation:
    """path, value: of the @context; starts: the contexts that it must start with, one list for each version that the
    object may be of; the one that was not met is shown. The violation is at the first item that is not what belongs
    there, where there are enough items to tell."""
    where = wording.place(path)
    wanted = _start_at_fault(errors, starts)
    written = json.dumps(wanted)
    other = contexts_in_order(value, wanted)
    if not isinstance(value, list):
        message = f"{where} is {wording.found(value)}; {standard} wants a list of contexts: write {written}."
        return SchemaViolation(path, "context", message, instead=other)
    if not value:
        return SchemaViolation(path, "context", f"{where} is an empty list; write {written}.", instead=other)
    places = {error.path for error in errors}
    if len(places) == 1 and (spot := next(iter(places))) != path:
        return SchemaViolation(spot, "context", _item(where, spot, value, wanted, standard), instead=other)
    if len(value) < len(wanted):
        count = f"{_NUMBERS[len(value)]} context{'s' if len(value) > 1 else ''}"
        message = (
            f"{where} has {count} only; {standard} wants at least {_NUMBERS[len(wanted)]}: write {written}."
        )
        return SchemaViolation(path, "context", message, instead=other)
    found = [_folder(item) for item in value]
    if all(_folder(address) in found for address in wanted):
        message = f"{where} lists its contexts in the wrong order; put {_in_order(wanted)}."
    else:
        message = (
            f"{where} does not start with the contexts that {standard} wants; start it with {written[1:-1]}."
        )
    spots = [index for index, address in enumerate(wanted) if found[index] != _folder(address)]
    return SchemaViolation((*path, spots[0]) if spots else path, "context", message, instead=other)


def contexts_in_order(value: Any, wanted: list[str]) -> tuple[Any, ...] | None:
    """The whole @context, with those that are wanted at its start and the others behind; None unless the first of those
    is there, which says what data model the document is built on. A version of a wanted context that is there is kept."""
    items = list(value) if isinstance(value, list) else [value]
    if not all(isinstance(item, str | dict) for item in items) or wanted[0] not in items:
        return None
    start = []
    for address in wanted:
        there = (
            [item for item in items if _folder(item) == _folder(address)]
            if address != wanted[0]
            else [address]
        )
        start.append(there[0] if there else address)
    return ([*start, *(item for item in items if item not in start)],)


def _folder(address: Any) -> str | None:
    """An address without its last step: the same for all versions of one context."""
    return address.rpartition("/")[0] if isinstance(address, str) else None


def _in_order(wanted: list[str]) -> str:
    """Which context belongs where: the W3C one by its address, the others by their names."""
    names = [json.dumps(wanted[0]), *map(_name, wanted[1:])]
    parts = [f"{name} {_ORDINALS[index]}" for index, name in enumerate(names)]
    return " and ".join([", ".join(parts[:-1]), parts[-1]])


def _name(address: str) -> str:
    return "the CLR context" if "/clr/" in address else "the Open Badges context"


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
    if isinstance(index, int) and index < len(wanted):
        which = "its own context" if index == 1 else _name(wanted[index])
        return (
            f"{wording.place(spot)} is {wording.shown(value[index])}; {standard} wants {which} {_ORDINALS[index]}: "
            f"put {json.dumps(wanted[index])} here."
        )
    return f"{wording.place(spot)} is {wording.shown(value[int(index)])}; write the address of a context, or an object."
