"""A private key is told of wherever it stands, and is shown nowhere: not in messages, not in excerpts of any finding."""

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
from trustlint.model.report import DocumentResult
from trustlint.private_keys import private_key_in, private_members, without_private_keys
from trustlint.report import render

OPTIONS = CheckOptions(packs=("open-badges", "writing"), now=datetime(2026, 11, 23, tzinfo=UTC))
NUMBER = "Qm9vdHMtYW5kLWJhZGdlcy1hcmUtbm90LWEta2V5ISE"
PEM_BODY = "TUlJRXZRSUJBREFOQmdrcWhraUc5dzBCQVFFRkFBU0NCS2N3Z2dTakFnRUFBb0lCQVFD"
PEM = f"-----BEGIN PRIVATE KEY-----\n{PEM_BODY}\n-----END PRIVATE KEY-----\n"
MULTIBASE = "z3u2RDonZ81AFKiw8QCPKcsyg8Yy2MmYQNxfBn51SS2QmMiw"
SECRETS = (NUMBER, PEM_BODY, MULTIBASE)


def base(name: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((data_folder("rules") / "bases" / f"{name}.json").read_text("utf-8"))
    return data


def keys_in(document: DocumentResult) -> list[str | None]:
    assert document.errors == ()
    return [finding.pointer for finding in document.findings if finding.code == "PRF010"]


JWK = {"kty": "OKP", "crv": "Ed25519", "x": NUMBER[::-1], "d": NUMBER}


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"publicKeyJwk": JWK}, "/publicKeyJwk/d"),
        (
            {"keys": [{"kty": "RSA", "n": "AQAB", "d": NUMBER, "p": NUMBER, "q": NUMBER, "dp": NUMBER}]},
            "/keys/0/d",
        ),
        ({"keys": [{"kty": "oct", "k": NUMBER}]}, "/keys/0/k"),
        ({"privateKeyPem": PEM}, "/privateKeyPem"),
        ({"sec:privateKeyBase58": NUMBER}, "/sec:privateKeyBase58"),
        ({"secretKeyMultibase": MULTIBASE}, "/secretKeyMultibase"),
        ({"privateKeyJwk": JWK}, "/privateKeyJwk"),
        ({"publicKeyPem": PEM}, "/publicKeyPem"),
        ({"description": f"Our key is {PEM}"}, "/description"),
        ({"url": f"did:key:{MULTIBASE}"}, "/url"),
        (
            {"otherIdentifier": [{"identifier": f"did:example:1#{MULTIBASE}"}]},
            "/otherIdentifier/0/identifier",
        ),
    ],
)
@pytest.mark.parametrize("name", ["ob3-profile", "ob2-issuer", "vc", "ob3-credential", "elm-credential", ""])
def test_a_private_key_is_told_of_once_in_a_document_of_any_kind(
    name: str, change: dict[str, Any], pointer: str
) -> None:
    data = {**(base(name) if name else {"id": "did:example:school"}), **change}
    (document,) = check_data(data, OPTIONS).documents
    assert keys_in(document) == [pointer]
    for finding in document.findings:
        assert not any(secret in finding.message for secret in SECRETS), finding


@pytest.mark.parametrize(
    "change",
    [
        {"description": "Learn what -----BEGIN PRIVATE KEY----- means, and why a PRIVATE KEY stays private."},
        {"description": "-----BEGIN PRIVATE KEY-----\nMIIE...\n-----END PRIVATE KEY-----"},
        {"privateKeyPem": "{{key}}"},
        {"privateKeyPem": "kept in the safe of the school office"},
        {"privateKeyJwk": {"id": "https://example.org/keys/1"}},
        {"publicKeyJwk": {"kty": "OKP", "crv": "Ed25519", "x": NUMBER, "d": "REDACTED"}},
        {"publicKeyJwk": {"kty": "OKP", "crv": "Ed25519", "x": NUMBER, "d": None, "p": 17, "q": [NUMBER]}},
        {"publicKeyMultibase": "z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK"},
        {"keyboard": "z" + "3" * 60, "d": NUMBER, "key": NUMBER},
        {"privateKey": False, "secretKey": None, "privatekey": {}},
    ],
)
def test_what_is_no_private_key_is_not_taken_for_one(change: dict[str, Any]) -> None:
    (document,) = check_data({**base("ob3-profile"), **change}, OPTIONS).documents
    assert keys_in(document) == []


def compact(header: dict[str, Any], payload: dict[str, Any]) -> str:
    parts = [
        base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in (header, payload)
    ]
    return ".".join([*parts, "c2lnbmF0dXJl"])


