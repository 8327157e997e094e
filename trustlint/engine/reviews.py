"""What people said of the documents of a run: finding it, applying it, and telling what of it is wrong."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from typing import NamedTuple

from trustlint.engine.attestations import apply_attestations
from trustlint.engine.waivers import sort_out, unused, waive_criterion, waive_findings
from trustlint.model.finding import Finding
from trustlint.model.report import CriterionResult
from trustlint.model.review import Attestation, Subject, Trouble, Waiver
from trustlint.packs.load import load_pack, shipped_pack_ids
from trustlint.packs.model import Criterion, Pack
from trustlint.packs.tool_rules import TOOL, TOOL_RULE
from trustlint.review.read import read_attestations, read_waivers


class Said(NamedTuple):
    """What was said of one document."""

    attestations: tuple[Attestation, ...]
    waivers: tuple[Waiver, ...]


class ReviewBook:
    """The entries of some files. Raises PackError when one of them does not fit its schema."""

    def __init__(self, attestation_files: Iterable[Path], waiver_files: Iterable[Path]) -> None:
        self.attestations = tuple(item for file in attestation_files for item in read_attestations(file))
        self.waivers = tuple(item for file in waiver_files for item in read_waivers(file))
        self._said: dict[Subject, tuple[list[Attestation], list[Waiver]]] = {}
        for attestation in self.attestations:
            self._said.setdefault(attestation.subject, ([], []))[0].append(attestation)
        for waiver in self.waivers:
            self._said.setdefault(waiver.subject, ([], []))[1].append(waiver)

    def said_of(self, path: str, part: str | None) -> Said | None:
        """What is said of a document; None when nothing is."""
        found = self._said.get(Subject(os.path.abspath(path), part))  # noqa: PTH100 - as entries are read
        return Said(tuple(found[0]), tuple(found[1])) if found else None

    def lost(self, inputs: Collection[str], seen: Collection[Subject]) -> list[Trouble]:
        """Entries about documents that do not exist, or that no input yielded.

        inputs: absolute paths of what was read; seen: the documents that came of them.
        """
        troubles = []
        entries: list[Attestation | Waiver] = [*self.attestations, *self.waivers]
        for entry in entries:
            code = "TL922" if isinstance(entry, Attestation) else "TL912"
            what = "attestation" if isinstance(entry, Attestation) else "waiver"
            path, part = entry.subject
            name = os.path.relpath(path, os.path.dirname(os.path.abspath(entry.place.file)))  # noqa: PTH100, PTH120
            if not Path(path).exists():
                message = (
                    f"There is no file {name}, which this {what} is about; correct the path, or remove it."
                )
            elif path in inputs and entry.subject not in seen:
                where = f"no part {part!r} with a badge or credential" if part else "no badge or credential"
                parts = sorted(item.part for item in seen if item.path == path and item.part)
                hint = f"; name the part, such as {parts[0]}" if parts else ""
                message = f"{name} has {where}{' as a whole' if parts and not part else ''}, which this {what} is about{hint}."
            else:
                continue
            troubles.append(Trouble(code, entry.place, message))
        return troubles


class Reviewed:
    """One document under review: first its criteria, then its findings."""

    def __init__(self, said: Said, packs: Sequence[Pack], today: date) -> None:
        self._said = said
        self._packs = {pack.id: pack for pack in packs}
        self._codes = {rule.code for pack in packs for rule in pack.rules}
        self._today = today
        self._used: set[str] = set()
        self._in_force, self._entries, self._troubles = sort_out(said.waivers, today)
        self._criteria: tuple[CriterionResult, ...] = ()
        self._unjudged: tuple[Attestation, ...] = ()

    def criteria(
        self, criteria: tuple[CriterionResult, ...], digest: Callable[[Criterion], str]
    ) -> tuple[CriterionResult, ...]:
        """The results with what was said of them. digest: of what a criterion reads in this document."""
        by_name: dict[str, list[Attestation]] = {}
        for item in self._said.attestations:
            by_name.setdefault(item.criterion, []).append(item)
        results = []
        for result in criteria:
            found = by_name.pop(f"{result.pack}/{result.id}", None)
            if found:
                criterion = self._criterion(f"{result.pack}/{result.id}")
                if criterion is not None:
                    result, troubles = apply_attestations(
                        result, criterion, found, partial(digest, criterion), self._today
                    )
                    self._troubles += troubles
            results.append(waive_criterion(result, self._in_force, self._used))
        self._unjudged = tuple(item for items in by_name.values() for item in items)
        self._criteria = tuple(results)
        return self._criteria

    def findings(
        self,
        findings: tuple[Finding, ...],
        undecided: Collection[str],
        silenced: Collection[str],
        is_usable: bool = True,
    ) -> tuple[Finding, ...]:
        """The findings with their waivers, and what is wrong with attestations and waivers.

        undecided: codes of rules that did not run or broke off; silenced: codes of the tool that are not wanted;
        is_usable: False when nothing could be made of the text, so that nobody knows what would be needed.
        """
        findings = waive_findings(findings, self._in_force, self._used)
        known = {
            *self._codes,
            *(f"{item.pack}/{item.id}" for pack in self._packs.values() for item in pack.criteria),
        }
        if is_usable:
            self._troubles += unused(self._entries, self._used, self._criteria, known, undecided)
        for item in self._unjudged:
            why = self._why_unknown(item)
            if why is not None:
                self._troubles.append(Trouble("TL922", item.place, why))
            elif is_usable and self._criterion(item.criterion) is not None:
                message = f"The answer of {item.by} is not used: {item.criterion} is not judged on documents such as this one."
                self._troubles.append(Trouble("TL920", item.place, message))
        for waiver in self._said.waivers:
            if waiver.target not in known and (why := self._why_unknown(waiver)) is not None:
                self._troubles.append(Trouble("TL912", waiver.place, why))
        return (*findings, *tool_findings(self._troubles, silenced))

    def _criterion(self, name: str) -> Criterion | None:
        pack, _, id_ = name.partition("/")
        known = self._packs.get(pack)
        return next((item for item in known.criteria if item.id == id_), None) if known else None

    def _why_unknown(self, entry: Attestation | Waiver) -> str | None:
        if isinstance(entry, Waiver) and entry.rule is not None:
            return self._why_unknown_rule(entry.rule)
        name = entry.criterion or ""
        pack_id, _, id_ = name.partition("/")
        pack = self._packs.get(pack_id)
        if pack is not None:
            names = [item.id for item in pack.criteria]
            return None if id_ in names else f"The pack {pack_id} has no criterion {id_}{_hint(id_, names)}."
        shipped = shipped_pack_ids()
        if pack_id not in shipped:
            hint = _hint(pack_id, [*self._packs, *shipped])
            return f"{name}: no pack {pack_id} comes with trustlint or is used in this run{hint}."
        return None

    def _why_unknown_rule(self, code: str) -> str | None:
        if code in self._codes or code in TOOL_RULE:
            return None
        others = [load_pack(id_) for id_ in shipped_pack_ids() if id_ not in self._packs]
        codes = [rule.code for pack in others for rule in pack.rules]
        if code in codes:
            return None
        return f"There is no rule {code}{_hint(code, [*self._codes, *codes])}."


def tool_findings(troubles: Iterable[Trouble], silenced: Collection[str]) -> tuple[Finding, ...]:
    """Findings of the tool about entries of files of attestations and waivers. silenced: codes that are not wanted."""
    return tuple(
        Finding(
            code=trouble.code,
            name=TOOL_RULE[trouble.code].name,
            severity=TOOL_RULE[trouble.code].severity,
            message=trouble.message,
            pack=TOOL,
            pointer=trouble.place.pointer,
            span=trouble.place.span,
            help=TOOL_RULE[trouble.code].remediation,
            document=trouble.place.file,
        )
        for trouble in troubles
        if trouble.code not in silenced
    )


def _hint(name: str, known: Sequence[str]) -> str:
    close = get_close_matches(name, known, n=1, cutoff=0.6)
    return f"; did you mean {close[0]}?" if close else ""
