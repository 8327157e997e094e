"""What a check says of one value."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from trustlint.credential.view import Node
from trustlint.model.outcome import Outcome
from trustlint.model.pointer import Path
from trustlint.model.span import Span

Reason = str | Callable[[], str]

Instead = tuple[Any, ...]
"""The one value, or name, that belongs in a place, where only one can be meant; empty: nothing is to be there."""


class Result:
    """Outcome of a check.

    reason: completes the sentence that starts with the place of the value ("is empty; write …"); a function of no
    arguments when wording it takes time, as most failures inside conditions are never told to anybody; path: the value that
    decided, when it is not the tested node itself; document: the linked input that path is in; expected: the member
    that is missing there; span: the place in the text, for what could not be parsed into values; instead: what belongs
    there, where that is certain; nowhere: it is about the image, token or archive around the document, and has no place
    in it, or the text around its place is not to be shown.
    """

    __slots__ = ("_reason", "document", "expected", "instead", "nowhere", "outcome", "path", "span", "value")

    def __init__(
        self,
        outcome: Outcome,
        reason: Reason = "",
        path: Path | None = None,
        expected: str | None = None,
        value: object = None,
        document: str | None = None,
        span: Span | None = None,
        instead: Instead | None = None,
        nowhere: bool = False,
    ) -> None:
        self.span = span
        self.instead = instead
        self.nowhere = nowhere
        self.outcome = outcome
        self._reason = reason
        self.path = path
        self.expected = expected
        self.value = value
        self.document = document

    @property
    def reason(self) -> str:
        if not isinstance(self._reason, str):
            self._reason = self._reason()
        return self._reason

    def placed(self, node: Node) -> Result:
        """The same for the value that was really tested, unless a place is named already or there is none to name."""
        if self.outcome is Outcome.PASS or self.path is not None:
            return self
        return Result(
            self.outcome,
            self._reason,
            node.path,
            self.expected,
            node.value,
            node.document,
            instead=self.instead,
        )

    def __repr__(self) -> str:
        return f"Result({self.outcome.value}, {self.reason!r}, {self.path!r})"


PASSED = Result(Outcome.PASS)


def failed(
    reason: Reason, *, at: Node | None = None, expected: str | None = None, instead: Instead | None = None
) -> Result:
    """A failure; ``at`` when another value than the tested one decides; instead: what belongs there, if certain."""
    result = _result(Outcome.FAIL, reason, at, expected)
    result.instead = instead
    return result


def cant_tell(reason: Reason, *, at: Node | None = None) -> Result:
    """The value is there, but its content cannot be judged."""
    return _result(Outcome.CANT_TELL, reason, at, None)


def inapplicable(reason: Reason) -> Result:
    """There is nothing here that the check is about."""
    return Result(Outcome.INAPPLICABLE, reason)


def _result(outcome: Outcome, reason: Reason, at: Node | None, expected: str | None) -> Result:
    if at is None:
        return Result(outcome, reason, expected=expected)
    return Result(outcome, reason, at.path, expected, at.value, at.document)
