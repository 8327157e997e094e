"""What is accepted at once is what the whole check passes: a predicate never lets through more."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings

from tests.checks.conftest import DOCUMENT, context_for
from tests.checks.test_values import JSON, ROWS
from trustlint.checks.accept import prepare_accept
from trustlint.checks.registry import prepare_test
from trustlint.credential.view import Node
from trustlint.model.outcome import Outcome

CHECKS = list({str(check): check for check, *_ in ROWS}.values())
PREDICATES = [
    (check, accept, prepare_test(check)) for check in CHECKS if (accept := prepare_accept(check)) is not None
]
NEGATED = [
    {"not": {"check": check, "because": "passes"}}
    for check in CHECKS
    if "schema" not in check and "not" not in check
]
PREDICATES += [
    (check, accept, prepare_test(check)) for check in NEGATED if (accept := prepare_accept(check)) is not None
]


def assert_sound(value: Any) -> None:
    context = context_for(DOCUMENT)
    for check, accept, test in PREDICATES:
        if accept(value):
            result = test(Node(value, ("here",)), context)
            assert result.outcome is Outcome.PASS, (check, value, result)


def is_template(value: Any) -> bool:
    """Documents that may hold placeholders are never asked for a predicate."""
    return not isinstance(value, int) and any(mark in repr(value) for mark in ("{{", "${", "<<"))


@pytest.mark.parametrize(
    "value",
    [value for _, value, *_ in ROWS if not is_template(value)],
    ids=lambda value: type(value).__name__,
)
def test_values_of_the_tables(value: Any) -> None:
    assert_sound(value)


@settings(max_examples=200, deadline=None)
@given(JSON.filter(lambda value: not is_template(value)))
def test_any_value(value: Any) -> None:
    assert_sound(value)


def test_there_are_predicates_for_common_checks() -> None:
    assert len(PREDICATES) > 40
    assert prepare_accept({"refers-to": {"field": "achievement.id"}}) is None
