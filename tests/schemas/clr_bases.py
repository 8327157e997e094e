"""Valid CLRs of our own that together use every class and member of CLR 2.0, to be mutated."""

from __future__ import annotations

from typing import Any

from tests.schemas import bases

CONTEXT = [
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
]


def association(type_: str = "isPartOf") -> dict[str, Any]:
    return {"type": "Association", "associationType": type_, "sourceId": "urn:a", "targetId": "urn:b"}


def held() -> dict[str, Any]:
    """A credential of no class of Open Badges or CLR."""
    return {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "id": "urn:h",
        "type": ["VerifiableCredential"],
        "issuer": "did:example:issuer",
        "validFrom": "2024-01-01T00:00:00Z",
        "credentialSubject": {"id": "did:example:learner"},
    }


def clr() -> dict[str, Any]:
    """The envelope of ``bases.credential`` around everything that a ClrSubject may hold."""
    envelope = bases.credential()
    whole = envelope["credentialSubject"]
    return {
        **envelope,
        "@context": [*CONTEXT, {"extra": "https://example.org/extra"}],
        "type": ["VerifiableCredential", "ClrCredential"],
        "partial": False,
        "credentialSubject": {
            "id": "did:example:learner",
            "type": ["ClrSubject"],
            "identifier": whole["identifier"],
            "achievement": [bases.achievement()],
            "verifiableCredential": [bases.minimal(), held()],
            "association": [association(), association("precedes")],
        },
    }


def small_clr() -> dict[str, Any]:
    """Every class and member that Open Badges 3.0 does not have, and little more."""
    return {
        "@context": CONTEXT,
        "id": "urn:x",
        "type": ["VerifiableCredential", "ClrCredential"],
        "name": "N",
        "partial": True,
        "issuer": "did:example:issuer",
        "validFrom": "2024-01-01T00:00:00Z",
        "credentialSubject": {
            "type": "ClrSubject",
            "identifier": {
                "type": "IdentityObject",
                "hashed": False,
                "identityHash": "1",
                "identityType": "accountId",
            },
            "verifiableCredential": held(),
            "association": [association("isChildOf")],
        },
        "proof": {"type": "DataIntegrityProof"},
    }
