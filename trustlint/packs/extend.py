"""Packs that build on others: ``extends``, with what is overridden and disabled, resolved to one whole pack.

What is taken over: levels (unless the pack has its own), parameters, terms, criteria and rules. What a pack says of
itself is its own: id, version, source, and ``claim``, as whoever meets a changed pack need not meet the one that it
comes from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from typing import Any, NamedTuple

from trustlint.model.pointer import Path
from trustlint.packs.model import Change, Extension
from trustlint.packs.versions import parse_range

Data = dict[str, Any]

_KEYS = {
    "criterion": ("level", "weight", "assess", "human", "remediation"),
    "rule": ("severity", "message", "remediation"),
    "parameter": ("default",),
}
"""What may be overridden of what."""
_LISTS = {"criterion": ("criteria", "id"), "rule": ("rules", "code")}


class Base(NamedTuple):
    """The pack that is extended: its whole data, and the digest of what that was read from."""

    data: Data
    digest: str


class Extended(NamedTuple):
    """A whole pack. data: own criteria and rules first, those taken over behind them; places: where in the data of
    the pack that extends to point for what is wrong with something taken over, by list and id."""

    data: Data
    extensions: tuple[Extension, ...]
    places: dict[tuple[str, str], Path]


class ExtensionError(Exception):
    """What is wrong with an ``extends``, and where in the data of the pack."""

    def __init__(self, where: Path, what: str) -> None:
        super().__init__(what)
        self.where = where
        self.what = what


def extend(data: Mapping[str, Any], load_base: Callable[[str], Base]) -> Extended:
    """The whole of a pack that extends others; ``load_base`` gives the whole data of one by its id or path.

    Raises ExtensionError, and what ``load_base`` raises.
    """
    whole: Data = dict(data)
    own_levels = "levels" in data
    for name in ("levels", "criteria", "rules"):
        whole[name] = list(data.get(name, ()))
    for name in ("parameters", "terms"):
        whole[name] = dict(data.get(name, {}))
    namespace = data["namespace"]
    whole["namespace"] = list(namespace) if isinstance(namespace, list) else [namespace]
    _refuse_codes_of_others(whole)
    extensions = []
    places: dict[tuple[str, str], Path] = {}
    for number, entry in enumerate(data["extends"]):
        where: Path = ("extends", number)
        base = load_base(entry["pack"])
        _refuse_other_versions(entry, base.data, where)
        part = _Part(base.data)
        changes = [
            *_overrides(part, entry.get("override", ()), where, places),
            *_disables(part, entry.get("disable", ()), where),
        ]
        _refuse_rules_in_use(part, entry.get("disable", ()), where)
        part.drop_rules_out_of_use(codes_of(data.get("criteria", ())))
        for kind, (list_, key) in _LISTS.items():
            for id_, item in part.items[kind].items():
                if any(own[key] == id_ for own in whole[list_]):
                    raise ExtensionError(
                        where,
                        f"the {kind} {id_} of {base.data['id']} is also in this pack, or taken over twice",
                    )
                whole[list_].append(item)
                places.setdefault((list_, id_), where)
        if not own_levels:
            known = {level["id"] for level in whole["levels"]}
            whole["levels"] += [level for level in base.data.get("levels", ()) if level["id"] not in known]
        for name in part.items["parameter"]:
            if name in whole["parameters"]:
                raise ExtensionError(
                    ("parameters", name) if name in data.get("parameters", {}) else where,
                    f"the pack {part.pack} has a parameter {name!r} too; override that one, or choose another name",
                )
        whole["parameters"] |= part.items["parameter"]
        whole["terms"] = {**base.data.get("terms", {}), **whole["terms"]}
        inherited = base.data["namespace"]
        whole["namespace"] += inherited if isinstance(inherited, list) else [inherited]
        extensions.append(
            Extension(
                base.data["id"],
                base.data["version"],
                entry["version"],
                base.digest,
                tuple(changes),
                frozenset(part.items["rule"]),
            )
        )
    return Extended(whole, tuple(extensions), places)


class _Part:
    """What of an extended pack is left, by kind and id."""

    def __init__(self, data: Data) -> None:
        self.pack = data["id"]
        source = {"document": data["source"]["title"], "date": data["source"].get("date")}
        cited = {name: value for name, value in source.items() if value is not None}
        self.items: dict[str, dict[str, Any]] = {
            "criterion": {
                item["id"]: {**item, "reference": {**cited, **item["reference"]}}
                for item in data.get("criteria", ())
            },
            "rule": {item["code"]: item for item in data.get("rules", ())},
            "parameter": dict(data.get("parameters", {})),
        }
        self._in_use = codes_of(data.get("criteria", ()))

    def find(self, entry: Mapping[str, Any], where: Path) -> tuple[str, str]:
        """Kind and id that an entry names. Raises ExtensionError unless there is exactly one, and it exists."""
        named = [kind for kind in self.items if kind in entry]
        if len(named) != 1:
            raise ExtensionError(where, "name one criterion, rule or parameter here")
        kind = named[0]
        id_ = entry[kind]
        if id_ not in self.items[kind]:
            close = get_close_matches(id_, self.items[kind], n=1, cutoff=0.5)
            hint = f"; did you mean {close[0]!r}?" if close else ""
            raise ExtensionError((*where, kind), f"the pack {self.pack} has no {kind} {id_!r}{hint}")
        return kind, id_

    def drop_rules_out_of_use(self, own: set[str]) -> None:
        """Leave out the rules that decided a criterion and no longer do: left alone, they would be asked without it."""
        for code in self._in_use - codes_of(self.items["criterion"].values()) - own:
            self.items["rule"].pop(code, None)


def codes_of(criteria: Iterable[Mapping[str, Any]]) -> set[str]:
    """The codes of all rules that the data of criteria names."""
    return {code for criterion in criteria for code in _codes(criterion["assess"])}


def _refuse_codes_of_others(whole: Data) -> None:
    for number, rule in enumerate(whole["rules"]):
        if rule["code"][:-3] not in whole["namespace"]:
            own = " or ".join(whole["namespace"])
            raise ExtensionError(
                ("rules", number, "code"), f"{rule['code']}: the codes of this pack start with {own}"
            )


def _refuse_other_versions(entry: Mapping[str, Any], base: Data, where: Path) -> None:
    try:
        range_ = parse_range(entry["version"])
    except ValueError as error:
        raise ExtensionError((*where, "version"), str(error)) from None
    if not range_.covers(base["version"]):
        raise ExtensionError(
            (*where, "version"),
            f"this was written for {base['id']} {entry['version']}, and the pack is at {base['version']}; "
            f"see what has changed with `trustlint pack diff`, then widen the range",
        )


def _overrides(part: _Part, entries: Any, where: Path, places: dict[tuple[str, str], Path]) -> list[Change]:
    changes: list[Change] = []
    for number, entry in enumerate(entries):
        place: Path = (*where, "override", number)
        kind, id_ = part.find(entry, place)
        values = {name: value for name, value in entry.items() if name not in (kind, "reason")}
        if not values:
            raise ExtensionError(place, f"give a new {' or '.join(_KEYS[kind])} for {id_}")
        for name in values:
            if name not in _KEYS[kind]:
                raise ExtensionError(
                    (*place, name), f"{name} of a {kind} cannot be overridden; {', '.join(_KEYS[kind])} can"
                )
        if any(change.kind == kind and change.id == id_ for change in changes):
            raise ExtensionError(place, f"the {kind} {id_} is overridden twice")
        part.items[kind][id_] = _overridden(kind, part.items[kind][id_], values, place)
        if kind in _LISTS:
            places[_LISTS[kind][0], id_] = place
        changes.append(Change(kind, id_, values, entry["reason"]))
    return changes


def _overridden(kind: str, item: Data, values: Mapping[str, Any], place: Path) -> Data:
    new = dict(values)
    if kind == "rule" and "remediation" in new:
        new["remediation"] = new["remediation"]["text"]
    if kind == "rule" and "message" in new:
        new["message"] = {**item.get("message", {}), **new["message"]}
    if kind == "parameter":
        allowed = item.get("one_of")
        if allowed and new["default"] not in allowed:
            known = ", ".join(map(str, allowed))
            raise ExtensionError((*place, "default"), f"{new['default']!r} is not one of {known}")
        if item["default"] is not None and _json_type(new["default"]) is not _json_type(item["default"]):
            raise ExtensionError(
                (*place, "default"),
                f"the default is {item['default']!r}, and a value of another type cannot replace it",
            )
    return {**item, **new}


def _json_type(value: Any) -> type:
    return float if isinstance(value, int | float) and not isinstance(value, bool) else type(value)


def _disables(part: _Part, entries: Any, where: Path) -> list[Change]:
    changes = []
    for number, entry in enumerate(entries):
        kind, id_ = part.find(entry, (*where, "disable", number))
        del part.items[kind][id_]
        changes.append(Change(kind, id_, {}, entry["reason"]))
    return changes


def _refuse_rules_in_use(part: _Part, entries: Any, where: Path) -> None:
    """A criterion must never be decided by less than it says: whoever disables a rule of it disables it too, or says
    anew how it is decided."""
    disabled = {entry["rule"]: number for number, entry in enumerate(entries) if "rule" in entry}
    for id_, criterion in part.items["criterion"].items():
        for code in _codes(criterion["assess"]):
            if code in disabled:
                raise ExtensionError(
                    (*where, "disable", disabled[code]),
                    f"{code} takes part in {id_}; disable {id_} too, or override how it is decided (assess)",
                )


def _codes(assess: Any) -> list[str]:
    if isinstance(assess, str):
        return [assess]
    return [code for parts in assess.values() for part in parts for code in _codes(part)]
