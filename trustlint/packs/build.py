"""Plain pack data, already known to have the right shape, into the dataclasses of ``trustlint.packs.model``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from trustlint.model.finding import Severity
from trustlint.model.outcome import Proof
from trustlint.packs.model import (
    BADGE_MODELS,
    AppliesTo,
    Assess,
    Claim,
    Condition,
    Criterion,
    Exemption,
    HumanQuestion,
    Level,
    Pack,
    Parameter,
    Reference,
    Rule,
    Selector,
    Snippet,
)

ANY = AppliesTo()


def build_pack(data: Mapping[str, Any], digest: str) -> Pack:
    """A Pack from data that fits pack.schema.json."""
    pack_id = data["id"]
    namespace = data["namespace"]
    source = data["source"]
    models = frozenset(data["models"]) if "models" in data else BADGE_MODELS
    return Pack(
        id=pack_id,
        namespace=tuple(namespace) if isinstance(namespace, list) else (namespace,),
        version=data["version"],
        title=data["title"],
        summary=_line(data.get("summary", "")),
        status=data.get("status", "ours"),
        source={name: str(value) for name, value in source.items()},
        levels=tuple(
            Level(item["id"], item["title"], tuple(item.get("includes", ())))
            for item in data.get("levels", ())
        ),
        criteria=tuple(
            sorted(
                (_criterion(item, pack_id, source, models) for item in data.get("criteria", ())), key=_by_id
            )
        ),
        rules=tuple(_rule(item, pack_id, models) for item in data.get("rules", ())),
        parameters=tuple(
            Parameter(name, _line(item["title"]), item["default"], tuple(item.get("one_of", ())))
            for name, item in data.get("parameters", {}).items()
        ),
        digest=digest,
        terms=dict(data.get("terms", {})),
        models=models,
        claim=Claim(data["claim"]["field"], data["claim"]["parameter"]) if "claim" in data else None,
    )


def _by_id(criterion: Criterion) -> tuple[str, str]:
    """Rubric order, whatever file a criterion is written in: ``TC-02`` before ``TC-10``, ``TC-17`` before ``TP-01``."""
    letters, _, number = criterion.id.partition("-")
    return letters, number.rjust(8, "0")


def _rule(item: Mapping[str, Any], pack_id: str, models: frozenset[str]) -> Rule:
    quantifier, on_empty = _quantified(item)
    program = item.get("program")
    return Rule(
        code=item["code"],
        name=item["name"],
        pack=pack_id,
        title=_line(item["title"]),
        why=_line(item.get("why", "")),
        severity=Severity(item["severity"]),
        applies_to=_applies_to(item.get("applies_to")),
        select=_selector(item["select"]) if "select" in item else None,
        check=item.get("check"),
        program=program["name"] if program else None,
        options=program.get("options", {}) if program else {},
        quantifier=quantifier,
        on_empty=on_empty,
        when=tuple(_condition(condition) for condition in item.get("when", ())),
        proof=Proof(item.get("proof", "conclusive")),
        messages={name: _line(text) for name, text in item.get("message", {}).items()},
        remediation=_line(item.get("remediation", "")),
        reference=_reference(item.get("reference")),
        tags=tuple(item.get("tags", ())),
        examples=tuple(item.get("examples", ())),
        unless_said_by=tuple(item.get("unless_said_by", ())),
        unless_said_within_by=tuple(item.get("unless_said_within_by", ())),
        unless_said_anywhere_by=tuple(item.get("unless_said_anywhere_by", ())),
        leaves_undecided=item.get("leaves_undecided", False),
        leaves_valid=item.get("leaves_valid", False),
        models=models,
        severity_receiving=Severity(item["severity_receiving"]) if "severity_receiving" in item else None,
        fixes=tuple(_several(item.get("fix", ()))),
    )


def _condition(item: Mapping[str, Any]) -> Condition:
    quantifier, on_empty = _quantified(item)
    program = item.get("program", {})
    return Condition(
        _selector(item["select"]) if "select" in item else None,
        item.get("check"),
        quantifier,
        on_empty,
        _line(item["because"]),
        program.get("name"),
        program.get("options", {}),
    )


def _quantified(item: Mapping[str, Any]) -> tuple[str, str]:
    quantifier = "each" if item.get("each") else "some" if item.get("some") else "one"
    return quantifier, item.get("on_empty", "fail")


def _criterion(
    item: Mapping[str, Any], pack_id: str, source: Mapping[str, Any], models: frozenset[str]
) -> Criterion:
    human = item.get("human")
    remediation = item.get("remediation", {})
    reference = {"document": source["title"], "date": source.get("date"), **item.get("reference", {})}
    return Criterion(
        id=item["id"],
        pack=pack_id,
        title=_line(item["title"]),
        requirement=_line(item["requirement"]),
        why=_line(item.get("why", "")),
        level=item["level"],
        weight=item.get("weight", 1),
        scope=item.get("scope", "definition"),
        applies_to=_applies_to(item.get("applies_to")),
        exempt=tuple(_exemption(entry) for entry in item.get("not_applicable", ())),
        assess=_assess(item["assess"]),
        human=HumanQuestion(
            _line(human["question"]),
            _line(human.get("guidance", "")),
            human.get("valid_for"),
            human.get("reviewers", 1),
        )
        if human
        else None,
        certainty=item.get("certainty", "read"),
        reference=_reference(reference),
        remediation=_line(remediation.get("text", "")),
        snippets=tuple(
            Snippet(
                _applies_to(entry.get("applies_to")),
                entry["value"],
                entry.get("field"),
                entry.get("member"),
                entry.get("add", False),
            )
            for entry in remediation.get("snippets", ())
        ),
        tags=tuple(item.get("tags", ())),
        related=tuple(item.get("related", ())),
        about=item.get("about"),
        models=models,
    )


def _exemption(item: Mapping[str, Any]) -> Exemption:
    kinds = _applies_to({name: value for name, value in item.items() if name not in ("because", "reason")})
    reason = item.get("reason") or ("scope" if kinds.scope else "model" if kinds.model else "type")
    return Exemption(kinds, _line(item["because"]), reason)


def _assess(item: Mapping[str, Any]) -> Assess:
    ((mode, parts),) = item.items()
    return Assess(mode, tuple(part if isinstance(part, str) else _assess(part) for part in parts))


def _applies_to(item: Mapping[str, Any] | None) -> AppliesTo:
    if not item:
        return ANY
    return AppliesTo(**{name: frozenset(_several(value)) for name, value in item.items()})


def _reference(item: Mapping[str, Any] | None) -> Reference:
    return (
        Reference(**{name: value for name, value in item.items() if value is not None})
        if item
        else Reference()
    )


def _selector(item: Mapping[str, Any]) -> Selector:
    return Selector(item.get("field"), item.get("path"))


def _several(value: Any) -> Iterable[str]:
    return value if isinstance(value, list | tuple) else [value]


def _line(text: str) -> str:
    """Folded YAML text as one line."""
    return " ".join(text.split()) if "\n" in text or text != text.strip() else text
