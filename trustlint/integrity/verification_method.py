"""From the verification method that a proof names to its key: did:key, did:jwk, DID documents and documents on the web."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import datetime
from functools import partial
from typing import Any, NamedTuple

from trustlint.integrity.controller_document import (
    MOST_KEYS,
    Found,
    fetch,
    fetch_text,
    lists_for_assertions,
    method_in,
    same_id,
)
from trustlint.integrity.errors import NotCheckedError, ProofFailsError, shown
from trustlint.integrity.jwk import read_jwk
from trustlint.integrity.multikey import read_multikey
from trustlint.integrity.public_key import PublicKey, ed25519_key, pem_key
from trustlint.model.moment import as_moment
from trustlint.model.resource import Resources
from trustlint.multibase import EncodingError, base58, base64url
from trustlint.private_keys import private_members
from trustlint.source.json_text import accept_json
from trustlint.source.limits import DEFAULT_LIMITS

_DID = re.compile(r"did:[a-z0-9]+:[^/?#]+")


class Method(NamedTuple):
    """A key, and whose it is.

    reference: as the proof names it; controller: who holds the key, by the document that it stands in; is_listed: that
    document is the controller's own, and names the key for assertions; address: of that document; found_in: for people.
    """

    reference: str
    key: PublicKey
    controller: str | None
    is_listed: bool
    address: str
    found_in: str


def find_method(reference: Any, resources: Resources, now: datetime) -> Method:
    """The method that a proof, or the ``kid`` of a token, names by its full address.

    Raises ProofFailsError where there is no such key for assertions, NotCheckedError where it is not at hand or of no kind
    that is checked.
    """
    if not isinstance(reference, str):
        raise ProofFailsError("The proof names no key: its verificationMethod is no text")
    if reference.startswith("did:key:"):
        return _did_key(reference)
    if reference.startswith("did:jwk:"):
        return _did_jwk(reference)
    if reference.startswith("did:"):
        return _of_did_document(reference, resources, now)
    if reference.startswith(("https://", "http://")):
        return _on_the_web(reference, resources, now)
    raise ProofFailsError(f'The key "{shown(reference)}" is no DID and no web address, so nobody can find it')


def _did_key(reference: str) -> Method:
    did, _, fragment = reference.partition("#")
    written = did.removeprefix("did:key:")
    key = read_multikey(written)
    if "#" in reference and fragment != written:
        raise ProofFailsError(
            f"{shown(did)} has one key, which is named by #{shown(written)}, and the proof names #{shown(fragment)}"
        )
    return Method(reference, key, did, True, did, "the did:key itself")


def _did_jwk(reference: str) -> Method:
    did, _, fragment = reference.partition("#")
    try:
        text = base64url(did.removeprefix("did:jwk:")).decode()
    except (EncodingError, UnicodeDecodeError):
        raise ProofFailsError(f"The key {shown(did)} is no base64url of a JSON Web Key") from None
    key = read_jwk(accept_json(text, DEFAULT_LIMITS))
    if "#" in reference and fragment != "0":
        raise ProofFailsError(f"{shown(did)} has one key, which is named by #0 behind it")
    return Method(reference, key, did, True, did, "the did:jwk itself")


def _of_did_document(reference: str, resources: Resources, now: datetime) -> Method:
    match = _DID.match(reference)
    if match is None:
        raise ProofFailsError(f"The key {shown(reference)} is no DID, so nobody can find it")
    did = match[0]
    if "#" not in reference:
        raise ProofFailsError(
            f"The proof names {shown(reference)} and none of its keys; a key is named with # and its name behind it"
        )
    return _of_controller(fetch(did, resources), reference, now)


def _of_controller(document: Found, reference: str, now: datetime) -> Method:
    """A key of a document that lists the keys of somebody, whose identifier is its address."""
    own = document.data.get("id")
    if own != document.address:
        found = shown(own) if isinstance(own, str) else "nobody"
        raise ProofFailsError(
            f"The document at {shown(document.address)} is of {found}, and not of that address"
        )
    method = method_in(document, reference)
    if method is None:
        raise ProofFailsError(f"The document of {shown(document.address)} has no key {shown(reference)}")
    if not lists_for_assertions(document, reference):
        raise ProofFailsError(
            f"The document of {shown(document.address)} has the key {shown(reference)}, and does not list it under assertionMethod, so it does not sign credentials"
        )
    controller = method.get("controller", document.address)
    return Method(
        reference,
        read_method(method, now),
        controller if isinstance(controller, str) else None,
        controller == document.address,
        document.address,
        document.found_in,
    )


def _on_the_web(reference: str, resources: Resources, now: datetime) -> Method:
    address, _, fragment = reference.partition("#")
    text, found_in = fetch_text(address, resources)
    if text.lstrip().startswith("-----BEGIN"):
        return Method(reference, pem_key(text), None, False, address, found_in)
    data = accept_json(text, DEFAULT_LIMITS)
    if not isinstance(data, dict):
        raise ProofFailsError(f"What stands at {shown(address)} is no key and no JSON object")
    document = Found(address, data, found_in)
    if isinstance(data.get("keys"), list):
        return Method(reference, key_of_set(data, fragment or reference), None, False, address, found_in)
    if "kty" in data:
        return Method(reference, read_jwk(data), None, False, address, found_in)
    if any(name in data for name in ("verificationMethod", "assertionMethod")):
        return _of_controller(document, reference, now)
    if (
        isinstance(data.get("publicKey"), dict | list)
        and (held := method_in(document, reference)) is not None
    ):
        data = held
    elif not (same_id(data.get("id"), reference, address) or data.get("id") == address):
        raise ProofFailsError(f"The document at {shown(address)} is no key of the id {shown(reference)}")
    controller = data.get("controller", data.get("owner"))
    return Method(
        reference,
        read_method(data, now),
        controller if isinstance(controller, str) else None,
        controller == address,
        address,
        found_in,
    )


def key_of_set(data: dict[str, Any], name: str) -> PublicKey:
    """The key of a JSON Web Key Set by its ``kid``. Raises ProofFailsError, NotCheckedError."""
    held = data.get("keys")
    for key in held[:MOST_KEYS] if isinstance(held, list) else []:
        if isinstance(key, dict) and key.get("kid") == name:
            return read_jwk(key)
    raise ProofFailsError(f"The set of keys has none with the kid {shown(name)}")


def keys_for_assertions(document: Found, now: datetime) -> list[PublicKey]:
    """The keys of a JSON Web Key Set, or those that a DID document lists for assertions; without those that trustlint does
    not know."""
    data = document.data
    if isinstance(data.get("keys"), list):
        found, read = data["keys"], read_jwk
    else:
        if document.address.startswith("did:") and data.get("id") != document.address:
            return []
        own = data.get("verificationMethod")
        methods = [*(own if isinstance(own, list) else [own]), data.get("assertionMethod")]
        methods = [
            entry for method in methods for entry in (method if isinstance(method, list) else [method])
        ]
        found = [
            method
            for method in methods
            if isinstance(method, dict)
            and isinstance(method.get("id"), str)
            and lists_for_assertions(document, _absolute(method["id"], document.address))
        ]
        read = partial(read_method, now=now)
    keys = []
    for entry in found[:MOST_KEYS]:
        with suppress(ProofFailsError, NotCheckedError):
            keys.append(read(entry))
    return keys


def _absolute(name: str, base: str) -> str:
    return base + name if name.startswith("#") else name


def read_method(method: dict[str, Any], now: datetime) -> PublicKey:
    """The key of a verification method or a CryptographicKey. Raises ProofFailsError, NotCheckedError."""
    if next(private_members(method), None) is not None:
        raise ProofFailsError("The private key is published with the key, so anybody can sign with it")
    for name, word in (("expires", "expired"), ("revoked", "was revoked")):
        moment = as_moment(method.get(name))
        if moment is not None and moment <= now:
            raise ProofFailsError(f"The key {word} on {moment.date().isoformat()}")
    for name, read in (
        ("publicKeyMultibase", read_multikey),
        ("publicKeyPem", pem_key),
        ("publicKeyBase58", _base58_key),
    ):
        if isinstance(method.get(name), str):
            return read(method[name])
    if "publicKeyJwk" in method:
        return read_jwk(method["publicKeyJwk"])
    type_ = method.get("type")
    named = f" of the type {shown(type_)}" if isinstance(type_, str) else ""
    raise NotCheckedError(
        f"The key{named} is written in no way that trustlint reads; it reads publicKeyMultibase, publicKeyJwk and publicKeyPem"
    )


def _base58_key(text: str) -> PublicKey:
    """As Ed25519VerificationKey2018 writes it."""
    try:
        return ed25519_key(base58(text))
    except EncodingError as error:
        raise ProofFailsError(f"The key {error}") from None
