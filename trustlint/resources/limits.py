"""How much of a resource is fetched, in which form, and how long it may be kept."""

from __future__ import annotations

from typing import NamedTuple

from trustlint.model.resource import Wanted

MOST_REDIRECTS = 5


class Form(NamedTuple):
    """One way to ask. What is wanted in the same form is asked for once. name: as in caches and recordings; article:
    what it is, for people; accept: the header; media_types: that are taken, of a family where they begin with ``*`` or
    end with it; max_bytes: of the content, unpacked; seconds: for everything, redirects and a second try included."""

    name: str
    article: str
    accept: str
    media_types: tuple[str, ...]
    max_bytes: int
    seconds: float = 20.0

    def takes(self, media_type: str) -> bool:
        """Whether content of a media type, in lower case and without parameters, can be what is wanted."""
        return any(
            media_type.endswith(known[1:])
            if known.startswith("*")
            else media_type.startswith(known[:-1])
            if known.endswith("*")
            else media_type == known
            for known in self.media_types
        )


_UNNAMED = ("text/plain", "application/octet-stream", "binary/octet-stream")
"""What servers of plain files say of whatever they have."""
_DATA = ("application/json", "*+json", "application/jwt", "*+jwt", "application/jose", "application/did")

JSON = Form(
    "json",
    "JSON or a JWT",
    "application/json, application/*+json;q=0.9, application/ld+json;q=0.9, application/did+json;q=0.9,"
    " application/vc+jwt;q=0.8, application/jwt;q=0.8, */*;q=0.1",
    (*_DATA, "text/json", *_UNNAMED),
    10 * 1024 * 1024,
)
IMAGE = Form(
    "image",
    "an image",
    "image/png, image/svg+xml, image/*;q=0.8",
    ("image/*", *_UNNAMED[1:]),
    10 * 1024 * 1024,
)
PAGE = Form(
    "page",
    "a web page",
    "text/html, application/xhtml+xml, */*;q=0.1",
    ("text/*", "application/xhtml+xml", "application/pdf", *_DATA),
    5 * 1024 * 1024,
)
FORMS = {form.name: form for form in (JSON, IMAGE, PAGE)}


def form_for(wanted: Wanted) -> Form:
    """The form in which something is asked for."""
    return {Wanted.IMAGE: IMAGE, Wanted.PAGE: PAGE}.get(wanted, JSON)


class Life(NamedTuple):
    """Seconds that an answer is used again without asking: when its server says nothing of it, and at most."""

    usual: int
    most: int


_MINUTE, _HOUR, _DAY = 60, 3600, 86400


def life_of(wanted: Wanted) -> Life:
    """How long an answer is used again. What can revoke a credential has a short life."""
    return _LIVES[wanted]


_LIVES = {
    Wanted.STATUS_LIST: Life(5 * _MINUTE, _HOUR),
    Wanted.CREDENTIAL: Life(5 * _MINUTE, _HOUR),
    Wanted.KEY: Life(_HOUR, _DAY),
    Wanted.IMAGE: Life(_HOUR, _DAY),
    Wanted.PAGE: Life(_HOUR, _DAY),
    Wanted.CONTEXT: Life(_DAY, 30 * _DAY),
    Wanted.SCHEMA: Life(_DAY, 30 * _DAY),
}
