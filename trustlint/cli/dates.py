"""Options that are a moment or a day."""

from __future__ import annotations

from datetime import date, datetime

import click

from trustlint.engine.options import aware_now


def moment(context: click.Context, parameter: click.Parameter, value: str | None) -> datetime:
    """The clock of a run, with offset; the present when none is given."""
    try:
        return aware_now(datetime.fromisoformat(value) if value else None)
    except ValueError:
        raise click.BadParameter(f"{value!r} is not a date and time such as 2026-05-31T12:00:00Z") from None


def day(context: click.Context, parameter: click.Parameter, value: str | None) -> date | None:
    """A day; None when none is given."""
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        raise click.BadParameter(f"{value!r} is not a date such as 2026-05-31") from None
