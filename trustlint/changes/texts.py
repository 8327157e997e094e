"""Changes of texts that are written almost rightly: addresses, e-mail addresses, telephone numbers, times."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from trustlint.changes.registry import Change, Failure, change, write

_SCHEME = re.compile(r"([A-Za-z]+)://")
_NUMBER_PARTS = re.compile(r"[\s().\-/\u2010-\u2015]+")
_HOST_ONLY = re.compile(r"https?://([A-Za-z0-9.-]+(:[0-9]+)?)/?")
_OFFSET = re.compile(r"(\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2})(\.\d+)?([+-])(\d{2}):(\d{2})")


@change("trim")
def trim(failure: Failure) -> Change | None:
    """Without blanks around it."""
    text = failure.text
    return write(failure, text.strip()) if text is not None and text.strip() else None


@change("web-scheme")
def web_scheme(failure: Failure) -> Change | None:
    """A misspelt scheme becomes https where it has an s, else http: what the letters say, and no more."""
    text = failure.text
    match = _SCHEME.match(text) if text is not None else None
    if text is None or match is None:
        return None
    scheme = "https" if "s" in match[1].lower() else "http"
    return write(failure, f"{scheme}://{text[match.end() :]}")


@change("plain-email")
def plain_email(failure: Failure) -> Change | None:
    """An e-mail address without ``mailto:``."""
    from trustlint.formats import is_email

    text = failure.text
    if text is None or not text.strip().lower().startswith("mailto:"):
        return None
    address = text.strip()[len("mailto:") :]
    return write(failure, address) if is_email(address) else None


@change("plain-telephone")
def plain_telephone(failure: Failure) -> Change | None:
    """An international number, which starts with a plus sign, in digits only. ``(0)`` is for calls within the country."""
    from trustlint.formats import is_phone

    text = failure.text
    if text is None or not text.strip().startswith("+"):
        return None
    number = _NUMBER_PARTS.sub("", re.sub(r"^\s*(\+\d{1,3})\s*\(0\)", r"\1", text))
    return write(failure, number) if is_phone(number) else None


@change("host-alone")
def host_alone(failure: Failure) -> Change | None:
    """The host of an address that has nothing but a host."""
    match = _HOST_ONLY.fullmatch(failure.text or "")
    return write(failure, match[1]) if match else None


@change("assume-utc")
def assume_utc(failure: Failure) -> Change | None:
    """A time without a time zone in UTC. What has no time at all stays as it is."""
    from trustlint.schemas.dates import in_utc

    text = in_utc(failure.text or "")
    if text is None:
        return None
    done = write(failure, text)
    return done if failure.asked.assume_utc or done is None else done._replace(edits=())


@change("date-in-utc")
def date_in_utc(failure: Failure) -> Change | None:
    """The same moment in UTC (OB2-01)."""
    match = _OFFSET.fullmatch(failure.text or "")
    if match is None:
        return None
    offset = timedelta(hours=int(match[4]), minutes=int(match[5]))
    try:
        local = datetime.fromisoformat(match[1].upper()).replace(tzinfo=UTC)
        moment = local - offset if match[3] == "+" else local + offset
    except (ValueError, OverflowError):
        return None  # a leap second, or the first or last day of the calendar
    return write(failure, f"{moment:%Y-%m-%dT%H:%M:%S}{match[2] or ''}Z")
