"""Mistakes of a pack that its JSON Schema cannot see: names that lead nowhere, and checks that cannot be used."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import get_close_matches
from functools import partial
from typing import Any

from trustlint.checks.patterns import safe_pattern
from trustlint.checks.registry import CheckError, prepare_selection_test, prepare_test
from trustlint.credential.fields import field_titles
from trustlint.model.pointer import Path
from trustlint.packs.compile import compile_rule
from trustlint.packs.fixes import fix_kinds
from trustlint.packs.model import Criterion, Pack, Rule
from trustlint.packs.selector import prepare_selector, unknown_field

Mistake = tuple[Path, str]
"""Where it is in the merged data of the pack, and what it is."""

_PARAMETER_OPTIONS = ("parameter", "hosts_parameter", "fields_parameter")
_FIELD_OPTIONS = ("field", "than", "differs_from", "not_host_of", "fields", "named_by")
"""Options of checks and programs that name a pack parameter, or fields of fields.yaml."""
_PATTERN_OPTIONS = ("pattern", "or_matching")
_GAP = re.compile(r"\{([a-z]+\.[A-Za-z.]+)\}")


def find_mistake(pack: Pack) -> Mistake | None:
    """The first mistake of a pack whose data fits pack.schema.json."""
    return next(_mistakes(pack), None)


def _mistakes(pack: Pack) -> Iterator[Mistake]:
    for find in (_in_levels, _in_claim, _in_rules, _in_criteria):
        yield from find(pack)


def _in_levels(pack: Pack) -> Iterator[Mistake]:
    levels = [level.id for level in pack.levels]
    for number, level in enumerate(pack.levels):
        if level.id in levels[:number]:
            yield ("levels", number, "id"), f"the level {level.id!r} is there twice"
        for position, included in enumerate(level.includes):
            if included not in levels:
                yield (
                    ("levels", number, "includes", position),
                    f"there is no level {included!r} to include{_hint(included, levels)}",
                )


def _in_claim(pack: Pack) -> Iterator[Mistake]:
    if pack.claim is not None:
        yield from _unknown_parameter(pack, pack.claim.parameter, ("claim", "parameter"))
        yield from _unknown_field(pack.claim.field, ("claim", "field"))


def _in_rules(pack: Pack) -> Iterator[Mistake]:
    seen: set[str] = set()
    for number, rule in enumerate(pack.rules):
        place: Path = ("rules", number)
        for member, key in (("code", rule.code), ("name", rule.name)):
            if key in seen:
                yield (*place, member), f"{key} is the {member} of another rule too"
            seen.add(key)
        if rule.code[:-3] not in pack.namespace:
            yield (
                (*place, "code"),
                f"{rule.code}: the codes of this pack start with {' or '.join(pack.namespace)}",
            )
        if (rule.program is None) == (rule.check is None) or (rule.check is None) != (rule.select is None):
            yield place, f"{rule.code}: a rule has either a select and a check, or a program"
            continue
        for where, what in _in_rule(pack, rule):
            yield (*place, *where), f"{rule.code}: {what}"


def _in_rule(pack: Pack, rule: Rule) -> Iterator[Mistake]:
    for fix in rule.fixes:
        if fix not in (known := fix_kinds()):
            yield ("fix",), f"there is no fix {fix!r}{_hint(fix, known)}"
    for model in sorted(rule.applies_to.model - pack.models):
        yield (
            ("applies_to", "model"),
            f"the pack is not about {model} documents; add {model} to its models, with the others that it is about",
        )
    try:
        compile_rule(rule)
    except CheckError as error:
        yield _failing_part(rule), str(error)
        return
    parts: list[tuple[Path, Any]] = [(("check",), rule.check), (("program", "options"), rule.options)]
    for number, condition in enumerate(rule.when):
        parts.append((("when", number, "check"), condition.check))
        parts.append((("when", number, "program", "options"), condition.options))
    for place, part in parts:
        yield from _in_patterns(part, place)
        for where, option, value in _options(part, place):
            if option in _PARAMETER_OPTIONS:
                yield from _unknown_parameter(pack, value, where)
            else:
                yield from _unknown_field(value, where)


def _in_patterns(part: Any, place: Path) -> Iterator[Mistake]:
    """Patterns in check data and in options of programs; JSON Schema fragments have rules of their own."""
    if isinstance(part, Mapping):
        for name, value in part.items():
            if name in _PATTERN_OPTIONS and isinstance(value, str):
                # Programs look for their pattern anywhere; checks do so only when told to.
                anywhere = bool(part.get("anywhere", "program" in place)) and name == "pattern"
                try:
                    safe_pattern(value, ignore_case=bool(part.get("ignore_case")), anywhere=anywhere)
                except CheckError as error:
                    yield (*place, name), str(error)
            elif name != "schema":
                yield from _in_patterns(value, (*place, name))
    elif isinstance(part, list):
        for index, item in enumerate(part):
            yield from _in_patterns(item, (*place, index))


def _failing_part(rule: Rule) -> Path:
    """Which part of a rule that cannot be compiled is to blame."""
    parts: list[tuple[Path, Callable[[], object]]] = []
    for number, condition in enumerate(rule.when):
        select, check = condition.select, condition.check
        if (condition.program is None) == (check is None) or (check is None) != (select is None):
            return ("when", number)
        if select is not None and check is not None:
            parts.append((("when", number, "select"), partial(prepare_selector, select)))
            parts.append((("when", number, "check"), partial(_prepare, check)))
    if rule.select is not None and rule.check is not None:
        parts.append((("select",), partial(prepare_selector, rule.select)))
        parts.append((("check",), partial(_prepare, rule.check)))
    for place, prepare in parts:
        try:
            prepare()
        except CheckError:
            return place
    return ("program",) if rule.program is not None else ()


def _prepare(check: Mapping[str, Any]) -> object:
    return prepare_selection_test(check) or prepare_test(check)


def _in_criteria(pack: Pack) -> Iterator[Mistake]:
    levels = [level.id for level in pack.levels]
    seen: set[str] = set()
    for number, criterion in enumerate(pack.criteria):
        place: Path = ("criteria", number)
        if criterion.id in seen:
            yield (*place, "id"), f"{criterion.id} is the id of another criterion too"
        seen.add(criterion.id)
        if criterion.level not in levels:
            known = f"the levels are {', '.join(levels)}" if levels else "the pack has no levels"
            yield (
                (*place, "level"),
                f"{criterion.id}: there is no level {criterion.level!r}; {known}{_hint(criterion.level, levels)}",
            )
        for code in criterion.assess.codes():
            if all(rule.code != code for rule in pack.rules):
                hint = _hint(code, [rule.code for rule in pack.rules])
                yield (*place, "assess"), f"{criterion.id}: there is no rule {code} in this pack{hint}"
        if criterion.about is not None:
            for where, what in _unknown_field(criterion.about, (*place, "about")):
                yield where, f"{criterion.id}: {what}"
        for where, what in _in_snippets(criterion):
            yield (*place, "remediation", "snippets", *where), f"{criterion.id}: {what}"


def _in_snippets(criterion: Criterion) -> Iterator[Mistake]:
    for number, snippet in enumerate(criterion.snippets):
        if (snippet.field is None) == (snippet.member is None):
            yield (number,), "a snippet has either a field or a member, which say where it goes"
        if snippet.field is not None:
            yield from _unknown_field(snippet.field, (number, "field"))
        if snippet.add and (snippet.field is None or not isinstance(snippet.value, list)):
            yield (number, "add"), "what joins the items of a list is a list, for the place of a field"
        for where, name in _gaps(snippet.value, (number, "value")):
            yield from _unknown_field(name, where)


def _gaps(value: Any, place: Path) -> Iterator[tuple[Path, str]]:
    """Every field that a text of a snippet stands for."""
    if isinstance(value, Mapping):
        for name, item in value.items():
            yield from _gaps(item, (*place, name))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _gaps(item, (*place, index))
    elif isinstance(value, str):
        yield from ((place, name) for name in _GAP.findall(value))


def _options(part: Any, place: Path) -> Iterator[tuple[Path, str, str]]:
    """Every option in check data that names a parameter or a field; JSON Schema fragments are left alone."""
    if isinstance(part, Mapping):
        for name, value in part.items():
            where = (*place, name)
            if name == "schema":
                continue
            if name in _PARAMETER_OPTIONS or name in _FIELD_OPTIONS:
                if isinstance(value, str):
                    yield where, name, value
                elif isinstance(value, list):
                    yield from (
                        ((*where, index), name, item)
                        for index, item in enumerate(value)
                        if isinstance(item, str)
                    )
            else:
                yield from _options(value, where)
    elif isinstance(part, list):
        for index, item in enumerate(part):
            yield from _options(item, (*place, index))


def _unknown_parameter(pack: Pack, name: str, where: Path) -> Iterator[Mistake]:
    known = [parameter.name for parameter in pack.parameters]
    if name not in known:
        yield where, f"there is no parameter {name!r} in this pack{_hint(name, known)}"


def _unknown_field(name: str, where: Path) -> Iterator[Mistake]:
    if name not in field_titles():
        yield where, unknown_field(name)


def _hint(name: str, known: Iterable[str]) -> str:
    close = get_close_matches(name, list(known), n=1, cutoff=0.6)
    return f"; did you mean {close[0]!r}?" if close else ""
