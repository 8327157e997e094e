"""What plug-ins may use, and nothing else: the model, the Credential view, checks and program rules.

``API_VERSION`` grows with every change that could break a plug-in. What a plug-in brings, it names in its entry points
(docs/plugins.md): ``trustlint.packs``, ``trustlint.rules``, ``trustlint.checks``, ``trustlint.reports``.
"""

from __future__ import annotations

from trustlint.checks.asking import Asked
from trustlint.checks.context import RuleContext
from trustlint.checks.program import Judge, Program, prepared_program, program_rule, shape_decides
from trustlint.checks.registry import CheckError, check_function, options_schema
from trustlint.checks.result import PASSED, Result, cant_tell, failed, inapplicable
from trustlint.checks.wording import listed, show
from trustlint.credential.fields import field_titles
from trustlint.credential.view import Absence, Node, Selection
from trustlint.model.finding import Finding, Severity
from trustlint.model.kind import Kind, Scope
from trustlint.model.outcome import Outcome, Verdict
from trustlint.model.pointer import Path, display, to_pointer
from trustlint.model.report import CriterionResult, DocumentResult, Footer, Header, Report
from trustlint.model.span import Span

API_VERSION = 1

__all__ = [
    "API_VERSION",
    "PASSED",
    "Absence",
    "Asked",
    "CheckError",
    "CriterionResult",
    "DocumentResult",
    "Finding",
    "Footer",
    "Header",
    "Judge",
    "Kind",
    "Node",
    "Outcome",
    "Path",
    "Program",
    "Report",
    "Result",
    "RuleContext",
    "Scope",
    "Selection",
    "Severity",
    "Span",
    "Verdict",
    "cant_tell",
    "check_function",
    "display",
    "failed",
    "field_titles",
    "inapplicable",
    "listed",
    "options_schema",
    "prepared_program",
    "program_rule",
    "shape_decides",
    "show",
    "to_pointer",
]
