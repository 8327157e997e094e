"""Writes the page: one badge in full, or many with totals first. Everything is kept until the end, within bounds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from markupsafe import Markup

from trustlint.model.report import DocumentResult, Footer, Header, PackInfo
from trustlint.report.blame import Gatekeeper, by_place
from trustlint.report.html.badge import Badge, Reader
from trustlint.report.html.entry import of_finding
from trustlint.report.html.figures import figures
from trustlint.report.html.look import Chip
from trustlint.report.html.page import assets, environment
from trustlint.report.html.tally import Tally
from trustlint.report.safe_text import bounded
from trustlint.report.wording import count, total_lines

MOST_ROWS = 2_000
"""Documents in the list; browsers grow slow with more."""

ROOM_FOR_REFUSED = 6_000_000
ROOM_FOR_OTHERS = 2_000_000
"""Characters for the details of documents: those that keep the gate shut have room of their own."""

_MOST_REASONS = 200
_MOST_FINDINGS = 50


class DocumentRow(NamedTuple):
    """A document in the list; linked: whether its details are in the page; state: its place among the states;
    met: ``3 of 4`` required checks, share: the same as a number to sort by."""

    badge: Badge
    linked: bool
    state: int
    met: str
    share: float
    must: int
    should: int
    review: int


class PackRow(NamedTuple):
    """A pack that was used; status: ``draft of 2026-07-12``; source: what it follows; builds_on: packs that it changes."""

    title: str
    name: str
    status: str
    source: str
    digest: str
    builds_on: tuple[str, ...]


class HtmlWriter:
    """One page, made when the last document is known."""

    def __init__(self, write: Callable[[str], object]) -> None:
        self._write = write
        self._documents = 0
        self._single: Badge | None = None
        self._rows: list[DocumentRow] = []
        self._sections: list[Markup] = []
        self._states: dict[Chip, int] = {}
        self._room = {True: ROOM_FOR_REFUSED, False: ROOM_FOR_OTHERS}
        self._left_out = 0
        self._refused = 0

    def begin(self, header: Header) -> None:
        self._header = header
        packs: dict[str, PackInfo] = {pack.id: pack for pack in header.packs}
        self._reader = Reader(Gatekeeper(header), packs, header.run.verify)
        self._tally = Tally(packs)

    def document(self, result: DocumentResult) -> None:
        self._documents += 1
        badge = self._reader.read(result, self._documents)
        self._tally.add(result, badge)
        self._refused += badge.refused
        if self._documents == 1:
            self._single = badge  # perhaps the only one, which is shown in another way
            return
        if self._single is not None:
            self._keep(self._single)
            self._single = None
        self._keep(badge)

    def end(self, footer: Footer) -> None:
        single = self._single
        name = "badge" if single else "many" if self._documents else "none"
        values = {"badge": single} if single else self._overview(footer) if self._documents else {}
        template = environment().get_template(f"{name}.page.html.jinja")
        self._write(template.render(**assets(), **self._common(footer), **values))

    def _keep(self, badge: Badge) -> None:
        """One of many: its row in the list, and its details while there is room."""
        if len(self._rows) >= MOST_ROWS:
            self._left_out += 1
            return
        section = _section(badge)
        linked = len(section) <= self._room[badge.refused]
        if linked:
            self._room[badge.refused] -= len(section)
            self._sections.append(section)
        else:
            self._left_out += 1
        state = self._states.setdefault(badge.chip, len(self._states))
        self._rows.append(_row(badge, linked, state))

    def _common(self, footer: Footer) -> dict[str, Any]:
        """What every page shows of the run."""
        why = footer.gate.why
        return {
            "run": self._header.run,
            "packs": tuple(map(_pack, self._header.packs)),
            "gate_met": footer.gate.met,
            "exit_code": footer.exit_code,
            "few": self._documents == 1,
            "totals": total_lines(footer),
            "reasons": tuple(map(bounded, why[:_MOST_REASONS])),
            "more_reasons": _more(len(why) - _MOST_REASONS, "reason"),
            "notices": tuple(map(bounded, footer.notices[:_MOST_FINDINGS])),
            "run_findings": tuple(
                of_finding("", [each], f"run{number}")
                for number, each in enumerate(by_place(footer.findings)[:_MOST_FINDINGS], 1)
            ),
            "more_run_findings": _more(len(footer.findings) - _MOST_FINDINGS, "finding"),
        }

    def _overview(self, footer: Footer) -> dict[str, Any]:
        """What a page of many documents shows besides."""
        groups, heat = self._tally.heat()
        return {
            "documents": self._documents,
            "refused": self._refused,
            "skipped": count(footer.summary.skipped, "file") if footer.summary.skipped else "",
            "figures": figures(footer.summary),
            "rows": self._rows,
            "sections": self._sections,
            "states": tuple(self._states),
            "linked": {row.badge.anchor for row in self._rows if row.linked},
            "left_out": self._left_out,
            "charts": self._tally.charts(),
            "common_criteria": self._tally.common_criteria(),
            "common_findings": self._tally.common_findings(),
            "heat_groups": groups,
            "heat_rows": heat,
            "judged": self._tally.judged,
        }


def _row(badge: Badge, linked: bool, state: int) -> DocumentRow:
    asked = sum(number for _, number in badge.required)
    met = sum(number for chip, number in badge.required if chip.tone == "good")
    return DocumentRow(
        badge.without_details(),
        linked,
        state,
        f"{met} of {asked}" if asked else "–",
        round(met / asked, 4) if asked else -1,
        len(badge.must),
        len(badge.should),
        len(badge.review),
    )


def _section(badge: Badge) -> Markup:
    template: Any = environment().get_template("badge.html.jinja").module
    section: Markup = template.folded(badge)
    return section


def _more(number: int, what: str) -> str:
    return f"and {count(number, f'more {what}')}" if number > 0 else ""


def _pack(pack: PackInfo) -> PackRow:
    source = pack.source
    words = [source[key] for key in ("document", "date", "url") if source.get(key)]
    return PackRow(
        bounded(pack.title),
        f"{pack.id} {pack.version}",
        " of ".join(part for part in (pack.status, pack.date) if part),
        bounded(", ".join(words)),
        pack.digest,
        tuple(bounded(f"{each.get('id')} {each.get('version')}") for each in pack.extends),
    )
