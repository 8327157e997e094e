"""Context processing (JSON-LD 1.1 API section 4.1): an active context and a local context give an active context."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from trustlint.contexts.active import ABSOLUTE, KEYWORD_LIKE, KEYWORDS, ActiveContext, InvalidContextError
from trustlint.contexts.definition import define
from trustlint.model.pointer import Path

MOST_WORK = 1_000_000
"""Term definitions made or copied for the contexts of one document; what real credentials need is some thousand."""

MOST_NESTED = 10
"""Context documents that include each other."""

_ABOUT_ITSELF = frozenset(
    ("@base", "@direction", "@import", "@language", "@propagate", "@protected", "@version", "@vocab")
)


class Loaded:
    """The value of ``@context`` in a context document; proven: its scoped contexts are known to be good."""

    __slots__ = ("proven", "value")

    def __init__(self, value: Any, proven: bool = False) -> None:
        self.value = value
        self.proven = proven


Load = Callable[[str], Loaded | None]
"""URL → what is there; None for a URL that nobody knows. May raise InvalidContextError."""


class _Mode:
    """origin: URL of the document that a context is written in; override, proven: see Processor.process; chain: URLs of
    the context documents that led here.
    """

    __slots__ = ("chain", "origin", "override", "proven")

    def __init__(self, origin: str | None, override: bool, proven: bool, chain: tuple[str, ...] = ()) -> None:
        self.origin = origin
        self.override = override
        self.proven = proven
        self.chain = chain


class Processor:
    """Processes contexts for one document. ``unknown`` gathers the URLs that nobody knows, with their places."""

    def __init__(self, load: Load) -> None:
        self._load = load
        self._work = 0
        self._place: Path = ()
        self.unknown: list[tuple[Path, str]] = []

    def process(
        self,
        active: ActiveContext,
        local: Any,
        *,
        origin: str | None = None,
        override: bool = False,
        propagate: bool = True,
        proven: bool = False,
    ) -> ActiveContext:
        """The active context after ``local``, the value of an ``@context``.

        origin: URL of the document that ``local`` is written in, None for the document at hand; override: protected
        terms may be redefined, as property-scoped contexts may; propagate: False for type-scoped contexts, which end
        with their object; proven: scoped contexts within need not be tried out. Raises InvalidContextError.
        """
        return self._process(active, local, _Mode(origin, override, proven), propagate, outermost=True)

    def _process(
        self,
        active: ActiveContext,
        local: Any,
        mode: _Mode,
        propagate: bool = True,
        *,
        outermost: bool = False,
    ) -> ActiveContext:
        items = local if isinstance(local, list) else [local]
        if not items:
            return active
        if isinstance(items[0], Mapping) and isinstance(items[0].get("@propagate"), bool):
            propagate = items[0]["@propagate"]
        result = active
        if not propagate and result.previous is None:
            result = active.clone()
            result.previous = active
        for position, item in enumerate(items):
            if outermost:
                self._place = (position,) if isinstance(local, list) else ()
            try:
                result = self._one(result, item, mode)
            except InvalidContextError as problem:
                if outermost:
                    problem.place = self._place
                raise
        return result

    def _one(self, active: ActiveContext, item: Any, mode: _Mode) -> ActiveContext:
        if item is None:
            if not mode.override and any(term.protected for term in active.terms.values()):
                raise InvalidContextError(
                    "invalid context nullification",
                    "null would take back terms that the contexts before it protect; leave the null out",
                )
            return ActiveContext()
        if isinstance(item, str):
            return self._remote(active, item, mode)
        if not isinstance(item, Mapping):
            raise InvalidContextError(
                "invalid local context",
                f"{shown(item)} is no context; write a URL, an object that defines terms, or a list of these",
            )
        return self._object(active, item, mode)

    def _remote(self, active: ActiveContext, url: str, mode: _Mode) -> ActiveContext:
        url = _absolute(url, mode.origin)
        if url in mode.chain or len(mode.chain) > MOST_NESTED:
            raise InvalidContextError("context overflow", f"the context {url} includes itself; leave it out")
        loaded = self._load(url)
        if loaded is None:
            return self._unknown(active, url)
        inner = _Mode(url, mode.override, mode.proven or loaded.proven, (*mode.chain, url))
        result = active
        for item in loaded.value if isinstance(loaded.value, list) else [loaded.value]:
            result = self._one(result, item, inner)
        return result

    def _unknown(self, active: ActiveContext, url: str) -> ActiveContext:
        self.unknown.append((self._place, url))
        self._spend(active)
        result = active.clone()
        result.open = True
        return result

    def _object(self, active: ActiveContext, local: Mapping[str, Any], mode: _Mode) -> ActiveContext:
        if "@import" in local:
            active, local = self._with_import(active, local, mode)
        self._spend(active)
        self._work += len(local)
        result = active.clone()
        _about_itself(result, local)
        defined: dict[str, bool] = {}
        for name in local:
            if name not in _ABOUT_ITSELF:
                define(
                    result,
                    local,
                    name,
                    defined,
                    protected=local.get("@protected", False),
                    override=mode.override,
                    origin=mode.origin,
                )
        if not mode.proven:
            for name, value in local.items():
                if isinstance(value, Mapping) and "@context" in value:
                    self._try_out(result, name, value["@context"], mode)
        return result

    def _try_out(self, active: ActiveContext, name: str, context: Any, mode: _Mode) -> None:
        if isinstance(context, str) and _absolute(context, mode.origin) in mode.chain:
            return
        try:
            self._process(active, context, _Mode(mode.origin, True, False, mode.chain))
        except InvalidContextError as problem:
            if problem.code in ("too much", "context overflow"):
                raise
            raise InvalidContextError(
                "invalid scoped context",
                f"the context within the definition of {name!r} cannot be used: {problem.message}",
                name,
            ) from problem

    def _with_import(
        self, active: ActiveContext, local: Mapping[str, Any], mode: _Mode
    ) -> tuple[ActiveContext, Mapping[str, Any]]:
        url = local["@import"]
        if not isinstance(url, str):
            raise InvalidContextError(
                "invalid @import value", f"@import is {shown(url)}; write one URL", "@import"
            )
        url = _absolute(url, mode.origin)
        loaded = self._load(url)
        own = {name: value for name, value in local.items() if name != "@import"}
        if loaded is None:
            return self._unknown(active, url), own
        if not isinstance(loaded.value, Mapping):
            raise InvalidContextError(
                "invalid remote context",
                f"@import takes a context that is one object, and {url} is none",
                "@import",
            )
        if "@import" in loaded.value:
            raise InvalidContextError(
                "invalid context entry", f"{url} is imported and imports another context itself", "@import"
            )
        return active, {**loaded.value, **own}

    def _spend(self, active: ActiveContext) -> None:
        self._work += len(active.terms) + 1
        if self._work > MOST_WORK:
            raise InvalidContextError(
                "too much", "the contexts of this document are too large to be worked through"
            )


def _absolute(url: str, origin: str | None) -> str:
    if origin is None or ABSOLUTE.match(url):
        return url
    from urllib.parse import urljoin

    return urljoin(origin, url)


def _about_itself(result: ActiveContext, local: Mapping[str, Any]) -> None:
    """The entries of a context that are no terms. Raises InvalidContextError for a value that is not allowed."""
    if "@version" in local and (local["@version"] != 1.1 or isinstance(local["@version"], str)):
        raise _entry_problem(local, "@version", "invalid @version value", "it must be the number 1.1")
    if "@base" in local:
        base = local["@base"]
        if base is not None and not isinstance(base, str):
            raise _entry_problem(local, "@base", "invalid base IRI", "write a URL or null")
        result.base = base if base is None or result.base is None else _absolute(base, result.base)
    if "@vocab" in local:
        vocab = local["@vocab"]
        if vocab is not None and not isinstance(vocab, str):
            raise _entry_problem(local, "@vocab", "invalid vocab mapping", "write a URL or null")
        result.vocab = None if vocab is None else _vocabulary(result, vocab)
    if not isinstance(local.get("@language"), str | None):
        raise _entry_problem(local, "@language", "invalid default language", "write a language tag")
    if local.get("@direction") not in ("ltr", "rtl", None):
        raise _entry_problem(local, "@direction", "invalid base direction", "write ltr or rtl")
    if "@propagate" in local and not isinstance(local["@propagate"], bool):
        raise _entry_problem(local, "@propagate", "invalid @propagate value", "write true or false")


def _entry_problem(local: Mapping[str, Any], name: str, code: str, wanted: str) -> InvalidContextError:
    return InvalidContextError(code, f"{name} is {shown(local[name])}; {wanted}", name)


def _vocabulary(active: ActiveContext, vocab: str) -> str | None:
    if vocab in KEYWORDS:
        return vocab
    if KEYWORD_LIKE.match(vocab):
        return None
    return active.expand(vocab)


def shown(value: Any) -> str:
    """A value for a message: as JSON, cut when it is long."""
    import json

    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 40 else text[:39] + "…"
