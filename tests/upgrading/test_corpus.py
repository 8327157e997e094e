"""Every Open Badges 2.0 file, real and broken: it upgrades, a sound one soundly, and no loss goes untold."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from trustlint.comparing.compare import compare_documents
from trustlint.comparing.pairs import Loaded
from trustlint.comparing.verdicts import Judge, side_by_side
from trustlint.credential.kinds import detect
from trustlint.engine.links import LinkIndex
from trustlint.engine.options import CheckOptions
from trustlint.model.comparison import LOSSES, Fate, Side
from trustlint.model.finding import Severity
from trustlint.model.kind import Kind
from trustlint.model.pointer import Path as Steps
from trustlint.model.pointer import to_pointer
from trustlint.model.upgrade import Upgrade
from trustlint.source.document import Document
from trustlint.source.read import Input, read_documents
from trustlint.upgrading.upgrade import Upgrader

OPTIONS = CheckOptions(packs=("open-badges", "trusted-credential"), now=datetime(2026, 11, 23, tzinfo=UTC))
Case = tuple[Document, Kind, Upgrade]


def files(root: Path, shared: Path) -> list[Input]:
    ours = [*(root / "fixtures").rglob("*.json"), *(root / "rules" / "bases").glob("*.json")]
    real = [path for path in (shared / "corpus").rglob("*") if path.is_file()]
    return [Input(str(path), True) for path in (*sorted(ours), *sorted(real))]


@pytest.fixture(scope="module")
def links(root: Path, shared: Path) -> LinkIndex:
    return LinkIndex(files(root, shared))


@pytest.fixture(scope="module")
def cases(root: Path, shared: Path, links: LinkIndex) -> list[Case]:
    upgrader = Upgrader(OPTIONS, links)
    found = [
        (document, kind, upgrader.upgrade(document, kind))
        for document, kind in badges(files(root, shared))
        if upgrader.version_of(kind) is not None
    ]
    assert len(found) > 150
    return found


def badges(inputs: list[Input]) -> Iterator[tuple[Document, Kind]]:
    for source in inputs:
        for document in read_documents(source):
            kind = detect(document.data).kind if document.usable else None
            if kind is not None and kind.model == "ob2":
                yield document, kind


def test_a_sound_badge_becomes_a_sound_badge(cases: list[Case], links: LinkIndex) -> None:
    """What a check of the source only warned of may be an error in 3.0; it is never one out of nothing."""
    judge = Judge(OPTIONS, links)
    sound = 0
    for document, _, upgrade in cases:
        if upgrade.data is None or not upgrade.was_valid:
            continue
        sound += 1
        if not upgrade.valid:
            warned = [
                item
                for item in judge.judge(document).findings
                if item.severity is not Severity.NOTE and item.pack == "open-badges"
            ]
            assert warned, (document.name, upgrade.findings)
    assert sound > 100


def test_only_what_cannot_be_upgraded_is_not(cases: list[Case]) -> None:
    for document, _, upgrade in cases:
        if upgrade.data is None:
            assert upgrade.problem is not None
            assert upgrade.problem.startswith(
                ("it is revoked", "its badge class", "it names no badge class")
            ), document.name


def test_compare_finds_no_loss_that_upgrade_does_not_list(cases: list[Case], links: LinkIndex) -> None:
    for document, kind, upgrade in cases:
        if upgrade.data is None:
            continue
        after = Document.from_data(upgrade.data)
        changes, found, _ = compare_documents(
            Loaded(document, kind), Loaded(after, detect(after.data).kind), links.follow
        )
        listed = [item.source for item in (*upgrade.lost, *upgrade.left_behind)]
        told = [item.before for item in changes if item.fate in LOSSES and item.before is not None]
        assert [side for side in told if not any(_overlap(side, other) for other in listed)] == [], (
            document.name
        )
        assert found.broken == (), document.name
        # And nothing that upgrade calls lost is kept.
        gone = [item.before for item in changes if item.fate is not Fate.KEPT and item.before is not None]
        for item in upgrade.lost:
            assert any(_overlap(item.source, side) for side in gone), (document.name, item)


def test_every_value_of_the_source_is_accounted_for(cases: list[Case]) -> None:
    for document, _, upgrade in cases:
        if upgrade.data is None:
            continue
        told = [item.source for item in (*upgrade.carried, *upgrade.lost, *upgrade.left_behind)]
        followed = {side.document for side in told}
        places = {side.pointer for side in told if side.document is None}
        for path, value in leaves(document.data):
            is_of_version = any(step in ("@context", "type") for step in path)
            if is_of_version or value in followed:
                continue
            around = {to_pointer(path[:length]) for length in range(len(path) + 1)}
            assert places & around, (document.name, path)


def leaves(value: Any, path: Steps = ()) -> Iterator[tuple[Steps, Any]]:
    if isinstance(value, dict):
        for name, child in value.items():
            yield from leaves(child, (*path, name))
    elif isinstance(value, list):
        for index, child in enumerate(value):
            yield from leaves(child, (*path, index))
    elif value is not None:
        yield path, value


def test_a_verdict_is_worse_only_for_what_was_lost(cases: list[Case], links: LinkIndex) -> None:
    before, after = Judge(OPTIONS, links), Judge(OPTIONS, LinkIndex())
    for document, _, upgrade in cases:
        if upgrade.data is None:
            continue
        judged = before.judge(document), after.judge(Document.from_data(upgrade.data))
        worse = {item.id for item in side_by_side(*judged, crosses=True) if item.worse}
        text = " ".join(item.source.pointer for item in upgrade.lost).lower()
        assert worse <= {"TC-13", "TC-15"}, document.name
        assert "TC-13" not in worse or "assessment" in text, document.name
        assert "TC-15" not in worse or "endorsement" in text, document.name


def _overlap(side: Side, other: Side) -> bool:
    """Whether one place is, or is within, the other."""
    places = f"{side.pointer}/", f"{other.pointer}/"
    return side.document == other.document and (
        places[0].startswith(places[1]) or places[1].startswith(places[0])
    )
