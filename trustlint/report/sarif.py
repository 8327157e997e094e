"""Format ``sarif``: SARIF 2.1.0 (OASIS), for code-scanning pages and editors.

Results are written as they come. What SARIF wants to know besides (the rules, criteria and files that they name by
number) is kept, and written behind them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from trustlint.model.finding import Severity
from trustlint.model.outcome import Verdict
from trustlint.model.report import CriterionResult, DocumentResult, Footer, Header
from trustlint.report.annotation import Annotation, Annotator, of_criterion
from trustlint.report.blame import Gatekeeper
from trustlint.report.file_address import file_uri
from trustlint.report.json_text import encode
from trustlint.report.safe_text import bounded
from trustlint.report.sarif_catalog import Catalog, sarif_message
from trustlint.report.utf16 import utf16_columns
from trustlint.report.wording import gate_line
from trustlint.report.writer import RenderOptions

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_FINGERPRINT = "trustlint/v1"
_KINDS = {
    Verdict.PASS: "pass",
    Verdict.NEEDS_REVIEW: "review",
    Verdict.NOT_APPLICABLE: "notApplicable",
}
_RAN_TO_THE_END = (0, 1, 4, 5)


_OF_PARTS = frozenset(("ndjson", "zip"))
_HELD = frozenset(("jwt", "png", "svg", "data-uri"))
"""Origins whose documents have the digest of their own part; and those whose documents have that of what holds them."""


class SarifWriter:
    """A run with a result for each finding and for each criterion that needs review, or fails without a finding.

    With ``verbose`` also for criteria that pass or do not apply: code hosts would show each of them as an alert.
    """

    def __init__(self, write: Callable[[str], object], options: RenderOptions) -> None:
        self._write = write
        self._verdicts = tuple(_KINDS) if options.verbose else (Verdict.NEEDS_REVIEW,)
        self._between = "\n"
        self._notifications: list[dict[str, Any]] = []

    def begin(self, header: Header) -> None:
        self._header = header
        self._gate = Gatekeeper(header)
        self._annotator = Annotator(self._gate)
        self._catalog = Catalog(header)
        self._write(f'{{"$schema":{encode(_SCHEMA)},"version":"2.1.0","runs":[{{"results":[')

    def document(self, result: DocumentResult) -> None:
        catalog = self._catalog
        # The digest of a line is that of the line, and of a file in an archive that of the file; an item of a list, and what
        # is inside an image or a token, has that of the whole file.
        digest_of_part = (
            result.part is not None
            and not result.part.startswith("/")
            and (_HELD.isdisjoint(result.origin) or not _OF_PARTS.isdisjoint(result.origin))
        )
        file = catalog.file(result.path, None if digest_of_part else result.sha256)
        part: int | None = None
        catalog.note_criteria(result.criteria)
        for each in self._annotator.annotate(result):
            if result.part is not None and part is None:
                part = catalog.part(file, result.part, result.sha256 if digest_of_part else None)
            self._result(result.part, each, "fail", each.severity.value, part)
        for criterion in result.criteria:
            if criterion.verdict in self._verdicts:
                self._criterion(result, criterion, file)
        self._notify(result)

    def end(self, footer: Footer) -> None:
        run = self._header.run
        for each in self._annotator.annotate_run(footer):
            self._result(None, each, "fail", each.severity.value, None)
        incomplete = footer.exit_code not in _RAN_TO_THE_END
        for notice in footer.notices:
            self._notifications.append({"level": "note", "message": {"text": bounded(notice)}})
        invocation = {
            "executionSuccessful": not incomplete,
            "exitCode": footer.exit_code,
            "exitCodeDescription": f"Gate: {gate_line(footer)}",
            "toolExecutionNotifications": self._notifications,
        }
        properties = {
            "now": run.now,
            "failOn": run.fail_on,
            "require": list(run.required),
            "gate": {"met": footer.gate.met, "why": [bounded(reason) for reason in footer.gate.why]},
        }
        members = {
            "columnKind": "utf16CodeUnits",
            "artifacts": self._catalog.artifacts(),
            "taxonomies": self._catalog.taxonomies(),
            "invocations": [invocation],
            "tool": {"driver": self._catalog.driver(run.version)},
            "properties": properties,
        }
        self._write(f"\n],{encode(members)[1:]}]}}\n")

    def _criterion(self, result: DocumentResult, criterion: CriterionResult, file: int) -> None:
        about = of_criterion(result, criterion, self._gate)
        if criterion.verdict is Verdict.NEEDS_REVIEW and criterion.question:
            about = about._replace(message=f"{criterion.message} {criterion.question}".strip())
        part = self._catalog.part(file, result.part, None) if result.part is not None else None
        self._result(result.part, about, _KINDS[criterion.verdict], "none", part)

    def _result(self, name: str | None, each: Annotation, kind: str, level: str, part: int | None) -> None:
        catalog = self._catalog
        id_ = bounded(each.code)
        plain: dict[str, Any] = {
            "ruleId": id_,
            "ruleIndex": catalog.rule(each, id_),
            "kind": kind,
            "level": level,
            "message": {"text": sarif_message(each.message)},
            "locations": [self._location(each)] if each.path else [],
        }
        if part is not None:
            plain["analysisTarget"] = {"index": part}
        taxa = [catalog.taxon_reference(name) for name in each.criteria]
        if taxa:
            plain["taxa"] = taxa
        plain["partialFingerprints"] = {_FINGERPRINT: each.fingerprint(name or "")}
        if kind == "fail" and each.path and self._header.run.baseline is not None:
            plain["baselineState"] = "unchanged" if each.known else "new"
        if each.waiver is not None:
            # Without a status it is an accepted one.
            plain["suppressions"] = [{"kind": "external", "justification": bounded(each.waiver)}]
        self._write(f"{self._between}{encode(plain)}")
        self._between = ",\n"

    def _location(self, each: Annotation) -> dict[str, Any]:
        physical: dict[str, Any] = {
            "artifactLocation": {"uri": file_uri(each.path), "index": self._catalog.file(each.path, None)}
        }
        if each.span is not None:
            first, last = utf16_columns(each.span, each.excerpt)
            region = {"startLine": each.span.line}
            if first is not None:
                region["startColumn"] = first
            if each.span.end_line != each.span.line:
                region["endLine"] = each.span.end_line
            if last is not None and (first is not None or each.span.end_line != each.span.line):
                region["endColumn"] = last
            physical["region"] = region
        location: dict[str, Any] = {"physicalLocation": physical}
        if each.pointer:
            location["logicalLocations"] = [{"fullyQualifiedName": bounded(each.pointer)}]
        return location

    def _notify(self, result: DocumentResult) -> None:
        place = {
            "physicalLocation": {
                "artifactLocation": {
                    "uri": file_uri(result.path),
                    "index": self._catalog.file(result.path, None),
                }
            }
        }
        messages: Iterable[str] = ()
        if not result.read:
            why = f": {result.valid_reason}" if result.valid_reason else ""
            messages = (f"{result.name} could not be read{why}.",)
        broken = [
            f"{code} broke off on {result.name}; its result there is not known." for code in result.errors
        ]
        broken += [
            f"{criterion.id} could not be decided for {result.name}: {criterion.message or 'a check broke off.'}"
            for criterion in result.criteria
            if criterion.verdict is Verdict.ERROR
        ]
        for message in (*messages, *broken):
            self._notifications.append(
                {
                    "level": Severity.ERROR.value,
                    "message": {"text": sarif_message(message)},
                    "locations": [place],
                }
            )


def open_writer(write: Callable[[str], object], options: RenderOptions) -> SarifWriter:
    return SarifWriter(write, options)
