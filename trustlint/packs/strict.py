"""Reading one YAML file of a pack strictly: every mistake has its line and column, and a suggestion."""

from __future__ import annotations

import json
from difflib import get_close_matches
from functools import cache
from pathlib import Path as FilePath
from typing import Any

from trustlint.checks.registry import CheckError, find_check
from trustlint.data_files import data_folder
from trustlint.errors import PackError
from trustlint.model.pointer import Path, display
from trustlint.schemas import Fragment, SchemaViolation, compile_fragment
from trustlint.source.document import Document
from trustlint.source.read import Input, read_documents

_PART_MEMBERS = ("criteria", "rules")


def read_strict(file: FilePath, *, part: bool) -> dict[str, Any]:
    """The data of one pack file. ``part``: a further file of a folder, which holds criteria and rules only.

    Raises PackError ``path:line:column: …`` for the first mistake.
    """
    document = _read_one(file)
    data = document.data
    if not isinstance(data, dict) or not (part or any("pack" in str(name) for name in data)):
        raise PackError(f"{file}: a pack is a mapping that starts with `trustlint-pack: 1`")
    if part:
        unknown = next((name for name in data if name not in _PART_MEMBERS), None)
        if unknown is not None:
            raise PackError(
                f"{_place(file, document, (unknown,))}: {unknown!r} belongs in pack.yaml; other files hold {' and '.join(_PART_MEMBERS)}"
            )
    while True:
        try:
            _refuse_violations(file, document, _fragment(part), _known_members())
        except _UnknownCheckError as unknown:
            # Only now are plug-ins looked for: one may bring the check, and with it the schema of its options.
            if not _learn_check(unknown.name):
                raise PackError(str(unknown)) from None
        else:
            return data


class _UnknownCheckError(PackError):
    """A pack uses a check that is not in the vocabulary."""

    def __init__(self, name: str, message: str) -> None:
        super().__init__(message)
        self.name = name


def _learn_check(name: str) -> bool:
    """Whether an installed plug-in brings a check; the schema of packs then knows it. Raises PackError."""
    if f"check-{name}" in _schema()["$defs"]:
        return False  # It is known, and stands where no check may.
    try:
        find_check(name)
    except CheckError:
        return False
    from trustlint.packs.schema import build_pack_schema

    _schemas.append(build_pack_schema())
    _fragment.cache_clear()
    _known_members.cache_clear()
    return True


_schemas: list[dict[str, Any]] = []
"""The schema with the checks of plug-ins that were needed, the newest last."""


def read_strict_yaml(file: FilePath, schema: dict[str, Any]) -> Any:
    """The data of another YAML file of ours, which a JSON Schema describes. Raises PackError as ``read_strict`` does."""
    return read_strict_document(file, schema).data


def read_strict_document(file: FilePath, schema: dict[str, Any]) -> Document:
    """The same with the places of its values."""
    document = _read_one(file)
    _refuse_violations(file, document, compile_fragment(schema), _members_of(schema))
    return document


def refuse_mistakes(file: FilePath, document: Document, schema: dict[str, Any], standard: str) -> None:
    """Raises PackError ``path:line:column: …`` for the first mistake of data that was read already.

    standard: what the messages name as the one who wants.
    """
    _refuse_violations(file, document, compile_fragment(schema, standard=standard), _members_of(schema))


def place_in(file: FilePath, document: Document, path: Path) -> str:
    """``path:line:column`` of a place in a document, or of the closest one around it that has a place."""
    return _closest_place(file, document, path)


def place_in_yaml(file: FilePath, path: Path) -> str:
    """``path:line:column`` of a place in the data of a YAML file of ours."""
    return _closest_place(file, _read_one(file), path)


def _read_one(file: FilePath) -> Document:
    document, *others = read_documents(Input(str(file), explicit=True))
    if others:
        raise PackError(f"{file}: this file must hold one YAML document, and it holds {len(others) + 1}")
    if document.problems:
        problem = document.problems[0]
        place = f":{problem.span.line}:{problem.span.column}" if problem.span else ""
        raise PackError(f"{file}{place}: {problem.message}")
    return document


def _refuse_violations(
    file: FilePath, document: Document, fragment: Fragment, known: tuple[str, ...]
) -> None:
    violations = fragment.violations(document.data)
    if violations:
        # An unknown key comes first: it is often the misspelt name of one that is then missing.
        first = min(
            violations, key=lambda item: (item.problem != "extra-member", _order(document, item.path))
        )
        message = f"{_place(file, document, first.path)}: {_worded(first, known)}"
        if first.problem == "extra-member" and "check" in first.path[:-1]:
            raise _UnknownCheckError(str(first.path[-1]), message)
        raise PackError(message)


def place_in_pack(files: list[FilePath], path: Path) -> str:
    """``path:line:column`` of a place in the merged data of a pack: criteria and rules are counted over all files."""
    rest = path
    for file in files:
        document = next(iter(read_documents(Input(str(file), explicit=True))))
        if len(path) > 1 and path[0] in _PART_MEMBERS and isinstance(rest[1], int):
            count = len(document.data.get(path[0], ()))
            if rest[1] >= count:
                rest = (path[0], rest[1] - count, *path[2:])
                continue
        return _closest_place(file, document, rest)
    return str(files[0])


def _closest_place(file: FilePath, document: Document, path: Path) -> str:
    while path and document.key_span(path) is None and document.span(path) is None:
        path = path[:-1]
    return _place(file, document, path)


def _worded(violation: SchemaViolation, known: tuple[str, ...]) -> str:
    if violation.problem == "extra-member":
        name = str(violation.path[-1])
        close = [] if name in known else get_close_matches(name, known, n=1, cutoff=0.6)
        hint = f"; did you mean {close[0]!r}?" if close else ""
        return f"{display(violation.path[:-1])} may have no {name!r}{hint}"
    return violation.message


def _place(file: FilePath, document: Document, path: Path) -> str:
    span = document.key_span(path) or document.span(path)
    return f"{file}:{span.line}:{span.column}" if span else str(file)


def _order(document: Document, path: Path) -> tuple[int, int]:
    span = document.span(path)
    return (span.line, span.column) if span else (0, 0)


def _schema() -> dict[str, Any]:
    if _schemas:
        return _schemas[-1]
    data: dict[str, Any] = json.loads(
        (data_folder("schemas") / "pack.schema.json").read_text(encoding="utf-8")
    )
    _schemas.append(data)
    return data


@cache
def _fragment(part: bool) -> Fragment:
    schema = {name: value for name, value in _schema().items() if name not in ("$schema", "$id", "title")}
    if part:
        schema["required"] = []
    return compile_fragment(schema)


@cache
def _known_members() -> tuple[str, ...]:
    return _members_of(_schema())


def _members_of(schema: Any) -> tuple[str, ...]:
    found: set[str] = set()

    def collect(part: Any) -> None:
        if isinstance(part, dict):
            found.update(part.get("properties", {}))
            for value in part.values():
                collect(value)
        elif isinstance(part, list):
            for item in part:
                collect(item)

    collect(schema)
    return tuple(sorted(found))
