"""Format ``junit``: JUnit XML, for the test tab of a pipeline: a suite for each document.

A test case is a criterion, or a rule with findings that no criterion tells. What keeps the gate shut is a failure; what
does not, is open or is let pass is skipped, with the reason: a test tab must not be red where the gate is met.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from trustlint.model.finding import Finding
from trustlint.model.outcome import Verdict
from trustlint.model.report import CriterionResult, DocumentResult, Footer, Header
from trustlint.report.annotation import criterion_name, title_of
from trustlint.report.blame import Gatekeeper, told_by, untold
from trustlint.report.safe_text import bounded
from trustlint.report.snippet import snippet_rows
from trustlint.report.wording import KNOWN, VERDICT_WORDS, criterion_place, place, waiver_line
from trustlint.report.writer import RenderOptions

_WIDTH = 100
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})
_MOST_FINDINGS = 20


class _Case(NamedTuple):
    """verdict: ``failure``, ``error``, ``skipped``, or empty for a pass; rows: more lines about it."""

    group: str
    name: str
    verdict: str = ""
    kind: str = ""
    message: str = ""
    rows: tuple[str, ...] = ()


class JunitWriter:
    def __init__(self, write: Callable[[str], object]) -> None:
        self._write = write

    def begin(self, header: Header) -> None:
        self._gate = Gatekeeper(header)
        self._packs = [pack.id for pack in header.packs]
        self._write('<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="trustlint">\n')

    def document(self, result: DocumentResult) -> None:
        self._suite(result.name, result.path, list(self._cases(result)))

    def end(self, footer: Footer) -> None:
        if footer.findings:
            by_code: dict[str, list[Finding]] = {}
            for finding in footer.findings:
                by_code.setdefault(finding.code, []).append(finding)
            self._suite("trustlint", "", [self._rule("", findings) for findings in by_code.values()])
        self._write("</testsuites>\n")

    def _suite(self, name: str, path: str, cases: list[_Case]) -> None:
        counts = {
            verdict: sum(case.verdict == verdict for case in cases)
            for verdict in ("failure", "error", "skipped")
        }
        self._write(
            f"  <testsuite{_attribute('name', name)} "
            f'tests="{len(cases)}" failures="{counts["failure"]}" errors="{counts["error"]}" '
            f'skipped="{counts["skipped"]}" time="0">\n'
        )
        self._write("".join(_written(case, path) for case in cases))
        self._write("  </testsuite>\n")

    def _cases(self, result: DocumentResult) -> Iterable[_Case]:
        told = told_by(result)
        by_code: dict[str, list[Finding]] = {}
        for finding in untold(result, told):
            by_code.setdefault(finding.code, []).append(finding)
        if not result.read:
            why = f": {result.valid_reason}" if result.valid_reason else ""
            rows = tuple(
                row
                for findings in by_code.values()
                for each in findings
                for row in _finding(result.path, each)
            )
            yield _Case(
                "trustlint", "The input can be read", "error", "unread", f"could not be read{why}", rows
            )
            return
        for code in result.errors:
            yield _Case("trustlint", code, "error", "broke-off", "broke off; its result is not known")
        for findings in by_code.values():
            yield self._rule(result.path, findings)
        judged = {criterion.pack for criterion in result.criteria}
        blamed = {findings[0].pack for findings in by_code.values()}
        for pack in result.packs:
            if pack.id not in judged and pack.id not in blamed and pack.outcomes.get("pass"):
                yield _Case(pack.id, "No findings")
        for criterion in result.criteria:
            yield self._criterion(result, criterion, told.get(criterion_name(criterion), []))

    def _rule(self, path: str, findings: list[Finding]) -> _Case:
        # What is new comes first, so that the case speaks of that.
        findings = sorted(findings, key=lambda finding: finding.known)
        first = findings[0]
        message = bounded(first.message)
        if len(findings) > 1:
            message += f" (and {len(findings) - 1} more)"
        rows = [row for finding in findings[:_MOST_FINDINGS] for row in _finding(path, finding)]
        if len(findings) > _MOST_FINDINGS:
            rows.append(f"and {len(findings) - _MOST_FINDINGS} more")
        refused = any(self._gate.refuses(finding) for finding in findings)
        worst = min(findings, key=lambda finding: finding.severity.rank).severity.value
        verdict = "failure" if refused else "skipped"
        if not refused:
            why = "in the baseline" if first.known else "let pass by the gate"
            message = f"{worst}, {why}: {message}"
        return _Case(first.pack, f"{first.code} {title_of(first)}", verdict, worst, message, tuple(rows))

    def _criterion(self, result: DocumentResult, criterion: CriterionResult, told: list[Finding]) -> _Case:
        case = _Case(criterion.pack, f"{criterion.id} {criterion.title}")
        verdict = criterion.verdict
        if verdict is Verdict.PASS:
            return case
        case = case._replace(kind=verdict.value, message=criterion.message or VERDICT_WORDS[verdict])
        if verdict is Verdict.ERROR:
            return case._replace(verdict="error")
        if verdict is Verdict.NEEDS_REVIEW and criterion.question:
            return case._replace(
                verdict="skipped", message=f"to review: {bounded(criterion.question)} {case.message}"
            )
        if verdict is not Verdict.FAIL:
            if verdict is Verdict.NOT_ASSESSED and self._gate.demands(result, criterion):
                return case._replace(verdict="failure")
            return case._replace(verdict="skipped", message=f"{VERDICT_WORDS[verdict]}: {case.message}")
        case = case._replace(rows=tuple(_failure(result, criterion, told)))
        if criterion.known:
            return case._replace(verdict="skipped", message=f"not met, in the baseline: {case.message}")
        if self._gate.demands(result, criterion):
            return case._replace(verdict="failure")
        return case._replace(verdict="skipped", message=f"not met, and not demanded here: {case.message}")


def _finding(path: str, finding: Finding) -> list[str]:
    where = place(finding.document or path, finding.span, finding.pointer)
    rows = [f"{where}: {finding.severity.value} {finding.code}", finding.message]
    if finding.help:
        rows.append(finding.help)
    if finding.waiver is not None:
        rows.append(waiver_line(finding.waiver))
    elif finding.known:
        rows.append(KNOWN)
    if finding.source:
        rows.append(f"Source: {finding.source}")
    return [bounded(row) for row in rows]


def _failure(result: DocumentResult, criterion: CriterionResult, told: list[Finding]) -> list[str]:
    """Where a criterion fails, and what to do."""
    rows = [bounded(f"{criterion_place(result, criterion)}: {criterion.message or criterion.title}")]
    for finding in told[:_MOST_FINDINGS]:
        if finding.message != criterion.message:
            rows += _finding(result.path, finding)
    remedy = criterion.remediation
    if remedy is not None:
        rows.append(bounded(remedy.text))
        if remedy.insert_at is not None and remedy.snippet is not None:
            rows.append(bounded(f"Proposed at {remedy.insert_at or 'the top of the document'}:"))
            rows += snippet_rows(remedy.snippet, _WIDTH)
    return rows


def _written(case: _Case, path: str) -> str:
    opening = (
        f"    <testcase{_attribute('classname', case.group)}{_attribute('name', case.name)}"
        f'{_attribute("file", path)} time="0"'
    )
    if not case.verdict:
        return f"{opening}/>\n"
    kind = "" if case.verdict == "skipped" else _attribute("type", case.kind)
    inner = f"      <{case.verdict}{_attribute('message', case.message)}{kind}"
    text = "\n".join(row.translate(_ESCAPES) for row in case.rows)
    inner += f">{text}</{case.verdict}>\n" if text else "/>\n"
    return f"{opening}>\n{inner}    </testcase>\n"


def _attribute(name: str, text: str) -> str:
    return f' {name}="{bounded(text).translate(_ESCAPES)}"'


def open_writer(write: Callable[[str], object], options: RenderOptions) -> JunitWriter:
    """The test report depends on no option."""
    return JunitWriter(write)
