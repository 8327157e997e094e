"""Format table."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from reports_by_hand import GOLDEN, clean, criterion, document, finding, report

from trustlint.model.outcome import Verdict
from trustlint.model.span import Span
from trustlint.report import RenderOptions, render
from trustlint.report.safe_text import text_width
from trustlint.report.table import MANY


@pytest.mark.parametrize("name", ["definition-with-gaps", "every-verdict", "nothing"])
def test_screen(name: str, golden: Callable[[str, str], None]) -> None:
    golden(f"{name}.table", render(GOLDEN[name], "table"))


@pytest.mark.parametrize("name", GOLDEN)
@pytest.mark.parametrize("width", [90, 100, 140])
def test_fits_the_screen(name: str, width: int) -> None:
    for line in render(GOLDEN[name], "table", RenderOptions(width=width)).splitlines():
        assert text_width(line) <= width, line


def test_a_place_in_another_input_names_it() -> None:
    linked = criterion(
        verdict=Verdict.FAIL, message="No name.", document="issuer.json", span=Span(4, 2, 4, 3)
    )
    assert "issuer.json:4:2" in render(report(document(criteria=(linked,))), "table")


def test_wide_and_combining_characters_stay_in_their_columns() -> None:
    found = [
        finding("OBS101", message="plain"),
        finding("OBS102", message="漢字", document="漢字.json"),
        finding("OBS103", message="e\u0301e\u0301", document="e\u0301.json"),
    ]
    lines = render(report(document(findings=tuple(found))), "table").splitlines()
    rows = [line for line in lines if "OBS10" in line]
    assert len({text_width(row[: row.index("OBS10")]) for row in rows}) == 1
    assert "漢字.json:12:3" in rows[1] + rows[2]


def test_uneventful_rows_are_left_out_of_large_runs_and_the_table_says_so() -> None:
    failed = criterion("TC-02", Verdict.FAIL, message="No alignment.")
    few = [document(f"{number}.json", criteria=(*clean().criteria, failed)) for number in range(MANY)]
    assert "TC-04" in render(report(*few), "table")
    many = [*few, document("last.json", criteria=(criterion("TC-04"),))]
    text = render(report(*many), "table")
    assert "TC-04" not in text
    assert text.count("TC-02") == MANY
    assert "are left out" in text
    assert "TC-04" in render(report(*many), "table", RenderOptions(verbose=True))


def test_quiet_is_the_overview() -> None:
    text = render(GOLDEN["every-verdict"], "table", RenderOptions(quiet=True))
    assert "not a valid Open Badge" in text
    assert "TC-02" not in text
    assert "OBS101" not in text
