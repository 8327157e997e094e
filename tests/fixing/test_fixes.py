"""What each fix writes, by rule, and what it leaves alone because it is not certain."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import pytest

from tests.fixing.mending import Mender, as_json, changed
from trustlint.model.fix import FixOptions
from trustlint.packs.load import load_pack

V2 = "https://www.w3.org/ns/credentials/v2"
V1 = "https://www.w3.org/2018/credentials/v1"
OB = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
OB2 = "https://w3id.org/openbadges/v2"
CLR = "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json"
HASH = "sha256$" + "0" * 64
ASKED = FixOptions(assume_utc=True, hash_recipients=True, salt="pepper")
IDENTITY = {"type": "IdentityObject", "hashed": False, "identityHash": HASH, "identityType": "emailAddress"}
PLAIN = {**IDENTITY, "identityHash": "Ann@Example.org"}
PEPPERED = "sha256$" + hashlib.sha256(b"ann@example.orgpepper").hexdigest()
SCHEMA = "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json"
EXTENSIONS = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"
NARRATIVE = "Summarise three articles on one page each; a trained reader scores every summary on a rubric."


class Case(NamedTuple):
    """A base with something wrong, the rule and the fix that settle it, and the base as it is to be afterwards."""

    code: str
    fix: str
    base: str
    wrong: Mapping[str, Any]
    right: Mapping[str, Any] = {}
    lacking: Sequence[str] = ()
    """Members that are taken out of the base before, in both."""
    lacking_when_wrong: Sequence[str] = ()


C = "/credentialSubject"
A = f"{C}/achievement"

CASES = [
    Case("SCH001", "missing-type", "ob3-credential", {}, lacking_when_wrong=["/issuer/type"]),
    Case(
        "SCH001",
        "name-spelling",
        "ob3-definition",
        {"/Description": "Reads."},
        {"/description": "Reads."},
        ["/description"],
    ),
    Case("SCH002", "value-shape", "ob3-definition", {"/name": ["Reader"]}, {"/name": "Reader"}),
    Case(
        "SCH002",
        "value-shape",
        "ob2-assertion",
        {"/issuedOn": 1770022800},
        {"/issuedOn": "2026-02-02T09:00:00Z"},
    ),
    Case("SCH002", "value-shape", "ob3-definition", {"/version": 2}, {"/version": "2"}),
    Case("SCH002", "value-shape", "ob3-definition", {"/specialization": None}),
    Case("SCH002", "value-shape", "ob2-assertion", {"/recipient/hashed": "true"}),
    Case("SCH003", "date-form", "ob3-credential", {"/validFrom": "2026-02-02 09:00:00Z"}),
    Case("SCH003", "date-form", "ob3-credential", {"/validFrom": "2026-02-02T09:00Z"}),
    Case(
        "SCH003",
        "date-form",
        "ob3-credential",
        {"/validFrom": "2026-02-02T09:00:00+0000"},
        {"/validFrom": "2026-02-02T09:00:00+00:00"},
    ),
    Case(
        "SCH003",
        "date-form",
        "ob3-profile",
        {"/dateOfBirth": "2 February 1990"},
        {"/dateOfBirth": "1990-02-02"},
    ),
    Case("SCH003", "assume-utc", "ob3-credential", {"/validFrom": "2026-02-02T09:00:00"}),
    Case("SCH003", "assume-utc", "ob3-credential", {"/validFrom": "2026-02-02 09:00"}),
    Case("SCH003", "trim", "ob3-definition", {"/inLanguage": " en "}, {"/inLanguage": "en"}),
    Case(
        "SCH004",
        "term-spelling",
        "ob3-definition",
        {"/achievementType": "micro-credential"},
        {"/achievementType": "MicroCredential"},
    ),
    Case("SCH006", "class-in-type", "ob3-credential", {"/type": ["OpenBadgeCredential"]}),
    Case(
        "SCH006",
        "class-in-type",
        "ob3-credential",
        {f"{A}/type": "achievement"},
        {f"{A}/type": ["Achievement"]},
    ),
    Case("SCH007", "context-order", "ob3-credential", {"/@context": [OB, V2]}),
    Case("SCH007", "context-order", "ob3-credential", {"/@context": V2}),
    Case("SCH007", "context-order", "clr2", {"/@context": [V2, OB, CLR]}, {"/@context": [V2, CLR, OB]}),
    Case(
        "SCH007", "known-address", "ob3-credential", {"/@context/0": "http://www.w3.org/ns/credentials/v2/"}
    ),
    Case("LDC013", "known-address", "ob2-badgeclass", {"/@context": "http://w3id.org/openbadges/v2"}),
    Case(
        "OBS301",
        "context-order",
        "ob2-badgeclass",
        {"/@context": ["https://w3id.org/openbadges/extensions#ApplyLink", OB2]},
        {"/@context": [OB2, "https://w3id.org/openbadges/extensions#ApplyLink"]},
    ),
    Case("OBS010", "context-version", "ob3-credential", {"/@context/1": OB.replace("3.0.3", "3.9.9")}),
    Case("SCH007", "known-address", "ob3-credential", {"/@context/1": OB.replace("https", "http")}),
    Case("OBS011", "context-version", "ob3-credential", {"/@context/1": OB.replace("3.0.3", "3.0.2")}),
    Case("LDC003", "context-version", "ob3-credential", {"/@context/1": OB.replace("-3.0.3", "")}),
    Case(
        "LDC007",
        "context-version",
        "ob3-credential",
        {"/@context/1": OB.replace("3.0.3", "3.0.2"), f"{A}/inLanguage": "en"},
        {f"{A}/inLanguage": "en"},
    ),
    Case(
        "LDC008",
        "needed-context",
        "ob3-credential",
        {"/refreshService": {"id": "https://example.org/refresh", "type": "1EdTechCredentialRefresh"}},
        {
            "/refreshService": {"id": "https://example.org/refresh", "type": "1EdTechCredentialRefresh"},
            "/@context/2": "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json",
        },
    ),
    Case(
        "OBS401",
        "context-version",
        "clr2",
        {"/@context/1": CLR.replace("2.0.1", "2.9.9")},
        {"/@context/1": CLR},
    ),
    Case(
        "OBS402", "context-version", "clr2", {"/@context/1": CLR.replace("-2.0.1", "")}, {"/@context/1": CLR}
    ),
    Case("LDC001", "name-spelling", "ob3-credential", {f"{A}/InLanguage": "en"}, {f"{A}/inLanguage": "en"}),
    Case(
        "SCH006",
        "class-in-type",
        "ob3-credential",
        {f"{A}/image": {"id": "https://example.org/a.png", "type": "image", "caption": "A"}},
        {f"{A}/image": {"id": "https://example.org/a.png", "type": "Image", "caption": "A"}},
    ),
    Case("LDC010", "name-spelling", "ob3-definition", {"/humancode": "A1"}, {"/humanCode": "A1"}),
    Case(
        "LDC011",
        "name-spelling",
        "ob2-badgeclass",
        {"/criteria/Narrative": NARRATIVE},
        {"/criteria/narrative": NARRATIVE},
        ["/criteria/narrative"],
    ),
    Case(
        "OBS353",
        "present-name",
        "ob2-badgeclass",
        {"/alignment": [{"name": "A", "url": "https://skills.school/a", "description": "B"}]},
        {
            "/alignment": [
                {"targetName": "A", "targetUrl": "https://skills.school/a", "targetDescription": "B"}
            ]
        },
    ),
    Case(
        "OBS353",
        "present-name",
        "ob2-assertion",
        {"/issued_on": "2026-02-02T09:00:00Z"},
        {"/issuedOn": "2026-02-02T09:00:00Z"},
        ["/issuedOn"],
    ),
    Case(
        "OBS352",
        "present-name",
        "ob2-badgeclass",
        {"/alignment": [{"targetName": "A", "targetUrl": "https://skills.school/a", "description": "B"}]},
        {
            "/alignment": [
                {"targetName": "A", "targetUrl": "https://skills.school/a", "targetDescription": "B"}
            ]
        },
    ),
    Case(
        "OBS501",
        "present-name",
        "ob1-assertion",
        {"/verification": {"type": "hosted", "url": "https://skills.school/a"}},
        {"/verify": {"type": "hosted", "url": "https://skills.school/a"}},
        ["/verify"],
    ),
    Case(
        "OBS013",
        "present-name",
        "ob3-credential",
        {"/issuanceDate": "2026-02-02T09:00:00Z"},
        lacking_when_wrong=["/validFrom"],
    ),
    Case(
        "OBS351",
        "verification-name",
        "ob2-assertion",
        {"/verify": {"type": "hosted"}},
        {},
        lacking_when_wrong=["/verification"],
    ),
    Case(
        "LDC002",
        "validator-spelling",
        "ob3-credential",
        {
            "/credentialSchema": [{"id": SCHEMA, "type": "JsonSchemaValidator2019"}],
            "/@context/2": "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json",
        },
        {
            "/credentialSchema": [{"id": SCHEMA, "type": "1EdTechJsonSchemaValidator2019"}],
            "/@context/2": "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json",
        },
    ),
    Case("OBS021", "trim", "ob3-credential", {"/issuer/id": " https://example.org/issuers/reading-school\n"}),
    Case("OBS022", "trim", "ob3-profile", {"/url": "https://example.org "}, {"/url": "https://example.org"}),
    Case("OBS303", "trim", "ob2-badgeclass", {"/issuer": " https://example.org/ob2/minimal/issuer.json"}),
    Case(
        "OBS033",
        "web-scheme",
        "ob3-profile",
        {"/url": "htpps://example.org"},
        {"/url": "https://example.org"},
    ),
    Case(
        "OBS033", "web-scheme", "ob3-profile", {"/url": "htp://example.org"}, {"/url": "http://example.org"}
    ),
    Case("OBS340", "plain-email", "ob2-issuer", {"/email": "mailto:badges@example.org"}),
    Case("OBS340", "trim", "ob2-issuer", {"/email": "badges@example.org "}),
    Case(
        "OBS171",
        "plain-email",
        "ob3-profile",
        {"/email": "mailto:badges@example.org"},
        {"/email": "badges@example.org"},
    ),
    Case(
        "OBS341",
        "plain-telephone",
        "ob2-issuer",
        {"/telephone": "+44 (0)20 7946-0018"},
        {"/telephone": "+442079460018"},
    ),
    Case(
        "OBS307",
        "host-alone",
        "ob2-issuer",
        {"/verification": {"allowedOrigins": ["https://example.org/"]}},
        {"/verification": {"allowedOrigins": ["example.org"]}},
    ),
    Case("OBS312", "date-in-utc", "ob2-assertion", {"/issuedOn": "2026-02-02T10:30:00+01:30"}),
    Case(
        "OBS103",
        "say-hashed",
        "ob3-credential",
        {f"{C}/identifier": [IDENTITY]},
        {f"{C}/identifier": [{**IDENTITY, "hashed": True}]},
    ),
    Case("OBS321", "say-hashed", "ob2-assertion", {"/recipient/hashed": False}),
    Case("OBS116", "leave-out", "ob3-definition", {"/tag": ["a", "b", "a"]}, {"/tag": ["a", "b"]}),
    Case("OBS117", "leave-out", "ob3-definition", {"/tag": ["a", " "]}, {"/tag": ["a"]}),
    Case("OBS031", "leave-out", "ob3-definition", {"/tag": []}),
    Case("OBS030", "list-of-one", "ob3-definition", {"/tag": "reading"}, {"/tag": ["reading"]}),
    Case(
        "LDC005",
        "known-address",
        "ob3-credential",
        {
            "/@context/2": EXTENSIONS.replace("https", "http"),
            "/refreshService": {"id": "https://example.org/refresh", "type": "1EdTechCredentialRefresh"},
        },
        {
            "/refreshService": {"id": "https://example.org/refresh", "type": "1EdTechCredentialRefresh"},
            "/@context/2": EXTENSIONS,
        },
    ),
    Case(
        "LDC006",
        "known-address",
        "ob3-credential",
        {"/@context/2": EXTENSIONS.replace("https", "http")},
        {"/@context/2": EXTENSIONS},
    ),
    Case(
        "OBS171", "trim", "ob3-profile", {"/email": "badges@example.org\t"}, {"/email": "badges@example.org"}
    ),
    Case(
        "OBS175",
        "plain-email",
        "ob3-profile",
        {
            "/otherIdentifier": [
                {
                    "type": "IdentifierEntry",
                    "identifierType": "emailAddress",
                    "identifier": "mailto:a@example.org",
                }
            ]
        },
        {
            "/otherIdentifier": [
                {"type": "IdentifierEntry", "identifierType": "emailAddress", "identifier": "a@example.org"}
            ]
        },
    ),
    Case(
        "OBS175",
        "trim",
        "ob3-profile",
        {
            "/otherIdentifier": [
                {"type": "IdentifierEntry", "identifierType": "emailAddress", "identifier": " a@example.org"}
            ]
        },
        {
            "/otherIdentifier": [
                {"type": "IdentifierEntry", "identifierType": "emailAddress", "identifier": "a@example.org"}
            ]
        },
    ),
    Case(
        "LDC002",
        "term-spelling",
        "ob3-credential",
        {
            "/refreshService": {"id": "https://example.org/refresh", "type": "1EdtechCredentialRefresh"},
            "/@context/2": EXTENSIONS,
        },
        {
            "/refreshService": {"id": "https://example.org/refresh", "type": "1EdTechCredentialRefresh"},
            "/@context/2": EXTENSIONS,
        },
    ),
    Case(
        "OBS143",
        "validator-spelling",
        "ob3-credential",
        {
            "/credentialSchema": [{"id": SCHEMA, "type": "JsonSchemaValidator2019"}],
            "/@context/2": EXTENSIONS,
            "/@context/3": {"JsonSchemaValidator2019": "https://example.org/terms#x"},
        },
        {
            "/credentialSchema": [{"id": SCHEMA, "type": "1EdTechJsonSchemaValidator2019"}],
            "/@context/2": EXTENSIONS,
            "/@context/3": {"JsonSchemaValidator2019": "https://example.org/terms#x"},
        },
    ),
    Case(
        "OBS144",
        "schema-type",
        "ob3-credential",
        {
            "/credentialSchema": [{"id": SCHEMA, "type": "https://example.org/terms#Schema"}],
            "/@context/2": EXTENSIONS,
        },
        {
            "/credentialSchema": [{"id": SCHEMA, "type": "1EdTechJsonSchemaValidator2019"}],
            "/@context/2": EXTENSIONS,
        },
    ),
    Case(
        "OBS105",
        "hash-recipient",
        "ob3-credential",
        {f"{C}/identifier": [PLAIN]},
        {f"{C}/identifier": [{**PLAIN, "identityHash": PEPPERED, "hashed": True, "salt": "pepper"}]},
    ),
    Case(
        "OBS322",
        "hash-recipient",
        "ob2-assertion",
        {"/recipient": {"type": "email", "hashed": False, "identity": "ann@example.org"}},
        {"/recipient": {"type": "email", "hashed": True, "identity": PEPPERED, "salt": "pepper"}},
    ),
    Case(
        "OBS104",
        "say-hashed",
        "ob3-credential",
        {f"{C}/identifier": [{**IDENTITY, "salt": "s"}]},
        {f"{C}/identifier": [{**IDENTITY, "salt": "s", "hashed": True}]},
    ),
    Case("OBS016", "trim", "ob3-credential", {"/@context/2": f"{EXTENSIONS} "}, {"/@context/2": EXTENSIONS}),
]


def test_every_fix_of_every_rule_has_a_case() -> None:
    offered = {(rule.code, fix) for rule in load_pack("open-badges").rules for fix in rule.fixes}
    assert offered == {(case.code, case.fix) for case in CASES}


@pytest.fixture(scope="module")
def mender() -> Mender:
    return Mender(ASKED)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.fix}")
def test_fix_writes_what_is_meant(case: Case, mender: Mender) -> None:
    wrong = changed(case.base, case.wrong, [*case.lacking, *case.lacking_when_wrong])
    right = changed(case.base, case.right, case.lacking)
    mended = mender.mend(as_json(wrong))
    assert json.loads(mended.after) == right
    assert (case.code, case.fix) in [
        (item.finding.code, item.finding.fix.fix) for item in mended.settled if item.finding.fix
    ]


UNCERTAIN = {
    "a time without a zone": ("ob3-credential", {"/validFrom": "2026-02-02T09:00:00"}),
    "a date without a time": ("ob2-assertion", {"/issuedOn": "2026-02-02"}),
    "a number that is rather a year": ("ob2-assertion", {"/issuedOn": 2026}),
    "a term that is only similar": ("ob3-definition", {"/achievementType": "MicroCredentials"}),
    "two names for one thing": ("ob2-badgeclass", {"/alignment": [{"name": "A", "url": "https://example.org/a", "targetName": "B"}]}),
    "no context of W3C to go by": ("ob3-credential", {"/@context": [OB]}),
    "a readable address that nobody asked to hash": ("ob3-credential", {f"{C}/identifier": [PLAIN]}),
    "a list of two where one is wanted": ("ob3-definition", {"/name": ["A", "B"]}),
    "a national telephone number": ("ob2-issuer", {"/telephone": "020 7946 0018"}),
    "an origin with a path": ("ob2-issuer", {"/verification": {"allowedOrigins": ["https://example.org/badges"]}}),
    "a credential of W3C that is an old badge too": ("ob2-assertion", {"/@context": [V1, OB2]}),
    "placeholders": ("ob3-credential", {"/validFrom": "{{now}}", "/type": "{{type}}", "/id": " {{id}} "}),
}  # fmt: skip


@pytest.mark.parametrize("what", UNCERTAIN)
def test_what_is_not_certain_stays(what: str) -> None:
    base, wrong = UNCERTAIN[what]
    content = as_json(changed(base, wrong))
    assert Mender().mend(content).after == content


SIGNED = {
    "a proof": ("ob3-credential", {"/proof": [{"type": "DataIntegrityProof"}], "/@context": [OB, V2]}, ()),
    "a proof around it": ("ob3-credential", {"/proof": {"type": "DataIntegrityProof"}, f"{A}/tag": "x"}, ()),
    "a proof of an endorsement": (
        "ob3-endorsement",
        {"/proof": {"type": "DataIntegrityProof"}, "/type": ["EndorsementCredential"]},
        (),
    ),
    "a badge signed as a whole": ("ob2-assertion", {"/verification": {"type": "SignedBadge"}, "/@context": "http://w3id.org/openbadges/v2"}, ()),
    "a CLR around it": ("clr2", {"/proof": {"type": "DataIntegrityProof"}, f"{C}/verifiableCredential/0/type": ["OpenBadgeCredential"]}, ()),
}  # fmt: skip


@pytest.mark.parametrize("what", SIGNED)
def test_what_is_signed_stays_and_is_told(what: str, mender: Mender) -> None:
    base, wrong, remove = SIGNED[what]
    content = as_json(changed(base, wrong, remove))
    mended = mender.mend(content)
    assert mended.after == content
    assert any("sign it anew" in item.why for item in mended.left)


def test_a_document_with_a_name_twice_stays() -> None:
    content = as_json(changed("ob3-definition", {"/tag": "x"})).replace(b'"tag"', b'"tag": "x",\n  "tag"')
    mended = Mender().mend(content)
    assert mended.after == content
    assert {item.why for item in mended.left} == {
        "the document has a name twice, and only one of the two would change: correct that first"
    }


def test_what_is_around_something_signed_is_mended() -> None:
    signed = changed(
        "ob3-endorsement", {"/proof": {"type": "DataIntegrityProof"}, "/validFrom": "2026-01-01 00:00:00Z"}
    )
    badge = changed("ob3-credential", {"/endorsement": [signed], "/validFrom": "2026-02-02 09:00:00Z"})
    after = json.loads(Mender().mend(as_json(badge)).after)
    assert after["validFrom"] == "2026-02-02T09:00:00Z"
    assert after["endorsement"] == [signed]


def test_each_hash_has_a_salt_of_its_own_unless_one_is_there() -> None:
    badge = changed("ob3-credential", {f"{C}/identifier": [PLAIN, PLAIN, {**PLAIN, "salt": "mine"}]})
    found = json.loads(Mender(FixOptions(hash_recipients=True)).mend(as_json(badge)).after)
    salts = [item["salt"] for item in found["credentialSubject"]["identifier"]]
    assert len(set(salts)) == 3
    assert salts[2] == "mine"
    for item in found["credentialSubject"]["identifier"]:
        digest = hashlib.sha256(f"ann@example.org{item['salt']}".encode()).hexdigest()
        assert item["identityHash"] == f"sha256${digest}"


def test_a_fix_that_uncovers_something_is_left_and_says_why() -> None:
    badge = changed("ob3-credential", {"/@context": [OB, V2], f"{A}/mood": "glad"})
    mended = Mender().mend(as_json(badge))
    assert [(item.finding.code, item.why) for item in mended.left] == [
        ("SCH007", f"LDC001 at {A}/mood would be found then")
    ]


def test_a_fix_comes_with_those_of_what_it_uncovers() -> None:
    badge = changed("ob3-credential", {"/issuanceDate": "2026-02-02 09:00:00Z"}, ["/validFrom"])
    assert json.loads(Mender().mend(as_json(badge)).after)["validFrom"] == "2026-02-02T09:00:00Z"


def test_a_line_of_ndjson_changes_alone() -> None:
    wrong = json.dumps(changed("ob3-definition", {"/tag": "x"})).encode()
    right = json.dumps(changed("ob3-definition", {"/tag": ["x"]})).encode()
    content = b"\xef\xbb\xbf" + wrong + b"\r\n\n{broken\n" + wrong
    mended = Mender().mend(content, "badges.ndjson")
    assert mended.after == b"\xef\xbb\xbf" + right + b"\r\n\n{broken\n" + right
    assert [name for name, _ in mended.unread] == ["badges.ndjson (line 3)"]


def test_items_of_a_list_and_documents_of_a_stream_are_mended() -> None:
    wrong, right = changed("ob3-definition", {"/tag": "x"}), changed("ob3-definition", {"/tag": ["x"]})
    assert json.loads(Mender().mend(as_json([right, wrong])).after) == [right, right]
    stream = b"---\n" + as_json(wrong) + b"---\n" + as_json(wrong)
    after = Mender().mend(stream, "badges.yaml").after.split(b"---\n")
    assert [json.loads(part) for part in after[1:]] == [right, right]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_encodings(encoding: str) -> None:
    text = as_json(changed("ob3-definition", {"/tag": "é"})).decode()
    mended = Mender().mend(text.encode(encoding))
    if encoding == "utf-16":
        assert mended.after == mended.before
        assert {item.why for item in mended.left} == {"the file is not in UTF-8; save it as UTF-8 first"}
    else:
        assert mended.after == text.replace('"tag": "é"', '"tag": ["é"]').encode(encoding)
        assert mended.gone == len(mended.settled) == 1
