"""Valid documents of our own that together use every class and member of Open Badges 3.0, to be mutated."""

from __future__ import annotations

from typing import Any

CONTEXT_2 = [
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
]
CONTEXT_1 = [
    "https://www.w3.org/2018/credentials/v1",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json",
]
JWS = "eyJhbGciOiJSUzI1NiJ9.eyJpZCI6InVybjp4In0.c2lnbmF0dXJl"


def alignment() -> dict[str, Any]:
    return {
        "type": ["Alignment"],
        "targetName": "Feedback on learning",
        "targetUrl": "https://example.org/skills/7",
        "targetType": "CFItem",
        "targetCode": "7",
        "targetDescription": "Gives feedback.",
        "targetFramework": "Example skills",
    }


def image() -> dict[str, Any]:
    return {"id": "https://example.org/i.png", "type": "Image", "caption": "A star"}


def identifier_entry() -> dict[str, Any]:
    return {"type": "IdentifierEntry", "identifier": "123", "identifierType": "systemId"}


def endorsement(vc: str = "2.0") -> dict[str, Any]:
    return {
        "@context": CONTEXT_2 if vc == "2.0" else CONTEXT_1,
        "id": "urn:uuid:11111111-1111-4111-8111-111111111111",
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "name": "Endorsement",
        "description": "By a peer",
        "issuer": {"id": "did:example:endorser", "type": ["Profile"]},
        ("validFrom" if vc == "2.0" else "issuanceDate"): "2024-01-01T00:00:00Z",
        ("validUntil" if vc == "2.0" else "expirationDate"): "2034-01-01T00:00:00Z",
        "awardedDate": "2024-01-01T00:00:00+02:00",
        "credentialSubject": {"id": "urn:a", "type": ["EndorsementSubject"], "endorsementComment": "Sound."},
        "evidence": [{"type": ["Evidence"], "name": "Notes"}],
    }


def profile(vc: str = "2.0", deep: bool = True) -> dict[str, Any]:
    data: dict[str, Any] = {
        "id": "did:example:issuer",
        "type": ["Profile"],
        "name": "Example College",
        "url": "https://example.org",
        "phone": "+41225550100",
        "description": "A college",
        "image": image(),
        "email": "badges@example.org",
        "address": {
            "type": ["Address"],
            "addressCountry": "Switzerland",
            "addressCountryCode": "CH",
            "addressRegion": "GE",
            "addressLocality": "Geneva",
            "streetAddress": "1 Example Street",
            "postOfficeBoxNumber": "12",
            "postalCode": "1200",
            "geo": {"type": "GeoCoordinates", "latitude": 46.2, "longitude": 6},
        },
        "otherIdentifier": [identifier_entry()],
        "official": "The Registrar",
        "familyName": "Family",
        "givenName": "Given",
        "additionalName": "Add",
        "patronymicName": "Pat",
        "honorificPrefix": "Dr",
        "honorificSuffix": "PhD",
        "familyNamePrefix": "van",
        "dateOfBirth": "1990-02-28",
        "endorsementJwt": [JWS],
    }
    if deep:
        data["endorsement"] = [endorsement(vc)]
        data["parentOrg"] = {
            "id": "did:example:parent",
            "type": ["Profile"],
            "name": {"en": "Parent"} if vc == "2.0" else "Parent",
        }
    return data


def achievement(vc: str = "2.0") -> dict[str, Any]:
    return {
        "id": "urn:uuid:22222222-2222-4222-8222-222222222222",
        "type": ["Achievement"],
        "name": "Analytic Rubrics",
        "description": "Designs rubrics.",
        "criteria": {"id": "https://example.org/c", "narrative": "Design one."},
        "achievementType": "MicroCredential",
        "alignment": [alignment(), {**alignment(), "targetType": "ext:Skill"}],
        "creator": profile(vc, deep=False),
        "creditsAvailable": 2.5,
        "endorsement": [endorsement(vc)],
        "endorsementJwt": [JWS],
        "fieldOfStudy": "Education",
        "humanCode": "R1",
        "image": image(),
        "inLanguage": "en-US",
        "otherIdentifier": [identifier_entry()],
        "related": [{"id": "urn:b", "type": ["Related"], "inLanguage": "fr", "version": "2"}],
        "resultDescription": [
            {
                "id": "urn:r",
                "type": ["ResultDescription"],
                "name": "Level",
                "resultType": "RubricCriterionLevel",
                "alignment": [alignment()],
                "allowedValue": ["A", "B"],
                "requiredLevel": "urn:l",
                "requiredValue": "A",
                "rubricCriterionLevel": [
                    {
                        "id": "urn:l",
                        "type": ["RubricCriterionLevel"],
                        "name": "Meets",
                        "description": "All of it",
                        "level": "2",
                        "points": "2",
                        "alignment": [alignment()],
                    }
                ],
                "valueMax": "2",
                "valueMin": "0",
            }
        ],
        "specialization": "Assessment",
        "tag": ["rubric", "assessment"],
        "version": "1",
    }


