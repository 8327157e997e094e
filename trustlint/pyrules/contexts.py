"""JSON-LD contexts of Open Badges 2.0, by their addresses only."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from trustlint.checks.context import RuleContext
from trustlint.checks.registry import PLACEHOLDER
from trustlint.checks.result import PASSED, Result, cant_tell, failed
from trustlint.checks.wording import show
from trustlint.credential.view import Node
from trustlint.pyrules.registry import program_rule

_OB2_CONTEXT = re.compile(
    r"https?://(?:w3id\.org/openbadges/v2|(?:www\.)?openbadgespec\.org/v2/context\.json|purl\.imsglobal\.org/spec/ob/v2p[01]/\S+)"
)


@program_rule("ob2-context-first")
def ob2_context_first(context: RuleContext, options: Mapping[str, Any]) -> Iterable[Result]:
    """The context is that of Open Badges 2.0, or 2.1, alone or as the first item of a list (facts section 10)."""
    if "@context" not in context.data:
        return [failed("has no @context", at=Node(context.data, ()), expected="@context")]
    node = Node(context.data["@context"], ("@context",))
    if isinstance(node.value, list) and node.value:
        node = Node(node.value[0], ("@context", 0))
    if context.is_placeholder(node.value):
        return [cant_tell(PLACEHOLDER.reason, at=node)]
    if isinstance(node.value, str) and _OB2_CONTEXT.fullmatch(node.value):
        return [PASSED]
    return [failed(f"is {show(node.value)}, which is not the context of Open Badges 2.0", at=node)]
