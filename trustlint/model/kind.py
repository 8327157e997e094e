"""What a document is: which data model, which class, which version, and how far it is towards an award."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Scope(StrEnum):
    """Which part of a credential's life a document describes."""

    DEFINITION = "definition"
    """An Achievement or BadgeClass: not yet awarded."""
    CREDENTIAL = "credential"
    """Awarded to a learner, or a template of that."""
    ISSUER = "issuer"
    """A Profile."""
    ENDORSEMENT = "endorsement"
    STATUS = "status"
    KEY = "key"
    """A CryptographicKey: what the signature of an issuer is checked with."""

    __hash__ = str.__hash__  # that of Enum is written in Python


class Kind(NamedTuple):
    """What a document was recognised as.

    model: ``ob1 ob2 ob3 clr2 vc elm ctdl``; type: the class name in that model (``Assertion``, ``Achievement``);
    version: of the specification as far as the document tells (``3.0.3``), None when it does not;
    data_model: ``1.1`` or ``2.0`` of W3C Verifiable Credentials, None for models that are not built on it;
    reason: one sentence, why it was recognised so.
    """

    model: str
    type: str
    version: str | None
    scope: Scope
    data_model: str | None = None
    reason: str = ""

    @property
    def label(self) -> str:
        """For people: ``Open Badges 3.0 Achievement``."""
        title = self.standard
        return title if self.type == title.replace(" ", "") else f"{title} {self.type}"

    @property
    def standard(self) -> str:
        """What the document follows, for people: ``Open Badges 3.0``; of the old versions, the one that it is."""
        if self.model == "ob1" and self.version is not None:
            return f"Open Badges {self.version}"
        return MODEL_TITLES.get(self.model, self.model)

    def to_dict(self) -> dict[str, str | None]:
        return {
            "model": self.model,
            "type": self.type,
            "version": self.version,
            "scope": self.scope.value,
            "data_model": self.data_model,
            "reason": self.reason,
        }


MODEL_TITLES = {
    "ob1": "Open Badges 1.x",
    "ob2": "Open Badges 2.0",
    "ob3": "Open Badges 3.0",
    "clr2": "CLR 2.0",
    "vc": "Verifiable Credential",
    "elm": "European Learning Model",
    "ctdl": "CTDL",
}
