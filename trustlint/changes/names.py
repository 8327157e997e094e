"""Changes of member names."""

from __future__ import annotations

from collections.abc import Mapping

from trustlint.changes.registry import Change, Failure, change
from trustlint.checks.wording import listed
from trustlint.model.fix import Edit
from trustlint.model.pointer import Path

_VERIFICATION_TYPES = {"hosted": "HostedBadge", "signed": "SignedBadge"}


@change("rename-instead")
def rename_instead(failure: Failure) -> Change | None:
    """The name that the rule says is meant, when nothing goes by it yet."""
    if not failure.instead or failure.expected is not None or not failure.path:
        return None
    new, holder = failure.instead[0], failure.at(failure.path[:-1])
    if not isinstance(holder, dict) or not isinstance(new, str) or new in holder:
        return None
    return Change((Edit("rename", failure.path, new),), new, failure.path[-1])


@change("rename-listed")
def rename_listed(failure: Failure) -> Change | None:
    """Names of another version become those of this one.

    Options of the rule ``names``: right name to other name, or class to other name to right name. Options of the fix
    ``names``: other name to right name, for rules without; ``beside``: right name to further names, by other name, that
    go with it.
    """
    path = failure.path
    if not isinstance(failure.value, dict) and path and isinstance(path[-1], str):
        # The rule points at the member itself.
        new = failure.options["names"].get(path[-1])
        return _renamed(failure, path[:-1], {path[-1]: new}) if new else None
    return _renamed(failure, path, _names(failure))


def _names(failure: Failure) -> dict[str, str]:
    """Other name to right name, for the members of the object that failed."""
    given: Mapping[str, object] = failure.rule_options.get("names", {})
    names: dict[str, str] = {}
    for first, second in given.items():
        if isinstance(second, Mapping):
            names.update(second)
        elif isinstance(second, str):
            names[second] = first
            names.update(failure.options["beside"].get(first, {}) if second in failure.value else {})
    return names


def _renamed(failure: Failure, path: Path, names: Mapping[str, str]) -> Change | None:
    holder = failure.at(path)
    if not isinstance(holder, dict):
        return None
    found = {old: new for old, new in names.items() if old in holder and new not in holder}
    if not found or len(set(found.values())) < len(found):
        return None
    edits = [Edit("rename", (*path, old), new) for old, new in found.items()]
    return Change(edits, listed(list(found.values()), "and"), listed(list(found), "and"))


@change("name-verification")
def name_verification(failure: Failure) -> Change | None:
    """``verify`` of Open Badges 1.x as ``verification`` of 2.0, with the type that 2.0 gives it (OB2-14)."""
    value, holder = failure.value, failure.at(failure.path[:-1])
    if not isinstance(value, dict) or not isinstance(holder, dict) or "verification" in holder:
        return None
    edits = []
    type_ = _VERIFICATION_TYPES.get(value["type"]) if isinstance(value.get("type"), str) else None
    if type_ is not None:
        edits.append(Edit("replace", (*failure.path, "type"), type_))
    return Change([*edits, Edit("rename", failure.path, "verification")], "verification")
