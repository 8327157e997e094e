"""Valid Open Badges 2.0 documents of our own that use every class, to be mutated."""

from __future__ import annotations

from typing import Any

CONTEXT = "https://w3id.org/openbadges/v2"


def issuer() -> dict[str, Any]:
    return {
        "@context": CONTEXT,
        "id": "https://example.org/issuer.json",
        "type": "Issuer",
        "name": "Example College",
        "url": "https://example.org",
        "email": "badges@example.org",
        "description": "A college",
        "image": {"id": "https://example.org/logo.png", "caption": "Logo", "author": "https://example.org/a"},
        "telephone": "+41225550100",
        "publicKey": "https://example.org/key.json",
        "verification": {
            "type": "VerificationObject",
            "startsWith": "https://example.org/",
            "allowedOrigins": ["example.org"],
        },
        "revocationList": "https://example.org/revoked.json",
        "@language": "en",
    }


def badge_class() -> dict[str, Any]:
    return {
        "@context": CONTEXT,
        "id": "https://example.org/badge.json",
        "type": "BadgeClass",
        "name": "Analytic Rubrics",
        "description": "Designs rubrics.",
        "image": "https://example.org/badge.png",
        "criteria": {"id": "https://example.org/c", "narrative": "Design one."},
        "issuer": issuer(),
        "alignment": [
            {"targetName": "Feedback", "targetUrl": "https://example.org/skills/7", "targetCode": "7"}
        ],
        "tags": ["rubric"],
        "version": 2,
        "related": [{"id": "https://example.org/other.json"}],
    }


def assertion() -> dict[str, Any]:
    return {
        "@context": CONTEXT,
        "id": "https://example.org/assertion.json",
        "type": "Assertion",
        "recipient": {"type": "email", "hashed": True, "identity": "sha256$" + "0" * 64, "salt": "s"},
        "badge": badge_class(),
        "verification": {"type": "HostedBadge"},
        "issuedOn": "2024-01-01T00:00:00Z",
        "expires": "2034-01-01T00:00:00Z",
        "image": {"id": "https://example.org/baked.png"},
        "evidence": [
            {"id": "https://example.org/e", "narrative": "A rubric", "genre": "Report"},
            "https://example.org/f",
        ],
        "narrative": "Did it.",
        "revoked": False,
    }


def endorsement() -> dict[str, Any]:
    return {
        "@context": CONTEXT,
        "id": "https://example.net/endorsement.json",
        "type": "Endorsement",
        "claim": {"id": "https://example.org/badge.json", "endorsementComment": "A sound rubric."},
        "issuer": issuer(),
        "issuedOn": "2024-02-01T00:00:00Z",
        "verification": {"type": "HostedBadge"},
    }


def revocation_list() -> dict[str, Any]:
    return {
        "@context": CONTEXT,
        "id": "https://example.org/revoked.json",
        "type": "RevocationList",
        "issuer": "https://example.org/issuer.json",
        "revokedAssertions": [
            "urn:uuid:0b5a3c1e-2f64-4d8a-9c37-6e1f0a9b8d72",
            {"id": "urn:uuid:0b5a3c1e-2f64-4d8a-9c37-6e1f0a9b8d73", "revocationReason": "Issued in error"},
            {"uid": "17"},
        ],
    }


def key() -> dict[str, Any]:
    return {
        "@context": CONTEXT,
        "id": "https://example.org/key.json",
        "type": "CryptographicKey",
        "owner": "https://example.org/issuer.json",
        "publicKeyPem": "-----BEGIN PUBLIC KEY-----\nMFww\n-----END PUBLIC KEY-----\n",
    }
