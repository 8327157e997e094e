"""What could be changed in a document to settle a finding: as edits of plain data, which no format knows of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from trustlint.model.pointer import Path, parse_pointer, resolve, to_pointer


class Edit(NamedTuple):
    """One change of plain data.

    op: ``replace`` the value at ``path``; ``add`` the value at ``path``, whose last step is a new member name or the
    index that the value will have; ``remove`` what is at ``path``; ``rename`` the member at ``path`` to the text ``value``.
    """

    op: str
    path: Path
    value: Any = None

    def to_dict(self) -> dict[str, Any]:
        """As an operation of JSON Patch (RFC 6902), where a rename is a ``move``."""
        if self.op == "rename":
            target = to_pointer((*self.path[:-1], self.value))
            return {"op": "move", "from": to_pointer(self.path), "path": target}
        done: dict[str, Any] = {"op": self.op, "path": to_pointer(self.path)}
        return done if self.op == "remove" else {**done, "value": self.value}


def edit_of(operation: dict[str, Any], data: Any) -> Edit:
    """The Edit that ``to_dict`` made such an operation of, with the indexes and names of the data that it is about.

    Raises PointerError where the data has no such place.
    """
    if operation["op"] == "move":
        path, _ = resolve(data, operation["from"])
        return Edit("rename", path, parse_pointer(operation["path"])[-1])
    if operation["op"] != "add":
        return Edit(operation["op"], resolve(data, operation["path"])[0], operation.get("value"))
    holder, _, last = operation["path"].rpartition("/")
    path, value = resolve(data, holder)
    step: str | int = parse_pointer(f"/{last}")[0]
    return Edit("add", (*path, int(step) if isinstance(value, list) else step), operation["value"])


class Fix(NamedTuple):
    """How ``trustlint fix`` can settle a finding.

    fix: id of one in ``rules/fixes.json``; text: what it does, to follow "trustlint fix can "; edits: operations of JSON
    Patch on the file (on its own part of it, for NDJSON and YAML streams), none when they are not known yet; option:
    the option of ``trustlint fix`` without which it is not done; held: why it is left alone, in a clause.
    """

    fix: str
    text: str
    edits: tuple[dict[str, Any], ...] = ()
    option: str | None = None
    held: str | None = None

    def to_dict(self) -> dict[str, Any]:
        return {
            "fix": self.fix,
            "text": self.text,
            "edits": list(self.edits),
            "option": self.option,
            "held": self.held,
        }


class FixOptions(NamedTuple):
    """What is asked for besides the fixes that need no asking.

    assume_utc: times without a time zone are in UTC; hash_recipients: readable e-mail addresses of learners become
    hashes; salt: that of all of them, None for one made for each.
    """

    assume_utc: bool = False
    hash_recipients: bool = False
    salt: str | None = None


class CannotEdit(Exception):  # noqa: N818 - the reason is told, nothing is wrong with the program
    """An edit does not fit the data, or cannot be done in the text; the message is a clause that says why."""


def with_edits(data: Any, edits: Sequence[Edit]) -> Any:
    """A copy of plain data with edits done one after another; only what changes is copied.

    Raises CannotEdit where an edit does not fit the data as the earlier ones leave it.
    """
    for edit in edits:
        data = _edited(data, edit, edit.path)
    return data


def _edited(data: Any, edit: Edit, path: Path) -> Any:
    if not path:
        if edit.op != "replace":
            raise CannotEdit(f"the whole document cannot be the target of {edit.op}")
        return edit.value
    step = path[0]
    if isinstance(data, dict) and isinstance(step, str):
        return _in_object(data, edit, path, step)
    if isinstance(data, list) and isinstance(step, int):
        return _in_list(data, edit, path, step)
    raise CannotEdit(f"there is nothing at {to_pointer(edit.path)}")


def _in_object(data: dict[str, Any], edit: Edit, path: Path, step: str) -> Any:
    if len(path) == 1 and edit.op == "add":
        if step in data:
            raise CannotEdit(f"{to_pointer(edit.path)} is there already")
        return {**data, step: edit.value}
    if step not in data:
        raise CannotEdit(f"there is nothing at {to_pointer(edit.path)}")
    if len(path) > 1:
        return {**data, step: _edited(data[step], edit, path[1:])}
    if edit.op == "remove":
        return {name: value for name, value in data.items() if name != step}
    if edit.op == "rename":
        if edit.value in data:
            raise CannotEdit(f"{to_pointer((*edit.path[:-1], edit.value))} is there already")
        return {edit.value if name == step else name: value for name, value in data.items()}
    return {**data, step: edit.value}


def _in_list(data: list[Any], edit: Edit, path: Path, step: int) -> Any:
    if len(path) == 1 and edit.op == "add":
        if not 0 <= step <= len(data):
            raise CannotEdit(f"there is no place {to_pointer(edit.path)}")
        return [*data[:step], edit.value, *data[step:]]
    if not 0 <= step < len(data) or (len(path) == 1 and edit.op == "rename"):
        raise CannotEdit(f"there is nothing to {edit.op} at {to_pointer(edit.path)}")
    if len(path) > 1:
        return [*data[:step], _edited(data[step], edit, path[1:]), *data[step + 1 :]]
    if edit.op == "remove":
        return [*data[:step], *data[step + 1 :]]
    return [*data[:step], edit.value, *data[step + 1 :]]


def same(one: Any, other: Any) -> bool:
    """Whether two plain values are the same, with the order of members; ``1``, ``1.0`` and ``true`` are different."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return list(one) == list(other) and all(same(one[name], other[name]) for name in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(same, one, other))
    return bool(one == other)
