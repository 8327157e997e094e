"""Whether the key that signed is the issuer's: a signature says only that the holder of some key signed (PRF-13)."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from trustlint.integrity.controller_document import fetch, lists_for_assertions
from trustlint.integrity.errors import NotCheckedError, ProofFailsError, shown
from trustlint.integrity.verification_method import Method
from trustlint.model.resource import Resources

SELF_CONTAINED = ("did:key:", "did:jwk:")
"""DIDs that are their one key, so that no document says more of it."""


def identifier_of(party: Any) -> str | None:
    """The id of an issuer or holder, which is a text or an object with an id."""
    value = party.get("id") if isinstance(party, dict) else party
    return value if isinstance(value, str) and value else None


def check_signer(method: Method, party: Any, role: str, resources: Resources) -> None:
    """Nothing where the key is that of the issuer (or holder: ``role``).

    Its controller is the issuer, and the key stands in the issuer's own document, or on the same site (PRF-19); or the
    document of the issuer lists it. Raises ProofFailsError where the key is somebody else's, NotCheckedError where that document is
    not at hand.
    """
    identifier = identifier_of(party)
    if identifier is None:
        raise ProofFailsError(f"The signature fits, and the credential names no {role} whose key it could be")
    if method.controller == identifier and method.is_listed:
        return
    if method.controller in (None, identifier) and same_site(method.address, identifier):
        return
    owner = shown(method.controller) if method.controller else shown(method.reference)
    whose = f"The signature fits, and the key that made it is that of {owner}, while the {role} is {shown(identifier)}"
    if identifier.startswith(SELF_CONTAINED) or not identifier.startswith(("did:", "https://", "http://")):
        raise ProofFailsError(whose)
    try:
        document = fetch(identifier.partition("#")[0], resources)
    except NotCheckedError as missing:
        raise NotCheckedError(
            f"The signature fits the key of {owner}; that the key is the {role}'s is not known, because {missing}"
        ) from None
    except ProofFailsError:
        raise ProofFailsError(f"{whose}, where nothing names that key") from None
    if document.data.get("id") != identifier or not lists_for_assertions(
        document, method.reference, also=("publicKey",)
    ):
        raise ProofFailsError(f"{whose}, where nothing names that key")


def same_site(address: str, other: str) -> bool:
    """Whether two web addresses are of the same scheme, host and port."""
    try:
        here, there = urlsplit(address), urlsplit(other)
        return (
            here.scheme in ("http", "https")
            and bool(here.hostname)
            and (here.scheme, here.hostname, here.port) == (there.scheme, there.hostname, there.port)
        )
    except ValueError:
        return False
