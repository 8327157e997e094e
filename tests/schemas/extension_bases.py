"""One sound object for each extension schema that uses all of its properties, by the name of the schema's file."""

from __future__ import annotations

from typing import Any

UUID = "2f1c9c1e-5d5e-4b9c-8b43-6b0f1f2a7c11"
NOW = "2026-01-05T08:00:00Z"
PAGE = "https://example.org/page"


def _level() -> dict[str, Any]:
    return {
        "identifier": UUID,
        "lastChangeDateTime": NOW,
        "caseUri": PAGE,
        "quality": "Good",
        "score": 3,
        "description": "Names its sources.",
        "position": 1,
        "feedback": "Go on.",
    }


def _assessment() -> dict[str, Any]:
    return {
        "description": "An essay of five pages.",
        "assessmentOutput": "An essay",
        "hasGroupParticipation": False,
        "hasGroupEvaluation": True,
        "evaluationMethod": "Two readers score it.",
        "assessmentExample": PAGE,
        "scoringMethodExampleDescription": "A rubric.",
        "assessmentEvaluation": PAGE,
    }


def _question() -> dict[str, Any]:
    return {"text": "Why?", "url": PAGE, "required": True, "wordLimit": 100, "characterLimit": 900.5}


_SECTION = {"title": "First part", "description": "Short answers.", "url": PAGE, "required": False}
_LICENSE = {"id": "CC-BY", "name": "Attribution", "legalCode": PAGE}
_ACCESSIBILITY = {
    "url": PAGE,
    "accessibilityFeature": "captions",
    "accessibilityAPI": "ARIA",
    "accessibilityControl": ["fullKeyboardControl", "fullMouseControl"],
    "accessibilityHazard": "noFlashingHazard",
}
_ACCREDITOR = {
    "contactInstructions": "Write to the office.",
    "logo": "https://example.org/logo.png",
    "areaServed": "Exampleland",
    "accreditationDate": "2024-05-10",
    "educationalSector": "Secondary",
}
_ADDRESS = {
    "streetAddress": "1 Book Street",
    "addressLocality": "Newtown",
    "addressRegion": "North",
    "addressCountry": "Exampleland",
    "postalCode": "00001",
}

BASES: dict[str, dict[str, Any]] = {
    "apply-link-ob2": {"type": ["Extension", "extensions:ApplyLink"], "url": PAGE, "note": "x"},
    "apply-link-ob3": {"type": ["Achievement", "ApplyLinkAchievement"], "url": PAGE, "name": "A"},
    "original-creator": {"type": ["Extension", "extensions:OriginalCreator"], "url": PAGE},
    "accessibility-ob2": {"type": ["Extension", "extensions:Accessibility"], **_ACCESSIBILITY},
    "accessibility-ob3": {"type": ["Achievement", "Accessibility"], **_ACCESSIBILITY},
    "geo-coordinates-ob2": {
        "type": ["Extension", "extensions:GeoCoordinates"],
        "name": "Library",
        "description": "Where the course is held.",
        "geo": {"latitude": 54.5, "longitude": -1},
    },
    "geo-coordinates-ob3": {
        "type": ["Achievement", "Place"],
        "place": {
            "name": "Library",
            "description": "Where the course is held.",
            "geo": {"type": "GeoCoordinates", "latitude": 54.5, "longitude": -1, "altitude": 3},
        },
    },
    "license-ob2": {"type": ["Extension", "extensions:LicenseExtension"], **_LICENSE},
    "license-ob3": {
        "id": PAGE,
        "type": ["Achievement", "CCAchievement"],
        "name": "Reader",
        "license": {**_LICENSE, "http://creativecommons.org/ns#legalcode": PAGE},
    },
    "issuer-accreditation-v1": {
        "type": ["Extension", "extensions:IssuerAccreditation"],
        "name": "Council",
        "url": PAGE,
        "email": "council@example.org",
        "description": "A council.",
        "address": _ADDRESS,
        "parentOrganization": {"name": "Councils", "url": PAGE, "address": _ADDRESS},
        **_ACCREDITOR,
    },
    "issuer-accreditation-v2": {
        "type": ["Profile", "IssuerAccreditationProfile"],
        "name": "School",
        "accreditations": [
            {"type": ["Profile", "AccreditationProfile"], "name": "Council", **_ACCREDITOR},
            {"contactInstructions": "Call.", "accreditationDate": "20240510"},
        ],
    },
    "assessment-v1": {
        "description": "One essay.",
        "assessments": [
            {
                "type": "Artifact",
                **_assessment(),
                "rubrics": {
                    "identifier": UUID,
                    "title": "Essays",
                    "lastChangeDateTime": NOW,
                    "caseUri": PAGE,
                    "rubricCriteria": [
                        {
                            "identifier": UUID,
                            "lastChangeDateTime": NOW,
                            "caseUri": PAGE,
                            "category": "Form",
                            "description": "Clear prose.",
                            "weight": 0.5,
                            "position": 1,
                            "criterionLevels": [_level()],
                        },
                        {"identifier": UUID, "criterionLevels": _level()},
                    ],
                },
                "sections": [
                    {**_SECTION, "rubricId": UUID, "questions": [{"type": "TextQuestion", **_question()}]},
                    {"questions": {"type": "FileQuestion", "rubricId": UUID, **_question()}},
                ],
            }
        ],
    },
    "assessment-v2": {
        "type": ["ResultDescription", "AssessmentResultDescription"],
        "assessmentType": "Exam",
        **_assessment(),
        "sections": [
            {
                "type": ["extensions:assessmentSections"],
                **_SECTION,
                "questions": [
                    {
                        "type": ["extensions:assessmentQuestions", "Extra"],
                        "questionType": "TextQuestion",
                        **_question(),
                    }
                ],
            },
            {"questions": {"questionType": "ExternalQuestion", **_question()}},
        ],
    },
}
