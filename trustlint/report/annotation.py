"""What a code host shows beside the lines of a file: the findings, and the criteria that fail without one.

The formats ``sarif``, ``github`` and ``gitlab`` say the same things, each in its own syntax.
"""

from __future__ import annotations

import re
from hashlib import sha256
from typing import NamedTuple

from trustlint.model.finding import Excerpt, Finding, Severity
from trustlint.model.outcome import Verdict
from trustlint.model.report import CriterionResult, DocumentResult, Footer
from trustlint.model.span import Span
from trustlint.report.blame import Gatekeeper, by_place
from trustlint.report.wording import line_in_file, waiver_line

_NUMBER = re.compile("[0-9]+")
_PRACTICE = "practice"
_IN_SEVERAL_FILES = ("ob1", "ob2")
"""Models whose badges refer to files that other badges refer to as well."""


class Annotation(NamedTuple):
    """A message about a place.

    code: of the rule, or the id of the criterion; path: of the file that the place is in, empty when it is in none; help: the next step;
    criteria, known: as in Finding; waiver: why it is let pass, None when it is not.
    """

    code: str
    title: str
    severity: Severity
    message: str
    pack: str
    path: str
    pointer: str | None = None
    expected: str | None = None
    span: Span | None = None
    excerpt: Excerpt | None = None
    help: str | None = None
    criteria: tuple[str, ...] = ()
    waiver: str | None = None
    known: bool = False

    @property
    def counts(self) -> bool:
        """Whether it is to be shown beside the lines of a change: no exception was approved, and no baseline knows it."""
        return self.waiver is None and not self.known

    def fingerprint(self, *more: str) -> str:
        """A digest that stays the same when the file is reformatted: of what is wrong and where in the data.

        Numbers in the message do not count: they may be those of lines.
        """
        message = _NUMBER.sub("0", self.message)
        parts = (self.code, self.pointer or "", self.expected or "", message, *more)
        return sha256("\x00".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


class Annotator:
    """Gives what is wrong with one document after another; what two of them have in common, a shared file, once."""

    def __init__(self, gate: Gatekeeper) -> None:
        self._gate = gate
        self._seen: set[tuple[str, str, bool]] = set()

    def annotate(self, result: DocumentResult) -> list[Annotation]:
        """What is wrong with a document, in reading order; the criteria that no finding tells come last."""
        waived = {
            criterion_name(each): _waiver(each) for each in result.criteria if each.verdict is Verdict.WAIVED
        }
        found = [_of_finding(result.path, finding, waived) for finding in by_place(result.findings)]
        # A criterion that is new is not told by findings that are known: those may be left out.
        told = {name for finding in result.findings for name in finding.criteria if not finding.known}
        told |= {
            criterion_name(each) for each in result.criteria if each.known and _has_finding(result, each)
        }
        found += [
            of_criterion(result, criterion, self._gate)
            for criterion in result.criteria
            if criterion.verdict in (Verdict.FAIL, Verdict.WAIVED) and criterion_name(criterion) not in told
        ]
        if result.kind is None or result.kind.model not in _IN_SEVERAL_FILES:
            return found
        return [each for each in found if self._is_new(each)]

    def annotate_run(self, footer: Footer) -> list[Annotation]:
        """What is wrong with the run itself; the path is empty where that is in no file."""
        return [_of_finding("", finding, {}) for finding in by_place(footer.findings)]

    def _is_new(self, each: Annotation) -> bool:
        key = (each.path, each.fingerprint(str(each.span)), each.known)
        if key in self._seen:
            return False
        self._seen.add(key)
        return True


def _has_finding(result: DocumentResult, criterion: CriterionResult) -> bool:
    name = criterion_name(criterion)
    return any(name in finding.criteria for finding in result.findings)


def criterion_name(criterion: CriterionResult) -> str:
    """``pack/criterion``, as findings name it."""
    return f"{criterion.pack}/{criterion.id}"


def of_criterion(result: DocumentResult, criterion: CriterionResult, gate: Gatekeeper) -> Annotation:
    """A criterion at its place; its severity is that of the level that demands it."""
    if gate.demands(result, criterion):
        severity = Severity.ERROR
    else:
        severity = Severity.NOTE if criterion.level == _PRACTICE else Severity.WARNING
    return Annotation(
        code=criterion.id,
        title=criterion.title,
        severity=severity,
        message=_located(criterion.message or criterion.title, criterion.span),
        pack=criterion.pack,
        path=criterion.document or result.path,
        pointer=criterion.pointer,
        span=line_in_file(criterion.span),
        help=criterion.remediation.text if criterion.remediation else None,
        criteria=(criterion_name(criterion),),
        waiver=_waiver(criterion) if criterion.verdict is Verdict.WAIVED else None,
        known=criterion.known,
    )


def _waiver(criterion: CriterionResult) -> str:
    return waiver_line(criterion.waiver) if criterion.waiver is not None else criterion.message


def _of_finding(path: str, finding: Finding, waived: dict[str, str]) -> Annotation:
    let_pass = [waived[name] for name in finding.criteria if name in waived]
    waiver = let_pass[0] if let_pass and len(let_pass) == len(finding.criteria) else None
    if finding.waiver is not None:
        waiver = waiver_line(finding.waiver)
    return Annotation(
        code=finding.code,
        title=title_of(finding),
        severity=finding.severity,
        message=_located(finding.message, finding.span),
        pack=finding.pack,
        path=finding.document or path,
        pointer=finding.pointer,
        expected=finding.expected,
        span=line_in_file(finding.span),
        excerpt=finding.excerpt if line_in_file(finding.span) else None,
        help=finding.help,
        criteria=finding.criteria,
        waiver=waiver,
        known=finding.known,
    )


def _located(message: str, span: Span | None) -> str:
    """A message that says itself where it is about, when that is no line of the file but of what was taken out of it."""
    if span is None or span.inside is None:
        return message
    return f"{message} See line {span.line}, column {span.column} of {span.inside}."


def title_of(finding: Finding) -> str:
    """The name of a rule in words: ``subject-identified`` is ``Subject identified``, without the namespace of its code."""
    namespace = finding.code.rstrip("0123456789").lower()
    words = finding.name.removeprefix(f"{namespace}-").replace("-", " ")
    return words[:1].upper() + words[1:]
