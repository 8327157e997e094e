"""Whether a change would break a signature."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from trustlint.model.pointer import Path
from trustlint.source.document import Document

_SIGNED = (
    "the credential is signed, and a change would break the signature: mend the source, and sign it anew"
)
_SIGNED_OB2 = "the badge is a signed one, and what was signed would no longer be this: mend the source, and sign it anew"
_OB2_SIGNED_TYPES = ("SignedBadge", "signed")


def why_signed(document: Document, paths: Iterable[Path]) -> str | None:
    """Why the values at some paths may not be changed: they are in what a signature covers, or in a token or
    image; None when they are not."""
    inside = document.text.inside if document.text is not None else None
    if inside is not None:
        return f"this is {inside}, which is not edited: mend the source, and sign or bake it anew"
    around: Document | None = document
    while around is not None:
        if (why := _why(around.data)) is not None:
            return why
        around = around.holder
    for path in paths:
        value: Any = document.data
        for step in path[:-1]:
            value = value[step]
            if (why := _why(value)) is not None:
                return why
    return None


def _why(value: Any) -> str | None:
    if not isinstance(value, dict):
        return None
    if value.get("proof"):
        return _SIGNED
    # Blockcerts, and other Open Badges 2.0 with a Merkle proof.
    if isinstance(value.get("signature"), dict):
        return _SIGNED
    for name in ("verification", "verify"):
        held = value.get(name)
        types = held.get("type") if isinstance(held, dict) else None
        for type_ in types if isinstance(types, list) else [types]:
            if isinstance(type_, str) and type_ in _OB2_SIGNED_TYPES:
                return _SIGNED_OB2
    return None
