"""Documents that hold together, and what goes wrong with them: misspelt, misplaced, mistyped, of another version."""

from __future__ import annotations

import copy
from functools import cache
from random import Random
from typing import Any

from trustlint.contexts.tables import bundled_contexts, context_document

VC2 = "https://www.w3.org/ns/credentials/v2"
VC1 = "https://www.w3.org/2018/credentials/v1"
OB3 = "https://purl.imsglobal.org/spec/ob/v3p0/context"
CLR = "https://purl.imsglobal.org/spec/clr/v2p0/context"
OB2 = "https://w3id.org/openbadges/v2"


def achievement() -> dict[str, Any]:
    return {
        "id": "https://example.org/achievements/welding",
        "type": ["Achievement"],
        "name": "Welding",
        "description": "Joins steel.",
        "achievementType": "Certificate",
        "inLanguage": "en",
        "creator": {"id": "https://example.org/issuer", "type": ["Profile"], "name": "Example College"},
        "criteria": {"narrative": "Weld a joint.", "id": "https://example.org/criteria"},
        "image": {"id": "https://example.org/i.png", "type": "Image", "caption": "A torch"},
        "creditsAvailable": 3,
        "tag": ["steel", "torch"],
        "alignment": [
            {"type": ["Alignment"], "targetName": "Joining", "targetUrl": "https://example.org/skills/1"},
            {"type": "Alignment", "targetName": "Safety", "targetUrl": "https://example.org/skills/2"},
        ],
        "otherIdentifier": [
            {"type": "IdentifierEntry", "identifier": "W-1", "identifierType": "systemId"},
        ],
        "related": [{"type": ["Related"], "id": "https://example.org/a/0", "version": "0"}],
        "resultDescription": [
            {
                "id": "https://example.org/results/1",
                "type": ["ResultDescription"],
                "name": "Grade",
                "resultType": "LetterGrade",
                "allowedValue": ["A", "B"],
                "rubricCriterionLevel": [
                    {
                        "id": "https://example.org/levels/1",
                        "type": ["RubricCriterionLevel"],
                        "name": "Good",
                        "level": "1",
                    }
                ],
            }
        ],
    }


def credential(version: str = "-3.0.3", vc: str = VC2) -> dict[str, Any]:
    return {
        "@context": [vc, f"{OB3}{version}.json", "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"],
        "id": "https://example.org/credentials/1",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": "Welding",
        "issuer": {
            "id": "did:example:college",
            "type": ["Profile"],
            "name": "Example College",
            "address": {
                "type": ["Address"],
                "addressCountry": "Utopia",
                "geo": {"type": "GeoCoordinates", "latitude": 1},
            },
        },
        "validFrom": "2026-01-01T00:00:00Z",
        "awardedDate": "2026-01-01T00:00:00Z",
        "credentialSubject": {
            "id": "did:example:learner",
            "type": ["AchievementSubject"],
            "identifier": [{"type": "IdentityObject", "identityHash": "x", "hashed": True, "salt": "s"}],
            "result": [
                {"type": ["Result"], "resultDescription": "https://example.org/results/1", "value": "A"}
            ],
            "achievement": achievement(),
        },
        "credentialSchema": [{"id": "https://example.org/schema", "type": "1EdTechJsonSchemaValidator2019"}],
        "credentialStatus": {
            "id": "https://example.org/status#1",
            "type": "BitstringStatusListEntry",
            "statusPurpose": "revocation",
            "statusListIndex": "1",
        },
        "evidence": [{"type": ["Evidence"], "id": "https://example.org/e/1", "genre": "Photo"}],
        "proof": {
            "type": "DataIntegrityProof",
            "cryptosuite": "eddsa-rdfc-2022",
            "created": "2026-01-01T00:00:00Z",
            "verificationMethod": "did:example:college#key",
            "proofPurpose": "assertionMethod",
            "proofValue": "z1",
        },
    }


def endorsement() -> dict[str, Any]:
    return {
        "@context": [VC2, f"{OB3}-3.0.3.json"],
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "issuer": {"id": "did:example:board", "type": "Profile"},
        "credentialSubject": {
            "id": "https://example.org/achievements/welding",
            "type": "EndorsementSubject",
            "endorsementComment": "Good.",
        },
    }


