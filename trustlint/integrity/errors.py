"""What ends the look at one proof, and what it says then."""

from __future__ import annotations

from typing import Any


class ProofFailsError(Exception):
    """The proof does not hold: whoever receives the credential rejects it. The message is a sentence without full stop."""


class NotCheckedError(Exception):
    """Whether it holds cannot be told here. The message is a sentence without full stop, with the next step."""


def missing_extra() -> NotCheckedError:
    """Proofs are checked with libraries that a plain installation does not bring."""
    return NotCheckedError(
        "The libraries that check signatures are not installed; install them with: pip install 'trustlint[verify]'"
    )


_MOST_SHOWN = 200


def shown(text: str) -> str:
    """An identifier for people: the middle of a long one is left out, as keys differ at both ends."""
    printable = "".join(character if character.isprintable() else "?" for character in text[:2000])
    most = 60 if printable.startswith(("did:key:", "did:jwk:")) else _MOST_SHOWN
    return printable if len(printable) <= most else f"{printable[: most - 20]}…{printable[-12:]}"


def method_name(value: Any) -> str | None:
    """The name of a verification method for the report: as it is, but for what nobody could write or read."""
    return value[:2000] if isinstance(value, str) else None
