"""Documents that say whose a key is: DID documents, and what stands at the web address of an issuer or a key (CID 1.0)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from trustlint.integrity.errors import NotCheckedError, ProofFailsError, shown
from trustlint.model.resource import Missing, Resources, Wanted
from trustlint.source.json_text import ODD, accept_json
from trustlint.source.limits import DEFAULT_LIMITS

MOST_KEYS = 500
"""Keys of a document that are looked at."""


class Found(NamedTuple):
    """A JSON document from elsewhere. address: as it was asked for; found_in: for people."""

    address: str
    data: dict[str, Any]
    found_in: str


def fetch(address: str, resources: Resources, wanted: Wanted = Wanted.KEY) -> Found:
    """The JSON object at an address. Raises NotCheckedError when it is not at hand, ProofFailsError for anything else."""
    text, found_in = fetch_text(address, resources, wanted)
    data = accept_json(text, DEFAULT_LIMITS)
    if data is ODD or not isinstance(data, dict):
        raise ProofFailsError(
            f"What stands at {shown(address)} is no JSON object, and so no key can be read there"
        )
    return Found(address, data, found_in)


def fetch_text(address: str, resources: Resources, wanted: Wanted = Wanted.KEY) -> tuple[str, str]:
    """The text at an address, and where it was found. Raises as ``fetch``."""
    resource = resources.get(address, wanted)
    if isinstance(resource, Missing):
        raise NotCheckedError(f"{shown(resource.address)} {resource.reason}")
    try:
        return resource.content.decode("utf-8-sig"), resource.found_in
    except UnicodeDecodeError:
        raise ProofFailsError(f"What stands at {shown(address)} is no text") from None


def method_in(document: Found, reference: str) -> dict[str, Any] | None:
    """The verification method of that id, wherever in the document it is written out."""
    for name in ("verificationMethod", "assertionMethod", "publicKey"):
        for entry in _entries(document.data.get(name)):
            if isinstance(entry, dict) and same_id(entry.get("id"), reference, document.address):
                return entry
    return None


def lists_for_assertions(document: Found, reference: str, *, also: tuple[str, ...] = ()) -> bool:
    """Whether it names the method under ``assertionMethod``, by its id or written out (PRF-18). also: other members that
    count."""
    return any(
        same_id(entry.get("id") if isinstance(entry, dict) else entry, reference, document.address)
        for name in ("assertionMethod", *also)
        for entry in _entries(document.data.get(name))
    )


def same_id(name: Any, reference: str, base: str) -> bool:
    """Whether an id, perhaps relative to its document, is the one that is referred to."""
    return isinstance(name, str) and (
        name == reference or (name.startswith("#") and base + name == reference)
    )


def _entries(value: Any) -> Iterator[Any]:
    yield from (value if isinstance(value, list) else [value])[:MOST_KEYS]
