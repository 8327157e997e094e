"""What many documents have in common: counts per criterion, the most common gaps, and the heat map. Bounded in memory."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from trustlint.model.finding import Finding, Severity
from trustlint.model.outcome import Verdict
from trustlint.model.report import CriterionResult, DocumentResult, PackInfo
from trustlint.report.annotation import criterion_name, title_of
from trustlint.report.blame import told_by, untold
from trustlint.report.html.badge import Badge
from trustlint.report.html.look import ORDER, SEVERITIES, VERDICTS, Chip, Segment, bar
from trustlint.report.safe_text import bounded
from trustlint.report.wording import pack_heading

MOST_HEAT_ROWS = 500
_MOST_CRITERIA = 200
_MOST_CODES = 2_000
_MOST_GAPS = 10
_UNDONE = (Verdict.FAIL, Verdict.ERROR, Verdict.NOT_ASSESSED)


class CriterionLine(NamedTuple):
    """A criterion over all documents; counts: in the order of ``COLUMNS``; asked: of how many documents."""

    code: str
    title: str
    counts: tuple[int, ...]
    bar: tuple[Segment, ...]
    asked: int


class LevelChart(NamedTuple):
    title: str
    lines: tuple[CriterionLine, ...]


class PackChart(NamedTuple):
    """others: whether a criterion is waived, broke off or was left out anywhere, and so a column is needed for that."""

    heading: str
    levels: tuple[LevelChart, ...]
    silent: tuple[str, ...]
    others: bool


class Gap(NamedTuple):
    """What is wrong in many documents; example: a message of one, first: that one's anchor and name."""

    chip: Chip
    code: str
    title: str
    number: int
    asked: int
    example: str
    first: str
    file: str


class HeatColumn(NamedTuple):
    code: str
    title: str


class HeatGroup(NamedTuple):
    """The columns of a level of a pack."""

    title: str
    columns: tuple[HeatColumn, ...]


class HeatRow(NamedTuple):
    """folder: the two last ones; gaps: the number of criteria that are not met or not known."""

    anchor: str
    folder: str
    file: str
    part: str
    cells: tuple[Chip, ...]
    gaps: int


class _Criterion:
    def __init__(self, criterion: CriterionResult) -> None:
        self.pack, self.id, self.level = criterion.pack, criterion.id, criterion.level
        self.title = bounded(criterion.title)
        self.counts: Counter[Verdict] = Counter()
        self.example: tuple[str, str, str] = ("", "", "")

    @property
    def asked(self) -> int:
        return self.counts.total() - self.counts[Verdict.NOT_APPLICABLE]


class _Code:
    def __init__(self, finding: Finding, badge: Badge) -> None:
        self.finding = finding._replace(excerpt=None, message=bounded(finding.message))
        self.documents = 0
        self.badge = (badge.anchor, badge.file)


