"""From two paths to a Comparison."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from trustlint.comparing.differences import Differences
from trustlint.comparing.links import compare_links
from trustlint.comparing.pairs import Loaded, Loading, Pair, load, pair
from trustlint.comparing.verdicts import Judge, side_by_side
from trustlint.credential.inner import inner_credentials
from trustlint.credential.kinds import detect
from trustlint.credential.tree import tree_of
from trustlint.credential.versions import Version, change_of_version
from trustlint.credential.view import Follow
from trustlint.engine.options import CheckOptions
from trustlint.engine.session import VALIDITY_PACK
from trustlint.model.comparison import Change, Comparison, DocumentComparison, Fate, Links, SideInfo, Unread
from trustlint.model.kind import Kind
from trustlint.version import __version__


def compare_paths(
    before: str,
    after: str,
    options: CheckOptions,
    *,
    links: Sequence[str] = (),
    stdin: Callable[[], bytes] | None = None,
) -> Comparison:
    """Compare two files or folders. ``links``: further files that links of Open Badges 2.0 may lead to.

    Whether either side is a valid Open Badge is told whatever the packs. Both sides are held in memory. Raises UsageError and PackError.
    """
    options = replace(options, packs=tuple(dict.fromkeys((VALIDITY_PACK, *options.packs))))
    sides = load("before", before, links, stdin=stdin), load("after", after, links, stdin=stdin)
    judges = tuple(Judge(options, side.links) for side in sides)
    documents, unread = [], [*sides[0].unread, *sides[1].unread]
    for matched in pair(*_unpacked(sides[0].documents, sides[1].documents)):
        comparison, faults = _compare(matched, sides, judges)
        documents.append(comparison)
        unread += faults
    packs = tuple((pack.id, pack.version) for pack in judges[0].packs)
    return Comparison(
        __version__, options.now.isoformat(timespec="seconds"), packs, tuple(documents), tuple(unread)
    )


def _unpacked(before: Sequence[Loaded], after: Sequence[Loaded]) -> tuple[list[Loaded], list[Loaded]]:
    """Both sides, with the credentials of a CLR as documents beside it where only one side has a CLR."""
    holds = [any(_model(loaded.kind) == "clr2" for loaded in side) for side in (before, after)]
    if holds[0] == holds[1]:
        return [*before], [*after]
    unpacked: list[list[Loaded]] = []
    for side in (before, after):
        found: list[Loaded] = []
        for loaded in side:
            found.append(loaded)
            if _model(loaded.kind) == "clr2":
                for path, data in inner_credentials(loaded.kind, loaded.document.data):
                    found.append(Loaded(loaded.document.within(path), detect(data).kind))
        unpacked.append(found)
    return unpacked[0], unpacked[1]


def _compare(
    matched: Pair, sides: tuple[Loading, Loading], judges: tuple[Judge, ...]
) -> tuple[DocumentComparison, list[Unread]]:
    infos: list[SideInfo | None] = []
    results, faults = [], []
    for name, loaded, judge in zip(("before", "after"), (matched.before, matched.after), judges, strict=True):
        if loaded is None:
            infos.append(None)
            continue
        result = judge.judge(loaded.document)
        results.append(result)
        document = loaded.document
        infos.append(SideInfo(document.path, document.part, loaded.kind, result.valid))
        if result.errors:
            message = f"not all rules could be run: {', '.join(result.errors)}; please report it"
            faults.append(Unread(name, document.name, message))
    if matched.before is None or matched.after is None:
        return DocumentComparison(infos[0], infos[1]), faults
    follows = sides[0].links.follow, sides[1].links.follow
    changes, links, title = compare_documents(matched.before, matched.after, *follows)
    crosses = _model(matched.before.kind) != _model(matched.after.kind)
    verdicts = side_by_side(results[0], results[1], crosses=crosses)
    compared = DocumentComparison(
        infos[0], infos[1], matched.matched_by, title, tuple(changes), links, verdicts
    )
    return compared, faults


def compare_documents(
    before: Loaded, after: Loaded, follow_before: Follow | None = None, follow_after: Follow | None = None
) -> tuple[list[Change], Links, str | None]:
    """What became of every value of a document, whether its links hold, and what version changed, if any."""
    crosses = _model(before.kind) != _model(after.kind)
    version = change_of_version(_model(before.kind), _model(after.kind)) if crosses else None
    places, without = _moved(version, after.kind)
    names = version.older_names() if version is not None else None
    old = tree_of(before.document.data, before.kind, follow_before, older_names=names)
    new = tree_of(after.document.data, after.kind, follow_after, places, without)
    title = _change_title(before.kind, after.kind, version)
    found = Differences(old, new, version, crosses=crosses, new_version=title is not None and not crosses)
    links = compare_links(before.document.data, after.document.data, found.renamed)
    return _in_order(found.changes), links, title


def _moved(version: Version | None, kind: Kind | None) -> tuple[dict[str, str] | None, tuple[str, ...]]:
    """Entities of the newer document that are where fields.yaml does not have them, and the fields that stand there."""
    moved = version.places.get(kind.type, {}) if version is not None and kind is not None else {}
    places: dict[str, Any] = {
        entity: {"path": place["path"], "optional": True} for entity, place in moved.items()
    }
    return places or None, tuple(place["instead_of"] for place in moved.values())


def _change_title(before: Kind | None, after: Kind | None, version: Version | None) -> str | None:
    if version is not None:
        return version.title
    if before is None or after is None:
        return None
    if before.model != after.model:
        return f"{before.standard} to {after.standard}"
    titles = [
        f"{kind.standard}{f', version {kind.version}' if kind.version else ''}"
        f"{f' on VC {kind.data_model}' if kind.data_model else ''}"
        for kind in (before, after)
    ]
    return f"{titles[0]} to {titles[1]}" if titles[0] != titles[1] else None


def _model(kind: Kind | None) -> str:
    return kind.model if kind is not None else ""


_GRAVEST = (Fate.LOST, Fate.ALTERED, Fate.ADDED, Fate.ELSEWHERE, Fate.VERSION, Fate.KEPT)


def _in_order(changes: list[Change]) -> list[Change]:
    """The gravest first; each once, as two fields may be the same value of a model."""
    return sorted(dict.fromkeys(changes), key=lambda change: _GRAVEST.index(change.fate))
