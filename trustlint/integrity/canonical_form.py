"""The one form of a credential that its signature is about, and what of the credential is not in it."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from trustlint.contexts import SafeMode, WalkResult, undefined_terms
from trustlint.contexts.rdf import (
    ContextMissingError,
    LibraryMissingError,
    NotJsonLdError,
    TooHardError,
    canonical_nquads,
)
from trustlint.contexts.work import MOST_WORK, work_of
from trustlint.integrity.errors import NotCheckedError, ProofFailsError, missing_extra, shown
from trustlint.model.pointer import display
from trustlint.model.resource import Missing, Resources, Wanted
from trustlint.source.json_text import object_in


def canonical_json(data: Any) -> bytes:
    """JSON by RFC 8785. Raises NotCheckedError, ProofFailsError where there is no such form."""
    try:
        import rfc8785
    except ImportError:
        raise missing_extra() from None
    try:
        return rfc8785.dumps(data)
    except (rfc8785.CanonicalizationError, UnicodeEncodeError, RecursionError):
        raise ProofFailsError(
            "The credential has a number or a text that canonical JSON cannot hold, such as an integer beyond 2⁵³"
        ) from None


_MOST_CHARACTERS = 25_000_000
_TOO_MANY = "The credential has too many proofs for its size to be checked, one on top of another"
_MOST_WORK = 4 * MOST_WORK
"""For all proofs of a credential together: the credential is brought into canonical form once for each chain of proofs."""


class CanonicalForms:
    """Canonical forms of one credential and its proofs, each made once, and of bounded work together.

    Under local copies of contexts first, then the bundled ones, then what resources have.
    """

    def __init__(self, local: dict[str, Any], resources: Resources) -> None:
        self._given = dict(local)
        self._has_local = bool(local)
        self._resources = resources
        self._missing: dict[str, str] = {}
        self._relative: dict[str, None] = {}
        self._forms: dict[tuple[str, str], bytes] = {}
        self._work_left = _MOST_WORK
        self._json_forms: dict[str, bytes] = {}
        self._characters_left = _MOST_CHARACTERS

    def find(self, url: str) -> Any:
        """The context document of an address that is not bundled; None when there is none."""
        from trustlint.contexts import bundled_context

        if url in self._given or bundled_context(url) is not None:
            return self._given.get(url)
        if url in self._missing:
            return None
        found = self._resources.get(url, Wanted.CONTEXT)
        if isinstance(found, Missing):
            self._missing[url] = found.reason
            return None
        document = object_in(found.content)
        if document is None:
            self._missing[url] = "holds no JSON-LD context"
            return None
        self._given[url] = document
        return document

    def json(self, data: dict[str, Any]) -> bytes:
        """Canonical JSON (RFC 8785). Raises NotCheckedError, ProofFailsError."""
        try:
            text = json.dumps(data)
        except (RecursionError, TypeError, ValueError):
            return canonical_json(data)
        if text not in self._json_forms:
            self._characters_left -= len(text)
            if self._characters_left < 0:
                raise NotCheckedError(_TOO_MANY)
            self._json_forms[text] = canonical_json(data)
        return self._json_forms[text]

    def nquads(self, data: dict[str, Any], digest: str) -> bytes:
        """Canonical N-Quads (RDFC-1.0). Raises NotCheckedError, ProofFailsError."""
        try:
            key = (digest, json.dumps(data))
        except (RecursionError, TypeError, ValueError):
            return self._nquads(data, digest)
        if key not in self._forms:
            self._forms[key] = self._nquads(data, digest)
        return self._forms[key]

    def _nquads(self, data: dict[str, Any], digest: str) -> bytes:
        self._work_left -= work_of(data)
        if self._work_left < 0:
            raise NotCheckedError(_TOO_MANY)
        try:
            canonical = canonical_nquads(data, self.find, digest, fresh=self._has_local)
        except LibraryMissingError:
            raise missing_extra() from None
        except ContextMissingError as error:
            reason = self._missing.get(error.url, "is not known")
            raise NotCheckedError(
                f"The context {shown(error.url)} is needed to check the signature, and {reason}; a copy can be given with --context"
            ) from None
        except TooHardError as error:
            raise NotCheckedError(f"The credential cannot be checked: {error}") from None
        except NotJsonLdError as error:
            raise ProofFailsError(f"The signature cannot be that of this credential: {error}") from None
        self._relative |= dict.fromkeys(canonical.relative)
        return canonical.nquads

    def uncovered(self, data: dict[str, Any]) -> str | None:
        """What of a credential RDF does not have, so that anybody could change it, in a sentence; after ``nquads`` of its
        parts."""
        names = [f"{item.term} ({display(item.path)})" for item in self._walk(data).undefined]
        names += [f"the id {shown(name)}" for name in self._relative]
        if not names:
            return None
        return f"The signature fits, but does not cover what no context defines, so anybody may have changed it since: {_listed(names)}"

    def earlier(self, data: dict[str, Any]) -> Earlier | None:
        """The contexts before they were revised in place, where a credential uses what they define only since; None
        elsewhere."""
        from trustlint.contexts.tables import earlier_document

        late = self._walk(data).late
        if not late:
            return None
        urls = dict.fromkeys(term.url for term in late)
        local = {**self._given, **{url: earlier_document(url) for url in urls}}
        names = _listed([f"{term.term} ({display(term.path)})" for term in late])
        gap = f"The signature fits only as {' and '.join(urls)} was before it was revised, and does not cover what is new in it: {names}; sign the credential anew"
        return Earlier(CanonicalForms(local, self._resources), gap)

    def _walk(self, data: dict[str, Any]) -> WalkResult:
        return (SafeMode(self._given).undefined_terms if self._given else undefined_terms)(data)


class Earlier(NamedTuple):
    """forms: under contexts as they were; gap: a sentence about what a signature made over them does not cover."""

    forms: CanonicalForms
    gap: str


def _listed(names: list[str]) -> str:
    return ", ".join(names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")
