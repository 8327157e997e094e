"""The verdicts of both sides, side by side."""

from __future__ import annotations

from trustlint.engine.links import LinkIndex
from trustlint.engine.options import CheckOptions
from trustlint.engine.session import Session
from trustlint.model.comparison import VerdictPair
from trustlint.model.outcome import Verdict
from trustlint.model.report import CriterionResult, DocumentResult
from trustlint.packs.model import Pack
from trustlint.source.document import Document

_RANKS = {Verdict.PASS: 3, Verdict.NEEDS_REVIEW: 2, Verdict.WAIVED: 1, Verdict.FAIL: 0}


class Judge:
    """Checks the documents of one side. Raises UsageError and PackError when the options cannot be carried out."""

    def __init__(self, options: CheckOptions, links: LinkIndex) -> None:
        self._session = Session(options, links)
        self.packs: tuple[Pack, ...] = tuple(self._session.packs)

    def judge(self, document: Document) -> DocumentResult:
        """All that a check says of a document, which counts as named by the user."""
        document.explicit = True
        result = self._session.check(document)
        if result is None:  # only what was found in a folder is left out
            raise AssertionError(document.name)
        return result


def side_by_side(
    before: DocumentResult, after: DocumentResult, *, crosses: bool = False
) -> tuple[VerdictPair, ...]:
    """The criteria that apply to either.

    crosses: the models differ. A criterion that the other model cannot be asked is then nothing that got worse.
    """
    old, new = _by_id(before), _by_id(after)
    found = []
    for key in dict.fromkeys([*old, *new]):
        left, right = old.get(key), new.get(key)
        told = right or left
        verdicts = [side.verdict if side is not None else None for side in (left, right)]
        if told is None or all(verdict in (None, Verdict.NOT_APPLICABLE) for verdict in verdicts):
            continue
        worse = _is_worse(verdicts[0], verdicts[1], crosses)
        message = right.message if right is not None and worse else ""
        names = [verdict.value if verdict is not None else None for verdict in verdicts]
        found.append(VerdictPair(*key, told.title, names[0], names[1], worse, message))
    return tuple(found)


def _by_id(result: DocumentResult) -> dict[tuple[str, str], CriterionResult]:
    return {(criterion.pack, criterion.id): criterion for criterion in result.criteria}


def _is_worse(before: Verdict | None, after: Verdict | None, crosses: bool) -> bool:
    """Whether less is met than before. Where one side does not answer, nobody can say so."""
    if before is None or after is None:
        return False
    if before is Verdict.PASS and after is Verdict.NOT_APPLICABLE:
        return not crosses
    return before in _RANKS and after in _RANKS and _RANKS[after] < _RANKS[before]
