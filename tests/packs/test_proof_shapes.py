"""Proofs and tokens by their shape: what real software gets wrong, and values of any type at any place."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from trustlint.data_files import data_folder
from trustlint.engine.check import check_data, check_paths
from trustlint.engine.options import CheckOptions
from trustlint.model.finding import Finding

OPTIONS = CheckOptions(packs=("open-badges",), now=datetime(2026, 11, 23, tzinfo=UTC), ignore=("PRF001",))
DID = "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK"
METHOD = f"{DID}#{DID.removeprefix('did:key:')}"
SIGNATURE = "z3YK149RhbovQtPgm4jwqZrDbtGaYs3f85Z489DQXsXQPNR2QFgfnJS6NVj7jgBnngVoXmVbM4g6pKsAJciUQQUGF"
PROOF = {
    "type": "DataIntegrityProof",
    "cryptosuite": "eddsa-rdfc-2022",
    "created": "2026-02-02T09:05:00Z",
    "verificationMethod": METHOD,
    "proofPurpose": "assertionMethod",
    "proofValue": SIGNATURE,
}
ODD = [
    None,
    True,
    17,
    1.5,
    "",
    "x",
    [],
    {},
    [[]],
    [None],
    [17, "x", {}],
    {"id": {"id": []}},
    {"type": [{}]},
    "z",
    "u",
    "did:key:",
    "did:key:z#",
]


def base(name: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((data_folder("rules") / "bases" / f"{name}.json").read_text("utf-8"))
    return data


def signed(name: str, *proofs: Any) -> dict[str, Any]:
    data = base(name)
    data["issuer"] = {"id": DID, "type": ["Profile"], "name": "Reading School"}
    return {**data, "proof": list(proofs)}


def told(data: Any) -> list[Finding]:
    documents = check_data(data, OPTIONS).documents
    assert all(document.errors == () for document in documents)
    return [item for document in documents for item in document.findings if item.code.startswith("PRF")]


@pytest.mark.parametrize("name", ["ob3-credential", "ob3-endorsement", "clr2", "vc"])
def test_a_whole_proof_has_nothing_wrong_with_its_shape(name: str) -> None:
    chained = {**PROOF, "id": "urn:uuid:2", "previousProof": ["urn:uuid:1"]}
    assert told(signed(name, PROOF)) == []
    assert told(signed(name, {**PROOF, "id": "urn:uuid:1"}, chained)) == []


@pytest.mark.parametrize(
    "name",
    [
        "ob3-credential",
        "ob3-credential-vc1",
        "ob3-endorsement",
        "clr2",
        "vc",
        "ob2-assertion",
        "ob3-definition",
    ],
)
def test_an_unsigned_draft_has_no_finding_about_proofs(name: str) -> None:
    assert told(base(name)) == []


def test_a_template_has_no_finding_about_proofs() -> None:
    gaps = {name: "{{" + name + "}}" for name in (*PROOF, "id", "previousProof", "expires")}
    assert told({**base("ob3-credential"), "proof": "{{proof}}"}) == []
    assert told(signed("ob3-credential", gaps)) == []
    assert (
        told(
            signed(
                "ob3-credential",
                {
                    **PROOF,
                    "created": "{{now}}",
                    "proofValue": "{{signature}}",
                    "verificationMethod": "{{key}}",
                },
            )
        )
        == []
    )


@pytest.mark.parametrize(
    ("change", "code", "pointer"),
    [
        ({"proofPurpose": "authentication"}, "PRF024", "/proof/0/proofPurpose"),
        ({"verificationMethod": f"{DID}#key-1"}, "PRF030", "/proof/0/verificationMethod"),
        ({"verificationMethod": DID}, "PRF031", "/proof/0/verificationMethod"),
        ({"verificationMethod": "did:web:example.org#key-1"}, "PRF028", "/proof/0/verificationMethod"),
        ({"cryptosuite": "eddsa-jcs-2022"}, "PRF023", "/proof/0/cryptosuite"),
        ({"type": "Ed25519Signature2020", "cryptosuite": "eddsa-rdfc-2022"}, "PRF021", "/proof/0/type"),
        ({"domain": "example.org"}, "PRF038", "/proof/0"),
        ({"created": "2027-02-02T09:05:00Z"}, "PRF035", "/proof/0/created"),
        ({"expires": "2026-03-02T09:05:00Z"}, "PRF034", "/proof/0/expires"),
        ({"previousProof": "urn:uuid:9"}, "PRF037", "/proof/0/previousProof"),
        ({"id": "proof-1"}, "PRF036", "/proof/0/id"),
    ],
)
def test_what_is_wrong_is_told_at_its_place(change: dict[str, Any], code: str, pointer: str) -> None:
    found = [(item.code, item.pointer) for item in told(signed("ob3-credential", {**PROOF, **change}))]
    assert (code, pointer) in found
    assert {place for _, place in found} == {pointer}


def test_a_key_at_a_web_address_may_be_of_anybody() -> None:
    assert told(signed("ob3-credential", {**PROOF, "verificationMethod": "https://example.net/keys/1"})) == []


def test_each_credential_has_proofs_of_its_own() -> None:
    data = signed("clr2", PROOF)
    wrong = signed("ob3-credential", {**PROOF, "proofPurpose": "login"})
    data["credentialSubject"]["verifiableCredential"] = [wrong]
    assert [(item.code, item.pointer) for item in told(data)] == [
        ("PRF024", "/credentialSubject/verifiableCredential/0/proof/0/proofPurpose")
    ]
    endorsed = base("ob3-credential")
    endorsed["endorsement"] = [signed("ob3-endorsement", {**PROOF, "proofValue": SIGNATURE[:-3]})]
    assert [(item.code, item.pointer) for item in told(endorsed)] == [
        ("PRF025", "/endorsement/0/proof/0/proofValue")
    ]


@pytest.mark.parametrize("odd", ODD, ids=repr)
@pytest.mark.parametrize("name", [*PROOF, "id", "previousProof", "expires", "domain", "challenge"])
def test_any_value_in_a_proof_is_borne(name: str, odd: Any) -> None:
    told(signed("ob3-credential", {**PROOF, name: odd}, {**PROOF, "id": "urn:uuid:1", name: odd}))
    told(signed("vc", {**PROOF, name: odd}))


@pytest.mark.parametrize("odd", ODD, ids=repr)
def test_any_value_around_a_proof_is_borne(odd: Any) -> None:
    for name in ("ob3-credential", "clr2", "vc"):
        told({**base(name), "proof": odd})
        told({**signed(name, PROOF), "issuer": odd})
    for member in ("id", "controller", "publicKeyMultibase", "type"):
        key = {"id": "did:example:1#1", "type": "Multikey", "controller": "did:example:1", member: odd}
        told(
            {
                **base("ob3-profile"),
                "verificationMethod": [key, odd],
                "publicKey": key,
                "assertionMethod": odd,
            }
        )


def test_a_long_chain_and_a_circle_end() -> None:
    chain = [
        {**PROOF, "id": f"urn:uuid:{number}", "previousProof": f"urn:uuid:{(number + 1) % 60}"}
        for number in range(60)
    ]
    found = told(signed("ob3-credential", *chain))
    assert {item.code for item in found} == {"PRF037"}
    assert "come before itself" in found[0].message


HEADER = {"alg": "RS256", "kid": "https://example.org/keys/1"}
CLAIMS = {
    "iss": "https://example.org/issuers/reading-school",
    "jti": "urn:uuid:0b5a3c1e-2f64-4d8a-9c37-6e1f0a9b8d72",
    "sub": "did:example:learner",
    "nbf": 1770022800,
}


def token(folder: Path, header: Any, payload: Any) -> list[tuple[str, str | None]]:
    parts = [
        base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in (header, payload)
    ]
    file = folder / "badge.jwt"
    file.write_text(".".join([*parts, "c2lnbmF0dXJl"]), encoding="utf-8")
    documents = check_paths([str(file)], OPTIONS).documents
    assert all(document.errors == () for document in documents)
    return [
        (item.code, item.pointer)
        for document in documents
        for item in document.findings
        if item.code.startswith("PRF")
    ]


def test_a_token_as_the_text_has_it_has_nothing_wrong(tmp_path: Path) -> None:
    assert token(tmp_path, {**HEADER, "typ": "JWT"}, {**base("ob3-credential"), **CLAIMS}) == []


def test_a_token_as_w3c_has_it_is_told_of_the_difference_only(tmp_path: Path) -> None:
    assert token(tmp_path, {**HEADER, "typ": "vc+jwt"}, base("ob3-credential")) == [
        ("PRF048", None),
        ("PRF046", None),
    ]


@pytest.mark.parametrize(
    ("header", "codes"),
    [
        ({"alg": "none"}, ["PRF040", "PRF042"]),
        ({"alg": "NoNe", "kid": "https://example.org/k"}, ["PRF040"]),
        ({"alg": "HS512", "kid": "https://example.org/k"}, ["PRF040"]),
        ({"kid": "https://example.org/k"}, ["PRF040"]),
        ({"alg": "PS256", "kid": "key 1"}, ["PRF041", "PRF043"]),
        ({**HEADER, "x5c": ["AAAA"], "cty": "vc"}, ["PRF044"]),
        ({**HEADER, "typ": "at+jwt"}, ["PRF045"]),
    ],
)
def test_headers(tmp_path: Path, header: dict[str, Any], codes: list[str]) -> None:
    assert token(tmp_path, header, {**base("ob3-credential"), **CLAIMS}) == [(code, None) for code in codes]


@pytest.mark.parametrize(
    ("claims", "pointer"),
    [
        ({"iss": "https://example.org/issuers/other"}, "/issuer/id"),
        ({"jti": "0b5a3c1e-2f64-4d8a-9c37-6e1f0a9b8d72"}, "/id"),
        ({"sub": "did:example:other"}, "/credentialSubject/id"),
        ({"nbf": 1770022860}, "/validFrom"),
        ({"nbf": "1770022800"}, "/validFrom"),
        ({"nbf": 1e300}, "/validFrom"),
        ({"nbf": -(10**40)}, "/validFrom"),
        ({"nbf": True}, "/validFrom"),
        ({"sub": ["did:example:learner"]}, "/credentialSubject/id"),
    ],
)
def test_claims_that_say_something_else(tmp_path: Path, claims: dict[str, Any], pointer: str) -> None:
    assert ("PRF047", pointer) in token(tmp_path, HEADER, {**base("ob3-credential"), **CLAIMS, **claims})


@pytest.mark.parametrize("odd", ODD, ids=repr)
def test_any_value_in_a_token_is_borne(tmp_path: Path, odd: Any) -> None:
    for name in ("alg", "kid", "jwk", "typ", "d", "x5c"):
        token(tmp_path, {**HEADER, name: odd}, {**base("ob3-credential"), **CLAIMS})
    for name in (
        "iss",
        "jti",
        "sub",
        "nbf",
        "exp",
        "vc",
        "issuer",
        "credentialSubject",
        "validFrom",
        "id",
        "type",
    ):
        token(tmp_path, HEADER, {**base("ob3-credential"), **CLAIMS, name: odd})
        token(tmp_path, HEADER, {**CLAIMS, "vc": base("ob3-credential-vc1"), name: odd})
    for name in ("verification", "verify"):
        token(tmp_path, HEADER, {**base("ob2-assertion"), name: odd})


def test_files_of_one_shape_are_judged_each_by_its_own_token(tmp_path: Path) -> None:
    for number in range(4):
        file = tmp_path / f"{number}.json"
        file.write_text(json.dumps(base("ob3-credential")), encoding="utf-8")
    token(tmp_path, {"alg": "none"}, base("ob3-credential"))
    report = check_paths([str(tmp_path)], OPTIONS)
    found = {
        Path(document.path).name: {item.code for item in document.findings} for document in report.documents
    }
    assert "PRF040" in found.pop("badge.jwt")
    assert not any("PRF040" in codes for codes in found.values())


def test_files_of_one_shape_are_judged_each_by_its_own_texts(tmp_path: Path) -> None:
    for number in range(5):
        data = signed("ob3-credential", PROOF)
        data["credentialSubject"]["achievement"]["criteria"]["narrative"] = (
            "Reads a book, and says what is in it."
        )
        if number == 3:
            data["credentialSubject"]["achievement"]["criteria"]["narrative"] = (
                f"-----BEGIN PRIVATE KEY-----\n{'A' * 64}"
            )
        if number == 4:
            data["proof"][0]["proofValue"] = SIGNATURE[:-3]
        (tmp_path / f"{number}.json").write_text(json.dumps(data), encoding="utf-8")
    report = check_paths([str(tmp_path)], OPTIONS)
    assert [
        [item.code for item in document.findings if item.code.startswith("PRF")]
        for document in report.documents
    ] == [[], [], [], ["PRF010"], ["PRF025"]]
