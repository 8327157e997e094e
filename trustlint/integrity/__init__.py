"""Whether the proofs of a credential hold: Data Integrity proofs, and tokens (facts sections 5.1 and 5.2)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from trustlint.model.kind import Kind
from trustlint.model.resource import Resources

if TYPE_CHECKING:
    from trustlint.model.verification import Integrity
    from trustlint.source.jws import CompactJws

__all__ = ["integrity_of"]


def integrity_of(
    data: Any, kind: Kind | None, jws: CompactJws | None, resources: Resources, now: datetime
) -> Integrity | None:
    """What the proofs of a document say; None for what nobody signs: definitions, issuers, and what is no credential.

    data: plain data of the document, jws: the token that it came in. Raises nothing for any plain data.
    """
    return None
