"""Endorsements that are given as signed text: what their payload says, without a look at the signature."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from trustlint.checks.asking import Ask, Asked
from trustlint.checks.context import RuleContext
from trustlint.checks.registry import PLACEHOLDER
from trustlint.checks.result import PASSED, Result, cant_tell, failed
from trustlint.checks.wording import listed, show
from trustlint.credential.kinds import texts_of
from trustlint.credential.view import Node
from trustlint.formats import is_compact_jws
from trustlint.pyrules.class_places import objects_in
from trustlint.pyrules.registry import program_rule

_HOLDERS = ("AchievementCredential", "Achievement", "Profile")
_CLASS = "EndorsementCredential"


def _tokens_asked(context: RuleContext, options: Any) -> Asked | None:
    nodes = list(_tokens(context))
    if any(not _is_endorsement(node.value) for node in nodes):
        return None
    return tuple([Ask((node.path,), _is_endorsement) for node in nodes])


@program_rule("jwt-is-endorsement", asked=_tokens_asked)
def jwt_is_endorsement(context: RuleContext, options: Mapping[str, Any]) -> Iterable[Result]:
    """The payload of every ``endorsementJwt`` is an EndorsementCredential (OB3-124), bare or in the claim ``vc``
    (PRF-07). What is no compact JWS at all is left to the schema."""
    for node in _tokens(context):
        if context.is_placeholder(node.value):
            yield cant_tell(PLACEHOLDER.reason, at=node)
        elif isinstance(node.value, str) and is_compact_jws(node.value):
            problem = _problem(node.value)
            yield PASSED if problem is None else failed(problem, at=node)


def _tokens(context: RuleContext) -> Iterator[Node]:
    for holder in objects_in(context, _HOLDERS):
        if "endorsementJwt" in holder.value:
            value, path = holder.value["endorsementJwt"], (*holder.path, "endorsementJwt")
            if isinstance(value, list):
                yield from (Node(item, (*path, index)) for index, item in enumerate(value))
            else:
                yield Node(value, path)


def _is_endorsement(value: Any) -> bool:
    return isinstance(value, str) and is_compact_jws(value) and _problem(value) is None


def _problem(token: str) -> str | None:
    """What keeps a compact JWS from holding an endorsement, as the end of a sentence."""
    payload = _payload(token)
    if payload is None:
        return "does not hold a credential: its middle part is no JSON object in base64url"
    if isinstance(payload.get("vc"), dict):
        payload = payload["vc"]
    named = texts_of(payload.get("type"))
    if _CLASS in named:
        return None
    if not named:
        return "holds an object without a type, and no EndorsementCredential"
    return f"holds an object of the type {listed([show(name) for name in named[:4]])}, and no {_CLASS}"


def _payload(token: str) -> dict[str, Any] | None:
    import json
    from base64 import urlsafe_b64decode

    middle = token.split(".")[1]
    try:
        content = json.loads(urlsafe_b64decode(middle + "=" * (-len(middle) % 4)))
    except (ValueError, RecursionError):
        return None
    return content if isinstance(content, dict) else None
