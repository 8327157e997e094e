"""The fixes of one text, each kept only when a second check shows that it settles something and spoils nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from trustlint.fixing.compare import Key, key_of, new_findings, why_worse
from trustlint.fixing.text_edits import edited_text, read_trees
from trustlint.model.finding import Finding
from trustlint.model.fix import CannotEdit, Edit, edit_of
from trustlint.model.pointer import Path, PointerError
from trustlint.model.report import DocumentResult

_MOST_FOLLOWED = 3
"""How often what a fix uncovers is mended with it."""


class Checked(NamedTuple):
    """The result of one document of a text, and the number of the YAML document that it is in."""

    tree: int
    result: DocumentResult


class Settled(NamedTuple):
    """A finding that a fix settled."""

    result: DocumentResult
    finding: Finding


class Left(NamedTuple):
    """A finding with a fix that was not carried out, and why not, in a clause."""

    result: DocumentResult
    finding: Finding
    why: str


class Mended(NamedTuple):
    """text: with all fixes that hold; settled: the findings that they are for; left: the others."""

    text: str
    settled: tuple[Settled, ...]
    left: tuple[Left, ...]
    gone: int = 0
    """How many findings fewer there are: more than were settled where one change settles several."""


class _Proposal(NamedTuple):
    result: DocumentResult
    finding: Finding
    tree: int
    edits: tuple[Edit, ...]
    key: Key


class _State(NamedTuple):
    text: str
    checked: tuple[Checked, ...]

    @property
    def results(self) -> list[DocumentResult]:
        return [item.result for item in self.checked]

    @property
    def findings(self) -> int:
        return sum(len(item.result.findings) for item in self.checked)


Check = Callable[[str], Sequence[Checked]]
Wanted = Callable[[Finding], bool]


def mend(text: str, form: str, check: Check, wanted: Wanted) -> Mended:
    """Carry out the fixes that the findings of a text offer.

    form: ``json`` or ``yaml``; check: the results of a text in the place of this one; wanted: whether a finding is to be
    settled. Fixes are tried all at once and, where that is no better, one by one, each with those of what it uncovers.
    What comes out has fewer findings than the text had, no new one, and no worse verdict; doing it again changes nothing.
    """
    return _Mending(form, check, wanted).run(text)


class _Mending:
    def __init__(self, form: str, check: Check, wanted: Wanted) -> None:
        self._form = form
        self._check = check
        self._wanted = wanted
        self._settled: list[Settled] = []

    def run(self, text: str) -> Mended:
        state = before = _State(text, tuple(self._check(text)))
        refused: dict[Key, str] = {}
        progress = True
        while progress:
            # What was refused may hold now that something else has changed.
            refused, progress = {}, False
            while (better := self._step(state, refused)) is not None:
                state, progress = better, True
        gone = before.findings - state.findings
        return Mended(state.text, tuple(self._settled), tuple(self._left(state, refused)), gone)

    def _step(self, state: _State, refused: dict[Key, str]) -> _State | None:
        """The state with some more fixes; None when there are none that hold."""
        waiting = [item for item in self._proposals(state, refused) if item.key not in refused]
        together = _apart(waiting)
        if len(together) > 1:
            found = self._tried(state, together)
            if isinstance(found, _State):
                self._settled += [Settled(item.result, item.finding) for item in together]
                return found
        for item in waiting:
            found = self._followed(state, item)
            if isinstance(found, _State):
                self._settled.append(Settled(item.result, item.finding))
                return found
            refused[item.key] = found
        return None

    def _proposals(self, state: _State, refused: dict[Key, str]) -> list[_Proposal]:
        found: list[_Proposal] = []
        roots: list[Any] | None = None
        for tree, result in state.checked:
            for finding in result.findings:
                fix = finding.fix
                if fix is None or not fix.edits or fix.held or not self._wanted(finding):
                    continue
                try:
                    if roots is None:
                        roots = [data for data, _ in read_trees(state.text, self._form)]
                    edits = tuple(edit_of(operation, roots[tree]) for operation in fix.edits)
                except (CannotEdit, PointerError) as error:
                    refused[_own_key(result, finding)] = str(error)
                    continue
                found.append(_Proposal(result, finding, tree, edits, _own_key(result, finding)))
        return found

    def _tried(self, state: _State, proposals: Sequence[_Proposal]) -> _State | str:
        """The state with these fixes, or why it is not better."""
        made = self._made(state, proposals)
        if isinstance(made, str):
            return made
        return why_worse(state.results, made.results, _edits(proposals)) or made

    def _made(self, state: _State, proposals: Sequence[_Proposal]) -> _State | str:
        text = state.text
        try:
            for item in proposals:
                text = edited_text(text, self._form, item.edits, tree=item.tree)
        except CannotEdit as error:
            return str(error)
        return _State(text, tuple(self._check(text)))

    def _followed(self, state: _State, first: _Proposal) -> _State | str:
        """As ``_tried`` for one fix, and with it those of the findings that it uncovers."""
        found = self._tried(state, [first])
        if isinstance(found, _State):
            return found
        made, edits = self._made(state, [first]), [*first.edits]
        for _ in range(_MOST_FOLLOWED):
            if isinstance(made, str):
                break
            new = {id(finding) for finding in new_findings(state.results, made.results, edits)}
            more = _apart([item for item in self._proposals(made, {}) if id(item.finding) in new])
            if not more:
                break
            made = self._made(made, more)
            edits += _edits(more)
            if isinstance(made, _State) and why_worse(state.results, made.results, edits) is None:
                return made
        return found

    def _left(self, state: _State, refused: dict[Key, str]) -> Iterable[Left]:
        for _, result in state.checked:
            for finding in result.findings:
                fix = finding.fix
                if fix is None or not self._wanted(finding):
                    continue
                why = fix.held or refused.get(_own_key(result, finding))
                if why is None and fix.option is not None and not fix.edits:
                    why = f"it is done only with {fix.option}"
                yield Left(result, finding, why or "it was not tried")


def _own_key(result: DocumentResult, finding: Finding) -> Key:
    return (*key_of(result, finding), finding.pointer, result.part)


def _edits(proposals: Iterable[_Proposal]) -> list[Edit]:
    return [edit for item in proposals for edit in item.edits]


def _apart(proposals: Sequence[_Proposal]) -> list[_Proposal]:
    """Those of which none changes what another changes, or what is around or inside it."""
    taken: list[tuple[int, Path]] = []
    found = []
    for item in proposals:
        touched = [(item.tree, path) for edit in item.edits for path in _touched(edit)]
        if not any(_overlap(one, other) for one in touched for other in taken):
            taken += touched
            found.append(item)
    return found


def _touched(edit: Edit) -> list[Path]:
    """The places that an edit changes: with an item, the whole list, as the indexes of the others change."""
    if edit.op in ("add", "remove") and isinstance(edit.path[-1], int):
        return [edit.path[:-1]]
    return [edit.path, (*edit.path[:-1], edit.value)] if edit.op == "rename" else [edit.path]


def _overlap(one: tuple[int, Path], other: tuple[int, Path]) -> bool:
    shorter = min(len(one[1]), len(other[1]))
    return one[0] == other[0] and one[1][:shorter] == other[1][:shorter]
