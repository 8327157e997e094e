"""Format ``text``, quiet: a line for each thing that fails, and the totals."""

from __future__ import annotations

from collections.abc import Callable

from trustlint.model.kind import Scope
from trustlint.model.report import DocumentResult, Footer, Header
from trustlint.report.blame import Gatekeeper, told_by
from trustlint.report.safe_text import safe
from trustlint.report.wording import criterion_place, finding_place, gate_line, place, total_lines

_LONGEST = 2000


class QuietWriter:
    """``path:line:column CODE message`` a line, which editors and grep understand."""

    def __init__(self, write: Callable[[str], object], unicode: bool) -> None:
        self._write = write
        self._unicode = unicode
        self._gate: Gatekeeper | None = None
        self._told = False
        self._shared: set[str] = set()
        """Lines about documents that others lead to, such as the badge of ten thousand assertions: told once."""

    def begin(self, header: Header) -> None:
        self._gate = Gatekeeper(header)

    def document(self, result: DocumentResult) -> None:
        if self._gate is None:
            raise RuntimeError("begin() comes before document()")
        failed = {f"{criterion.pack}/{criterion.id}": criterion for criterion in self._gate.failed(result)}
        grave = [f for f in self._gate.grave(result) if failed.keys().isdisjoint(f.criteria)]
        lines = [f"{finding_place(result, f)} {f.code} {f.message}" for f in grave]
        told = told_by(result)
        for name, criterion in failed.items():
            own = (
                f"{criterion_place(result, criterion)} {criterion.id} {criterion.message or criterion.title}"
            )
            each = [f"{finding_place(result, f)} {criterion.id} {f.message}" for f in told[name]]
            lines += dict.fromkeys([own, *each])
        if not result.read and not lines:
            lines.append(f"{result.name} could not be read")
        lines += [
            f"{result.name} {code} this check broke off; its result is not known" for code in result.errors
        ]
        for line in lines:
            if line in self._shared:
                continue
            if _may_recur(result, line):
                self._shared.add(line)
            self._told = True
            self._line(line)

    def end(self, footer: Footer) -> None:
        for finding in self._gate.grave_of(footer.findings) if self._gate is not None else ():
            self._told = True
            where = place(finding.document or "", finding.span, finding.pointer)
            self._line(f"{where} {finding.code} {finding.message}")
        if not self._told:
            for reason in footer.gate.why:
                self._line(reason)
        for notice in footer.notices:
            self._line(f"Notice: {notice}")
        self._line(f"{'. '.join(total_lines(footer))}. Gate: {gate_line(footer)}.")

    def _line(self, text: str) -> None:
        self._write(safe(text[:_LONGEST], self._unicode) + "\n")


def _may_recur(result: DocumentResult, line: str) -> bool:
    """Whether another document may say the same: it leads to this one, or both lead to a third."""
    kind = result.kind
    is_shared = kind is not None and kind.model == "ob2" and kind.scope is not Scope.CREDENTIAL
    return is_shared or not line.startswith(result.path)
