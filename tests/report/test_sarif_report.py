"""Format sarif: SARIF 2.1.0, as code-scanning pages read it.

pydantic-sarif was generated from the JSON Schema of SARIF 2.1.0 and refuses what that does not know.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from pydantic_sarif.model import StaticAnalysisResultsFormatSarifVersion210JsonSchema as Sarif
from reports_by_hand import (
    GOLDEN,
    HOSTILE,
    TC,
    criterion,
    definition_with_gaps,
    document,
    every_verdict,
    finding,
    report,
    unreadable,
)

import trustlint
from tests.conftest import ROOT
from trustlint.model.finding import Excerpt
from trustlint.model.outcome import Verdict
from trustlint.model.report import Report
from trustlint.model.span import Span
from trustlint.report import RenderOptions, render
from trustlint.report.file_address import file_uri, repository_path
from trustlint.report.utf16 import utf16_column

SOUND = str(ROOT / "fixtures" / "sel" / "ob3-definition.json")


def run_of(whole: Report, verbose: bool = False) -> Any:
    log = json.loads(render(whole, "sarif", RenderOptions(verbose=verbose)))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    return run


@pytest.mark.parametrize("verbose", [False, True])
@pytest.mark.parametrize("name", GOLDEN)
def test_is_valid_sarif(name: str, verbose: bool) -> None:
    Sarif.model_validate(json.loads(render(GOLDEN[name], "sarif", RenderOptions(verbose=verbose))))


def test_the_oracle_refuses_what_sarif_does_not_know() -> None:
    log = json.loads(render(GOLDEN["example"], "sarif"))
    log["runs"][0]["results"][0]["line"] = 3
    with pytest.raises(ValueError, match="line"):
        Sarif.model_validate(log)


@pytest.mark.parametrize("name", GOLDEN)
def test_every_number_refers_to_what_it_names(name: str) -> None:
    run = run_of(GOLDEN[name], verbose=True)
    rules = run["tool"]["driver"]["rules"]

    def taxon(reference: Any) -> Any:
        taxonomy = run["taxonomies"][reference["toolComponent"]["index"]]
        assert taxonomy["name"] == reference["toolComponent"]["name"]
        return taxonomy["taxa"][reference["index"]]["id"]

    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert (result["level"] != "none") == (result["kind"] == "fail")
        for reference in result.get("taxa", ()):
            assert taxon(reference) == reference["id"]
        (location,) = result["locations"]
        artifact = location["physicalLocation"]["artifactLocation"]
        assert run["artifacts"][artifact["index"]]["location"]["uri"] == artifact["uri"]
        if "analysisTarget" in result:
            assert "parentIndex" in run["artifacts"][result["analysisTarget"]["index"]]
    for rule in rules:
        assert rule["help"]["text"]
        assert rule["help"]["markdown"]
        for relationship in rule.get("relationships", ()):
            assert taxon(relationship["target"]) == relationship["target"]["id"]
    listed = run["tool"]["driver"]["supportedTaxonomies"]
    assert [each["name"] for each in listed] == [each["name"] for each in run["taxonomies"]]


def test_findings_and_what_no_finding_tells() -> None:
    run = run_of(report(definition_with_gaps()))
    told = [(each["ruleId"], each["kind"], each["level"]) for each in run["results"]]
    assert told == [
        ("WR004", "fail", "warning"),
        ("TC032", "fail", "error"),
        ("TC032", "fail", "error"),
        ("TC032", "fail", "error"),
        ("TC-02", "fail", "error"),
        ("TC-14", "fail", "warning"),
        ("TP-03", "fail", "note"),
        ("TP-09", "fail", "note"),
        ("TC-11", "review", "none"),
    ]
    waived = run["results"][5]["suppressions"]
    assert waived == [
        {
            "kind": "external",
            "justification": "Waived until 2026-12-31 by the registrar: credit is being negotiated.",
        }
    ]
    review = run["results"][8]["message"]["text"]
    assert review.endswith("accredited the issuer for this kind of programme?")


def test_what_passes_is_a_result_only_on_demand() -> None:
    def kinds(verbose: bool) -> dict[str, str]:
        run = run_of(report(definition_with_gaps()), verbose)
        return {each["ruleId"]: each["kind"] for each in run["results"] if each["kind"] != "fail"}

    assert kinds(False) == {"TC-11": "review"}
    assert kinds(True) == {
        "TC-01": "pass",
        "TC-04": "pass",
        "TC-13": "pass",
        **dict.fromkeys(("TC-05", "TC-06", "TC-10"), "notApplicable"),
        "TC-11": "review",
    }


def test_rules_that_ran_are_listed_with_their_criteria() -> None:
    run = run_of(report(definition_with_gaps()))
    rules = {rule["id"]: rule for rule in run["tool"]["driver"]["rules"]}
    assert [each["target"]["id"] for each in rules["TC041"]["relationships"]] == ["TC-04"]
    assert rules["WR004"]["defaultConfiguration"] == {"level": "warning"}
    assert rules["WR004"]["help"]["text"] == (
        "Say in one or two sentences what the learner can do afterwards. More: trustlint explain WR004"
    )
    (taxonomy,) = run["taxonomies"]
    assert taxonomy["shortDescription"]["text"] == "TrustEd Credential Profile 2026.7 (draft of 2026-07-12)"
    taxon = next(each for each in taxonomy["taxa"] if each["id"] == "TC-13")
    assert taxon["properties"] == {"level": "recommended", "scope": "definition"}


def test_what_could_not_be_read_or_run_is_a_notification() -> None:
    run = run_of(GOLDEN["every-verdict"])
    (invocation,) = run["invocations"]
    assert (invocation["executionSuccessful"], invocation["exitCode"]) == (False, 3)
    told = [each["message"]["text"] for each in invocation["toolExecutionNotifications"]]
    assert told == [
        "TC061 broke off on out/batch.ndjson (line 12); its result there is not known.",
        "TC-06 could not be decided for out/batch.ndjson (line 12): Why it is error.",
        "badges/broken.json could not be read: it is not JSON.",
        "badges/old.json is both named and found in a folder; it was checked once.",
    ]
    assert run_of(report(unreadable()))["results"][0]["ruleId"] == "SRC010"


@pytest.mark.parametrize(("code", "successful"), [(0, True), (1, True), (3, False), (4, True), (5, True)])
def test_a_gate_that_is_not_met_is_no_broken_run(code: int, successful: bool) -> None:
    (invocation,) = run_of(report(document(), exit_code=code))["invocations"]
    assert (invocation["exitCode"], invocation["executionSuccessful"]) == (code, successful)


def test_parts_are_artifacts_in_the_file() -> None:
    run = run_of(report(every_verdict(), every_verdict()._replace(part="/3", sha256="cd" * 32)))
    assert run["artifacts"] == [
        {
            "location": {"uri": "out/batch.ndjson"},
            "roles": ["analysisTarget"],
            "hashes": {"sha-256": "cd" * 32},
        },
        {
            "description": {"text": "line 12"},
            "parentIndex": 0,
            "roles": ["analysisTarget"],
            "hashes": {"sha-256": "ab" * 32},
        },
        {"location": {"uri": "out/issuer.json"}, "roles": ["analysisTarget"]},
        {"description": {"text": "/3"}, "parentIndex": 0, "roles": ["analysisTarget"]},
    ]


def region_of(span: Span, excerpt: Excerpt | None) -> Any:
    run = run_of(report(document(findings=(finding(span=span, excerpt=excerpt),))))
    return run["results"][0]["locations"][0]["physicalLocation"]["region"]


def test_columns_count_utf16_units() -> None:
    line = '  "𝄞": "😀 é",'
    start = line.index('"😀') + 1
    span = Span(7, start, 7, start + 5)
    assert region_of(span, Excerpt(6, ("{", line, "}"))) == {
        "startLine": 7,
        "startColumn": start + 1,
        "endColumn": start + 5 + 2,
    }


@pytest.mark.parametrize("excerpt", [None, Excerpt(7, ("cut off",), 300), Excerpt(9, ("other line",))])
def test_a_column_that_nobody_can_tell_is_not_told(excerpt: Excerpt | None) -> None:
    assert region_of(Span(7, 320, 7, 330), excerpt) == {"startLine": 7}
    assert region_of(Span(7, 1, 8, 9), excerpt) == {"startLine": 7, "startColumn": 1, "endLine": 8}


def test_utf16_columns_behind_the_end_of_a_cut_line_are_not_told() -> None:
    assert utf16_column(5, 1, Excerpt(1, ("abc",))) is None
    assert utf16_column(4, 1, Excerpt(1, ("abc",))) == 4


def test_fingerprints_survive_reformatting_and_tell_findings_apart() -> None:
    def fingerprint(**changes: Any) -> Any:
        run = run_of(report(document(findings=(finding(**changes),))))
        return run["results"][0]["partialFingerprints"]

    first = fingerprint()
    assert first == fingerprint(span=Span(99, 1, 99, 4), excerpt=None)
    assert fingerprint(message="Line 3, column 9 is wrong.") == fingerprint(
        message="Line 4, column 1 is wrong."
    )
    others = [
        fingerprint(pointer="/a"),
        fingerprint(code="OBS102"),
        fingerprint(expected="id"),
        fingerprint(message="x"),
    ]
    assert len({json.dumps(each) for each in (first, *others)}) == 5


def test_a_shared_file_is_told_once() -> None:
    ob2 = document()._replace(kind=document().kind and document().kind._replace(model="ob2"))
    shared = finding(document="issuer.json")
    whole = report(
        ob2._replace(findings=(shared,)),
        ob2._replace(path="other.json", findings=(shared,)),
        ob2._replace(path="issuer.json", findings=(shared._replace(document=None),)),
    )
    assert len(run_of(whole)["results"]) == 1


def test_a_waived_criterion_suppresses_its_findings_only_where_nothing_else_wants_them() -> None:
    waived = criterion("TC-01", Verdict.WAIVED, message="Approved.")
    one = finding(criteria=(f"{TC}/TC-01",))
    two = finding(code="OBS102", criteria=(f"{TC}/TC-01", f"{TC}/TC-02"))
    run = run_of(report(document(findings=(one, two), criteria=(waived, criterion("TC-02", Verdict.FAIL)))))
    assert [("suppressions" in each) for each in run["results"]] == [True, False]


def test_messages_make_no_links() -> None:
    run = run_of(report(document(findings=(finding(message="See [this](https://example.org/x)"),))))
    assert run["results"][0]["message"]["text"] == "See \\[this\\](https://example.org/x)"
    assert "\x1b" not in json.dumps(run_of(report(document(findings=(finding(message=HOSTILE),)))))


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("./badges/sel.json", "badges/sel.json"),
        ("bad ges/ä#?.json", "bad%20ges/%C3%A4%23%3F.json"),
        ("badges\\sel.json", "badges/sel.json"),
        ("/data/b.json", "file:///data/b.json"),
        ("//host/b.json", "file:///host/b.json"),
        ("C:\\b ad.json", "file:///C:/b%20ad.json"),
        ("caf\udce9.json", "caf%E9.json"),
        ("a\ud800.json", "a%3F.json"),
        ("a:b.json", "a%3Ab.json"),
        ("-", "-"),
    ],
)
def test_addresses_of_files(path: str, uri: str) -> None:
    assert file_uri(path) == uri


def test_paths_in_the_repository() -> None:
    assert repository_path("././badges//x.json") == "badges//x.json"
    assert repository_path("../x.json") == "../x.json"


def test_all_selected_rules_are_listed_whether_they_found_anything_or_not() -> None:
    whole = trustlint.check(SOUND, packs=["open-badges", TC], ignore=["OBS122"])
    run = run_of(whole)
    rules = {rule["id"]: rule for rule in run["tool"]["driver"]["rules"]}
    selected = {rule.code: rule for pack in trustlint.load_packs(["open-badges", TC]) for rule in pack.rules}
    assert set(selected) - set(rules) == {"OBS122"}
    for code in selected.keys() - {"OBS122"}:
        rule, listed = selected[code], rules[code]
        assert listed["name"] == rule.name
        assert listed["defaultConfiguration"]["level"] == rule.severity.value
        assert listed["shortDescription"]["text"]
        assert listed["fullDescription"]["text"]
        assert listed["help"]["text"].endswith(f"More: trustlint explain {code}")
    assert rules["TC021"]["relationships"][0]["target"]["id"] == "TC-02"
    assert [each["name"] for each in run["taxonomies"]] == [TC]
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    Sarif.model_validate(json.loads(render(whole, "sarif")))


def test_a_run_over_nothing_lists_its_rules_too(tmp_path: Path) -> None:
    run = run_of(trustlint.check(str(tmp_path)))
    assert run["results"] == []
    assert {"SCH002", "TC021"} <= {rule["id"] for rule in run["tool"]["driver"]["rules"]}
    for rule in run["tool"]["driver"]["rules"]:
        for relationship in rule.get("relationships", ()):
            reference = relationship["target"]
            taxonomy = run["taxonomies"][reference["toolComponent"]["index"]]
            assert taxonomy["taxa"][reference["index"]]["id"] == reference["id"]
