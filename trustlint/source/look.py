"""A quick look at an image or a token in a folder: does it hold a credential, so that it is worth reading?"""

from __future__ import annotations

import os
import stat
from base64 import urlsafe_b64decode
from struct import unpack
from typing import BinaryIO

from trustlint.source.baked import KEYWORDS
from trustlint.source.decode import container_form
from trustlint.source.jws import is_meant_as_jws
from trustlint.source.limits import DEFAULT_LIMITS
from trustlint.source.png import SIGNATURE, TEXT_CHUNKS
from trustlint.source.svg import ELEMENTS

_KEYWORDS = tuple(keyword.encode() + b"\0" for keyword in KEYWORDS)
_NAMESPACES = tuple(namespace.encode() for namespace, _ in ELEMENTS)
_MOST_CHUNKS = 20_000
_HEAD = 1 << 16
_WORDS = (b"credential", b"assertion", b"badge", b"presentation")
"""What the payload of every token with a badge speaks of."""


def holds_credential(path: str) -> bool:
    """Whether a file with the ending of an image or a token is one with a credential in it, as far as a look at its
    chunks, its namespaces or its first bytes tells; False for what cannot be opened."""
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0))
        with os.fdopen(descriptor, "rb") as stream:
            if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
                return False
            head = stream.read(len(SIGNATURE))
            if head == SIGNATURE:
                return _png(stream)
            return _text(head + stream.read(_HEAD), stream)
    except (OSError, ValueError):
        return False


def _png(stream: BinaryIO) -> bool:
    for _ in range(_MOST_CHUNKS):
        header = stream.read(8)
        if len(header) < 8:
            return False
        length, name = unpack(">I4s", header)
        if name in TEXT_CHUNKS:
            start = stream.read(min(length, 24))
            if start.startswith(_KEYWORDS):
                return True
            length -= len(start)
        elif name == b"IEND":
            return False
        stream.seek(length + 4, os.SEEK_CUR)
    return False


def _text(head: bytes, stream: BinaryIO) -> bool:
    form = container_form(head)
    if form == "svg":
        content = (head + stream.read(DEFAULT_LIMITS.max_bytes)).replace(b"\0", b"")
        return any(namespace in content for namespace in _NAMESPACES)
    if head[:1] in (b"{", b"["):
        return any(word in head.lower() for word in _WORDS)
    token = head.decode("latin-1").strip().strip('"')
    if not is_meant_as_jws(token):
        return False
    payload = token.split(".")[1]
    decoded = urlsafe_b64decode(payload[: len(payload) // 4 * 4])
    return any(word in decoded.lower() for word in _WORDS)
