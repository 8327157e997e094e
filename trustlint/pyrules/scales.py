"""The order of scales: allowed values and rubric levels that are listed by their height."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from itertools import pairwise
from typing import Any

from trustlint.checks.asking import Ask, Asked
from trustlint.checks.context import RuleContext
from trustlint.checks.number import as_number
from trustlint.checks.registry import PLACEHOLDER
from trustlint.checks.result import PASSED, Result, cant_tell, failed
from trustlint.checks.wording import show
from trustlint.credential.view import Node
from trustlint.pyrules.class_places import objects_in
from trustlint.pyrules.registry import program_rule


def _scales_asked(context: RuleContext, options: Any) -> Asked | None:
    asked = []
    holds = partial(_is_in_order, either=options["either_way"])
    for scale in _scales(context, options):
        if not holds(*[node.value for node in scale]):
            return None
        asked.append(Ask(tuple(node.path for node in scale), holds))
    return tuple(asked)


@program_rule("scale-in-order", asked=_scales_asked)
def scale_in_order(context: RuleContext, options: Mapping[str, Any]) -> Iterable[Result]:
    """The numbers of a list follow their size (OB3-109); a list in which not every item is a number is not judged.

    Options ``class``: the objects that hold it; ``list``: its member; ``member``: where the number is in an item that
    is an object; ``either_way``: falling numbers are in order too, as who makes a scale decides what is high.
    """
    for scale in _scales(context, options):
        open_item = next((node for node in scale if context.is_placeholder(node.value)), None)
        if open_item is not None:
            yield cant_tell(PLACEHOLDER.reason, at=open_item)
            continue
        values = [node.value for node in scale]
        if any(number is None for number in _numbers(values)):
            continue
        wrong = _first_out_of_order(values, either=options["either_way"])
        if wrong is None:
            yield PASSED
        else:
            yield failed(
                f"is {show(values[wrong])} and stands after {show(values[wrong - 1])}", at=scale[wrong]
            )


def _scales(context: RuleContext, options: Mapping[str, Any]) -> Iterable[list[Node]]:
    """The values of every list of two or more items, where each item has one."""
    name, member = options["list"], options.get("member")
    for holder in objects_in(context, options["class"]):
        items = holder.value.get(name)
        if not isinstance(items, list) or len(items) < 2:
            continue
        path = (*holder.path, name)
        if member is None:
            yield [Node(item, (*path, index)) for index, item in enumerate(items)]
        elif all(isinstance(item, dict) and member in item for item in items):
            yield [Node(item[member], (*path, index, member)) for index, item in enumerate(items)]


def _numbers(values: Iterable[Any]) -> list[float | None]:
    return [as_number(value, text=True) for value in values]


def _is_in_order(*values: Any, either: bool) -> bool:
    return None not in _numbers(values) and _first_out_of_order(values, either=either) is None


def _first_out_of_order(values: Iterable[Any], *, either: bool) -> int | None:
    """The first item that breaks the order: the rising one, or with ``either`` the one in which the numbers start."""
    numbers = [number for number in _numbers(values) if number is not None]
    steps = [after - before for before, after in pairwise(numbers)]
    start = next((step for step in steps if step), 0)
    falls = either and start < 0
    return next((index + 1 for index, step in enumerate(steps) if (step > 0 if falls else step < 0)), None)
