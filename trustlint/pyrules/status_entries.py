"""Status entries of credentials, where one part depends on another (STS-03)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from trustlint.checks.asking import Asked
from trustlint.checks.context import RuleContext
from trustlint.checks.registry import PLACEHOLDER
from trustlint.checks.result import PASSED, Result, cant_tell, failed
from trustlint.checks.wording import plural, show
from trustlint.credential.kinds import texts_of
from trustlint.credential.view import Node
from trustlint.pyrules.class_places import objects_in
from trustlint.pyrules.registry import program_rule

_ENTRIES = frozenset(("BitstringStatusListEntry", "StatusList2021Entry"))
_MOST_BITS = 16
"""Of an entry whose messages are counted: more would need 65,536 of them."""
_HEXADECIMAL = re.compile(r"0x[0-9A-Fa-f]+")


def _no_entries(context: RuleContext, options: Any) -> Asked | None:
    return None if objects_in(context, "CredentialStatus") else ()


@program_rule("status-entry-is-not-its-list", asked=_no_entries)
def status_entry_is_not_its_list(context: RuleContext, options: Mapping[str, Any]) -> Iterable[Result]:
    """The id of an entry, where it has one, is not the address of the list that it is in."""
    for entry in _entries(context):
        id_, address = entry.value.get("id"), entry.value.get("statusListCredential")
        if not isinstance(id_, str) or not isinstance(address, str):
            continue
        place = Node(id_, (*entry.path, "id"))
        if context.is_placeholder(id_) or context.is_placeholder(address):
            yield cant_tell(PLACEHOLDER.reason, at=place)
        elif id_ != address:
            yield PASSED
        else:
            yield failed(f"is {show(id_)}, the address of the list", at=place)


@program_rule("status-messages-complete", asked=_no_entries)
def status_messages_complete(context: RuleContext, options: Mapping[str, Any]) -> Iterable[Result]:
    """An entry of several bits, or for messages, has a message for each value that the bits can have."""
    for entry in _entries(context):
        size, messages = entry.value.get("statusSize", 1), entry.value.get("statusMessage")
        is_size = isinstance(size, int) and not isinstance(size, bool) and 0 < size <= _MOST_BITS
        if not is_size:
            continue
        for_messages = entry.value.get("statusPurpose") == "message"
        if messages is None:
            if for_messages or size > 1:
                why = "is for messages" if for_messages else f"has {size} bits in the list"
                yield failed(f"{why}, and has no statusMessage", at=entry, expected="statusMessage")
            continue
        place = Node(messages, (*entry.path, "statusMessage"))
        if context.is_placeholder(messages):
            yield cant_tell(PLACEHOLDER.reason, at=place)
            continue
        if for_messages and "statusSize" not in entry.value:
            yield failed("is for messages, and has no statusSize", at=entry, expected="statusSize")
        yield from _each_message(place, size)


def _each_message(place: Node, size: int) -> Iterable[Result]:
    wanted = 2**size
    if not isinstance(place.value, list):
        yield failed(f"is {show(place.value)}, and a list of {wanted} messages is expected", at=place)
        return
    if len(place.value) != wanted:
        bits = plural(size, "bit")
        held = plural(len(place.value), "message")
        yield failed(f"has {held}, and {bits} can have {wanted} values, each with a message", at=place)
        return
    known: set[int] = set()
    for number, item in enumerate(place.value):
        at = Node(item, (*place.path, number))
        status = item.get("status") if isinstance(item, dict) else None
        message = item.get("message") if isinstance(item, dict) else None
        if not isinstance(status, str) or not isinstance(message, str):
            yield failed("is no object with a status and a message, both texts", at=at)
        elif not _HEXADECIMAL.fullmatch(status) or len(status) > 10:
            found = Node(status, (*at.path, "status"))
            yield failed(f"is {show(status)}, and a value such as 0x1 is expected", at=found)
        elif int(status, 16) >= wanted or int(status, 16) in known:
            found = Node(status, (*at.path, "status"))
            why = (
                "has a message already"
                if int(status, 16) in known
                else f"needs more than {plural(size, 'bit')}"
            )
            yield failed(f"is {show(status)}, which {why}", at=found)
        else:
            known.add(int(status, 16))
            yield PASSED


def _entries(context: RuleContext) -> list[Node]:
    return [
        node
        for node in objects_in(context, "CredentialStatus")
        if not _ENTRIES.isdisjoint(texts_of(node.value.get("type")))
    ]
