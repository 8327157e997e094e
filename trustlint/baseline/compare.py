"""A run against a baseline: marks what is known, and in the end tells what is fixed."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Collection, Iterator

from trustlint.baseline.entries import Problem, Problems, labels_of
from trustlint.baseline.file import Baseline
from trustlint.model.finding import Finding
from trustlint.model.outcome import Verdict
from trustlint.model.report import CriterionResult, DocumentResult, Ratchet
from trustlint.packs.tool_rules import TOOL, TOOL_RULE

_UNDECIDED = (Verdict.ERROR, Verdict.NOT_ASSESSED)
_USED = "TL930"


class Comparison:
    """Sees the documents of a run one after another; documents of one file draw on what is known of that file.

    selected: names of the rules and criteria that the run decides; accept: take what is new as known from now on, save
    for what has an approved exception. After the last document: ``kept``, ``accepted``, ``fixed`` and ``unseen`` are
    the problems that are still there, that are new and accepted, that are no longer there, and of which this run
    says nothing.
    """

    def __init__(self, baseline: Baseline, selected: Collection[str], *, accept: bool = False) -> None:
        self.file = baseline.file
        self._baseline = baseline
        self._selected = selected
        self._accept = accept
        self._left: Problems = {key: Counter(counter) for key, counter in baseline.problems.items()}
        self._undecided: dict[str, set[str]] = {}
        self._unread: set[str] = set()
        self._known_findings = self._known_criteria = self._new_findings = self._new_criteria = 0
        self.kept: Problems = {}
        self.accepted: Problems = {}
        self.fixed: Problems = {}
        self.unseen: Problems = {}

    def mark(self, result: DocumentResult) -> DocumentResult:
        """The result with everything marked that the baseline knows."""
        if result.origin[:1] != ("file",):
            return result  # Nobody can say later what it was.
        key = self._baseline.key(result.path)
        if not result.read:
            self._unread.add(key)
            return result
        if result.kind is None:
            self._unread.add(key)  # Nothing was looked at of what it is meant to be: its text may be torn.
        if result.errors:
            self._undecided.setdefault(key, set()).update(result.errors)
        waived = {_name(each) for each in result.criteria if each.verdict is Verdict.WAIVED}
        findings = tuple([self._finding(key, each, waived) for each in result.findings])
        new = {
            name
            for each in findings
            if not each.known and not _is_excused(each, waived)
            for name in each.criteria
        }
        criteria = tuple([self._criterion(key, each, new) for each in result.criteria])
        return result._replace(findings=findings, criteria=criteria)

    def end(self, inputs: Collection[str]) -> None:
        """Sort out what no document drew on. inputs: absolute paths of the files that the run read."""
        for key, counter in self._left.items():
            path = self._baseline.path(key)
            is_seen = key not in self._unread and (path in inputs or not os.path.lexists(path))
            undecided = self._undecided.get(key, ())
            for problem, times in counter.items():
                if times:
                    gone = is_seen and problem.name in self._selected and problem.name not in undecided
                    into = self.fixed if gone else self.unseen
                    into.setdefault(key, Counter())[problem] = times

    def ratchet(self) -> Ratchet:
        """The numbers for the report."""
        fixed = sum(counter.total() for counter in self.fixed.values())
        return Ratchet(
            self._known_findings, self._known_criteria, self._new_findings, self._new_criteria, fixed
        )

    def findings(self, silenced: Collection[str] = ()) -> Iterator[Finding]:
        """What of the baseline is no longer there: a finding for each badge. silenced: codes that are not wanted."""
        rule = TOOL_RULE[_USED]
        if rule.code in silenced:
            return
        for key, counter in self.fixed.items():
            number = counter.total()
            place = self._baseline.place(key)
            problems = "1 problem" if number == 1 else f"{number} problems"
            is_are = "is" if number == 1 else "are"
            message = f"{key}: {problems} of the baseline {is_are} not found any more: {labels_of(counter)}."
            if not os.path.lexists(self._baseline.path(key)):
                message = f"There is no file {key} any more, of which the baseline has {problems}."
            yield Finding(
                code=rule.code,
                name=rule.name,
                severity=rule.severity,
                message=message,
                pack=TOOL,
                pointer=place.pointer,
                span=place.span,
                help=rule.remediation,
                document=place.file,
            )

    def _finding(self, key: str, finding: Finding, waived: Collection[str]) -> Finding:
        if finding.fingerprint is None:
            return finding
        problem = Problem(finding.code, finding.fingerprint)
        is_known = self._take(key, problem)
        excused = _is_excused(finding, waived)
        if not is_known and not excused and self._accept:
            self.accepted.setdefault(key, Counter())[problem] += 1
            is_known = True
        if not excused:
            self._known_findings += is_known
            self._new_findings += not is_known
        return finding._replace(known=True) if is_known else finding

    def _criterion(self, key: str, result: CriterionResult, new: Collection[str]) -> CriterionResult:
        if result.fingerprint is None:
            return result
        name = _name(result)
        problem = Problem(name, result.fingerprint)
        if result.verdict is Verdict.FAIL:
            is_known = self._take(key, problem)
            if not is_known and self._accept:
                self.accepted.setdefault(key, Counter())[problem] += 1
                is_known = True
            # What fails for one more reason than before is new.
            is_known = is_known and name not in new
            self._known_criteria += is_known
            self._new_criteria += not is_known
            return result._replace(known=is_known)
        if result.verdict is Verdict.WAIVED or result.verdict in _UNDECIDED:
            self._take(key, problem)
        return result

    def _take(self, key: str, problem: Problem) -> bool:
        left = self._left.get(key)
        if left is None or left[problem] <= 0:
            return False
        left[problem] -= 1
        self.kept.setdefault(key, Counter())[problem] += 1
        return True


def _is_excused(finding: Finding, waived: Collection[str]) -> bool:
    """Whether an approved exception lets it pass: its own, or that of each of its criteria."""
    return finding.waiver is not None or (
        bool(finding.criteria) and all(name in waived for name in finding.criteria)
    )


def _name(result: CriterionResult) -> str:
    return f"{result.pack}/{result.id}"
