"""One slip gives one finding, at its place, whose message says what to do: the slips that people make."""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from trustlint.engine.check import check_data
from trustlint.engine.options import CheckOptions
from trustlint.model.finding import Finding

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures" / "sel"
OPTIONS = CheckOptions(packs=("open-badges",), now=datetime(2026, 11, 23, tzinfo=UTC))
LEAVE_OUT = object()

ACHIEVEMENT = "/credentialSubject/achievement"
OB_CONTEXT = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
VC_CONTEXT = "https://www.w3.org/ns/credentials/v2"


class Cause(NamedTuple):
    """A slip in the exemplary badge: values by JSON Pointer, and the finding that it gives; ``says``: words of the
    message."""

    slip: str
    change: Mapping[str, Any]
    code: str
    pointer: str
    says: str
    file: str = "ob3-credential.json"


PROOF = {
    "type": "DataIntegrityProof",
    "cryptosuite": "eddsa-rdfc-2022",
    "created": "2026-01-01T00:00:00Z",
    "verificationMethod": "https://example.org/issuers/reading-school#key-1",
    "proofPurpose": "assertionMethod",
    "proofValue": "z3YK149RhbovQtPgm4jwqZrDbtGaYs3f85Z489DQXsXQPNR2QFgfnJS6NVj7jgBnngVoXmVbM4g6pKsAJciUQQUGF",
}

