"""Extensions of Open Badges: what their own schemas hold against the objects that use them (OB2-10, OB3-016).

Which extensions there are and how they are recognised is data, see ``trustlint.schemas.extensions``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from trustlint.checks.asking import Ask, Asked
from trustlint.checks.context import RuleContext
from trustlint.checks.result import PASSED, Result, failed
from trustlint.credential.kinds import texts_of
from trustlint.credential.view import Node
from trustlint.model.outcome import Outcome
from trustlint.model.pointer import Path
from trustlint.pyrules.class_places import objects_in
from trustlint.pyrules.objects import reported_by_schema
from trustlint.pyrules.registry import program_rule
from trustlint.schemas.extensions import Extension, extensions

_PREFIXES = ("extensions:", "https://w3id.org/openbadges/extensions#")
"""How names of extensions begin in Open Badges 2.0, short and in full."""


class Found(NamedTuple):
    """An object that an extension is about. class_name: of the object that it adds properties to, in Open Badges 3.0;
    named: whether credentialSchema names the schema of the extension, so that verifiers judge by it, too."""

    extension: Extension
    node: Node
    class_name: str | None = None
    named: bool = False


def extension_objects(context: RuleContext) -> list[Found]:
    """The objects of extensions that a document holds, found once."""
    found: list[Found] | None = context.memo.get("extensions")
    if found is None:
        is_ob3 = context.kind is not None and context.kind.model in ("ob3", "clr2")
        found = context.memo["extensions"] = list(_in_classes(context) if is_ob3 else _anywhere(context.data))
    return found


# Open Badges 2.0 and 1.1: an object of its own under a prefixed property


@cache
def _by_name() -> Mapping[str, Extension]:
    return {
        prefix + name: extension
        for extension in extensions("ob2")
        for name in extension.names
        for prefix in _PREFIXES
    }


def _anywhere(data: Any) -> Iterator[Found]:
    pending: list[tuple[Any, Path]] = [(data, ())]
    while pending:
        value, path = pending.pop()
        steps: list[tuple[Any, Any]] = []
        if isinstance(value, dict):
            if path and (extension := _extension_of(value, path)) is not None:
                yield Found(extension, Node(value, path))
            steps = list(value.items())
        elif isinstance(value, list):
            steps = list(enumerate(value))
        pending += [
            (child, (*path, step)) for step, child in reversed(steps) if isinstance(child, dict | list)
        ]


def _extension_of(value: dict[str, Any], path: Path) -> Extension | None:
    """What the type says counts most; the context and the name of the property tell where the type is left out."""
    for name in texts_of(value.get("type")):
        if name in _by_name():
            return _by_name()[name]
    member = next((step for step in reversed(path) if isinstance(step, str)), "")
    if ":" not in member:
        return None
    for url in texts_of(value.get("@context")):
        family = _family_of(url)
        for extension in extensions("ob2"):
            if extension.context_family == family:
                return extension
    return _by_name().get(member)


def _family_of(url: str) -> str | None:
    from trustlint.contexts.tables import bundled_by_url

    context = bundled_by_url().get(url)
    return context.family if context is not None else None


# Open Badges 3.0: properties more on an object of a class


class _Watch(NamedTuple):
    """What to look for in the objects of a class: words in the type, members."""

    types: frozenset[str]
    members: frozenset[str]
    extensions: tuple[Extension, ...]


@cache
def _watched() -> Mapping[str, _Watch]:
    by_class: dict[str, list[Extension]] = {}
    for extension in extensions("ob3"):
        for name in extension.classes:
            by_class.setdefault(name, []).append(extension)
    return {
        name: _Watch(
            frozenset(term for extension in found for term in extension.types),
            frozenset(member for extension in found for member in extension.members),
            tuple(found),
        )
        for name, found in by_class.items()
    }


def _in_classes(context: RuleContext) -> Iterator[Found]:
    for class_name, watch in _watched().items():
        for node in objects_in(context, class_name):
            types = node.value.get("type")
            if _concerns(types, watch.types) or not watch.members.isdisjoint(node.value):
                for extension in watch.extensions:
                    if _concerns(types, extension.types) or (
                        any(member in node.value for member in extension.members)
                        and _uses_context_of(extension, context.data)
                    ):
                        yield Found(
                            extension, node, class_name, _is_named(extension, class_name, context.data)
                        )


def _concerns(types: Any, terms: Iterable[str]) -> bool:
    if isinstance(types, list):
        return any(term in types for term in terms)
    return isinstance(types, str) and types in terms


def _uses_context_of(extension: Extension, data: Any) -> bool:
    """Without the context, a property of that name may be of somebody else."""
    return any(_family_of(url) == extension.context_family for url in texts_of(data.get("@context")))


def _is_named(extension: Extension, class_name: str, data: Any) -> bool:
    """Whether credentialSchema names the schema; some extensions have one for each class, and none that judges others."""
    schemas = extension.credential_schema
    judging = frozenset((schemas.get(class_name, ""),)) if schemas else extension.stands_for
    return not judging.isdisjoint(_schemas_named(data))


def _schemas_named(data: Any) -> list[str]:
    entries = data.get("credentialSchema")
    entries = entries if isinstance(entries, list) else [entries]
    return texts_of([entry.get("id") for entry in entries if isinstance(entry, dict)])


# What can be asked of documents of the same shape


def _same_found(context: RuleContext, options: Any) -> Asked | None:
    """That the same objects use the same extensions: their types, the contexts and schemas that the document names."""
    asked: list[Ask] = []
    told_by_member = False
    for class_name, watch in _watched().items():
        for node in objects_in(context, class_name):
            told_by_member = told_by_member or not watch.members.isdisjoint(node.value)
            if "type" in node.value:
                asked.append(_ask_same_types(node, watch.types))
    if told_by_member and "@context" in context.data:
        asked.append(_ask_same(Node(context.data["@context"], ("@context",))))
    if extension_objects(context) and "credentialSchema" in context.data:
        asked.append(_ask_same(Node(context.data["credentialSchema"], ("credentialSchema",))))
    return tuple(asked)


def _found_and_sound(context: RuleContext, options: Any) -> Asked | None:
    """And that those which the rule judges stay sound."""
    asked: list[Ask] = []
    for found in extension_objects(context):
        if options.get("named") in (None, found.named):
            accepts = found.extension.judge.accepts
            if not accepts(found.node.value):
                return None
            asked.append(Ask((found.node.path,), accepts))
    return (*asked, *(_same_found(context, options) or ()))


def _ask_same_types(node: Node, terms: frozenset[str]) -> Ask:
    """That the type names the same extensions as it does now."""
    types = node.value["type"]
    path = (*node.path, "type")
    if not _concerns(types, terms):
        return Ask((path,), lambda value: not _concerns(value, terms))
    return Ask((path,), lambda value: bool(value == types))


def _ask_same(node: Node) -> Ask:
    return Ask((node.path,), lambda value: bool(value == node.value))


# The programs


@program_rule("extension-keeps-its-schema", asked=_found_and_sound)
def extension_keeps_its_schema(context: RuleContext, options: Mapping[str, Any]) -> Iterable[Result]:
    """What the schema of an extension wants of its objects; what the schema of the standard reports is left out.

    Options ``named``: only of extensions whose schema credentialSchema names, or only of the others; both if left out;
    ``except``: properties that are left to other rules.
    """
    wanted, left_out = options.get("named"), options.get("except", ())
    for found in extension_objects(context):
        if wanted in (None, found.named):
            results = [
                result
                for result in _violations(found, context)
                if _property_of(result) not in left_out and not reported_by_schema(context, result)
            ]
            yield from results or [PASSED]


def _property_of(result: Result) -> str | None:
    """The property that a result is about: the one that is missing, or the last on the way to the value."""
    return result.expected or next(
        (step for step in reversed(result.path or ()) if isinstance(step, str)), None
    )


def _violations(found: Found, context: RuleContext) -> Iterator[Result]:
    value, path = found.node.value, found.node.path
    judge = found.extension.judge
    if judge.accepts(value):
        return
    for violation in judge.violations(value, context.is_placeholder, path):
        yield Result(
            Outcome.FAIL, violation.message, (*path, *violation.path), violation.expected, None, None
        )


@program_rule("extension-schema-named", asked=_same_found)
def extension_schema_named(context: RuleContext, options: Mapping[str, Any]) -> Iterable[Result]:
    """A credential names in credentialSchema the schema of each extension that it uses (OB3-016).

    Said of those only whose published schema can be used: others would make verifiers refuse a sound credential.
    """
    if (
        not isinstance(context.data, dict)
        or context.kind is None
        or context.kind.type != "AchievementCredential"
    ):
        return
    for found in extension_objects(context):
        url = found.extension.credential_schema.get(found.class_name or "")
        if url is None:
            continue
        if url in _schemas_named(context.data):
            yield PASSED
        elif "credentialSchema" in context.data:
            place = Node(context.data["credentialSchema"], ("credentialSchema",))
            yield failed(f"does not name {url}, the schema of {found.extension.title}", at=place)
        else:
            yield failed(
                f"has no credentialSchema that names {url}, the schema of {found.extension.title}",
                at=Node(context.data, ()),
                expected="credentialSchema",
            )
