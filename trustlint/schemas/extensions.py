"""The extensions of Open Badges that trustlint has a schema for: which they are, and how they are recognised.

The table is data: the entries of ``schemas/MANIFEST.json`` that have an ``extension``. Open Badges 2.0 gives an extension
an object of its own; in Open Badges 3.0 it adds properties to an object of a class, whose type then says so.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from trustlint.data_files import data_folder

if TYPE_CHECKING:
    from trustlint.schemas.judge import Judge


class Extension(NamedTuple):
    """One extension in one model of Open Badges.

    schema_id: of our schema; stands_for: the official addresses of the schema; title: with its article, for sentences;
    model: ``ob2`` or ``ob3``; context_family: of its contexts, see ``trustlint.contexts``.
    ob2: names: what follows ``extensions:`` in its type and property.
    ob3: classes: of the objects that it adds properties to; types: what the type of such an object holds then; members:
    properties that only it defines; credential_schema: class → the schema to name in credentialSchema, for those that
    can be used as published.
    """

    schema_id: str
    stands_for: frozenset[str]
    title: str
    model: str
    context_family: str
    names: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    credential_schema: Mapping[str, str] = {}

    @property
    def judge(self) -> Judge:
        """Judges the object of the extension, or the object that it adds to. Raises ValueError for a damaged schema."""
        return _judge(self.schema_id, self.title)


@cache
def extensions(model: str) -> tuple[Extension, ...]:
    """The extensions of a model, ``ob2`` or ``ob3``, in the order of the manifest."""
    text = (data_folder("schemas") / "MANIFEST.json").read_text(encoding="utf-8")
    return tuple(
        Extension(
            schema_id=row["id"],
            stands_for=frozenset(row["stands_for"]),
            title=data["title"],
            model=model,
            context_family=data["context_family"],
            names=tuple(data.get("names", ())),
            classes=tuple(data.get("classes", ())),
            types=tuple(data.get("types", ())),
            members=tuple(data.get("members", ())),
            credential_schema=data.get("credential_schema", {}),
        )
        for row in json.loads(text)["schemas"]
        if (data := row.get("extension")) is not None and data["model"] == model
    )


@cache
def _judge(schema_id: str, title: str) -> Judge:
    from trustlint.schemas.judge import Judge
    from trustlint.schemas.registry import load

    return Judge(load(schema_id), (), title)
