"""What a run is asked to do."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from trustlint.credential.placeholder import DEFAULT_PATTERN
from trustlint.errors import UsageError
from trustlint.model.finding import Severity
from trustlint.packs.load import DEFAULT_PACKS

if TYPE_CHECKING:  # few runs change anything
    from trustlint.model.fix import FixOptions

NEVER = "never"
OFF = "off"
"""The severity of a rule that is not to run."""
SEVERITIES = (*(severity.value for severity in Severity), OFF)
SCOPES = ("auto", "definition", "credential")


class Override(NamedTuple):
    """Options for the files that match patterns as in .gitignore, relative to a folder.

    None, or a name that a mapping does not hold, leaves what holds elsewhere. See CheckOptions for the rest.
    """

    paths: tuple[str, ...]
    folder: str
    packs: tuple[str, ...] | None = None
    require: tuple[str, ...] | None = None
    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] | None = None
    severity: Mapping[str, str] = {}
    parameters: Mapping[str, Mapping[str, Any]] = {}


@dataclass(frozen=True, slots=True)
class CheckOptions:
    """All that a verdict may depend on besides the inputs.

    packs: ids or paths; require: ``PACK`` or ``PACK:LEVEL``, replacing the default (the first level of every pack);
    fail_on: gravest severity that is let pass is below it, ``never`` lets all pass; select, ignore: codes, rule
    names, tags or pack ids; severity: such a name to how grave its findings are, or ``off``; scope: ``auto``, or the scope that credentials are judged at; now: the run's clock;
    parameters: per pack id, values for its parameters; placeholder: pattern of values that templates leave open;
    contexts: local copies of JSON-LD contexts that are not bundled, by address; schemas: copies of official schemas by
    their addresses, which then win over ours;
    attestations, waivers: their files, searched for from the folder of each document upward when None;
    explain_level: also say what is missing for the next level;
    baseline: the file of the problems that are known already;
    only_credentials: named files that are no credentials are skipped, as in folders, and having none is fine;
    exclude_folder: what the patterns of exclude are relative to, the working directory when None;
    overrides: options for some of the files, the later ones win; known_packs: packs that are used elsewhere, so that
    ``ignore``, ``severity`` and ``parameters`` may speak of them; config: the file that the options are from;
    verify: judge as one who receives the credential; keys, status: files and folders with the keys and status lists
    of others; online: whether addresses may be fetched; record, replay: folder that what was fetched is written to, or
    that it is taken from instead of the network; recipients: addresses that credentials are said to be awarded to;
    fixing: what is asked for besides the fixes that need no asking, None for nothing.
    """

    packs: tuple[str, ...] = DEFAULT_PACKS
    require: tuple[str, ...] = ()
    fail_on: str = Severity.ERROR.value
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, str] = field(default_factory=dict)
    scope: str = "auto"
    now: datetime = field(default_factory=lambda: datetime.now(UTC))
    parameters: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    placeholder: str = DEFAULT_PATTERN
    contexts: Mapping[str, Any] = field(default_factory=dict)
    schemas: Mapping[str, Any] = field(default_factory=dict)
    attestations: tuple[str, ...] | None = None
    waivers: tuple[str, ...] | None = None
    baseline: str | None = None
    explain_level: bool = False
    strict_review: bool = False
    excerpts: bool = True
    exclude: tuple[str, ...] = ()
    only_credentials: bool = False
    jobs: int = 1
    exclude_folder: str | None = None
    overrides: tuple[Override, ...] = ()
    known_packs: tuple[str, ...] = ()
    config: str | None = None
    verify: bool = False
    keys: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    online: bool = False
    record: str | None = None
    replay: str | None = None
    recipients: tuple[str, ...] = field(default=(), repr=False)
    fixing: FixOptions | None = None


def aware_now(now: datetime | None) -> datetime:
    """A clock with an offset: the present when None, UTC where the given one has none.

    Raises UsageError for what is no datetime.
    """
    if now is None:
        return datetime.now(UTC)
    if not isinstance(now, datetime):
        raise UsageError(f"now is {now!r}; give a datetime")
    return now if now.tzinfo else now.replace(tzinfo=UTC)


def checked(options: CheckOptions) -> CheckOptions:
    """The options, once it is sure that they can be carried out. Raises UsageError."""
    severities = [*(severity.value for severity in Severity), NEVER]
    if options.fail_on not in severities:
        raise UsageError(
            f"fail-on is {options.fail_on!r}; choose one of {', '.join(severities)}", ("fail_on",)
        )
    if options.scope not in SCOPES:
        raise UsageError(f"scope is {options.scope!r}; choose one of {', '.join(SCOPES)}", ("scope",))
    try:
        re.compile(options.placeholder)
    except re.error as error:
        raise UsageError(
            f"the placeholder pattern {options.placeholder!r} is no regular expression: {error}",
            ("placeholder",),
        ) from None
    return options
