"""Whether a credential still holds, or was taken back: what ``RuleContext.lifecycle`` found, as outcomes of rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from trustlint.checks.asking import Asked
from trustlint.checks.context import RuleContext
from trustlint.checks.registry import PLACEHOLDER
from trustlint.checks.result import PASSED, Result, cant_tell, failed
from trustlint.credential.view import Node
from trustlint.model.pointer import resolve
from trustlint.model.verification import LifecycleState
from trustlint.pyrules.registry import program_rule

if TYPE_CHECKING:
    from trustlint.model.verification import StatusResult

_PURPOSES: dict[str, tuple[str | None, ...]] = {"revoked": ("revocation", None), "suspended": ("suspension",)}
_STARTS = ("validFrom", "issuanceDate", "issuedOn", "issued_on")


def _no_status(context: RuleContext, options: Any) -> Asked | None:
    """Verifiable credentials without an entry cannot be taken back, whatever their values are."""
    kind = context.kind
    of_their_own = kind is not None and kind.model in ("ob1", "ob2")
    return None if of_their_own or "credentialStatus" in context.data else ()


@program_rule("status-is-not", asked=_no_status)
def status_is_not(context: RuleContext, options: Mapping[str, Any]) -> Iterable[Result]:
    """No status entry, list or address says that the credential is in a state. Option ``state``: ``revoked`` or
    ``suspended``. What could not be looked at cannot be told."""
    wanted = LifecycleState(options["state"])
    for status in _statuses(context):
        if status.purpose not in _PURPOSES[options["state"]]:
            continue
        if status.state is wanted:
            yield failed(status.reason, at=_place(status, context))
        elif status.state is LifecycleState.NOT_CHECKED:
            yield cant_tell(status.reason, at=_place(status, context))
        else:
            yield PASSED


@program_rule("status-can-be-checked", asked=_no_status)
def status_can_be_checked(context: RuleContext, options: Mapping[str, Any]) -> Iterable[Result]:
    """No list that is at hand keeps a status from being checked; one that is not at hand cannot be told of."""
    for status in _statuses(context):
        if status.state is not LifecycleState.NOT_CHECKED:
            yield PASSED
        elif status.at_fault:
            yield failed(status.reason, at=_place(status, context))
        else:
            yield cant_tell(status.reason, at=_place(status, context))


@program_rule("status-was-checked", asked=_no_status)
def status_was_checked(context: RuleContext, options: Mapping[str, Any]) -> Iterable[Result]:
    """Every status could be checked, whatever came of it: a matter for one who receives the credential. What is at fault
    itself is told by ``status-can-be-checked``."""
    if not context.receiving.verify:
        return
    for status in _statuses(context):
        unchecked = status.state is LifecycleState.NOT_CHECKED and not status.at_fault
        yield failed(status.reason, at=_place(status, context)) if unchecked else PASSED


def _only_receiving(context: RuleContext, options: Any) -> Asked | None:
    return None if context.receiving.verify else ()


@program_rule("validity-has-begun", asked=_only_receiving)
def validity_has_begun(context: RuleContext, options: Mapping[str, Any]) -> Iterable[Result]:
    """The credential holds already: a matter for one who receives it, as badges are made ahead of the day."""
    if not context.receiving.verify:
        return
    name = next((name for name in _STARTS if context.data.get(name) is not None), None)
    if name is None:
        return
    place = Node(context.data[name], (name,))
    if context.is_placeholder(place.value):
        yield cant_tell(PLACEHOLDER.reason, at=place)
        return
    from trustlint.status.moments import start_of

    begun = start_of(context.data, context.now)
    if begun is not None:
        yield failed(begun.reason, at=place) if begun.state is LifecycleState.NOT_YET_VALID else PASSED


def _statuses(context: RuleContext) -> tuple[StatusResult, ...]:
    lifecycle = context.lifecycle()
    return () if lifecycle is None else lifecycle.statuses


def _place(status: StatusResult, context: RuleContext) -> Node:
    path, value = resolve(context.data, status.pointer)
    return Node(value, path)
