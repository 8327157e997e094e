"""Whole runs against a baseline: what is shuffled stays known, in a badge, in a CLR, and in a file that another one leads to."""

from __future__ import annotations

import json
import random
import shutil
import tempfile
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import ROOT
from trustlint.baseline.entries import Problem
from trustlint.baseline.file import Baseline, baseline_text, read_baseline, write_baseline
from trustlint.engine.check import Run
from trustlint.engine.options import CheckOptions
from trustlint.model.report import Ratchet, Report

NAME = "baseline.json"


def checked(folder: Path, *, accept: bool = False) -> Report:
    """Check the folder; with accept, write its baseline."""
    file = str(folder / NAME)
    options = CheckOptions(baseline=file, fail_on="note", now=datetime(2026, 5, 31, tzinfo=UTC))
    run = Run([str(folder)], options, baseline=Baseline(file, {}) if accept else None, accept=accept)
    report = Report(run.header, tuple(run.documents()), run.footer())
    if accept:
        assert run.comparison is not None
        write_baseline(file, run.comparison.accepted)
    return report


def changes(report: Report) -> tuple[int, int, int]:
    ratchet = report.footer.baseline
    assert isinstance(ratchet, Ratchet)
    return ratchet.new_findings, ratchet.new_criteria, ratchet.fixed


def alignments() -> list[dict[str, Any]]:
    """Items of a list, each wrong in its own way or like another one."""
    return [
        {"type": ["Alignment"], "targetName": "A", "targetUrl": "nowhere"},
        {"type": ["Alignment"], "targetName": "B", "targetUrl": "nowhere"},
        {"type": ["Alignment"], "targetName": "C", "targetUrl": "elsewhere"},
        {"type": ["Alignment"], "targetName": "D"},
        {"type": [], "targetName": 7, "targetUrl": "https://example.org/e"},
    ]


def shuffled(data: Any, dice: random.Random) -> Any:
    """Members in another order everywhere, and the items of the list of alignments."""
    if isinstance(data, dict):
        items = [(name, shuffled(value, dice)) for name, value in data.items()]
        dice.shuffle(items)
        found = dict(items)
        if "alignment" in found:
            dice.shuffle(found["alignment"])
        return found
    return [shuffled(value, dice) for value in data] if isinstance(data, list) else data


@settings(max_examples=15, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(0, 4))
def test_a_shuffled_badge_has_nothing_new_and_one_fault_more_is_one(dice: random.Random, more: int) -> None:
    badge = json.loads((ROOT / "fixtures" / "rubric" / "ob3-definition.json").read_text())
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        badge["alignment"] = alignments()
        (folder / "badge.json").write_text(json.dumps(badge))
        before = checked(folder, accept=True)
        other = shuffled(badge, dice)
        (folder / "badge.json").write_text(json.dumps(other, indent=dice.choice([None, 1, 7])))
        assert changes(checked(folder)) == (0, 0, 0)
        other["alignment"].insert(more, {"type": ["Alignment"], "targetName": "F", "targetUrl": "nowhere"})
        (folder / "badge.json").write_text(json.dumps(other))
        after = checked(folder)
        codes = Counter(each.code for each in after.documents[0].findings)
        codes.subtract(each.code for each in before.documents[0].findings)
        new = Counter(each.code for each in after.documents[0].findings if not each.known)
        assert new == +codes
        assert new


def test_credentials_of_a_clr_may_change_places(tmp_path: Path) -> None:
    source = ROOT / "fixtures" / "full" / "clr2.json"
    data = json.loads(source.read_text())
    inner = data["credentialSubject"]["verifiableCredential"]
    assert len(inner) > 1
    inner[0]["name"] = 7
    (tmp_path / "clr.json").write_text(json.dumps(data))
    checked(tmp_path, accept=True)
    inner.reverse()
    (tmp_path / "clr.json").write_text(json.dumps(data, indent=2))
    assert changes(checked(tmp_path)) == (0, 0, 0)
    inner[0]["name"] = 7
    (tmp_path / "clr.json").write_text(json.dumps(data))
    report = checked(tmp_path)
    new = {
        (document.part, each.pointer)
        for document in report.documents
        for each in document.findings
        if not each.known
    }
    assert new == {
        ("/credentialSubject/verifiableCredential/0", "/credentialSubject/verifiableCredential/0/name")
    }


def test_what_is_in_a_linked_file_is_known_of_the_badge_that_leads_to_it(tmp_path: Path) -> None:
    for name in ("ob2-assertion", "ob2-badgeclass", "ob2-issuer"):
        shutil.copy(ROOT / "fixtures" / "rubric" / f"{name}.json", tmp_path)
    report = checked(tmp_path, accept=True)
    assert any(each.document for document in report.documents for each in document.findings)
    for file in tmp_path.glob("ob2-*.json"):
        data = json.loads(file.read_text())
        file.write_text(json.dumps(dict(reversed(data.items())), indent=4))
    assert changes(checked(tmp_path)) == (0, 0, 0)


problems = st.dictionaries(
    st.text(min_size=1).filter(lambda text: text.strip() != ""),
    st.dictionaries(
        st.builds(
            Problem,
            st.sampled_from(["OBS101", "TC021", "trusted-credential/TC-02", "my/É-1"]),
            st.text("0123456789abcdef", min_size=16, max_size=16),
        ),
        st.integers(1, 3),
        min_size=1,
    ).map(Counter),
)


@settings(max_examples=50, deadline=None)
@given(problems)
def test_what_is_written_is_read(found: dict[str, Counter[Problem]]) -> None:
    with tempfile.TemporaryDirectory() as place:
        file = str(Path(place) / NAME)
        write_baseline(file, found)
        assert read_baseline(file).problems == found
        text = Path(file).read_text(encoding="utf-8")
    again = {key: Counter(dict(reversed(counter.items()))) for key, counter in reversed(found.items())}
    assert baseline_text(again) == text
    entries = sum(len(counter) for counter in found.values())
    assert (
        text.count('"fingerprint"') == entries == sum('"fingerprint"' in line for line in text.splitlines())
    )


@pytest.mark.parametrize("name", ["a.json", "../a.json", "b/c/a.json", "~x/a.json", "a~1b.json"])
def test_a_place_in_the_file_is_found_by_the_name_of_the_badge(tmp_path: Path, name: str) -> None:
    file = str(tmp_path / NAME)
    write_baseline(
        file,
        {
            "0.json": Counter({Problem("OBS101", "0" * 16): 1}),
            name: Counter({Problem("OBS102", "1" * 16): 2}),
        },
    )
    baseline = read_baseline(file)
    place = baseline.place(name)
    assert place.span is not None
    assert json.dumps(name) in Path(file).read_text().splitlines()[place.span.line - 1]
    assert baseline.key(baseline.path(name)) == name
