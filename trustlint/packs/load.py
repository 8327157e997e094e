"""Packs from disk: the shipped ones by id, others by path. Strict, with the place of every mistake."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from trustlint.data_files import data_folder, digest_of, digest_of_all, read_compiled
from trustlint.errors import PackError, UsageError
from trustlint.model.pointer import Path as Pointer
from trustlint.packs.build import build_pack
from trustlint.packs.model import Extension, Pack

DEFAULT_PACKS = ("open-badges", "trusted-credential")


def shipped_pack_ids() -> tuple[str, ...]:
    """Ids of the packs that come with trustlint."""
    return tuple(
        sorted(folder.name for folder in data_folder("rules").iterdir() if (folder / "pack.yaml").is_file())
    )


def load_pack(name: str) -> Pack:
    """A pack by id, or by the path of a YAML file or a folder with ``pack.yaml``.

    An id is that of a pack that comes with trustlint or, only when there is none, one that an installed plug-in brings.
    Raises UsageError when there is no such pack, PackError when it is not usable.
    """
    place = find_pack(name)
    return _load_shipped(place) if place.parent == data_folder("rules") else load_pack_source(place)


def find_pack(name: str) -> Path:
    """File or folder of a pack, by id or path. Raises UsageError when there is none, PackError for a failing plug-in."""
    if is_path(name):
        if not Path(name).exists():
            raise UsageError(f"there is no pack at {name!r}", ("packs", name))
        return Path(name)
    shipped = data_folder("rules") / name
    if (shipped / "pack.yaml").is_file():
        return shipped
    from trustlint.packs.installed import find_installed_pack, installed_pack_ids

    installed = find_installed_pack(name)
    if installed is not None:
        return installed
    from difflib import get_close_matches

    known = (*shipped_pack_ids(), *installed_pack_ids())
    close = get_close_matches(name, known, n=1, cutoff=0.5)
    hint = f"; did you mean {close[0]!r}?" if close else "."
    raise UsageError(
        f"there is no pack {name!r}{hint} The packs are {', '.join(known)}; a file is named with its path.",
        ("packs", name),
    )


def load_packs(names: Iterable[str] = DEFAULT_PACKS) -> tuple[Pack, ...]:
    """Several packs, each once. Raises PackError when two share an id, a code or a rule name, and as load_pack does."""
    packs = tuple(load_pack(name) for name in dict.fromkeys(names))
    refuse_clashes(packs)
    return packs


def refuse_clashes(packs: Iterable[Pack]) -> None:
    """Raises PackError when two packs of a run share an id, a code or a rule name."""
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


@cache
def _load_shipped(folder: Path) -> Pack:
    files = pack_files(folder)
    digest = digest_of(files)
    data = read_compiled(folder, digest)
    if data is None or "extends" in data:
        return load_pack_source(folder)
    return build_pack(data, digest)


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

    whole = _read_whole(path, ())
    pack = build_pack(whole.data, whole.digest)._replace(extends=whole.extensions)
    mistake = find_mistake(pack)
    if mistake is not None:
        from trustlint.packs.strict import place_in_pack

        where, what = mistake
        raise PackError(f"{place_in_pack(whole.files, _own_place(where, whole, pack))}: {what}")
    return pack


class _Whole(NamedTuple):
    """All data of a pack, with what it takes over from others.

    own: number of criteria and rules that it writes down itself; places: where in its own data to point for the others.
    """

    data: dict[str, Any]
    digest: str
    files: list[Path]
    extensions: tuple[Extension, ...] = ()
    own: Mapping[str, int] = MappingProxyType({})
    places: Mapping[tuple[str, str], Pointer] = MappingProxyType({})


def _read_whole(path: Path, extending: tuple[Path, ...]) -> _Whole:
    """``extending``: the packs on the way here, each of which extends the next."""
    data, files = read_pack_data(path)
    digest = digest_of(files)
    if "extends" not in data:
        return _Whole(data, digest, files)
    from trustlint.packs.extend import Base, ExtensionError, extend
    from trustlint.packs.strict import place_in_pack

    trail = (*extending, path.resolve())

    def load_base(name: str) -> Base:
        place = files[0].parent / name if is_path(name) else Path(name)
        base = find_pack(str(place) if is_path(name) else name)
        if base.resolve() in trail:
            raise UsageError(f"the pack {name!r} extends itself, directly or through others")
        whole = _read_whole(base, trail)
        return Base(whole.data, whole.digest)

    try:
        extended = extend(data, load_base)
    except ExtensionError as error:
        raise PackError(f"{place_in_pack(files, error.where)}: {error.what}") from None
    except UsageError as error:
        raise PackError(f"{place_in_pack(files, ('extends',))}: {error}") from None
    whole_digest = digest_of_all([digest, *(extension.digest for extension in extended.extensions)])
    own = {name: len(data.get(name, ())) for name in ("criteria", "rules")}
    return _Whole(extended.data, whole_digest, files, extended.extensions, own, extended.places)


def _own_place(where: Pointer, whole: _Whole, pack: Pack) -> Pointer:
    """Where a mistake is in the pack's own data: for what is taken over, at the entry of ``extends`` that brought it."""
    if len(where) < 2 or where[0] not in ("criteria", "rules") or not isinstance(where[1], int):
        return where
    list_, number = where[0], where[1]
    if list_ == "criteria":  # A pack has them in the order of the rubric, its files in any.
        id_ = pack.criteria[number].id
        number = max(at for at, item in enumerate(whole.data["criteria"]) if item["id"] == id_)
    else:
        id_ = pack.rules[number].code
    if whole.extensions and number >= whole.own[list_]:
        return whole.places.get((list_, id_), ("extends",))
    return (list_, number, *where[2:])


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


def is_path(name: str) -> bool:
    """Whether the name of a pack is a path, and no id."""
    return "/" in name or "\\" in name or name.endswith((".yaml", ".yml")) or name in (".", "..")
