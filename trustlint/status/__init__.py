"""Whether a credential holds at a time: its dates, status lists and revocation lists (facts section 5.3)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from trustlint.credential.view import View
from trustlint.model.kind import Kind
from trustlint.model.resource import Resources

if TYPE_CHECKING:
    from trustlint.model.verification import Lifecycle

__all__ = ["lifecycle_of"]


def lifecycle_of(view: View, kind: Kind | None, resources: Resources, now: datetime) -> Lifecycle | None:
    """Whether a credential holds at ``now``; None for what is not awarded: definitions, issuers.

    Raises nothing for any plain data.
    """
    return None
