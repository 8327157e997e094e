"""Which rules run on which Kind. What does not apply to a Kind is settled once, not per document."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from trustlint.checks.context import RuleContext
from trustlint.checks.registry import CheckError
from trustlint.credential.fields import field_table
from trustlint.engine.options import CheckOptions
from trustlint.engine.shapes import Shapes
from trustlint.errors import PackError, UsageError
from trustlint.model.finding import Severity
from trustlint.model.kind import Kind
from trustlint.model.outcome import Outcome
from trustlint.packs.compile import RuleOutcome, Run, compile_rule
from trustlint.packs.load import load_pack
from trustlint.packs.model import Pack, Rule
from trustlint.pyrules.registry import find_quiet, is_for_any_document

if TYPE_CHECKING:
    from trustlint.model.report import RuleInfo
    from trustlint.packs.foresight import Foresee


class PlannedRule:
    """A rule that runs, with the parameters of its pack and the criteria that it takes part in."""

    __slots__ = ("_foresee", "code", "criteria", "parameters", "rule", "run")

    def __init__(
        self, rule: Rule, run: Run, parameters: Mapping[str, Any], criteria: tuple[str, ...]
    ) -> None:
        self._foresee: tuple[Foresee | None] | None = None
        self.code = rule.code
        self.rule = rule
        self.run = run
        self.parameters = parameters
        self.criteria = criteria

    @property
    def foresee(self) -> Foresee | None:
        """What tells the outcome for documents of the same shape; made when a shape recurs."""
        if self._foresee is None:
            from trustlint.packs.foresight import prepare_foresight

            self._foresee = (prepare_foresight(self.rule, self.parameters),)
        return self._foresee[0]


class FieldGroup:
    """Rules that select the same field and do not apply where it selects nothing, so that it is asked for once."""

    __slots__ = ("_absent", "field", "rules")

    def __init__(self, field: str, rules: tuple[PlannedRule, ...]) -> None:
        self.field = field
        self.rules = rules
        self._absent: dict[str, dict[str, RuleOutcome]] = {}

    def absent(self, reason: str) -> dict[str, RuleOutcome]:
        """The outcomes of all of them where the field selects nothing, for a reason."""
        found = self._absent.get(reason)
        if found is None:
            if len(self._absent) >= _MOST_KNOWN:
                self._absent.clear()
            outcome = RuleOutcome(Outcome.INAPPLICABLE, reason=reason)
            found = self._absent[reason] = {planned.code: outcome for planned in self.rules}
        return found


_MOST_KNOWN = 256


class QuietGroup:
    """Rules of one program that all pass at once, where the program says so of a document."""

    __slots__ = ("passed", "quiet", "rules")

    def __init__(self, quiet: Callable[[RuleContext], bool], rules: tuple[PlannedRule, ...]) -> None:
        self.quiet = quiet
        self.rules = rules
        outcome = RuleOutcome(Outcome.PASS, 1)
        self.passed = {planned.code: outcome for planned in rules}


class Plan:
    """For one Kind: the rules to run, and the outcomes that are known already. A rule in neither is not selected.

    fields: those of the rules that select the same field; programs: those of a program that can pass them all at once;
    others: the rest; unquiet: all but those of programs; shapes: what is known of documents of the same shape.
    """

    __slots__ = ("codes", "fields", "others", "programs", "rules", "settled", "shapes", "unquiet")

    def __init__(self, rules: tuple[PlannedRule, ...], settled: dict[str, RuleOutcome]) -> None:
        self.rules = rules
        self.codes = tuple([planned.code for planned in rules])
        self.settled = settled
        by_field: dict[str, list[PlannedRule]] = {}
        by_program: dict[str, list[PlannedRule]] = {}
        others: list[PlannedRule] = []
        for planned in rules:
            rule = planned.rule
            field = _only_field(rule)
            if field is not None:
                by_field.setdefault(field, []).append(planned)
            elif rule.program is not None and not rule.when and find_quiet(rule.program) is not None:
                by_program.setdefault(rule.program, []).append(planned)
            else:
                others.append(planned)
        self.fields = tuple(FieldGroup(field, tuple(group)) for field, group in by_field.items())
        self.programs = tuple(
            QuietGroup(quiet, tuple(group))
            for name, group in by_program.items()
            if (quiet := find_quiet(name)) is not None
        )
        self.others = tuple(others)
        self.unquiet = (*(planned for group in self.fields for planned in group.rules), *others)
        self.shapes = Shapes()


def _only_field(rule: Rule) -> str | None:
    """The field that alone decides whether a rule applies; None when there is no such field."""
    if rule.when or rule.select is None or rule.check is None or "absent" in rule.check:
        return None
    return rule.select.field if rule.on_empty == Outcome.INAPPLICABLE else None


class _Selected(NamedTuple):
    """A rule that is to run: criteria: ``pack/id`` of those that it decides."""

    rule: Rule
    parameters: dict[str, Any]
    criteria: tuple[str, ...]


class Selection(NamedTuple):
    """Which rules run and how grave their findings are.

    selected: codes, None for all; ignored: codes, those that are turned off among them; severities: by code, where it
    is not what the pack says.
    """

    selected: frozenset[str] | None = None
    ignored: frozenset[str] = frozenset()
    severities: Mapping[str, Severity] = MappingProxyType({})


def selected(packs: tuple[Pack, ...], options: CheckOptions) -> Selection:
    """What ``select``, ``ignore`` and ``severity`` come to. Raises UsageError for a name that is none."""
    chosen = Selection()
    if options.select or options.ignore or options.severity:
        from trustlint.engine.naming import selection

        chosen = selection(packs, options)
    if options.verify:
        receiving = {
            rule.code: rule.severity_receiving
            for pack in packs
            for rule in pack.rules
            if rule.severity_receiving is not None
        }
        chosen = chosen._replace(severities={**receiving, **chosen.severities})
    return chosen


class Planner:
    """Plans per Kind, each made once. chosen: which rules run. Raises UsageError for parameters that are none."""

    def __init__(self, packs: tuple[Pack, ...], options: CheckOptions, chosen: Selection) -> None:
        self._plans: dict[tuple[Any, ...], Plan] = {}
        self._rules: list[_Selected] = []
        self._compiled: dict[str, PlannedRule] = {}
        refuse_unknown_packs(packs, options)
        for pack in packs:
            parameters = pack_parameters(pack, options)
            criteria: dict[str, list[str]] = {}
            for criterion in pack.criteria:
                for code in criterion.assess.codes():
                    criteria.setdefault(code, []).append(f"{pack.id}/{criterion.id}")
            for rule in pack.rules:
                left_out = chosen.selected is not None and rule.code not in chosen.selected
                if left_out or rule.code in chosen.ignored:
                    continue
                self._rules.append(_Selected(rule, parameters, tuple(criteria.get(rule.code, ()))))

    def catalog(self) -> dict[str, tuple[RuleInfo, ...]]:
        """The rules that are selected, by pack, as reports list them."""
        from trustlint.model.report import RuleInfo

        found: dict[str, list[RuleInfo]] = {}
        for rule, _, criteria in self._rules:
            found.setdefault(rule.pack, []).append(
                RuleInfo(
                    rule.code,
                    rule.name,
                    rule.severity,
                    rule.title,
                    rule.why,
                    rule.remediation,
                    rule.reference.label,
                    criteria,
                )
            )
        return {pack: tuple(rules) for pack, rules in found.items()}

    def plan(self, kind: Kind | None) -> Plan:
        """The plan for documents of a Kind; None stands for what is no credential."""
        key = (kind.model, kind.type, kind.data_model, kind.scope) if kind else ()
        found = self._plans.get(key)
        if found is None:
            found = self._plans[key] = self._make(kind)
        return found

    def _make(self, kind: Kind | None) -> Plan:
        rules: list[PlannedRule] = []
        settled: dict[str, RuleOutcome] = {}
        for selected in self._rules:
            reason = why_inapplicable(selected.rule, kind)
            if reason is None:
                rules.append(self._planned(selected))
            else:
                settled[selected.rule.code] = RuleOutcome(Outcome.INAPPLICABLE, reason=reason)
        return Plan(tuple(rules), settled)

    def _planned(self, selected: _Selected) -> PlannedRule:
        """The rule, compiled when the first document comes that it applies to."""
        rule, parameters, criteria = selected
        found = self._compiled.get(rule.code)
        if found is None:
            try:
                run = compile_rule(rule, evidence=bool(criteria), parameters=parameters)
            except CheckError as error:
                raise PackError(f"{rule.pack}: {rule.code}: {error}") from None
            found = self._compiled[rule.code] = PlannedRule(rule, run, parameters, criteria)
        return found


def why_inapplicable(rule: Rule, kind: Kind | None) -> str | None:
    """Why a rule cannot apply to any document of a Kind; None when it can."""
    if kind is None:
        return None if is_for_any_document(rule.program) else "the document is not recognised as a credential"
    if kind.model not in rule.models and not is_for_any_document(rule.program):
        return f"the pack {rule.pack} is not about {kind.standard} documents"
    if not rule.applies_to.covers(kind):
        return f"the rule is not about documents such as this one ({kind.label})"
    if rule.select is not None and rule.select.field is not None:
        place = field_table(kind.model, kind.type).place(rule.select.field)
        if not place.paths:
            return place.absent_reason
    return None


def refuse_unknown_packs(packs: tuple[Pack, ...], options: CheckOptions) -> None:
    """Raises UsageError when parameters are given for a pack that is not used."""
    from difflib import get_close_matches

    used = [pack.id for pack in packs]
    for name in options.parameters:
        if name not in used and not any(load_pack(other).id == name for other in options.known_packs):
            close = get_close_matches(name, used, n=1)
            hint = f"; did you mean {close[0]!r}?" if close else f"; the packs used are {', '.join(used)}"
            raise UsageError(
                f"a parameter is set for the pack {name!r}, which is not used{hint}", ("parameters", name)
            )


def pack_parameters(pack: Pack, options: CheckOptions) -> dict[str, Any]:
    """The parameters of a pack with the values given.

    Raises UsageError for a name that the pack does not have, and for a value that is not of the default's type.
    """
    values = {parameter.name: parameter.default for parameter in pack.parameters}
    for name, value in options.parameters.get(pack.id, {}).items():
        if name not in values:
            raise UsageError(
                f"the pack {pack.id} has no parameter {name!r}; it has {', '.join(values) or 'none'}",
                ("parameters", pack.id, name),
            )
        allowed = next(parameter.one_of for parameter in pack.parameters if parameter.name == name)
        if allowed and value not in allowed:
            raise UsageError(
                f"the parameter {name} of the pack {pack.id} is one of {', '.join(map(str, allowed))}, not {value!r}",
                ("parameters", pack.id, name),
            )
        if values[name] is not None and _json_type(value) != _json_type(values[name]):
            raise UsageError(
                f"the parameter {name} of the pack {pack.id} is {_json_type(values[name])}"
                f" such as {json.dumps(values[name], ensure_ascii=False)}, not {value!r}",
                ("parameters", pack.id, name),
            )
        values[name] = value
    return values


def _json_type(value: Any) -> str:
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, int | float):
        return "a number"
    if isinstance(value, str):
        return "text"
    return "a list" if isinstance(value, list | tuple) else "an object"
