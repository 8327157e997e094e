"""What is wrong with a text that should be a date or a date-time, and how to write it."""

from __future__ import annotations

import re

from trustlint.formats import is_date, is_date_time, is_local_date_time

_MOST_SECONDS = 9_999_999_999
"""Ten digits: until the year 2286. More are milliseconds, or no date."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_FIRST = re.compile(r"([A-Za-z]{3,9})\.? ([0-9]{1,2})(?:st|nd|rd|th)?,? ([0-9]{4})")
_DAY_FIRST = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)?\.? ([A-Za-z]{3,9})\.?,? ([0-9]{4})")
_SHAPE = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}([Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?([Zz]|[+-][0-9]{2}:[0-9]{2})?)?"
)
_NO_SECONDS = re.compile(r"([0-9-]{10}[Tt][0-9]{2}:[0-9]{2})([Zz]|[+-][0-9]{2}:[0-9]{2})?")
_MIDNIGHT = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[Tt ]00:00(:00(\.0+)?)?[Zz]?")
_BARE_OFFSET = re.compile(r"(.+[+-][0-9]{2}):?([0-9]{2})?")


def date_time_advice(text: str) -> str:
    """Say what ``text`` is and how to write it as a date-time: two clauses, to follow "X is "…", "."""
    if is_date(text):
        return f"a date without a time; write a full date-time with time zone such as {text}T00:00:00Z"
    if is_local_date_time(text):
        return f"a time without a time zone; add Z or the offset, as in {text}Z"
    if date := _from_month_name(text):
        return f"a date in words; write a full date-time with time zone such as {date}T00:00:00Z"
    if mended := _mended(text):
        return f"{mended[0]}; write {mended[1]}"
    if _SHAPE.fullmatch(text):
        return "a day or time that does not exist; correct it"
    return "no date-time; write a full date-time with time zone such as 2024-01-01T00:00:00Z"


def seconds_advice(seconds: int) -> str | None:
    """The same for a number, when it can be the seconds since 1970 that Open Badges 1.x allowed (OB2-14)."""
    written = seconds_date_time(seconds)
    return written and f'the seconds since 1970, as in Open Badges 1.x; write "{written}"'


def seconds_date_time(seconds: int) -> str | None:
    """The seconds since 1970 as a date-time; None for what can hardly be such."""
    if not 0 <= seconds <= _MOST_SECONDS:
        return None
    from datetime import UTC, datetime

    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def certain_date_time(text: str) -> str | None:
    """The one date-time that a text can mean, in the form of the standard; None where a time or zone is to be guessed."""
    mended = _mended(text)
    return mended[1] if mended is not None and not _is_without_zone(text) else None


def _is_without_zone(text: str) -> bool:
    with_t = text.strip().replace(" ", "T", 1)
    match = _NO_SECONDS.fullmatch(with_t)
    local = is_local_date_time(with_t) and not is_date_time(with_t)
    return local or (match is not None and not match[2])


def in_utc(text: str) -> str | None:
    """A time without a time zone as one in UTC; None for any other text."""
    mended = _mended(text)
    if is_local_date_time(text) and not is_date_time(text):
        return f"{text}Z"
    return mended[1] if mended is not None and _is_without_zone(text) else None


def certain_date(text: str) -> str | None:
    """The one date that a text can mean: in words, or with a midnight that says nothing."""
    if date := _from_month_name(text):
        return date
    match = _MIDNIGHT.fullmatch(text.strip())
    return match[1] if match and is_date(match[1]) else None


def date_advice(text: str) -> str:
    """As ``date_time_advice``, for a date alone."""
    if is_local_date_time(text):
        return f"a date with a time; write the date alone: {text[:10]}"
    if date := _from_month_name(text):
        return f"a date in words; write {date}"
    if _SHAPE.fullmatch(text):
        return "a day that does not exist; correct it"
    return "no date; write year, month and day such as 2024-01-31"


def _from_month_name(text: str) -> str | None:
    if match := _MONTH_FIRST.fullmatch(text.strip()):
        month, day, year = match.groups()
    elif match := _DAY_FIRST.fullmatch(text.strip()):
        day, month, year = match.groups()
    else:
        return None
    if month[:3].lower() not in _MONTHS:
        return None
    date = f"{year}-{_MONTHS.index(month[:3].lower()) + 1:02}-{int(day):02}"
    return date if is_date(date) else None


def _mended(text: str) -> tuple[str, str] | None:
    with_t = text.strip().replace(" ", "T", 1)
    if is_date_time(with_t):
        return "a date and time apart", with_t
    if is_local_date_time(with_t):
        return "a date and time apart and without a time zone", with_t + "Z"
    if (match := _NO_SECONDS.fullmatch(with_t)) and is_date_time(whole := f"{match[1]}:00{match[2] or 'Z'}"):
        return "a time without seconds" if match[2] else "a time without seconds and time zone", whole
    if (match := _BARE_OFFSET.fullmatch(with_t)) and is_date_time(whole := f"{match[1]}:{match[2] or '00'}"):
        return "a time whose offset lacks a colon", whole
    return None
