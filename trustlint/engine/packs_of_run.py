"""Which packs a run uses, and what its report says of them."""

from __future__ import annotations

from trustlint.engine.gate import split_requirement
from trustlint.engine.options import CheckOptions
from trustlint.errors import UsageError
from trustlint.model.report import LevelInfo, PackInfo, RuleInfo
from trustlint.packs.load import load_pack, load_packs
from trustlint.packs.model import Pack


def packs_of(options: CheckOptions) -> tuple[tuple[Pack, ...], tuple[str, ...]]:
    """The packs asked for, with those that are only named by ``require``; and ``require`` with ids instead of paths."""
    names = list(options.packs)
    packs = load_packs(names)
    ids = {pack.id: pack.digest for pack in packs}
    require = []
    for item in options.require:
        name, level = split_requirement(item)
        if name not in ids:
            try:
                pack = load_pack(name)
            except UsageError as error:
                raise UsageError(str(error), ("require", item)) from None
            if ids.get(pack.id) != pack.digest:
                names.append(name)
                ids[pack.id] = pack.digest
            name = pack.id
        require.append(f"{name}:{level}" if level else name)
    return packs if len(names) == len(options.packs) else load_packs(names), tuple(require)


def pack_info(pack: Pack, rules: tuple[RuleInfo, ...] = ()) -> PackInfo:
    """Which pack was used, so that a verdict can be traced; rules: those selected, where the report lists them."""
    return PackInfo(
        pack.id,
        pack.title,
        pack.version,
        pack.digest,
        pack.status,
        pack.source.get("date"),
        dict(pack.source),
        tuple(LevelInfo(level.id, level.title) for level in pack.levels),
        tuple(extension.to_dict() for extension in pack.extends),
        rules,
    )
