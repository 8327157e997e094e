"""Documents of which little is known: trustlint failed on them, or they cannot be read."""

from __future__ import annotations

from trustlint.model.report import DocumentResult
from trustlint.source.document import Document
from trustlint.source.problem import MEANT_KINDS, UNREAD_KINDS

FAULT = "TL001"
"""Stands among the rules that failed to run for a fault of trustlint that is no rule's."""


def failed(document: Document, error: Exception, *, read: bool) -> DocumentResult:
    """The result for a document on which trustlint itself failed: nothing is known of it."""
    doing = "checking" if read else "reading"
    return DocumentResult(
        path=document.path,
        part=document.part,
        sha256=document.sha256,
        origin=document.origin,
        kind=None,
        read=read,
        valid=None,
        valid_reason=f"trustlint itself failed while {doing} it ({type(error).__name__}); please report this",
        trusted=None,
        findings=(),
        criteria=(),
        packs=(),
        errors=(FAULT,),
    )


def is_meant_as_credential(document: Document) -> bool:
    """Whether a broken file from a folder walk should be reported: it cannot be read, or its text speaks of badges."""
    if document.usable:
        return False
    if any(problem.kind in UNREAD_KINDS or problem.kind in MEANT_KINDS for problem in document.problems):
        return True
    return document.mentions(
        "credentialSubject", "BadgeClass", "Achievement", "openbadges", "purl.imsglobal.org/spec/"
    )
