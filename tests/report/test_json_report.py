"""Format json: exactly Report.to_dict(), as the published schema describes it."""

from __future__ import annotations

import json
from typing import Any
from unicodedata import category

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from reports_by_hand import (
    GOLDEN,
    HEADER,
    HOSTILE,
    clean,
    criterion,
    document,
    every_verdict,
    finding,
    report,
)

from tests.described import described
from trustlint.model.finding import Severity
from trustlint.model.kind import MODEL_TITLES, Scope
from trustlint.model.outcome import Outcome, Verdict
from trustlint.model.report import REPORT_FORMAT, REPORT_VERSION, Remediation
from trustlint.model.span import Span
from trustlint.report import render
from trustlint.report.json_text import encode
from trustlint.report.wording import STATE_WORDS


def plain(value: Any) -> Any:
    """Plain data as JSON can carry it (an enum member that is a string becomes that string)."""
    return json.loads(json.dumps(value))


@pytest.mark.parametrize("name", GOLDEN)
def test_is_exactly_the_report(name: str) -> None:
    parsed = json.loads(render(GOLDEN[name], "json"))
    assert parsed == plain(GOLDEN[name].to_dict())
    assert list(parsed) == list(GOLDEN[name].to_dict())
    for each, result in zip(parsed["documents"], GOLDEN[name].documents, strict=True):
        assert list(each) == list(result.to_dict())


@pytest.mark.parametrize("name", GOLDEN)
def test_is_as_the_schema_says(name: str, validator: Draft202012Validator) -> None:
    validator.validate(json.loads(render(GOLDEN[name], "json")))


def test_one_line_a_document() -> None:
    lines = render(GOLDEN["every-verdict"], "json").splitlines()
    assert [json.loads(line.rstrip(","))["path"] for line in lines[1:-1]] == [
        "out/batch.ndjson",
        "badges/broken.json",
    ]
    assert json.loads(lines[0] + "]}")["report"] == {"format": REPORT_FORMAT, "version": REPORT_VERSION}


def test_any_utf8_reader_can_take_it() -> None:
    text = render(report(document(findings=(finding(message=HOSTILE + "é漢\ue000"),))), "json")
    assert "é漢" in text
    assert "\\ud800" in text
    assert "\\u2028" in text
    found = json.loads(text.encode("utf-8"))["documents"][0]["findings"][0]
    assert found["message"] == HOSTILE + "é漢\ue000"


@given(
    st.recursive(
        st.none() | st.integers() | st.text(), lambda part: st.dictionaries(st.text(), part), max_leaves=5
    )
)
def test_escaping_changes_no_meaning(value: Any) -> None:
    text = encode(value)
    text.encode("utf-8")
    assert json.loads(text) == value


def test_every_control_character_of_unicode_is_escaped() -> None:
    for code in range(0x110000):
        character = chr(code)
        if category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp") and character not in "\u200c\u200d":
            text = encode(character)
            assert text.isascii(), hex(code)
            assert text.isprintable(), hex(code)
            assert json.loads(text) == character


def test_no_number_that_json_lacks() -> None:
    with pytest.raises(ValueError):
        encode({"score": float("nan")})


results = st.builds(
    lambda **found: criterion(**found),
    verdict=st.sampled_from(Verdict),
    message=st.sampled_from(["", "Why."]),
    title=st.sampled_from(["One", "Two"]),
    span=st.sampled_from([None, Span(1, 1, 1, 2)]),
    question=st.sampled_from([None, "", "So?"]),
    rules=st.sampled_from([(), criterion().rules, criterion(verdict=Verdict.FAIL).rules]),
    remediation=st.sampled_from(
        [None, *(Remediation("Do.", "/a", value) for value in (None, 1, True, 1.0, [], {}))]
    ),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(results, max_size=6).map(tuple), max_size=6))
def test_what_is_written_again_is_never_another_criterion(many: list[tuple[Any, ...]]) -> None:
    """The writer keeps the JSON of criteria that come again: no two that differ may be taken for one another."""
    whole = report(*(document(criteria=found) for found in many))
    parsed = json.loads(render(whole, "json"))["documents"]
    assert json.dumps(parsed) == json.dumps(plain([each.to_dict() for each in whole.documents]))


def test_no_more_is_kept_than_needed() -> None:
    many = [document(criteria=(criterion(message=f"Message {number}."),)) for number in range(5000)]
    parsed = json.loads(render(report(*many), "json"))["documents"]
    assert [each["criteria"][0]["message"] for each in parsed] == [
        f"Message {number}." for number in range(5000)
    ]


@pytest.mark.parametrize(
    ("definition", "values"),
    [
        ("verdict", {verdict.value for verdict in Verdict}),
        ("outcome", {outcome.value for outcome in Outcome}),
        ("severity", {severity.value for severity in Severity}),
        ("scope", {scope.value for scope in Scope}),
        ("state", set(STATE_WORDS)),
    ],
)
def test_schema_knows_the_same_words_as_the_model(
    report_schema: Any, definition: str, values: set[str]
) -> None:
    assert set(report_schema["$defs"][definition]["enum"]) == values


def test_schema_knows_the_same_models(report_schema: Any) -> None:
    assert set(report_schema["$defs"]["kind"]["properties"]["model"]["enum"]) == set(MODEL_TITLES)


@pytest.mark.parametrize("name", GOLDEN)
def test_schema_describes_and_demands_every_member(name: str, report_schema: Any) -> None:
    assert described(report_schema, plain(GOLDEN[name].to_dict()), report_schema) == []


@pytest.mark.parametrize(
    "wrong",
    [
        report(clean())._replace(header=HEADER._replace(run=HEADER.run._replace(fail_on="sometimes"))),
        report(clean())._replace(footer=report().footer._replace(exit_code=7)),
        report(every_verdict()._replace(sha256="not a digest")),
        report(document(criteria=(criterion(certainty="guessed"),))),
        report(document(criteria=(criterion(pointer="not/a/pointer"),))),
    ],
)
def test_schema_refuses(wrong: Any, validator: Draft202012Validator) -> None:
    assert not validator.is_valid(json.loads(render(wrong, "json")))
