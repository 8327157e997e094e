"""Whether the proofs of a credential hold: Data Integrity proofs, and tokens (facts sections 5.1 and 5.2).

docs/proofs.md says what is checked. What is unsigned costs no import.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from trustlint.model.kind import Kind, Scope
from trustlint.model.resource import Resources

if TYPE_CHECKING:
    from trustlint.model.verification import Integrity
    from trustlint.source.jws import CompactJws

__all__ = ["integrity_of", "may_be_proven"]

_SIGNED_SCOPES = (Scope.CREDENTIAL, Scope.ENDORSEMENT, Scope.STATUS)
_NEVER_SIGNED = frozenset(
    ("EnvelopedVerifiableCredential", "RevocationList", "1EdTechRevocationList", "Upload")
)
"""Classes of these scopes that hold what is signed, or are never signed."""

HOSTED_MODELS = ("ob1", "ob2")
"""Their badges are hosted where all can read them, or signed as a JWS."""

UNSIGNED = "It has no proof, so nobody can tell who issued it"


def may_be_proven(data: Any, kind: Kind | None, jws: CompactJws | None) -> bool:
    """Whether there can be anything in a document that proves who made it: a cheap look before ``integrity_of``."""
    if kind is None or kind.scope not in _SIGNED_SCOPES or not isinstance(data, dict):
        return False
    return jws is not None or "proof" in data or kind.model in HOSTED_MODELS


def integrity_of(
    data: Any,
    kind: Kind | None,
    jws: CompactJws | None,
    resources: Resources,
    now: datetime,
    contexts: Mapping[str, Any] | None = None,
) -> Integrity | None:
    """What the proofs of a document say; None for what nobody signs: definitions, issuers, and what is no credential.

    data: plain data of the document; jws: the token that it came in; contexts: local copies of JSON-LD contexts by their
    address, as for ``trustlint.contexts.SafeMode``. Raises nothing for any plain data.
    """
    if (
        kind is None
        or kind.scope not in _SIGNED_SCOPES
        or kind.type in _NEVER_SIGNED
        or not isinstance(data, dict)
    ):
        return None
    if not may_be_proven(data, kind, jws):
        from trustlint.model.verification import Integrity, ProofState

        return Integrity(ProofState.UNSIGNED, UNSIGNED)
    from trustlint.integrity.judge import judge

    return judge(data, kind, jws, resources, now, contexts or {})
