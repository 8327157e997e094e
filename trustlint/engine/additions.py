"""Additions to a document that are of no criterion: where they belong, and what has to come with them."""

from __future__ import annotations

from typing import Any

from trustlint.engine.companions import Companions, companions
from trustlint.engine.places import Places
from trustlint.engine.remedy import fitted
from trustlint.engine.session import Session
from trustlint.model.pointer import Path
from trustlint.model.report import Remediation
from trustlint.packs.model import Snippet
from trustlint.source.document import Document


def proposal(session: Session, document: Document, snippet: Snippet) -> Remediation:
    """Where a snippet that is of no pack belongs in a document; without a place where it belongs nowhere."""
    context = session.context_of(document)
    if context.kind is None:
        return Remediation("")
    return fitted((snippet,), "", None, context.kind, context, Places(document, session.links.document))


def with_companions(session: Session, document: Document, path: Path, value: Any) -> Companions:
    """A value that is to stand at a place of a document, with the types and contexts that it needs."""
    terms = {name: term for pack in session.packs for name, term in pack.terms.items()}
    return companions(value, path, session.context_of(document), terms)
