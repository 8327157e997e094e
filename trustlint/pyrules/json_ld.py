"""JSON-LD safe mode: what the contexts of a document do not define, sorted by what is to be done about it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cached_property, partial
from operator import eq
from typing import Any, NamedTuple

from trustlint.checks.asking import Ask, Asked
from trustlint.checks.context import RuleContext
from trustlint.checks.result import PASSED, Instead, Result, cant_tell, failed
from trustlint.contexts import UndefinedTerm, WalkResult, bundled_context, newest_version
from trustlint.credential.inner import inner_credentials, is_within
from trustlint.credential.kinds import VC_CONTEXTS
from trustlint.credential.view import Node
from trustlint.model.pointer import Path, display, value_at
from trustlint.pyrules.registry import program_rule
from trustlint.pyrules.schema import schema_violations

_MODELS = ("ob3", "clr2", "ob2")
_IMPLIED = (
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json",
    "https://purl.imsglobal.org/spec/ob-assessment/v2p0/context/",
    "https://purl.imsglobal.org/spec/ob-accred/v2p0/context/",
)
"""What a definition without ``@context`` can be put under when it is awarded."""

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")
_DATES = frozenset(("validFrom", "validUntil", "issuanceDate", "expirationDate"))
"""Of one of the two data models: rules of their own tell of those of the other one (VC-01)."""
_MOST_NAMED = 5
_LOST = "so its value is lost when the badge is signed or read"


class _Sorted(NamedTuple):
    """Failures by what they are about, see ``undefined_terms``."""

    failures: Mapping[str, list[Result]]
    deciding: tuple[tuple[Path, Any], ...]
    """Places of ``@context`` and ``type`` with their values, which with the shape decide all; empty if they do not."""
    undecided: bool = False


class _Group(NamedTuple):
    """Terms that one context would define."""

    place: Path
    written: Any
    url: str
    terms: list[UndefinedTerm]


def _asked(context: RuleContext, options: Any) -> Asked | None:
    """The same contexts and types at the same places: then the shape decides."""
    found = _sorted(context)
    if found is None:
        return ()
    if not found.deciding:
        return None
    return tuple([Ask((path,), partial(eq, value)) for path, value in found.deciding])


@program_rule("undefined-terms", asked=_asked)
def undefined_terms(context: RuleContext, options: Mapping[str, Any]) -> Iterable[Result]:
    """Terms of the document that JSON-LD software drops, and contexts that it cannot use.

    Options ``about``: what to report: ``property``, ``type`` (unknown names), ``version`` (a newer version of a
    context defines it), ``context`` (another context does), ``language`` (texts by language), ``contexts`` (they do not go
    together), ``json-ld`` (no JSON-LD at all), ``unknown-context`` (a context without a copy here may define it),
    ``needless-context`` (such a context, by which nothing hangs); ``declared``: False to judge definitions without any
    ``@context``, as if under those that they will be awarded with.
    """
    if (isinstance(context.data, dict) and "@context" in context.data) is not options.get("declared", True):
        return []
    found = _sorted(context)
    if found is None:
        return []
    failing = [result for about in options["about"] for result in found.failures.get(about, ())]
    if not failing and found.undecided and not _NAMED.isdisjoint(options["about"]):
        return [cant_tell("has terms that only a context without a copy here may define", at=Node(None, ()))]
    return failing or [PASSED]


_NAMED = frozenset(("property", "type"))


def _sorted(context: RuleContext) -> _Sorted | None:
    """The walk of one document, sorted once for all rules; None where there is nothing to walk."""
    if "json-ld" not in context.memo:
        context.memo["json-ld"] = _walk(context)
    remembered: _Sorted | None = context.memo["json-ld"]
    return remembered


def _walk(context: RuleContext) -> _Sorted | None:
    data, kind = context.data, context.kind
    if kind is None or kind.model not in _MODELS or not isinstance(data, dict):
        return None
    if "@context" not in data and (kind.model != "ob3" or kind.type not in ("Achievement", "Profile")):
        return None
    data = under_contexts(data)
    result = context.undefined_terms(data)
    deciding = tuple(_deciding(context.data))
    if not all(_is_plain(value) for path, value in deciding if path[-1] == "@context"):
        deciding = ()
    if result == _NOTHING:
        return _Sorted({}, deciding)
    elsewhere = tuple([path for path, _ in inner_credentials(kind, data)])
    sorting = _Sorting(context, data, elsewhere)
    sorting.take(result)
    return _Sorted(sorting.failures, deciding, "unknown-context" in sorting.failures)


def under_contexts(data: dict[str, Any]) -> dict[str, Any]:
    """The data, or a copy under the contexts of Open Badges 3.0 and its extensions where it declares none."""
    return data if "@context" in data else {"@context": list(_IMPLIED), **data}


_NOTHING = WalkResult()


class _Sorting:
    """elsewhere: places of credentials that are checked as documents of their own."""

    def __init__(self, context: RuleContext, data: dict[str, Any], elsewhere: tuple[Path, ...]) -> None:
        self._context = context
        self._data = data
        self._elsewhere = elsewhere
        self._declared = list(_declared(data))
        self._families = {
            known.family: (path, url)
            for path, url in self._declared
            if (known := bundled_context(url)) is not None
        }
        self.failures: dict[str, list[Result]] = {}

    def take(self, result: WalkResult) -> None:
        undefined = [item for item in result.undefined if self._counts(item)]
        undecided = [item for item in result.undecided if self._counts(item)]
        self._language(undefined)
        self._by_context(undefined)
        self._by_name(undefined)
        self._unknown(result, undecided)
        for error in result.errors:
            if not self._is_elsewhere(error.path):
                about = "contexts" if "@context" in error.path else "json-ld"
                newest = newest_version(value_at(self._data, error.path)) if about == "contexts" else None
                better = f"; write {newest}" if newest is not None else ""
                self._fail(about, error.path, error.message + better, (newest,) if newest else None)

    def _fail(self, about: str, path: Path, reason: str, instead: Instead | None = None) -> None:
        self.failures.setdefault(about, []).append(failed(reason, at=Node(None, path), instead=instead))

    def _is_elsewhere(self, path: Path) -> bool:
        return is_within(path, self._elsewhere)

    def _counts(self, item: UndefinedTerm) -> bool:
        """Whether a term is to be told of: what follows from an undefined type is said with that type."""
        return (
            item.because is None
            and not self._is_elsewhere(item.path)
            and not self._context.is_placeholder(item.term)
            and not (item.within and item.path[:-1] in self._without_type)
            and not (item.term in _DATES and "@context" in value_at(self._data, item.path[:-1]))
        )

    @cached_property
    def _without_type(self) -> frozenset[Path]:
        """Objects whose type is missing or wrong by the schema, from which it follows that their properties are undefined."""
        return frozenset(
            violation.path if violation.expected == "type" else violation.path[: violation.path.index("type")]
            for violation in schema_violations(self._context) or ()
            if violation.expected == "type" or "type" in violation.path
        )

    def _language(self, undefined: list[UndefinedTerm]) -> None:
        """Texts by language, which the contexts of Open Badges do not read (DIS-02)."""
        holders: dict[Path, list[UndefinedTerm]] = {}
        for item in undefined:
            if item.what == "property" and _LANGUAGE.fullmatch(item.term):
                holders.setdefault(item.path[:-1], []).append(item)
        for path, items in holders.items():
            holder = value_at(self._data, path)
            if (
                not path
                or len(items) < len(holder)
                or not all(isinstance(text, str) for text in holder.values())
            ):
                continue
            for item in items:
                undefined.remove(item)
            names = _listed([item.term for item in items])
            self._fail(
                "language",
                path,
                f"is written by language ({names}), which no context here defines, so the text is lost when the badge is signed or read; write one text, in the language of the badge",
            )

    def _by_context(self, undefined: list[UndefinedTerm]) -> None:
        """Terms that a newer version of a declared context, or a context that is not declared, would define."""
        groups: dict[str, _Group] = {}
        for item in list(undefined):
            proposed = self._proposed(item)
            if proposed is None:
                continue
            undefined.remove(item)
            path, written, url = proposed
            groups.setdefault(url, _Group(path, written, url, [])).terms.append(item)
        for group in groups.values():
            names = _listed(list(dict.fromkeys(item.term for item in group.terms)))
            where = f"{names} (first at {display(group.terms[0].path)})"
            if group.written is not None:
                reason = f"is {group.written}, which does not define {where}; write {group.url}"
                self._fail("version", group.place, reason, (group.url,))
            else:
                reason = f"lacks the context that defines {where}; add {group.url} at the end of the list"
                self._fail("context", group.place, reason, (group.url,))

    def _proposed(self, item: UndefinedTerm) -> tuple[Path, Any, str] | None:
        if item.within:
            return None
        # Another data model has other dates, too: it is not to be proposed for the sake of one term.
        defined_by = []
        for url in item.defined_by:
            known = bundled_context(url)
            if known is None or url in VC_CONTEXTS:
                continue
            if known.family not in self._families:
                defined_by.append(url)
            elif newest_version(self._families[known.family][1]) is not None:
                path, written = self._families[known.family]
                return path, written, url
        if not defined_by or (item.suggestion is not None and item.what == "property"):
            return None
        return ("@context",), None, defined_by[0]

    def _by_name(self, undefined: list[UndefinedTerm]) -> None:
        """Names that nothing here would define, each told of once with the number of its other places."""
        groups: dict[tuple[str, str, tuple[str, ...]], list[UndefinedTerm]] = {}
        for item in undefined:
            groups.setdefault((item.what, item.term, item.within), []).append(item)
        for (what, _, _), items in groups.items():
            again = (
                f" (and in {len(items) - 1} more places)" if len(items) > 2 else " (and in one more place)"
            )
            reason = _advice(items[0]) + (again if len(items) > 1 else "")
            self._fail(what, items[0].path, reason, _instead(items[0]))

    def _unknown(self, result: WalkResult, undecided: list[UndefinedTerm]) -> None:
        """Contexts that trustlint has no copy of."""
        names = _listed(list(dict.fromkeys(item.term for item in undecided)))
        for path, url in result.unknown_contexts:
            if self._is_elsewhere(path) or self._context.is_placeholder(url):
                continue
            if undecided:
                reason = f"is {url}, of which trustlint has no copy, so it could not be checked whether it defines {names}; save it and give it with --context {url}=FILE"
                self._fail("unknown-context", path, reason)
            else:
                reason = f"is {url}, of which trustlint has no copy; all terms here are defined by the other contexts, so it may not be needed"
                self._fail("needless-context", path, reason)


def _instead(item: UndefinedTerm) -> Instead | None:
    """The term that differs from the undefined one by capitals, hyphens and underscores only."""
    from trustlint.schemas.instead import folded

    known = item.suggestion
    return (known,) if known is not None and not item.within and folded(known) == folded(item.term) else None


def _advice(item: UndefinedTerm) -> str:
    if item.what == "type":
        if item.suggestion is not None:
            return f'is "{item.term}", a type that no context here defines; write "{item.suggestion}" if that is meant'
        return f'is "{item.term}", a type that no context here defines, so it is lost when the badge is signed or read; take it out, or add the address of the context that defines it to @context'
    if item.within:
        types = " or ".join(item.within[:2])
        return (
            f"has no meaning in an object of this type, {_LOST}; it belongs in an object of the type {types}"
        )
    if item.suggestion is not None:
        return f'is no property that the contexts here define, {_LOST}; write "{item.suggestion}" if that is meant'
    return f"is no property that the contexts here define, {_LOST}; take it out, or add the address of the context that defines it to @context"


def _listed(names: list[str]) -> str:
    shown = [name if len(name) <= 60 else f"{name[:57]}…" for name in names[:_MOST_NAMED]]
    more = len(names) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more else "")


def _declared(data: dict[str, Any]) -> Iterable[tuple[Path, str]]:
    """Addresses in the ``@context`` of the document, with their places."""
    written = data["@context"]
    if isinstance(written, str):
        yield ("@context",), written
    elif isinstance(written, list):
        for index, item in enumerate(written):
            if isinstance(item, str):
                yield ("@context", index), item


def _is_plain(written: Any) -> bool:
    """Whether a ``@context`` is of bundled contexts and plain terms, which read no value but those of ``type`` and ``@context``."""
    for item in written if isinstance(written, list) else [written]:
        if isinstance(item, dict):
            if not all(map(_is_plain_term, item.values())):
                return False
        elif not isinstance(item, str) or bundled_context(item) is None:
            return False
    return True


def _is_plain_term(definition: Any) -> bool:
    """Whether a definition gives no new name to a keyword."""
    if isinstance(definition, dict):
        return "@context" not in definition and _is_plain_term(definition.get("@id", ""))
    return not (isinstance(definition, str) and definition.startswith("@"))


def _deciding(value: Any, path: Path = ()) -> Iterable[tuple[Path, Any]]:
    """Every value that the walk looks at besides the shape."""
    if isinstance(value, dict):
        for name, item in value.items():
            if name in ("@context", "type") or name.startswith("@"):
                yield (*path, name), item
            if isinstance(item, dict | list):
                yield from _deciding(item, (*path, name))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            if isinstance(item, dict | list):
                yield from _deciding(item, (*path, index))
