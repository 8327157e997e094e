"""The analytic rubric inside an achievement: the levels of one criterion beside each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from trustlint.checks.context import RuleContext
from trustlint.checks.number import as_number
from trustlint.checks.registry import PLACEHOLDER
from trustlint.checks.result import PASSED, Result, cant_tell, failed
from trustlint.checks.text import normalised, words_of
from trustlint.checks.wording import show
from trustlint.credential.view import Node
from trustlint.pyrules.registry import program_rule


@program_rule("levels-distinct")
def levels_distinct(context: RuleContext, options: Mapping[str, Any]) -> Iterable[Result]:
    """No two levels of one result description have the same ``member``; letter case, punctuation and the way of
    writing a number do not count."""
    for texts in _columns(context, options["member"]):
        open_text = next((node for node in texts if context.is_placeholder(node.value)), None)
        seen: set[object] = set()
        for node in texts:
            said = _said(node.value)
            if said in seen and not context.is_placeholder(node.value):
                yield failed(f"is {show(node.value)}, as for another level of the same criterion", at=node)
                break
            seen.add(said)
        else:
            yield PASSED if open_text is None else cant_tell(PLACEHOLDER.reason, at=open_text)


@program_rule("levels-of-like-length")
def levels_of_like_length(context: RuleContext, options: Mapping[str, Any]) -> Iterable[Result]:
    """The descriptions of the levels of one result description are of like length, as they describe the same features.

    Options ``at_most``: how many times as many words the longest may have as the shortest.
    """
    for texts in _columns(context, "description"):
        open_text = next((node for node in texts if context.is_placeholder(node.value)), None)
        if open_text is not None:
            yield cant_tell(PLACEHOLDER.reason, at=open_text)
            continue
        lengths = [len(words_of(node.value)) for node in texts]
        shortest = min(range(len(texts)), key=lengths.__getitem__)
        if max(lengths) <= options["at_most"] * lengths[shortest]:
            yield PASSED
        else:
            yield failed(
                f"has {lengths[shortest]} words, and the description of another level of the same criterion has {max(lengths)}",
                at=texts[shortest],
            )


def _said(text: str) -> object:
    number = as_number(text, text=True)
    return number if number is not None else normalised(text) or text.strip()


def _columns(context: RuleContext, member: str) -> Iterator[list[Node]]:
    """The texts of a member of all levels that have it, for each result description with two or more of them."""
    for description in context.select("achievement.resultDescription").nodes:
        levels = (
            description.value.get("rubricCriterionLevel") if isinstance(description.value, dict) else None
        )
        if not isinstance(levels, list):
            continue
        texts = [
            Node(
                level[member],
                (*description.path, "rubricCriterionLevel", index, member),
                description.document,
            )
            for index, level in enumerate(levels)
            if isinstance(level, dict) and isinstance(level.get(member), str) and level[member].strip()
        ]
        if len(texts) >= 2:
            yield texts
