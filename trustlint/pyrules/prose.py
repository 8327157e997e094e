"""Words looked for in several texts of a document together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from trustlint.checks.context import RuleContext
from trustlint.checks.patterns import LONGEST_TEXT, LazyPattern
from trustlint.checks.result import PASSED, Result, failed
from trustlint.checks.wording import show
from trustlint.credential.view import Node
from trustlint.pyrules.registry import program_rule


@program_rule("words-in-any-text")
def words_in_any_text(context: RuleContext, options: Mapping[str, Any]) -> Iterable[Result]:
    """At least one of several texts has certain words.

    Options ``fields``: the texts; ``pattern``: the words; ``at``: the field whose value needs them, where a failure
    is shown. Nothing is judged when there is no text, or when one is a placeholder and none has the words.
    """
    pattern = _pattern(options["pattern"])
    texts = list(_texts(context, options["fields"]))
    if any(pattern.search(node.value[:LONGEST_TEXT]) for node in texts):
        return [PASSED]
    if not texts or any(context.is_placeholder(node.value) for node in texts):
        return []
    places = context.select(options["at"]).nodes
    return [failed(f"is {show(places[0].value)}", at=places[0])] if places else []


@program_rule("words-in-no-text")
def words_in_no_text(context: RuleContext, options: Mapping[str, Any]) -> Iterable[Result]:
    """None of several texts has certain words. Options ``fields``: the texts; ``pattern``: the words."""
    pattern = _pattern(options["pattern"])
    for node in _texts(context, options["fields"]):
        found = pattern.search(node.value[:LONGEST_TEXT])
        yield failed(f"says {show(found[0])}", at=node) if found else PASSED


@cache
def _pattern(pattern: str) -> LazyPattern:
    return LazyPattern(pattern, ignore_case=True)


def _texts(context: RuleContext, fields: Iterable[str]) -> Iterable[Node]:
    for field in fields:
        for node in context.select(field).nodes:
            if isinstance(node.value, str) and node.value.strip():
                yield node
