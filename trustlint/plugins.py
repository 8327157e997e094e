"""What installed distributions bring: entry points of the groups below, found only when something is not known.

A run that names nothing but what comes with trustlint never looks for plug-ins: each registry asks here last, for one
name of one group. So there is no scan on the way of a plain ``check``, and no plug-in can replace what is built in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from trustlint.errors import PackError

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

PACKS = "trustlint.packs"
RULES = "trustlint.rules"
CHECKS = "trustlint.checks"
REPORTS = "trustlint.reports"
GROUPS = (PACKS, RULES, CHECKS, REPORTS)

_state: dict[str, Any] = {"allowed": True, "only": None}


def allow_plugins(allowed: bool) -> None:
    """Whether plug-ins may be loaded from now on (``--no-plugins``)."""
    _state["allowed"] = allowed


def allow_only(distributions: bool | Iterable[str]) -> bool | Iterable[str]:
    """Which distributions may bring plug-ins from now on: all, none, or those named (``plugins`` of a configuration).

    Gives which could until now.
    """
    before = _state["only"]
    if isinstance(distributions, bool):
        _state["only"] = None if distributions else frozenset()
    else:
        _state["only"] = frozenset(map(_canonical, distributions))
    return True if before is None else tuple(before)


def plugin_names(group: str) -> tuple[str, ...]:
    """Names that installed distributions offer in a group; none when plug-ins are not allowed. Loads nothing."""
    return tuple(sorted({point.name for point in _points(group)}))


def load_plugin(group: str, name: str) -> Any | None:
    """What an installed distribution offers under a name of a group; None when none does.

    Raises PackError when it cannot be loaded, or when two distributions offer it.
    """
    found = {_origin(point): point for point in _points(group) if point.name == name}
    if not found:
        return None
    if len(found) > 1:
        raise PackError(
            f"{name!r} is offered by {' and by '.join(sorted(found))} ({group}); uninstall one of them, or use --no-plugins"
        )
    ((origin, point),) = found.items()
    try:
        return point.load()
    except Exception as error:
        raise PackError(
            f"the plug-in {name!r} of {origin} ({group}) cannot be loaded: {type(error).__name__}: {error}"
        ) from error


def registered(group: str, name: str, found: Any | None) -> Any:
    """What loading a plug-in has registered under its name. Raises PackError when that is nothing."""
    if found is None:
        raise PackError(
            f"the plug-in {name!r} ({group}) was loaded, and has registered nothing under this name"
        )
    return found


def _points(group: str) -> tuple[EntryPoint, ...]:
    if not _state["allowed"] or _state["only"] == frozenset():
        return ()
    from importlib.metadata import entry_points

    only = _state["only"]
    return tuple(
        point
        for point in entry_points(group=group)
        if only is None or (point.dist is not None and _canonical(point.dist.name) in only)
    )


def _canonical(name: str) -> str:
    """The name of a distribution as package registries compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _origin(point: EntryPoint) -> str:
    """Name and version of the distribution that an entry point is from."""
    dist = point.dist
    return f"{dist.name} {dist.version}" if dist is not None else point.value
