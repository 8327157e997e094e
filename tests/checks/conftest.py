"""A document and a way to ask one check about one value in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

import pytest

from trustlint.checks.context import RuleContext
from trustlint.checks.registry import prepare_selection_test, prepare_test
from trustlint.checks.result import Result
from trustlint.credential.fields import field_table
from trustlint.credential.kinds import detect
from trustlint.credential.placeholder import Placeholder
from trustlint.credential.view import Node, View

NOW = datetime(2026, 1, 1, tzinfo=UTC)

DOCUMENT = {
    "type": ["Achievement"],
    "id": "https://example.org/a",
    "name": "Article Summary",
    "description": "{{description}}",
    "version": "2",
    "creditsAvailable": 30,
    "tag": ["reading", "{{tag}}"],
    "humanCode": "2026-05-01T00:00:00Z",
    "resultDescription": [{"id": "https://example.org/r1"}, {"id": "https://example.org/r2"}],
    "issuer": {"id": "https://example.org/i", "url": "https://issuer.example.org/about"},
}
PARAMETERS: Mapping[str, Any] = {
    "terms": ["Course", "MicroCredential"],
    "hosts": ["example.org"],
    "mode": "strict",
}

Ask = Callable[..., Result]


def context_for(data: Any, parameters: Mapping[str, Any] = PARAMETERS) -> RuleContext:
    kind = detect(data).kind
    table = field_table(kind.model, kind.type) if kind else field_table("", "")
    context = RuleContext(data, kind, View(data, table), NOW, Placeholder())
    context.parameters = parameters
    return context


@pytest.fixture
def ask() -> Ask:
    """``ask(check, *values)``: the result of a check on a value at ``here``, or on several at ``here[0]``, …"""

    def asked(check: Mapping[str, Any], *values: Any) -> Result:
        context = context_for(DOCUMENT)
        together = prepare_selection_test(check)
        if together is not None:
            nodes = tuple(Node(value, ("here", index)) for index, value in enumerate(values))
            return together(nodes, context)
        (value,) = values
        return prepare_test(check)(Node(value, ("here",)), context)

    return asked
