"""Links between inputs: an Open Badges 2.0 Assertion names its BadgeClass, that its Issuer, and that its key and its
revocation list, by id.

Only the ids and places of documents that can be linked to are kept; the documents are read again when a link is
followed, so memory does not grow with the size of the inputs.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from trustlint.credential.kinds import detect
from trustlint.credential.view import Linked
from trustlint.model.resource import Resource, Resources, Wanted
from trustlint.source.document import Document
from trustlint.source.limits import DEFAULT_LIMITS
from trustlint.source.read import Input, read_documents

MOST_KEPT = 64
"""Linked documents kept in memory."""

MOST_FOUND = 10_000
"""Documents that links may lead to, over which nothing more is looked up on the network."""

_TARGETS = ("BadgeClass", "Issuer", "Profile", "CryptographicKey", "RevocationList")
_MARKS = (
    b"BadgeClass",
    b'"Issuer"',
    b"'Issuer'",
    b": Issuer",
    b"- Issuer",
    b"Profile",
    b"CryptographicKey",
    b"RevocationList",
)
_OB2_MARKS = (b"openbadges", b"spec/ob/v2p")
"""In the addresses of the contexts of 2.0 and 2.1."""


class LinkIndex:
    """Ids of linkable documents among the inputs.

    resources: where those that are not among them are looked up by their addresses; None for nowhere.
    """

    def __init__(self, inputs: Sequence[Input] = ()) -> None:
        self._inputs = inputs
        self._found: dict[str, tuple[Input, str | None]] | None = None
        self._recent: OrderedDict[str, Document | None] = OrderedDict()
        self._missed: set[str] = set()
        self.resources: Resources | None = None

    def __getstate__(self) -> dict[str, Any]:
        # Each process looks up for itself.
        return {**self.__dict__, "resources": None}

    @property
    def _targets(self) -> dict[str, tuple[Input, str | None]]:
        """Looked for when the first link is followed: inputs without Open Badges 2.0 need no search."""
        if self._found is None:
            found: dict[str, tuple[Input, str | None]] = {}
            for source in self._inputs:
                # Whatever keeps an input from being indexed is reported when that input is checked.
                with suppress(Exception):
                    self._register(source, found)
            self._found = found
        return self._found

    def follow(self, id_: str) -> Linked | None:
        """The document that an id names, None when it is not among the inputs, nor at that address."""
        if id_ not in self._targets and not self._look_up(id_):
            return None
        document = self.document(id_)
        return (
            Linked(document.data, id_) if document is not None and isinstance(document.data, dict) else None
        )

    def document(self, id_: str) -> Document | None:
        """The document that an id names; the latest few are kept."""
        if id_ in self._recent:
            self._recent.move_to_end(id_)
        else:
            self._recent[id_] = self._read(id_)
            if len(self._recent) > MOST_KEPT:
                self._recent.popitem(last=False)
        return self._recent[id_]

    def path_of(self, id_: str) -> str:
        """The name of the input that an id leads to, for reports."""
        source, part = self._targets[id_]
        return f"{source.path} ({part})" if part else source.path

    def _look_up(self, id_: str) -> bool:
        """Take a document from its address among the targets, when it is what its id says."""
        if self.resources is None or id_ in self._missed or not id_.startswith("https://"):
            return False
        resource = self.resources.get(id_, Wanted.CREDENTIAL)
        if isinstance(resource, Resource) and len(self._targets) < MOST_FOUND:
            found: dict[str, tuple[Input, str | None]] = {}
            with suppress(Exception):  # What cannot be read is no target.
                self._register(Input(id_, True, resource.content), found)
            if id_ in found:
                self._targets[id_] = found[id_]
        if id_ not in self._targets:
            self._missed.add(id_)
        return id_ in self._targets

    def _register(self, source: Input, found: dict[str, tuple[Input, str | None]]) -> None:
        content = source.content if source.content is not None else _content_of(source.path)
        if not any(mark in content for mark in _OB2_MARKS) or not any(mark in content for mark in _MARKS):
            return
        for document in read_documents(source):
            kind = detect(document.data).kind if document.usable else None
            if kind is not None and kind.model == "ob2" and kind.type in _TARGETS:
                id_ = document.data.get("id")
                if isinstance(id_, str):
                    found.setdefault(id_, (source, document.part))

    def _read(self, id_: str) -> Document | None:
        if id_ not in self._targets:
            return None
        source, part = self._targets[id_]
        return next((document for document in read_documents(source) if document.part == part), None)


def _content_of(path: str) -> bytes:
    """The bytes of a regular file of bearable size; nothing for all else, which is reported when it is checked."""
    import os
    import stat

    try:
        status = os.stat(path)  # noqa: PTH116 - paths are text here, as the user gave them
        if not stat.S_ISREG(status.st_mode) or status.st_size > DEFAULT_LIMITS.max_bytes:
            return b""
        with open(path, "rb") as stream:  # noqa: PTH123
            return stream.read()
    except (OSError, ValueError):
        return b""
