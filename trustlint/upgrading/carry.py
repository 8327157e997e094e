"""Carry one badge over, value by value, and account for every value of the source: none vanishes untold."""

from __future__ import annotations

import json
from typing import Any, NamedTuple
from uuid import NAMESPACE_URL, uuid5

from trustlint.credential.fields import field_paths, field_table
from trustlint.credential.tree import Item, Other, Place, Tree
from trustlint.credential.versions import ExtensionRow, Version
from trustlint.formats import is_uri
from trustlint.model.comparison import Side, bounded_text
from trustlint.model.pointer import Path, to_pointer
from trustlint.model.upgrade import Carried, Left, Made
from trustlint.upgrading.target import Target

ONLY_ONE = "Open Badges 3.0 takes only one of these"

ENTITY_ORDER = ("credential", "issuer", "subject", "achievement")


class Result(NamedTuple):
    """The newer badge, and the account of it."""

    data: dict[str, Any]
    carried: list[Carried]
    made: list[Made]
    lost: list[Left]
    left_behind: list[Left]


def carry(tree: Tree, version: Version) -> Result:
    """The badge of a tree in the newer version. Every leaf of the tree is carried, lost or left behind."""
    return _Carrier(tree, version).result()


class _Carrier:
    def __init__(self, tree: Tree, version: Version) -> None:
        self._tree = tree
        self._version = version
        self._class = version.classes[tree.table.type]
        table = field_table(version.newer, self._class)
        moved = self._moved = version.places.get(self._class, {})
        self._entities: dict[str, Path] = {}
        for entity in ENTITY_ORDER:
            written = moved[entity]["path"] if entity in moved else table.entity_path(entity)
            if written is not None:
                self._entities[entity] = tuple(written.split(".")) if written else ()
        self._target = Target()
        self._account = Result({}, [], [], [], [])
        self._contexts = [*version.contexts]
        self._schemas: list[str] = []

    def result(self) -> Result:
        for entity in ENTITY_ORDER:
            for item in self._tree.root.parts.get(entity, []):
                if entity not in self._entities:
                    self._lose(item.place, item.value, f"{self._class} has no {entity}")
                elif item.is_leaf and item.value not in (None, {}, []):
                    self._lose(item.place, item.value, "it is no object, which is wanted here")
                else:
                    self._object(item, self._entities[entity])
        for field, items in self._tree.root.parts.items():
            if (
                field not in ENTITY_ORDER
            ):  # in a document of its own that a link leads to, as a revocation list
                for item in items:
                    self._leave(field, item.place, item.value)
        for other in self._tree.root.others.values():
            self._other(self._tree.root, other, ())
        self._make_ids()
        self._name_credential()
        self._name_schemas()
        self._target.set(("@context",), self._contexts)
        for entity, path in self._entities.items():
            self._set_types(entity, path)
        return self._account._replace(data=self._target.ordered())

    # Values of fields

    def _object(self, item: Item, path: Path) -> None:
        for field, parts in item.parts.items():
            index = 0
            for part in parts:
                if self._extension(part.place, part.value, path):
                    continue
                if part.is_leaf or field in self._version.rows:
                    index += self._leaf(part, item, path, index)
                elif self._has_rows_within(field):
                    inside = self._path(field, item.field, path, index)
                    if index and not isinstance(inside[-1], int):
                        self._lose(part.place, part.value, ONLY_ONE)
                        continue
                    self._object(part, inside)
                    if self._target.get(inside) is not None:
                        self._set_types(field, inside)
                        index += 1
                else:
                    self._leave(field, part.place, part.value)
        for other in item.others.values():
            self._other(item, other, path)

    def _leaf(self, item: Item, holder: Item, path: Path, index: int) -> bool:
        """Carry one value; whether that could be done."""
        row = self._version.rows.get(item.field)
        if item.value is None or item.value in ([], {}):
            return False  # it says nothing, and the newer version forbids to say so
        if row is None:
            self._leave(item.field, item.place, item.value)
            return False
        converted = row.converted(item.value)
        if converted.problem is not None:
            self._lose(item.place, item.value, converted.problem)
            return False
        at = self._path(item.field, holder.field, path, index)
        if not self._target.set(at, converted.value):
            self._lose(item.place, item.value, ONLY_ONE)
            return False
        self._account.carried.append(
            Carried(
                item.field,
                _side(item.place, item.value),
                to_pointer(at),
                bounded_text(converted.value),
                converted.note,
                row.because or self._why_moved(item.field),
            )
        )
        return True

    def _why_moved(self, field: str) -> str:
        """Why an entity is at another place, told once: of its id."""
        entity, _, name = field.partition(".")
        return self._moved[entity]["because"] if name == "id" and entity in self._moved else ""

    def _has_rows_within(self, field: str) -> bool:
        return (
            any(name.startswith(f"{field}.") for name in self._version.rows) or field in self._version.types
        )

    def _path(self, field: str, holder: str, path: Path, index: int) -> Path:
        """Where a field is in the newer badge, below the object that holds it, which is at ``path``."""
        steps = _steps(field, self._version.newer)
        around = _steps(holder, self._version.newer) if holder else []
        if holder in self._entities or steps[: len(around)] != around:
            around = []
            path = self._entities[field.partition(".")[0]] if holder in self._entities else path
        found: list[str | int] = [*path]
        for name, many in steps[len(around) :]:
            found.append(name)
            if many:
                found.append(index)
        return tuple(found)

    # What no field knows

    def _other(self, item: Item, other: Other, path: Path) -> None:
        last = other.name.rpartition(".")[2]
        if other.value is None or other.value in ([], {}) or last == "@context":
            return
        if last == "type":
            for type_ in other.value if isinstance(other.value, list) else [other.value]:
                if self._version.is_type_of_its_own(type_):
                    reason = "it is no class of Open Badges; give it a context of its own to say it in 3.0"
                    self._lose(other.place, type_, reason)
            return
        if not self._extension(other.place, other.value, path):
            self._leave(f"{item.field}.{other.name}" if item.field else other.name, other.place, other.value)

    def _leave(self, label: str, place: Place, value: Any) -> None:
        """Account for a value without a place in the newer version."""
        if value is None or value in ([], {}):
            return
        reason = self._version.why_left_behind(label)
        if reason:
            self._account.left_behind.append(Left(_side(place, value), reason))
            return
        self._lose(place, value, self._version.why_lost(label) or _why_unknown(place, value))

    def _lose(self, place: Place, value: Any, reason: str) -> None:
        self._account.lost.append(Left(_side(place, value), reason))

    def _extension(self, place: Place, value: Any, path: Path) -> bool:
        """Carry an extension that the newer version has in another form; whether it is one of these."""
        name = next((step for step in reversed(place[1]) if isinstance(step, str)), "")
        row = next((row for row in self._version.extensions if name in row.names), None)
        if row is None or self._entities.get(row.entity) != path:
            return False
        values = value if isinstance(value, list) else [value]
        for number, entry in enumerate(values):
            at = place if not isinstance(value, list) else (place[0], (*place[1], number))
            if isinstance(entry, dict):
                self._entry(row, entry, at, path)
            else:
                self._lose(at, entry, "it is no object, as this extension is")
        return True

    def _entry(self, row: ExtensionRow, entry: dict[str, Any], place: Place, path: Path) -> None:
        inside = path if row.member is None else (*path, row.member)
        if entry.keys() <= {"@context", "type"}:
            return
        if row.member is not None and not row.several and self._target.get(inside) is not None:
            self._lose(place, entry, f"the {row.member} is the issuer, who awards it now")
            return
        if row.several:
            inside = (*inside, len(self._target.get(inside) or []))
        took = False
        count = len(self._account.carried)
        for name, value in entry.items():
            at: Place = place[0], (*place[1], name)
            if name in ("@context", "type", "id") or value is None:
                continue
            if row.objects and name in row.objects and isinstance(value, dict):
                value = {
                    "type": row.objects[name],
                    **{inner: part for inner, part in value.items() if part is not None},
                }
                took |= self._carry_member(row, [name], value, at, inside)
            elif name in row.addresses and not (isinstance(value, str) and is_uri(value)):
                self._lose(at, value, "it is no address (URI), which is wanted here")
            elif name in row.members and isinstance(value, str) and value:
                took |= self._carry_member(row, row.members[name], value, at, inside)
            else:
                self._lose(at, value, "the extension has no place for it in Open Badges 3.0")
        if not took:
            return
        self._account.carried[count] = self._account.carried[count]._replace(because=row.because)
        if row.member_type:
            self._target.set((*inside, "type"), [*row.member_type])
        if row.type is not None:
            self._set_types(row.entity, path)
            self._target.add_type(path, row.type)
        if row.context is not None and row.context not in self._contexts:
            self._contexts.append(row.context)
        if row.schema is not None and row.schema not in self._schemas:
            self._schemas.append(row.schema)

    def _carry_member(
        self, row: ExtensionRow, names: list[str], value: Any, place: Place, inside: Path
    ) -> bool:
        took = False
        for name in names:
            if self._target.set((*inside, name), value):
                took = True
                pointer = to_pointer((*inside, name))
                field = f"{row.entity}.{row.member}.{name}" if row.member else f"{row.entity}.{name}"
                self._account.carried.append(
                    Carried(field, _side(place, value), pointer, bounded_text(value))
                )
        if not took:
            self._lose(place, value, ONLY_ONE)
        return took

    # What only the newer version has

    def _set_types(self, field: str, path: Path) -> None:
        types = self._version.types.get(field)
        if types is not None and isinstance(self._target.get(path), dict):
            self._target.set((*path, "type"), types if isinstance(types, str) else [*types])

    def _make_ids(self) -> None:
        """Ids that Open Badges 3.0 demands and the source does not give: made of its content, so always the same."""
        for entity in ("credential", "achievement"):
            path = self._entities.get(entity)
            if path is None or self._target.get((*path, "id")) is not None:
                continue
            text = json.dumps(self._tree.root.value, sort_keys=True)
            id_ = f"urn:uuid:{uuid5(NAMESPACE_URL, f'{entity}:{text}')}"
            self._target.set((*path, "id"), id_)
            reason = (
                f"every {entity} of Open Badges 3.0 has an id; it is made of the content, and may be replaced"
            )
            self._account.made.append(Made(to_pointer((*path, "id")), id_, reason))

    def _name_credential(self) -> None:
        """Wallets list credentials by their name (OB3-010), which is the achievement's here."""
        if "credential" not in self._entities:
            return
        name = self._target.get((*self._entities["achievement"], "name"))
        if isinstance(name, str) and self._target.set(("name",), name):
            self._account.made.append(
                Made("/name", bounded_text(name), "wallets list credentials by this name")
            )

    def _name_schemas(self) -> None:
        """The schema of an extension is named beside that of the version (OB3-016)."""
        if not self._schemas or "credential" not in self._entities:
            return
        ids = [self._version.schema, *self._schemas]
        entries = [{"id": id_, "type": self._version.schema_type} for id_ in ids]
        self._target.set(("credentialSchema",), entries)
        self._contexts.append(self._version.schema_context)
        reason = "the schema of an extension is named beside that of the version"
        self._account.made.append(Made("/credentialSchema", bounded_text(entries), reason))


def _steps(field: str, model: str) -> list[tuple[str, bool]]:
    """The member names on the way to a field, each with whether it is a list."""
    written = next(iter(field_paths(field, model)), "").partition("!")[0]
    return [(part.removesuffix("[]"), part.endswith("[]")) for part in written.split(".") if part]


def _side(place: Place, value: Any) -> Side:
    return Side(to_pointer(place[1]), bounded_text(value), place[0])


def _why_unknown(place: Place, value: Any) -> str:
    name = next((step for step in reversed(place[1]) if isinstance(step, str)), "")
    if ":" in name or (isinstance(value, dict) and "@context" in value):
        return "this extension has no form in Open Badges 3.0 that is known here; add it by hand, with a context that defines it"
    return "Open Badges 3.0 has no property for it; add it by hand, with a context that defines it"
