"""A report that is read back from its JSON is the report that was written."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reports_by_hand import GOLDEN, criterion, document, finding, report
from test_report_formats import criteria, findings

import trustlint
from trustlint.errors import UsageError
from trustlint.model import report as model
from trustlint.report import FORMATS, RenderOptions, render
from trustlint.report.load import load_report


def again(whole: model.Report) -> model.Report:
    return load_report(json.loads(render(whole, "json")))


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("name", GOLDEN)
def test_reports_by_hand_are_rendered_alike(name: str, format: str) -> None:
    whole = GOLDEN[name]
    for options in (RenderOptions(), RenderOptions(verbose=True), RenderOptions(quiet=True)):
        assert render(again(whole), format, options) == render(whole, format, options)


@pytest.fixture(scope="module")
def of_fixtures(root: Path) -> tuple[model.Report, model.Report]:
    """A run over fixtures, and the same read back."""
    inputs = [str(root / "fixtures" / name) for name in ("rubric", "mixed", "nothing.json")]
    made = trustlint.check(inputs, packs=["open-badges", "trusted-credential", "trusted-microcredential"])
    return made, again(made)


@pytest.mark.parametrize("format", FORMATS)
def test_runs_over_fixtures_are_rendered_alike(
    of_fixtures: tuple[model.Report, model.Report], format: str
) -> None:
    made, read = of_fixtures
    assert len(made.documents) > 15
    assert read == made
    options = RenderOptions(verbose=format == "sarif")
    assert render(read, format, options) == render(made, format, options)


@settings(max_examples=60, deadline=None)
@given(st.lists(findings, max_size=4), st.lists(criteria, max_size=4), st.text(max_size=9))
def test_any_report_is_read_back(found: Any, judged: Any, path: str) -> None:
    whole = report(document(path, findings=tuple(found), criteria=tuple(judged)))
    read = again(whole)
    assert read == whole
    for format in FORMATS:
        assert render(read, format) == render(whole, format)


def test_every_class_of_the_report_is_read() -> None:
    """A field of a class is read by its type: each must be one that the loader knows."""
    loaded = again(GOLDEN["definition-with-gaps"])
    assert type(loaded.documents[0].criteria[1].remediation) is model.Remediation
    assert type(loaded.documents[0].packs[0]) is model.PackResult
    assert set(get_type_hints(model.Report)) == {"header", "documents", "footer"}


def test_members_that_are_not_known_are_left_out() -> None:
    data = json.loads(render(GOLDEN["example"], "json"))
    for part in (data, data["documents"][0], data["documents"][0]["findings"][0], data["summary"]):
        part["later"] = {"any": [1]}
    assert load_report(data) == GOLDEN["example"]


def test_members_with_a_default_may_be_absent() -> None:
    data = json.loads(render(GOLDEN["example"], "json"))
    del data["documents"][0]["findings"][0]["fix"]
    del data["run"]["contexts"]
    assert load_report(data) == GOLDEN["example"]


@pytest.mark.parametrize("data", [None, [], "x", 3, {}, {"report": 1}, {"report": {"format": "sarif"}}])
def test_what_is_no_report_is_refused(data: Any) -> None:
    with pytest.raises(UsageError, match="no report of trustlint"):
        load_report(data)


@pytest.mark.parametrize("version", ["2", "1.1", 1, None])
def test_another_version_is_refused(version: Any) -> None:
    data = json.loads(render(GOLDEN["example"], "json"))
    data["report"]["version"] = version
    with pytest.raises(UsageError, match=r"has the version .*reads version '1'"):
        load_report(data)


WRONG: list[tuple[tuple[str | int, ...], Any, str]] = [
    (("documents",), {}, "/documents: a list is wanted"),
    (("documents", 0), 5, "/documents/0: an object is wanted, not 5"),
    (("documents", 0, "path"), None, "/documents/0/path: text is wanted, not None"),
    (("documents", 0, "read"), 1, "/documents/0/read: true or false is wanted"),
    (
        ("documents", 0, "findings", 0, "severity"),
        "fatal",
        "severity: 'fatal' is none of error, warning, note",
    ),
    (("documents", 0, "findings", 0, "severity"), [], "severity: .* is none of error"),
    (("documents", 0, "findings", 0, "span", "line"), "1", "/span/line: a whole number is wanted, not '1'"),
    (("documents", 0, "findings", 0, "span", "line"), True, "/span/line: a whole number is wanted"),
    (("documents", 0, "packs", 0, "score", "low"), "x", "/score/low: a number is wanted"),
    (("documents", 0, "packs", 0, "score"), [0, 1], "/score: an object is wanted"),
    (("documents", 0, "packs", 0, "rules", "fail"), None, "/rules/fail: a whole number is wanted"),
    (("gate", "met"), "yes", "/gate/met: true or false is wanted"),
    (("exit_code",), 1.5, "/exit_code: a whole number is wanted"),
    (("tool",), None, "/tool: an object is wanted"),
]


@pytest.mark.parametrize(("path", "value", "message"), WRONG)
def test_a_damaged_report_is_refused_and_the_place_named(
    path: tuple[str | int, ...], value: Any, message: str
) -> None:
    data = json.loads(render(GOLDEN["example"], "json"))
    part = data
    for step in path[:-1]:
        part = part[step]
    part[path[-1]] = value
    with pytest.raises(UsageError, match=message):
        load_report(data)


def test_a_missing_member_is_named() -> None:
    data = json.loads(render(GOLDEN["example"], "json"))
    for path in (("gate",), ("packs",), ("documents", 0, "kind"), ("run", "now")):
        damaged = copy.deepcopy(data)
        part = damaged
        for step in path[:-1]:
            part = part[step]
        del part[path[-1]]
        with pytest.raises(UsageError, match=f"the member '{path[-1]}' is missing"):
            load_report(damaged)


@settings(max_examples=100, deadline=None)
@given(
    st.data(),
    st.one_of(
        st.none(), st.booleans(), st.integers(), st.text(max_size=3), st.just([]), st.just({}), st.just([1])
    ),
)
def test_any_damage_is_refused_in_words(data: st.DataObject, value: Any) -> None:
    whole = json.loads(render(report(document(findings=(finding(),), criteria=(criterion(),))), "json"))
    part: Any = whole
    while True:
        key = data.draw(st.sampled_from(sorted(part) if isinstance(part, dict) else range(len(part))))
        if not isinstance(part[key], dict | list) or not part[key] or data.draw(st.booleans()):
            break
        part = part[key]
    part[key] = value
    try:
        read = load_report(whole)
    except UsageError:
        return
    for format in FORMATS:
        render(read, format)
