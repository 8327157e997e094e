"""The gate: whether what was asked of the documents holds, and the exit code that follows. The same for every format."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from trustlint.engine.options import NEVER, CheckOptions
from trustlint.engine.receiving import is_received, refused, unchecked
from trustlint.errors import UsageError
from trustlint.model.finding import Finding, Severity
from trustlint.model.outcome import Verdict
from trustlint.model.report import CriterionResult, DocumentResult, Footer, Gate, Ratchet, Summary
from trustlint.packs.model import Pack

EXIT_MET = 0
EXIT_NOT_MET = 1
EXIT_USAGE = 2
EXIT_INCOMPLETE = 3
EXIT_REVIEW = 4
EXIT_NOTHING = 5

MOST_REASONS = 20


def split_requirement(item: str) -> tuple[str, str]:
    """``PACK:LEVEL`` in its parts; the level is empty where there is none. A pack may be a path with a colon in it."""
    name, _, level = item.rpartition(":")
    if not name or "/" in level or "\\" in level:
        return item, ""
    return name, level


def required_levels(packs: tuple[Pack, ...], require: tuple[str, ...]) -> dict[str, str]:
    """Pack id to the level that documents must reach.

    Without ``require``, the first level of every pack that has levels. Raises UsageError for a level that a pack does
    not have.
    """
    from difflib import get_close_matches

    by_id = {pack.id: pack for pack in packs}
    if not require:
        return {pack.id: pack.levels[0].id for pack in packs if pack.levels}
    found: dict[str, str] = {}
    for item in require:
        name, level = split_requirement(item)
        pack = by_id.get(name)
        if pack is None or not pack.levels:
            raise UsageError(
                f"--require {item}: {f'the pack {name} has no levels' if pack else f'there is no pack {name}'}",
                ("require", item),
            )
        levels = [known.id for known in pack.levels]
        if level and level not in levels:
            close = get_close_matches(level, levels, n=1)
            hint = f"; did you mean {close[0]!r}?" if close else ""
            raise UsageError(
                f"--require {item}: the levels of {name} are {', '.join(levels)}{hint}", ("require", item)
            )
        found[name] = level or levels[0]
    return found


class _Weighed(NamedTuple):
    """verdicts: pack and verdict of each criterion; reviews: how many that are demanded await a person; reasons: why
    they keep the gate shut."""

    criteria: tuple[CriterionResult, ...]
    verdicts: tuple[tuple[str, str], ...]
    reviews: int
    reasons: tuple[str, ...]


_MOST_KNOWN = 256


class Tally:
    """Adds up documents as they are checked, and ends in the Footer of the report."""

    def __init__(self, packs: tuple[Pack, ...], required: dict[str, str], options: CheckOptions) -> None:
        self._options = options
        self._packs = {pack.id: pack for pack in packs}
        self._levels = self._levels_of(required)
        self._documents = self._valid = self._invalid = self._undecided = self._unread = self.skipped = 0
        self._findings = {severity.value: 0 for severity in Severity}
        self._criteria: dict[str, dict[str, int]] = {
            pack.id: {verdict.value: 0 for verdict in Verdict} for pack in packs if pack.criteria
        }
        self._trusted: dict[str, int] = {}
        self._why: list[str] = []
        self._failing = 0
        self._reviews = 0
        self._incomplete = 0
        self._missed = 0
        self._received = 0
        self._own_findings: tuple[Finding, ...] = ()
        self._known: dict[object, _Weighed] = {}
        self.ratchet: Ratchet | None = None
        self.notices: list[str] = []

    def add(self, result: DocumentResult) -> None:
        """Count one document."""
        self._documents += 1
        if not result.read:
            self._unread += 1
        elif result.valid is None:
            self._undecided += 1
        elif result.valid:
            self._valid += 1
        else:
            self._invalid += 1
        for finding in result.findings:
            self._findings[finding.severity.value] += 1
        weighed = self._weighed(result)
        for pack, verdict in weighed.verdicts:
            self._criteria[pack][verdict] += 1
        if result.trusted is not None:
            self._trusted[result.trusted.state] = self._trusted.get(result.trusted.state, 0) + 1
        self._judge(result, weighed)

    def _weighed(self, result: DocumentResult) -> _Weighed:
        """What the criteria of a document come to. The same verdicts come as the same object, for many documents."""
        key = (id(result.criteria), result.required)
        found = self._known.get(key)
        if found is None or found.criteria is not result.criteria:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            found = self._known[key] = self._weigh(result)
        return found

    def _weigh(self, result: DocumentResult) -> _Weighed:
        levels_by_pack = self._levels
        if result.required is not None:
            levels_by_pack = self._levels_of(dict(item.rsplit(":", 1) for item in result.required))
        reviews, reasons = 0, []
        for pack, levels in levels_by_pack.items():
            open_: dict[str, list[str]] = {}
            for criterion in result.criteria:
                if criterion.pack == pack and criterion.level in levels and not criterion.known:
                    open_.setdefault(criterion.verdict.value, []).append(criterion.id)
            reviews += len(open_.get(Verdict.NEEDS_REVIEW.value, ()))
            failing = [id_ for verdict in ("fail", "error", "not-assessed") for id_ in open_.get(verdict, ())]
            if failing:
                reasons.append(f"{pack}: {', '.join(failing)} not met")
        verdicts = tuple([(criterion.pack, criterion.verdict.value) for criterion in result.criteria])
        return _Weighed(result.criteria, verdicts, reviews, tuple(reasons))

    def _levels_of(self, required: Mapping[str, str]) -> dict[str, set[str]]:
        return {
            id_: set(pack.levels_within(required[id_]))
            for id_, pack in self._packs.items()
            if id_ in required
        }

    def _judge(self, result: DocumentResult, weighed: _Weighed) -> None:
        reasons: list[str] = []
        if not result.read or result.errors:
            self._incomplete += 1
            reasons.append(
                "could not be read" if not result.read else f"{', '.join(result.errors)} failed to run"
            )
        if self._options.verify:
            self._received += is_received(result)
            open_ends = unchecked(result)
            self._incomplete += bool(open_ends)
            reasons += [*open_ends, *refused(result)]
        if result.read and self._options.fail_on != NEVER:
            worst = Severity(self._options.fail_on).rank
            # Findings of a criterion are judged through the criterion, so that --require decides about them.
            grave = sum(
                1
                for item in result.findings
                if item.severity.rank <= worst
                and not item.criteria
                and item.waiver is None
                and not item.known
            )
            if grave:
                reasons.append(self._graves(grave))
        self._reviews += weighed.reviews
        reasons += weighed.reasons
        if reasons:
            self._failing += 1
            if len(self._why) < MOST_REASONS:
                self._why.append(f"{result.name}: {'; '.join(reasons)}")

    def _graves(self, number: int) -> str:
        if self._options.fail_on == "error":
            return f"{number} error{'' if number == 1 else 's'}"
        return f"{number} finding of severity {self._options.fail_on} or above"

    def tell(self, findings: tuple[Finding, ...]) -> None:
        """Take note of findings about the run itself, which are about none of its documents."""
        self._own_findings = findings
        for finding in findings:
            self._findings[finding.severity.value] += 1
        if self._options.fail_on != NEVER:
            worst = Severity(self._options.fail_on).rank
            grave = sum(1 for item in findings if item.severity.rank <= worst)
            if grave:
                self._failing += 1
                self._why.append(f"the run itself: {self._graves(grave)}")

    def miss(self, patterns: Iterable[str]) -> None:
        """Take note of patterns that match nothing: a misspelt one must not look like a met gate."""
        for pattern in patterns:
            self._missed += 1
            self._why.append(f"{pattern}: this pattern matches no file; check it")

    def footer(self) -> Footer:
        """Totals, gate and exit code. When several codes apply: 2, then 3, 5, 1, 4."""
        why = list(self._why)
        if self._failing > len(why):
            more = self._failing - len(why)
            why.append(f"and {more} more document{'s' if more > 1 else ''}")
        nothing = self._documents == 0 and not self._options.only_credentials
        if nothing:
            why.append("nothing was checked: no input is a badge or credential")
        elif self._options.verify and not self._received and not self._options.only_credentials:
            nothing = True
            why.append(
                "nothing was verified: no input is an awarded credential; leave --verify out for definitions"
            )
        reviewing = self._options.strict_review and self._reviews > 0
        if reviewing:
            one = self._reviews == 1
            why.append(f"{self._reviews} required {'criterion needs' if one else 'criteria need'} review")
        if self._incomplete or (self._missed and not nothing):
            code = EXIT_INCOMPLETE
        elif nothing:
            code = EXIT_NOTHING
        elif self._failing:
            code = EXIT_NOT_MET
        else:
            code = EXIT_REVIEW if reviewing else EXIT_MET
        summary = Summary(
            documents=self._documents,
            valid=self._valid,
            invalid=self._invalid,
            undecided=self._undecided,
            unread=self._unread,
            skipped=self.skipped,
            findings=self._findings,
            criteria=self._criteria,
            trusted=dict(sorted(self._trusted.items())),
        )
        return Footer(
            summary,
            Gate(code == EXIT_MET, tuple(why)),
            code,
            tuple(self.notices),
            self._own_findings,
            self.ratchet,
        )
