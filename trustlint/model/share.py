"""What a learner needs to show a credential: what ``trustlint share`` tells, whatever the format."""

from __future__ import annotations

from typing import Any, NamedTuple

from trustlint.model.kind import Scope
from trustlint.model.report import CriterionResult, DocumentResult, PackInfo

SHARES_FORMAT = "trustlint-share"
SHARES_VERSION = "1"


class Share(NamedTuple):
    """One document. line: for a résumé, None where there is nothing to write; link: the address that adds the credential
    to a LinkedIn profile, None where there is no name; sent: what the link says, by its parameters; missing: the
    criteria about showing that are not met or that a person has to look at."""

    result: DocumentResult
    line: str | None
    link: str | None
    sent: tuple[tuple[str, str], ...]
    missing: tuple[CriterionResult, ...]

    @property
    def is_about_a_learner(self) -> bool:
        """Whether it is what learners show: a credential, or what will be awarded to them."""
        kind = self.result.kind
        return kind is not None and kind.scope in (Scope.CREDENTIAL, Scope.DEFINITION)

    def to_dict(self) -> dict[str, Any]:
        kind = self.result.kind
        return {
            "path": self.result.path,
            "part": self.result.part,
            "kind": kind.to_dict() if kind else None,
            "read": self.result.read,
            "line": self.line,
            "link": self.link,
            "sent": dict(self.sent),
            "missing": [
                {
                    "id": item.id,
                    "title": item.title,
                    "level": item.level,
                    "verdict": item.verdict.value,
                    "message": item.message,
                    "question": item.question,
                    "text": item.remediation.text if item.remediation else "",
                }
                for item in self.missing
            ],
        }


class Shares(NamedTuple):
    """All documents, and whether what the pack requires is there in each."""

    version: str
    now: str
    pack: PackInfo
    documents: tuple[Share, ...]
    complete: bool

    def to_dict(self) -> dict[str, Any]:
        return {
            "share": {"format": SHARES_FORMAT, "version": SHARES_VERSION},
            "tool": {"name": "trustlint", "version": self.version},
            "now": self.now,
            "pack": self.pack.to_dict(),
            "complete": self.complete,
            "documents": [document.to_dict() for document in self.documents],
        }
