"""What happens to values when a credential moves from one version of a standard to another: ``versions.yaml``."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from trustlint.credential.placeholder import DEFAULT_PATTERN
from trustlint.data_files import load_yaml_data
from trustlint.formats import is_date_time, is_language_code, is_uri

VERSIONS_FILE = Path(__file__).with_name("versions.yaml")


class Converted(NamedTuple):
    """value: as the newer version writes it; problem: why it cannot, None when it can; note: what was changed, for
    people, empty when nothing was."""

    value: Any
    problem: str | None = None
    note: str = ""


class Row(NamedTuple):
    """How the values of one field are carried.

    words: other words for values; because: why it is done so; older: what the member was called before.
    """

    field: str
    convert: str = "text"
    words: Mapping[str, str] | None = None
    because: str = ""
    older: Sequence[str] = ()

    def converted(self, value: Any) -> Converted:
        """A value as the newer version writes it."""
        return _CONVERSIONS[self.convert](value, self.words or {})


class ExtensionRow(NamedTuple):
    """An extension that the newer version has in another form.

    names: members that hold it in the older; entity: that has it; members: what stands in it, to the names that it
    gets; addresses: those that have to be URIs; objects: members that are objects, with their type; member: where all that stands in the newer version, None
    for the entity itself; several: whether that is a list; member_type: type of the object there; type, context,
    schema: what the entity, the credential and its ``credentialSchema`` name then.
    """

    names: list[str]
    entity: str
    members: Mapping[str, list[str]]
    because: str
    addresses: Sequence[str] = ()
    objects: Mapping[str, list[str]] | None = None
    member: str | None = None
    several: bool = False
    member_type: Sequence[str] = ()
    type: str | None = None
    context: str | None = None
    schema: str | None = None


class Version(NamedTuple):
    """The table of one change of version; see ``versions.yaml``."""

    older: str
    newer: str
    title: str
    classes: Mapping[str, str]
    places: Mapping[str, Mapping[str, Mapping[str, str]]]
    rows: Mapping[str, Row]
    types: Mapping[str, str | list[str]]
    contexts: tuple[str, ...]
    extensions: tuple[ExtensionRow, ...]
    schema: str
    schema_type: str
    schema_context: str
    left_behind: Mapping[str, Mapping[str, str]]
    """By entity and member of the older document: why there is nothing to carry."""
    brought: Mapping[str, tuple[str, ...]]
    """By entity: members that only the newer version has, for its own sake."""
    known_types: frozenset[str]
    lost: Mapping[str, Mapping[str, str]]
    lost_anywhere: Mapping[str, str]

    def why_lost(self, label: str) -> str:
        """Why the newer version has no place for a member: of an entity (``credential.uid``), or of any object in it.

        The longest part of the label that is known counts; empty when none is.
        """
        return _closest(self.lost, label) or self.lost_anywhere.get(label.rpartition(".")[2], "")

    def why_left_behind(self, label: str) -> str:
        """Why there is nothing to carry of a field or member, or of what it stands in; empty when there is."""
        return _closest(self.left_behind, label)

    def older_names(self) -> dict[tuple[str, str], str]:
        """Fields by the field that they are parts of and the name that the member had before."""
        return {
            (row.field.rpartition(".")[0], name): row.field
            for row in self.rows.values()
            for name in row.older
        }

    def is_type_of_its_own(self, type_: Any) -> bool:
        """Whether a class is none that the older version names. An extension says by it what its member says."""
        return not isinstance(type_, str) or not (
            type_ in self.known_types or type_.startswith("extensions:")
        )


def _closest(reasons: Mapping[str, Mapping[str, str]], label: str) -> str:
    """The reason of the longest part of a label that has one."""
    entity, _, name = label.partition(".")
    while name:
        if name in reasons.get(entity, {}):
            return reasons[entity][name]
        name = name.rpartition(".")[0]
    return ""


def change_of_version(older: str, newer: str) -> Version | None:
    """The table from one model to another; None where there is none."""
    return _tables().get((older, newer))


@cache
def _tables() -> dict[tuple[str, str], Version]:
    found = {}
    for name, data in load_yaml_data(VERSIONS_FILE).items():
        older, _, newer = name.partition("-")
        found[older, newer] = Version(
            older,
            newer,
            data["title"],
            data["classes"],
            data["places"],
            {row["field"]: Row(**row) for row in data["rows"]},
            data["types"],
            tuple(data["contexts"]),
            tuple(ExtensionRow(**row) for row in data["extensions"]),
            data["schema"],
            data["schema_type"],
            data["schema_context"],
            data["by_version"]["before"],
            {entity: tuple(names) for entity, names in data["by_version"]["after"].items()},
            frozenset(data["known_types"]),
            data["lost"],
            data["lost_anywhere"],
        )
    return found


def _text(value: Any, words: Mapping[str, str]) -> Converted:
    if isinstance(value, str):
        return Converted(value)
    return Converted(None, f"it is {_shape(value)}, and text is wanted")


def _uri(value: Any, words: Mapping[str, str]) -> Converted:
    if not isinstance(value, str):
        return _text(value, words)
    trimmed = value.strip()
    if trimmed.startswith("_:") or not (
        is_uri(trimmed) or trimmed.startswith("data:") or _is_template(trimmed)
    ):
        return Converted(None, "it is no address (URI), which is wanted here")
    return Converted(trimmed, None, "" if trimmed == value else "blanks around it were left out")


def _date_time(value: Any, words: Mapping[str, str]) -> Converted:
    if not isinstance(value, str):
        return _text(value, words)
    if is_date_time(value) or _is_template(value):
        return Converted(value)
    return Converted(None, "it is no full date-time with a time zone, such as 2026-02-02T09:00:00Z")


def _boolean(value: Any, words: Mapping[str, str]) -> Converted:
    if isinstance(value, bool):
        return Converted(value)
    return Converted(None, f"it is {_shape(value)}, and true or false is wanted")


def _number_as_text(value: Any, words: Mapping[str, str]) -> Converted:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Converted(str(value), None, "a number became text, as Open Badges 3.0 wants it")
    return _text(value, words)


def _language(value: Any, words: Mapping[str, str]) -> Converted:
    """A tag of BCP 47 in the letter case that Open Badges 3.0 demands (FMT-02)."""
    if not isinstance(value, str):
        return _text(value, words)
    parts = value.replace("_", "-").split("-")
    cased = [parts[0].lower()]
    cased += [
        part.title() if len(part) == 4 else part.upper() if len(part) == 2 else part for part in parts[1:]
    ]
    tag = "-".join(cased)
    if not is_language_code(tag) and not _is_template(value):
        return Converted(None, "it is no language code as Open Badges 3.0 wants it, such as en or pt-BR")
    return Converted(tag, None, "" if tag == value else "written as Open Badges 3.0 wants language codes")


def _word(value: Any, words: Mapping[str, str]) -> Converted:
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if not isinstance(value, str):
        return _text(value, words)
    if value not in words:
        return Converted(None, f"it is none of {', '.join(words)}")
    return Converted(words[value], None, f"{words[value]} is its name in Open Badges 3.0")


def _shape(value: Any) -> str:
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, int | float):
        return "a number"
    if isinstance(value, list | dict):
        return "a list" if isinstance(value, list) else "an object"
    return "null" if value is None else "text"


_TEMPLATE = re.compile(DEFAULT_PATTERN)


def _is_template(text: str) -> bool:
    """Whether a template leaves the value open: nobody can say yet whether it is an address or a date."""
    return _TEMPLATE.search(text) is not None


_CONVERSIONS: dict[str, Callable[[Any, Mapping[str, str]], Converted]] = {
    "text": _text,
    "uri": _uri,
    "date-time": _date_time,
    "boolean": _boolean,
    "number-as-text": _number_as_text,
    "language": _language,
    "word": _word,
}
