"""Members that are named as in another version of Open Badges, and what to do about an old badge (OB2-14)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from trustlint.checks.asking import Asked
from trustlint.checks.context import RuleContext
from trustlint.checks.result import PASSED, Result, failed
from trustlint.checks.wording import listed, show
from trustlint.credential.view import Node
from trustlint.formats import is_date_time
from trustlint.pyrules.class_places import objects_in
from trustlint.pyrules.registry import program_rule, shape_decides
from trustlint.pyrules.schema import schema_violations


@program_rule("names-of-other-version", quiet=lambda context: schema_violations(context) == ())
def names_of_other_version(context: RuleContext, options: Mapping[str, Any]) -> Iterable[Result]:
    """No mandatory member goes by its name in another version of Open Badges; one failure for each object.

    Options ``names``: the right name to the other one, as in ``unless_named`` of the rule on missing members.
    """
    missing: dict[object, set[str | None]] = {}
    for violation in schema_violations(context) or ():
        if violation.problem == "missing":
            missing.setdefault(violation.path, set()).add(violation.expected)
    for node, right, other in _renamed(context, options):
        pairs = [pair for pair in zip(right, other, strict=True) if pair[0] in missing.get(node.path, ())]
        if pairs:
            right_names = listed([pair[0] for pair in pairs], "and")
            other_names = listed([pair[1] for pair in pairs], "and")
            standard = context.kind.standard if context.kind else "Open Badges"
            it = "it" if len(pairs) == 1 else "them"
            yield failed(f"has {other_names}, which {standard} calls {right_names}; rename {it}", at=node)
    yield PASSED


def _renamed(
    context: RuleContext, options: Mapping[str, Any]
) -> Iterator[tuple[Node, tuple[str, ...], tuple[str, ...]]]:
    """The objects that lack a name and have the other one: the names that they lack, and those that they have."""
    names = options["names"]
    for node in objects_in(context, ()):
        lacking = [name for name in names if name not in node.value and names[name] in node.value]
        if lacking:
            yield node, tuple(lacking), tuple([names[name] for name in lacking])


def _nothing_unread(context: RuleContext, options: Any) -> Asked | None:
    for class_name, names in options["names"].items():
        for node in objects_in(context, class_name):
            if not names.keys().isdisjoint(node.value):
                return None
    return ()


@program_rule("names-not-read", asked=_nothing_unread)
def names_not_read(context: RuleContext, options: Mapping[str, Any]) -> Iterable[Result]:
    """No member goes by a name that software for this version does not read; one failure for each object.

    Options ``names``: class name to member name to the member that the version reads instead, or null where it has
    none. An object in which the counterpart is missing, and mandatory, is left to the rule on those.
    """
    missing = {(item.path, item.expected) for item in schema_violations(context) or ()}
    for class_name, names in options["names"].items():
        for node in objects_in(context, class_name):
            found = [name for name in names if name in node.value]
            if found and not any((node.path, names[name]) in missing for name in found):
                what = "a member" if len(found) == 1 else "members"
                yield failed(f"has {listed(found, 'and')}, {what} of another version of Open Badges", at=node)
    yield PASSED


@program_rule("upgrade-steps", asked=shape_decides)
def upgrade_steps(context: RuleContext, options: Mapping[str, Any]) -> Iterable[Result]:
    """The document is none of Open Badges 0.5 to 1.1; else what makes it one of 2.0.

    Options ``context``: that of 2.0; ``add``: class name to members that 2.0 demands; ``turn``: class name to member name
    to what it turns ``into``, ``unless`` it is an ``object`` or a ``date-time`` already.
    """
    kind = context.kind
    if kind is None or kind.model != "ob1":
        return [PASSED]
    add = [name for name in options["add"].get(kind.type, ()) if name not in context.data]
    steps = [f"write {show(options['context'])} as @context"]
    steps += [f"add {listed(add, 'and')}"] if add else []
    turn: list[str] = []
    for class_name, members in options["turn"].items():
        for node in objects_in(context, class_name):
            place = "".join(f"{step}." for step in node.path if isinstance(step, str))
            turn += [
                f"{place}{name} into {change['into']}"
                for name, change in members.items()
                if name in node.value and not _IS[change.get("unless", "")](node.value[name])
            ]
    if turn:
        steps.append(f"turn {listed(list(dict.fromkeys(turn)), 'and')}")
    what = f"is an {kind.label}, which wallets of today rarely accept; to make it one of Open Badges 2.0, "
    return [failed(what + listed(steps, "and"), at=Node(context.data, ()))]


_IS: dict[str, Callable[[Any], bool]] = {
    "": lambda value: False,
    "object": lambda value: isinstance(value, dict),
    "date-time": lambda value: isinstance(value, str) and is_date_time(value),
}