def record() -> dict[str, Any]:
    return {
        "@context": [VC2, f"{CLR}-2.0.1.json", f"{OB3}-3.0.3.json"],
        "type": ["VerifiableCredential", "ClrCredential"],
        "partial": True,
        "credentialSubject": {
            "type": ["ClrSubject"],
            "achievement": [achievement()],
            "association": [
                {"type": "Association", "associationType": "isPartOf", "sourceId": "a", "targetId": "b"}
            ],
            "verifiableCredential": [credential(), endorsement()],
        },
    }


def assertion() -> dict[str, Any]:
    return {
        "@context": OB2,
        "id": "https://example.org/assertions/1",
        "type": "Assertion",
        "recipient": {"type": "email", "hashed": True, "identity": "sha256$1"},
        "issuedOn": "2026-01-01T00:00:00Z",
        "verification": {"type": "hosted"},
        "badge": {
            "id": "https://example.org/badges/1",
            "type": "BadgeClass",
            "name": "Welding",
            "alignment": [{"targetName": "Joining", "targetUrl": "https://example.org/skills/1"}],
            "extensions:ApplyLink": {
                "@context": "https://w3id.org/openbadges/extensions/applyLinkExtension/context.json",
                "type": ["Extension", "extensions:ApplyLink"],
                "url": "https://example.org/apply",
            },
            "issuer": {"type": "Issuer", "name": "Example College", "url": "https://example.org"},
        },
    }


def bases() -> list[dict[str, Any]]:
    """The documents that are changed; the commonest models stand in it more than once."""
    return [
        credential(),
        credential(),
        credential("-3.0.2"),
        credential("-3.0.1"),
        credential(""),
        credential("-3.0.1", VC1),
        endorsement(),
        record(),
        assertion(),
        assertion(),
    ]