def test_the_header_of_a_token_and_a_token_within_are_looked_at(tmp_path: Path) -> None:
    file = tmp_path / "badge.jwt"
    file.write_text(compact({"alg": "ES256", "jwk": JWK}, base("ob3-credential")), encoding="utf-8")
    (document,) = check_paths([str(file)], OPTIONS).documents
    (found,) = [finding for finding in document.findings if finding.code == "PRF010"]
    assert found.pointer is None
    assert found.span is None
    assert found.message.startswith(
        "The document has the private part of a JSON Web Key as jwk/d in the header of its token; "
    )
    assert NUMBER not in found.message

    held = {
        **base("ob3-credential"),
        "endorsementJwt": [compact({"alg": "ES256", "jwk": JWK}, base("ob3-endorsement"))],
    }
    outer, inner = check_data(held, OPTIONS).documents
    assert keys_in(outer) == []
    assert keys_in(inner) == [None]


def test_a_key_in_a_credential_of_a_clr_is_told_of_there_only() -> None:
    inner = {**base("ob3-credential"), "privateKeyPem": PEM}
    data = base("clr2")
    data["credentialSubject"]["verifiableCredential"] = [inner]
    found = {document.part: keys_in(document) for document in check_data(data, OPTIONS).documents}
    assert found == {
        None: [],
        "/credentialSubject/verifiableCredential/0": [
            "/credentialSubject/verifiableCredential/0/privateKeyPem"
        ],
    }


SOURCES = {
    "pretty.json": lambda data: json.dumps(data, indent=2),
    "minified.json": lambda data: json.dumps(data, separators=(",", ":")),
    "escaped.json": lambda data: json.dumps(data, indent=2).replace("/", "\\/"),
    "cut.json": lambda data: json.dumps(data, indent=2)[:-20] + ",,,",
    "list.yaml": lambda data: "\n".join(_yaml(data, "")),
}


def _yaml(value: Any, indent: str) -> list[str]:
    lines: list[str] = []
    for name, item in value.items():
        if isinstance(item, dict):
            lines += [f"{indent}{json.dumps(name)}:", *_yaml(item, indent + "  ")]
        elif isinstance(item, str) and "\n" in item:
            lines += [f"{indent}{json.dumps(name)}: |", *[f"{indent}  {line}" for line in item.splitlines()]]
        else:
            lines.append(f"{indent}{name if name[0] != '@' else json.dumps(name)}: {json.dumps(item)}")
    return lines


@pytest.mark.parametrize("source", SOURCES)
def test_no_format_shows_a_private_key(tmp_path: Path, source: str) -> None:
    data = {
        **base("ob3-profile"),
        "nmae": "a slip just beside the key",
        "publicKeyPem": PEM,
        "before": 1,
        "privateKeyBase58": NUMBER,
        "url": f"did:key:{MULTIBASE}",
        "publicKey": {"kty": "OKP", "x": NUMBER[::-1], "d": NUMBER},
        "phone": 17,
    }
    file = tmp_path / source
    file.write_text(SOURCES[source](data), encoding="utf-8")
    report = check_paths([str(file)], OPTIONS)
    (document,) = report.documents
    if source != "cut.json":
        assert keys_in(document) == ["/publicKeyPem", "/privateKeyBase58", "/url", "/publicKey/d"]
    told = [finding for finding in document.findings if finding.excerpt is not None]
    assert told
    for format_ in ("text", "json", "html", "sarif", "markdown", "github", "csv"):
        text = render(report, format_)
        assert not any(secret[:20] in text for secret in SECRETS), format_


def test_everything_but_the_key_stays_in_its_place() -> None:
    text = f'{{"a": 1,\n "privateKeyHex": "{NUMBER}",\r\n "z": "zebra", "kty": "OKP", "d" : "{NUMBER}", "x": "{NUMBER}"}}\n'
    shown = without_private_keys(text)
    assert len(shown) == len(text)
    assert shown == text.replace(f'Hex": "{NUMBER}"', f'Hex": "{"*" * 43}"').replace(
        f'"d" : "{NUMBER}"', f'"d" : "{"*" * 43}"'
    )
    assert without_private_keys("a zebra, and a PRIVATE KEY") == "a zebra, and a PRIVATE KEY"


@pytest.mark.parametrize(
    "text",
    [
        "z" * 100_000,
        "-----BEGIN " * 20_000,
        "privateKey" * 20_000,
        '"d":"' * 50_000 + "kty",
        "a" * 300_000 + ":kty",
    ],
)
def test_no_text_takes_long(text: str) -> None:
    started = datetime.now(UTC)
    private_key_in(text)
    without_private_keys(text)
    assert (datetime.now(UTC) - started).total_seconds() < 2


@pytest.mark.parametrize("value", [None, True, 17, 1.5, [], {}, [NUMBER], {"d": NUMBER}, "x" * 19])
def test_values_of_any_type_are_borne(value: Any) -> None:
    for name in ("kty", "d", "crv", "privateKeyPem", "publicKeyPem", "k"):
        list(private_members({"kty": "oct", "x": 1, name: value}))
        list(private_members({name: value}))
