"""The scorecard of one document on the page: per pack and level a row for each criterion."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from trustlint.model.outcome import Verdict
from trustlint.model.report import CriterionResult, DocumentResult, PackInfo, PackResult
from trustlint.report.annotation import criterion_name
from trustlint.report.html.entry import answers_of
from trustlint.report.html.look import VERDICTS, Chip
from trustlint.report.safe_text import bounded
from trustlint.report.scorecard import aside_sentences, score_line
from trustlint.report.wording import (
    CERTAINTY_WORDS,
    STEP_WORDS,
    next_level_line,
    pack_heading,
    verdict_counts,
)

_ANSWERED = ("attested", "reviewers")


class Row(NamedTuple):
    """anchor: of what there is to do about it, empty when there is nothing."""

    chip: Chip
    code: str
    title: str
    certainty: str
    note: str
    answers: tuple[str, ...]
    anchor: str


class LevelTable(NamedTuple):
    title: str
    counts: str
    rows: tuple[Row, ...]


class PackCard(NamedTuple):
    """aside: why criteria do not apply; doubts: what the certainties mean that stand behind titles; next_level, steps: when asked for."""

    heading: str
    status: str
    score: str
    levels: tuple[LevelTable, ...]
    aside: tuple[str, ...]
    doubts: tuple[str, ...]
    next_level: str
    steps: tuple[tuple[str, str, str], ...]


def pack_cards(
    result: DocumentResult, packs: Mapping[str, PackInfo], anchors: Mapping[str, str]
) -> tuple[PackCard, ...]:
    """A card for each pack with criteria; anchors: where in the page each ``pack/criterion`` is told."""
    by_pack: dict[str, list[CriterionResult]] = {pack: [] for pack in packs}
    for criterion in result.criteria:
        by_pack.setdefault(criterion.pack, []).append(criterion)
    standings = {pack.id: pack for pack in result.packs}
    return tuple(
        _card(result, pack, criteria, standings.get(pack), packs, anchors)
        for pack, criteria in by_pack.items()
        if criteria
    )


def _card(
    result: DocumentResult,
    pack: str,
    criteria: list[CriterionResult],
    standing: PackResult | None,
    packs: Mapping[str, PackInfo],
    anchors: Mapping[str, str],
) -> PackCard:
    info = packs.get(pack)
    titles = {level.id: level.title for level in info.levels} if info else {}
    aside = [each for each in criteria if each.verdict is Verdict.NOT_APPLICABLE]
    by_level: dict[str, list[CriterionResult]] = {level: [] for level in titles}
    for criterion in criteria:
        if criterion.verdict is not Verdict.NOT_APPLICABLE:
            by_level.setdefault(criterion.level, []).append(criterion)
    doubtful = {each.certainty for listed in by_level.values() for each in listed}
    following = standing.next_level if standing else None
    return PackCard(
        heading=bounded(pack_heading(pack, packs)),
        status=bounded(standing.status) if standing else "",
        score=score_line(standing) if standing and standing.score is not None else "",
        levels=tuple(
            LevelTable(
                bounded(titles.get(level) or level),
                verdict_counts(listed),
                tuple(_row(criterion, anchors) for criterion in listed),
            )
            for level, listed in by_level.items()
            if listed
        ),
        aside=tuple(map(bounded, aside_sentences(result, aside))),
        doubts=tuple(f"{each}: {words}" for each, words in CERTAINTY_WORDS.items() if each in doubtful),
        next_level=bounded(next_level_line(standing, packs)) if standing and following else "",
        steps=tuple((step.criterion, STEP_WORDS[step.kind], bounded(step.text)) for step in following.steps)
        if following
        else (),
    )


def _row(criterion: CriterionResult, anchors: Mapping[str, str]) -> Row:
    calm = criterion.verdict in (Verdict.PASS, Verdict.NOT_APPLICABLE)
    by_people = criterion.reason.startswith(_ANSWERED)
    return Row(
        chip=VERDICTS[criterion.verdict],
        code=criterion.id,
        title=bounded(criterion.title),
        certainty=criterion.certainty if criterion.certainty != "read" else "",
        note="" if calm and not criterion.attestations else bounded(criterion.message),
        answers=answers_of(criterion) if calm and not by_people else (),
        anchor=anchors.get(criterion_name(criterion), ""),
    )
