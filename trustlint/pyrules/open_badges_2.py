"""Open Badges 2.0 across documents: the scope of an issuer, and its keys (OB2-03, OB2-04).

The badge class, the issuer and the key may be in the document or among the inputs; what is neither is not judged.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from trustlint.checks.asking import Asked
from trustlint.checks.context import RuleContext
from trustlint.checks.registry import PLACEHOLDER
from trustlint.checks.result import PASSED, Result, cant_tell, failed
from trustlint.checks.web import host_of
from trustlint.checks.wording import listed, show
from trustlint.credential.classes import class_tables
from trustlint.credential.kinds import texts_of
from trustlint.credential.view import Node
from trustlint.pyrules.class_places import objects_in, objects_of
from trustlint.pyrules.objects import reported_by_schema
from trustlint.pyrules.registry import program_rule

_HOSTED = ("HostedBadge", "hosted")
_SIGNED = ("SignedBadge", "signed")


@program_rule("hosted-in-scope")
def hosted_in_scope(context: RuleContext, options: Mapping[str, Any]) -> Iterable[Result]:
    """OB2-03: the id of a hosted badge is in the scope of its issuer: ``startsWith``, else ``allowedOrigins``, else the
    host of the issuer's own id."""
    id_, issuer = _own_id(context), _issuer(context)
    if id_ is None or issuer is None or not _is_verified_by(context, _HOSTED):
        return
    own = issuer.value.get("id")
    policy = issuer.value.get("verification")
    policy = policy if isinstance(policy, dict) else {}
    starts, hosts = texts_of(policy.get("startsWith")), texts_of(policy.get("allowedOrigins"))
    if any(map(context.is_placeholder, [id_.value, own, *starts, *hosts])):
        yield cant_tell(PLACEHOLDER.reason, at=id_)
        return
    host = host_of(id_.value)
    if host is None or (not starts and not hosts and host_of(own) is None):
        return  # no web address: other rules say so
    if starts:
        fits = id_.value.startswith(tuple(starts))
        scope = f"confirms only addresses that start with {listed([show(start) for start in starts])}"
    else:
        allowed = [host_of(name) or name.partition(":")[0].lower() for name in hosts] or [host_of(own) or ""]
        fits = host in allowed
        scope = f"confirms only addresses on {listed([name for name in allowed if name])}"
    yield PASSED if fits else failed(f"is {show(id_.value)}, and the issuer of this badge {scope}", at=id_)


@program_rule("signed-with-known-key")
def signed_with_known_key(context: RuleContext, options: Mapping[str, Any]) -> Iterable[Result]:
    """OB2-04: a signed badge names its key, or its issuer does; and a key that it names is one of the issuer's.

    Option ``part``: ``named`` for the first half, ``listed`` for the second.
    """
    if not _is_verified_by(context, _SIGNED):
        return
    issuer = _issuer(context)
    creators = context.select("credential.verification.creator").nodes
    if issuer is None:
        return
    keys = context.select("issuer.publicKey").nodes
    if not creators:
        if options["part"] == "named":
            at = context.select("credential.verification").nodes[0]
            yield (
                PASSED
                if keys
                else failed("names no key, and neither does the issuer", at=at, expected="creator")
            )
        return
    if options["part"] == "named":
        yield PASSED
        return
    creator, key_ids = _id_of(creators[0].value), [_id_of(key.value) for key in keys]
    place = _creator_place(context)
    if creator is None:
        return
    if any(map(context.is_placeholder, [creator, *key_ids])):
        yield cant_tell(PLACEHOLDER.reason, at=place)
    elif creator in key_ids:
        yield PASSED
    else:
        known = listed([show(key) for key in key_ids if key is not None], "and")
        has = f"its publicKey is {known}" if keys else "it has no publicKey"
        yield failed(f"is {show(creator)}, which the issuer does not name as its key: {has}", at=place)


@program_rule("key-owner-is-issuer")
def key_owner_is_issuer(context: RuleContext, options: Mapping[str, Any]) -> Iterable[Result]:
    """OB2-04: the ``owner`` of a key is the issuer that names it, and the issuer of the badge that it signs."""
    pairs = [
        (placed.node, placed.holder.node.value.get("id"))
        for placed in objects_of(context, "CryptographicKey")
        if placed.holder is not None and placed.holder.class_name == "Profile"
    ]
    issuer = _issuer(context)
    if issuer is not None and _is_verified_by(context, _SIGNED):
        pairs += [
            (node, issuer.value.get("id")) for node in context.select("credential.verification.creator").nodes
        ]
    for key, own in pairs:
        if not isinstance(key.value, dict) or not isinstance(own, str) or "owner" not in key.value:
            continue
        owner = _id_of(key.value["owner"])
        place = _creator_place(context) if key.document else Node(key.value["owner"], (*key.path, "owner"))
        if context.is_placeholder(owner) or context.is_placeholder(own):
            yield cant_tell(PLACEHOLDER.reason, at=place)
        elif owner is not None:
            what = f"names a key whose owner is {show(owner)}" if key.document else f"is {show(owner)}"
            yield PASSED if owner == own else failed(f"{what}, and the issuer is {show(own)}", at=place)


def _nothing_related(context: RuleContext, options: Any) -> Asked | None:
    nodes = objects_in(context, tuple(options["classes"]))
    return None if any("related" in node.value for node in nodes) else ()


