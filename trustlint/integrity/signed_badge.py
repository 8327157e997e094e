"""Signed Open Badges 1 and 2.0: a JWS whose payload is the assertion, and a key that the issuer publishes and that names the
issuer as its owner (OB2-04)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from trustlint.integrity.badge_parts import Issuer, issuer_of, verification_of, web_address
from trustlint.integrity.controller_document import fetch, fetch_text
from trustlint.integrity.errors import NotCheckedError, ProofFailsError, method_name, shown
from trustlint.integrity.issuer_link import identifier_of, same_site
from trustlint.integrity.public_key import PublicKey, holds, pem_key
from trustlint.integrity.token import Algorithm, algorithm_of
from trustlint.integrity.verification_method import read_method
from trustlint.model.resource import Resources, Wanted
from trustlint.model.verification import ProofResult, ProofState
from trustlint.source.json_text import accept_json
from trustlint.source.jws import CompactJws
from trustlint.source.limits import DEFAULT_LIMITS

_MOST_KEYS = 20


class _Candidate(NamedTuple):
    """A key that may have signed. address: its id; owner: whose it says that it is; is_plain: it is a PEM text, as Open
    Badges 1 published keys; is_listed: the issuer names it."""

    key: PublicKey
    address: str
    owner: str | None
    is_plain: bool
    is_listed: bool
    found_in: str


def verify_signed_badge(
    jws: CompactJws, data: dict[str, Any], resources: Resources, now: datetime
) -> ProofResult:
    """What the JWS of an assertion or endorsement proves."""
    name = jws.header.get("alg")
    type_ = f"JWS {shown(name)}" if isinstance(name, str) else "JWS"
    creator = _creator(data)
    try:
        reason, found_in = _verify(jws, data, creator, resources, now)
    except ProofFailsError as failure:
        return ProofResult("", type_, ProofState.INVALID, str(failure), method_name(creator))
    except NotCheckedError as unknown:
        return ProofResult("", type_, ProofState.NOT_CHECKED, str(unknown), method_name(creator))
    return ProofResult("", type_, ProofState.VERIFIED, reason, method_name(creator), found_in)


def _creator(data: dict[str, Any]) -> str | None:
    _, verification = verification_of(data)
    return identifier_of(verification.get("creator")) or web_address(verification.get("url"))


def _verify(
    jws: CompactJws, data: dict[str, Any], creator: str | None, resources: Resources, now: datetime
) -> tuple[str, str]:
    algorithm = algorithm_of(jws.header)
    issuer = issuer_of(data, resources)
    published, why_not = _published(issuer, resources)
    listed = _keys_of(published if published is not None else issuer.profile)
    if creator is None and not listed:
        if published is None and not issuer.profile:
            raise NotCheckedError(
                f"The badge names no key, and what its issuer says is not known, because {why_not}"
            )
        raise ProofFailsError("Neither the badge nor its issuer names the key that it is signed with")
    signer = None
    for candidate in _candidates(creator, listed, resources, now):
        if _fits(candidate.key, jws, algorithm):
            signer = candidate
            break
    if signer is None:
        raise ProofFailsError(
            "The signature of the badge does not fit: the badge was changed after signing, or another key than that of its issuer made it"
        )
    _check_owner(signer, issuer, published, why_not)
    return f"The signature fits the key {shown(signer.address)} of the issuer", signer.found_in


def _published(issuer: Issuer, resources: Resources) -> tuple[dict[str, Any] | None, str]:
    """What stands at the address of the issuer; None and why not where it is not at hand."""
    if issuer.id is None:
        return None, "the issuer has no web address"
    try:
        return fetch(issuer.id, resources, Wanted.CREDENTIAL).data, ""
    except NotCheckedError as missing:
        return None, str(missing)


def _keys_of(profile: dict[str, Any]) -> list[Any]:
    held = profile.get("publicKey")
    return (held if isinstance(held, list) else [held] if held is not None else [])[:_MOST_KEYS]


def _candidates(
    creator: str | None, listed: list[Any], resources: Resources, now: datetime
) -> Iterator[_Candidate]:
    for entry in listed:
        address = identifier_of(entry)
        if creator is not None and address != creator:
            continue
        if isinstance(entry, dict) and "publicKeyPem" in entry:
            found_in = "the profile of the issuer"
            yield _written_out(entry, address or "in the profile of the issuer", True, found_in, now)
        elif web_address(address) is not None:
            yield _fetched(str(address), True, resources, now)
    if creator is not None and all(identifier_of(entry) != creator for entry in listed):
        yield _fetched(creator, False, resources, now)


def _written_out(
    entry: dict[str, Any], address: str, is_listed: bool, found_in: str, now: datetime
) -> _Candidate:
    owner = identifier_of(entry.get("owner"))
    return _Candidate(read_method(entry, now), address, owner, False, is_listed, found_in)


def _fetched(address: str, is_listed: bool, resources: Resources, now: datetime) -> _Candidate:
    text, found_in = fetch_text(address, resources)
    if text.lstrip().startswith("-----BEGIN"):
        return _Candidate(pem_key(text), address, None, True, is_listed, found_in)
    data = accept_json(text, DEFAULT_LIMITS)
    if not isinstance(data, dict):
        raise ProofFailsError(f"What stands at {shown(address)} is no public key")
    return _written_out(data, address, is_listed, found_in, now)


def _fits(key: PublicKey, jws: CompactJws, algorithm: Algorithm) -> bool:
    return key.type == algorithm.key and holds(key, jws.signature, jws.signing_input, algorithm.digest)


def _check_owner(signer: _Candidate, issuer: Issuer, published: dict[str, Any] | None, why_not: str) -> None:
    """The two-way link: the issuer names the key, and the key names the issuer. Keys of Open Badges 1 are plain texts, and
    stand on the site of the issuer."""
    if signer.is_plain and issuer.id is not None and same_site(signer.address, issuer.id):
        return
    if signer.owner is not None and signer.owner != issuer.id:
        raise ProofFailsError(
            f"The signature fits the key {shown(signer.address)}, whose owner is {shown(signer.owner)}, and not the issuer of the badge"
        )
    if published is None:
        raise NotCheckedError(
            f"The signature fits the key {shown(signer.address)}; that it is the issuer's is not known, because {why_not}"
        )
    if not signer.is_listed:
        raise ProofFailsError(
            f"The signature fits the key {shown(signer.address)}, which the issuer {shown(issuer.id or '')} does not name as its own"
        )
