"""What the tool says in its own name: codes that no pack holds, as ``explain`` and ``list`` know them."""

from __future__ import annotations

from typing import NamedTuple

from trustlint.model.finding import Severity
from trustlint.version import __version__

TOOL = "trustlint"
"""Stands for the pack in findings of the tool."""


class ToolRule(NamedTuple):
    """Something that the tool reports about a run or about what people said, and not about a credential."""

    code: str
    name: str
    severity: Severity
    title: str
    why: str
    remediation: str


TOOL_RULES: tuple[ToolRule, ...] = (
    ToolRule(
        "TL001",
        "checks-without-fault",
        Severity.ERROR,
        "trustlint itself can check the document",
        "A fault of the program says nothing about the document; the run is incomplete, and no check counts as met.",
        "Report the fault with the document, or a part of it that shows the same.",
    ),
    ToolRule(
        "TL910",
        "waiver-used",
        Severity.WARNING,
        "A waiver waives something",
        "An exception that nothing needs any more would hide the next mistake at the same place.",
        "Remove the waiver.",
    ),
    ToolRule(
        "TL911",
        "waiver-in-force",
        Severity.WARNING,
        "A waiver is not past its last day",
        "Exceptions are approved for a time; afterwards the criterion counts as it stands.",
        "Mend the badge, or have the waiver approved anew with `trustlint waive`.",
    ),
    ToolRule(
        "TL912",
        "waiver-known",
        Severity.WARNING,
        "A waiver names a document and a criterion or rule that exist",
        "A misspelt name waives nothing, and nobody notices.",
        "Correct the name, or remove the waiver.",
    ),
    ToolRule(
        "TL913",
        "waiver-once",
        Severity.WARNING,
        "A document has one waiver for a criterion or rule",
        "Of two waivers only one can say until when, and why; the last one in the file counts.",
        "Keep the waiver that holds, and remove the others.",
    ),
    ToolRule(
        "TL920",
        "attestation-used",
        Severity.WARNING,
        "An attestation answers an open question",
        "An answer cannot change what a machine decided: it never turns a fail into a pass.",
        "Mend the badge where it fails; remove the attestation where nothing is asked any more.",
    ),
    ToolRule(
        "TL921",
        "attestation-in-force",
        Severity.WARNING,
        "An attestation is not past its last day",
        "An answer holds until the day that it expires, or for as long as the pack lets answers hold.",
        "Look at the badge again, and answer anew with `trustlint attest`.",
    ),
    ToolRule(
        "TL922",
        "attestation-known",
        Severity.WARNING,
        "An attestation names a document and a criterion that exist",
        "A misspelt name answers nothing, and nobody notices.",
        "Correct the name, or remove the attestation.",
    ),
    ToolRule(
        "TL923",
        "attestation-once",
        Severity.WARNING,
        "A reviewer answers a criterion of a document once",
        "Of two answers of one reviewer only one can be meant; the last one in the file counts.",
        "Keep the answer that holds, and remove the others.",
    ),
    ToolRule(
        "TL924",
        "attestation-fresh",
        Severity.WARNING,
        "An attestation is about what the document says now",
        "What the criterion read, or the question, has changed since, so nobody has judged what stands there now.",
        "Look at the badge again, and answer anew with `trustlint attest`.",
    ),
    ToolRule(
        "TL930",
        "baseline-entry-used",
        Severity.NOTE,
        "A problem in the baseline is still there",
        "What is fixed could come back unnoticed for as long as the baseline knows it.",
        "Run `trustlint baseline update`, which removes it from the baseline.",
    ),
)

TOOL_RULE = {rule.code: rule for rule in TOOL_RULES}


def tool_rule(code_or_name: str) -> ToolRule | None:
    """The rule with this code or name, in any letter case."""
    for rule in TOOL_RULES:
        if code_or_name.casefold() == rule.name or code_or_name.upper() == rule.code:
            return rule
    return None


def explain_tool_rule(rule: ToolRule) -> str:
    """Everything about one of them, as Markdown."""
    lines = [f"# {rule.code} {rule.name}", "", f"{rule.title}.", ""]
    lines += [f"Severity: {rule.severity.value}. Of trustlint {__version__} itself; no pack holds it."]
    lines += ["", "## Why", "", rule.why, "", "## How to fix", "", rule.remediation]
    return "\n".join(lines) + "\n"
