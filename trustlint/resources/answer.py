"""What came of asking for an address, with what is needed to keep it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import NamedTuple

from trustlint.model.resource import Missing, Resource


class Answer(NamedTuple):
    """address: as it was asked for; form: name of the Form; fetched: when, with offset; content: None where there is
    nothing, and ``reason`` says why, as in Missing; last_address: behind redirects; max_age: seconds that the server
    lets it be used again, None when it does not say; keep: whether it may be kept beyond the run; is_unreachable: whether
    nothing was heard of the host at all."""

    address: str
    form: str
    fetched: datetime
    content: bytes | None = None
    media_type: str | None = None
    last_address: str = ""
    reason: str = ""
    is_gone: bool = False
    max_age: int | None = None
    etag: str | None = None
    last_modified: str | None = None
    keep: bool = True
    is_unreachable: bool = False

    def told(self, asked: str, found_in: str) -> Resource | Missing:
        """As the one who asked, in whatever spelling, wants to have it."""
        if self.content is None:
            return Missing(asked, self.reason, self.is_gone)
        return Resource(self.last_address or self.address, self.content, self.media_type, found_in)


def present() -> datetime:
    """The time of now, to the second."""
    return datetime.now(UTC).replace(microsecond=0)