@cache
def _words() -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Names of properties and of types in any bundled context, and the URLs of the contexts."""
    properties, types = set(), set()

    def gather(context: Any) -> None:
        for part in context if isinstance(context, list) else [context]:
            if not isinstance(part, dict):
                continue
            for name, definition in part.items():
                if not name.startswith("@"):
                    (types if name[:1].isupper() else properties).add(name)
                    if isinstance(definition, dict):
                        gather(definition.get("@context"))

    urls = tuple(url for context in bundled_contexts() for url in context.urls)
    for url in urls:
        gather(context_document(url)["@context"])
    return tuple(sorted(properties)), tuple(sorted(types)), urls


_KEPT = ("@context", "id", "type", "credentialSubject", "achievement", "issuer", "badge")


def changed(random: Random) -> Any:
    """A document, some of which is left out, with one to four changes."""
    document = random.choice(bases())
    for node in _objects(document):
        for key in list(node):
            if key not in _KEPT and random.random() < 0.4:
                del node[key]
    for _ in range(random.choice((1, 1, 2, 3, 4))):
        random.choice(_CHANGES)(document, random)
    return document


def _nodes(value: Any) -> list[dict[str, Any]]:
    """The objects that may have types: PyLD takes a second type beside @value, which the specification does not."""
    return [node for node in _objects(value) if "@value" not in node]


def _objects(value: Any) -> list[dict[str, Any]]:
    found = []
    if isinstance(value, dict):
        found.append(value)
        for key, item in value.items():
            if key != "@context":
                found += _objects(item)
    elif isinstance(value, list):
        for item in value:
            found += _objects(item)
    return found


def _property(random: Random) -> str:
    properties, types, _ = _words()
    return random.choice(
        (
            random.choice(properties),
            random.choice(properties),
            _misspelt(random.choice(properties), random),
            random.choice(types),
            random.choice(_ODD_NAMES),
        )
    )


_ODD_NAMES = (
    "schema:name",
    "https://example.org/terms/a",
    "ex:a",
    "urn:x",
    "no such term",
    "ex: spaced",
    "@unheardOf",
    "@index",
    "@none",
    ":a",
    "alias",
    "kept",
    "",
    "_:b",
    "@set",
)


def _misspelt(name: str, random: Random) -> str:
    at = random.randrange(max(1, len(name)))
    return random.choice(
        (
            name[:at] + name[at + 1 :],
            name[:at] + name[at : at + 1] * 2 + name[at + 1 :],
            name[:at] + "x" + name[at:],
            name.lower(),
            name.capitalize(),
            name + "s",
        )
    )


def _misspell(document: Any, random: Random) -> None:
    node = random.choice(_objects(document))
    keys = [key for key in node if key != "@context"]
    if keys:
        key = random.choice(keys)
        node[_misspelt(key, random)] = node.pop(key)


def _add(document: Any, random: Random) -> None:
    _, types, _ = _words()
    value: Any = random.choice(
        (
            "text",
            1,
            None,
            ["a", "b"],
            {"id": "https://example.org/x"},
            {"name": "n", _property(random): "v"},
            {"type": random.choice(types), _property(random): "v", "name": "n"},
            [{"type": [random.choice(types)], _property(random): {"name": "n", "foo": "bar"}}],
            {"@value": "v", "@language": "en"},
            {"@value": "v"},
            {"@value": "v", "@type": random.choice(("xsd:date", "Image", "https://example.org/t"))},
            {"@list": ["a", {"name": "n", "bad": 1}]},
            {"@set": [{"type": "Profile", "email": "e", "bad": 1}]},
            {"@graph": [{"type": "Profile", "email": "e", "bad": 1}]},
            {"@reverse": {"name": {"type": "Profile", "email": "e", "bad": 1}}},
            {"@included": [{"type": "Profile", "email": "e", "bad": 1}]},
            {"@id": "https://example.org/y", "@type": random.choice(types), _property(random): 1},
        )
    )
    random.choice(_objects(document))[_property(random)] = value


def _move(document: Any, random: Random) -> None:
    node, other = random.choice(_objects(document)), random.choice(_nodes(document))
    keys = [key for key in node if key != "@context"]
    if keys:
        key = random.choice(keys)
        other[key] = copy.deepcopy(node[key])
        if random.random() < 0.5 and other is not node:
            node.pop(key, None)


def _retype(document: Any, random: Random) -> None:
    _, types, _ = _words()
    node = random.choice(_nodes(document))
    one = random.choice(types)
    value = random.choice(
        (
            one,
            [one],
            [one, random.choice(types)],
            _misspelt(one, random),
            [_misspelt(one, random), one],
            [],
            "a b",
            "@json",
        )
    )
    key = random.choice(("type", "type", "type", "@type"))
    if random.random() < 0.2:
        node.pop("type", None)
    else:
        node[key] = value
        if key == "@type" and random.random() < 0.7:
            node.pop("type", None)


def _recontext(document: Any, random: Random) -> None:
    """Change the declared contexts, here or at some object inside."""
    _, _, urls = _words()
    node = document if random.random() < 0.6 else random.choice(_objects(document))
    contexts = node.get("@context", [])
    contexts = list(contexts) if isinstance(contexts, list) else [contexts]
    luck = random.random()
    item: Any = copy.deepcopy(random.choice(_BROKEN if luck < 0.08 else _INLINE))
    if luck > 0.75:
        item = random.choice(urls)
    if contexts and random.random() < 0.3:
        contexts[random.randrange(len(contexts))] = item
    elif contexts and random.random() < 0.3:
        del contexts[random.randrange(len(contexts))]
    else:
        contexts.insert(random.choice((len(contexts), len(contexts), random.randint(0, len(contexts)))), item)
    node["@context"] = contexts[0] if len(contexts) == 1 and random.random() < 0.5 else contexts


_EX = "https://example.org/terms#"
_INLINE: tuple[Any, ...] = (
    {"@vocab": _EX},
    {"@base": "https://example.org/base/"},
    {"@base": None},
    {"ex": _EX, "alias": "ex:a", "kept": {"@id": "ex:kept", "@type": "@id"}},
    {"alias": None, "name": None},
    {"alias": "@id", "kept": "@type"},
    {"alias": "@value", "kept": "@language"},
    {"alias": {"@id": "@graph"}, "kept": "@set"},
    {"awardedDate": f"{_EX}awardedDate", "inLanguage": "https://schema.org/inLanguage"},
    {
        "endorsementJwt": {
            "@id": "https://purl.imsglobal.org/spec/vc/ob/vocab.html#endorsementJwt",
            "@container": "@set",
        }
    },
    {
        "name": {"@id": f"{_EX}name", "@container": "@language"},
        "kept": {"@id": f"{_EX}k", "@container": "@index"},
    },
    {"alias": {"@id": f"{_EX}a", "@container": "@id"}, "kept": {"@id": f"{_EX}k", "@container": "@type"}},
    {"alias": {"@id": f"{_EX}a", "@type": "@json"}, "kept": {"@id": f"{_EX}k", "@container": "@list"}},
    {"alias": {"@reverse": f"{_EX}of"}, "kept": {"@id": f"{_EX}k", "@container": ["@graph", "@set"]}},
    {"alias": "@nest", "kept": {"@id": f"{_EX}k", "@nest": "alias"}},
    {"Kept": {"@id": f"{_EX}Kept", "@context": {"alias": f"{_EX}a", "kept": f"{_EX}k"}}},
    {"Profile": {"@id": f"{_EX}Profile", "@context": {"bad": f"{_EX}bad", "foo": f"{_EX}foo"}}},
    {"achievement": {"@id": f"{_EX}achievement", "@context": {"bad": f"{_EX}bad"}}},
    {
        "alias": {"@id": f"{_EX}a", "@context": None},
        "kept": {"@id": f"{_EX}k", "@context": {"foo": f"{_EX}foo"}},
    },
    {"@propagate": False, "bad": f"{_EX}bad", "foo": f"{_EX}foo"},
    {"@protected": True, "bad": f"{_EX}bad", "alias": f"{_EX}a"},
    {"bad": {"@id": f"{_EX}bad", "@protected": True}},
    {"@version": 1.1, "type": "@type", "id": "@id"},
    {"id": "@id", "type": {"@id": "@type", "@container": "@set"}},
    {"@type": {"@container": "@set", "@protected": True}},
    {"@language": "en"},
    {"ex": {"@id": _EX, "@prefix": True}, "ex:a": {"@type": "@id"}},
    ["https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"],
)
_BROKEN: tuple[Any, ...] = (
    {"foo": {"@id": "notAnIri"}},
    {"foo": {"@type": "@id"}},
    {"foo": 3},
    {"@id": f"{_EX}id"},
    {"@version": 1.0},
    {"a:b": "a:c"},
    {"foo": "bar", "bar": "foo"},
    {"foo": {"@id": f"{_EX}f", "@container": "@nowhere"}},
    None,
    7,
)


def _wrap(document: Any, random: Random) -> None:
    node = random.choice(_objects(document))
    keys = [key for key in node if key not in ("id", "type") and not key.startswith("@")]
    if keys:
        key = random.choice(keys)
        value = node[key]
        node[key] = random.choice(
            ([value], {"@set": value}, {"@list": [value]}, {"en": value}, {"@value": value}, [[value]], None)
        )


def _with_keyword(document: Any, random: Random) -> None:
    node = random.choice(_objects(document))
    inner = {"type": "Profile", "email": "e", _property(random): {"name": "n", "bad": 1}}
    key, value = random.choice(
        (
            ("@included", [inner]),
            ("@reverse", {"name": inner}),
            ("@reverse", {"notDefined": inner}),
            ("@nest", inner),
            ("alias", inner),
            ("kept", {"a": inner, "b": [inner]}),
            ("kept", {"Profile": inner, "Nothing": inner}),
            ("alias", [inner, "text"]),
            ("@graph", [inner]),
            ("@index", "i"),
            ("@id", "https://example.org/again"),
            ("id", 5),
            ("@language", "en"),
        )
    )
    node[key] = value


_CHANGES = (
    _misspell,
    _misspell,
    _add,
    _add,
    _move,
    _move,
    _retype,
    _retype,
    _recontext,
    _recontext,
    _wrap,
    _with_keyword,
)
