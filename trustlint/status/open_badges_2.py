"""How badges of Open Badges 1.x and 2.0 are revoked: by themselves, at their address, in the list of their issuer (OB2-05)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from trustlint.credential.kinds import texts_of
from trustlint.credential.view import Absence, Node, Selection, View
from trustlint.model.resource import Missing, Resources, Wanted
from trustlint.model.verification import LifecycleState, StatusResult
from trustlint.status.entries import because
from trustlint.status.lists import ListError, find_document

_HOSTED = frozenset(("HostedBadge", "hosted"))
_SIGNED = frozenset(("SignedBadge", "signed"))
_HTTP = ("https://", "http://")


def statuses_of(
    data: dict[str, Any], view: View, resources: Resources, is_placeholder: Callable[[Any], bool]
) -> list[StatusResult]:
    """Every way in which the badge could have been revoked, as far as it has that way; once it says so itself, only that."""
    if data.get("revoked") is True:
        reason = "the badge itself says that it was revoked" + because(data)
        return [StatusResult("/revoked", "revoked", LifecycleState.REVOKED, reason, purpose="revocation")]
    found: list[StatusResult] = []
    verification = data.get("verification", data.get("verify"))
    verification = verification if isinstance(verification, dict) else {}
    types = frozenset(texts_of(verification.get("type")))
    address = data.get("id") if isinstance(data.get("id"), str) else verification.get("url")
    is_address = isinstance(address, str) and address.startswith(_HTTP) and not is_placeholder(address)
    if is_address and types & _HOSTED:
        found.append(_hosted(str(address), "/id" if "id" in data else "", resources))
    names = [value for value in (data.get("id"), data.get("uid")) if isinstance(value, str)]
    lists = view.select("issuer.revocationList")
    nodes = _embedded(data) if lists.absence is Absence.NO_PLACE else _each(lists)
    found += [_listed(names, node, data, resources, is_placeholder) for node in nodes]
    if lists.absence is Absence.ELSEWHERE and types & _SIGNED:
        reason = f"whether its issuer has revoked it is not known: {lists.reason}"
        found.append(
            StatusResult("", "RevocationList", LifecycleState.NOT_CHECKED, reason, purpose="revocation")
        )
    return found


def _each(selection: Selection) -> Iterator[Node]:
    for node in selection.nodes:
        if isinstance(node.value, list):
            yield from [
                Node(item, (*node.path, number), node.document) for number, item in enumerate(node.value)
            ]
        else:
            yield node


def _embedded(data: dict[str, Any]) -> list[Node]:
    """The same of Open Badges 1.x, of which the view has no fields."""
    value: Any = data
    path = ("badge", "issuer", "revocationList")
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return [] if value is None else [Node(value, path)]


def _hosted(address: str, pointer: str, resources: Resources) -> StatusResult:
    """What stands at the address of a hosted badge: its issuer takes it away, or marks it, to revoke it."""
    state, found_in = LifecycleState.NOT_CHECKED, None
    try:
        found = find_document(address, resources, Wanted.CREDENTIAL)
        if isinstance(found, Missing) and found.is_gone:
            state, reason = LifecycleState.REVOKED, "it was revoked: its address answers that it is gone"
        elif isinstance(found, Missing):
            reason = f"the address of the badge, {address}, {found.reason}"
        else:
            found_in = found.found_in
            if found.data.get("revoked") is True:
                state = LifecycleState.REVOKED
                reason = "what stands at its address says that it was revoked" + because(found.data)
            else:
                state, reason = LifecycleState.CURRENT, "it stands at its address, and is not revoked there"
    except ListError as error:
        reason = f"what stands at the address of the badge, {address}, {error}"
    return StatusResult(pointer, "HostedBadge", state, reason, found_in, "revocation")


def _listed(
    names: list[str],
    node: Node,
    data: dict[str, Any],
    resources: Resources,
    is_placeholder: Callable[[Any], bool],
) -> StatusResult:
    pointer = "/id" if "id" in data else "/uid" if "uid" in data else ""
    value, found_in = node.value, node.document
    state, at_fault = LifecycleState.NOT_CHECKED, False
    if isinstance(value, dict) and "revokedAssertions" not in value and isinstance(value.get("id"), str):
        value = value["id"]
    if isinstance(value, str) and not is_placeholder(value):
        try:
            found = find_document(value, resources, Wanted.STATUS_LIST)
        except ListError as error:
            value, reason, at_fault = None, f"the revocation list of its issuer, {value}, {error}", True
        else:
            if isinstance(found, Missing):
                value, reason = None, f"the revocation list of its issuer, {value}, {found.reason}"
            else:
                value, found_in = found.data, found.found_in
    elif not isinstance(value, dict):
        value, reason = None, "the issuer names no address of its revocation list"
    if isinstance(value, dict):
        entry = _entry_of(names, value)
        if entry is None:
            state, reason = LifecycleState.CURRENT, "the revocation list of its issuer does not name it"
        else:
            state = LifecycleState.REVOKED
            reason = "the revocation list of its issuer names it" + because(entry)
    return StatusResult(pointer, "RevocationList", state, reason, found_in, "revocation", at_fault=at_fault)


def _entry_of(names: list[str], revocations: dict[str, Any]) -> dict[str, Any] | None:
    """What a list says of one of the names: ids or objects with ``id`` or ``uid``; in 1.x, reasons by ``uid``."""
    if "revokedAssertions" not in revocations:
        found = next((name for name in names if name in revocations), None)
        return None if found is None else {"revocationReason": revocations[found]}
    items = revocations["revokedAssertions"]
    for item in items if isinstance(items, list) else [items]:
        entry = item if isinstance(item, dict) else {"id": item}
        if any(isinstance(entry.get(key), str) and entry[key] in names for key in ("id", "uid")):
            return entry
    return None
