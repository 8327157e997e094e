"""Results against their result descriptions: the links and value ranges that no schema can express."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from trustlint.checks.asking import Ask, Asked, is_one_of_texts
from trustlint.checks.context import RuleContext
from trustlint.checks.number import as_number
from trustlint.checks.result import PASSED, Result, cant_tell, failed, inapplicable
from trustlint.checks.wording import show
from trustlint.credential.view import Node
from trustlint.model.outcome import Outcome
from trustlint.model.pointer import Path
from trustlint.pyrules.registry import program_rule


def _no_member(field: str, member: str) -> Callable[[RuleContext, Any], Asked | None]:
    """Where no object of a field has a member, the shape decides that there is nothing to judge."""

    def asked(context: RuleContext, options: Any) -> Asked | None:
        values = context.values(field)
        return None if any(isinstance(value, dict) and member in value for value in values) else ()

    return asked


@program_rule("result-value-allowed", asked=_no_member("subject.result", "value"))
def result_value_allowed(context: RuleContext, options: Mapping[str, Any]) -> Iterable[Result]:
    """OB3-108: the value of a result is one of the allowed values, or within the range, of its result description."""
    for result, description in _linked(context):
        if isinstance(result.value.get("value"), str):
            yield _within(
                context, Node(result.value["value"], (*result.path, "value"), result.document), description
            )


@program_rule("required-value-allowed", asked=_no_member("achievement.resultDescription", "requiredValue"))
def required_value_allowed(context: RuleContext, options: Mapping[str, Any]) -> Iterable[Result]:
    """OB3-107: the required value of a result description is one of its allowed values, or within its range."""
    for node in context.select("achievement.resultDescription").nodes:
        if isinstance(node.value, dict) and isinstance(node.value.get("requiredValue"), str):
            path = (*node.path, "requiredValue")
            yield _within(context, Node(node.value["requiredValue"], path, node.document), node.value)


def _required_levels(context: RuleContext, options: Any) -> Asked | None:
    asked = []
    for node in context.select("achievement.resultDescription").nodes:
        if isinstance(node.value, dict) and "requiredLevel" in node.value:
            levels = _level_paths(node)
            if node.document is not None or levels is None:
                return None
            asked.append(Ask(((*node.path, "requiredLevel"), *levels), is_one_of_texts))
    return tuple(asked)


def _level_paths(description: Node) -> tuple[Path, ...] | None:
    """The places of the ids of the rubric levels of a result description; None where one has none."""
    levels = description.value.get("rubricCriterionLevel")
    if not isinstance(levels, list) or not all(isinstance(level, dict) and "id" in level for level in levels):
        return None
    place = (*description.path, "rubricCriterionLevel")
    return tuple((*place, index, "id") for index in range(len(levels)))


@program_rule("required-level-known", asked=_required_levels)
def required_level_known(context: RuleContext, options: Mapping[str, Any]) -> Iterable[Result]:
    """OB3-106: the required level of a result description is the id of one of its own rubric levels."""
    for node in context.select("achievement.resultDescription").nodes:
        if isinstance(node.value, dict) and "requiredLevel" in node.value:
            path = (*node.path, "requiredLevel")
            yield _is_level_of(context, Node(node.value["requiredLevel"], path, node.document), node.value)


def _links(context: RuleContext) -> tuple[list[Ask], list[tuple[Node, Node]]] | None:
    """What to ask so that every result names the same result description again, and the pairs; None where one does not."""
    nodes = context.select("achievement.resultDescription").nodes
    descriptions = [node for node in nodes if isinstance(node.value, dict) and "id" in node.value]
    ids = [node.value["id"] for node in descriptions]
    places = [(*node.path, "id") for node in descriptions]
    asked, pairs = [], []
    for result in context.select("subject.result").nodes:
        if not isinstance(result.value, dict) or "resultDescription" not in result.value:
            continue
        link = result.value["resultDescription"]
        if result.document is not None or not isinstance(link, str) or ids.count(link) != 1:
            return None
        number = ids.index(link)
        asked.append(Ask(((*result.path, "resultDescription"), *places), partial(_names_only, number)))
        pairs.append((result, descriptions[number]))
    return asked, pairs


def _names_only(number: int, link: Any, *ids: Any) -> bool:
    return isinstance(link, str) and ids[number] == link and ids.count(link) == 1


def _achieved_levels(context: RuleContext, options: Any) -> Asked | None:
    linked = _links(context)
    if linked is None:
        return None
    asked, pairs = linked
    for result, description in pairs:
        if "achievedLevel" in result.value:
            levels = _level_paths(description)
            if levels is None:
                return None
            asked.append(Ask(((*result.path, "achievedLevel"), *levels), is_one_of_texts))
    return tuple(asked)


def _linked_only(context: RuleContext, options: Any) -> Asked | None:
    linked = _links(context)
    return None if linked is None else tuple(linked[0])


def _some_level(context: RuleContext, options: Any) -> Asked | None:
    values = context.values("subject.result")
    return () if any(isinstance(value, dict) and "achievedLevel" in value for value in values) else None


def _no_status(context: RuleContext, options: Any) -> Asked | None:
    asked = []
    for node in context.select("achievement.resultDescription.resultType").nodes:
        if node.document is not None or not _is_no_status(node.value):
            return None
        asked.append(Ask((node.path,), _is_no_status))
    return tuple(asked)


def _is_no_status(value: Any) -> bool:
    return isinstance(value, str) and value != "Status"


@program_rule("achieved-level-known", asked=_achieved_levels)
def achieved_level_known(context: RuleContext, options: Mapping[str, Any]) -> Iterable[Result]:
    """OB3-104: the achieved level of a result is the id of a rubric level of the result description it names."""
    for result, description in _linked(context):
        if "achievedLevel" in result.value:
            path = (*result.path, "achievedLevel")
            yield _is_level_of(
                context, Node(result.value["achievedLevel"], path, result.document), description
            )


@program_rule("achieved-level-given", asked=_linked_only)
def achieved_level_given(context: RuleContext, options: Mapping[str, Any]) -> Iterable[Result]:
    """A result whose result description has rubric levels names the level that was achieved."""
    for result, description in _linked(context):
        if _listed(description.get("rubricCriterionLevel")):
            if "achievedLevel" in result.value:
                yield PASSED
            else:
                yield failed(
                    "has no achievedLevel, and its result description has rubric levels",
                    at=result,
                    expected="achievedLevel",
                )


@program_rule("achieved-level-in-some-result", asked=_some_level)
def achieved_level_in_some_result(context: RuleContext, options: Mapping[str, Any]) -> Iterable[Result]:
    """Some result names an achieved level, unless all results belong to result descriptions without rubric levels.

    A failure is shown at a result of the first result description that has levels, else at one whose result
    description is not known.
    """
    results = [node for node in context.select("subject.result").nodes if isinstance(node.value, dict)]
    if any("achievedLevel" in node.value for node in results):
        return [PASSED]
    described = [(node, description) for node, description in _linked(context)]
    rubrics = [
        node.value.get("id")
        for node in context.select("achievement.resultDescription").nodes
        if isinstance(node.value, dict) and _listed(node.value.get("rubricCriterionLevel"))
    ]
    of_rubric = [node for node, description in described if description.get("id") in rubrics]
    of_rubric.sort(key=lambda node: rubrics.index(node.value["resultDescription"]))
    known = {node.path for node, _ in described}
    candidates = of_rubric or [node for node in results if node.path not in known]
    if not candidates:
        return (
            [inapplicable("every result belongs to a result description without rubric levels")]
            if results
            else []
        )
    return [failed("has no achievedLevel", at=candidates[0], expected="achievedLevel")]


@program_rule("status-given", asked=_no_status)
def status_given(context: RuleContext, options: Mapping[str, Any]) -> Iterable[Result]:
    """OB3-105: a result whose result description is of the type Status has a status."""
    for result, description in _linked(context):
        if description.get("resultType") == "Status":
            if "status" in result.value:
                yield PASSED
            else:
                yield failed(
                    "has no status, and its result description is of the type Status",
                    at=result,
                    expected="status",
                )


def _linked(context: RuleContext) -> Iterator[tuple[Node, dict[str, Any]]]:
    """Every result with the result description that it names; results whose link leads nowhere, or to two of the same
    id, are left out."""
    descriptions: dict[str, dict[str, Any]] = {}
    repeated: set[str] = set()
    for node in context.select("achievement.resultDescription").nodes:
        if isinstance(node.value, dict) and isinstance(node.value.get("id"), str):
            if node.value["id"] in descriptions:
                repeated.add(node.value["id"])
            descriptions[node.value["id"]] = node.value
    for node in context.select("subject.result").nodes:
        if isinstance(node.value, dict):
            link = node.value.get("resultDescription")
            if isinstance(link, str) and link in descriptions and link not in repeated:
                yield node, descriptions[link]


def _is_level_of(context: RuleContext, node: Node, description: Mapping[str, Any]) -> Result:
    levels = [
        level.get("id")
        for level in _listed(description.get("rubricCriterionLevel"))
        if isinstance(level, dict)
    ]
    if node.value in levels:
        return PASSED
    if context.is_placeholder(node.value) or any(context.is_placeholder(level) for level in levels):
        return cant_tell("is a placeholder, so its content is not known yet", at=node)
    if not levels:
        return failed(f"is {show(node.value)}, and its result description has no levels", at=node)
    known = ", ".join(show(level) for level in levels[:4])
    return failed(f"is {show(node.value)}, and the levels of its result description are {known}", at=node)


def _within(context: RuleContext, node: Node, description: Mapping[str, Any]) -> Result:
    bounds = [description[name] for name in ("valueMin", "valueMax") if name in description]
    allowed = _listed(description.get("allowedValue"))
    if any(context.is_placeholder(value) for value in (node.value, *bounds, *allowed)):
        return cant_tell("is a placeholder, so its content is not known yet", at=node)
    if allowed:
        if node.value in allowed:
            return PASSED
        return failed(
            f"is {show(node.value)}, and the allowed values are {', '.join(show(item) for item in allowed[:8])}",
            at=node,
        )
    number = as_number(node.value, text=True)
    least, most = (
        as_number(description.get("valueMin"), text=True),
        as_number(description.get("valueMax"), text=True),
    )
    if number is None or (least is None and most is None):
        return Result(Outcome.INAPPLICABLE, "has no range to compare with", node.path)
    if least is not None and number < least:
        return failed(
            f"is {show(node.value)}, and the lowest possible value is {show(description['valueMin'])}",
            at=node,
        )
    if most is not None and number > most:
        return failed(
            f"is {show(node.value)}, and the highest possible value is {show(description['valueMax'])}",
            at=node,
        )
    return PASSED


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]
