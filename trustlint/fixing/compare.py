"""Whether a document is better after a change: fewer findings, none of them new, and no verdict worse."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from trustlint.model.finding import Finding
from trustlint.model.fix import Edit
from trustlint.model.outcome import Verdict
from trustlint.model.pointer import parse_pointer, to_pointer
from trustlint.model.report import DocumentResult

_RANKS = {
    Verdict.PASS: 0,
    Verdict.NOT_APPLICABLE: 0,
    Verdict.WAIVED: 1,
    Verdict.NEEDS_REVIEW: 2,
    Verdict.NOT_ASSESSED: 3,
    Verdict.FAIL: 4,
    Verdict.ERROR: 5,
}

Key = tuple[str | None, ...]
"""What makes two findings the same: the code and the place without indexes, which change when a value becomes a list."""


def why_worse(
    before: Sequence[DocumentResult], after: Sequence[DocumentResult], edits: Sequence[Edit]
) -> str | None:
    """Why the results after some edits are not better than those before, in a clause; None when they are."""
    if len(before) != len(after):
        return "it would change what the file is taken for"
    new = new_findings(before, after, edits)
    if new:
        first = new[0]
        where = f" at {first.pointer}" if first.pointer else ""
        more = f" and {len(new) - 1} more" if len(new) > 1 else ""
        return f"{first.code}{where}{more} would be found then"
    if sum(len(result.findings) for result in after) >= sum(len(result.findings) for result in before):
        return "it would settle nothing"
    for old, now in zip(before, after, strict=True):
        verdicts = {(item.pack, item.id): item.verdict for item in now.criteria}
        for item in old.criteria:
            verdict = verdicts.get((item.pack, item.id))
            if verdict is None or _RANKS[verdict] > _RANKS[item.verdict]:
                told = "gone" if verdict is None else verdict.value
                return f"the verdict of {item.id} would be {told} then"
        if (old.valid and not now.valid) or len(now.errors) > len(old.errors):
            return "it could no longer be judged as before"
    return None


def new_findings(
    before: Iterable[DocumentResult], after: Iterable[DocumentResult], edits: Sequence[Edit]
) -> list[Finding]:
    """The findings afterwards that were not there before, names that the edits changed taken for the same."""
    renames = [
        (to_pointer(edit.path), to_pointer((*edit.path[:-1], edit.value)))
        for edit in edits
        if edit.op == "rename"
    ]
    known = Counter(key_of(result, finding, renames) for result in before for finding in result.findings)
    found = []
    for result in after:
        for finding in result.findings:
            key = key_of(result, finding)
            known[key] -= 1
            if known[key] < 0:
                found.append(finding)
    return found


def key_of(result: DocumentResult, finding: Finding, renames: Iterable[tuple[str, str]] = ()) -> Key:
    """The same for two findings that differ by nothing but wording and indexes."""
    pointer = finding.pointer
    for old, new in renames if pointer is not None else ():
        if pointer == old or (pointer or "").startswith(f"{old}/"):
            pointer = new + (pointer or "")[len(old) :]
    return (
        finding.code,
        _without_indexes(pointer),
        finding.expected,
        _without_indexes(result.part),
        finding.document,
    )


def _without_indexes(pointer: str | None) -> str | None:
    if pointer is None or "/" not in pointer:
        return pointer
    head, _, tail = pointer.partition("/")
    return head + to_pointer(step for step in parse_pointer(f"/{tail}") if not step.isdecimal())
