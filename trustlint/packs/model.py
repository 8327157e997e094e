"""What a pack holds. Built from data by ``trustlint.packs.build``; nothing here runs."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from trustlint.model.finding import Severity
from trustlint.model.kind import Kind
from trustlint.model.outcome import Proof

NO_OPTIONS: Mapping[str, Any] = MappingProxyType({})

BADGE_MODELS = frozenset({"ob1", "ob2", "ob3", "clr2", "vc"})
"""The models that a pack is about when it does not say so: Open Badges, and what they are built on and held in."""


class AppliesTo(NamedTuple):
    """Which Kinds something is about; an empty set means any."""

    model: frozenset[str] = frozenset()
    type: frozenset[str] = frozenset()
    scope: frozenset[str] = frozenset()
    data_model: frozenset[str] = frozenset()

    def covers(self, kind: Kind) -> bool:
        """Whether a Kind is one of them."""
        return (
            (not self.model or kind.model in self.model)
            and (not self.type or kind.type in self.type)
            and (not self.scope or kind.scope.value in self.scope)
            and (not self.data_model or kind.data_model in self.data_model)
        )


class Selector(NamedTuple):
    """Exactly one of a field of fields.yaml and an RFC 9535 path."""

    field: str | None = None
    path: str | None = None


class Condition(NamedTuple):
    """A precondition: unless it holds, the rule is inapplicable, for the reason in ``because``.

    Either select and check, or a program with its options: it holds when every Result of the program is a pass, and
    ``{reason}`` in ``because`` is the reason of the first that is not.
    """

    select: Selector | None
    check: Mapping[str, Any] | None
    quantifier: str
    on_empty: str
    because: str
    program: str | None = None
    options: Mapping[str, Any] = NO_OPTIONS


class Reference(NamedTuple):
    """What a statement rests on.

    fact: id of the fact (``OB3-101``), None for packs of others; basis: ``must description should validator practice
    ours``; document, date, locator: where it is said.
    """

    fact: str | None = None
    basis: str = "ours"
    document: str | None = None
    date: str | None = None
    locator: str | None = None
    url: str | None = None

    @property
    def label(self) -> str:
        """``OB3-101 (must)``."""
        name = self.fact or ", ".join(part for part in (self.document, self.locator) if part)
        return f"{name} ({self.basis})" if name else self.basis


class Rule(NamedTuple):
    """One machine test."""

    code: str
    name: str
    pack: str
    title: str
    why: str
    severity: Severity
    applies_to: AppliesTo
    select: Selector | None
    check: Mapping[str, Any] | None
    program: str | None
    options: Mapping[str, Any]
    quantifier: str
    """``one``: every selected value, of which there must be one; ``each``; ``some``: one passing value is enough."""
    on_empty: str
    when: tuple[Condition, ...]
    proof: Proof
    messages: Mapping[str, str]
    remediation: str
    reference: Reference
    tags: tuple[str, ...]
    examples: tuple[Mapping[str, Any], ...] = ()
    unless_said_by: tuple[str, ...] = ()
    """Rules whose findings at the same place, or around it, make those of this rule a repetition."""
    unless_said_within_by: tuple[str, ...] = ()
    """Rules whose findings at the same place, or inside it, make those of this rule a repetition."""
    unless_said_anywhere_by: tuple[str, ...] = ()
    """Rules with a finding anywhere in the document from which all findings of this rule follow."""
    leaves_undecided: bool = False
    """Where it fails, something could not be looked at, so that nobody can say whether the document is valid."""
    leaves_valid: bool = False
    """What it finds is no fault of the document: it is about what the user of this run asked."""
    models: frozenset[str] = BADGE_MODELS
    """The models that its pack is about; documents of others have the same fields, and are not asked."""
    severity_receiving: Severity | None = None
    """How grave it is under ``--verify``, where that is not ``severity``."""
    fixes: tuple[str, ...] = ()
    """Ids of fixes (``packs/fixes.py``) that can settle a finding of it; the first that fits is used."""


class Level(NamedTuple):
    id: str
    title: str
    includes: tuple[str, ...] = ()


class HumanQuestion(NamedTuple):
    """What only a person can judge. valid_for: how long an answer holds (``P1Y``); reviewers: how many have to agree."""

    question: str
    guidance: str = ""
    valid_for: str | None = None
    reviewers: int = 1


class Exemption(NamedTuple):
    """Kinds that a criterion does not apply to, and why, in one sentence."""

    kinds: AppliesTo
    because: str
    reason: str


class Snippet(NamedTuple):
    """A JSON value that would satisfy a criterion, and where it goes: at the place of ``field``, or with ``member``
    into the value that failed. With ``add``, the items of its list join those that are there."""

    applies_to: AppliesTo
    value: Any
    field: str | None = None
    member: str | None = None
    add: bool = False


class Assess(NamedTuple):
    """``all`` or ``any`` of rule codes and nested assessments."""

    mode: str
    parts: tuple[str | Assess, ...]

    def codes(self) -> tuple[str, ...]:
        """All rule codes in it, in order."""
        found: list[str] = []
        for part in self.parts:
            found.extend((part,) if isinstance(part, str) else part.codes())
        return tuple(found)


class Criterion(NamedTuple):
    """One line of a rubric."""

    id: str
    pack: str
    title: str
    requirement: str
    why: str
    level: str
    weight: float
    scope: str
    applies_to: AppliesTo
    exempt: tuple[Exemption, ...]
    assess: Assess
    human: HumanQuestion | None
    certainty: str
    reference: Reference
    remediation: str
    snippets: tuple[Snippet, ...]
    tags: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    about: str | None = None
    """The field of fields.yaml that it is about, where its rules do not tell."""
    models: frozenset[str] = BADGE_MODELS
    """The models that its pack is about."""


class Claim(NamedTuple):
    """How a credential claims to follow the pack: one of the values of ``field`` is in the parameter."""

    field: str
    parameter: str


class Parameter(NamedTuple):
    """A value that users may set without touching the pack. ``one_of``: all that it may be; empty means anything."""

    name: str
    title: str
    default: Any
    one_of: tuple[Any, ...] = ()


class Change(NamedTuple):
    """What a pack changes in a pack that it extends. kind: ``criterion``, ``rule`` or ``parameter``; values: the new
    values by key, empty when it is disabled."""

    kind: str
    id: str
    values: Mapping[str, Any]
    reason: str


class Extension(NamedTuple):
    """A pack that another one builds on. range: the versions allowed; rules: codes of the rules taken over."""

    pack: str
    version: str
    range: str
    digest: str
    changes: tuple[Change, ...]
    rules: frozenset[str]

    def to_dict(self) -> dict[str, Any]:
        """What a report says of it."""
        changes = [
            {"kind": change.kind, "id": change.id, "values": dict(change.values), "reason": change.reason}
            for change in self.changes
        ]
        return {"id": self.pack, "version": self.version, "range": self.range, "changes": changes}


NO_TERMS: Mapping[str, Any] = {}


class Pack(NamedTuple):
    """One framework as data. ``status``: ``draft`` or ``final`` state of the source, ``ours`` when we are the source."""

    id: str
    namespace: tuple[str, ...]
    version: str
    title: str
    summary: str
    status: str
    source: Mapping[str, str]
    levels: tuple[Level, ...]
    criteria: tuple[Criterion, ...]
    rules: tuple[Rule, ...]
    parameters: tuple[Parameter, ...]
    digest: str
    claim: Claim | None = None
    terms: Mapping[str, Any] = NO_TERMS
    """Definitions, as in a ``@context``, of terms that the framework asks for and no published context has."""
    models: frozenset[str] = BADGE_MODELS
    """The models of the documents that it is about."""
    extends: tuple[Extension, ...] = ()

    @property
    def own_rules(self) -> tuple[Rule, ...]:
        """The rules that the pack itself writes down, without those of packs that it extends."""
        inherited = {code for extension in self.extends for code in extension.rules}
        return tuple(rule for rule in self.rules if rule.code not in inherited)

    def rule(self, code_or_name: str) -> Rule | None:
        """The rule with this code (any letter case) or name."""
        for rule in self.rules:
            if code_or_name in (rule.name, rule.code) or code_or_name.upper() == rule.code:
                return rule
        return None

    def criterion(self, id_: str) -> Criterion | None:
        """The criterion with this id (any letter case)."""
        return next((criterion for criterion in self.criteria if criterion.id.upper() == id_.upper()), None)

    def levels_within(self, level: str) -> tuple[str, ...]:
        """``level`` and all that it includes, directly or not."""
        found = [level]
        for name in found:
            for included in next(item for item in self.levels if item.id == name).includes:
                if included not in found:
                    found.append(included)
        return tuple(found)