class Tally:
    """Adds up the documents of a run; judged: the number of those of which a criterion is asked."""

    def __init__(self, packs: dict[str, PackInfo]) -> None:
        self.judged = 0
        self._packs = packs
        self._criteria: dict[str, _Criterion] = {}
        self._codes: dict[str, _Code] = {}
        self._rows: list[tuple[Badge, dict[str, Verdict]]] = []

    def add(self, result: DocumentResult, badge: Badge) -> None:
        """Count a document, and keep its row of the heat map while there is room."""
        verdicts: dict[str, Verdict] = {}
        for criterion in result.criteria:
            name = criterion_name(criterion)
            known = self._criteria.get(name)
            if known is None:
                if len(self._criteria) >= _MOST_CRITERIA:
                    continue
                known = self._criteria[name] = _Criterion(criterion)
            known.counts[criterion.verdict] += 1
            verdicts[name] = criterion.verdict
            if criterion.verdict is Verdict.FAIL and not known.example[1]:
                known.example = (bounded(criterion.message), badge.anchor, badge.file)
        if any(verdict is not Verdict.NOT_APPLICABLE for verdict in verdicts.values()):
            self.judged += 1
            if len(self._rows) < MOST_HEAT_ROWS:
                self._rows.append((badge.without_details(), verdicts))
        first: dict[str, Finding] = {}
        for finding in untold(result, told_by(result)):
            if finding.waiver is None:
                first.setdefault(finding.code, finding)
        for code, finding in first.items():
            if code not in self._codes and len(self._codes) < _MOST_CODES:
                self._codes[code] = _Code(finding, badge)
            if code in self._codes:
                self._codes[code].documents += 1

    def charts(self) -> tuple[PackChart, ...]:
        """Per pack and level, how many documents meet each criterion."""
        return tuple(self._chart(pack, levels) for pack, levels in self._ordered().items())

    def _chart(self, pack: str, levels: dict[str, list[_Criterion]]) -> PackChart:
        asked = {level: [each for each in listed if each.asked] for level, listed in levels.items()}
        silent = [each.id for listed in levels.values() for each in listed if not each.asked]
        others = any(_others(each) for listed in asked.values() for each in listed)
        return PackChart(
            bounded(pack_heading(pack, self._packs)),
            tuple(
                LevelChart(bounded(self._level(pack, level)), tuple(map(_line, listed)))
                for level, listed in asked.items()
                if listed
            ),
            tuple(silent),
            others,
        )

    def common_criteria(self) -> tuple[Gap, ...]:
        """The criteria that most documents do not meet."""
        failing = [each for each in self._criteria.values() if each.counts[Verdict.FAIL]]
        failing.sort(key=lambda each: -each.counts[Verdict.FAIL])
        return tuple(
            Gap(
                VERDICTS[Verdict.FAIL],
                each.id,
                each.title,
                each.counts[Verdict.FAIL],
                each.asked,
                *each.example,
            )
            for each in failing[:_MOST_GAPS]
        )

    def common_findings(self) -> tuple[Gap, ...]:
        """The rules that most documents break, and that no criterion tells; mere notes behind all others."""
        codes = sorted(
            self._codes.values(),
            key=lambda each: (
                each.finding.severity is Severity.NOTE,
                -each.documents,
                each.finding.severity.rank,
            ),
        )
        return tuple(
            Gap(
                SEVERITIES[each.finding.severity],
                each.finding.code,
                bounded(title_of(each.finding)),
                each.documents,
                0,
                each.finding.message,
                *each.badge,
            )
            for each in codes[:_MOST_GAPS]
        )

    def heat(self) -> tuple[tuple[HeatGroup, ...], tuple[HeatRow, ...]]:
        """The columns of the heat map, without criteria that are asked of no document, and its rows."""
        groups = []
        names: list[str] = []
        for pack, levels in self._ordered().items():
            for level, listed in levels.items():
                asked = [each for each in listed if each.asked]
                if asked:
                    names += [f"{each.pack}/{each.id}" for each in asked]
                    columns = tuple(HeatColumn(each.id, each.title) for each in asked)
                    groups.append(HeatGroup(bounded(self._level(pack, level)), columns))
        rows = []
        for badge, verdicts in self._rows:
            found = [verdicts.get(name, Verdict.NOT_APPLICABLE) for name in names]
            gaps = sum(verdict in _UNDONE for verdict in found)
            cells = tuple(VERDICTS[verdict] for verdict in found)
            folder = (
                "/".join(badge.folder.rsplit("/", 3)[1:]) if badge.folder.count("/") > 2 else badge.folder
            )
            rows.append(HeatRow(badge.anchor, folder, badge.file, badge.part, cells, gaps))
        return tuple(groups), tuple(rows)

    def _ordered(self) -> dict[str, dict[str, list[_Criterion]]]:
        """Criteria by pack and level, in the order of the header; what is not in it behind."""
        ordered: dict[str, dict[str, list[_Criterion]]] = {
            pack: {level.id: [] for level in info.levels} for pack, info in self._packs.items()
        }
        for each in sorted(self._criteria.values(), key=lambda each: each.id):
            ordered.setdefault(each.pack, {}).setdefault(each.level, []).append(each)
        return {pack: levels for pack, levels in ordered.items() if any(levels.values())}

    def _level(self, pack: str, level: str) -> str:
        info = self._packs.get(pack)
        titles = {each.id: each.title for each in info.levels} if info else {}
        return titles.get(level) or level


def _line(each: _Criterion) -> CriterionLine:
    counts = each.counts
    return CriterionLine(
        each.id,
        each.title,
        (counts[Verdict.PASS], counts[Verdict.NEEDS_REVIEW], counts[Verdict.FAIL], _others(each)),
        bar((VERDICTS[verdict].tone, counts[verdict]) for verdict in ORDER),
        each.asked,
    )


def _others(each: _Criterion) -> int:
    return each.counts[Verdict.WAIVED] + each.counts[Verdict.ERROR] + each.counts[Verdict.NOT_ASSESSED]
