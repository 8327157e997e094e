"""Images by what their address says of them: the media type of a data URI, or the ending of the file name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from trustlint.checks.asking import Ask, Asked
from trustlint.checks.context import RuleContext
from trustlint.checks.registry import PLACEHOLDER
from trustlint.checks.result import PASSED, Result, cant_tell, failed
from trustlint.checks.wording import show
from trustlint.credential.view import Node
from trustlint.pyrules.class_places import objects_of
from trustlint.pyrules.objects import reported_by_schema
from trustlint.pyrules.registry import program_rule

_GOOD_MEDIA_TYPES = ("image/png", "image/svg+xml")
_GOOD_ENDINGS = ("png", "svg")
_BAD_ENDINGS = (
    "jpg",
    "jpeg",
    "jfif",
    "gif",
    "webp",
    "avif",
    "bmp",
    "tif",
    "tiff",
    "ico",
    "heic",
    "pdf",
    "html",
    "htm",
)


def _addresses(context: RuleContext, options: Any) -> Asked | None:
    """The addresses of the images; most end in a way that tells."""
    holders = (options["of"],) if isinstance(options["of"], str) else options["of"]
    asked = []
    for placed in objects_of(context, "Image"):
        if placed.holder is not None and placed.holder.class_name in holders:
            address = image_address(placed.node)
            if address is None or not _ends_well(address.value):
                return None
            asked.append(Ask((address.path,), _ends_well))
    return tuple(asked)


def _ends_well(address: Any) -> bool:
    if not isinstance(address, str) or not address.startswith("https://"):
        return False
    return address.endswith((".png", ".svg")) and "?" not in address and "#" not in address


@program_rule("image-type", asked=_addresses)
def image_type(context: RuleContext, options: Mapping[str, Any]) -> Iterable[Result]:
    """Images are PNG or SVG, as far as their address tells (FMT-07, OB2-07).

    Options ``of``: name or names of the classes whose images are meant.
    """
    for address in images_of(context, options["of"]):
        result = _judge(address, context)
        if not reported_by_schema(context, result):
            yield result


@program_rule("no-embedded-image")
def no_embedded_image(context: RuleContext, options: Mapping[str, Any]) -> Iterable[Result]:
    """The image of an object is an address of its own, not a data URI (OB2-07). Options ``of``: its class."""
    for placed in objects_of(context, "Image"):
        address = image_address(placed.node)
        if placed.holder is not None and placed.holder.class_name == options["of"] and address is not None:
            embedded = isinstance(address.value, str) and address.value[:5].lower() == "data:"
            yield failed("holds the image itself as a data URI", at=address) if embedded else PASSED


def image_address(image: Node) -> Node | None:
    """The text that says where the image is: ``id`` of an Image object, or the text in its place (OB 2.0)."""
    if isinstance(image.value, dict):
        return Node(image.value["id"], (*image.path, "id")) if "id" in image.value else None
    return image


def images_of(context: RuleContext, classes: str | Iterable[str]) -> Iterator[Node]:
    """The texts that say where the images of objects of some classes are."""
    holders = (classes,) if isinstance(classes, str) else tuple(classes)
    for placed in objects_of(context, "Image"):
        if placed.holder is not None and placed.holder.class_name in holders:
            address = image_address(placed.node)
            if address is not None and isinstance(address.value, str):
                yield address


def _judge(address: Node, context: RuleContext) -> Result:
    text = address.value.strip()
    if context.is_placeholder(text):
        return cant_tell(PLACEHOLDER.reason, at=address)
    if text[:5].lower() == "data:":
        media_type = text[5:200].partition(",")[0].partition(";")[0].strip().lower()
        if media_type in _GOOD_MEDIA_TYPES:
            return PASSED
        return failed(f"holds an image of the type {media_type or 'text/plain'}", at=address)
    try:
        name = urlsplit(text).path.rpartition("/")[2]
    except ValueError:
        return cant_tell("is no address that could be read", at=address)
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    if ending in _GOOD_ENDINGS:
        return PASSED
    if ending in _BAD_ENDINGS:
        return failed(f"is {show(text)}, which ends in .{ending}", at=address)
    return cant_tell("does not tell by its ending what kind of image it is", at=address)
