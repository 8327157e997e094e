"""Data Integrity proofs by their shape: no signature is verified here (facts section 5.2).

Proofs stand where ``classes.yaml`` has them. A proof whose type or suite another rule tells of is judged by no other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from trustlint.checks.asking import Asked
from trustlint.checks.context import RuleContext
from trustlint.checks.registry import PLACEHOLDER
from trustlint.checks.result import PASSED, Result, cant_tell, failed
from trustlint.checks.wording import listed, plural, show
from trustlint.credential.view import Node
from trustlint.formats import is_uri
from trustlint.pyrules.class_places import objects_in
from trustlint.pyrules.objects import reported_by_schema
from trustlint.pyrules.registry import program_rule

CURRENT_TYPES = ("DataIntegrityProof", "Ed25519Signature2020")
"""Types of proofs that verifiers of Open Badges take (PRF-10)."""


def no_proofs(context: RuleContext, options: Any) -> Asked | None:
    """An unsigned document asks for nothing."""
    return None if objects_in(context, "Proof") else ()


def current_proofs(context: RuleContext) -> list[Node]:
    """The proofs of a type that verifiers take."""
    return [node for node in objects_in(context, "Proof") if node.value.get("type") in CURRENT_TYPES]


def suite_of(proof: Mapping[str, Any]) -> Any:
    """The cryptosuite, or the type of a proof that is a suite by itself."""
    return proof.get("cryptosuite") if proof.get("type") == "DataIntegrityProof" else proof.get("type")


@program_rule("proof-values", asked=no_proofs)
def proof_values(context: RuleContext, options: Mapping[str, Any]) -> Iterable[Result]:
    """The ``proofValue`` of every proof is there, and is written as its suite says (PRF-12, FMT-05).

    Option ``suites``: name to ``base`` (the multibase letter), ``bytes`` (the numbers that a signature may have), and
    ``starts`` (hexadecimal, what the bytes start with). Of other suites only the presence is judged.
    """
    suites: Mapping[str, Mapping[str, Any]] = options["suites"]
    for proof in current_proofs(context):
        suite = suite_of(proof.value)
        if "proofValue" not in proof.value:
            yield failed("has no proofValue", at=proof, expected="proofValue")
            continue
        value = Node(proof.value["proofValue"], (*proof.path, "proofValue"))
        if context.is_placeholder(value.value) or context.is_placeholder(suite):
            yield cant_tell(PLACEHOLDER.reason, at=value)
            continue
        known = suites.get(suite) if isinstance(suite, str) else None
        problem = _problem_of_value(value.value, suite, known) if known is not None else None
        result = PASSED if problem is None else failed(problem, at=value)
        if not reported_by_schema(context, result):
            yield result


def _problem_of_value(value: Any, suite: Any, known: Mapping[str, Any]) -> str | None:
    base = known["base"]
    form = "base58btc, which starts with z" if base == "z" else "base64url, which starts with u"
    if not isinstance(value, str) or not value.startswith(base):
        return f"is {show(value)}, and a signature of {suite} is written in {form}"
    from trustlint.multibase import decoded

    content = decoded(value)
    if content is None:
        return f"is {show(value)}, which holds a character that is not of {form}"
    sizes = known.get("bytes")
    if sizes and len(content) not in sizes:
        wanted = listed([str(size) for size in sizes])
        return f"holds {plural(len(content), 'byte')}, and a signature of {suite} has {wanted}"
    starts = known.get("starts")
    if starts and not content.startswith(bytes.fromhex(starts)):
        return f"is {show(value)}, which does not begin as a signature of {suite} does"
    return None


@program_rule("proof-ids", asked=no_proofs)
def proof_ids(context: RuleContext, options: Mapping[str, Any]) -> Iterable[Result]:
    """Ids of proofs are addresses, and no two proofs have the same one (PRF-17)."""
    for siblings in _sets_of_proofs(context):
        seen: set[str] = set()
        for proof in siblings:
            if "id" not in proof.value:
                continue
            id_ = Node(proof.value["id"], (*proof.path, "id"))
            if context.is_placeholder(id_.value):
                yield cant_tell(PLACEHOLDER.reason, at=id_)
            elif not isinstance(id_.value, str) or not is_uri(id_.value):
                yield failed(
                    f"is {show(id_.value)}, and the id of a proof is an address such as urn:uuid", at=id_
                )
            elif id_.value in seen:
                yield failed(f"is {show(id_.value)}, which is the id of another proof already", at=id_)
            else:
                yield PASSED
            if isinstance(id_.value, str):
                seen.add(id_.value)


@program_rule("previous-proofs", asked=no_proofs)
def previous_proofs(context: RuleContext, options: Mapping[str, Any]) -> Iterable[Result]:
    """``previousProof`` names proofs that are there, and no proof comes before itself (PRF-17)."""
    for siblings in _sets_of_proofs(context):
        by_id = {
            id_: proof.value for proof in siblings if isinstance(id_ := proof.value.get("id"), str) and id_
        }
        for proof in siblings:
            if proof.value.get("type") not in CURRENT_TYPES or "previousProof" not in proof.value:
                continue
            for item in _items(Node(proof.value["previousProof"], (*proof.path, "previousProof"))):
                if context.is_placeholder(item.value) or any(map(context.is_placeholder, by_id)):
                    yield cant_tell(PLACEHOLDER.reason, at=item)
                elif not isinstance(item.value, str):
                    yield failed(f"is {show(item.value)}, and the id of another proof is expected", at=item)
                elif item.value not in by_id:
                    yield failed(f"is {show(item.value)}, and no proof here has this id", at=item)
                elif _comes_before_itself(proof.value, item.value, by_id):
                    yield failed(
                        f"is {show(item.value)}, so that this proof would come before itself", at=item
                    )
                else:
                    yield PASSED


def _comes_before_itself(
    proof: dict[str, Any], previous: str, by_id: Mapping[str, Mapping[str, Any]]
) -> bool:
    waiting, seen = [previous], set[str]()
    while waiting:
        id_ = waiting.pop()
        if id_ in seen or id_ not in by_id:
            continue
        seen.add(id_)
        earlier = by_id[id_]
        if earlier is proof:
            return True
        named = earlier.get("previousProof")
        waiting += [item for item in (named if isinstance(named, list) else [named]) if isinstance(item, str)]
    return False


def _sets_of_proofs(context: RuleContext) -> Iterator[list[Node]]:
    """The proofs of each object together."""
    sets: dict[tuple[str | int, ...], list[Node]] = {}
    for node in objects_in(context, "Proof"):
        holder = node.path[:-1] if isinstance(node.path[-1], int) else node.path
        sets.setdefault(holder, []).append(node)
    yield from sets.values()


def _items(node: Node) -> Iterator[Node]:
    if isinstance(node.value, list):
        for index, item in enumerate(node.value):
            yield Node(item, (*node.path, index))
    else:
        yield node
