"""Something given in any one of several places, as models and drafts put the same information in different ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from trustlint.checks.asking import Ask, Asked
from trustlint.checks.context import RuleContext
from trustlint.checks.presence import is_empty
from trustlint.checks.registry import prepare_test
from trustlint.checks.result import PASSED, Result, failed, inapplicable
from trustlint.credential.view import Absence, Node, Selection
from trustlint.model.outcome import Outcome
from trustlint.pyrules.registry import prepared_program, program_rule


def _first_given(context: RuleContext, options: Any) -> Asked | None:
    """The first value that says something; it does so in every document of the shape unless it is empty there."""
    fields = options["fields"] if "fields" in options else context.parameters[options["fields_parameter"]]
    for field in fields:
        for node in context.select(field).nodes:
            if node.document is None and _says_something(node.value):
                return (Ask((node.path,), _says_something),)
    return None


def _says_something(value: Any) -> bool:
    return not is_empty(value)


@program_rule("given-in-any", asked=_first_given)
def given_in_any(context: RuleContext, options: Mapping[str, Any]) -> Iterable[Result]:
    """One of several fields says something.

    Options ``fields``: field names, the usual place first; or ``fields_parameter``: the pack parameter that lists
    them. When the first is in another document that is not among the inputs, nothing can be said.
    """
    fields = options["fields"] if "fields" in options else context.parameters[options["fields_parameter"]]
    selections = []
    for field in fields:
        selection = context.select(field)
        for node in selection.nodes:
            if not is_empty(node.value):
                return [PASSED]
        selections.append(selection)
    possible = [selection for selection in selections if selection.absence is not Absence.NO_PLACE]
    if not possible:
        return [inapplicable(selections[0].reason)] if selections else []
    first = possible[0]
    if first.absence is Absence.ELSEWHERE:
        return [inapplicable(first.reason)]
    if first.nodes:
        return [failed("is empty", at=first.nodes[0])]
    return [failed(f"has no {first.expected}", at=first.anchor, expected=first.expected)]


@prepared_program("passes-in-any")
class PassesInAny:
    """A value of one of several fields passes the check that belongs to the field.

    Options ``places``: a list of ``field`` and ``check`` (``present`` when left out), the usual place first. A failure is
    shown at what holds, or could hold, the first field that the model has. When that is in another document that is not
    among the inputs, nothing can be said.
    """

    __slots__ = ("_places",)

    def __init__(self, options: Mapping[str, Any]) -> None:
        self._places = [
            (place["field"], prepare_test(place.get("check", {"present": {}}))) for place in options["places"]
        ]

    def __call__(self, context: RuleContext) -> list[Result]:
        undecided: Result | None = None
        selections = []
        for field, test in self._places:
            selection = context.select(field)
            selections.append(selection)
            for node in selection.nodes:
                result = test(node, context)
                if result.outcome is Outcome.PASS:
                    return [PASSED]
                if result.outcome is Outcome.CANT_TELL:
                    undecided = undecided or result.placed(node)
        return [undecided or _in_none(selections)]


def _in_none(selections: list[Selection]) -> Result:
    first = next((item for item in selections if item.absence is not Absence.NO_PLACE), selections[0])
    if first.absence in (Absence.NO_PLACE, Absence.ELSEWHERE):
        return inapplicable(first.reason)
    if first.nodes:
        return failed("does not have it", at=_holder(first.nodes[0]))
    return failed(f"has no {first.expected}", at=first.anchor, expected=first.expected)


def _holder(node: Node) -> Node:
    """The value that an item stands in: its list, or the member itself."""
    path = node.path[:-1] if node.path and isinstance(node.path[-1], int) else node.path
    return Node(node.value, path, node.document)
