"""Status lists as documents: whether anybody can read them, and how much they tell of whom (STS-04)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from trustlint.checks.context import RuleContext
from trustlint.checks.presence import is_empty
from trustlint.checks.registry import PLACEHOLDER
from trustlint.checks.result import PASSED, Result, cant_tell, failed
from trustlint.credential.view import Node
from trustlint.pyrules.registry import program_rule

if TYPE_CHECKING:
    from trustlint.status.bitstring import BitstringError

_STATUS_LIST_2021 = "StatusList2021Credential"
_PATH = ("credentialSubject", "encodedList")


@program_rule("encoded-list")
def encoded_list(context: RuleContext, options: Mapping[str, Any]) -> Iterable[Result]:
    """The list of a status list credential can be unpacked, and is long enough. Option ``part``: ``readable`` or
    ``long``."""
    subject = context.data.get("credentialSubject")
    if not isinstance(subject, dict) or is_empty(subject.get("encodedList")):
        return  # another rule demands it
    place = Node(subject["encodedList"], _PATH)
    if context.is_placeholder(place.value):
        yield cant_tell(PLACEHOLDER.reason, at=place)
        return
    found = _decoded(context, place.value)
    if options["part"] == "readable":
        yield PASSED if isinstance(found, int) else failed(str(found), at=place)
    elif isinstance(found, int):
        from trustlint.status.bitstring import FEWEST_BYTES

        short = f"unpacks to {found * 8:,} bits, and no fewer than {FEWEST_BYTES * 8:,} hide who is meant"
        yield PASSED if found >= FEWEST_BYTES else failed(short, at=place)


def _decoded(context: RuleContext, value: Any) -> int | BitstringError:
    """How many bytes the list has, or why it cannot be read; looked at once."""
    if "encoded list" not in context.memo:
        from trustlint.status.bitstring import BitstringError, decode_bitstring

        multibase = context.kind is None or context.kind.type != _STATUS_LIST_2021
        try:
            context.memo["encoded list"] = len(decode_bitstring(value, multibase=multibase))
        except BitstringError as error:
            context.memo["encoded list"] = error
    found: int | BitstringError = context.memo["encoded list"]
    return found