def credential(vc: str = "2.0") -> dict[str, Any]:
    return {
        "@context": [*(CONTEXT_2 if vc == "2.0" else CONTEXT_1), {"extra": "https://example.org/extra"}],
        "id": "urn:uuid:33333333-3333-4333-8333-333333333333",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": "Analytic Rubrics",
        "description": "Awarded for rubrics",
        "image": image(),
        "issuer": profile(vc),
        ("validFrom" if vc == "2.0" else "issuanceDate"): "2024-02-29T12:30:00.5Z",
        ("validUntil" if vc == "2.0" else "expirationDate"): "2034-02-28T12:30:00-05:00",
        "awardedDate": "2024-02-29T00:00:00Z",
        "credentialSubject": {
            "id": "did:example:learner",
            "type": ["AchievementSubject"],
            "achievement": achievement(vc),
            "activityStartDate": "2024-01-01T00:00:00Z",
            "activityEndDate": "2024-02-01T00:00:00Z",
            "creditsEarned": 2,
            "identifier": [
                {
                    "type": "IdentityObject",
                    "hashed": True,
                    "identityHash": "sha256$" + "0" * 64,
                    "identityType": "emailAddress",
                    "salt": "s",
                }
            ],
            "image": image(),
            "licenseNumber": "L1",
            "narrative": "Did it.",
            "result": [
                {
                    "type": ["Result"],
                    "achievedLevel": "urn:l",
                    "alignment": [alignment()],
                    "resultDescription": "urn:r",
                    "status": "Completed",
                    "value": "A",
                }
            ],
            "role": "Learner",
            "source": profile(vc, deep=False),
            "term": "Spring",
        },
        "endorsement": [endorsement(vc)],
        "endorsementJwt": [JWS],
        "evidence": [
            {
                "id": "https://example.org/e",
                "type": ["Evidence"],
                "narrative": "A rubric",
                "name": "Rubric",
                "description": "The rubric",
                "genre": "Report",
                "audience": "Teachers",
            }
        ],
        "proof": [
            {
                "type": "DataIntegrityProof",
                "created": "2024-02-29T12:31:00Z",
                "cryptosuite": "eddsa-rdfc-2022",
                "challenge": "c",
                "domain": "example.org",
                "nonce": "n",
                "proofPurpose": "assertionMethod",
                "proofValue": "z1",
                "verificationMethod": "did:example:issuer#key",
            }
        ],
        "credentialSchema": [{"id": "https://example.org/s.json", "type": "1EdTechJsonSchemaValidator2019"}],
        "credentialStatus": {"id": "https://example.org/status#1", "type": "BitstringStatusListEntry"},
        "refreshService": {"id": "https://example.org/refresh", "type": "1EdTechCredentialRefresh"},
        "termsOfUse": [{"id": "https://example.org/terms", "type": "IssuerPolicy"}],
    }


def minimal() -> dict[str, Any]:
    return {
        "@context": CONTEXT_2,
        "id": "urn:x",
        "type": ["VerifiableCredential", "AchievementCredential"],
        "issuer": "did:example:issuer",
        "validFrom": "2024-01-01T00:00:00Z",
        "credentialSubject": {
            "type": "AchievementSubject",
            "id": "did:example:learner",
            "achievement": {
                "id": "urn:a",
                "type": "Achievement",
                "name": "N",
                "description": {"en": "D"},
                "criteria": {},
                "achievementType": "ext:Camp",
            },
        },
        "proof": {"type": "DataIntegrityProof"},
    }
