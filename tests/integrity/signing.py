"""Credentials signed with keys of our own, made anew from fixed seeds; nothing here is a secret."""

from __future__ import annotations

import hashlib
import json
from base64 import urlsafe_b64encode
from datetime import UTC, datetime
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa, utils
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from trustlint.credential.kinds import detect
from trustlint.integrity import integrity_of
from trustlint.integrity.canonical_form import CanonicalForms, canonical_json
from trustlint.model.resource import NOTHING_GIVEN, Missing, Resource, Resources, Wanted
from trustlint.model.verification import Integrity
from trustlint.source.jws import CompactJws, document_in, parse_compact

NOW = datetime(2026, 6, 1, tzinfo=UTC)
_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


def base58(content: bytes) -> str:
    number, text = int.from_bytes(content, "big"), ""
    while number:
        number, digit = divmod(number, 58)
        text = _BASE58[digit] + text
    return "1" * (len(content) - len(content.lstrip(b"\0"))) + text


def base64url(content: bytes) -> str:
    return urlsafe_b64encode(content).decode().rstrip("=")


def number(value: int, length: int | None = None) -> str:
    return base64url(value.to_bytes(length or (value.bit_length() + 7) // 8, "big"))


class Signer:
    """A key pair. multikey, jwk: its public key; did: its did:key; method: the address of the key in it."""

    def __init__(self, private: Any) -> None:
        self.private = private
        public = private.public_key()
        self.public = public
        if isinstance(private, ed25519.Ed25519PrivateKey):
            raw = public.public_bytes(Encoding.Raw, PublicFormat.Raw)
            self.alg, prefix = "EdDSA", b"\xed\x01"
            self.jwk = {"kty": "OKP", "crv": "Ed25519", "x": base64url(raw)}
        elif isinstance(private, ec.EllipticCurvePrivateKey):
            raw = public.public_bytes(Encoding.X962, PublicFormat.CompressedPoint)
            small = private.curve.name == "secp256r1"
            self.alg, prefix = ("ES256", b"\x80\x24") if small else ("ES384", b"\x81\x24")
            size, numbers = 32 if small else 48, public.public_numbers()
            self.jwk = {
                "kty": "EC",
                "crv": "P-256" if small else "P-384",
                "x": number(numbers.x, size),
                "y": number(numbers.y, size),
            }
        else:
            raw = public.public_bytes(Encoding.DER, PublicFormat.PKCS1)
            self.alg, prefix = "RS256", b"\x85\x24"
            numbers = public.public_numbers()
            self.jwk = {"kty": "RSA", "n": number(numbers.n), "e": number(numbers.e)}
        self.multikey = "z" + base58(prefix + raw)
        self.did = f"did:key:{self.multikey}"
        self.method = f"{self.did}#{self.multikey}"
        self.did_jwk = "did:jwk:" + base64url(json.dumps(self.jwk).encode())

    @property
    def pem(self) -> str:
        return self.public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()

    def sign(self, message: bytes, digest: str = "sha256") -> bytes:
        hashing = hashes.SHA384() if digest == "sha384" else hashes.SHA256()
        if self.alg == "EdDSA":
            return self.private.sign(message)
        if self.alg == "RS256":
            return self.private.sign(message, padding.PKCS1v15(), hashing)
        size = 32 if self.alg == "ES256" else 48
        r, s = utils.decode_dss_signature(self.private.sign(message, ec.ECDSA(hashing)))
        return r.to_bytes(size, "big") + s.to_bytes(size, "big")


def _ed25519(seed: str) -> Signer:
    return Signer(ed25519.Ed25519PrivateKey.from_private_bytes(hashlib.sha256(seed.encode()).digest()))


def _curve(curve: Any, seed: str) -> Signer:
    return Signer(ec.derive_private_key(int.from_bytes(hashlib.sha256(seed.encode()).digest(), "big"), curve))


ALICE = _ed25519("alice")
BOB = _ed25519("bob")
P256 = _curve(ec.SECP256R1(), "p256")
P384 = _curve(ec.SECP384R1(), "p384")
RSA = Signer(rsa.generate_private_key(65537, 2048))


def credential(issuer: str) -> dict[str, Any]:
    return {
        "@context": [
            "https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        ],
        "id": "urn:uuid:91537dba-56cb-11ec-bf63-0242ac130002",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": "Bread baking",
        "issuer": {"id": issuer, "type": ["Profile"], "name": "Example College"},
        "validFrom": "2026-01-01T00:00:00Z",
        "credentialSubject": {
            "id": "did:example:learner",
            "type": ["AchievementSubject"],
            "achievement": {
                "id": "https://example.org/achievements/bread",
                "type": ["Achievement"],
                "name": "Bread baking",
                "description": "Bakes bread from flour, water and salt.",
                "criteria": {"narrative": "Three loaves, tasted\tby two people."},
            },
        },
    }


def sign(
    document: dict[str, Any],
    signer: Signer,
    suite: str = "eddsa-rdfc-2022",
    previous: list[dict[str, Any]] | None = None,
    resources: Resources = NOTHING_GIVEN,
    contexts: dict[str, Any] | None = None,
    **options: Any,
) -> dict[str, Any]:
    """The document with one more proof. previous: the proofs that it builds on; options: further members of the proof."""
    named = (
        {"type": "Ed25519Signature2020"}
        if suite == "Ed25519Signature2020"
        else {"type": "DataIntegrityProof", "cryptosuite": suite}
    )
    proof = {
        **named,
        "created": "2026-01-02T00:00:00Z",
        "verificationMethod": signer.method,
        "proofPurpose": "assertionMethod",
        **options,
    }
    proof = {name: value for name, value in proof.items() if value is not None}
    data = {name: value for name, value in document.items() if name != "proof"}
    if previous:
        data["proof"] = previous
    digest = "sha384" if signer.alg == "ES384" else "sha256"
    if "jcs" in suite:
        proof["@context"] = document["@context"]
        parts = [canonical_json(proof), canonical_json(data)]
    else:
        known = CanonicalForms(contexts or {}, resources)
        parts = [
            known.nquads({"@context": document["@context"], **proof}, digest),
            known.nquads(data, digest),
        ]
    message = b"".join(hashlib.new(digest, part).digest() for part in parts)
    proof["proofValue"] = "z" + base58(signer.sign(message, digest))
    held = document.get("proof", [])
    proofs = [*(held if isinstance(held, list) else [held]), proof]
    return {**document, "proof": proofs if len(proofs) > 1 else proof}


def token(
    payload: dict[str, Any], signer: Signer, header: dict[str, Any] | None = None, digest: str | None = None
) -> str:
    """A compact JWS; without a header, one with the key in it."""
    header = {"alg": signer.alg, "typ": "JWT", "jwk": signer.jwk} if header is None else header
    signed = f"{base64url(json.dumps(header).encode())}.{base64url(json.dumps(payload).encode())}"
    digest = digest or ("sha384" if signer.alg == "ES384" else "sha256")
    return f"{signed}.{base64url(signer.sign(signed.encode(), digest))}"


class Files:
    """Resources from a dictionary: address → JSON data, text, or Missing."""

    def __init__(self, files: dict[str, Any]) -> None:
        self.files = files
        self.asked: list[tuple[str, Wanted]] = []

    def get(self, address: str, wanted: Wanted) -> Resource | Missing:
        self.asked.append((address, wanted))
        if address not in self.files:
            return NOTHING_GIVEN.get(address, wanted)
        held = self.files[address]
        if isinstance(held, Missing):
            return held
        if isinstance(held, bytes):
            return Resource(address, held, None, "a file of the test")
        text = held if isinstance(held, str) else json.dumps(held)
        return Resource(address, text.encode(), None, "a file of the test")


def judged(
    data: Any, jws: CompactJws | None = None, resources: Resources = NOTHING_GIVEN, now: datetime = NOW
) -> Integrity | None:
    return integrity_of(data, detect(data).kind, jws, resources, now)


def judged_token(text: str, resources: Resources = NOTHING_GIVEN, now: datetime = NOW) -> Integrity | None:
    jws = parse_compact(text)
    return judged(document_in(json.loads(jws.payload)).data, jws, resources, now)


def did_document(did: str, *signers: Signer, **more: Any) -> dict[str, Any]:
    """A DID document with the keys ``#key-1``, ``#key-2``, all for assertions."""
    ids = [f"{did}#key-{index}" for index in range(1, len(signers) + 1)]
    methods = [
        {"id": id_, "type": "Multikey", "controller": did, "publicKeyMultibase": signer.multikey}
        for id_, signer in zip(ids, signers, strict=True)
    ]
    return {"id": did, "verificationMethod": methods, "assertionMethod": ids, **more}
