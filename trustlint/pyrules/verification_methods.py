"""Keys as proofs name them and as profiles write them out (PRF-13, PRF-15, PRF-18): their shape, without fetching any."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from trustlint.checks.asking import Asked
from trustlint.checks.context import RuleContext
from trustlint.checks.registry import PLACEHOLDER
from trustlint.checks.result import PASSED, Result, cant_tell, failed
from trustlint.checks.wording import listed, show
from trustlint.credential.view import Node
from trustlint.pyrules.class_places import objects_of
from trustlint.pyrules.proofs import current_proofs, no_proofs, suite_of
from trustlint.pyrules.registry import program_rule

if TYPE_CHECKING:
    from trustlint.multibase import KeyCodec

_DID_KEY = "did:key:"
_OWN_CONTROLLERS = ("did:key:", "did:jwk:")
"""Methods of which every key is controlled by its DID, whatever else is known."""
_KEY_MEMBERS = ("verificationMethod", "assertionMethod", "publicKey")
_MULTIBASE_KEYS = ("Multikey", "Ed25519VerificationKey2020")


@program_rule("did-keys", asked=no_proofs)
def did_keys(context: RuleContext, options: Mapping[str, Any]) -> Iterable[Result]:
    """A ``did:key`` in ``verificationMethod`` is a key that can be read, and one that the suite can be used with (PRF-15).

    Option ``suites``: name to the keys that belong to it.
    """
    suites: Mapping[str, list[str]] = options["suites"]
    for proof, method in _methods(context):
        did, _, _ = method.value.partition("#")
        if not did.startswith(_DID_KEY):
            continue
        codec, suite = _codec_of(did[len(_DID_KEY) :]), suite_of(proof.value)
        if codec is None:
            yield failed(
                f"is {show(method.value)}, and behind did:key: stands no public key that is known", at=method
            )
        elif codec.private:
            continue
        else:
            wanted = suites.get(suite) if isinstance(suite, str) else None
            if wanted is None or codec.name in wanted:
                yield PASSED
            else:
                reason = f"names a key for {codec.name}, and {suite} is made with a key for {listed(wanted)}"
                yield failed(reason, at=method)


@program_rule("did-key-fragments", asked=no_proofs)
def did_key_fragments(context: RuleContext, options: Mapping[str, Any]) -> Iterable[Result]:
    """Behind the ``#`` of a ``did:key`` stands the same key again (PRF-18).

    Option ``part``: ``given`` that there is one, ``same`` that it is the same.
    """
    for _, method in _methods(context):
        did, mark, fragment = method.value.partition("#")
        if not did.startswith(_DID_KEY) or not _is_public(did):
            continue
        if options["part"] == "given":
            told = f"is {show(method.value)}, the DID alone, without the key behind a #"
            yield PASSED if mark else failed(told, at=method)
        elif mark:
            same = fragment == did[len(_DID_KEY) :]
            told = f"is {show(method.value)}, and behind the # stands another key than before it"
            yield PASSED if same else failed(told, at=method)


@program_rule("key-of-issuer", asked=no_proofs)
def key_of_issuer(context: RuleContext, options: Mapping[str, Any]) -> Iterable[Result]:
    """The controller of the key of a proof is the issuer (PRF-13), as far as the two ids tell.

    A key of ``did:key`` or ``did:jwk`` has no other controller than its DID. Any other DID is taken for the controller
    of its keys where the issuer is named by a DID as well; who controls a key at a web address is not known here.
    """
    for proof, method in _methods(context):
        holder = _holder_of(context, proof)
        issuer = _id_of(holder.get("issuer"))
        did = method.value.partition("#")[0].partition("?")[0]
        if issuer is None or not did.startswith("did:") or not _is_public(did):
            continue
        if context.is_placeholder(issuer):
            yield cant_tell(PLACEHOLDER.reason, at=method)
        elif did == issuer.partition("#")[0]:
            yield PASSED
        elif did.startswith(_OWN_CONTROLLERS) or issuer.startswith("did:"):
            yield failed(f"is a key of {show(did)}, and the issuer is {show(issuer)}", at=method)


def _no_keys(context: RuleContext, options: Any) -> Asked | None:
    return None if any(True for _ in _written_keys(context)) else ()


@program_rule("key-documents", asked=_no_keys)
def key_documents(context: RuleContext, options: Mapping[str, Any]) -> Iterable[Result]:
    """Keys that a profile writes out as objects are whole: id, controller, and the key itself (PRF-15, FMT-05)."""
    for key, holder in _written_keys(context):
        type_ = key.value["type"]
        yield from _has_texts(context, key, ("id", "controller", "publicKeyMultibase"), holder)
        text = key.value.get("publicKeyMultibase")
        if not isinstance(text, str) or context.is_placeholder(text):
            continue
        at, codec = Node(text, (*key.path, "publicKeyMultibase")), _codec_of(text)
        if codec is None or codec.private:
            if codec is None:
                yield failed(f"is {show(text)}, which is no public key that is known", at=at)
        elif type_ != "Multikey" and codec.name != "Ed25519":
            yield failed(f"is a key for {codec.name}, and {type_} is for Ed25519 only", at=at)
        else:
            yield PASSED


def _has_texts(
    context: RuleContext, key: Node, names: tuple[str, ...], holder: Mapping[str, Any]
) -> Iterator[Result]:
    for name in names:
        if name not in key.value:
            yield failed(f"has no {name}", at=key, expected=name)
        elif not isinstance(key.value[name], str):
            at = Node(key.value[name], (*key.path, name))
            yield failed(f"is {show(at.value)}, and a text is expected", at=at)
        elif name == "controller":
            own, at = holder.get("id"), Node(key.value[name], (*key.path, name))
            if context.is_placeholder(own) or context.is_placeholder(at.value):
                yield cant_tell(PLACEHOLDER.reason, at=at)
            elif isinstance(own, str) and own != at.value:
                yield failed(f"is {show(at.value)}, and the key stands in the profile of {show(own)}", at=at)


def _written_keys(context: RuleContext) -> Iterator[tuple[Node, dict[str, Any]]]:
    """Objects that are keys by their type, with the profile that holds them."""
    for placed in objects_of(context, "Profile"):
        profile = placed.node
        if not isinstance(profile.value, dict):
            continue
        for name in _KEY_MEMBERS:
            value, path = profile.value.get(name), (*profile.path, name)
            items = (
                [((*path, index), item) for index, item in enumerate(value)]
                if isinstance(value, list)
                else [(path, value)]
            )
            for place, item in items:
                if isinstance(item, dict) and item.get("type") in _MULTIBASE_KEYS:
                    yield Node(item, place), profile.value


def _methods(context: RuleContext) -> Iterator[tuple[Node, Node]]:
    """Each proof with its ``verificationMethod``, where that is text and no placeholder."""
    for proof in current_proofs(context):
        value = proof.value.get("verificationMethod")
        if isinstance(value, str) and not context.is_placeholder(value):
            yield proof, Node(value, (*proof.path, "verificationMethod"))


def _codec_of(text: str) -> KeyCodec | None:
    from trustlint.multibase import decoded, key_codec

    content = decoded(text)
    return key_codec(content) if content is not None else None


def _is_public(did: str) -> bool:
    """False for a ``did:key`` of which another rule tells that it is no public key."""
    if not did.startswith(_DID_KEY):
        return True
    codec = _codec_of(did[len(_DID_KEY) :])
    return codec is not None and not codec.private


def _holder_of(context: RuleContext, proof: Node) -> dict[str, Any]:
    """The credential that a proof stands in."""
    path = proof.path[:-2] if isinstance(proof.path[-1], int) else proof.path[:-1]
    held: dict[str, Any] = context.at(path)
    return held


def _id_of(value: Any) -> str | None:
    if isinstance(value, dict):
        value = value.get("id")
    return value if isinstance(value, str) else None
