"""The JSON Schemas that a credential names itself (``credentialSchema``): does it fit them? (REF-02)"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from trustlint.checks.asking import Asked
from trustlint.checks.context import RuleContext
from trustlint.checks.result import PASSED, Result, cant_tell, failed
from trustlint.checks.wording import show
from trustlint.credential.kinds import texts_of
from trustlint.credential.view import Node
from trustlint.model.outcome import Outcome
from trustlint.model.pointer import to_pointer
from trustlint.model.resource import Missing, Resource, Wanted
from trustlint.pyrules.class_places import objects_in
from trustlint.pyrules.registry import program_rule
from trustlint.source.json_text import object_in

_APPLIED = frozenset(("1EdTechJsonSchemaValidator2019", "JsonSchema", "JsonSchemaValidator2018"))
_MOST_SCHEMAS = 10
_MOST_PROBLEMS = 3


def _schemas(context: RuleContext) -> list[Node]:
    """The entries that name a schema of others: those of the standards judge already."""
    found = []
    for node in objects_in(context, "CredentialSchema"):
        address = node.value.get("id")
        if (
            isinstance(address, str)
            and address.startswith(("https://", "http://"))
            and not _APPLIED.isdisjoint(texts_of(node.value.get("type")))
            and not context.is_placeholder(address)
        ):
            found.append(node)
    if found:
        from trustlint.schemas.local import replaceable_addresses

        ours = replaceable_addresses()
        found = [node for node in found if node.value["id"] not in ours]
    return found[:_MOST_SCHEMAS]


def _is_asked(context: RuleContext) -> bool:
    """Schemas of others are on the web: before publishing, a run without it does not ask for them."""
    return context.receiving.online or context.receiving.verify


def _none_named(context: RuleContext, options: Any) -> Asked | None:
    return None if _is_asked(context) and objects_in(context, "CredentialSchema") else ()


@program_rule("fits-named-schemas", asked=_none_named)
def fits_named_schemas(context: RuleContext, options: Mapping[str, Any]) -> Iterable[Result]:
    """A credential fits each JSON Schema that it names, as far as a run can have it.

    Option ``part``: ``found``, whether it can be had; ``fits``, what it says. Nothing is asked where nothing can be
    looked up, unless by one who receives the credential.
    """
    for node in _schemas(context) if _is_asked(context) else ():
        address = node.value["id"]
        place = Node(address, (*node.path, "id"))
        found = context.receiving.resources.get(address, Wanted.SCHEMA)
        if options["part"] == "fits":
            if isinstance(found, Resource):
                yield from _judged(context, place, found)
        elif isinstance(found, Missing):
            yield failed(f"names the schema {show(address)}, which {found.reason}", at=place)
        else:
            yield PASSED


def _judged(context: RuleContext, place: Node, resource: Resource) -> Iterable[Result]:
    from trustlint.schemas.local import LocalJudge

    schema = object_in(resource.content)
    if schema is None:
        yield failed(f"leads to {resource.found_in}, which is no JSON Schema", at=place)
        return
    try:
        violations = LocalJudge(schema, "that schema").violations(context.data, context.is_placeholder)
    except ValueError as error:
        yield cant_tell(f"leads to a schema that cannot be used: {error}", at=place)
        return
    for violation in violations[:_MOST_PROBLEMS]:
        where = to_pointer(violation.path) or "the credential"
        message = f"names a schema that the credential does not fit, at {where}: {violation.message}"
        yield Result(Outcome.FAIL, message.rstrip("."), place.path)
    if not violations:
        yield PASSED
