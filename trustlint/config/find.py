"""Which configuration file holds: looked for by every run, so nothing is parsed here that need not be."""

from __future__ import annotations

import os

NAMES = ("trustlint.yaml", ".trustlint.yaml")
PYPROJECT = "pyproject.toml"
TABLE = ("tool", "trustlint")
"""Where ``pyproject.toml`` has the configuration."""

_PROJECT_MARK = ".git"
_TOOL = rb"""(?m)^[ \t]*\[{0,2}[ \t]*["']?tool["']?[ \t]*(?:\.[ \t]*["']?trustlint|[]=])"""
"""Where a table of ours may start. To parse a pyproject.toml that only depends on trustlint would take too long."""


def find_config(folder: str) -> str | None:
    """The configuration file of a folder, or of the nearest one above it, as an absolute path.

    In one folder ``trustlint.yaml`` comes first, then ``.trustlint.yaml``, then a ``pyproject.toml`` that has
    ``[tool.trustlint]``. The search ends at the root of a repository and at the home folder.
    """
    place = os.path.abspath(folder)  # noqa: PTH100 - links stay what they are called
    home = os.path.expanduser("~")  # noqa: PTH111 - text is ten times faster here
    while True:
        for name in NAMES:
            file = os.path.join(place, name)  # noqa: PTH118
            if os.path.isfile(file):  # noqa: PTH113
                return file
        project = os.path.join(place, PYPROJECT)  # noqa: PTH118
        if _has_table(project):
            return project
        above = os.path.dirname(place)  # noqa: PTH120
        if above == place or place == home or os.path.lexists(os.path.join(place, _PROJECT_MARK)):  # noqa: PTH118
            return None
        place = above


def _has_table(project: str) -> bool:
    """Whether a pyproject.toml is about trustlint; also when it is broken, so that this is told."""
    if not os.path.isfile(project):  # noqa: PTH113
        return False
    try:
        with open(project, "rb") as stream:  # noqa: PTH123
            content = stream.read()
    except OSError:
        return False
    if b"trustlint" not in content:
        return False
    import re

    if not re.search(_TOOL, content):
        return False
    import tomllib

    try:
        data = tomllib.loads(content.decode("utf-8"))
    except (ValueError, RecursionError):
        return b"tool.trustlint" in content
    tool = data.get(TABLE[0])
    return isinstance(tool, dict) and TABLE[1] in tool
