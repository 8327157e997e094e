"""The JSON Schema of packs: ``schemas/pack.schema.json``, made of the part written here and the check vocabulary."""

from __future__ import annotations

import json
from typing import Any

from trustlint.checks.registry import check_functions
from trustlint.model.kind import MODEL_TITLES
from trustlint.packs.fixes import fix_kinds

PACK_SCHEMA_ID = "https://trustlint.example.org/schemas/pack.schema.json"

_TEXT = {"type": "string", "minLength": 1}
_CODES = {
    "type": "array",
    "items": {"type": "string", "pattern": "^[A-Z]{2,3}[0-9]{3}$"},
    "minItems": 1,
    "uniqueItems": True,
}
_NAMES = {"type": ["string", "array"], "items": {"type": "string"}, "minItems": 1}


def _object(members: dict[str, Any], required: list[str], **more: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": members,
        "required": required,
        "additionalProperties": False,
        **more,
    }


def _described(text: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"description": text, **schema}


def build_pack_schema() -> dict[str, Any]:
    """The schema as plain data; one definition per check function."""
    checks = check_functions()
    definitions = {
        "text": _TEXT,
        "names": _NAMES,
        "kinds": _described(
            "Which Kinds of document this is about; what is left out means any.",
            _object(
                {name: {"$ref": "#/$defs/names"} for name in ("model", "type", "scope", "data_model")},
                [],
                minProperties=1,
            ),
        ),
        "select": _described(
            "Exactly one of a field name (trustlint list fields) and an RFC 9535 JSONPath.",
            _object({"field": _TEXT, "path": _TEXT}, [], minProperties=1, maxProperties=1),
        ),
        "condition": _described(
            "A precondition, by select and check or by a program: unless it holds, the rule is inapplicable.",
            _object(
                {
                    "select": {"$ref": "#/$defs/select"},
                    "check": {"$ref": "#/$defs/check"},
                    "program": {"$ref": "#/$defs/program"},
                    "each": {"type": "boolean"},
                    "some": {"type": "boolean"},
                    "on_empty": {"enum": ["fail", "pass"]},
                    "because": _described(
                        "Why the rule does not apply when this does not hold; {reason} is what the program says.",
                        _TEXT,
                    ),
                },
                ["because"],
            ),
        ),
        "program": _described(
            "Instead of select and check: a rule or condition that data cannot say.",
            _object({"name": _TEXT, "options": {"type": "object"}}, ["name"]),
        ),
        "reference": _described(
            "What the statement rests on.",
            _object(
                {
                    "fact": _described("Id of the fact, such as OB3-101.", _TEXT),
                    "basis": {"enum": ["must", "description", "should", "validator", "practice", "ours"]},
                    "document": _TEXT,
                    "date": _TEXT,
                    "locator": _TEXT,
                    "url": _TEXT,
                },
                [],
            ),
        ),
        "example": _described(
            "A document and what the rule says of it: a base document with changes, a whole document, or source text.",
            _object(
                {
                    "expect": {"enum": ["pass", "fail", "inapplicable", "cant-tell"]},
                    "base": _described("Name of a base document in rules/bases.", _TEXT),
                    "set": _described(
                        "JSON Pointer to new value; missing objects on the way are made.", {"type": "object"}
                    ),
                    "remove": {"type": "array", "items": {"type": "string"}},
                    "document": {"type": ["object", "array", "string", "number", "boolean"]},
                    "text": {"type": "string"},
                    "hex": _described("The bytes of the source, in hexadecimal.", {"type": "string"}),
                    "file": _described("File name that the text is read under.", _TEXT),
                    "token": _described(
                        "A signed token around the document: its header, claims beside the credential, and whether the credential is in the claim `vc`.",
                        _object(
                            {
                                "header": {"type": "object"},
                                "claims": {"type": "object"},
                                "in_claim_vc": {"type": "boolean"},
                            },
                            ["header"],
                        ),
                    ),
                    "with": _described(
                        "Other inputs, by file name, that links may lead to.", {"type": "object"}
                    ),
                    "receiving": _described(
                        "What the run is given for a look at proofs and status: whether it judges as one who receives the credential, what stands at addresses, and the addresses of recipients.",
                        _object(
                            {
                                "verify": {"type": "boolean"},
                                "at": {"type": "object"},
                                "recipients": {"type": "array", "items": {"type": "string"}},
                                "online": {"type": "boolean"},
                            },
                            [],
                        ),
                    ),
                    "at": _described(
                        "JSON Pointer that the first failing place must have.", {"type": "string"}
                    ),
                    "says": _described("A part of the first message.", _TEXT),
                    "now": _TEXT,
                    "parameters": {"type": "object"},
                },
                ["expect"],
            ),
        ),
        "rule": _object(
            {
                "code": {"type": "string", "pattern": "^[A-Z]{2,3}[0-9]{3}$"},
                "name": {"type": "string", "pattern": "^[a-z][a-z0-9]*(-[a-z0-9]+)+$"},
                "title": _described("The requirement, in one sentence.", _TEXT),
                "why": _described("Why it matters to a learner, an employer or software.", _TEXT),
                "severity": {"enum": ["error", "warning", "note"]},
                "severity_receiving": _described(
                    "How grave it is for one who receives the credential (`--verify`), where that differs.",
                    {"enum": ["error", "warning", "note"]},
                ),
                "tags": {"type": "array", "items": _TEXT},
                "applies_to": {"$ref": "#/$defs/kinds"},
                "select": {"$ref": "#/$defs/select"},
                "each": _described(
                    "Every selected value must pass; `on_empty` is then demanded.", {"type": "boolean"}
                ),
                "some": _described(
                    "One passing value is enough; `on_empty` is then demanded.", {"type": "boolean"}
                ),
                "on_empty": {"enum": ["fail", "inapplicable", "cant-tell"]},
                "when": {"type": "array", "items": {"$ref": "#/$defs/condition"}, "minItems": 1},
                "check": {"$ref": "#/$defs/check"},
                "program": {"$ref": "#/$defs/program"},
                "proof": {"enum": ["conclusive", "necessary", "indicative"]},
                "unless_said_by": _described(
                    "Codes of rules: what they find at the same place, or around it, is not said again.",
                    _CODES,
                ),
                "unless_said_within_by": _described(
                    "Codes of rules: what they find at the same place, or inside it, is not said again.",
                    _CODES,
                ),
                "unless_said_anywhere_by": _described(
                    "Codes of rules: once one of them fails, whatever this rule finds follows from that.",
                    _CODES,
                ),
                "leaves_undecided": _described(
                    "Where it fails, the document could not be judged in full.", {"const": True}
                ),
                "leaves_valid": _described(
                    "What it finds is no fault of the document, which stays as valid as it is.",
                    {"const": True},
                ),
                "message": _object({"fail": _TEXT, "missing": _TEXT}, []),
                "remediation": _TEXT,
                "fix": _described(
                    "How `trustlint fix` settles it: a fix, or several, of which the first that fits is used.",
                    {"$ref": "#/$defs/names", "examples": list(fix_kinds())},
                ),
                "reference": {"$ref": "#/$defs/reference"},
                "examples": {"type": "array", "items": {"$ref": "#/$defs/example"}, "minItems": 2},
            },
            ["code", "name", "title", "severity", "remediation", "reference", "examples"],
        ),
        "assess": _object(
            {
                mode: {"type": "array", "items": {"$ref": "#/$defs/assess-part"}, "minItems": 1}
                for mode in ("all", "any")
            },
            [],
            minProperties=1,
            maxProperties=1,
        ),
        "assess-part": {
            "type": ["string", "object"],
            "pattern": "^[A-Z]{2,3}[0-9]{3}$",
            "properties": {
                mode: {"type": "array", "items": {"$ref": "#/$defs/assess-part"}, "minItems": 1}
                for mode in ("all", "any")
            },
            "additionalProperties": False,
            "minProperties": 1,
            "maxProperties": 1,
        },
        "exemption": _object(
            {
                **{name: {"$ref": "#/$defs/names"} for name in ("model", "type", "scope", "data_model")},
                "because": _TEXT,
                "reason": _TEXT,
            },
            ["because"],
        ),
        "snippet": _object(
            {
                "applies_to": {"$ref": "#/$defs/kinds"},
                "field": _described("The value goes to the place of this field.", _TEXT),
                "member": _described("The value goes into the object that failed, as this member.", _TEXT),
                "add": _described(
                    "The value is a list, whose items join those that are at the place already.",
                    {"type": "boolean"},
                ),
                "value": _described(
                    'Any JSON; "{field name}" as a whole text stands for a value of the document.', {}
                ),
            },
            ["value"],
        ),
        "human": _object(
            {
                "question": _described("What only a person can judge.", _TEXT),
                "guidance": _described("How to come to an answer.", _TEXT),
                "valid_for": _described(
                    "How long an answer holds: years, months, weeks and days as in P1Y6M.",
                    {"type": "string", "pattern": "^P(?=[0-9])([0-9]+Y)?([0-9]+M)?([0-9]+W)?([0-9]+D)?$"},
                ),
                "reviewers": _described(
                    "How many different reviewers have to give the same answer; 1 when left out.",
                    {"type": "integer", "minimum": 1, "maximum": 9},
                ),
            },
            ["question"],
        ),
        "criterion": _object(
            {
                "id": {"type": "string", "pattern": "^[A-Z][A-Z0-9]*-[A-Z]?[0-9]{1,3}[a-z]?$"},
                "title": _TEXT,
                "requirement": _TEXT,
                "why": _TEXT,
                "level": _TEXT,
                "weight": {"type": "number", "exclusiveMinimum": 0},
                "scope": _described("Where it is decided.", {"enum": ["definition", "credential", "issuer"]}),
                "applies_to": {"$ref": "#/$defs/kinds"},
                "not_applicable": {"type": "array", "items": {"$ref": "#/$defs/exemption"}},
                "assess": {"$ref": "#/$defs/assess"},
                "human": {"$ref": "#/$defs/human"},
                "certainty": {"enum": ["read", "reported", "inferred"]},
                "reference": {"$ref": "#/$defs/reference"},
                "remediation": _object(
                    {"text": _TEXT, "snippets": {"type": "array", "items": {"$ref": "#/$defs/snippet"}}},
                    ["text"],
                ),
                "tags": {"type": "array", "items": _TEXT},
                "related": {"type": "array", "items": _TEXT},
                "about": _described(
                    "The field that it is about, where its rules and snippets do not tell: `trustlint crosswalk` groups by it.",
                    _TEXT,
                ),
            },
            ["id", "title", "requirement", "level", "assess", "reference", "remediation"],
        ),
        "extension": _described(
            "A pack that this one builds on: its criteria, rules, levels and parameters are taken over.",
            _object(
                {
                    "pack": _described("Id or path of the pack.", _TEXT),
                    "version": _described("The versions that this was written against: >=1.2,<2", _TEXT),
                    "override": {"type": "array", "items": {"$ref": "#/$defs/override"}, "minItems": 1},
                    "disable": {"type": "array", "items": {"$ref": "#/$defs/disable"}, "minItems": 1},
                },
                ["pack", "version"],
            ),
        ),
        "override": _described(
            "New values for one criterion, rule or parameter of the extended pack, and why.",
            _object(
                {
                    **dict.fromkeys(("criterion", "rule", "parameter"), _TEXT),
                    "reason": _TEXT,
                    "level": _TEXT,
                    "weight": {"type": "number", "exclusiveMinimum": 0},
                    "assess": {"$ref": "#/$defs/assess"},
                    "human": {"$ref": "#/$defs/criterion/properties/human"},
                    "severity": {"enum": ["error", "warning", "note"]},
                    "message": {"$ref": "#/$defs/rule/properties/message"},
                    "remediation": {"$ref": "#/$defs/criterion/properties/remediation"},
                    "default": _described("The new value of a parameter.", {}),
                },
                ["reason"],
            ),
        ),
        "disable": _described(
            "One criterion or rule of the extended pack that is not asked here, and why.",
            _object({"criterion": _TEXT, "rule": _TEXT, "reason": _TEXT}, ["reason"]),
        ),
        "check": _described(
            "One function of the check vocabulary with its options (docs/reference/checks.md).",
            {
                "type": "object",
                "properties": {name: {"$ref": f"#/$defs/check-{name}"} for name in checks},
                "additionalProperties": False,
                "minProperties": 1,
                "maxProperties": 1,
            },
        ),
        **{
            f"check-{name}": _described(function.summary, dict(function.options))
            for name, function in checks.items()
        },
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": PACK_SCHEMA_ID,
        "title": "trustlint pack",
        **_object(
            {
                "trustlint-pack": _described("Version of the pack format.", {"const": 1}),
                "id": {"type": "string", "pattern": "^[a-z][a-z0-9]*(-[a-z0-9]+)*$"},
                "namespace": _described("Every code of the pack starts with one of these.", _NAMES),
                "version": {"type": "string", "pattern": "^[0-9]+(\\.[0-9]+){1,2}$"},
                "title": _TEXT,
                "summary": _TEXT,
                "status": _described(
                    "State of the source; `ours` when this project is the source.",
                    {"enum": ["draft", "final", "ours"]},
                ),
                "source": _object(
                    {"title": _TEXT, "url": _TEXT, "date": _TEXT, "retrieved": _TEXT, "note": _TEXT},
                    ["title"],
                ),
                "extends": {"type": "array", "items": {"$ref": "#/$defs/extension"}, "minItems": 1},
                "levels": {
                    "type": "array",
                    "items": _object(
                        {"id": _TEXT, "title": _TEXT, "includes": {"type": "array", "items": _TEXT}},
                        ["id", "title"],
                    ),
                },
                "parameters": {
                    "type": "object",
                    "additionalProperties": _object(
                        {
                            "title": _TEXT,
                            "default": {},
                            "one_of": _described(
                                "All values that it may have.", {"type": "array", "minItems": 1}
                            ),
                        },
                        ["title", "default"],
                    ),
                },
                "models": _described(
                    "Data models of the documents that the pack is about; Open Badges, CLR and Verifiable Credentials if left out.",
                    {
                        "type": "array",
                        "items": {"enum": list(MODEL_TITLES)},
                        "minItems": 1,
                        "uniqueItems": True,
                    },
                ),
                "terms": _described(
                    "Terms that the framework asks for and no published JSON-LD context defines: what to define them with.",
                    {"type": "object", "additionalProperties": {"type": ["string", "object"]}},
                ),
                "claim": _object({"field": _TEXT, "parameter": _TEXT}, ["field", "parameter"]),
                "criteria": {"type": "array", "items": {"$ref": "#/$defs/criterion"}},
                "rules": {"type": "array", "items": {"$ref": "#/$defs/rule"}},
            },
            ["trustlint-pack", "id", "namespace", "version", "title", "source"],
        ),
        "$defs": definitions,
    }


def pack_schema_text() -> str:
    """The schema as the text of ``schemas/pack.schema.json``."""
    return json.dumps(build_pack_schema(), indent=2, ensure_ascii=False) + "\n"
