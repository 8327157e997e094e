"""Defining one term of a context (JSON-LD 1.1 API section 4.2)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from trustlint.contexts.active import (
    ABSOLUTE,
    KEYWORD_LIKE,
    KEYWORDS,
    UNSET,
    ActiveContext,
    InvalidContextError,
    Term,
)

_ENDS_LIKE_A_PREFIX = re.compile(r".*[:/?#\[\]@]\Z", re.DOTALL)
_LIKE_AN_IRI = re.compile(r".*(:[^:]|/)", re.DOTALL)
_ENTRIES = frozenset(
    (
        "@container",
        "@context",
        "@direction",
        "@id",
        "@index",
        "@language",
        "@nest",
        "@prefix",
        "@protected",
        "@reverse",
        "@type",
    )
)
_PLAIN_ENTRIES = frozenset(("@container", "@context", "@id", "@type"))
_PLAIN_CONTAINERS = ("@graph", "@language", "@list", "@set")
_ALIASED = frozenset(("@id", "@type"))
_FULL_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+-.]*://\S*\Z")
_KEYWORD_TYPES = frozenset(("@id", "@json", "@none", "@vocab"))
_CONTAINERS = frozenset(("@graph", "@id", "@index", "@language", "@list", "@set", "@type"))


def define(
    active: ActiveContext,
    local: Mapping[str, Any],
    name: str,
    defined: dict[str, bool],
    *,
    protected: Any = False,
    override: bool = False,
    origin: str | None = None,
) -> None:
    """Define ``name`` of the context ``local`` in ``active``, and before it whatever it is written with.

    defined: the names under way (False) and done (True). Raises InvalidContextError.
    """
    if name in defined:
        if defined[name]:
            return
        raise InvalidContextError("cyclic IRI mapping", f"the definition of {name!r} refers to itself", name)
    defined[name] = False
    value = local[name]
    if name == "@type":
        _check_type_entry(value)
    elif name in KEYWORDS:
        raise InvalidContextError(
            "keyword redefinition", f"{name!r} is a keyword of JSON-LD and cannot be redefined", name
        )
    elif KEYWORD_LIKE.match(name):
        return
    elif not name:
        raise InvalidContextError("invalid term definition", "a term cannot be an empty text", name)

    previous = active.terms.pop(name, None)
    term = _plain(active, local, name, value, protected, origin)
    if term is None:
        term = _defined(active, local, name, value, defined, protected, origin)
    if term is None:
        if previous is not None:
            active.terms[name] = previous
        return
    if previous is not None and previous.protected and not override:
        if not previous.same_as(term):
            raise InvalidContextError(
                "protected term redefinition",
                f"{previous.origin or 'a context before it'} protects what {name!r} means, and "
                f"{origin or 'the context here'} gives it another meaning, so they cannot be used together",
                name,
            )
        term.protected = True
    active.terms[name] = term
    defined[name] = True


def _plain(
    active: ActiveContext, local: Mapping[str, Any], name: str, entry: Any, protected: Any, origin: str | None
) -> Term | None:
    """The definition in the form that nearly all have, a full IRI with a type and one container; None for others.

    Only to be fast: _defined comes to the same.
    """
    if entry.__class__ is not dict or "@id" not in entry or ":" in name or "/" in name or name[:1] == "@":
        return None
    for key in entry:
        if key not in _PLAIN_ENTRIES:
            return None
    iri, type_, container = entry["@id"], entry.get("@type"), entry.get("@container")
    if iri.__class__ is not str or (iri not in _ALIASED and not _stands_alone(iri, active, local)):
        return None
    if type_ is not None and (
        type_.__class__ is not str
        or (type_ not in _KEYWORD_TYPES and not _stands_alone(type_, active, local))
    ):
        return None
    if container is not None and container not in _PLAIN_CONTAINERS:
        return None
    return Term(
        iri,
        type_,
        () if container is None else (container,),
        entry.get("@context", UNSET),
        False,
        False,
        bool(protected),
        None,
        (),
        origin,
    )


def _stands_alone(iri: str, active: ActiveContext, local: Mapping[str, Any]) -> bool:
    """Whether no definition can change what this IRI is."""
    return _FULL_IRI.match(iri) is not None and iri not in local and iri not in active.terms


def _defined(
    active: ActiveContext,
    local: Mapping[str, Any],
    name: str,
    value: Any,
    defined: dict[str, bool],
    protected: Any,
    origin: str | None,
) -> Term | None:
    """The definition, whatever its form; None when it is to be ignored. Raises InvalidContextError."""
    simple = value is None or isinstance(value, str)
    entry = {"@id": value} if simple else value
    if not isinstance(entry, Mapping):
        raise InvalidContextError(
            "invalid term definition", f"the definition of {name!r} must be a URL or an object", name
        )
    for keyword in entry:
        if keyword not in _ENTRIES:
            raise InvalidContextError(
                "invalid term definition", f"{keyword!r} does not belong in the definition of {name!r}", name
            )

    def full(iri: str) -> str | None:
        return _expand_while_defining(active, local, iri, defined, protected, origin)

    mapped = _mapping(active, local, name, entry, defined, simple, full, protected, origin)
    if mapped is None:
        return None
    iri, reverse, prefix = mapped
    containers = _containers(name, entry, reverse)
    type_ = _type(name, entry, containers, full)
    kept = bool(entry.get("@protected") or (protected and entry.get("@protected", True)))
    term = Term(
        iri,
        type_,
        containers,
        entry.get("@context", UNSET),
        reverse,
        _prefix(name, entry, iri, prefix),
        kept,
        _index(name, entry, containers),
        _rest(name, entry),
        origin,
    )
    if iri in ("@context", "@preserve"):
        raise InvalidContextError("invalid keyword alias", f"{name!r} cannot stand for {iri}", name)
    return term


def _check_type_entry(value: Any) -> None:
    allowed = isinstance(value, Mapping) and value and value.get("@container", "@set") == "@set"
    if not allowed or any(key not in ("@container", "@id", "@protected") for key in value):
        raise InvalidContextError(
            "keyword redefinition", "'@type' is a keyword of JSON-LD and cannot be redefined", "@type"
        )


def _expand_while_defining(
    active: ActiveContext,
    local: Mapping[str, Any],
    value: str,
    defined: dict[str, bool],
    protected: Any,
    origin: str | None,
) -> str | None:
    """IRI expansion that defines the terms it meets on the way first (JSON-LD 1.1 API section 5.2).

    What is defined on the way never overrides protected terms, as the specification has it.
    """
    if value in KEYWORDS:
        return value
    if KEYWORD_LIKE.match(value):
        return None
    if value in local and defined.get(value) is not True:
        define(active, local, value, defined, protected=protected, origin=origin)
    if value in active.terms:
        return active.terms[value].iri
    prefix, colon, suffix = value.partition(":")
    compact = colon and prefix and prefix != "_" and not suffix.startswith("//")
    if compact and prefix in local and not defined.get(prefix):
        define(active, local, prefix, defined, protected=protected, origin=origin)
    return active.expand(value)


def _mapping(
    active: ActiveContext,
    local: Mapping[str, Any],
    name: str,
    entry: Mapping[str, Any],
    defined: dict[str, bool],
    simple: bool,
    full: Any,
    protected: Any,
    origin: str | None,
) -> tuple[str | None, bool, bool] | None:
    """What a term stands for, whether reversed, whether usable as a prefix; None when the definition is ignored."""
    if "@reverse" in entry:
        reverse = entry["@reverse"]
        if "@id" in entry or "@nest" in entry:
            raise InvalidContextError(
                "invalid reverse property", f"{name!r} has @reverse together with @id or @nest", name
            )
        if not isinstance(reverse, str):
            raise InvalidContextError("invalid IRI mapping", f"@reverse of {name!r} must be a text", name)
        if KEYWORD_LIKE.match(reverse):
            return None
        iri = full(reverse)
        if iri is None or not ABSOLUTE.match(iri):
            raise InvalidContextError("invalid IRI mapping", f"@reverse of {name!r} stands for no URL", name)
        return iri, True, False
    if "@id" in entry and entry["@id"] != name:
        written = entry["@id"]
        if written is None:
            return None, False, False
        if not isinstance(written, str):
            raise InvalidContextError("invalid IRI mapping", f"@id of {name!r} must be a text", name)
        if written not in KEYWORDS and KEYWORD_LIKE.match(written):
            return None
        iri = full(written)
        if iri is None or not (iri in KEYWORDS or ABSOLUTE.match(iri)):
            raise InvalidContextError(
                "invalid IRI mapping", f"{name!r} stands for {written!r}, which is not a URL here", name
            )
        if _LIKE_AN_IRI.match(name):
            elsewhere = {**defined, name: True}
            if _expand_while_defining(active, local, name, elsewhere, protected, origin) != iri:
                raise InvalidContextError(
                    "invalid IRI mapping", f"{name!r} looks like a URL and is made to stand for another", name
                )
        usable = (
            simple and ":" not in name[1:] and (iri.startswith("_:") or bool(_ENDS_LIKE_A_PREFIX.match(iri)))
        )
        return iri, False, usable
    prefix, colon, suffix = name.partition(":")
    if colon and prefix:
        if prefix in local:
            define(active, local, prefix, defined, protected=protected, origin=origin)
        known = active.terms.get(prefix)
        return (name if known is None else (known.iri or "") + suffix), False, False
    if name == "@type":
        return name, False, False
    if active.vocab is None:
        raise InvalidContextError(
            "invalid IRI mapping", f"the definition of {name!r} does not say what it stands for", name
        )
    return active.vocab + name, False, False


def _type(name: str, entry: Mapping[str, Any], containers: tuple[str, ...], full: Any) -> str | None:
    type_: str | None = None
    if "@type" in entry:
        written = entry["@type"]
        if not isinstance(written, str):
            raise InvalidContextError("invalid type mapping", f"@type of {name!r} must be a text", name)
        type_ = written if written in _KEYWORD_TYPES else full(written)
        if written not in _KEYWORD_TYPES and (
            type_ is None or not ABSOLUTE.match(type_) or type_.startswith("_:")
        ):
            raise InvalidContextError("invalid type mapping", f"@type of {name!r} stands for no URL", name)
    if "@type" in containers:
        type_ = type_ or "@id"
        if type_ not in ("@id", "@vocab"):
            raise InvalidContextError(
                "invalid type mapping",
                f"{name!r} is a container by type, so its @type must be @id or @vocab",
                name,
            )
    return type_


def _containers(name: str, entry: Mapping[str, Any], reverse: bool) -> tuple[str, ...]:
    if "@container" not in entry:
        return ()
    written = entry["@container"]
    containers = tuple(written) if isinstance(written, list) else (written,)
    valid = all(isinstance(item, str) and item in _CONTAINERS for item in containers)
    if valid and "@list" in containers:
        valid = len(containers) == 1
    elif valid and "@graph" in containers:
        valid = not set(containers) - {"@graph", "@id", "@index", "@set"}
    elif valid:
        valid = len(containers) <= (2 if "@set" in containers else 1)
    if not valid:
        raise InvalidContextError(
            "invalid container mapping", f"@container of {name!r} holds what cannot be, or be together", name
        )
    if reverse and set(containers) - {"@index", "@set"}:
        raise InvalidContextError(
            "invalid reverse property",
            f"@container of {name!r} must be @index or @set, for it is reversed",
            name,
        )
    return containers


def _index(name: str, entry: Mapping[str, Any], containers: tuple[str, ...]) -> str | None:
    if "@index" not in entry:
        return None
    index = entry["@index"]
    if "@index" not in containers or not isinstance(index, str) or index.startswith("@"):
        raise InvalidContextError(
            "invalid term definition", f"@index of {name!r} needs a property, and @index in @container", name
        )
    return index


def _prefix(name: str, entry: Mapping[str, Any], iri: str | None, usable: bool) -> bool:
    if "@prefix" not in entry:
        return usable
    prefix = entry["@prefix"]
    if ":" in name or "/" in name or (iri is not None and iri in KEYWORDS):
        raise InvalidContextError("invalid term definition", f"{name!r} cannot be a prefix", name)
    if not isinstance(prefix, bool):
        raise InvalidContextError("invalid @prefix value", f"@prefix of {name!r} must be true or false", name)
    return prefix


def _rest(name: str, entry: Mapping[str, Any]) -> tuple[Any, ...]:
    rest: list[Any] = []
    if "@language" in entry and "@type" not in entry:
        language = entry["@language"]
        if language is not None and not isinstance(language, str):
            raise InvalidContextError(
                "invalid language mapping", f"@language of {name!r} must be a text or null", name
            )
        rest += ["@language", language.lower() if language else language]
    if "@direction" in entry:
        if entry["@direction"] not in ("ltr", "rtl", None):
            raise InvalidContextError(
                "invalid base direction", f"@direction of {name!r} must be ltr, rtl or null", name
            )
        rest += ["@direction", entry["@direction"]]
    if "@nest" in entry:
        nest = entry["@nest"]
        if not isinstance(nest, str) or (nest != "@nest" and nest.startswith("@")):
            raise InvalidContextError(
                "invalid @nest value", f"@nest of {name!r} must name a term, or be @nest", name
            )
        rest += ["@nest", nest]
    return tuple(rest)
