"""The field table of ``fields.yaml``, resolved for one Kind: field name to places in a document of that Kind."""

from __future__ import annotations

from functools import cache
from pathlib import Path as FilePath
from typing import Any, NamedTuple

from trustlint.data_files import load_yaml_data

FIELDS_FILE = FilePath(__file__).with_name("fields.yaml")

ENTITIES = ("credential", "subject", "achievement", "issuer")


class Step:
    """One member name on the way to a field. Steps are shared between fields, so a view evaluates each once."""

    __slots__ = ("index", "link", "many", "name", "parent", "root")

    def __init__(
        self, parent: Step | None, name: str, many: bool, index: int, root: bool, link: bool
    ) -> None:
        self.parent = parent
        self.name = name
        self.many = many
        self.index = index
        self.root = root
        """Whether an entity starts here: a plain link in its stead leaves everything below unknown."""
        self.link = link
        """Whether a text here may be the id of another document among the inputs."""


class FieldPath(NamedTuple):
    """One way to a field: the last step (None: the document itself), and the shape that values must have."""

    step: Step | None
    shape: str | None
    entity: Step | None
    """The last step of the entity that the field belongs to; None when the document itself is that entity."""
    names: tuple[str, ...]
    """Member names below the entity."""


class FieldPlace(NamedTuple):
    """Where a field is in documents of one Kind, or, with no paths, why it is nowhere."""

    name: str
    title: str
    paths: tuple[FieldPath, ...]
    optional: bool = False
    absent_reason: str = ""
    """Why documents of this Kind have no place for it; empty when they have."""
    missing_reason: str = ""
    """What is to be said of a document that could have it and has not."""


class FieldTable:
    """All fields for one Kind."""

    def __init__(self, model: str, type_: str, places: dict[str, str] | None = None) -> None:
        """``places``: of entities, where they are not where fields.yaml has them."""
        data = _data()
        self.model = model
        self.type = type_
        self._entities: dict[str, Any] = {**data["entities"].get(model, {}).get(type_, {}), **(places or {})}
        self._like = data["models"].get(model, {}).get("like", model)
        self._fields: dict[str, Any] = data["fields"]
        self.around: dict[str, dict[str, Any]] = data["around"].get(model, {})
        """What else the objects hold that a snippet may have to make, by the member that they are put into."""
        self._skipped: str = self._entities.get("skip", "")
        self._links = frozenset(data["links"].get(model, ()))
        self._steps: dict[tuple[int, str, bool], Step] = {}
        self._places: dict[str, FieldPlace] = {}
        self._entity_steps: dict[str, tuple[Step | None, bool]] = {}
        for entity, place in self._entities.items():
            if entity not in ENTITIES:
                continue
            path, optional = (
                (place["path"], place.get("optional", False)) if isinstance(place, dict) else (place, False)
            )
            self._entity_steps[entity] = (self._chain(None, path, last_is_root=True), optional)

    def entity_path(self, entity: str) -> str | None:
        """How the place of an entity is written; None where documents of this class have none."""
        place = self._entities.get(entity)
        return place["path"] if isinstance(place, dict) else place

    def place(self, name: str) -> FieldPlace:
        """Where field ``name`` is. Raises KeyError for a name that fields.yaml does not know."""
        found = self._places.get(name)
        if found is None:
            found = self._places[name] = self._resolve(name)
        return found

    def _resolve(self, name: str) -> FieldPlace:
        if name in ENTITIES:
            title = f"the {name}"
            written: tuple[str, ...] = ("",)
            entity = name
        else:
            field = self._fields[name]
            title, entity = field["title"], name.partition(".")[0]
            raw = field.get(self._like)
            written = () if raw is None else (raw,) if isinstance(raw, str) else tuple(raw)
        if entity not in self._entity_steps:
            reason = f"this document is of the class {self.type}, which has no {entity}"
            return FieldPlace(name, title, (), absent_reason=reason)
        if not written:
            return FieldPlace(
                name,
                title,
                (),
                absent_reason=f"{_MODEL_NAMES.get(self.model, self.model)} has no place for {title}",
            )
        start, optional = self._entity_steps[entity]
        paths = []
        for text in written:
            path, _, shape = text.partition("!")
            path = ".".join(part for part in _split(path) if part.removesuffix("[]") != self._skipped)
            names = tuple(part.removesuffix("[]") for part in _split(path))
            paths.append(FieldPath(self._chain(start, path), shape or None, start, names))
        missing = f"the document gives no {title.removeprefix('the ')}"
        return FieldPlace(name, title, tuple(paths), optional, missing_reason=missing)

    def _chain(self, start: Step | None, path: str, *, last_is_root: bool = False) -> Step | None:
        step = start
        parts = _split(path)
        for position, part in enumerate(parts):
            name, many = part.removesuffix("[]"), part.endswith("[]")
            key = (step.index if step else -1, name, many)
            known = self._steps.get(key)
            if known is None:
                root = last_is_root and position == len(parts) - 1
                known = Step(step, name, many, len(self._steps), root, name in self._links)
                self._steps[key] = known
            step = known
        return step


_MODEL_NAMES = {
    "ob2": "Open Badges 2.0",
    "ob3": "Open Badges 3.0",
    "clr2": "CLR 2.0",
    "elm": "The European Learning Model",
    "ctdl": "CTDL",
}


@cache
def field_table(model: str, type_: str) -> FieldTable:
    """The table for documents of one class of one model; empty for classes that fields.yaml does not name."""
    return FieldTable(model, type_)


def canonical_class(model: str, declared: str) -> str | None:
    """The class of fields.yaml that a declared class of a model belongs to; None for one that is not known."""
    return _canonical_classes(model).get(declared)


@cache
def _canonical_classes(model: str) -> dict[str, str]:
    groups = _data()["classes"].get(model, {})
    return {declared: name for name, members in groups.items() for declared in members}


@cache
def field_titles() -> dict[str, str]:
    """Every field name with its title, in the order of fields.yaml; entities first."""
    titles = {entity: f"the {entity}" for entity in ENTITIES}
    titles.update({name: field["title"] for name, field in _data()["fields"].items()})
    return titles


def field_within(name: str) -> str | None:
    """The field, or the entity, whose values the values of ``name`` are parts of; None for an entity."""
    if name in ENTITIES:
        return None
    fields = _data()["fields"]
    if (within := fields.get(name, {}).get("within")) is not None:
        return str(within)
    above = name.rpartition(".")[0]
    while above not in fields and above not in ENTITIES:
        above = above.rpartition(".")[0]
    return above


def field_paths(name: str, model: str) -> tuple[str, ...]:
    """How ``name`` is written in fields.yaml for a model, for documentation."""
    field = _data()["fields"].get(name, {})
    raw = field.get(_data()["models"].get(model, {}).get("like", model))
    return () if raw is None else (raw,) if isinstance(raw, str) else tuple(raw)


def _split(path: str) -> list[str]:
    return path.split(".") if path else []


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = load_yaml_data(FIELDS_FILE)
    return data
