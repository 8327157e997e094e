"""What a run is asked to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from trustlint.credential.placeholder import DEFAULT_PATTERN
from trustlint.model.finding import Severity
from trustlint.packs.load import DEFAULT_PACKS

NEVER = "never"


@dataclass(frozen=True, slots=True)
class CheckOptions:
    """All that a verdict may depend on besides the inputs.

    packs: ids or paths; require: ``PACK`` or ``PACK:LEVEL``, replacing the default (the first level of every pack);
    fail_on: gravest severity that is let pass is below it, ``never`` lets all pass; select, ignore: codes, rule
    names, tags or pack ids; scope: ``auto``, or the scope that credentials are judged at; now: the run's clock;
    parameters: per pack id, values for its parameters.
    """

    packs: tuple[str, ...] = DEFAULT_PACKS
    require: tuple[str, ...] = ()
    fail_on: str = Severity.ERROR.value
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    scope: str = "auto"
    now: datetime = field(default_factory=lambda: datetime.now(UTC))
    parameters: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    placeholder: str = DEFAULT_PATTERN
    strict_review: bool = False
    excerpts: bool = True
    exclude: tuple[str, ...] = ()
    jobs: int = 1
