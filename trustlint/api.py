"""What plug-ins may use, and nothing else: the model, the Credential view, and the check vocabulary.

``API_VERSION`` grows with every change that could break a plug-in.
"""

from __future__ import annotations

from trustlint.checks.context import RuleContext
from trustlint.checks.registry import CheckError, check_function, options_schema
from trustlint.checks.result import PASSED, Result, cant_tell, failed, inapplicable
from trustlint.credential.view import Node, Selection
from trustlint.model.kind import Kind, Scope
from trustlint.model.outcome import Outcome

API_VERSION = 1

__all__ = [
    "API_VERSION",
    "PASSED",
    "CheckError",
    "Kind",
    "Node",
    "Outcome",
    "Result",
    "RuleContext",
    "Scope",
    "Selection",
    "cant_tell",
    "check_function",
    "failed",
    "inapplicable",
    "options_schema",
]