CAUSES = [
    # Shapes
    Cause(
        "image of the achievement as text", {f"{ACHIEVEMENT}/image": "https://example.org/b.png"},
        "SCH002", f"{ACHIEVEMENT}/image", 'write {"id": "https://example.org/b.png", "type": "Image"}',
    ),
    Cause(
        "image of the issuer as text", {"/issuer/image": "https://example.org/logo.png"},
        "SCH002", "/issuer/image", 'write {"id": "https://example.org/logo.png", "type": "Image"}',
    ),
    Cause(
        "image of a definition as text", {"/image": "https://example.org/b.png"},
        "SCH002", "/image", 'write {"id": "https://example.org/b.png", "type": "Image"}', "ob3-definition.json",
    ),
    Cause(
        "type without a list", {"/type": "OpenBadgeCredential"},
        "SCH006", "/type", 'write ["VerifiableCredential", "OpenBadgeCredential"]',
    ),
    Cause(
        "type without a list, the wider one", {"/type": "AchievementCredential"},
        "SCH006", "/type", 'write ["VerifiableCredential", "AchievementCredential"]',
    ),
    Cause(
        "criteria as an address", {f"{ACHIEVEMENT}/criteria": "https://example.org/criteria"},
        "SCH002", f"{ACHIEVEMENT}/criteria", 'write {"id": "https://example.org/criteria"}',
    ),
    Cause(
        "criteria as text", {f"{ACHIEVEMENT}/criteria": "Read three articles."},
        "SCH002", f"{ACHIEVEMENT}/criteria", 'write {"narrative": "…"}',
    ),
    Cause(
        "criteria of a definition as an address", {"/criteria": "https://example.org/criteria"},
        "SCH002", "/criteria", 'write {"id": "https://example.org/criteria"}', "ob3-definition.json",
    ),
    Cause(
        "credits available as text", {f"{ACHIEVEMENT}/creditsAvailable": "30"},
        "SCH002", f"{ACHIEVEMENT}/creditsAvailable", "write the number 30 without quotes",
    ),
    Cause(
        "credits earned as text", {"/credentialSubject/creditsEarned": "3"},
        "SCH002", "/credentialSubject/creditsEarned", "write the number 3 without quotes",
    ),
    Cause(
        "whether the identity is hashed as text", {"/credentialSubject/identifier/0/hashed": "true"},
        "SCH002", "/credentialSubject/identifier/0/hashed", "write true without quotes",
    ),
    # Versions and contexts
    Cause(
        "date of the data model 1.1", {"/validFrom": LEAVE_OUT, "/issuanceDate": "2026-06-12T14:30:00Z"},
        "OBS013", "/issuanceDate", "rename it validFrom",
    ),
    Cause(
        "dates of the data model 1.1",
        {
            "/validFrom": LEAVE_OUT,
            "/issuanceDate": "2026-06-12T14:30:00Z",
            "/expirationDate": "2036-06-12T14:30:00Z",
        },
        "OBS013", "/issuanceDate", "rename it validFrom",
    ),
    Cause(
        "end of validity of the data model 1.1", {"/expirationDate": "2036-06-12T14:30:00Z"},
        "OBS013", "/expirationDate", "rename it validUntil",
    ),
    Cause(
        "contexts exchanged", {"/@context/0": OB_CONTEXT, "/@context/1": VC_CONTEXT},
        "SCH007", "/@context/0", f'put "{VC_CONTEXT}" first',
    ),
    Cause(
        "context at its old address", {"/@context/1": "https://purl.imsglobal.org/spec/ob/v3p0/context/ob_v3p0.jsonld"},
        "SCH007", "/@context/1", f'put "{OB_CONTEXT}" here',
    ),
    Cause(
        "context of version 3.0.0", {"/@context/1": "https://purl.imsglobal.org/spec/ob/v3p0/context.json"},
        "LDC003", "/@context/1", f"write {OB_CONTEXT}",
    ),
    Cause(
        "misspelt property", {"/credentialSubject/achievement/achievmentType": "Badge"},
        "LDC001", "/credentialSubject/achievement/achievmentType", 'write "achievementType"',
    ),
    Cause(
        "property that the old context lacks",
        {"/@context/1": "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json"},
        "LDC007", "/@context/1", "does not define awardedDate",
    ),
    Cause(
        "type of an extension without its context",
        {"/refreshService": {"id": "https://example.org/refresh", "type": "1EdTechCredentialRefresh"}, "/@context/2": "https://w3id.org/security/data-integrity/v2"},
        "LDC008", "/@context", "extensions.json",
    ),
    Cause(
        "texts by language", {"/credentialSubject/achievement/name": {"en": "Reader", "fr": "Lecteur"}},
        "LDC009", "/credentialSubject/achievement/name", "write one text",
    ),
    # Misspelt names
    Cause(
        "suite that does not exist", {"/proof": {**PROOF, "cryptosuite": "eddsa-rdf-2022"}},
        "OBS038", "/proof/cryptosuite", "eddsa-rdfc-2022, with a c",
    ),
    # Proofs and keys
    Cause(
        "proof that is not made yet", {"/proof": {"type": "DataIntegrityProof", "cryptosuite": "eddsa-rdfc-2022"}},
        "PRF025", "/proof", "nothing is signed",
    ),
    Cause(
        "proof of another type",
        {
            "/proof": {"type": "JsonWebSignature2020", "jws": "e30..c2ln"},
            "/@context/-": "https://w3id.org/security/suites/jws-2020/v1",
        },
        "PRF020", "/proof/type", "never became a standard",
    ),
    Cause(
        "proof without suite", {"/proof": {name: value for name, value in PROOF.items() if name != "cryptosuite"}},
        "PRF022", "/proof", "has no cryptosuite",
    ),
    Cause(
        "signature that is cut off", {"/proof": {**PROOF, "proofValue": PROOF["proofValue"][:-2]}},
        "PRF025", "/proof/proofValue", "has 64",
    ),
    Cause(
        "signature that is a number", {"/proof": {**PROOF, "proofValue": 17}},
        "SCH002", "/proof/proofValue", "17",
    ),
    Cause(
        "key by its name only", {"/proof": {**PROOF, "verificationMethod": "key-1"}},
        "PRF026", "/proof/verificationMethod", "is no address",
    ),
    Cause(
        "DID that is cut off", {"/proof": {**PROOF, "verificationMethod": "did:key:z6Mkha#z6Mkha"}},
        "PRF029", "/proof/verificationMethod", "no public key",
    ),
    Cause(
        "private key as DID",
        {"/proof": {**PROOF, "verificationMethod": "did:key:z3u2RDonZ81AFKiw8QCPKcsyg8Yy2MmYQNxfBn51SS2QmMiw"}},
        "PRF010", "/proof/verificationMethod", "a private Ed25519 key",
    ),
    Cause(
        "proof that ends before it is made", {"/proof": {**PROOF, "expires": "2025-12-01T00:00:00Z"}},
        "PRF033", "/proof/expires", "before it was made",
    ),
    Cause(
        "end of a proof without time", {"/proof": {**PROOF, "expires": "2036-12-01"}},
        "PRF032", "/proof/expires", "time zone",
    ),
    Cause(
        "chain without its first proof", {"/proof": {**PROOF, "previousProof": "urn:uuid:1"}},
        "PRF037", "/proof/previousProof", "no proof here",
    ),
    Cause(
        "key with the type of a proof",
        {
            "/@context/-": "https://www.w3.org/ns/cid/v1",
            "/issuer/verificationMethod": [{"id": "did:example:school#1", "type": "DataIntegrityProof"}],
        },
        "OBS039", "/issuer/verificationMethod/0", 'write "type": "Multikey"',
    ),
    Cause(
        "type of the schema without 1EdTech", {"/credentialSchema/0/type": "JsonSchemaValidator2019"},
        "LDC002", "/credentialSchema/0/type", 'write "1EdTechJsonSchemaValidator2019"',
    ),
    Cause(
        "profile called IssuerProfile", {"/issuer/type": "IssuerProfile"},
        "SCH006", "/issuer/type", 'write ["Profile"]',
    ),
    # Addresses
    Cause(
        "letter in a UUID that is no digit", {"/id": "urn:uuid:0b5a3c1e-2f64-4d8a-9c37-6e1f0a9b8g72"},
        "OBS032", "/id", "only the digits 0 to 9 and the letters a to f",
    ),
    Cause(
        "misspelt scheme of an id", {"/id": "ttps://example.org/credentials/17"},
        "OBS033", "/id", "a misspelt https:; write https: there",
    ),
    Cause(
        "misspelt scheme of a page", {"/issuer/url": "htpps://example.org"},
        "OBS033", "/issuer/url", "a misspelt https:; write https: there",
    ),
    Cause(
        "misspelt scheme of an image", {f"{ACHIEVEMENT}/image/id": "ttps://example.org/b.png"},
        "OBS033", f"{ACHIEVEMENT}/image/id", "a misspelt https:; write https: there",
    ),
    Cause(
        "misspelt scheme of an alignment target", {f"{ACHIEVEMENT}/alignment/0/targetUrl": "htps://example.org/reading"},
        "OBS033", f"{ACHIEVEMENT}/alignment/0/targetUrl", "a misspelt https:; write https: there",
    ),
    Cause(
        "misspelt scheme of a schema",
        {"/credentialSchema/0/id": "ttps://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json"},
        "OBS033", "/credentialSchema/0/id", "a misspelt https:; write https: there",
    ),
    Cause(
        "page of a code host as image", {f"{ACHIEVEMENT}/image/id": "https://github.com/example/badges/blob/main/b.png"},
        "OBS034", f"{ACHIEVEMENT}/image/id", "write the address that its button Raw leads to",
    ),
    Cause(
        "page of a code host as schema",
        {"/credentialSchema": [{"id": "https://github.com/example/badges/blob/main/s.json", "type": "JsonSchema"}]},
        "OBS034", "/credentialSchema/0/id", "write the address that its button Raw leads to",
    ),
    Cause(
        "page of a code host as context", {"/@context/4": "https://github.com/example/badges/blob/main/context.jsonld"},
        "OBS035", "/@context/4", "write the address that its button Raw leads to",
    ),
    # Dates
    Cause(
        "date without time", {"/validFrom": "2026-06-12"},
        "SCH003", "/validFrom", "write a full date-time with time zone such as 2026-06-12T00:00:00Z",
    ),
    Cause(
        "date of the award without time", {"/awardedDate": "2026-06-12"},
        "SCH003", "/awardedDate", "such as 2026-06-12T00:00:00Z",
    ),
    Cause(
        "date without time zone", {"/validFrom": "2026-06-12T14:30:00"},
        "SCH003", "/validFrom", "add Z or the offset, as in 2026-06-12T14:30:00Z",
    ),
    Cause(
        "date in words, day first", {"/validFrom": "12 March 2024"},
        "SCH003", "/validFrom", "a date in words; write a full date-time with time zone such as 2024-03-12T00:00:00Z",
    ),
    Cause(
        "date in words, month first", {"/awardedDate": "March 12, 2024"},
        "SCH003", "/awardedDate", "a date in words; write a full date-time with time zone such as 2024-03-12T00:00:00Z",
    ),
    # Alignments
    Cause(
        "type of CASE for a target in the Credential Registry",
        {f"{ACHIEVEMENT}/alignment/0/targetType": "CFItem", f"{ACHIEVEMENT}/alignment/0/targetUrl": "https://credentialfinder.org/competency/ce-1"},
        "OBS135", f"{ACHIEVEMENT}/alignment/0/targetType", "write ceasn:Competency",
    ),
]  # fmt: skip


