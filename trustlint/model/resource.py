"""What stands at an address elsewhere: a key, a status list, a hosted badge. Who has it is not asked here."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple, Protocol


class Wanted(Enum):
    """What a resource is wanted for; limits of size and media types hang on it."""

    KEY = "key"
    STATUS_LIST = "status list"
    CREDENTIAL = "credential"
    CONTEXT = "JSON-LD context"
    SCHEMA = "JSON Schema"
    IMAGE = "image"
    PAGE = "page"


class Resource(NamedTuple):
    """The bytes at an address. media_type: as the server says, without parameters, None from a file; found_in: for
    people (``keys/example.org/did.json``, ``the network``); address: the last one, behind redirects."""

    address: str
    content: bytes
    media_type: str | None
    found_in: str


class Missing(NamedTuple):
    """Why there is no resource. reason: end of a sentence that begins with the address, with the next step; is_gone:
    the server says that it was there and is no more (HTTP 410), which revokes a hosted badge (OB2-05)."""

    address: str
    reason: str
    is_gone: bool = False


class Resources(Protocol):
    """Where resources come from: files that were given, a recorded cache, the network."""

    def get(self, address: str, wanted: Wanted) -> Resource | Missing:
        """What stands at an absolute http(s) or DID address; ``did:web`` is asked for by its DID. Raises nothing."""


OPTIONS = {Wanted.KEY: "keys", Wanted.STATUS_LIST: "status"}
"""The option by which files with it are given."""


class NothingGiven:
    """No files, no network."""

    def get(self, address: str, wanted: Wanted) -> Resource | Missing:
        option = OPTIONS.get(wanted)
        offer = f"give it with --{option}, or let it be fetched with --online" if option else "use --online"
        return Missing(address, f"was not looked up; {offer}")


NOTHING_GIVEN = NothingGiven()
