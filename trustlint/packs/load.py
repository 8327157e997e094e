"""Packs from disk: the shipped ones by id, others by path. Strict, with the place of every mistake."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from trustlint.data_files import data_folder, digest_of, read_compiled
from trustlint.errors import PackError, UsageError
from trustlint.packs.build import build_pack
from trustlint.packs.model import Pack

DEFAULT_PACKS = ("open-badges", "trusted-credential")


def shipped_pack_ids() -> tuple[str, ...]:
    """Ids of the packs that come with trustlint."""
    return tuple(
        sorted(folder.name for folder in data_folder("rules").iterdir() if (folder / "pack.yaml").is_file())
    )


def load_pack(name: str) -> Pack:
    """A pack by id, or by the path of a YAML file or a folder with ``pack.yaml``.

    Raises UsageError when there is no such pack, PackError when it is not usable.
    """
    from difflib import get_close_matches

    if not _is_path(name):
        shipped = data_folder("rules") / name
        if (shipped / "pack.yaml").is_file():
            return _load_shipped(shipped)
        known = shipped_pack_ids()
        close = get_close_matches(name, known, n=1, cutoff=0.5)
        hint = f"; did you mean {close[0]!r}?" if close else "."
        raise UsageError(
            f"there is no pack {name!r}{hint} The packs are {', '.join(known)}; a file is named with its path."
        )
    path = Path(name)
    if not path.exists():
        raise UsageError(f"there is no pack at {name!r}")
    return load_pack_source(path)


def load_packs(names: Iterable[str] = DEFAULT_PACKS) -> tuple[Pack, ...]:
    """Several packs, each once. Raises PackError when two share an id, a code or a rule name, and as load_pack does."""
    packs = tuple(load_pack(name) for name in dict.fromkeys(names))
    owners: dict[str, str] = {}
    for pack in packs:
        keys = [("id", pack.id)]
        for rule in pack.rules:
            keys += [("code", rule.code), ("name", rule.name)]
        for what, key in keys:
            if key in owners:
                raise PackError(
                    f"the packs {owners[key]} and {pack.id} both have the {what} {key}; load one of them"
                )
            owners[key] = pack.id
    return packs


@cache
def _load_shipped(folder: Path) -> Pack:
    files = pack_files(folder)
    digest = digest_of(files)
    data = read_compiled(folder, digest)
    return build_pack(data, digest) if data is not None else load_pack_source(folder)


def pack_files(path: Path) -> list[Path]:
    """The files of a pack: the file itself, or ``pack.yaml`` and then every other YAML file of the folder by name."""
    if path.is_file():
        return [path]
    others = sorted(
        file for file in path.iterdir() if file.suffix in (".yaml", ".yml") and file.name != "pack.yaml"
    )
    return [path / "pack.yaml", *others]


def load_pack_source(path: Path) -> Pack:
    """A pack from its YAML, with every check on it. Raises PackError with path, line and column of the first mistake."""
    from trustlint.packs.consistency import find_mistake

    data, files = read_pack_data(path)
    pack = build_pack(data, digest_of(files))
    mistake = find_mistake(pack)
    if mistake is not None:
        from trustlint.packs.strict import place_in_pack

        where, what = mistake
        raise PackError(f"{place_in_pack(files, where)}: {what}")
    return pack


def read_pack_data(path: Path) -> tuple[dict[str, Any], list[Path]]:
    """The merged plain data of a pack, each file checked against pack.schema.json. Raises PackError."""
    from trustlint.packs.strict import read_strict

    files = pack_files(path)
    if not files[0].is_file():
        raise PackError(f"{path}: a pack folder needs a pack.yaml")
    data = read_strict(files[0], part=False)
    for file in files[1:]:
        more = read_strict(file, part=True)
        for name in ("criteria", "rules"):
            data.setdefault(name, []).extend(more.get(name, []))
    return data, files


def _is_path(name: str) -> bool:
    return "/" in name or "\\" in name or name.endswith((".yaml", ".yml")) or name in (".", "..")
