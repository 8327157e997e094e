"""The token that a credential came in, by its header and its claims: no signature is verified here (facts section 5.1).

The header has no place in the document, so findings about it have none; nor have claims that are missing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

from trustlint.checks.asking import Asked
from trustlint.checks.context import RuleContext
from trustlint.checks.registry import PLACEHOLDER
from trustlint.checks.result import PASSED, Result, cant_tell, failed
from trustlint.checks.wording import listed, show
from trustlint.credential.view import Node
from trustlint.formats import is_uri
from trustlint.model.moment import as_moment
from trustlint.model.outcome import Outcome
from trustlint.pyrules.registry import program_rule


def _no_token(context: RuleContext, options: Any) -> Asked | None:
    return () if context.jws is None else None


@program_rule("token-algorithm", asked=_no_token)
def token_algorithm(context: RuleContext, options: Mapping[str, Any]) -> Iterable[Result]:
    """The ``alg`` of a token is one for a pair of keys, and one that verifiers know (PRF-02, OB2-04).

    Options ``part``: ``key-pair`` for the first, ``common`` for the second; ``common``: by data model, what is common.
    """
    if context.jws is None:
        return
    algorithm = context.jws.header.get("alg")
    shared = isinstance(algorithm, str) and algorithm.startswith("HS")
    unsigned = isinstance(algorithm, str) and algorithm.lower() == "none"
    is_sound = isinstance(algorithm, str) and algorithm != "" and not shared and not unsigned
    if options["part"] == "key-pair":
        if is_sound:
            yield PASSED
        elif unsigned:
            yield _around('The header of the token says "alg": "none", so that it is not signed')
        elif shared:
            yield _around(
                f"The header of the token says {show(algorithm)}, for which signer and verifier share one secret, so that everybody who can verify it can forge it"
            )
        elif algorithm is None:
            yield _around("The header of the token has no alg, so that nobody knows how to verify it")
        else:
            yield _around(f"The alg in the header of the token is {show(algorithm)}, which is no algorithm")
    elif is_sound:
        common = options["common"][context.kind.model if context.kind else "ob3"]
        yield (
            PASSED
            if algorithm in common
            else _around(
                f"The token is signed with {show(algorithm)[:60]}, and verifiers of these badges need only know {listed(common, 'and')}"
            )
        )


@program_rule("token-header", asked=_no_token)
def token_header(context: RuleContext, options: Mapping[str, Any]) -> Iterable[Result]:
    """What the header of a token holds (PRF-01, PRF-03, PRF-04).

    Option ``part``: ``key`` that it names the key, ``kid`` that it does so by an address, ``members`` that it holds
    nothing else than ``members``, ``typ`` that its type is one of ``types``, ``typ-of-text`` that it is the one of the
    Open Badges text.
    """
    if context.jws is None:
        return
    result = _HEADER_PARTS[options["part"]](context.jws.header, options)
    if result is not None:
        yield result


def _key(header: Mapping[str, Any], options: Mapping[str, Any]) -> Result:
    if isinstance(header.get("kid"), str) or isinstance(header.get("jwk"), dict):
        return PASSED
    return _around("The header of the token names no key: it has neither kid nor jwk")


def _kid(header: Mapping[str, Any], options: Mapping[str, Any]) -> Result | None:
    if "kid" not in header:
        return None
    kid = header["kid"]
    if isinstance(kid, str) and is_uri(kid):
        return PASSED
    return _around(f"The kid in the header of the token is {show(kid)}, which is no address")


def _members(header: Mapping[str, Any], options: Mapping[str, Any]) -> Result:
    more = [show(name) for name in header if name not in options["members"]]
    return _around(f"The header of the token also has {listed(more, 'and')}") if more else PASSED


def _typ(header: Mapping[str, Any], options: Mapping[str, Any]) -> Result | None:
    if "typ" not in header:
        return None
    typ = header["typ"]
    if isinstance(typ, str) and typ.lower() in options["types"]:
        return PASSED
    return _around(f"The typ in the header of the token is {show(typ)}, which is not that of a credential")


def _typ_of_text(header: Mapping[str, Any], options: Mapping[str, Any]) -> Result | None:
    typ = header.get("typ")
    if not isinstance(typ, str) or typ.lower() not in options["types"]:
        return None
    if typ.lower() == "jwt":
        return PASSED
    return _around(f"The typ in the header of the token is {show(typ)}")


_HEADER_PARTS = {"key": _key, "kid": _kid, "members": _members, "typ": _typ, "typ-of-text": _typ_of_text}


class _Claim(NamedTuple):
    """A claim, and the place in the credential that it repeats. moment: whether it is a time."""

    name: str
    node: Node | None
    moment: bool = False


@program_rule("token-claims", asked=_no_token)
def token_claims(context: RuleContext, options: Mapping[str, Any]) -> Iterable[Result]:
    """The claims of a token say the same as the credential in it (PRF-05).

    Option ``part``: ``same`` for claims that are there, ``given`` for those that are not. A claim of which the
    credential says nothing is not asked for. Times are compared to the second (PRF-09).
    """
    payload = _payload(context)
    if payload is None:
        return
    claims = [claim for claim in _claims(context) if claim.node is not None]
    if options["part"] == "given":
        missing = [claim.name for claim in claims if claim.name not in payload]
        if missing:
            more = "claims" if len(missing) > 1 else "claim"
            yield _around(f"The payload of the token lacks the {more} {listed(missing, 'and')}")
        elif claims:
            yield PASSED
        return
    for name, node, moment in claims:
        if name not in payload or node is None:
            continue
        claimed = payload[name]
        if context.is_placeholder(node.value) or context.is_placeholder(claimed):
            yield cant_tell(PLACEHOLDER.reason, at=node)
        elif moment:
            yield _same_moment(name, node, claimed)
        elif claimed == node.value:
            yield PASSED
        else:
            yield failed(
                f"is {show(node.value)}, and the claim {name} of the token is {show(claimed)}", at=node
            )


def _same_moment(name: str, node: Node, claimed: Any) -> Result:
    if isinstance(claimed, bool) or not isinstance(claimed, int | float):
        return failed(
            f"is {show(node.value)}, and the claim {name} of the token is {show(claimed)}, where the number of seconds since 1970 is expected",
            at=node,
        )
    own = as_moment(node.value)
    if own is None or int(own.timestamp()) == int(claimed):
        return PASSED
    return failed(
        f"is {show(node.value)}, and the claim {name} of the token is {_shown_moment(claimed)}", at=node
    )


def _shown_moment(seconds: float) -> str:
    try:
        return f"{seconds}, which is {datetime.fromtimestamp(seconds, UTC).isoformat(timespec='seconds')}"
    except (ValueError, OverflowError, OSError):
        return show(seconds)


@program_rule("token-form", asked=_no_token)
def token_form(context: RuleContext, options: Mapping[str, Any]) -> Iterable[Result]:
    """How a credential is put into its token.

    Option ``part``: ``bare`` that it is the payload itself, and not in the claim ``vc`` (PRF-07); ``subject`` that its
    subject has an id that the claim ``sub`` can repeat (PRF-06); ``seconds`` that its start has whole seconds, as ``nbf``
    has (PRF-09); ``signed`` that an Open Badges 2.0 assertion says that it is signed (OB2-04).
    """
    payload = _payload(context)
    if payload is None:
        return
    part, data = options["part"], context.data
    if part == "bare":
        if "type" in payload and "vc" not in payload:
            yield PASSED
        elif isinstance(payload.get("vc"), dict):
            yield _around("The credential stands in the claim vc of the token")
    elif part == "subject":
        subject = data.get("credentialSubject")
        if isinstance(subject, dict) and ("id" in subject or "identifier" in subject):
            told = "has no id, only an identifier, and the claim sub of the token has to repeat the id"
            node = Node(subject, ("credentialSubject",))
            yield PASSED if "id" in subject else failed(told, at=node)
    elif part == "seconds":
        start = _start(context)
        moment = as_moment(start.value) if start is not None else None
        if start is not None and moment is not None and "nbf" in payload:
            told = f"is {show(start.value)}, with a part of a second, which the claim nbf cannot repeat"
            yield failed(told, at=start) if moment.microsecond else PASSED
    elif part == "signed":
        for name in ("verification", "verify"):
            held = data.get(name)
            if isinstance(held, dict) and isinstance(held.get("type"), str):
                node = Node(held["type"], (name, "type"))
                told = f"is {show(node.value)}, and the assertion comes in a signed token"
                yield failed(told, at=node) if node.value in ("HostedBadge", "hosted") else PASSED


def _payload(context: RuleContext) -> dict[str, Any] | None:
    """The claims of the token; None where the document came in none, or is no object."""
    if context.jws is None or not isinstance(context.data, dict):
        return None
    if "claims of token" not in context.memo:
        try:
            read = json.loads(context.jws.payload)
        except (ValueError, RecursionError):
            read = None
        context.memo["claims of token"] = read if isinstance(read, dict) else None
    payload: dict[str, Any] | None = context.memo["claims of token"]
    return payload


def _claims(context: RuleContext) -> Iterator[_Claim]:
    data = context.data
    issuer, subject = data.get("issuer"), data.get("credentialSubject")
    yield _Claim("iss", _text(issuer, ("issuer",)) or _member(issuer, ("issuer",), "id"))
    yield _Claim("jti", _member(data, (), "id"))
    yield _Claim("sub", _member(subject, ("credentialSubject",), "id"))
    yield _Claim("nbf", _start(context), moment=True)
    end = _member(data, (), "validUntil") or _member(data, (), "expirationDate")
    yield _Claim("exp", end, moment=True)


def _start(context: RuleContext) -> Node | None:
    names = ("validFrom", "issuanceDate")
    if context.kind is not None and context.kind.data_model == "1.1":
        names = ("issuanceDate", "validFrom")
    return next((node for name in names if (node := _member(context.data, (), name)) is not None), None)


def _member(value: Any, path: tuple[str, ...], name: str) -> Node | None:
    return _text(value.get(name), (*path, name)) if isinstance(value, dict) else None


def _text(value: Any, path: tuple[str, ...]) -> Node | None:
    return Node(value, path) if isinstance(value, str) else None


def _around(reason: str) -> Result:
    """A failure of the token around the document, which has no place in it."""
    return Result(Outcome.FAIL, reason, (), nowhere=True)
