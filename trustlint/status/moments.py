"""From when to when a credential holds, and how that is said at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from trustlint.model.moment import as_moment
from trustlint.model.verification import LifecycleState

_STARTS = ("validFrom", "issuanceDate", "issuedOn", "issued_on", "issued")
_ENDS = ("validUntil", "expirationDate", "expires")
_MAY_BE_NUMBERS = ("issuedOn", "issued_on", "expires")
"""Of Open Badges 1.x, where they may be seconds since 1970."""


class Period(NamedTuple):
    """What the dates of a credential say at a time. reason: one sentence, empty for what is current and has no end;
    member: the date that decides."""

    state: LifecycleState
    reason: str
    member: str | None = None


def period_of(
    data: dict[str, Any], now: datetime, is_placeholder: Callable[[Any], bool] | None = None
) -> Period:
    """The dates of all models, of which a document has those of its own (facts sections 10 and 12).

    Open Badges 1.x may give a date as a number: seconds since 1970.
    """
    end = _end_of(data, now, is_placeholder)
    start = start_of(data, now, is_placeholder)
    for period in (end, start):
        if period is not None and period.state in (LifecycleState.EXPIRED, LifecycleState.NOT_YET_VALID):
            return period
    for period in (end, start):
        if period is not None and period.state is LifecycleState.NOT_CHECKED:
            return period
    return end or Period(LifecycleState.CURRENT, "")


def start_of(
    data: dict[str, Any], now: datetime, is_placeholder: Callable[[Any], bool] | None = None
) -> Period | None:
    """What the start of validity says at a time; None without one."""

    def judge(name: str, moment: datetime) -> Period:
        if moment <= now:
            return Period(LifecycleState.CURRENT, f"it became valid on {day(moment)}", name)
        reason = f"it becomes valid on {day(moment)}, {ahead(moment, now)}"
        return Period(LifecycleState.NOT_YET_VALID, reason, name)

    return _judged(data, _STARTS, is_placeholder, judge)


def _end_of(
    data: dict[str, Any], now: datetime, is_placeholder: Callable[[Any], bool] | None
) -> Period | None:
    def judge(name: str, moment: datetime) -> Period:
        if moment >= now:
            return Period(LifecycleState.CURRENT, f"it is valid until {day(moment)}", name)
        return Period(LifecycleState.EXPIRED, f"it expired on {day(moment)}, {ago(moment, now)}", name)

    return _judged(data, _ENDS, is_placeholder, judge)


def _judged(
    data: dict[str, Any],
    names: Iterable[str],
    is_placeholder: Callable[[Any], bool] | None,
    judge: Callable[[str, datetime], Period],
) -> Period | None:
    """What the first of the dates says that a document has; None when it has none of them."""
    for name in names:
        value = data.get(name)
        if value is not None:
            moment = _moment(name, value)
            return _unread(name, value, is_placeholder) if moment is None else judge(name, moment)
    return None


def day(moment: datetime) -> str:
    """The date in the time zone that it was written in."""
    return moment.date().isoformat()


def ago(moment: datetime, now: datetime) -> str:
    """``570 days before 2026-11-22``."""
    return f"{_days(now - moment)} before {day(now)}"


def ahead(moment: datetime, now: datetime) -> str:
    """``3 days after 2026-11-22``."""
    return f"{_days(moment - now)} after {day(now)}"


def _days(span: timedelta) -> str:
    if span.days == 0:
        return "less than a day"
    return f"{span.days} days" if span.days > 1 else "a day"


def _moment(name: str, value: Any) -> datetime | None:
    if isinstance(value, int | float) and not isinstance(value, bool) and name in _MAY_BE_NUMBERS:
        try:
            return datetime.fromtimestamp(value, UTC)
        except (ValueError, OverflowError, OSError):
            return None
    return as_moment(value)


def _unread(name: str, value: Any, is_placeholder: Callable[[Any], bool] | None) -> Period:
    if is_placeholder is not None and is_placeholder(value):
        reason = f"{name} is a placeholder, so when it holds is not known yet"
    else:
        reason = f"{name} is no date that can be read, so when it holds is not known"
    return Period(LifecycleState.NOT_CHECKED, reason, name)
