"""The names that people call rules by: a code, a rule name, a criterion, a tag, a pack; and what severity they give them."""

from __future__ import annotations

from typing import NamedTuple

from trustlint.engine.options import OFF, CheckOptions
from trustlint.engine.plan import Selection
from trustlint.errors import UsageError
from trustlint.model.finding import Severity
from trustlint.packs.load import load_pack
from trustlint.packs.model import Pack

_RULE, _GROUP, _PACK = 2, 1, 0
"""How closely a name names a rule: by its own code or name, by a tag or criterion, by its pack."""


class _Group(NamedTuple):
    """The rules that a name stands for, the name as it is written, and how closely it names each."""

    written: str
    codes: dict[str, int]


class RuleNames:
    """What every name of a set of packs stands for, in any letter case.

    others: packs of which names may be spoken as well, as the configuration uses them elsewhere; they are loaded only
    for a name that is not known.
    """

    def __init__(self, packs: tuple[Pack, ...], others: tuple[str, ...] = ()) -> None:
        from trustlint.packs.tool_rules import TOOL_RULES

        self._groups = _groups(packs)
        for rule in TOOL_RULES:
            for key in (rule.code, rule.name):
                _add(self._groups, key, rule.code, _RULE)
        self._others = others

    def codes(self, name: str, option: str) -> dict[str, int]:
        """The codes that a name stands for, and how closely. None of them for a name of the other packs.

        Raises UsageError, placed at (option, name), when nothing has the name.
        """
        from difflib import get_close_matches

        found = self._groups.get(name.casefold())
        if found is not None:
            return found.codes
        if any(name.casefold() in _groups((load_pack(other),)) for other in self._others):
            return {}
        close = get_close_matches(name.casefold(), self._groups, n=1, cutoff=0.6)
        hint = f"; did you mean {self._groups[close[0]].written!r}?" if close else ""
        raise UsageError(
            f"--{option} {name}: no rule, criterion, tag or selected pack has this name{hint}", (option, name)
        )


def _groups(packs: tuple[Pack, ...]) -> dict[str, _Group]:
    groups: dict[str, _Group] = {}
    for pack in packs:
        for rule in pack.rules:
            _add(groups, pack.id, rule.code, _PACK)
            for tag in rule.tags:
                _add(groups, tag, rule.code, _GROUP)
            _add(groups, rule.code, rule.code, _RULE)
            _add(groups, rule.name, rule.code, _RULE)
        for criterion in pack.criteria:
            for code in criterion.assess.codes():
                _add(groups, criterion.id, code, _GROUP)
    return groups


def _add(groups: dict[str, _Group], name: str, code: str, closeness: int) -> None:
    group = groups.setdefault(name.casefold(), _Group(name, {}))
    group.codes[code] = max(closeness, group.codes.get(code, closeness))


def selection(packs: tuple[Pack, ...], options: CheckOptions) -> Selection:
    """What ``select``, ``ignore`` and ``severity`` of options that have any come to. Raises UsageError for a name that is none.

    Of several severities for a rule, that of the closest name counts: a code or rule name before a tag or criterion
    before a pack; of equally close ones the last.
    """
    chosen = RuleNames(packs)
    lenient = RuleNames(packs, options.known_packs)
    selected = {code for name in options.select for code in chosen.codes(name, "select")}
    ignored = {code for name in options.ignore for code in lenient.codes(name, "ignore")}
    wanted: dict[str, tuple[int, str]] = {}
    for name, severity in options.severity.items():
        for code, closeness in lenient.codes(name, "severity").items():
            if code not in wanted or wanted[code][0] <= closeness:
                wanted[code] = (closeness, severity)
    ignored |= {code for code, (_, severity) in wanted.items() if severity == OFF}
    severities = {code: Severity(severity) for code, (_, severity) in wanted.items() if severity != OFF}
    return Selection(frozenset(selected) if options.select else None, frozenset(ignored), severities)
