"""What can be read of the image of a badge without the network: one in a data URI, or a file beside the badge
(facts M-01 to M-05)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from trustlint.checks.asking import Ask, Asked
from trustlint.checks.context import RuleContext
from trustlint.checks.result import PASSED, Result, failed
from trustlint.pyrules.images import images_of
from trustlint.pyrules.registry import program_rule

if TYPE_CHECKING:
    from trustlint.pyrules.image_header import ImageFacts


def _on_the_web(context: RuleContext, options: Mapping[str, Any]) -> Asked | None:
    """That every image is an address on the web, of which nothing can be read here."""
    nodes = list(images_of(context, options["of"]))
    if not all(_is_web_address(node.value) for node in nodes):
        return None
    return tuple([Ask((node.path,), _is_web_address) for node in nodes])


def _is_web_address(value: Any) -> bool:
    return isinstance(value, str) and value.startswith("https://")


@program_rule("image-file", asked=_on_the_web)
def image_file(context: RuleContext, options: Mapping[str, Any]) -> Iterable[Result]:
    """Images that can be read keep one rule.

    Options ``of``: classes whose images are meant; and one of ``format: true``, ``square: true``, ``least_side``,
    ``sides_between``, ``most_bytes`` (name of a parameter), ``transparent: true``. Images on the web are not judged.
    """
    ((name, wanted),) = ((name, value) for name, value in options.items() if name != "of")
    for node in images_of(context, options["of"]):
        if _is_web_address(node.value) or context.is_placeholder(node.value):
            continue
        facts = _read(node.value, context)
        if facts is not None:
            limit = context.parameters[wanted] if name == "most_bytes" else wanted
            judged = _JUDGES[name](facts, limit)
            if judged is not None:
                yield failed(judged, at=node) if judged else PASSED


def _read(address: str, context: RuleContext) -> ImageFacts | None:
    from trustlint.pyrules.image_header import facts_of_bytes, facts_of_data_address

    known: dict[str, ImageFacts | None] = context.memo.setdefault("images", {})
    if address not in known:
        facts = facts_of_data_address(address)
        if facts is None:
            found = context.beside(address)
            facts = facts_of_bytes(found.head, found.size) if found is not None else None
        known[address] = facts
    return known[address]


def _format(facts: ImageFacts, wanted: Any) -> str:
    if facts.format is None:
        return "holds no image that can be read"
    if facts.format not in ("PNG", "SVG"):
        return f"is an image in the format {facts.format}"
    if not facts.whole:
        return f"starts like a {facts.format} image and is cut off or damaged"
    if facts.media_type is not None and facts.media_type != facts.format:
        return f"declares the format {facts.media_type} and holds a {facts.format} image"
    return ""


def _square(facts: ImageFacts, wanted: Any) -> str | None:
    if not facts.width or not facts.height:
        return None
    return (
        "" if abs(facts.width - facts.height) <= 1 else f"is {facts.width:g} wide and {facts.height:g} high"
    )


def _least_side(facts: ImageFacts, wanted: Any) -> str | None:
    """An SVG image is drawn at any size."""
    if facts.format != "PNG" or not facts.width or not facts.height:
        return None
    return (
        "" if min(facts.width, facts.height) >= wanted else f"is {facts.width:g} by {facts.height:g} pixels"
    )


def _sides_between(facts: ImageFacts, wanted: Any) -> str | None:
    if facts.format != "PNG" or not facts.width or not facts.height:
        return None
    least, most = wanted
    fits = least <= min(facts.width, facts.height) and max(facts.width, facts.height) <= most
    return "" if fits else f"is {facts.width:g} by {facts.height:g} pixels"


def _most_bytes(facts: ImageFacts, wanted: Any) -> str:
    return "" if facts.size <= wanted else f"has {facts.size / 1000:,.0f} kB"


def _transparent(facts: ImageFacts, wanted: Any) -> str | None:
    if facts.transparent is None:
        return None
    return "" if facts.transparent else "has no transparent parts"


_JUDGES: Mapping[str, Callable[[ImageFacts, Any], str | None]] = {
    "format": _format,
    "square": _square,
    "least_side": _least_side,
    "sides_between": _sides_between,
    "most_bytes": _most_bytes,
    "transparent": _transparent,
}
"""From what an image says and the option: why it fails, nothing when it passes, None when it cannot be judged."""