def changed(data: Any, change: Mapping[str, Any]) -> Any:
    data = copy.deepcopy(data)
    for pointer, value in change.items():
        *steps, last = pointer.lstrip("/").split("/")
        holder = data
        for step in steps:
            holder = holder[int(step)] if isinstance(holder, list) else holder[step]
        if last == "-":
            holder.append(value)
        elif isinstance(holder, list):
            holder[int(last)] = value
        elif value is LEAVE_OUT:
            del holder[last]
        else:
            holder[last] = value
    return data


def findings_in(data: Any) -> list[Finding]:
    (document,) = check_data(data, OPTIONS).documents
    assert document.errors == ()
    return list(document.findings)


@pytest.mark.parametrize("cause", CAUSES, ids=[cause.slip for cause in CAUSES])
def test_one_cause_gives_one_finding(cause: Cause) -> None:
    data = json.loads((FIXTURES / cause.file).read_text(encoding="utf-8"))
    found = findings_in(changed(data, cause.change))
    assert [(item.code, item.pointer) for item in found] == [(cause.code, cause.pointer)], [
        item.message for item in found
    ]
    assert cause.says in found[0].message


@pytest.mark.parametrize("file", sorted({cause.file for cause in CAUSES}))
def test_the_badge_before_the_slip_has_no_finding(file: str) -> None:
    assert findings_in(json.loads((FIXTURES / file).read_text(encoding="utf-8"))) == []
