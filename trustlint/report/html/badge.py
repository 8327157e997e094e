"""What the page shows of one document, as plain data for the templates."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from trustlint.model.finding import Finding
from trustlint.model.outcome import Verdict
from trustlint.model.report import CriterionResult, DocumentResult, PackInfo
from trustlint.report.annotation import criterion_name
from trustlint.report.blame import Gatekeeper, told_by, untold
from trustlint.report.html.entry import Entry, Review, of_criterion, of_finding, review_of
from trustlint.report.html.look import (
    ORDER,
    VERDICTS,
    Chip,
    Segment,
    State,
    bar,
    state_chip,
    state_of,
    validity_chip,
)
from trustlint.report.html.scorecard import PackCard, pack_cards
from trustlint.report.safe_text import bounded
from trustlint.report.wording import count, kind_line, open_badge_verdict, standing, trusted_verdict

_MOST_ENTRIES = 60
_MOST_OF_A_FOLDER = 120
_UNDONE = (Verdict.FAIL, Verdict.ERROR, Verdict.NOT_ASSESSED)


class Badge(NamedTuple):
    """One document.

    anchor: its id in the page; folder, file, part: its name; refused: whether it keeps the gate shut; must: what to mend for
    the gate; should: what else could be better; waived: what an exception lets pass; review: what people have still to judge;
    more: a sentence when not all of that is listed.
    """

    anchor: str
    folder: str
    file: str
    part: str
    refused: bool
    state: State
    chip: Chip
    validity: Chip
    kind: str
    valid: str
    trusted: str
    standing: tuple[tuple[str, str], ...]
    required: tuple[tuple[Chip, int], ...]
    required_bar: tuple[Segment, ...]
    packs: tuple[PackCard, ...]
    must: tuple[Entry, ...]
    should: tuple[Entry, ...]
    waived: tuple[Entry, ...]
    review: tuple[Review, ...]
    more: str
    broken: tuple[str, ...]
    sha256: str
    origin: str
    recognised: str

    @property
    def summary(self) -> str:
        """``2 to fix, 3 to improve, 1 to review``."""
        parts = []
        parts += [f"{len(self.must)} to fix"] if self.must else []
        parts += [f"{len(self.should)} to improve"] if self.should else []
        parts += [f"{len(self.review)} to review"] if self.review else []
        return ", ".join(parts) or "nothing to do"

    def without_details(self) -> Badge:
        """What a list of many needs."""
        return self._replace(packs=(), must=(), should=(), waived=(), review=(), broken=(), more="")


class Reader:
    """Turns the documents of one run into what the page shows of them."""

    def __init__(self, gate: Gatekeeper, packs: dict[str, PackInfo], verify: bool) -> None:
        self._gate = gate
        self._packs = packs
        self._verify = verify

    def read(self, result: DocumentResult, number: int) -> Badge:
        """number: of the document in the run, from 1; ids in the page are made of it."""
        anchor = f"b{number}"
        must, should, waived = self._entries(result, anchor)
        kept = (must[:_MOST_ENTRIES], should[:_MOST_ENTRIES], waived[:_MOST_ENTRIES])
        left = len(must) + len(should) + len(waived) - sum(map(len, kept))
        anchors = {entry.name: entry.anchor for entries in kept for entry in entries if entry.name}
        review = [
            review_of(result.path, criterion, f"{anchor}r{place}")
            for place, criterion in enumerate(_of(result, Verdict.NEEDS_REVIEW), 1)
        ][:_MOST_ENTRIES]
        anchors.update({each.name: each.anchor for each in review})
        folder, file = split_path(result.path)
        trusted = result.trusted
        required = _required(trusted.required) if trusted else ()
        return Badge(
            anchor=anchor,
            folder=folder,
            file=file,
            part=bounded(result.part or ""),
            refused=is_refused(result, self._gate),
            state=state_of(result),
            chip=state_chip(result),
            validity=validity_chip(result),
            kind=kind_line(result.kind) if result.read else "",
            valid=bounded(open_badge_verdict(result)),
            trusted=bounded(trusted_verdict(trusted)) if trusted else "",
            standing=tuple(
                (name, bounded(sentence)) for name, sentence in standing(result, whole=self._verify).items()
            ),
            required=required,
            required_bar=bar((chip.tone, number) for chip, number in required),
            packs=pack_cards(result, self._packs, anchors),
            must=kept[0],
            should=kept[1],
            waived=kept[2],
            review=tuple(review),
            more=f"{count(left, 'more entry', 'more entries')} not listed here; the JSON report has them."
            if left
            else "",
            broken=tuple(map(bounded, result.errors[:_MOST_ENTRIES])),
            sha256=result.sha256 or "",
            origin=", ".join(result.origin),
            recognised=bounded(result.kind.reason) if result.kind else "",
        )

    def _entries(
        self, result: DocumentResult, anchor: str
    ) -> tuple[tuple[Entry, ...], tuple[Entry, ...], tuple[Entry, ...]]:
        """What the gate demands, what else is not well, and what is waived; each in the order of how grave it is."""
        told = told_by(result)
        must: list[Entry] = []
        should: list[Entry] = []
        waived: list[Entry] = []
        number = 0
        for group in _alike(sorted(untold(result, told), key=lambda each: each.severity.rank)):
            number += 1
            entry = of_finding(result.path, group, f"{anchor}e{number}")
            if group[0].waiver is not None:
                waived.append(entry)
            else:
                (must if self._gate.refuses(group[0]) or not result.read else should).append(entry)
        for criterion in self._by_level(result):
            number += 1
            findings = told.get(criterion_name(criterion), [])
            entry = of_criterion(
                result.path, criterion, findings, self._packs.get(criterion.pack), f"{anchor}e{number}"
            )
            if criterion.verdict is Verdict.WAIVED:
                waived.append(entry)
            else:
                demanded = self._gate.demands(result, criterion) and not criterion.known
                (must if demanded else should).append(entry)
        return tuple(must), tuple(should), tuple(waived)

    def _by_level(self, result: DocumentResult) -> list[CriterionResult]:
        return sorted(_of(result, *_UNDONE, Verdict.WAIVED), key=self._height)

    def _height(self, criterion: CriterionResult) -> int:
        info = self._packs.get(criterion.pack)
        ladder = [level.id for level in info.levels] if info else []
        return ladder.index(criterion.level) if criterion.level in ladder else len(ladder)


def is_refused(result: DocumentResult, gate: Gatekeeper) -> bool:
    """Whether the gate is not met for a document."""
    return (
        not result.read
        or bool(result.errors)
        or any(gate.refuses(finding) for finding in result.findings)
        or any(
            gate.demands(result, each) and each.verdict in _UNDONE and not each.known
            for each in result.criteria
        )
    )


def split_path(path: str) -> tuple[str, str]:
    """The folder, with its last separator, and the name of the file; of a long folder the end."""
    folder, separator, file = path.rpartition("/")
    start = folder[-_MOST_OF_A_FOLDER:]
    return (bounded(("…" if len(folder) > len(start) else "") + start + separator), bounded(file))


def _of(result: DocumentResult, *verdicts: Verdict) -> list[CriterionResult]:
    return [criterion for criterion in result.criteria if criterion.verdict in verdicts]


def _alike(findings: list[Finding]) -> list[list[Finding]]:
    """Findings that say the very same of several places, together."""
    groups: dict[tuple[str, str, bool], list[Finding]] = {}
    for finding in findings:
        groups.setdefault((finding.code, finding.message, finding.waiver is None), []).append(finding)
    return [*groups.values()]


def _required(counts: Mapping[str, int]) -> tuple[tuple[Chip, int], ...]:
    """Per verdict that occurs, how many required criteria have it; without those that do not apply."""
    return tuple(
        (VERDICTS[verdict], counts[verdict.value]) for verdict in ORDER if counts.get(verdict.value, 0) > 0
    )
