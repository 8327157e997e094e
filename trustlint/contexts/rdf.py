"""JSON-LD → canonical N-Quads: what the signature of a Data Integrity proof is about, when its suite canonicalises RDF.

PyLD, of the extra ``verify``, expands and turns into RDF, under our own contexts or those that are given. Nothing is fetched
here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from trustlint.contexts.canonical_rdf import Quad, TooManyStepsError, canonicalise, quads_of
from trustlint.contexts.tables import bundled_by_url, context_document
from trustlint.contexts.work import MOST_WORK, terms_of, work_of

_MOST_LOADS = 100

FindContext = Callable[[str], Any]
"""URL → context document that is not bundled, or wins over the bundled one; None for those that it does not know."""


class RdfError(Exception):
    """There are no canonical N-Quads; the message is one sentence without its full stop."""


class LibraryMissingError(RdfError):
    """PyLD is not installed."""


class ContextMissingError(RdfError):
    """A context is neither bundled nor given. url: its address."""

    def __init__(self, url: str) -> None:
        super().__init__(f"the context {url[:200]} is needed, and is not at hand")
        self.url = url


class NotJsonLdError(RdfError):
    """No JSON-LD processor takes the document."""


class TooHardError(RdfError):
    """It would take too long: too large, or too many nodes that look alike."""


class Canonical(NamedTuple):
    """nquads: sorted, each line with its end; relative: ids that are no absolute addresses, which RDF leaves out with all
    that hangs on them."""

    nquads: bytes
    relative: tuple[str, ...]


def canonical_nquads(
    data: Mapping[str, Any],
    find: FindContext = lambda url: None,
    digest: str = "sha256",
    *,
    fresh: bool = False,
) -> Canonical:
    """The canonical N-Quads of a JSON-LD document.

    digest: ``sha256`` or ``sha384``, the hash that RDFC-1.0 works with; fresh: keep nothing of bundled contexts for the
    next document, nor use what was kept, because ``find`` has other ones in their place.
    Raises LibraryMissingError, ContextMissingError, NotJsonLdError, TooHardError.
    """
    if work_of(data) > MOST_WORK:
        raise TooHardError(
            "it has too many values, too long a list or too large contexts to be brought into canonical form"
        )
    try:
        from pyld import jsonld
    except ImportError:
        raise LibraryMissingError("PyLD is not installed") from None
    quads, relative = _with_pyld(jsonld, data, find, fresh)
    try:
        return Canonical(canonicalise(quads, digest).encode(), relative)
    except TooManyStepsError:
        raise TooHardError(
            "it has too many objects without id that look alike, which would take too long to tell apart"
        ) from None
    except UnicodeEncodeError:
        raise NotJsonLdError("it has half of a character, which is no text") from None


def _with_pyld(jsonld: Any, data: Any, find: FindContext, fresh: bool) -> tuple[list[Quad], tuple[str, ...]]:
    """The RDF of a document, and ids that are no absolute addresses."""
    loader = _Loader(find, MOST_WORK * 10 // (_objects(data) + 1))
    options = {
        "base": "",
        "documentLoader": loader,
        "contextResolver": jsonld.ContextResolver({} if fresh else _shared_cache(), loader),
    }
    found: list[str] = []
    filled: list[bool] = []

    class Processor(jsonld.JsonLdProcessor):  # type: ignore[misc]
        def expand(self, *arguments: Any) -> Any:
            expanded = super().expand(*arguments)
            found.extend(_relative_ids(expanded))
            return expanded

        def _graph_to_rdf(self, graph: Any, *arguments: Any) -> Any:
            # Graphs of which nothing was left PyLD keeps, and no other processor does.
            filled.append(any(len(node) > 1 for node in graph.values()))
            return super()._graph_to_rdf(graph, *arguments)

        def _expand_iri(self, active_ctx: Any, value: Any, base: Any = None, **more: Any) -> Any:
            # Without a base of the document's own, PyLD makes relative ids absolute under a base of its making.
            own = active_ctx.get("@base")
            is_based = isinstance(own, str) and _is_absolute(own)
            return super()._expand_iri(active_ctx, value, base=base if is_based else None, **more)

    try:
        dataset = Processor().to_rdf(data, options)
    except RecursionError:
        raise TooHardError("its objects are nested too deeply") from None
    except (
        jsonld.JsonLdError,
        ArithmeticError,
        AttributeError,
        LookupError,
        TypeError,
        ValueError,
    ) as error:
        # What PyLD makes of data of a wrong type is not always an error of its own.
        if loader.is_too_much:
            raise TooHardError(
                "its contexts have too many terms inside of terms for a document of its size"
            ) from None
        if loader.missing is not None:
            raise ContextMissingError(loader.missing) from None
        raise NotJsonLdError(f"it is no JSON-LD that can be read{_code(error)}") from None
    empty = [name for name, has_nodes in zip(dataset, filled, strict=True) if not has_nodes]
    return quads_of(dataset, empty), tuple(dict.fromkeys(found))


def _code(error: BaseException) -> str:
    """The error code of JSON-LD 1.1 in parentheses, of the innermost cause that has one."""
    code = None
    cause: BaseException | None = error
    while cause is not None:
        code = getattr(cause, "code", None) or code
        cause = cause.__cause__
    return f" ({code})" if code else ""


@cache
def _shared_cache() -> Any:
    """What PyLD has made of bundled contexts, and of objects under ``@context``, for one document after another."""
    from cachetools import LRUCache

    return LRUCache(maxsize=500)


class _Loader:
    """Loads contexts for PyLD.

    most_scoped: how much may be in contexts inside of terms, of those that are not bundled; missing: the first context
    that could not be had; is_too_much: one had more.
    """

    def __init__(self, find: FindContext, most_scoped: int) -> None:
        self._find = find
        self._scoped_left = most_scoped
        self.is_too_much = False
        self._loads = 0
        self.missing: str | None = None

    def __call__(self, url: str, options: Any) -> dict[str, Any]:
        self._loads += 1
        document = self._find(url) if self._loads <= _MOST_LOADS else None
        tag = None
        if document is None and url in bundled_by_url():
            document, tag = context_document(url), "static"
        elif document is not None:
            self._scoped_left -= terms_of(
                document.get("@context") if isinstance(document, Mapping) else None
            )[1]
            if self._scoped_left < 0:
                self.is_too_much = True
                raise LookupError(url)
        if not isinstance(document, Mapping):
            self.missing = self.missing or url
            raise LookupError(url)
        return {
            "contextType": None,
            "contextUrl": None,
            "documentUrl": url,
            "document": document,
            # What never changes, PyLD keeps.
            "tag": tag,
        }


def _objects(data: Any) -> int:
    found = 0
    waiting = [data]
    while waiting:
        value = waiting.pop()
        if isinstance(value, Mapping):
            found += 1
            waiting += value.values()
        elif isinstance(value, list):
            waiting += value
    return found


def _relative_ids(expanded: Any) -> Iterator[str]:
    waiting = [expanded]
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            waiting += value
        elif isinstance(value, Mapping) and "@value" not in value:
            name = value.get("@id")
            if isinstance(name, str) and not _is_absolute(name):
                yield name
            waiting += [item for key, item in value.items() if key != "@id"]


def _is_absolute(name: str) -> bool:
    """As JSON-LD processors judge it, by the scheme alone."""
    scheme, colon, _ = name.partition(":")
    return bool(colon) and (scheme == "_" or scheme[:1].isalpha()) and not any(map(str.isspace, name))
