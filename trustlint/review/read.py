"""Attestations and waivers from their files. A file that does not fit its schema ends the run, with the place of the mistake."""

from __future__ import annotations

import json
import os
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from trustlint.data_files import data_folder
from trustlint.model.pointer import to_pointer
from trustlint.model.review import Answer, Attestation, EntryPlace, Subject, Waiver
from trustlint.packs.strict import read_strict_document
from trustlint.source.document import Document


def read_attestations(file: Path) -> tuple[Attestation, ...]:
    """The entries of an attestations file, in order. Raises PackError ``path:line:column: …`` for the first mistake."""
    document = read_entries(file, "attestations")
    return tuple(
        Attestation(
            subject=_subject(file, entry),
            criterion=entry["criterion"],
            answer=Answer(entry["answer"]),
            by=entry["by"],
            role=entry["role"],
            on=date.fromisoformat(entry["date"]),
            digest=entry["digest"],
            question=entry.get("question"),
            expires=_date(entry.get("expires")),
            note=entry.get("note"),
            evidence=entry.get("evidence"),
            place=_place(file, document, "attestations", number),
        )
        for number, entry in enumerate(document.data["attestations"])
    )


def read_waivers(file: Path) -> tuple[Waiver, ...]:
    """The entries of a waivers file, in order. Raises PackError ``path:line:column: …`` for the first mistake."""
    document = read_entries(file, "waivers")
    return tuple(
        Waiver(
            subject=_subject(file, entry),
            reason=entry["reason"],
            by=entry["by"],
            on=date.fromisoformat(entry["date"]),
            expires=date.fromisoformat(entry["expires"]),
            criterion=entry.get("criterion"),
            rule=entry.get("rule"),
            place=_place(file, document, "waivers", number),
        )
        for number, entry in enumerate(document.data["waivers"])
    )


def read_entries(file: Path, what: str) -> Document:
    """A file of ``attestations`` or ``waivers`` that fits its schema. Raises PackError."""
    return read_strict_document(file, _schema(what))


def subject_path(folder: Path, document: str) -> str:
    """The absolute path of what an entry names relative to the folder of its file."""
    return os.path.abspath(folder / document)  # noqa: PTH100 - links stay what they are called


@cache
def _schema(what: str) -> dict[str, Any]:
    text = (data_folder("schemas") / f"{what}.schema.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    return {name: value for name, value in schema.items() if name not in ("$schema", "$id", "title")}


def _subject(file: Path, entry: dict[str, Any]) -> Subject:
    return Subject(subject_path(file.parent, entry["document"]), entry.get("part"))


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text is not None else None


def _place(file: Path, document: Document, what: str, number: int) -> EntryPlace:
    path = (what, number)
    return EntryPlace(str(file), to_pointer(path), document.span(path))
