"""Our JSON Schemas: loaded offline, refused when they say what nobody checks, compiled once a process."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from trustlint.data_files import data_folder
from trustlint.formats import FORMATS

if TYPE_CHECKING:
    import jsonschema_rs
    from jsonschema.protocols import Validator
    from referencing import Registry

    from trustlint.schemas.judge import Judge

BASE = "https://schemas.trustlint.invalid/"
"""Where the ``$id`` of our schemas live: a name that never resolves, so nothing can be fetched by mistake."""

DRAFT = "https://json-schema.org/draft/2020-12/schema"

_NATIVE_FORMATS = frozenset({"date", "date-time"})
"""Formats that jsonschema-rs checks itself exactly as ``trustlint.formats`` does (a property test holds that): ten
times faster than a call into Python for every date."""

_BUILT_ON = {"clr2": ("ob3",)}
"""Folders of schemas to those whose classes they refer to."""

_ONE = "additionalProperties contains else if items not propertyNames then unevaluatedItems unevaluatedProperties"
_LIST = "allOf anyOf oneOf prefixItems"
_BY_NAME = "$defs dependentSchemas patternProperties properties"
_PLAIN = (
    "$comment $id $ref $schema const default dependentRequired deprecated description enum examples exclusiveMaximum "
    "exclusiveMinimum format maxContains maxItems maxLength maxProperties maximum minContains minItems minLength "
    "minProperties minimum multipleOf pattern readOnly required title type uniqueItems writeOnly"
)
ANNOTATIONS = "x-class x-context x-example x-problem x-texts x-wants"
"""Ours, for messages: what is wanted here (a noun phrase), an example to write, the class names that ``type`` must
hold, that an object stands for texts by language, that this is an @context, and which problem a failure is."""

_HOLDS = {
    keyword: holds
    for holds, keywords in (
        ("one", _ONE),
        ("list", _LIST),
        ("by-name", _BY_NAME),
        ("plain", f"{_PLAIN} {ANNOTATIONS}"),
    )
    for keyword in keywords.split()
}
"""Keyword → what it holds: one schema, a list of schemas, schemas by name, or a plain value."""


def check_keywords(schema: Any, place: str = "") -> frozenset[str]:
    """The formats that a schema uses, when every keyword and format in it is one that we check.

    Raises ValueError, saying where, for an unknown keyword, a format without a checker, or a schema that is neither
    an object nor true or false. JSON Schema itself would pass over the first two in silence.
    """
    return frozenset(_formats_in(schema, place))


def _formats_in(schema: Any, place: str) -> Iterator[str]:
    if isinstance(schema, bool):
        return
    if not isinstance(schema, dict):
        raise ValueError(
            f"{place or 'the schema'} is {json.dumps(schema, default=str)}; a schema is an object"
        )
    for keyword, value in schema.items():
        where = f"{place}/{keyword}"
        holds = _HOLDS.get(keyword)
        if holds is None:
            raise ValueError(f"{where} is not a keyword that trustlint checks{_meant(keyword, _HOLDS)}")
        if keyword == "format":
            if not isinstance(value, str) or value not in FORMATS:
                raise ValueError(
                    f"{where} names {value!r}, a format without a checker{_meant(value, FORMATS)}"
                )
            yield value
        elif holds == "one":
            yield from _formats_in(value, where)
        elif holds == "list":
            if not isinstance(value, list):
                raise ValueError(f"{where} must be a list of schemas")
            for index, item in enumerate(value):
                yield from _formats_in(item, f"{where}/{index}")
        elif holds == "by-name":
            if not isinstance(value, dict):
                raise ValueError(f"{where} must be an object whose members are schemas")
            for name, item in value.items():
                yield from _formats_in(item, f"{where}/{name}")


def _meant(word: Any, known: Any) -> str:
    from difflib import get_close_matches

    close = get_close_matches(str(word), sorted(known), 1)
    return f" (did you mean {close[0]!r}?)" if close else ""


@cache
def load(schema_id: str) -> dict[str, Any]:
    """One of our schemas by its ``$id``.

    Raises ValueError when it is none of ours (nothing is ever fetched).
    """
    name = schema_id.removeprefix(BASE)
    path = data_folder("schemas") / name
    if name == schema_id or ".." in name or not path.is_file():
        raise ValueError(f"{schema_id} is not a schema of trustlint, and schemas are never fetched")
    schema: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    if schema.get("$id") != schema_id:
        raise ValueError(f"{name} carries another $id than {schema_id}")
    return schema


@cache
def judge_for(schema_id: str, standard: str) -> Judge:
    """One of our schemas, ready to judge documents. Raises ValueError as ``load`` and ``compile_fast``."""
    from trustlint.schemas.judge import Judge

    folder = schema_id.removeprefix(BASE).partition("/")[0]
    others = [load(f"{BASE}{name}/classes.json") for name in (folder, *_BUILT_ON.get(folder, ()))]
    return Judge(load(schema_id), others, standard)


def compile_fast(
    schema: dict[str, Any], others: Sequence[dict[str, Any]] = ()
) -> jsonschema_rs.Draft202012Validator:
    """A jsonschema-rs validator with our formats, asserted; references may lead into ``others`` only.

    Raises ValueError when the schema is not valid JSON Schema or refers elsewhere.
    """
    import jsonschema_rs

    used = check_keywords(schema).union(*(check_keywords(other) for other in others))
    try:
        return jsonschema_rs.Draft202012Validator(
            schema,
            validate_formats=True,
            ignore_unknown_formats=False,
            formats={name: _text_only(FORMATS[name]) for name in used - _NATIVE_FORMATS},
            registry=jsonschema_rs.Registry([(other["$id"], other) for other in others]),
            offline=True,
        )
    except (jsonschema_rs.ValidationError, jsonschema_rs.ReferencingError) as error:
        raise ValueError(str(error).partition("\n")[0]) from None


def compile_fast_as_declared(schema: dict[str, Any]) -> Any:
    """A jsonschema-rs validator for a schema of others, of the draft that it declares, with our formats.

    Raises ValueError when the schema is not valid JSON Schema or refers elsewhere.
    """
    import jsonschema_rs

    try:
        return jsonschema_rs.validator_cls_for(schema)(
            schema,
            validate_formats=True,
            ignore_unknown_formats=True,
            formats={name: _text_only(check) for name, check in FORMATS.items()},
            offline=True,
        )
    except (jsonschema_rs.ValidationError, jsonschema_rs.ReferencingError) as error:
        raise ValueError(str(error).partition("\n")[0]) from None


def compile_slow(schema: dict[str, Any]) -> Validator:
    """A jsonschema validator with our formats and with patterns read as jsonschema-rs reads them."""
    from jsonschema import Draft202012Validator

    return _slow(Draft202012Validator, schema)


def compile_slow_as_declared(schema: dict[str, Any]) -> Validator:
    """The same for a schema of others, of the draft that it declares."""
    from jsonschema.validators import validator_for

    return _slow(validator_for(schema), schema)


def _slow(draft: Any, schema: dict[str, Any]) -> Validator:
    from jsonschema import FormatChecker
    from jsonschema.validators import extend

    from trustlint.schemas.patterns import check_pattern

    checker = FormatChecker(formats=())
    for name, check in FORMATS.items():
        checker.checks(name)(_text_only(check))
    strict: Any = extend(draft, {"pattern": check_pattern})  # type: ignore[no-untyped-call]
    validator: Validator = strict(schema, format_checker=checker, registry=_registry())
    return validator


@cache
def _registry() -> Registry[Any]:
    """Finds our schemas by ``$id`` as they are referred to, and refuses any other."""
    import referencing.exceptions
    from referencing import Registry, Resource

    def retrieve(uri: str) -> Resource[Any]:
        try:
            return Resource.from_contents(load(uri))
        except ValueError:
            raise referencing.exceptions.NoSuchResource(uri) from None

    return Registry(retrieve=retrieve)  # type: ignore[call-arg]


def _text_only(check: Callable[[str], bool]) -> Callable[[Any], bool]:
    return lambda value: not isinstance(value, str) or check(value)
