"""What two versions of a pack say of the same credentials."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from trustlint.engine.check import check_paths
from trustlint.engine.options import NEVER, CheckOptions
from trustlint.model.report import DocumentResult


class VerdictChange(NamedTuple):
    """document: name; id: of a criterion, or code of a rule of no criterion; old, new: verdicts (for rules ``found`` or
    ``not found``), None where there is no such criterion; message: what the newer pack says."""

    document: str
    id: str
    old: str | None
    new: str | None
    message: str

    def to_dict(self) -> dict[str, Any]:
        return self._asdict()


class Comparison(NamedTuple):
    """documents: how many were judged; gates: whether the old and the new gate are met."""

    documents: int
    changes: tuple[VerdictChange, ...]
    gates: tuple[bool, bool]
    incomplete: bool
    """Whether some input could not be read or judged."""


def compare_packs(
    old: str,
    new: str,
    paths: Sequence[str],
    options: CheckOptions,
    *,
    stdin: Callable[[], bytes] | None = None,
) -> Comparison:
    """Check the same inputs against each of two packs, by id or path; ``stdin``, asked twice, gives what ``-`` stands for.

    Raises UsageError and PackError.
    """
    first, second = (
        check_paths(paths, replace(options, packs=(name,), fail_on=NEVER), stdin=stdin) for name in (old, new)
    )
    changes: list[VerdictChange] = []
    for before, after in zip(first.documents, second.documents, strict=True):
        changes += _changes(before, after)
    gates = (first.gate.met, second.gate.met)
    return Comparison(len(second.documents), tuple(changes), gates, 3 in (first.exit_code, second.exit_code))


def _changes(before: DocumentResult, after: DocumentResult) -> list[VerdictChange]:
    found = []
    old = {criterion.id: criterion for criterion in before.criteria}
    new = {criterion.id: criterion for criterion in after.criteria}
    for id_ in dict.fromkeys([*old, *new]):
        verdicts = [side[id_].verdict.value if id_ in side else None for side in (old, new)]
        if verdicts[0] != verdicts[1]:
            message = new[id_].message if id_ in new else ""
            found.append(VerdictChange(after.name, id_, verdicts[0], verdicts[1], message))
    messages = [
        {finding.code: finding.message for finding in side.findings if not finding.criteria}
        for side in (before, after)
    ]
    for code in sorted(messages[0].keys() ^ messages[1].keys()):
        states = ["found" if code in side else "not found" for side in messages]
        found.append(VerdictChange(after.name, code, states[0], states[1], messages[1].get(code, "")))
    return found
