"""What a document is recognised as, and why: every Kind, odd shapes, and data of any shape at all."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trustlint.credential.fields import field_table
from trustlint.credential.kinds import detect
from trustlint.credential.view import View

VC1 = "https://www.w3.org/2018/credentials/v1"
VC2 = "https://www.w3.org/ns/credentials/v2"
OB3 = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
OB3_OLD = "https://purl.imsglobal.org/spec/ob/v3p0/context.json"
CLR = "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json"
OB2 = "https://w3id.org/openbadges/v2"
OB2_OTHER = "https://openbadgespec.org/v2/context.json"
OB21 = "https://purl.imsglobal.org/spec/ob/v2p1/ob_v2p1.jsonld"
OB1 = "https://w3id.org/openbadges/v1"
VC = "VerifiableCredential"

# context, type, more members, (model, type, version, scope, data model), words of the reason
TABLE: list[tuple[Any, Any, dict[str, Any], tuple[str, str, str | None, str, str | None], str]] = [
    (
        [VC2, OB3],
        [VC, "OpenBadgeCredential"],
        {},
        ("ob3", "AchievementCredential", "3.0.3", "credential", "2.0"),
        "its type contains OpenBadgeCredential",
    ),
    (
        [VC2, OB3],
        [VC, "AchievementCredential"],
        {},
        ("ob3", "AchievementCredential", "3.0.3", "credential", "2.0"),
        "its type contains AchievementCredential",
    ),
    (
        [VC1, OB3_OLD],
        [VC, "OpenBadgeCredential"],
        {},
        ("ob3", "AchievementCredential", "3.0.0", "credential", "1.1"),
        "OpenBadgeCredential",
    ),
    (
        None,
        "OpenBadgeCredential",
        {},
        ("ob3", "AchievementCredential", None, "credential", "2.0"),
        "OpenBadgeCredential",
    ),
    (
        None,
        "OpenBadgeCredential",
        {"issuanceDate": "2020"},
        ("ob3", "AchievementCredential", None, "credential", "1.1"),
        "OpenBadgeCredential",
    ),
    (
        [VC2, OB3],
        VC,
        {"credentialSubject": {"type": "AchievementSubject"}},
        ("ob3", "AchievementCredential", "3.0.3", "credential", "2.0"),
        "its credentialSubject holds an achievement",
    ),
    (
        [VC2, OB3],
        VC,
        {"credentialSubject": {"achievement": {}}},
        ("ob3", "AchievementCredential", "3.0.3", "credential", "2.0"),
        "its credentialSubject holds an achievement",
    ),
    (
        [VC2, OB3],
        [VC, "EndorsementCredential"],
        {},
        ("ob3", "EndorsementCredential", "3.0.3", "endorsement", "2.0"),
        "its type contains EndorsementCredential",
    ),
    (
        [VC2, CLR, OB3],
        [VC, "ClrCredential"],
        {},
        ("clr2", "ClrCredential", "2.0.1", "credential", "2.0"),
        "its type contains ClrCredential",
    ),
    (
        [VC2, OB3, CLR],
        [VC, "ClrCredential", "OpenBadgeCredential"],
        {},
        ("clr2", "ClrCredential", "2.0.1", "credential", "2.0"),
        "ClrCredential",
    ),
    (
        [VC2, CLR, OB3],
        [VC],
        {"credentialSubject": {"type": ["ClrSubject"], "achievement": {}}},
        ("clr2", "ClrCredential", "2.0.1", "credential", "2.0"),
        "it uses a CLR 2.0 context and its credentialSubject holds credentials",
    ),
    (
        [VC2, CLR, OB3],
        None,
        {"credentialSubject": {"verifiableCredential": []}},
        ("clr2", "ClrCredential", "2.0.1", "credential", "2.0"),
        "it uses a CLR 2.0 context",
    ),
    (
        [VC2, OB3, CLR],
        [VC, "OpenBadgeCredential"],
        {"credentialSubject": {"verifiableCredential": []}},
        ("ob3", "AchievementCredential", "3.0.3", "credential", "2.0"),
        "its type contains OpenBadgeCredential",
    ),
    (
        None,
        ["Achievement"],
        {},
        ("ob3", "Achievement", None, "definition", None),
        "its type contains Achievement",
    ),
    (
        [OB3],
        "Achievement",
        {},
        ("ob3", "Achievement", "3.0.3", "definition", None),
        "its type contains Achievement",
    ),
    (
        None,
        None,
        {"achievementType": "Badge", "criteria": {}},
        ("ob3", "Achievement", None, "definition", None),
        "it has achievementType and criteria",
    ),
    (
        [VC2, OB3],
        ["Profile"],
        {},
        ("ob3", "Profile", "3.0.3", "issuer", None),
        "it uses an Open Badges 3.0 context",
    ),
    (OB2, "Profile", {}, ("ob2", "Profile", "2.0", "issuer", None), "it uses the Open Badges 2.0 context"),
    (
        None,
        "Profile",
        {"telephone": "1"},
        ("ob2", "Profile", None, "issuer", None),
        "it has members of Open Badges 2.0",
    ),
    (
        None,
        "Profile",
        {"telephone": "1", "phone": "1"},
        ("ob3", "Profile", None, "issuer", None),
        "its type contains Profile",
    ),
    (None, "Profile", {}, ("ob3", "Profile", None, "issuer", None), "its type contains Profile"),
    (
        OB2,
        "Assertion",
        {},
        ("ob2", "Assertion", "2.0", "credential", None),
        "its context is that of Open Badges 2.0",
    ),
    (
        OB2_OTHER,
        ["Assertion"],
        {},
        ("ob2", "Assertion", "2.0", "credential", None),
        "its context is that of Open Badges 2.0",
    ),
    (OB21, "Assertion", {}, ("ob2", "Assertion", "2.1", "credential", None), "Open Badges 2.0"),
    (
        None,
        "Assertion",
        {},
        ("ob2", "Assertion", None, "credential", None),
        "its type contains Assertion, an Open Badges 2.0 class",
    ),
    (
        OB1,
        "Assertion",
        {},
        ("ob1", "Assertion", "1.1", "credential", None),
        "its context is that of Open Badges 1.1",
    ),
    (OB2, "BadgeClass", {}, ("ob2", "BadgeClass", "2.0", "definition", None), "its type contains BadgeClass"),
    (OB1, "BadgeClass", {}, ("ob1", "BadgeClass", "1.1", "definition", None), "Open Badges 1.1"),
    (OB2, "Issuer", {}, ("ob2", "Issuer", "2.0", "issuer", None), "its type contains Issuer"),
    (OB1, "IssuerOrg", {}, ("ob1", "Issuer", "1.1", "issuer", None), "its type contains IssuerOrg"),
    (
        OB2,
        "Endorsement",
        {},
        ("ob2", "Endorsement", "2.0", "endorsement", None),
        "its type contains Endorsement",
    ),
    (
        OB2,
        "RevocationList",
        {},
        ("ob2", "RevocationList", "2.0", "status", None),
        "its type contains RevocationList",
    ),
    (
        [VC2],
        [VC, "BitstringStatusListCredential"],
        {},
        ("vc", "BitstringStatusListCredential", None, "status", "2.0"),
        "BitstringStatusListCredential",
    ),
    (
        [VC1],
        [VC, "StatusList2021Credential"],
        {},
        ("vc", "StatusList2021Credential", None, "status", "1.1"),
        "StatusList2021Credential",
    ),
    ([VC2], [VC], {}, ("vc", VC, None, "credential", "2.0"), "no class of Open Badges or CLR"),
    (
        [VC2],
        ["VerifiablePresentation"],
        {},
        ("vc", "VerifiablePresentation", None, "credential", "2.0"),
        "no class of Open Badges or CLR",
    ),
    (
        ["http://data.europa.eu/snb/model/context/edc-ap"],
        [VC, "EuropeanDigitalCredential"],
        {},
        ("elm", "EuropeanDigitalCredential", None, "credential", None),
        "European Learning Model",
    ),
    (
        ["http://data.europa.eu/snb/model/context/edc-ap"],
        [VC],
        {},
        ("elm", "EuropeanDigitalCredential", None, "credential", None),
        "European Learning Model",
    ),
    (
        ["http://data.europa.eu/snb/model/context/edc-ap"],
        ["LearningAchievementSpecification", "Qualification"],
        {},
        ("elm", "Qualification", None, "definition", None),
        "its type contains Qualification",
    ),
    (
        ["http://data.europa.eu/snb/model/context/edc-ap"],
        "LearningAchievement",
        {},
        ("elm", "LearningAchievement", None, "definition", None),
        "its type contains LearningAchievement",
    ),
    (
        ["http://data.europa.eu/snb/model/context/edc-ap"],
        "Organisation",
        {},
        ("elm", "Organisation", None, "issuer", None),
        "its type contains Organisation",
    ),
    (
        None,
        None,
        {"credential": {"type": [VC, "EuropeanDigitalCredential"]}},
        ("elm", "Upload", None, "credential", None),
        "under credential it holds one",
    ),
    (
        ["http://data.europa.eu/snb/model/context/edc-ap"],
        "LearningOpportunity",
        {},
        ("elm", "LearningOpportunity", None, "definition", None),
        "European Learning Model",
    ),
    (
        "https://credreg.net/ctdl/schema/context/json",
        "ceterms:Badge",
        {},
        ("ctdl", "ceterms:Badge", None, "definition", None),
        "the terms of CTDL",
    ),
    (None, None, {"ceterms:name": {}}, ("ctdl", "resource", None, "definition", None), "the terms of CTDL"),
    (
        None,
        None,
        {"badge": {}, "recipient": "a@example.org"},
        ("ob1", "Assertion", "0.5", "credential", None),
        "as Open Badges 0.5 wrote them",
    ),
    (
        None,
        None,
        {"badge": "x", "recipient": {}, "verify": {}},
        ("ob1", "Assertion", "1.0", "credential", None),
        "an Open Badges 1.0 assertion",
    ),
    (
        None,
        None,
        {"name": "a", "description": "b", "criteria": "c", "issuer": "d", "image": "e"},
        ("ob1", "BadgeClass", "1.0", "definition", None),
        "an Open Badges 1.0 badge class",
    ),
    (
        None,
        None,
        {"name": "a", "description": "b", "criteria": "c", "issuer": {"name": "d"}, "image": "e"},
        ("ob1", "BadgeClass", "1.0", "definition", None),
        "an Open Badges 1.0 badge class",
    ),
    (
        None,
        None,
        {"name": "a", "url": "https://example.org", "extensions:x": {}},
        ("ob1", "Issuer", "1.0", "issuer", None),
        "only members of an Open Badges 1.0 issuer",
    ),
    (
        OB1,
        None,
        {"badge": "x", "recipient": {}, "uid": "1"},
        ("ob1", "Assertion", "1.1", "credential", None),
        "the context of Open Badges 1.1, no type, and the members of an Open Badges 1.1 assertion",
    ),
    (OB1, "badgeclass", {}, ("ob1", "BadgeClass", "1.1", "definition", None), "its type contains badgeclass"),
    (OB2, "CryptographicKey", {}, ("ob2", "CryptographicKey", "2.0", "key", None), "CryptographicKey"),
    (
        None,
        "CryptographicKey",
        {"publicKeyPem": "x"},
        ("ob2", "CryptographicKey", None, "key", None),
        "CryptographicKey, an Open Badges 2.0 class",
    ),
    (
        None,
        "RevocationList",
        {"revokedAssertions": []},
        ("ob2", "RevocationList", None, "status", None),
        "RevocationList",
    ),
    (None, "Endorsement", {"claim": {}}, ("ob2", "Endorsement", None, "endorsement", None), "Endorsement"),
    (
        OB2,
        None,
        {"id": "https://example.org/17", "revoked": True, "note": "x"},
        ("ob2", "Assertion", "2.0", "credential", None),
        "it has an id and is revoked",
    ),
    (
        None,
        None,
        {"id": "https://example.org/17", "revoked": True, "revocationReason": "x"},
        ("ob2", "Assertion", "2.0", "credential", None),
        "it has an id and is revoked",
    ),
]


def document(context: Any, type_: Any, more: dict[str, Any]) -> dict[str, Any]:
    data: dict[str, Any] = {} if context is None else {"@context": context}
    return data | ({} if type_ is None else {"type": type_}) | more


@pytest.mark.parametrize(("context", "type_", "more", "kind", "says"), TABLE)
def test_recognised(context: Any, type_: Any, more: dict[str, Any], kind: tuple[Any, ...], says: str) -> None:
    found = detect(document(context, type_, more))
    assert found.kind is not None
    assert (
        found.kind.model,
        found.kind.type,
        found.kind.version,
        found.kind.scope.value,
        found.kind.data_model,
    ) == kind
    assert says in found.reason
    assert found.kind.reason == found.reason


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ([], "the document is a list, and every credential is a JSON object"),
        (None, "the document is null, and every credential is a JSON object"),
        ("x", "the document is text, and every credential is a JSON object"),
        (5, "the document is a single value"),
        (True, "the document is a single value"),
        ({}, "it has no type, and no properties that only a badge or credential has"),
        ({"type": []}, "it has no type"),
        ({"type": {"a": 1}}, "it has no type"),
        ({"type": [1, None]}, "it has no type"),
        (
            {"type": "module", "name": "x"},
            'its type is "module", which is no Open Badges, CLR or credential class',
        ),
        ({"type": ["object"]}, 'its type is "object"'),
        ({"name": "x", "url": "https://example.org", "version": "1.0"}, "it has no type"),
        ({"name": "x", "url": "/x"}, "it has no type"),
        ({"name": "x", "url": ["https://example.org"]}, "it has no type"),
        ({"id": "17", "revoked": True, "kind": "session"}, "it has no type"),
        ({"id": "17", "revoked": "true"}, "it has no type"),
        (
            {"type": "CryptographicKey", "@context": "https://w3id.org/security/v1"},
            'its type is "CryptographicKey"',
        ),
        ({"type": "Endorsement"}, 'its type is "Endorsement"'),
        ({"type": "achievement"}, 'its type is "achievement"'),
        ({"type": "x" * 999}, "which is no Open Badges, CLR or credential class"),
        ({"name": "package", "version": "1.0.0"}, "it has no type"),
        ({"badge": {}, "recipient": {}}, "it has no type"),
    ],
)
def test_not_recognised(data: Any, says: str) -> None:
    found = detect(data)
    assert found.kind is None
    assert says in found.reason
    assert len(found.reason) < 400


@pytest.mark.parametrize(
    "odd",
    [
        {"@context": {"@vocab": "x"}},
        {"@context": [OB3, {"a": "b"}, None, 5]},
        {"@context": 5},
        {"credentialSubject": [{"achievement": {}}]},
        {"credentialSubject": "x"},
        {"issuer": None},
    ],
)
def test_odd_members_do_not_hide_what_the_type_says(odd: dict[str, Any]) -> None:
    kind = detect({"type": [VC, "OpenBadgeCredential"], **odd}).kind
    assert kind is not None
    assert (kind.model, kind.type) == ("ob3", "AchievementCredential")


def test_the_older_type_key_is_read_too() -> None:
    kind = detect({"@type": "BadgeClass", "@context": OB2}).kind
    assert kind is not None
    assert kind.type == "BadgeClass"


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("sel/ob3-credential.json", "Open Badges 3.0 AchievementCredential"),
        ("sel/ob3-definition.json", "Open Badges 3.0 Achievement"),
        ("sel/ob3-profile.json", "Open Badges 3.0 Profile"),
        ("sel/ob2-assertion.json", "Open Badges 2.0 Assertion"),
        ("sel/ob2-badgeclass.json", "Open Badges 2.0 BadgeClass"),
        ("sel/ob2-issuer.json", "Open Badges 2.0 Issuer"),
        ("sel/clr2.json", "CLR 2.0 ClrCredential"),
        ("template/ob3-credential.json", "Open Badges 3.0 AchievementCredential"),
    ],
)
def test_the_fixtures(root: Path, name: str, label: str) -> None:
    kind = detect(json.loads((root / "fixtures" / name).read_text(encoding="utf-8"))).kind
    assert kind is not None
    assert kind.label == label


WORDS = st.sampled_from(
    [
        VC,
        "OpenBadgeCredential",
        "ClrCredential",
        "Achievement",
        "Assertion",
        "BadgeClass",
        "Profile",
        "Issuer",
        OB1,
        OB2,
        OB3,
        VC2,
        "x",
    ]
)
KEYS = st.sampled_from(
    [
        "type",
        "@type",
        "@context",
        "credentialSubject",
        "achievement",
        "issuer",
        "badge",
        "recipient",
        "verify",
        "criteria",
        "name",
        "description",
        "image",
        "alignment",
        "evidence",
        "result",
        "resultDescription",
        "achievementType",
        "verifiableCredential",
        "ceterms:name",
        "x",
    ]
)
ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4) | WORDS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(KEYS | st.text(max_size=3), inner, max_size=5)
    ),
    max_leaves=14,
)
DOCUMENTS = ANY | st.builds(
    lambda type_, members: members | {"type": type_},
    WORDS | st.lists(WORDS, max_size=3),
    st.dictionaries(KEYS, ANY, max_size=6),
)


@settings(max_examples=300, deadline=None)
@given(DOCUMENTS)
def test_no_data_breaks_detection_or_the_view(data: Any) -> None:
    found = detect(data)
    assert found.reason
    if found.kind is None:
        return
    view = View(data, field_table(found.kind.model, found.kind.type), lambda id_: None)
    for name in (
        "achievement.alignment.targetUrl",
        "issuer.id",
        "credential.evidence.id",
        "subject.result",
        "achievement.criteria.id",
        "achievement",
        "subject.identifier",
    ):
        selection = view.select(name)
        assert (selection.absence is None) is bool(selection.nodes)
        for node in selection.nodes:
            value = data
            for step in node.path:
                value = value[step]
            assert value is node.value, "a place leads to its value"


def test_a_label_does_not_say_the_same_twice() -> None:
    kind = detect(
        {"@context": ["https://www.w3.org/ns/credentials/v2"], "type": ["VerifiableCredential"]}
    ).kind
    assert kind is not None
    assert kind.label == "Verifiable Credential"
