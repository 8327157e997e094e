"""trustlint: linter and rubric checker for Open Badges and micro-credentials.

``check(...)`` gives a Report, ``load_packs(...)`` the packs, ``render(report, "json")`` any format. See docs/python.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
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
    require: Sequence[str] | None = None,
    fail_on: str | None = None,
    select: Sequence[str] | None = None,
    ignore: Sequence[str] | None = None,
    scope: str | None = None,
    parameters: Mapping[str, Mapping[str, Any]] | None = None,
    contexts: Mapping[str, Any] | None = None,
    attestations: Sequence[str | PathLike[str]] | None = None,
    waivers: Sequence[str | PathLike[str]] | None = None,
    baseline: str | PathLike[str] | None = None,
    explain_level: bool = False,
    verify: bool = False,
    keys: Sequence[str | PathLike[str]] | None = None,
    status: Sequence[str | PathLike[str]] | None = None,
    recipients: Sequence[str] = (),
    online: bool = False,
    record: str | PathLike[str] | None = None,
    replay: str | PathLike[str] | None = None,
    config: str | PathLike[str] | None = None,
) -> Report:
    """Check files, folders or patterns, or one credential as a mapping; give the Report.

    what: a path, several paths, or plain data of one credential; packs: ids or paths, the default ones when None;
    now: the clock, with offset, the present when None; contexts: JSON-LD context documents that are not bundled, by
    address; attestations, waivers: files of what people said, the nearest ones of each document when None, none at all
    when empty; baseline: file of the problems that are known, for files only; verify: judge as one who receives a credential; keys, status: files and folders of keys and
    of status lists; recipients: addresses that a credential is said to be awarded to, which the Report never tells;
    online: fetch what is needed over https; record, replay: folder to record to, or to take answers from; config: a configuration file, for what is
    left None here; no other configuration is ever read; the rest as the options of ``trustlint check``.
    Raises trustlint.errors.UsageError and PackError; what is wrong with an input is in the Report.
    """
    from collections.abc import Mapping as MappingType

    from trustlint.engine.check import check_data, check_paths
    from trustlint.engine.options import CheckOptions, aware_now, checked
    from trustlint.errors import UsageError

    if parameters is not None and not (
        isinstance(parameters, MappingType)
        and all(isinstance(values, MappingType) for values in parameters.values())
    ):
        raise UsageError("parameters is a mapping of pack ids to mappings of values")
    if contexts is not None and not isinstance(contexts, MappingType):
        raise UsageError("contexts is a mapping of addresses to context documents")
    said: dict[str, Any] = {
        "packs": None if packs is None else _names("packs", packs),
        "require": None if require is None else _names("require", require),
        "fail_on": fail_on,
        "select": None if select is None else _names("select", select),
        "ignore": None if ignore is None else _names("ignore", ignore),
        "scope": scope,
        "parameters": parameters,
        "contexts": contexts,
        "attestations": None if attestations is None else _names("attestations", attestations),
        "waivers": None if waivers is None else _names("waivers", waivers),
        "keys": None if keys is None else _names("keys", keys),
        "status": None if status is None else _names("status", status),
        "baseline": None if baseline is None else _names("baseline", [baseline])[0],
    }
    given = {name: value for name, value in said.items() if value is not None}

    def checked_by(values: Mapping[str, Any]) -> Report:
        options = checked(
            CheckOptions(
                **values,
                now=aware_now(now),
                explain_level=explain_level,
                verify=verify,
                recipients=_names("recipients", recipients),
                online=online,
                record=None if record is None else _names("record", [record])[0],
                replay=None if replay is None else _names("replay", [replay])[0],
            )
        )
        if isinstance(what, MappingType):
            if options.baseline is not None:
                raise UsageError("a baseline knows problems by the paths of files; check a file with it")
            return check_data(dict(what), options)
        return check_paths(_paths(what), options)

    if config is None:
        return checked_by(given)
    return _configured(config, given, checked_by)


def _configured(
    config: str | PathLike[str], given: Mapping[str, Any], check: Callable[[Mapping[str, Any]], Report]
) -> Report:
    """The Report of a check with the values of a configuration file where none are given."""
    from trustlint.config.read import read_config
    from trustlint.config.settings import Settings
    from trustlint.plugins import allow_only

    read = read_config(_names("config", [config])[0])
    before = allow_only(read.data.get("plugins", True))
    try:
        settings = Settings(read, given, given.keys())
        values = settings.values()
        values.pop("format_", None)
        with settings.placing():
            return check(values)
    finally:
        allow_only(before)


def _names(argument: str, values: Iterable[str | PathLike[str]]) -> tuple[str, ...]:
    """Several names. A single text is refused, as it would be taken letter by letter."""
    from os import PathLike as PathLikeType
    from os import fspath

    from trustlint.errors import UsageError

    problem = f"{argument} is {values!r}; give a list of texts"
    if isinstance(values, str | bytes):
        raise UsageError(problem)
    try:
        found = tuple(fspath(value) if isinstance(value, PathLikeType) else value for value in values)
    except TypeError:
        raise UsageError(problem) from None
    if not all(isinstance(value, str) for value in found):
        raise UsageError(problem)
    return found


def _paths(what: Any) -> list[str]:
    from os import PathLike as PathLikeType
    from os import fspath

    from trustlint.errors import UsageError

    try:
        given = [what] if isinstance(what, str | PathLikeType) else list(what)
        paths = [fspath(path) for path in given]
    except TypeError:
        paths = [None]
    if not all(isinstance(path, str) for path in paths):
        raise UsageError(f"a path, several paths or one mapping can be checked, not {type(what).__name__}")
    return paths


def load_packs(names: Iterable[str] | None = None) -> tuple[Pack, ...]:
    """Packs by id or path; the default ones when None. Raises UsageError and PackError."""
    from trustlint.packs.load import DEFAULT_PACKS
    from trustlint.packs.load import load_packs as load

    return load(DEFAULT_PACKS if names is None else _names("names", names))


def render(report: Report, format: str = "text") -> str:
    """A Report in one of the formats that ``trustlint list formats`` names. Raises UsageError for another."""
    from trustlint.report import render as render_report

    return render_report(report, format)
