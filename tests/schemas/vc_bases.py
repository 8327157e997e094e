"""Lists of the status of credentials that use every property."""

from __future__ import annotations

from typing import Any


def status_list(data_model: str = "2.0") -> dict[str, Any]:
    """A status list credential."""
    new = data_model == "2.0"
    start, end = ("validFrom", "validUntil") if new else ("issuanceDate", "expirationDate")
    context = "https://www.w3.org/ns/credentials/v2" if new else "https://www.w3.org/2018/credentials/v1"
    return {
        "@context": [context],
        "id": "https://example.org/status/3",
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": {"id": "https://example.org/issuer"},
        start: "2026-01-01T00:00:00Z",
        end: "2036-01-01T00:00:00Z",
        "credentialSubject": {
            "id": "https://example.org/status/3#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": "uH4sI",
        },
    }


def revocation_list() -> dict[str, Any]:
    """The list that 1EdTech has deprecated."""
    return {
        "id": "https://example.org/revoked",
        "issuer": "https://example.org/issuer",
        "revokedCredential": [
            {"id": "urn:example:1", "revoked": True, "revocationReason": "Issued in error"}
        ],
    }
