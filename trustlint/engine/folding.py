"""One cause, one finding: what a rule says that another rule has said of the same place already is not said again.

Packs say which rules those are: ``unless_said_by`` for a finding at the same place or around it,
``unless_said_within_by`` for one at the same place or inside it, and ``unless_said_anywhere_by`` where the other's cause is behind all that the rule finds in the document.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from trustlint.model.finding import Finding
from trustlint.packs.model import Rule

_Place = tuple[str | None, str]


def fold(findings: list[Finding], rules: Mapping[str, Rule]) -> list[Finding]:
    """The findings of one document without the repetitions.

    A finding only gives way to one that is as severe, so that folding never makes a document better than it is. Its
    rule has failed all the same.
    """
    places: dict[str, set[_Place]] = {}
    severity: dict[str, int] = {}
    for finding in findings:
        places.setdefault(finding.code, set()).add(_place(finding))
        severity[finding.code] = finding.severity.rank
    return [finding for finding in findings if not _is_said(finding, rules[finding.code], places, severity)]


def _is_said(
    finding: Finding, rule: Rule, places: Mapping[str, set[_Place]], severity: Mapping[str, int]
) -> bool:
    def said(codes: Iterable[str]) -> Iterable[str]:
        return (code for code in codes if code in places and severity[code] <= finding.severity.rank)

    if any(True for _ in said(rule.unless_said_anywhere_by)):
        return True
    document, pointer = _place(finding)
    for code in said(rule.unless_said_within_by):
        if any(
            other == document and (place == pointer or place.startswith(f"{pointer}/"))
            for other, place in places[code]
        ):
            return True
    others = list(said(rule.unless_said_by))
    if not others:
        return False
    around = [
        (document, pointer[:end]) for end in range(len(pointer) + 1) if pointer[end : end + 1] in ("", "/")
    ]
    return any(not places[code].isdisjoint(around) for code in others)


def _place(finding: Finding) -> _Place:
    pointer = finding.pointer or ""
    return finding.document, f"{pointer}/{finding.expected}" if finding.expected is not None else pointer
