"""A Report from the JSON of one, so that a run can be shown in another format later.

What the fields of the Report are called and what they hold is read from its classes: a field that is added there, with a
default, is read here. Members that are not known are left out, as the version of the format promises that readers may.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from datetime import date
from enum import Enum
from typing import Any, Union, get_args, get_origin, get_type_hints

from trustlint.errors import UsageError
from trustlint.model import fix, review
from trustlint.model.report import (
    REPORT_FORMAT,
    REPORT_VERSION,
    DocumentResult,
    Footer,
    Header,
    PackInfo,
    PackResult,
    Report,
)
from trustlint.model.review import AttestationResult
from trustlint.model.run import RunInfo

_MEMBERS: dict[tuple[Any, str], str] = {
    (PackResult, "outcomes"): "rules",
    (RunInfo, "required"): "require",
    (DocumentResult, "required"): "require",
    (AttestationResult, "on"): "date",
}
"""Members that the JSON calls otherwise than the class."""

_WORDS: dict[Any, str] = {
    str: "text",
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    types.NoneType: "null",
}


def load_report(data: Any) -> Report:
    """The Report that ``Report.to_dict()`` gave as plain data; rendered, it gives the same bytes in every format.

    Raises UsageError when the data is no report, is of another version, or lacks a member or has a wrong value, which
    is named.
    """
    about = data.get("report") if isinstance(data, dict) else None
    if not isinstance(about, dict) or about.get("format") != REPORT_FORMAT:
        raise UsageError("this is no report of trustlint; make one with `trustlint check --format json`")
    if about.get("version") != REPORT_VERSION:
        raise UsageError(
            f"the report has the version {about.get('version')!r}; this trustlint reads version {REPORT_VERSION!r}"
        )
    tool = _member(data, "tool", "")
    run = {**_object(_member(data, "run", ""), "/run"), "version": _member(tool, "version", "/tool")}
    header = Header(
        _read(RunInfo, run, "/run"), _read(tuple[PackInfo, ...], _member(data, "packs", ""), "/packs")
    )
    documents = _read(tuple[DocumentResult, ...], _member(data, "documents", ""), "/documents")
    return Report(header, documents, _read(Footer, data, ""))


def _read(hint: Any, value: Any, place: str) -> Any:
    """A value as the type of a field wants it."""
    origin = get_origin(hint)
    if hint is Any:
        return value
    if origin in (Union, types.UnionType):
        return _read_choice(get_args(hint), value, place)
    if origin is tuple:
        return _read_tuple(get_args(hint), value, place)
    if origin in (dict, Mapping):
        _, item = get_args(hint)
        return {name: _read(item, each, f"{place}/{name}") for name, each in _object(value, place).items()}
    if isinstance(hint, type) and issubclass(hint, Enum):
        try:
            return hint(value)
        except ValueError:
            known = ", ".join(member.value for member in hint)
            raise _wrong(place, f"{value!r:.60} is none of {known}") from None
    if hint is date:
        try:
            return date.fromisoformat(value)
        except (TypeError, ValueError):
            raise _wrong(place, f"a date such as 2026-05-31 is wanted, not {value!r:.60}") from None
    if hasattr(hint, "_fields"):
        return _read_fields(hint, _object(value, place), place)
    if hint is None or hint is types.NoneType:
        hint = types.NoneType
    fits = isinstance(value, int | float) if hint is float else isinstance(value, hint)
    if not fits or (isinstance(value, bool) and hint is not bool):
        raise _wrong(place, f"{_WORDS.get(hint, hint)} is wanted, not {value!r:.60}")
    return value


def _read_choice(hints: tuple[Any, ...], value: Any, place: str) -> Any:
    """One of several types, of which at most one is not null."""
    if value is None and types.NoneType in hints:
        return None
    other = next((hint for hint in hints if hint is not types.NoneType), types.NoneType)
    return _read(other, value, place)


def _read_tuple(items: tuple[Any, ...], value: Any, place: str) -> Any:
    if items[-1] is not Ellipsis:
        # The one pair of the Report is a score, an object in the JSON.
        pair = _object(value, place)
        return tuple(
            _read(item, _member(pair, name, place), f"{place}/{name}")
            for item, name in zip(items, ("low", "high"), strict=True)
        )
    if not isinstance(value, list):
        raise _wrong(place, f"a list is wanted, not {value!r:.60}")
    return tuple(_read(items[0], each, f"{place}/{number}") for number, each in enumerate(value))


def _read_fields(kind: Any, value: dict[str, Any], place: str) -> Any:
    hints = _hints(kind)
    fields = {}
    for field in kind._fields:
        name = _MEMBERS.get((kind, field), field)
        if name not in value and field in kind._field_defaults:
            continue
        fields[field] = _read(hints[field], _member(value, name, place), f"{place}/{name}")
    return kind(**fields)


_known_hints: dict[Any, dict[str, Any]] = {}


def _hints(kind: Any) -> dict[str, Any]:
    if kind not in _known_hints:
        # Fixes and what people say are imported for type checkers only where the classes of the Report are defined.
        _known_hints[kind] = get_type_hints(kind, localns={**vars(fix), **vars(review)})
    return _known_hints[kind]


def _object(value: Any, place: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise _wrong(place, f"an object is wanted, not {value!r:.60}")
    return value


def _member(value: Any, name: str, place: str) -> Any:
    if name not in _object(value, place):
        raise _wrong(place, f"the member {name!r} is missing")
    return value[name]


def _wrong(place: str, what: str) -> UsageError:
    return UsageError(f"the report is damaged at {place or 'its top'}: {what}")
