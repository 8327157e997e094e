"""Packs that installed distributions bring (entry points ``trustlint.packs``)."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType
from typing import Any

from trustlint.errors import PackError
from trustlint.plugins import PACKS, load_plugin, plugin_names


def installed_pack_ids() -> tuple[str, ...]:
    """Ids of the packs that plug-ins bring."""
    return plugin_names(PACKS)


def find_installed_pack(id_: str) -> Path | None:
    """File or folder of the pack that a plug-in brings under an id; None when none does.

    The entry point names a package with a ``pack.yaml`` in it, or a path, or a function that gives one. Raises PackError
    when it does not.
    """
    offered = load_plugin(PACKS, id_)
    if offered is None:
        return None
    try:
        path = _path(offered)
    except Exception as error:
        raise PackError(f"the plug-in pack {id_!r} failed: {type(error).__name__}: {error}") from error
    if path is None or not path.exists():
        raise PackError(
            f"the plug-in pack {id_!r} names {offered!r}, which is no package with a pack.yaml and no path of a pack"
        )
    return path


def _path(offered: Any) -> Path | None:
    if isinstance(offered, ModuleType):
        return Path(offered.__file__).parent if offered.__file__ else None
    if callable(offered):
        offered = offered()
    return Path(offered) if isinstance(offered, str | Path) else None
