"""Moments that texts of dates stand for."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

_FRACTION = re.compile(r"(\.\d{6})\d+")


def as_moment(value: Any) -> datetime | None:
    """The moment that an ISO 8601 date or date-time stands for; without an offset it is read as UTC (VC 2.0 section 4.9)."""
    return _moment(value) if isinstance(value, str) else None


@lru_cache(maxsize=1024)
def _moment(value: str) -> datetime | None:
    text = (
        _FRACTION.sub(r"\1", value.strip()).replace(":60", ":59", 1)
        if ":60" in value
        else _FRACTION.sub(r"\1", value.strip())
    )
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
