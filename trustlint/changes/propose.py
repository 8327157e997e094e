"""The fix of one finding, as the report tells of it."""

from __future__ import annotations

import json
from typing import Any

from trustlint.changes.registry import Change, Failure, find_change
from trustlint.changes.signed import why_signed
from trustlint.model.fix import Edit, Fix, FixOptions
from trustlint.model.kind import Kind
from trustlint.packs.compile import NodeOutcome
from trustlint.packs.fixes import FixKind, fix_kinds
from trustlint.packs.model import Rule
from trustlint.source.document import Document

_MOST_SHOWN = 80
_REPEATED = "the document has a name twice, and only one of the two would change: correct that first"


def propose(
    rule: Rule, node: NodeOutcome, document: Document, kind: Kind | None, asked: FixOptions
) -> Fix | None:
    """How a failure of a rule with fixes can be settled; None when no fix of the rule is certain what is meant.

    One that would break a signature, or that would change one of two members of the same name, is held back.
    """
    if node.path is None or node.document is not None:
        return None
    for name in rule.fixes:
        known = fix_kinds()[name]
        failure = Failure(
            document.data, kind, node.path, node.expected, node.instead, rule.options, known.options, asked
        )
        found = find_change(known.change)(failure)
        if found is not None:
            return _told(known, found, document, asked)
    return None


def _told(known: FixKind, found: Change, document: Document, asked: FixOptions) -> Fix:
    text = _filled(known.text, found)
    if found.edits and all(edit.op == "remove" for edit in found.edits):
        text = "leave it out"
    held = why_signed(document, [edit.path for edit in found.edits])
    if held is None and any(problem.kind == "duplicate-key" for problem in document.problems):
        held = _REPEATED
    edits = () if held else tuple(_in_file(edit, document).to_dict() for edit in found.edits)
    return Fix(known.id, text, edits, known.option, held)


def _in_file(edit: Edit, document: Document) -> Edit:
    return edit._replace(path=(*document.base, *edit.path))


def _filled(text: str, found: Change) -> str:
    new = found.new if "rename" in text else _shown(found.new)
    return text.replace("{old}", str(found.old)).replace("{new}", str(new))


def _shown(value: Any) -> str:
    written = json.dumps(value, ensure_ascii=False)
    if isinstance(value, dict) and len(value) == 1:
        written = written[1:-1]
    return written if len(written) <= _MOST_SHOWN else f"{written[: _MOST_SHOWN - 1]}…"
