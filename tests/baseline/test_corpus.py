"""Baselines over the whole corpus of real badges: nothing new, nothing lost, whatever happens to the layout."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from trustlint.baseline.entries import total
from trustlint.baseline.file import Baseline, read_baseline, write_baseline
from trustlint.engine.check import Run
from trustlint.engine.options import CheckOptions
from trustlint.model.outcome import Verdict
from trustlint.model.report import Report

Exact = tuple[str, str | None, str | None, str | None]


@pytest.fixture(scope="module")
def badges(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The corpus, where its files may be changed, with a baseline."""
    folder = tmp_path_factory.mktemp("baseline")
    shutil.copytree(shared / "corpus", folder / "badges")
    run, _ = checked(folder, accept=True)
    write_baseline(str(folder / "baseline.json"), run.comparison.accepted)  # type: ignore[union-attr]
    return folder


def checked(folder: Path, *, accept: bool = False, jobs: int = 1) -> tuple[Run, Report]:
    file = str(folder / "baseline.json")
    options = CheckOptions(
        baseline=file, fail_on="note", now=datetime(2026, 5, 31, tzinfo=UTC), excerpts=False, jobs=jobs
    )
    run = Run(
        [str(folder / "badges")], options, baseline=Baseline(file, {}) if accept else None, accept=accept
    )
    documents = tuple(run.documents())
    return run, Report(run.header, documents, run.footer())


def rewritten(badges: Path, where: Path, change: Callable[[Any], Any]) -> Path:
    """The folder again, with every JSON file that can be read changed and laid out anew."""
    shutil.copytree(badges, where)
    changed = 0
    for file in (where / "badges").rglob("*.json"):
        try:
            data = json.loads(file.read_text(encoding="utf-8"), object_pairs_hook=_without_doubles)
        except ValueError:
            continue
        file.write_text(
            json.dumps(change(data), indent=3, ensure_ascii=False), encoding="utf-8", errors="surrogatepass"
        )
        changed += 1
    assert changed > 400
    return where


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Refuses a name that is there twice: written anew, the file would have one problem less."""
    if len({name for name, _ in pairs}) < len(pairs):
        raise ValueError("a member is there twice")
    return dict(pairs)


def turned(data: Any) -> Any:
    """The same with the members of all objects in the opposite order."""
    if isinstance(data, dict):
        return {name: turned(value) for name, value in reversed(data.items())}
    return [turned(value) for value in data] if isinstance(data, list) else data


def exact(report: Report) -> Counter[Exact]:
    """What is wrong, told apart by its very place."""
    found: Counter[Exact] = Counter()
    for document in report.documents:
        if document.read:
            for finding in document.findings:
                found[document.name, finding.code, finding.pointer, finding.expected] += 1
    return found


def new_of(report: Report) -> Counter[Exact]:
    return exact(
        report._replace(
            documents=tuple(
                document._replace(findings=tuple(each for each in document.findings if not each.known))
                for document in report.documents
            )
        )
    )


def test_what_was_there_is_known_and_the_gate_is_met(badges: Path) -> None:
    _, report = checked(badges)
    ratchet = report.footer.baseline
    assert ratchet is not None
    assert (ratchet.new_findings, ratchet.new_criteria, ratchet.fixed) == (0, 0, 0)
    assert ratchet.known_findings > 1000
    assert ratchet.known_criteria > 300
    unread = {document.name for document in report.documents if not document.read or document.errors}
    assert {reason.partition(": ")[0] for reason in report.gate.why} <= unread | {"and"}
    for document in report.documents:
        for criterion in document.criteria:
            assert criterion.known == (criterion.verdict is Verdict.FAIL)
            assert not (criterion.known and criterion.verdict is not Verdict.FAIL)


def test_several_processes_say_the_same(badges: Path) -> None:
    assert checked(badges, jobs=2)[1] == checked(badges)[1]


def test_nothing_of_a_badge_is_in_it(badges: Path) -> None:
    baseline = json.loads((badges / "baseline.json").read_text(encoding="utf-8"))
    members = {name for entries in baseline["problems"].values() for entry in entries for name in entry}
    assert members == {"rule", "criterion", "fingerprint", "times"}
    assert total(read_baseline(str(badges / "baseline.json")).problems) > 1300


def test_layout_and_order_of_members_make_nothing_new(badges: Path, tmp_path: Path) -> None:
    _, report = checked(rewritten(badges, tmp_path / "again", turned))
    assert new_of(report) == Counter()
    ratchet = report.footer.baseline
    assert ratchet is not None
    assert (ratchet.new_criteria, ratchet.fixed) == (0, 0), [each.message for each in report.footer.findings]


def test_one_fault_more_is_what_is_new_and_mending_it_is_what_is_fixed(badges: Path, tmp_path: Path) -> None:
    def break_name(data: Any) -> Any:
        return data | {"name": 7} if isinstance(data, dict) and "name" in data else data

    _, before = checked(badges)
    broken = rewritten(badges, tmp_path / "broken", break_name)
    _, report = checked(broken)

    def within(folder: Path, found: Counter[Exact]) -> Counter[Exact]:
        return Counter(
            {(name.removeprefix(str(folder)), *rest): times for (name, *rest), times in found.items()}
        )  # type: ignore[misc]

    was, is_now = within(badges, exact(before)), within(broken, exact(report))
    new = within(broken, new_of(report))
    assert len({name for name, *_ in new}) > 100
    # The value at /name has changed, so what was said of it before is another problem now.
    elsewhere = {key: times for key, times in new.items() if not (key[2] or "").endswith("/name")}
    assert elsewhere == {
        key: times for key, times in (is_now - was).items() if not (key[2] or "").endswith("/name")
    }
    assert {key for key in is_now - was if (key[2] or "").endswith("/name")} <= set(new)

    run, _ = checked(broken, accept=True)
    write_baseline(str(broken / "baseline.json"), run.comparison.accepted)  # type: ignore[union-attr]
    shutil.rmtree(broken / "badges")
    shutil.copytree(badges / "badges", broken / "badges")
    mended, report = checked(broken)
    told = [each for each in report.footer.findings if each.code == "TL930"]
    fixed = mended.comparison.fixed  # type: ignore[union-attr]
    assert {each.pointer for each in told} == {"/problems/" + key.replace("/", "~1") for key in fixed}
    assert all(each.span is not None for each in told)
    lost = is_now - was
    for key, counter in fixed.items():
        names = {problem.name for problem in counter if not problem.is_criterion}
        assert names <= {code for (name, code, *_) in lost if name.startswith("/" + key)}
