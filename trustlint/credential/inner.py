"""Documents inside a document, each of which stands on its own: the credentials of a CLR (CLR-06) or a presentation, the
resources of a graph, and what is written into a value as text: a token, a baked image."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from trustlint.credential.fields import canonical_class
from trustlint.credential.kinds import CTDL_GRAPH, ctdl_class_of
from trustlint.model.kind import Kind
from trustlint.model.pointer import Path
from trustlint.source.document import Document

_HOLDER: Path = ("credentialSubject", "verifiableCredential")
_PRESENTED: Path = ("verifiableCredential",)


_JUDGED_IN_GRAPHS = frozenset(
    (
        "Credential",
        "CredentialOrganization",
        "AssessmentProfile",
        "LearningOpportunityProfile",
        "CompetencyFramework",
        "Competency",
        None,
    )
)
"""Classes of CTDL whose resources in a graph are documents of their own; None: a class that is not known."""


def inner_credentials(kind: Kind | None, data: Any) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Path and data of every credential object in a CLR or a presentation, or resource in a CTDL graph, in order; nothing
    for any other document."""
    if kind is None:
        return
    if kind.model == "clr2":
        yield from _items(data, _HOLDER)
    elif kind.model == "vc" and kind.type == "VerifiablePresentation":
        yield from _items(data, _PRESENTED)
    elif kind.model == "ctdl" and kind.type == CTDL_GRAPH:
        for path, resource in _items(data, ("@graph",)):
            declared = ctdl_class_of(resource)
            if declared is None or canonical_class("ctdl", declared) not in _JUDGED_IN_GRAPHS:
                continue
            # A blank node says in short what a resource elsewhere is; it is published there.
            if not str(resource.get("@id", "")).startswith("_:"):
                yield path, resource


def inner_documents(kind: Kind | None, document: Document) -> Iterator[Document]:
    """Every document inside one of this Kind: first the objects, then what is written as text."""
    paths = tuple([path for path, _ in inner_credentials(kind, document.data)])
    for path in paths:
        yield document.within(path)
    if kind is not None and document.may_hold_credentials:
        from trustlint.source.held_value import held_documents

        yield from held_documents(document, paths)


def _items(data: Any, holder: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    value = data
    for step in holder:
        if not isinstance(value, dict):
            return
        value = value.get(step)
    for index, item in enumerate(value if isinstance(value, list) else [value]):
        if isinstance(item, dict):
            yield ((*holder, index) if isinstance(value, list) else holder), item


def is_within(path: Path | None, places: Iterable[Path]) -> bool:
    """Whether a path leads into one of the places."""
    return path is not None and any(path[: len(place)] == place for place in places)
