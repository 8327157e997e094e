"""Status entries of verifiable credentials: what each says of its credential (STS-02, STS-03, STS-05)."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

from trustlint.credential.kinds import texts_of
from trustlint.model.pointer import Path, to_pointer
from trustlint.model.resource import Missing, Resources, Wanted
from trustlint.model.verification import LifecycleState, StatusResult
from trustlint.status.bitstring import FEWEST_BYTES, MOST_BITS_OF_AN_ENTRY, entry_at
from trustlint.status.lists import FoundList, ListError, bits_of, find_document, reliance_on

BITSTRING = "BitstringStatusListEntry"
STATUS_LIST_2021 = "StatusList2021Entry"
ONE_EDTECH = "1EdTechRevocationList"

_DIGITS = re.compile(r"[0-9]{1,18}")


class _Undecided(Exception):  # noqa: N818 - not an error: nothing can be said
    """Why an entry cannot be checked, in a sentence. at_fault: as in StatusResult."""

    def __init__(self, reason: str, *, at_fault: bool = False, found_in: str | None = None) -> None:
        super().__init__(reason)
        self.at_fault = at_fault
        self.found_in = found_in


def statuses_of(
    data: dict[str, Any],
    resources: Resources,
    now: datetime,
    is_placeholder: Callable[[Any], bool],
) -> list[StatusResult]:
    """What every entry of ``credentialStatus`` says: one object, or a list of them (VC 2.0 section 4.10)."""
    entries = data.get("credentialStatus")
    if entries is None:
        return []
    places: list[tuple[Any, Path]] = (
        [(entry, ("credentialStatus", number)) for number, entry in enumerate(entries)]
        if isinstance(entries, list)
        else [(entries, ("credentialStatus",))]
    )
    return [_status(entry, to_pointer(path), data, resources, now, is_placeholder) for entry, path in places]


def _status(
    entry: Any,
    pointer: str,
    data: dict[str, Any],
    resources: Resources,
    now: datetime,
    is_placeholder: Callable[[Any], bool],
) -> StatusResult:
    types = texts_of(entry.get("type")) if isinstance(entry, dict) else []
    shown = next((name for name in types if name in _READERS), types[0] if types else "")
    purpose = entry.get("statusPurpose") if isinstance(entry, dict) else None
    purpose = purpose if isinstance(purpose, str) else "revocation" if shown == ONE_EDTECH else None
    try:
        if not isinstance(entry, dict) or not types:
            raise _Undecided("the status entry names no type, so nobody knows how to check it")
        if any(is_placeholder(value) for value in entry.values()):
            raise _Undecided("the status entry has a placeholder, so there is nothing to check yet")
        if shown not in _READERS:
            raise _Undecided(f"trustlint does not know how to check a status of the type {_short(shown)}")
        return _READERS[shown](entry, pointer, data, resources, now)
    except _Undecided as undecided:
        state, reason = LifecycleState.NOT_CHECKED, str(undecided)
        return StatusResult(
            pointer, shown, state, reason, undecided.found_in, purpose, at_fault=undecided.at_fault
        )


def _bitstring_entry(
    entry: dict[str, Any], pointer: str, data: dict[str, Any], resources: Resources, now: datetime
) -> StatusResult:
    type_ = BITSTRING if BITSTRING in texts_of(entry.get("type")) else STATUS_LIST_2021
    address, purpose = entry.get("statusListCredential"), entry.get("statusPurpose")
    index, size = _number(entry.get("statusListIndex")), entry.get("statusSize", 1)
    if not isinstance(address, str) or not address:
        raise _Undecided("the status entry does not name its list (statusListCredential)")
    if not isinstance(purpose, str) or not purpose:
        raise _Undecided("the status entry does not say what it is for (statusPurpose)")
    if index is None:
        raise _Undecided("the status entry does not say its place in the list (statusListIndex)")
    if not isinstance(size, int) or isinstance(size, bool) or not 0 < size <= MOST_BITS_OF_AN_ENTRY:
        raise _Undecided("the statusSize of the status entry is no number of bits that is read")
    found = _found(address, resources)
    try:
        note = reliance_on(found, data.get("issuer"), resources, now)
        bits = bits_of(found, purpose, legacy=type_ == STATUS_LIST_2021, now=now)
        if len(bits) < FEWEST_BYTES * size:
            raise ListError(
                f"has {len(bits) * 8 // size} entries, and no fewer than {FEWEST_BYTES * 8} protect privacy"
            )
        value = entry_at(bits, index, size)
        if value is None:
            raise ListError(
                f"has {len(bits) * 8 // size} entries, and the entry is number {index}, counted from 0"
            )
    except ListError as error:
        raise _Undecided(
            f"the list at {_short(address)} {error}", at_fault=True, found_in=found.found_in
        ) from None
    state, reason = _meaning(purpose, value, entry)
    reason = f"{reason} ({note})" if note else reason
    return StatusResult(pointer, type_, state, reason, found.found_in, purpose)


def _meaning(purpose: str, value: int, entry: dict[str, Any]) -> tuple[LifecycleState, str]:
    """What the value of an entry says; every one but 0 is set (Bitstring Status List section 2.1)."""
    message = _message(value, entry)
    told = f', with the message "{message}"' if message else ""
    if purpose == "message":
        said = f'"{message}"' if message else f"status 0x{value:x}, whose meaning the entry does not tell"
        return LifecycleState.CURRENT, f"its status list says {said}"
    if value == 0:
        return LifecycleState.CURRENT, f"its status list does not name it for {_short(purpose)}{told}"
    if purpose == "revocation":
        return LifecycleState.REVOKED, f"its status list says that it was revoked{told}"
    if purpose == "suspension":
        return LifecycleState.SUSPENDED, f"its status list says that it is suspended{told}"
    if purpose == "refresh":
        return LifecycleState.CURRENT, f"its status list says that a newer version of it can be had{told}"
    return (
        LifecycleState.NOT_CHECKED,
        f"its status list names it for {_short(purpose)}, and trustlint does not know what that means{told}",
    )


def _message(value: int, entry: dict[str, Any]) -> str:
    messages = entry.get("statusMessage")
    for item in messages if isinstance(messages, list) else []:
        if (
            isinstance(item, dict)
            and isinstance(item.get("status"), str)
            and isinstance(item.get("message"), str)
        ):
            status = item["status"].lower().removeprefix("0x")
            if re.fullmatch(r"[0-9a-f]{1,8}", status) and int(status, 16) == value:
                return _short(item["message"])
    return ""


def _one_edtech_list(
    entry: dict[str, Any], pointer: str, data: dict[str, Any], resources: Resources, now: datetime
) -> StatusResult:
    """The list of 1EdTech: credentials that were revoked, by their ids."""
    address, own = entry.get("id"), data.get("id")
    if not isinstance(address, str) or not address:
        raise _Undecided("the status entry does not name its list (id)")
    if not isinstance(own, str) or not own:
        raise _Undecided("the credential has no id that could be looked for in its revocation list")
    found = _found(address, resources)
    items = found.data.get("revokedCredential")
    if isinstance(items, dict):
        items = [items]
    if not isinstance(items, list):
        raise _Undecided(
            f"the list at {_short(address)} has no list revokedCredential",
            at_fault=True,
            found_in=found.found_in,
        )
    state, reason = LifecycleState.CURRENT, "its revocation list does not name it"
    for item in items:
        if isinstance(item, dict) and item.get("id") == own and item.get("revoked", True) is not False:
            state, reason = LifecycleState.REVOKED, "its revocation list names it" + because(item)
            break
    return StatusResult(pointer, ONE_EDTECH, state, reason, found.found_in, "revocation")


def because(item: dict[str, Any]) -> str:
    """The reason that an entry of a revocation list gives, as the end of a sentence."""
    given = item.get("revocationReason")
    return f', for the reason "{_short(given)}"' if isinstance(given, str) and given.strip() else ""


def _found(address: str, resources: Resources) -> FoundList:
    try:
        found = find_document(address, resources, Wanted.STATUS_LIST)
    except ListError as error:
        raise _Undecided(f"the list at {_short(address)} {error}", at_fault=True) from None
    if isinstance(found, Missing):
        raise _Undecided(f"its status list {_short(found.address)} {found.reason}")
    return found


def _number(value: Any) -> int | None:
    """An index: digits as text; a number is read as well, as another rule tells that it has to be text."""
    if isinstance(value, str) and _DIGITS.fullmatch(value):
        return int(value)
    is_number = isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**18
    return value if is_number else None


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 80 else f"{text[:38]}…{text[-41:]}"


_READERS = {BITSTRING: _bitstring_entry, STATUS_LIST_2021: _bitstring_entry, ONE_EDTECH: _one_edtech_list}
