"""Accept fast, explain slowly: predicates that say at once of most sound values that a check passes.

A predicate looks at the bare value only. When it is true, the check passes; when it is false nothing is said, and the
check itself is asked. It is never asked about documents that may hold placeholders. Checks that need more than the
value have none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from trustlint.checks.patterns import LONGEST_TEXT, LazyPattern
from trustlint.checks.presence import is_empty
from trustlint.checks.text import prepare_text_test
from trustlint.checks.vocabulary import is_one_of
from trustlint.checks.web import host_of
from trustlint.formats import FORMATS, is_uri

Accept = Callable[[Any], bool]
Parameters = Mapping[Any, Any]
NO_PARAMETERS: Parameters = {}


def prepare_accept(spec: Mapping[str, Any], parameters: Mapping[str, Any] = NO_PARAMETERS) -> Accept | None:
    """The predicate for check data such as ``{text: {min_words: 8}}``; None when there is none for it.

    ``parameters``: values of the pack's parameters where they are known already.
    """
    ((name, options),) = spec.items()
    prepare = _PREDICATES.get(name)
    return prepare(options, parameters) if prepare is not None else None


def _present(options: Mapping[str, Any], parameters: Parameters) -> Accept:
    def accept(value: Any) -> bool:
        if isinstance(value, str):
            return value != "" and not value.isspace()
        return bool(value) or isinstance(value, int | float)

    return accept


_TYPES: dict[str, type] = {"text": str, "object": dict, "list": list, "boolean": bool}


def _type(options: Mapping[str, Any], parameters: Parameters) -> Accept | None:
    wanted = _TYPES.get(options["is"])
    return (lambda value: isinstance(value, wanted)) if wanted is not None else None


def _text(options: Mapping[str, Any], parameters: Parameters) -> Accept | None:
    if "differs_from" in options:
        return None
    tests = [prepare_text_test(name, value) for name, value in options.items()]

    def accept(value: Any) -> bool:
        if not isinstance(value, str):
            return False
        for test in tests:
            if test(value):
                return False
        return True

    return accept


def _value_in(options: Mapping[str, Any], parameters: Parameters) -> Accept | None:
    terms = [*options.get("values", ()), *parameters.get(options.get("parameter"), ())]
    texts = frozenset(term for term in terms if isinstance(term, str))
    if texts and len(texts) == len(terms):
        return lambda value: isinstance(value, str) and value in texts
    return (lambda value: isinstance(value, str | int | float) and is_one_of(value, terms)) if terms else None


def _parameter_is(options: Mapping[str, Any], parameters: Parameters) -> Accept | None:
    holds = parameters.get(options["parameter"], _UNKNOWN) in options["values"]
    return (lambda value: True) if holds else None


_UNKNOWN = object()


def _matches(options: Mapping[str, Any], parameters: Parameters) -> Accept:
    return _matching(options, True)


def _matching(options: Mapping[str, Any], wanted: bool) -> Accept:
    """Of a text of bearable length: whether it matches, or, as ``wanted`` says, does not. False of all else."""
    pattern = LazyPattern(options["pattern"], ignore_case=options.get("ignore_case", False))
    find: Callable[[str], re.Match[str] | None] | None = None

    def accept(value: Any) -> bool:
        nonlocal find
        if find is None:
            find = pattern.compile().search if options.get("anywhere") else pattern.compile().fullmatch
        return isinstance(value, str) and len(value) <= LONGEST_TEXT and (find(value) is not None) is wanted

    return accept


def _format(options: Mapping[str, Any], parameters: Parameters) -> Accept:
    fits = FORMATS[options["is"]]
    return lambda value: isinstance(value, str) and fits(value)


def _uri(options: Mapping[str, Any], parameters: Parameters) -> Accept | None:
    if not options:
        return lambda value: isinstance(value, str) and is_uri(value)
    if set(options) == {"schemes"}:
        schemes = frozenset(options["schemes"])
        return lambda value: (
            isinstance(value, str) and value.partition(":")[0].lower() in schemes and is_uri(value)
        )
    if set(options) != {"not_hosts"}:
        return None
    refused = frozenset(options["not_hosts"])
    below = tuple(f".{domain}" for domain in refused)

    def accept(value: Any) -> bool:
        if not isinstance(value, str) or not is_uri(value):
            return False
        host = host_of(value)
        return host is None or (host not in refused and not host.endswith(below))

    return accept


def _number(options: Mapping[str, Any], parameters: Parameters) -> Accept:
    above, least, most = options.get("above"), options.get("at_least"), options.get("at_most")

    def accept(value: Any) -> bool:
        return (
            type(value) in (int, float)
            and (above is None or value > above)
            and (least is None or value >= least)
            and (most is None or value <= most)
        )

    return accept


def _contains(options: Mapping[str, Any], parameters: Parameters) -> Accept | None:
    wanted = options["values"]
    if options.get("any") or not all(isinstance(term, str) for term in wanted):
        return None
    wanted_terms = frozenset(wanted)
    return lambda value: (
        isinstance(value, list) and wanted_terms.issubset(item for item in value if isinstance(item, str))
    )


def _date(options: Mapping[str, Any], parameters: Parameters) -> Accept | None:
    shape = options.get("shape", "date-time-with-offset")
    return None if len(options) > ("shape" in options) else _format({"is": _DATE_FORMATS[shape]}, parameters)


_DATE_FORMATS = {
    "date": "date",
    "date-time": "local-date-time",
    "date-time-with-offset": "date-time-with-offset",
}


def _member(options: Mapping[str, Any], parameters: Parameters) -> Accept | None:
    name = options["name"]
    inner = prepare_accept(options.get("check", {"present": {}}), parameters)
    if inner is None:
        return None
    if options.get("missing") == "pass":
        return lambda value: isinstance(value, dict) and (name not in value or inner(value[name]))
    return lambda value: isinstance(value, dict) and name in value and inner(value[name])


def _items(options: Mapping[str, Any], parameters: Parameters) -> Accept | None:
    inner = prepare_accept(options["check"], parameters)
    if inner is None:
        return None
    return lambda value: bool(value) and all(map(inner, value)) if isinstance(value, list) else inner(value)


def _all(options: list[Any], parameters: Parameters) -> Accept | None:
    inner = [prepare_accept(spec, parameters) for spec in options]
    known = [accept for accept in inner if accept is not None]
    if len(known) < len(inner):
        return None

    def accept(value: Any) -> bool:
        for part in known:
            if not part(value):
                return False
        return True

    return accept


def _any(options: list[Any], parameters: Parameters) -> Accept | None:
    inner = [prepare_accept(spec, parameters) for spec in options]
    known = [accept for accept in inner if accept is not None]
    if not known:
        return None

    def accept(value: Any) -> bool:
        for part in known:
            if part(value):
                return True
        return False

    return accept


def _not(options: Mapping[str, Any], parameters: Parameters) -> Accept | None:
    return prepare_refuse(options["check"], parameters, fails=True)


def prepare_refuse(
    spec: Mapping[str, Any], parameters: Parameters = NO_PARAMETERS, *, fails: bool = False
) -> Accept | None:
    """The predicate that says at once of a value that a check does not pass; with ``fails``, that it fails.

    None when there is none for the check.
    """
    ((name, options),) = spec.items()
    if name == "present":
        accept = _present(options, parameters)
        return lambda value: not accept(value) and is_empty(value)
    if name == "absent":
        return lambda value: True
    if name == "value-in" and set(options) == {"values"}:
        terms = options["values"]
        return lambda value: not isinstance(value, str | int | float) or not is_one_of(value, terms)
    if name == "matches":
        return _refuse_text(_matching(options, False))
    if name in _DECIDE_TEXT:
        inner = prepare_accept(spec, parameters)
        return None if inner is None else _refuse_text(_not_accepted(inner))
    if name == "not":
        return prepare_accept(options["check"], parameters)
    if name == "contains" and (contains := _contains(options, parameters)) is not None:
        return lambda value: isinstance(value, list) and not contains(value)
    if name == "member" and not fails:
        return _refuse_member(options, parameters)
    return None


_DECIDE_TEXT = frozenset({"format", "uri"})
"""Checks that decide every text of bearable length, so that a text that is not accepted fails."""


def _not_accepted(accept: Accept) -> Accept:
    return lambda value: len(value) <= LONGEST_TEXT and not accept(value)


def _refuse_text(refused: Accept) -> Accept:
    """refused: says it of texts."""

    def refuse(value: Any) -> bool:
        if isinstance(value, str):
            return refused(value)
        # An object is judged as a language map, text by text, where it is one.
        if not isinstance(value, dict) or not value:
            return False
        texts = [item for item in value.values() if isinstance(item, str)]
        return len(texts) < len(value) or any(map(refused, texts))

    return refuse


def _refuse_member(options: Mapping[str, Any], parameters: Parameters) -> Accept | None:
    inner = prepare_refuse(options.get("check", {"present": {}}), parameters)
    if inner is None:
        return None
    name, without = options["name"], options.get("missing") != "pass"
    return lambda value: not isinstance(value, dict) or (inner(value[name]) if name in value else without)


_PREDICATES: dict[str, Callable[[Any, Parameters], Accept | None]] = {
    "present": _present,
    "type": _type,
    "text": _text,
    "value-in": _value_in,
    "parameter-is": _parameter_is,
    "matches": _matches,
    "format": _format,
    "uri": _uri,
    "number": _number,
    "contains": _contains,
    "date": _date,
    "member": _member,
    "items": _items,
    "all": _all,
    "any": _any,
    "not": _not,
}
