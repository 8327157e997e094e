"""What a CLR holds: its credentials and their achievements, set against each other and against the CLR itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from trustlint.checks.asking import Asked
from trustlint.checks.context import RuleContext
from trustlint.checks.registry import PLACEHOLDER
from trustlint.checks.result import PASSED, Result, cant_tell, failed
from trustlint.checks.wording import show
from trustlint.credential.view import Node
from trustlint.model.pointer import display
from trustlint.pyrules.registry import program_rule

_OF_IDENTITY = ("identityType", "identityHash", "salt", "hashed")


class Contents(NamedTuple):
    """held: the credentials that the CLR itself holds; credentials: these and, of a CLR among them, those that it holds
    in turn; achievements: every achievement, those of the subject first; complete: False where something cannot be
    looked into, so that there may be more."""

    held: list[Node]
    credentials: list[Node]
    achievements: list[Node]
    complete: bool

    def by_id(self) -> dict[str, list[Node]]:
        """The achievements that are objects, by their id."""
        found: dict[str, list[Node]] = {}
        for node in self.achievements:
            id_ = node.value.get("id") if isinstance(node.value, dict) else None
            if isinstance(id_, str):
                found.setdefault(id_, []).append(node)
        return found


def contents_of(context: RuleContext) -> Contents:
    """What the checked CLR holds, found once; nothing for documents of another kind or shape."""
    known: Contents | None = context.memo.get("clr contents")
    if known is None:
        known = context.memo["clr contents"] = _look(context)
    return known


def _look(context: RuleContext) -> Contents:
    held: list[Node] = []
    credentials: list[Node] = []
    achievements: list[Node] = []
    complete = True
    subjects = list(_items(Node(context.data, ()), "credentialSubject"))
    outer = True
    while subjects:
        found: list[Node] = []
        for subject in subjects:
            if not isinstance(subject.value, dict):
                complete = False
                continue
            achievements += _items(subject, "achievement")
            found += _items(subject, "verifiableCredential")
        subjects = []
        for credential in found:
            below = list(_items(credential, "credentialSubject"))
            complete = complete and bool(below)
            subjects += below
        found = [node for node in found if isinstance(node.value, dict)]
        credentials += found
        if outer:
            held, outer = found, False
    return Contents(held, credentials, achievements, complete)


def _items(holder: Node, name: str) -> Iterator[Node]:
    """The values of a member that may hold one or many."""
    if isinstance(holder.value, dict) and name in holder.value:
        value, path = holder.value[name], (*holder.path, name)
        if isinstance(value, list):
            for index, item in enumerate(value):
                yield Node(item, (*path, index))
        else:
            yield Node(value, path)


@program_rule("held-subject-is-the-learner")
def held_subject_is_the_learner(context: RuleContext, options: Mapping[str, Any]) -> Iterable[Result]:
    """CLR-10: a credential in a CLR is about the learner that the CLR is about, by id or by an identifier of both.

    Endorsements are left out: they are about what they endorse.
    """
    learner = next(_items(Node(context.data, ()), "credentialSubject"), None)
    if learner is None or not isinstance(learner.value, dict):
        return
    for credential in contents_of(context).held:
        type_ = credential.value.get("type")
        if isinstance(type_, list) and "EndorsementCredential" in type_:
            continue
        for subject in _items(credential, "credentialSubject"):
            if isinstance(subject.value, dict):
                yield from _same_learner(context, learner.value, subject)


def _same_learner(context: RuleContext, learner: dict[str, Any], subject: Node) -> Iterator[Result]:
    wanted, found = learner.get("id"), subject.value.get("id")
    known, given = _identifiers(learner), _identifiers(subject.value)
    at = Node(found, (*subject.path, "id")) if "id" in subject.value else subject
    if (isinstance(found, str) and found == wanted) or known & given:
        yield PASSED
    elif context.is_placeholder(wanted) or context.is_placeholder(found):
        yield cant_tell(PLACEHOLDER.reason, at=at)
    elif isinstance(wanted, str) and isinstance(found, str):
        yield failed(f"is {show(found)}, and the CLR is about {show(wanted)}", at=at)
    elif (wanted or known) and (found or given):
        yield cant_tell("is identified in another way than the learner of the CLR", at=at)


def _identifiers(subject: dict[str, Any]) -> set[tuple[str | bool | None, ...]]:
    """Of each identifier what makes it the same as another one."""
    found = set()
    for node in _items(Node(subject, ()), "identifier"):
        if isinstance(node.value, dict) and isinstance(node.value.get("identityHash"), str):
            members = [node.value.get(name) for name in _OF_IDENTITY]
            found.add(tuple(member if isinstance(member, str | bool) else None for member in members))
    return found


def _no_two_achievements(context: RuleContext, options: Any) -> Asked | None:
    return None if len(contents_of(context).achievements) > 1 else ()


@program_rule("shared-achievements-agree", asked=_no_two_achievements)
def shared_achievements_agree(context: RuleContext, options: Mapping[str, Any]) -> Iterable[Result]:
    """CLR-11: an achievement that stands in a CLR several times says the same each time.

    Options ``members``: the names of the texts that are compared.
    """
    for nodes in contents_of(context).by_id().values():
        first = nodes[0]
        for node in nodes[1:]:
            for name in options["members"]:
                if name in first.value and name in node.value:
                    yield _agreement(context, name, first, Node(node.value[name], (*node.path, name)))


def _agreement(context: RuleContext, name: str, first: Node, text: Node) -> Result:
    before = first.value[name]
    if context.is_placeholder(before) or context.is_placeholder(text.value):
        return cant_tell(PLACEHOLDER.reason, at=text)
    if _agree(before, text.value):
        return PASSED
    return failed(
        f"is {show(text.value)}, and {display(first.path)} is the same achievement with the {name} {show(before)}",
        at=text,
    )


def _agree(one: Any, other: Any) -> bool:
    """Whether two texts, or texts by language, do not contradict each other; values of other types are not judged."""
    if isinstance(one, dict) and isinstance(other, dict):
        return all(one[language] == other[language] for language in one.keys() & other.keys())
    if isinstance(one, dict) or isinstance(other, dict):
        texts, text = (one, other) if isinstance(one, dict) else (other, one)
        return not isinstance(text, str) or text in texts.values()
    return not isinstance(one, str) or not isinstance(other, str) or one.strip() == other.strip()
