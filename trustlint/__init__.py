"""trustlint: linter and rubric checker for Open Badges and micro-credentials.

``check(...)`` gives a Report, ``load_packs(...)`` the packs, ``render(report, "json")`` any format. See docs/python.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime
    from os import PathLike

    from trustlint.model.report import Report
    from trustlint.packs.model import Pack

from trustlint.version import __version__

__all__ = ["__version__", "check", "load_packs", "render"]


def check(
    what: str | PathLike[str] | Sequence[str | PathLike[str]] | Mapping[str, Any],
    *,
    packs: Iterable[str] | None = None,
    now: datetime | None = None,
    require: Sequence[str] = (),
    fail_on: str = "error",
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    scope: str = "auto",
    parameters: Mapping[str, Mapping[str, Any]] | None = None,
) -> Report:
    """Check files, folders or patterns, or one credential as a mapping; give the Report.

    what: a path, several paths, or plain data of one credential; packs: ids or paths, the default ones when None;
    now: the clock, with offset, the present when None; the rest as the options of ``trustlint check``.
    Raises trustlint.errors.UsageError and PackError; what is wrong with an input is in the Report.
    """
    from collections.abc import Mapping as MappingType
    from os import PathLike as PathLikeType
    from os import fspath

    from trustlint.engine.check import check_data, check_paths
    from trustlint.engine.options import CheckOptions, aware_now, checked
    from trustlint.packs.load import DEFAULT_PACKS

    options = checked(
        CheckOptions(
            packs=DEFAULT_PACKS if packs is None else tuple(packs),
            require=tuple(require),
            fail_on=fail_on,
            select=tuple(select),
            ignore=tuple(ignore),
            scope=scope,
            now=aware_now(now),
            parameters=parameters or {},
        )
    )
    if isinstance(what, MappingType):
        return check_data(dict(what), options)
    paths = [what] if isinstance(what, str | PathLikeType) else what
    return check_paths([fspath(path) for path in paths], options)


def load_packs(names: Iterable[str] | None = None) -> tuple[Pack, ...]:
    """Packs by id or path; the default ones when None. Raises UsageError and PackError."""
    from trustlint.packs.load import DEFAULT_PACKS
    from trustlint.packs.load import load_packs as load

    return load(DEFAULT_PACKS if names is None else names)


def render(report: Report, format: str = "text") -> str:
    """A Report in one of the formats that ``trustlint list formats`` names. Raises UsageError for another."""
    from trustlint.report import render as render_report

    return render_report(report, format)
