"""The key of a VC-JWT: in its header, or named by it (PRF-03), and whether it is the issuer's (PRF-19)."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from trustlint.integrity.controller_document import fetch
from trustlint.integrity.errors import NotCheckedError, ProofFailsError, shown
from trustlint.integrity.issuer_link import SELF_CONTAINED, check_signer
from trustlint.integrity.jwk import read_jwk
from trustlint.integrity.public_key import PublicKey
from trustlint.integrity.verification_method import (
    Method,
    find_method,
    key_of_set,
    keys_for_assertions,
)
from trustlint.model.resource import Resources

_ADDRESSES = ("did:", "https://", "http://")


class Keys:
    """header: of the token; party: the id of its issuer (or holder: ``role``)."""

    def __init__(
        self, header: dict[str, Any], party: str | None, role: str, resources: Resources, now: datetime
    ) -> None:
        self._header = header
        self._party = party
        self._role = role
        self._resources = resources
        self._now = now
        self._method: Method | None = None
        self._key: PublicKey | None = None

    def find(self) -> tuple[PublicKey, str]:
        """The key that the token is to be checked with, and where it was found. Raises ProofFailsError, NotCheckedError."""
        header, party = self._header, self._party
        if "jwk" in header:
            self._key = read_jwk(header["jwk"])
            return self._key, "the header of the token"
        kid = header.get("kid")
        if isinstance(kid, str) and kid.startswith(_ADDRESSES):
            reference = kid
        elif party is not None and party.startswith(SELF_CONTAINED):
            reference = party
        elif not isinstance(kid, str):
            raise ProofFailsError("The token names no key: its header has neither kid nor jwk")
        elif party is not None and party.startswith("did:"):
            reference = f"{party}#{kid.removeprefix('#')}"
        else:
            address = key_set_address(party)
            found = fetch(address, self._resources)
            self._method = Method(
                kid, key_of_set(found.data, kid), None, False, found.address, found.found_in
            )
            return self._method.key, found.found_in
        self._method = find_method(reference, self._resources, self._now)
        return self._method.key, self._method.found_in

    def check_owner(self) -> None:
        """Raises ProofFailsError where the key is not the issuer's, NotCheckedError where nobody can tell here."""
        if self._method is not None:
            check_signer(self._method, self._party, self._role, self._resources)
            return
        assert self._key is not None
        own = self._keys_of_party()
        if all(key.encoded != self._key.encoded for key in own):
            raise ProofFailsError(
                f"The signature fits the key in the header of the token, which is none of the keys of the {self._role}, {shown(self._party or '')}"
            )

    def _keys_of_party(self) -> list[PublicKey]:
        party = self._party
        try:
            if party is not None and party.startswith(SELF_CONTAINED):
                return [find_method(party, self._resources, self._now).key]
            if party is not None and party.startswith("did:"):
                return keys_for_assertions(fetch(party.partition("#")[0], self._resources), self._now)
            return keys_for_assertions(fetch(key_set_address(party), self._resources), self._now)
        except NotCheckedError as missing:
            raise NotCheckedError(
                f"The signature fits the key in the header of the token; that it is the {self._role}'s is not known, because {missing}"
            ) from None


def key_set_address(party: str | None) -> str:
    """Where the site of an issuer publishes its keys. Raises ProofFailsError where there is no such site."""
    try:
        parts = urlsplit(party or "")
        is_site = parts.scheme in ("https", "http") and bool(parts.hostname)
    except ValueError:
        is_site = False
    if not is_site:
        whose = f"the issuer {shown(party)} has" if party else "the token names no issuer, so there is"
        raise ProofFailsError(f"The key cannot be found: {whose} no web address where it could be")
    return f"https://{parts.netloc}/.well-known/jwks.json"
