"""A reproducible folder of Open Badges 3.0 credentials, about 5.5 KB each; one in ten has a fault."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

FAULTS = ("no-criteria", "bad-date", "image-as-text", "unknown-result-type", "name-as-number", "no-subject")


def endorsement(base: str) -> dict[str, Any]:
    """What the network of schools says of the badge."""
    return {
        "@context": [
            "https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        ],
        "id": f"{base}/endorsement",
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "name": "Endorsement by the network of schools",
        "issuer": {"id": "https://schools.example.org", "type": ["Profile"], "name": "Network of schools"},
        "validFrom": "2026-03-20T08:00:00Z",
        "credentialSubject": {
            "id": f"{base}/achievement",
            "type": ["EndorsementSubject"],
            "endorsementComment": "Our members scored twelve plans with the rubric and agreed with the assessors.",
        },
    }


def credential(number: int, rng: random.Random) -> dict[str, Any]:
    """One credential with every part that TrustEd asks for."""
    base = f"https://badges.example.org/{number}"
    levels = [
        {
            "id": f"{base}/levels/{name.lower()}",
            "type": ["RubricCriterionLevel"],
            "name": name,
            "level": str(place),
            "points": str(place),
            "description": f"The work {text} and names its sources.",
        }
        for place, (name, text) in enumerate(
            [
                ("Emerging", "lists the parts"),
                ("Proficient", "explains the parts"),
                ("Advanced", "defends the parts"),
            ],
            1,
        )
    ]
    schema = "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json"
    profile = "https://standards.1edtech.org/open-badges/specifications/standards/ob-trustedcredential/v1p0"
    return {
        "@context": [
            "https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
            "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json",
            "https://purl.imsglobal.org/spec/ob-accred/v2p0/context",
            "https://purl.imsglobal.org/spec/ob-assessment/v2p0/context/",
            {"resultDate": "https://example.org/vocabulary#resultDate"},
        ],
        "id": f"{base}/credential",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": f"Data stewardship {number}",
        "description": "The earner plans, documents and defends a data management plan in front of two assessors.",
        "issuer": {
            "id": "https://badges.example.org/issuer",
            "type": ["Profile", "IssuerAccreditationProfile"],
            "name": "Example College",
            "url": "https://badges.example.org",
            "email": "badges@example.org",
            "accreditations": [
                {
                    "id": "https://accreditors.example.org/1",
                    "type": ["Profile", "AccreditationProfile"],
                    "name": "Example Council",
                    "contactInstructions": "Write to council@example.org and name the college.",
                }
            ],
        },
        "validFrom": f"20{rng.randrange(20, 26)}-0{rng.randrange(1, 10)}-1{rng.randrange(0, 10)}T10:00:00Z",
        "awardedDate": "2020-01-01T10:00:00Z",
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "identifier": [
                {
                    "type": "IdentityObject",
                    "hashed": True,
                    "identityHash": "sha256$" + rng.randbytes(32).hex(),
                    "identityType": "emailAddress",
                    "salt": rng.randbytes(4).hex(),
                }
            ],
            "achievement": {
                "id": f"{base}/achievement",
                "type": ["Achievement"],
                "achievementType": rng.choice(["MicroCredential", "Certificate", "Course", "Competency"]),
                "name": f"Data stewardship {number}",
                "description": "Plan, document and defend the management of research data over its whole life.",
                "inLanguage": "en",
                "version": "1",
                "creditsAvailable": 2,
                "image": {"id": f"{base}/image.png", "type": "Image", "caption": "A shelf of labelled boxes"},
                "criteria": {
                    "narrative": "Write a data management plan for a real data set (2 ECTS credits), present it to two "
                    "assessors, and answer their questions; each part is judged with the published rubric."
                },
                "alignment": [
                    {
                        "type": ["Alignment"],
                        "targetName": f"Manage research data {rng.randrange(100)}",
                        "targetUrl": f"http://data.europa.eu/esco/skill/{rng.randbytes(16).hex()}",
                        "targetFramework": "ESCO",
                        "targetType": "ceasn:Competency",
                    }
                    for _ in range(2)
                ],
                "resultDescription": [
                    {
                        "id": f"{base}/results/plan",
                        "type": ["ResultDescription", "AssessmentResultDescription"],
                        "name": "Data management plan",
                        "description": "The earner writes and defends a plan for a real data set.",
                        "assessmentType": "Artifact",
                        "assessmentOutput": "A plan of about ten pages",
                        "hasGroupParticipation": False,
                        "hasGroupEvaluation": False,
                        "evaluationMethod": "Two trained assessors score the plan apart from each other.",
                        "resultType": "RubricCriterionLevel",
                        "requiredLevel": levels[1]["id"],
                        "rubricCriterionLevel": levels,
                    }
                ],
            },
            "result": [
                {
                    "type": ["Result"],
                    "resultDescription": f"{base}/results/plan",
                    "achievedLevel": rng.choice(levels[1:])["id"],
                    "resultDate": "2020-01-01T10:00:00Z",
                }
            ],
        },
        "endorsement": [endorsement(base)],
        "credentialSchema": [
            {"id": schema, "type": "1EdTechJsonSchemaValidator2019"},
            {"id": profile, "type": "1EdTechJsonSchemaValidator2019"},
        ],
        "evidence": [
            {
                "id": f"{base}/evidence.pdf",
                "type": ["Evidence"],
                "name": "The plan",
                "narrative": "The plan as it was handed in, with the notes of both assessors.",
            }
        ],
    }


def break_one(data: dict[str, Any], fault: str) -> None:
    """Put one of FAULTS into a credential."""
    achievement = data["credentialSubject"]["achievement"]
    if fault == "no-criteria":
        del achievement["criteria"]
    elif fault == "bad-date":
        data["validFrom"] = "yesterday"
    elif fault == "image-as-text":
        achievement["image"] = achievement["image"]["id"]
    elif fault == "unknown-result-type":
        achievement["resultDescription"][0]["resultType"] = "Grade"
    elif fault == "name-as-number":
        achievement["name"] = 12
    else:
        del data["credentialSubject"]["achievement"]


def write_corpus(folder: Path, count: int, seed: int = 20261123) -> int:
    """Write ``count`` files; give the number of faulty ones."""
    rng = random.Random(seed)
    folder.mkdir(parents=True, exist_ok=True)
    faulty = 0
    for number in range(count):
        data = credential(number, rng)
        if number % 10 == 9:
            break_one(data, FAULTS[(number // 10) % len(FAULTS)])
            faulty += 1
        (folder / f"credential-{number:06}.json").write_text(json.dumps(data, indent=2), encoding="utf-8")
    return faulty