@program_rule("related-is-alike", asked=_nothing_related)
def related_is_alike(context: RuleContext, options: Mapping[str, Any]) -> Iterable[Result]:
    """OB2-13: what an object is related to is of its own class. Option ``classes``: class name to the terms for it."""
    classes: Mapping[str, list[str]] = options["classes"]
    for class_name, own in classes.items():
        others = {term for name, terms in classes.items() if name != class_name for term in terms}
        for node in objects_in(context, class_name):
            if "related" not in node.value:
                continue
            for item in _items(Node(node.value["related"], (*node.path, "related"))):
                types = texts_of(item.value.get("type")) if isinstance(item.value, dict) else []
                wrong = not set(types).isdisjoint(others) and set(types).isdisjoint(own)
                at = Node(item.value["type"], (*item.path, "type")) if wrong else item
                yield (
                    failed(f"is {show(at.value)}, and it is related to a {own[0]}", at=at)
                    if wrong
                    else PASSED
                )


def _no_extensions(context: RuleContext, options: Any) -> Asked | None:
    """A type that says Extension is a value; objects that have none, and are not named so, are no extensions."""
    for class_name in _tables(context):
        for holder in objects_in(context, class_name):
            for name, value in holder.value.items():
                if name.startswith("extensions:") or isinstance(value, dict | list):
                    return None
    return ()


@program_rule("extension-objects", asked=_no_extensions)
def extension_objects(context: RuleContext, options: Mapping[str, Any]) -> Iterable[Result]:
    """OB2-10: an extension is an object whose ``type`` contains Extension, and that has its own @context.

    Option ``part``: ``type`` or ``context``. Where the document has contexts besides that of Open Badges, they may
    define what is in the extension, so its own is not asked for.
    """
    for node in _extensions(context):
        if options["part"] == "type":
            if context.is_placeholder(node.value):
                result = cant_tell(PLACEHOLDER.reason, at=node)
            elif not isinstance(node.value, dict):
                result = failed(f"is {show(node.value)}, and an extension is an object", at=node)
            elif "type" not in node.value:
                result = failed("has no type", at=node, expected="type")
            else:
                types = Node(node.value["type"], (*node.path, "type"))
                held = texts_of(types.value)
                if any(map(context.is_placeholder, held)):
                    result = cant_tell(PLACEHOLDER.reason, at=types)
                else:
                    result = PASSED if "Extension" in held else failed(f"is {show(types.value)}", at=types)
        elif isinstance(node.value, dict) and not isinstance(context.data.get("@context"), list):
            result = (
                PASSED
                if node.value.get("@context")
                else failed("has no @context of its own", at=node, expected="@context")
            )
        else:
            continue
        if not reported_by_schema(context, result):
            yield result


def _no_endorsements(context: RuleContext, options: Any) -> Asked | None:
    return None if any(placed.holder is not None for placed in objects_of(context, "Endorsement")) else ()


@program_rule("endorsement-is-about-holder", asked=_no_endorsements)
def endorsement_is_about_holder(context: RuleContext, options: Mapping[str, Any]) -> Iterable[Result]:
    """An endorsement inside an object is about that object; one inside an Assertion may be about its badge class."""
    for placed in objects_of(context, "Endorsement"):
        if placed.holder is None or not isinstance(placed.node.value, dict):
            continue
        claim = placed.node.value.get("claim")
        if not isinstance(claim, dict) or not isinstance(claim.get("id"), str):
            continue
        holder = placed.holder.node.value
        known = [id_ for id_ in (holder.get("id"), _id_of(holder.get("badge"))) if isinstance(id_, str)]
        target = Node(claim["id"], (*placed.node.path, "claim", "id"))
        if not known:
            continue
        if any(map(context.is_placeholder, [target.value, *known])):
            yield cant_tell(PLACEHOLDER.reason, at=target)
        elif target.value in known:
            yield PASSED
        else:
            yield failed(
                f"is {show(target.value)}, and the endorsement stands in {show(known[0])}", at=target
            )


def _own_id(context: RuleContext) -> Node | None:
    id_ = context.data.get("id")
    return Node(id_, ("id",)) if isinstance(id_, str) else None


def _issuer(context: RuleContext) -> Node | None:
    """The profile of the issuer, in the document or among the inputs."""
    nodes = context.select("issuer").nodes
    return nodes[0] if nodes and isinstance(nodes[0].value, dict) else None


def _is_verified_by(context: RuleContext, types: tuple[str, ...]) -> bool:
    return any(
        isinstance(node.value, dict) and not set(texts_of(node.value.get("type"))).isdisjoint(types)
        for node in context.select("credential.verification").nodes
    )


def _creator_place(context: RuleContext) -> Node:
    """Where the badge names its key, whether or not that key is among the inputs."""
    for node in context.select("credential.verification").nodes:
        if isinstance(node.value, dict) and "creator" in node.value:
            return Node(node.value["creator"], (*node.path, "creator"))
    return Node(context.data, ())


def _extensions(context: RuleContext) -> list[Node]:
    """Values of properties that are named as extensions, or whose type says that they are one."""
    tables = _tables(context)
    found: list[Node] = []
    for class_name in tables:
        for holder in objects_in(context, class_name):
            for name, value in holder.value.items():
                if name in tables[class_name]:
                    continue
                for item in _items(Node(value, (*holder.path, name))):
                    if name.startswith("extensions:") or _is_extension(item.value):
                        found.append(item)
    return found


def _tables(context: RuleContext) -> Mapping[str, Mapping[str, str]]:
    return class_tables().get(context.kind.model, {}) if context.kind else {}


def _is_extension(value: Any) -> bool:
    return isinstance(value, dict) and "Extension" in texts_of(value.get("type"))


def _items(node: Node) -> Iterator[Node]:
    if isinstance(node.value, list):
        for index, item in enumerate(node.value):
            yield Node(item, (*node.path, index))
    else:
        yield node


def _id_of(value: Any) -> str | None:
    if isinstance(value, dict):
        value = value.get("id")
    return value if isinstance(value, str) else None
