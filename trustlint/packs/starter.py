"""A first pack for an author to change: ``rules/starter.yaml`` under another name, and perhaps built on a pack."""

from __future__ import annotations

import json
import re
from collections.abc import Collection

from trustlint.data_files import data_folder
from trustlint.errors import UsageError
from trustlint.packs.model import Pack

_ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_NAMESPACE = re.compile(r"[A-Z]{2,3}")
_OWN_LEVELS = re.compile(r"^levels:.*?\n\n", re.MULTILINE | re.DOTALL)


def starter_pack(
    id_: str,
    namespace: str | None,
    title: str | None,
    taken: Collection[str],
    base: Pack | None,
    base_name: str,
) -> str:
    """The YAML of a pack that passes its own examples.

    namespace, title: made from the id when None; taken: namespaces that are others'; base: the pack to build on, by the
    name that it is to have in the file. Raises UsageError for an id or a namespace that no pack may have.
    """
    if not _ID.fullmatch(id_):
        raise UsageError(
            f"{id_!r} cannot be the id of a pack: write small letters, digits and hyphens, starting with a letter (--id)"
        )
    namespace = _namespace(id_, taken) if namespace is None else namespace
    if not _NAMESPACE.fullmatch(namespace):
        raise UsageError(f"the namespace {namespace!r} is not two or three capital letters")
    if namespace in taken:
        raise UsageError(
            f"the namespace {namespace} belongs to a pack of trustlint; choose another (--namespace)"
        )
    text = (data_folder("rules") / "starter.yaml").read_text(encoding="utf-8")
    text = re.sub(r"\bMY(?=-?[0-9])|(?<=^namespace: )MY", namespace, text, flags=re.MULTILINE)
    text = text.replace("my-rubric", id_).replace(
        "title: My rubric", f"title: {json.dumps(title or _title(id_), ensure_ascii=False)}"
    )
    return text if base is None else _OWN_LEVELS.sub("", _on(base, base_name, text))


def _on(base: Pack, name: str, text: str) -> str:
    if not base.levels:
        raise UsageError(f"the pack {base.id} has no levels, so a rubric cannot build on it")
    first = base.version.split(".")[0]
    *_, other, one = ["XX-1", "XX-2", *(criterion.id for criterion in base.criteria)]
    extends = f"""\
extends:                      # all criteria, rules, levels and parameters of this pack hold here too
  - pack: {name}
    version: ">={base.version},<{int(first) + 1}"
    # override:                 # change what you must, and say why
    #   - {{criterion: {one}, level: {base.levels[0].id}, reason: Our committee demands it.}}
    # disable:
    #   - {{criterion: {other}, reason: It is decided elsewhere.}}

"""
    lower = base.levels[min(1, len(base.levels) - 1)].id
    text = text.replace("    level: required\n", f"    level: {base.levels[0].id}\n")
    text = text.replace("    level: recommended\n", f"    level: {lower}\n")
    return text.replace("levels:  ", f"{extends}levels:  ", 1)


def _title(id_: str) -> str:
    words = id_.replace("-", " ")
    return words[0].upper() + words[1:]


def _namespace(id_: str, taken: Collection[str]) -> str:
    """Letters that stand for an id: its initials, or its first letters, whatever nobody has yet."""
    letters = "".join(character for character in id_.upper() if character.isalpha())
    initials = "".join(word[0] for word in id_.upper().split("-") if word[0].isalpha())[:3]
    padded = letters + "XX"
    wanted = [initials, padded[:2], padded[:3], *(f"{padded[0]}{letter}X" for letter in letters[1:] or "X")]
    return next((name for name in wanted if len(name) > 1 and name not in taken), "ZZ")
