"""Fingerprints: what makes a problem the same problem after the file was reformatted, sorted or extended.

A fingerprint is a digest of the rule, of where in the data the problem is, and of the value that is there. Lines, the order of
members, and the positions of list items are no part of it, nor are messages, which may be worded better one day.
"""

from __future__ import annotations

import json
import re
from hashlib import sha256
from typing import Any

from trustlint.model.pointer import Path
from trustlint.source.document import Document

LENGTH = 16
"""Hexadecimal digits: of a million problems of one file, two would be mistaken for each other once in 40 million files."""

_IDS = ("id", "@id")
_NUMBER = re.compile(r"(?<=[ /])[0-9]+(?=$|[ /])")


def subject_of(document: Document) -> str:
    """What tells a document from the others of its file: nothing for a whole file, else its kind of place and its id.

    The number of a line or item is left out: lines and items may move.
    """
    if document.part is None:
        return ""
    return f"{_NUMBER.sub('*', document.part)}\x00{_id_of(document.data)}"


def finding_fingerprint(subject: str, code: str, data: Any, path: Path | None, expected: str | None) -> str:
    """The fingerprint of a failed rule at a place.

    subject: as ``subject_of``; data, path: of the document that the place is in, None for no place; expected: the
    member that is missing there.
    """
    return _digest(subject, code, *_whereabouts(data, path), expected or "")


def criterion_fingerprint(subject: str, name: str) -> str:
    """The fingerprint of a criterion (``pack/id``) that fails."""
    return _digest(subject, name)


def _whereabouts(data: Any, path: Path | None) -> list[str]:
    """The steps to a place, items of lists by their id instead of their number, and the value there when it is a simple one.

    The value of an object or list is no part of it: adding something else to an object would make all its problems new.
    """
    if path is None:
        return ["nowhere"]
    steps = []
    value = data
    for step in path:
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            value = None
        steps.append(f"[{_id_of(value)}]" if isinstance(step, int) else f".{step}")
    if not isinstance(value, dict | list):
        steps.append(f"={json.dumps(value)}")
    return steps


def _id_of(value: Any) -> str:
    if not isinstance(value, dict):
        return ""
    return next((found for name in _IDS if isinstance(found := value.get(name), str)), "")


def _digest(*parts: str) -> str:
    # Each part with its length, so that no two lists of parts are one text.
    text = "".join(f"{len(part)}:{part}" for part in parts)
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:LENGTH]
