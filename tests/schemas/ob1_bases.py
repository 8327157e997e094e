"""Valid Open Badges 0.5, 1.0 and 1.1 documents of our own that use every class, to be mutated."""

from __future__ import annotations

from typing import Any

CONTEXT = "https://w3id.org/openbadges/v1"


def old_assertion() -> dict[str, Any]:
    return {
        "recipient": "sha256$" + "0" * 64,
        "salt": "s",
        "evidence": "https://example.org/e",
        "issued_on": "2012-01-01",
        "expires": 1640995200,
        "badge": {
            "version": "0.5.0",
            "name": "Analytic Rubrics",
            "image": "https://example.org/badge.png",
            "description": "Designs rubrics.",
            "criteria": "https://example.org/c",
            "issuer": {
                "origin": "https://example.org",
                "name": "Example College",
                "org": "Teaching",
                "contact": "badges@example.org",
            },
        },
    }


def assertion(version: str = "1.1") -> dict[str, Any]:
    return _of(
        version,
        "Assertion",
        {
            "id": "https://example.org/assertion.json",
            "uid": "17",
            "recipient": {"type": "email", "hashed": True, "identity": "sha256$" + "0" * 64, "salt": "s"},
            "badge": "https://example.org/badge.json",
            "verify": {"type": "hosted", "url": "https://example.org/assertion.json"},
            "issuedOn": 1391331600,
            "expires": "2034-01-01T00:00:00Z",
            "image": "https://example.org/baked.png",
            "evidence": "https://example.org/e",
        },
    )


def badge_class(version: str = "1.1") -> dict[str, Any]:
    return _of(
        version,
        "BadgeClass",
        {
            "id": "https://example.org/badge.json",
            "name": "Analytic Rubrics",
            "description": "Designs rubrics.",
            "image": "data:image/png;base64,iVBORw0KGgo=",
            "criteria": "https://example.org/c",
            "issuer": "https://example.org/issuer.json",
            "alignment": [
                {"name": "Feedback", "url": "https://example.org/skills/7", "description": "Giving feedback"}
            ],
            "tags": ["rubric", "assessment"],
        },
    )


def issuer(version: str = "1.1") -> dict[str, Any]:
    return _of(
        version,
        "Issuer",
        {
            "id": "https://example.org/issuer.json",
            "name": "Example College",
            "url": "https://example.org",
            "description": "A college",
            "image": "https://example.org/logo.png",
            "email": "badges@example.org",
            "revocationList": "https://example.org/revoked.json",
        },
    )


def _of(version: str, class_name: str, members: dict[str, Any]) -> dict[str, Any]:
    if version == "1.0":
        return {name: value for name, value in members.items() if name != "id"}
    return {"@context": CONTEXT, "type": class_name, **members}
