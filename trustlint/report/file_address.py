"""Paths as other programs want them: relative to the repository, or as a URI."""

from __future__ import annotations

import re
from urllib.parse import quote

_DRIVE = re.compile("[A-Za-z]:/")


def repository_path(path: str) -> str:
    """A path with forward slashes and without a leading ``./``, as the services that host repositories write it."""
    path = path.replace("\\", "/")
    while path.startswith("./") and path != "./":
        path = path[2:].lstrip("/")
    return path


def file_uri(path: str) -> str:
    """A relative path as a relative URI reference, an absolute one as a ``file:`` URI (RFC 3986).

    A file name that is no UTF-8 keeps its bytes.
    """
    path = repository_path(path)
    try:
        octets = path.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        octets = path.encode("utf-8", "replace")
    if _DRIVE.match(path):
        return f"file:///{path[:2]}{quote(octets[2:], safe='/')}"
    address = quote(octets, safe="/")
    # Two slashes at the start would name a host.
    return f"file:///{address.lstrip('/')}" if address.startswith("/") else address
