"""Rules about every object of a class, wherever it stands in the document: the places come from ``class_places``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from trustlint.checks.accept import prepare_accept
from trustlint.checks.asking import Ask, Asked, ask_of, ask_refused
from trustlint.checks.context import RuleContext
from trustlint.checks.number import as_number
from trustlint.checks.registry import PLACEHOLDER, Test, prepare_test
from trustlint.checks.result import PASSED, Result, cant_tell, failed
from trustlint.checks.wording import show
from trustlint.credential.view import Node
from trustlint.model.kind import MODEL_TITLES
from trustlint.model.moment import as_moment
from trustlint.model.outcome import Outcome
from trustlint.model.pointer import Path
from trustlint.pyrules.class_places import Placed, objects_in, objects_of
from trustlint.pyrules.registry import prepared_program, program_rule, shape_decides
from trustlint.pyrules.schema import schema_violations, unread_values


@prepared_program("each-object")
class EachObject:
    """Every object of a class passes a check.

    Options ``class``: name or names; ``check``: data of one check; ``where``: a check that picks the objects that the
    rule is about. What the schema already reports is left out.
    """

    __slots__ = ("_accept", "_check", "_classes", "_name", "_spec", "_wanted", "_where", "_where_spec")

    def __init__(self, options: Mapping[str, Any]) -> None:
        self._classes = _names(options["class"])
        self._spec = options["check"]
        self._check, self._accept = prepare_test(options["check"]), prepare_accept(options["check"])
        self._name = _only_where_given(options["check"])
        self._where_spec = options.get("where", {})
        self._where = prepare_test(options["where"]) if "where" in options else None
        self._wanted = prepare_accept(options["where"]) if "where" in options else None

    def __call__(self, context: RuleContext) -> list[Result]:
        nodes, where, accept = self._nodes(context), self._where, self._accept
        quick = not context.templated
        if where is not None:
            plain = self._wanted if quick else None
            nodes = [
                node
                for node in nodes
                if (plain is not None and plain(node.value)) or _passes(where, node, context)
            ]
        rest = [node for node in nodes if not accept(node.value)] if quick and accept is not None else nodes
        results = [PASSED] * (len(nodes) - len(rest))
        for node in rest:
            result = self._check(node, context)
            if result.outcome is not Outcome.PASS:
                result = result.placed(node)
                if reported_by_schema(context, result):
                    continue
            results.append(result)
        return results

    def asked(self, context: RuleContext) -> Asked | None:
        """Which objects are judged, when no value decides about that."""
        asked: list[Ask] = []
        for node in self._nodes(context):
            if self._where is not None:
                refused = ask_refused(self._where_spec, node)
                if refused is not None:
                    asked += refused
                    continue
                wanted = ask_of(self._where_spec, node, context)
                if wanted is None:
                    return None
                asked += wanted
            more = ask_of(self._spec, node, context)
            if more is None:
                return None
            asked += more
        return tuple(asked)

    def _nodes(self, context: RuleContext) -> list[Node]:
        nodes, name = objects_in(context, self._classes), self._name
        return nodes if name is None else [node for node in nodes if name in node.value]


def _passes(test: Test, node: Node, context: RuleContext) -> bool:
    return test(node, context).outcome is Outcome.PASS


def _only_where_given(check: Mapping[str, Any]) -> str | None:
    """The member without which a check does not apply to an object."""
    member = check.get("member")
    return member["name"] if member is not None and member.get("missing") == "inapplicable" else None


@program_rule("members-are-lists", asked=shape_decides)
def members_are_lists(context: RuleContext, options: Mapping[str, Any]) -> Iterable[Result]:
    """Members that may hold several values are lists. Options ``members``: class name to member names (OB3-013)."""
    for class_name, names in options["members"].items():
        for node in objects_in(context, class_name):
            for name in names:
                if name in node.value:
                    result = _is_list(_member(node, name), context)
                    if not reported_by_schema(context, result):
                        yield result


def _is_list(node: Node, context: RuleContext) -> Result:
    if isinstance(node.value, list):
        return PASSED
    shown = "one object" if isinstance(node.value, dict) else show(node.value)
    standard = MODEL_TITLES[context.kind.model] if context.kind else "the standard"
    return failed(f"is {shown}, and {standard} keeps a list here even for one entry", at=node)


@program_rule("no-empty-lists", asked=shape_decides)
def no_empty_lists(context: RuleContext, options: Mapping[str, Any]) -> Iterable[Result]:
    """No member of an object of the standard is an empty list. Options ``except``: member names (OB3-012)."""
    exempt = options["except"]
    for node in objects_in(context, ()):
        for name, value in node.value.items():
            if not value and isinstance(value, list) and name not in exempt:
                result = failed("is an empty list", at=_member(node, name))
                if not reported_by_schema(context, result):
                    yield result
    yield PASSED


_READERS: dict[str, Callable[[Any], Any]] = {
    "date": as_moment,
    "number": lambda value: as_number(value, text=True),
}


def _no_pairs(context: RuleContext, options: Any) -> Asked | None:
    first, last = options["first"], options["last"]
    nodes = objects_in(context, _names(options["class"]))
    return None if any(first in node.value and last in node.value for node in nodes) else ()


def _no_periods(context: RuleContext, options: Any) -> Asked | None:
    nodes = objects_in(context, _names(options["class"]))
    return None if any(end in node.value for node in nodes for end in options["periods"]) else ()


def _endorsed_asked(context: RuleContext, options: Any) -> Asked | None:
    asked = []
    for target, known in _endorsed(context):
        if any(node.document is not None for node in known):
            return None
        if target.value not in [node.value for node in known]:
            return None
        asked.append(Ask((target.path, *(node.path for node in known)), _is_one_of))
    return tuple(asked)


def _is_one_of(value: Any, *known: Any) -> bool:
    return value in known


def _no_parents(context: RuleContext, options: Any) -> Asked | None:
    return None if any("parentOrg" in node.value for node in objects_in(context, "Profile")) else ()


def _names(classes: str | list[str]) -> str | tuple[str, ...]:
    return classes if isinstance(classes, str) else tuple(classes)


@program_rule("members-in-order", asked=_no_pairs)
def members_in_order(context: RuleContext, options: Mapping[str, Any]) -> Iterable[Result]:
    """One member of an object is not after another one.

    Options ``class``: name or names; ``first``, ``last``: the two members, which may be equal; ``as``: ``date`` or
    ``number``; ``at``: the member that a finding points at.
    """
    first, last, read, at = options["first"], options["last"], _READERS[options["as"]], options["at"]
    for node in objects_in(context, _names(options["class"])):
        if first not in node.value or last not in node.value:
            continue
        low, high = read(node.value[first]), read(node.value[last])
        place = _member(node, at)
        if context.is_placeholder(node.value[first]) or context.is_placeholder(node.value[last]):
            yield cant_tell(PLACEHOLDER.reason, at=place)
        elif low is not None and high is not None:
            other = first if at == last else last
            words = f"is {show(place.value)}, and {other} is {show(node.value[other])}"
            yield PASSED if low <= high else failed(words, at=place)


@program_rule("not-over", asked=_no_periods)
def not_over(context: RuleContext, options: Mapping[str, Any]) -> Iterable[Result]:
    """The end of a period has not passed; a period that ends before it starts is left to other rules.

    Options ``class``: name or names; ``periods``: the member with the end, to members that may hold its start; ``held``: true for what is
    inside the document only, false for the document itself only, both when left out.
    """
    held = options.get("held")
    for node in objects_in(context, _names(options["class"])):
        for end, starts in options["periods"].items():
            if end not in node.value or held not in (None, bool(node.path)):
                continue
            place = _member(node, end)
            if context.is_placeholder(place.value):
                yield cant_tell(PLACEHOLDER.reason, at=place)
                continue
            last = as_moment(place.value)
            if last is None or any(
                first is not None and last < first
                for first in [as_moment(node.value.get(start)) for start in starts]
            ):
                continue
            passed = last < context.now
            result = failed(f"is {show(place.value)}, which has passed", at=place) if passed else PASSED
            if not reported_by_schema(context, result):
                yield result


@program_rule("endorses-its-holder", asked=_endorsed_asked)
def endorses_its_holder(context: RuleContext, options: Mapping[str, Any]) -> Iterable[Result]:
    """The subject of an embedded endorsement is the thing that the endorsement hangs on (OB3-123).

    An endorsement on the credential itself may also be about its achievement, issuer or learner; one on a CLR, about
    anything in the CLR.
    """
    for target, nodes in _endorsed(context):
        known = [node.value for node in nodes]
        if target.value in known:
            yield PASSED
        elif any(context.is_placeholder(value) for value in (target.value, *known)):
            yield cant_tell(PLACEHOLDER.reason, at=target)
        elif known:
            yield failed(
                f"is {show(target.value)}, and the endorsement stands in {show(known[0])}", at=target
            )


def _endorsed(context: RuleContext) -> Iterator[tuple[Node, list[Node]]]:
    """What each embedded endorsement is about, with the ids of all that it may be about where it stands."""
    for placed in objects_of(context, "EndorsementCredential"):
        if placed.holder is None or not isinstance(placed.node.value, dict):
            continue
        subject = _member(placed.node, "credentialSubject")
        if isinstance(subject.value, dict) and isinstance(subject.value.get("id"), str):
            yield _member(subject, "id"), _endorsable(placed.holder, context)


def _endorsable(holder: Placed, context: RuleContext) -> list[Node]:
    holders = [holder.node]
    found: list[Node] = []
    if holder.class_name in ("AchievementCredential", "ClrCredential"):
        for field in ("achievement.id", "issuer.id", "subject.id"):
            found.extend(context.select(field).nodes)
    if holder.class_name == "ClrCredential":
        found.extend(context.select("credential.id").nodes)
        holders += objects_in(context, ("Achievement", "Profile", "ClrSubject"))
    found[:0] = [_member(node, "id") for node in holders if "id" in node.value]
    return [node for node in found if isinstance(node.value, str)]


@program_rule("parent-chain-ends", asked=_no_parents)
def parent_chain_ends(context: RuleContext, options: Mapping[str, Any]) -> Iterable[Result]:
    """No organisation stands above itself in a chain of ``parentOrg`` (OB3-127)."""
    for node in objects_in(context, "Profile"):
        if "parentOrg" not in node.value:
            continue
        seen = {id_ for id_ in (node.value.get("id"),) if isinstance(id_, str)}
        above = _member(node, "parentOrg")
        result = PASSED
        while isinstance(above.value, dict):
            id_ = above.value.get("id")
            if isinstance(id_, str):
                if id_ in seen:
                    result = failed(f"is {show(id_)}, an organisation further down", at=_member(above, "id"))
                    break
                seen.add(id_)
            if "parentOrg" not in above.value:
                break
            above = _member(above, "parentOrg")
        yield result


def reported_by_schema(context: RuleContext, result: Result) -> bool:
    """Whether a schema violation, or a problem of the text, says already what is wrong at the place of a failing result
    or around it."""
    if result.outcome is not Outcome.FAIL or result.path is None:
        return False
    return result.path in unread_values(context) or any(
        result.path[: len(violation.path)] == violation.path
        and (
            violation.expected is None
            or (violation.expected == result.expected and violation.path == result.path)
        )
        for violation in schema_violations(context) or ()
    )


def _member(node: Node, name: str) -> Node:
    path: Path = (*node.path, name)
    return Node(node.value.get(name), path, node.document)
