"""Changes by name. A fix (``rules/fixes.json``) names the change that carries it out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Any, NamedTuple

from trustlint.model.fix import Edit, FixOptions
from trustlint.model.kind import Kind
from trustlint.model.pointer import Path


class Failure(NamedTuple):
    """What a change goes by.

    data: of the document; kind: what it is; path: of the value that failed; expected: the member that is missing there;
    instead: what belongs there, where the rule is certain (``checks.result.Instead``); rule_options: of the program of
    the rule; options: of the fix; asked: what the user asked for.
    """

    data: Any
    kind: Kind | None
    path: Path
    expected: str | None
    instead: tuple[Any, ...] | None
    rule_options: Mapping[str, Any]
    options: Mapping[str, Any]
    asked: FixOptions

    def at(self, path: Path) -> Any:
        """The value at a path; None where there is none."""
        value = self.data
        for step in path:
            if isinstance(value, dict) and isinstance(step, str):
                value = value.get(step)
            elif isinstance(value, list) and isinstance(step, int) and 0 <= step < len(value):
                value = value[step]
            else:
                return None
        return value

    @property
    def value(self) -> Any:
        """What failed."""
        return self.at(self.path)

    @property
    def text(self) -> str | None:
        """What failed, when it is text."""
        return self.value if isinstance(self.value, str) else None


class Change(NamedTuple):
    """edits: on the data of the document, none when they are not to be known yet; old, new: for the words of the fix."""

    edits: Sequence[Edit]
    new: Any = None
    old: Any = None


Propose = Callable[[Failure], "Change | None"]
"""The change that settles a failure; None when it is not certain what is meant."""

_MODULES = ("contexts", "names", "recipients", "texts", "values")

_CHANGES: dict[str, Propose] = {}


def change(name: str) -> Callable[[Propose], Propose]:
    """Register a function as the change that fixes call ``name``."""

    def register(propose: Propose) -> Propose:
        _CHANGES[name] = propose
        return propose

    return register


def find_change(name: str) -> Propose:
    """The change of that name. Raises KeyError for a name that ``rules/fixes.json`` should not have."""
    if not _CHANGES:
        for module in _MODULES:
            import_module(f"trustlint.changes.{module}")
    return _CHANGES[name]


def write(failure: Failure, new: Any) -> Change | None:
    """Another value in the place of what failed, unless it is there already."""
    old = failure.value
    if new == old and type(new) is type(old):
        return None
    if isinstance(old, list) and isinstance(new, list):
        return Change(list_edits(failure.path, old, new), new)
    return Change((Edit("replace", failure.path, new),), new)


def list_edits(path: Path, old: Any, new: list[Any]) -> list[Edit]:
    """As few edits as lead from the one list to the other: additions where those are enough, else item by item."""
    if not isinstance(old, list) or len(new) < len(old):
        return [Edit("replace", path, new)]
    rest = iter(new)
    if all(any(item == other for other in rest) for item in old):
        added, edits = list(old), []
        for position, item in enumerate(new):
            if position >= len(added) or added[position] != item:
                edits.append(Edit("add", (*path, position), item))
                added.insert(position, item)
        return edits
    changed = [Edit("replace", (*path, at), new[at]) for at in range(len(old)) if old[at] != new[at]]
    return changed + [Edit("add", (*path, at), new[at]) for at in range(len(old), len(new))]
