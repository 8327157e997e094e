"""What stands at the addresses of a badge, where a run looks them up (``--online``, ``--replay``): images and pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from trustlint.checks.asking import Asked
from trustlint.checks.context import RuleContext
from trustlint.checks.result import PASSED, Result, failed
from trustlint.checks.wording import show
from trustlint.credential.view import Node
from trustlint.model.resource import Missing, Wanted
from trustlint.pyrules.images import images_of
from trustlint.pyrules.registry import program_rule

_MOST_ADDRESSES = 50
"""Addresses of one document that are looked up for one rule."""
_GOOD_FORMATS = ("PNG", "SVG")


def _offline(context: RuleContext, options: Any) -> Asked | None:
    return None if context.receiving.online else ()


@program_rule("image-can-be-fetched", asked=_offline)
def image_can_be_fetched(context: RuleContext, options: Mapping[str, Any]) -> Iterable[Result]:
    """Images on the web can be fetched, and are PNG or SVG by their content (FMT-07, OB2-07); nothing is asked offline.

    Options ``of``: the classes whose images are meant.
    """
    for node in _web_addresses(context, images_of(context, options["of"])):
        found = context.receiving.resources.get(node.value, Wanted.IMAGE)
        if isinstance(found, Missing):
            yield failed(f"is {show(node.value)}, which {found.reason}", at=node)
            continue
        from trustlint.pyrules.image_header import MOST_BYTES, facts_of_bytes

        facts = facts_of_bytes(found.content[:MOST_BYTES], len(found.content))
        if facts.format in _GOOD_FORMATS:
            yield PASSED
        else:
            what = f"a {facts.format} file" if facts.format else "no image that is known"
            yield failed(
                f"is {show(node.value)}, at which {what} stands; put a PNG or SVG image there", at=node
            )


@program_rule("page-can-be-fetched", asked=_offline)
def page_can_be_fetched(context: RuleContext, options: Mapping[str, Any]) -> Iterable[Result]:
    """Pages that a badge leads its reader to can be fetched (OB2-09); nothing is asked offline.

    Options ``fields``: names of fields that hold their addresses.
    """
    nodes = (
        node for name in options["fields"] for node in context.select(name).nodes if node.document is None
    )
    for node in _web_addresses(context, nodes):
        found = context.receiving.resources.get(node.value, Wanted.PAGE)
        if isinstance(found, Missing):
            yield failed(f"is {show(node.value)}, which {found.reason}", at=node)
        else:
            yield PASSED


def _web_addresses(context: RuleContext, nodes: Iterable[Node]) -> Iterator[Node]:
    """Those over https, each address once. Addresses over http are the matter of other rules: they are never fetched."""
    if not context.receiving.online:
        return
    seen: set[str] = set()
    for node in nodes:
        value = node.value
        if (
            isinstance(value, str)
            and value.startswith("https://")
            and value not in seen
            and not context.is_placeholder(value)
            and len(seen) < _MOST_ADDRESSES
        ):
            seen.add(value)
            yield node
