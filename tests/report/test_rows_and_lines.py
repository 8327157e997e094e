"""Formats csv and jsonl: rows and lines for programs."""

from __future__ import annotations

import csv
import io
import json

import pytest
from jsonschema import Draft202012Validator
from reports_by_hand import GOLDEN, HOSTILE, criterion, definition_with_gaps, document, report, unreadable

from trustlint.model.outcome import Verdict
from trustlint.model.report import Report
from trustlint.report import render
from trustlint.report.csv_text import COLUMNS


def rows(whole: Report) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(render(whole, "csv")), strict=True))


@pytest.mark.parametrize("name", GOLDEN)
def test_a_row_a_criterion(name: str) -> None:
    whole = GOLDEN[name]
    table = list(csv.reader(io.StringIO(render(whole, "csv")), strict=True))
    assert tuple(table[0]) == COLUMNS
    assert {len(row) for row in table} == {len(COLUMNS)}
    assert len(table) - 1 == sum(max(1, len(each.criteria)) for each in whole.documents)


def test_what_a_row_says() -> None:
    row = rows(report(definition_with_gaps()))[1]
    snippet = row.pop("snippet")
    assert json.loads(snippet)[0]["targetName"] == "Manages own emotions"
    assert {name: row[name] for name in ("document", "kind", "scope", "valid", "trusted_state")} == {
        "document": "badges/sel.json",
        "kind": "Open Badges 3.0 Achievement",
        "scope": "definition",
        "valid": "true",
        "trusted_state": "definition-not-ready",
    }
    assert (row["criterion"], row["level"], row["verdict"], row["reason"]) == (
        "TC-02",
        "required",
        "fail",
        "alignment-missing",
    )
    assert (row["file"], row["line"], row["column"], row["insert_at"]) == (
        "badges/sel.json",
        "1",
        "1",
        "/alignment",
    )


def test_an_input_that_could_not_be_read_has_a_row() -> None:
    (row,) = rows(report(unreadable()))
    assert (row["document"], row["verdict"], row["message"]) == (
        "badges/broken.json",
        "",
        "could not be read: it is not JSON",
    )


@pytest.mark.parametrize(
    ("evil", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1+1", "' =1+1"),
        ("＝1+1", "'＝1+1"),
        ("a;=cmd|' /C calc'!A0", "a;'=cmd|' /C calc'!A0"),
        ('a";"@x', 'a";\'"@x'),
        ("", ""),
        ("a-b; c = d, e@f.example", "a-b; c = d, e@f.example"),
        ("/alignment", "/alignment"),
    ],
)
def test_no_cell_is_a_formula(evil: str, written: str) -> None:
    whole = report(
        document(evil, criteria=(criterion(verdict=Verdict.FAIL, title=evil, message=evil, question=evil),))
    )
    (row,) = rows(whole)
    assert [row[name] for name in ("document", "title", "message", "question")] == [written] * 4


def test_a_row_is_one_line() -> None:
    whole = report(document(HOSTILE, criteria=(criterion(message=HOSTILE), criterion(message="a\n\nb"))))
    assert render(whole, "csv").count("\n") == 3


@pytest.mark.parametrize("name", GOLDEN)
def test_lines_are_the_report(name: str, validator: Draft202012Validator) -> None:
    first, *documents, last = map(json.loads, render(GOLDEN[name], "jsonl").splitlines())
    assert first.pop("record") == "header"
    assert last.pop("record") == "footer"
    assert all(each.pop("record") == "document" for each in documents)
    whole = {**first, "documents": documents, **last}
    assert whole == json.loads(render(GOLDEN[name], "json"))
    validator.validate(whole)


def test_each_line_says_first_what_it_is() -> None:
    lines = render(GOLDEN["every-verdict"], "jsonl").splitlines()
    assert [line.partition(",")[0] for line in lines] == [
        '{"record":"header"',
        '{"record":"document"',
        '{"record":"document"',
        '{"record":"footer"',
    ]
