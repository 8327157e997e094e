"""A list of the status of credentials, as a document: fetched, read, and asked whether it may be relied on."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from trustlint.credential.kinds import detect, texts_of
from trustlint.integrity import integrity_of
from trustlint.model.moment import as_moment
from trustlint.model.resource import Missing, Resources, Wanted
from trustlint.model.verification import Integrity, ProofState
from trustlint.source.document import Document
from trustlint.source.limits import Limits
from trustlint.source.read import Input, read_documents
from trustlint.status.bitstring import BitstringError, decode_bitstring
from trustlint.status.moments import ago, ahead, day

_LIMITS = Limits(max_bytes=10 * 1024 * 1024)
_LIST_TYPE, _LEGACY_LIST_TYPE = "BitstringStatusListCredential", "StatusList2021Credential"
_LARGEST_KEPT = 1024 * 1024
"""Bytes of a list that is kept, as the credentials of one issuer share theirs."""


class ListError(Exception):
    """Why a list tells nothing: the end of a sentence that begins with "the list"."""


class FoundList(NamedTuple):
    """What was found. found_in: for people; addresses: the one that was asked for, and the last one behind redirects."""

    data: dict[str, Any]
    found_in: str
    addresses: tuple[str, ...]
    document: Document


def find_document(address: str, resources: Resources, wanted: Wanted) -> FoundList | Missing:
    """The JSON object at an address, out of a JWT as well. Raises ListError for what is there and is none."""
    found = resources.get(address, wanted)
    if isinstance(found, Missing):
        return found
    document = _read_again(found.content) if len(found.content) <= _LARGEST_KEPT else _read(found.content)
    if not document.usable:
        reason = document.problems[0].message if document.problems else "it cannot be read"
        raise ListError(f"cannot be read: {reason}")
    if not isinstance(document.data, dict) or document.base[:1] == (0,):
        raise ListError("is no JSON object")
    return FoundList(document.data, found.found_in, (address, found.address), document)


def bits_of(found: FoundList, purpose: str, *, legacy: bool, now: datetime) -> bytes:
    """The bits of a list credential that an entry of this purpose refers to (STS-04).

    legacy: the entry is of StatusList2021, whose lists need no multibase prefix, and in use often name no purpose.
    Raises ListError where it is no such list, is another one, or is not in force.
    """
    data = found.data
    types = texts_of(data.get("type"))
    if _LIST_TYPE not in types and not (legacy and _LEGACY_LIST_TYPE in types):
        named = f"is of the type {_short(types[-1])}" if types else "has no type"
        raise ListError(f"{named}, and a {_LEGACY_LIST_TYPE if legacy else _LIST_TYPE} is expected")
    own = data.get("id")
    if isinstance(own, str) and own not in found.addresses:
        raise ListError(
            f"says that it is {_short(own)}, and it is looked for at {_short(found.addresses[0])}"
        )
    subject = data.get("credentialSubject")
    if not isinstance(subject, dict) or "encodedList" not in subject:
        raise ListError("has no encodedList in its credentialSubject")
    purposes = texts_of(subject.get("statusPurpose"))
    if purpose not in purposes and not (legacy and not purposes):
        named = (
            f"is for {', '.join(map(_short, purposes[:4]))}" if purposes else "does not say its statusPurpose"
        )
        raise ListError(f"{named}, and the entry is for {_short(purpose)}")
    _demand_in_force(data, now)
    text = subject["encodedList"]
    try:
        if isinstance(text, str) and len(text) <= _LARGEST_KEPT:
            return _decoded_again(text, legacy)
        return decode_bitstring(text, multibase=not legacy)
    except BitstringError as error:
        raise ListError(f"has an encodedList that {error}") from None


def reliance_on(found: FoundList, issuer: Any, resources: Resources, now: datetime) -> str:
    """What is to be known of who made a list credential: a sentence without its end, empty where its proof holds and it is of the
    issuer of the credential (another may keep the list for them).

    Raises ListError for a list whose proof does not hold: somebody else may have written it.
    """
    notes = [_note_of_proof(found, resources, now)]
    maker, own = _id_of(found.data.get("issuer")), _id_of(issuer)
    if maker is not None and own is not None and maker != own:
        notes.append(f"the list is of another issuer, {_short(maker)}")
    return "; ".join(filter(None, notes))


def _note_of_proof(found: FoundList, resources: Resources, now: datetime) -> str:
    document = found.document
    if isinstance(resources, Hashable):
        proof = _proof_again(document, resources, now)
    else:
        proof = _proof(document, resources, now)
    if proof is None:
        signed = document.jws is not None or "proof" in found.data
        return "the proof of the list was not checked" if signed else _UNSIGNED
    if proof.state is ProofState.UNSIGNED:
        return _UNSIGNED
    if proof.state is ProofState.INVALID:
        raise ListError(f"has a proof that does not hold: {proof.reason}")
    why = proof.reason.partition("; ")[0]  # The next step would be one for whoever made the list.
    return "" if proof.state is ProofState.VERIFIED else f"the proof of the list was not checked: {why}"


_UNSIGNED = "the list itself is not signed"


def _demand_in_force(data: dict[str, Any], now: datetime) -> None:
    """Raises ListError for a list that is not valid yet, or no more."""
    for name in ("validUntil", "expirationDate"):
        moment = as_moment(data.get(name))
        if moment is not None and moment < now:
            raise ListError(f"is valid until {day(moment)}, which is {ago(moment, now)}; get the present one")
    for name in ("validFrom", "issuanceDate"):
        moment = as_moment(data.get(name))
        if moment is not None and moment > now:
            raise ListError(f"is valid from {day(moment)} on, which is {ahead(moment, now)}")


def _read(content: bytes) -> Document:
    return next(read_documents(Input("list.json", True, content), _LIMITS))


def _proof(document: Document, resources: Resources, now: datetime) -> Integrity | None:
    return integrity_of(document.data, detect(document.data).kind, document.jws, resources, now)


_read_again = lru_cache(maxsize=8)(_read)
_proof_again = lru_cache(maxsize=8)(_proof)


@lru_cache(maxsize=8)
def _decoded_again(text: str, legacy: bool) -> bytes:
    return decode_bitstring(text, multibase=not legacy)


def _id_of(value: Any) -> str | None:
    if isinstance(value, dict):
        value = value.get("id")
    return value if isinstance(value, str) else None


def _short(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:38]}…{text[-41:]}"
