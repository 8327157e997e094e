"""Formats github and gitlab: what code hosts show beside the lines of a change."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from reports_by_hand import (
    GOLDEN,
    criterion,
    definition_with_gaps,
    document,
    every_verdict,
    finding,
    report,
)

from trustlint.model.finding import Excerpt
from trustlint.model.outcome import Verdict
from trustlint.model.report import Report
from trustlint.model.span import Span
from trustlint.report import render

_COMMAND = re.compile(r"::(?P<name>[a-z]+) (?P<properties>[^:]*)::(?P<data>.*)")

CODE_QUALITY = Draft202012Validator(
    {
        # What the documentation of GitLab demands of a code quality report; there is no published schema.
        "type": "array",
        "items": {
            "type": "object",
            "required": ["description", "check_name", "fingerprint", "severity", "location"],
            "additionalProperties": False,
            "properties": {
                "description": {"type": "string", "minLength": 1},
                "check_name": {"type": "string", "minLength": 1},
                "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
                "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
                "location": {
                    "type": "object",
                    "required": ["path", "lines"],
                    "properties": {
                        "path": {"type": "string", "pattern": r"^(?!\./)"},
                        "lines": {
                            "type": "object",
                            "required": ["begin"],
                            "properties": {"begin": {"type": "integer", "minimum": 1}},
                        },
                    },
                },
            },
        },
    }
)


def commands(whole: Report) -> list[tuple[str, dict[str, str], str]]:
    """The commands of a log as the runner of GitHub reads them: escapes undone, of the data last ``%25``."""

    def undone(text: str, more: tuple[tuple[str, str], ...] = ()) -> str:
        for escape, character in (("%0D", "\r"), ("%0A", "\n"), *more, ("%25", "%")):
            text = text.replace(escape, character)
        return text

    found = []
    for line in render(whole, "github").splitlines():
        if line.lstrip().startswith("::"):
            command = _COMMAND.fullmatch(line)
            assert command, line
            properties = dict(item.split("=", 1) for item in command["properties"].split(","))
            plain = {name: undone(value, (("%3A", ":"), ("%2C", ","))) for name, value in properties.items()}
            found.append((command["name"], plain, undone(command["data"])))
    return found


@pytest.mark.parametrize("name", GOLDEN)
def test_every_command_can_be_read(name: str) -> None:
    for command, properties, data in commands(GOLDEN[name]):
        assert command in ("error", "warning", "notice")
        assert set(properties) <= {"file", "line", "endLine", "col", "endColumn", "title"}
        assert data


def test_findings_are_annotations_at_their_place() -> None:
    line = 'x "😀", "y"'
    place = Span(4, 8, 4, 11)
    whole = report(
        document("./b,a:d%.json", findings=(finding(span=place, excerpt=Excerpt(4, (line,)), help=None),))
    )
    assert commands(whole) == [
        (
            "error",
            {
                "file": "b,a:d%.json",
                "line": "4",
                "endLine": "4",
                "col": "9",
                "endColumn": "12",
                "title": "OBS101 Subject identified",
            },
            "The credential subject has neither an id nor an identifier, so nobody can tell who earned the badge.",
        )
    ]


def test_a_place_of_several_lines_has_no_columns() -> None:
    ((_, properties, _),) = commands(report(document(findings=(finding(span=Span(4, 1, 9, 2)),))))
    assert (properties["line"], properties["endLine"]) == ("4", "9")
    assert "col" not in properties


def test_without_a_line_the_place_in_the_data_is_told() -> None:
    whole = report(document(part="line 3", findings=(finding(span=None, help=None),)))
    ((_, properties, data),) = commands(whole)
    assert "line" not in properties
    assert data.endswith(" At line 3 /credentialSubject.")


def test_criteria_without_findings_are_annotations_and_waived_ones_are_not() -> None:
    told = {properties["title"]: name for name, properties, _ in commands(report(definition_with_gaps()))}
    assert told["TC-02 At least one alignment names a skill in an external framework"] == "error"
    assert told["TP-09 Revisions can be told apart"] == "notice"
    assert not any(title.startswith(("TC-14", "TC-11", "TC-03")) for title in told)
    lenient = criterion("TC-13", Verdict.FAIL, level="recommended")
    assert commands(report(document(criteria=(lenient,))))[0][0] == "warning"


def test_what_broke_off_is_an_annotation() -> None:
    assert ("error", {"file": "out/batch.ndjson", "title": "TC061"}) in [
        each[:2] for each in commands(GOLDEN["every-verdict"])
    ]


@pytest.mark.parametrize(
    "evil",
    [
        "a\n::error::owned",
        "::stop-commands::x",
        "##[error]owned",
        "%0A::error::owned",
        "a\r\n  ::add-mask::a",
        "a,file=b::c",
    ],
)
def test_no_text_becomes_a_command(evil: str) -> None:
    bad = finding(message=evil, name=evil, help=evil, span=None)
    whole = report(document(evil, findings=(bad,)), notices=(evil,))
    whole = whole._replace(footer=whole.footer._replace(gate=whole.gate._replace(why=(evil, evil))))
    out = render(whole, "github")
    first, *others = out.splitlines()
    assert first.startswith("::error file=")
    ((_, properties, data),) = commands(whole)
    # A line end in the text is a space by then; nothing else of it is lost.
    flat = evil.replace("\n", " ").replace("\r", " ")
    assert properties["file"] == flat
    assert data.startswith(flat)
    for line in others:
        assert "::" not in line
        assert "##[" not in line


def quality(whole: Report) -> Any:
    return json.loads(render(whole, "gitlab"))


@pytest.mark.parametrize("name", GOLDEN)
def test_is_a_code_quality_report(name: str) -> None:
    found = quality(GOLDEN[name])
    CODE_QUALITY.validate(found)
    assert len({each["fingerprint"] for each in found}) == len(found)


def test_code_quality_of_findings() -> None:
    found = quality(report(every_verdict()))
    assert [(each["check_name"], each["severity"], each["location"]["lines"]["begin"]) for each in found] == [
        ("OBS101", "critical", 12),
        ("OBS102", "minor", 13),
        ("OBS230", "critical", 1),
        ("WR001", "info", 1),
        ("TC-02", "critical", 1),
    ]
    assert found[2]["location"]["path"] == "out/issuer.json"
    assert found[3]["description"] == "WR001: A note. At /name."


def test_the_same_finding_twice_has_two_fingerprints_and_each_lasts() -> None:
    def fingerprints(*lines: int) -> list[str]:
        found = tuple(finding(span=Span(line, 1, line, 2)) for line in lines)
        return [each["fingerprint"] for each in quality(report(document(findings=found)))]

    first = fingerprints(3, 8)
    assert len(set(first)) == 2
    assert fingerprints(30, 90) == first
    other = quality(report(document("other.json", findings=(finding(),))))
    assert other[0]["fingerprint"] not in first


def test_nothing_wrong_is_an_empty_list() -> None:
    assert render(GOLDEN["clean"], "gitlab") == "[]\n"
