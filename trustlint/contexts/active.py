"""The context in force at a place of a document, and what its terms stand for (JSON-LD 1.1 API section 4.1)."""

from __future__ import annotations

import re
from typing import Any

from trustlint.model.pointer import Path

KEYWORDS = frozenset(
    [
        "@base",
        "@container",
        "@context",
        "@default",
        "@direction",
        "@embed",
        "@explicit",
        "@first",
        "@graph",
        "@id",
        "@import",
        "@included",
        "@index",
        "@json",
        "@language",
        "@list",
        "@nest",
        "@none",
        "@omitDefault",
        "@propagate",
        "@protected",
        "@preserve",
        "@requireAll",
        "@reverse",
        "@set",
        "@type",
        "@value",
        "@version",
        "@vocab",
    ]
)
ABSOLUTE = re.compile(r"(?:[A-Za-z][A-Za-z0-9+-.]*|_):\S*\Z")
"""As processors test it: anything that begins like a scheme, and has no white space."""
KEYWORD_LIKE = re.compile(r"@[a-zA-Z]+\Z")

UNSET: Any = object()


class InvalidContextError(Exception):
    """A context that no JSON-LD processor accepts.

    code: as in JSON-LD 1.1; term: which term, or empty; place: the item, within the ``@context`` of the document.
    """

    def __init__(self, code: str, message: str, term: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.term = term
        self.place: Path = ()


class Term:
    """One term definition, never changed once it is made.

    iri: None when the term is set to stand for nothing; type: how values are read; context: UNSET, None or as written;
    rest: language, direction and nesting, of no effect on what is dropped but part of being the same definition;
    origin: URL of the context document that defines it, None when the document at hand does.
    """

    __slots__ = (
        "containers",
        "context",
        "index",
        "iri",
        "origin",
        "prefix",
        "protected",
        "rest",
        "reverse",
        "type",
    )

    def __init__(
        self,
        iri: str | None,
        type: str | None,
        containers: tuple[str, ...],
        context: Any,
        reverse: bool,
        prefix: bool,
        protected: bool,
        index: str | None,
        rest: tuple[Any, ...],
        origin: str | None,
    ) -> None:
        self.iri = iri
        self.type = type
        self.containers = containers
        self.context = context
        self.reverse = reverse
        self.prefix = prefix
        self.protected = protected
        self.index = index
        self.rest = rest
        self.origin = origin

    def same_as(self, other: Term) -> bool:
        """Whether both say the same, protection and origin aside (JSON-LD 1.1 API section 4.2.2, step 27)."""
        return (
            self.iri == other.iri
            and self.type == other.type
            and self.containers == other.containers
            and self.reverse == other.reverse
            and self.prefix == other.prefix
            and self.index == other.index
            and self.rest == other.rest
            and (self.context is UNSET) == (other.context is UNSET)
            and (self.context is UNSET or self.context == other.context)
        )


class ActiveContext:
    """Terms in force. Never changed once it is made, but for what the walk remembers in it.

    previous: what to go back to where a type-scoped context ends; open: whether a context that nobody knows is part of
    it, so that any term may be defined.
    """

    __slots__ = (
        "base",
        "by_local",
        "by_property",
        "by_type",
        "kept",
        "open",
        "plans",
        "previous",
        "terms",
        "type_keys",
        "value_keys",
        "vocab",
    )

    def __init__(
        self,
        terms: dict[str, Term] | None = None,
        *,
        vocab: str | None = None,
        base: str | None = None,
        previous: ActiveContext | None = None,
        open: bool = False,
    ) -> None:
        self.terms: dict[str, Term] = {} if terms is None else terms
        self.vocab = vocab
        self.base = base
        self.previous = previous
        self.open = open
        self.plans: dict[str, Any] = {}
        self.by_property: dict[str | None, ActiveContext] = {}
        self.by_type: dict[Any, Any] = {}
        self.by_local: dict[Any, Any] = {}
        self.kept: dict[str | None, ActiveContext] = {}
        self.type_keys: tuple[str, ...] | None = None
        self.value_keys: tuple[str, ...] | None = None

    def clone(self) -> ActiveContext:
        return ActiveContext(
            dict(self.terms), vocab=self.vocab, base=self.base, previous=self.previous, open=self.open
        )

    def keys_for(self, keyword: str) -> tuple[str, ...]:
        """The keyword and its aliases here."""
        return (
            keyword,
            *(name for name, term in self.terms.items() if term.iri == keyword and name != keyword),
        )

    def expand(self, value: str) -> str | None:
        """What a member name stands for, relative to the vocabulary (JSON-LD 1.1 API section 5.2).

        None for what is set to stand for nothing and for names of the form of a keyword; the name itself when nothing
        defines it.
        """
        if value in KEYWORDS:
            return value
        if value.startswith("@") and KEYWORD_LIKE.match(value):
            return None
        term = self.terms.get(value)
        if term is not None:
            return term.iri
        compact = self.expand_compact(value)
        if compact is not None:
            return compact
        return value if self.vocab is None else self.vocab + value

    def expand_compact(self, value: str) -> str | None:
        """The full form of a compact or absolute IRI; None when it is neither."""
        prefix, colon, suffix = value.partition(":")
        if not colon or not prefix:
            return None
        if prefix == "_" or suffix.startswith("//"):
            return value
        term = self.terms.get(prefix)
        if term is not None and term.prefix:
            return (term.iri or "") + suffix
        return value if ABSOLUTE.match(value) else None

    def defines(self, name: str) -> bool:
        """Whether a member of this name is kept: it is a keyword or stands for an absolute IRI."""
        iri = self.expand(name)
        return iri is not None and (iri in KEYWORDS or ABSOLUTE.match(iri) is not None)

    def defines_type(self, name: str) -> bool:
        """Whether a type value is kept. Types may be relative to the base, when a context sets one."""
        if self.defines(name):
            return True
        if self.base is None or self.vocab is not None or self.expand(name) is None:
            return False
        return ABSOLUTE.match(self.base + name) is not None
