"""JSON Web Signatures in compact form, of which VC-JWT (facts section 5.1) and signed Open Badges 2.0 are made: taken apart,
not verified."""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, datetime
from typing import Any, NamedTuple

from trustlint.formats import is_compact_jws
from trustlint.model.pointer import Path
from trustlint.source.json_text import ODD, accept_json
from trustlint.source.limits import DEFAULT_LIMITS

_NOT_BASE64URL = re.compile(r"[^A-Za-z0-9_-]")
_PARTS = ("first part (the header)", "middle part (the payload)", "last part (the signature)")
_HEADER = _PARTS[0]
_VC_2 = "https://www.w3.org/ns/credentials/v2"
_ENCRYPTED_PARTS = 5
_SAME = {
    name: pair for pair in (("validFrom", "issuanceDate"), ("validUntil", "expirationDate")) for name in pair
}
"""Members that say the same in VC 2.0 and 1.1: one of them is enough."""
_SHORTEST = 40


class CompactJws(NamedTuple):
    """A compact JWS, decoded. header: the JOSE header; signing_input: the bytes that the signature is about."""

    header: dict[str, Any]
    payload: bytes
    signature: bytes
    signing_input: bytes


class JwsError(Exception):
    """Why a text is no compact JWS: the end of a sentence that begins with "the JWT", with the next step."""


def looks_like_jws(text: str) -> bool:
    """Whether a text without space around it is meant as a JWS: three parts, the first of which starts as base64url of
    a JSON object does. A placeholder or a word with dots is not."""
    return text.startswith(("ey", "ew")) and is_compact_jws(text)


def is_meant_as_jws(text: str) -> bool:
    """Whether a text without space around it is a compact JWS, or one that was damaged: long, with dots, in one word."""
    return looks_like_jws(text) or (
        text.startswith(("ey", "ew"))
        and "." in text
        and len(text) > _SHORTEST
        and not any(character.isspace() for character in text)
    )


def parse_compact(text: str) -> CompactJws:
    """Take a compact JWS apart (RFC 7515 section 7.1; PRF-01). Raises JwsError with the reason in words."""
    parts = text.split(".")
    if len(parts) == _ENCRYPTED_PARTS:
        raise JwsError("has five parts, so it is encrypted; give the signed credential before encryption")
    if "~" in text:
        raise JwsError(
            "has parts behind a ~, so it is an SD-JWT for selective disclosure; give the credential as a plain JWT or as JSON"
        )
    if len(parts) != len(_PARTS):
        number = f"{len(parts)} parts" if len(parts) > 1 else "one part"
        raise JwsError(f"has {number} between dots, and a JWT has three; copy it again as a whole")
    header_bytes, payload, signature = [
        _decoded(part, name) for part, name in zip(parts, _PARTS, strict=True)
    ]
    try:
        header = accept_json(header_bytes.decode(), DEFAULT_LIMITS)
    except UnicodeDecodeError:
        header = ODD
    if not isinstance(header, dict):
        raise JwsError(f"has a {_HEADER} that is no JSON object; copy it again as a whole")
    if header.get("b64") is False:
        raise JwsError(
            "has b64: false in its header, so its payload is not in it; give a JWT that holds its payload"
        )
    if not payload:
        raise JwsError(
            "has an empty middle part, so the credential is not in it; give the JWT with its payload"
        )
    return CompactJws(header, payload, signature, f"{parts[0]}.{parts[1]}".encode())


def compact(jws: CompactJws) -> str:
    """The token again."""
    signature = urlsafe_b64encode(jws.signature).decode().rstrip("=")
    return f"{jws.signing_input.decode()}.{signature}"


def _decoded(part: str, name: str) -> bytes:
    odd = _NOT_BASE64URL.search(part)
    if odd:
        shown = odd[0] if odd[0].isprintable() and odd[0] != " " else f"U+{ord(odd[0]):04X}"
        raise JwsError(
            f"has the character {shown} in its {name}, which base64url does not have; copy it again as a whole"
        )
    if len(part) % 4 == 1:
        raise JwsError(f"has a {name} that is cut off or too long by a character; copy it again as a whole")
    content = urlsafe_b64decode(part + "=" * (-len(part) % 4))
    if urlsafe_b64encode(content).decode().rstrip("=") != part:
        # Only the last character can say the same in several ways (RFC 4648 section 3.5); none but one is ever written.
        raise JwsError(f"has a {name} whose last character was changed; copy it again as a whole")
    return content


class Claims(NamedTuple):
    """The document in the payload of a JWT. path: where in the payload; word: what it is called in messages."""

    data: Any
    path: Path
    word: str


def document_in(payload: Any) -> Claims:
    """The credential in the parsed payload of a JWT, or the presentation.

    By VC 2.0 and in Open Badges 2.0 it is the payload itself; by VC 1.1 the claim ``vc`` or ``vp``, to which the claims
    beside it are added where it does not say the same itself (VC 1.1 section 6.3.1; PRF-05, PRF-07).
    """
    if not isinstance(payload, dict):
        return Claims(payload, (), "content")
    if "type" not in payload and "@context" not in payload:
        for claim, word in (("vc", "credential"), ("vp", "presentation")):
            if isinstance(payload.get(claim), dict):
                held = payload[claim]
                return Claims(
                    _credential(held, payload) if claim == "vc" else _presentation(held, payload),
                    (claim,),
                    word,
                )
        if "badge" not in payload and "credentialSubject" not in payload:
            return Claims(payload, (), "content")
    types = payload.get("type")
    is_presentation = types == "VerifiablePresentation" or (
        isinstance(types, list) and "VerifiablePresentation" in types
    )
    return Claims(payload, (), "presentation" if is_presentation else "credential")


def _credential(held: dict[str, Any], claims: dict[str, Any]) -> dict[str, Any]:
    contexts = held.get("@context")
    is_2 = contexts == _VC_2 or (isinstance(contexts, list) and _VC_2 in contexts)
    added: dict[str, Any] = {
        "id": _text(claims.get("jti")),
        "issuer": _text(claims.get("iss")),
        "validFrom" if is_2 else "issuanceDate": _time(claims.get("nbf")),
        "validUntil" if is_2 else "expirationDate": _time(claims.get("exp")),
    }
    merged = {
        **held,
        **{
            name: value
            for name, value in added.items()
            if value and held.keys().isdisjoint(_SAME.get(name, (name,)))
        },
    }
    subject = merged.get("credentialSubject")
    if isinstance(subject, dict) and "id" not in subject and _text(claims.get("sub")):
        merged["credentialSubject"] = {**subject, "id": claims["sub"]}
    issuer = merged.get("issuer")
    if isinstance(issuer, dict) and "id" not in issuer and _text(claims.get("iss")):
        merged["issuer"] = {**issuer, "id": claims["iss"]}
    return merged


def _presentation(held: dict[str, Any], claims: dict[str, Any]) -> dict[str, Any]:
    added = {"id": _text(claims.get("jti")), "holder": _text(claims.get("iss"))}
    return {**held, **{name: value for name, value in added.items() if value and name not in held}}


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None


def _time(value: Any) -> str | None:
    """A NumericDate (RFC 7519 section 2) as date and time; None for what is none."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        return datetime.fromtimestamp(value, UTC).isoformat(timespec="auto").replace("+00:00", "Z")
    except (ValueError, OverflowError, OSError):
        return None
