"""The runner of the examples that rules carry notices every difference, and breaks off at none."""

from __future__ import annotations

from typing import Any

import pytest

from trustlint.checks.context import RuleContext
from trustlint.engine.examples import (
    base_names,
    example_document,
    missing_examples,
    run_examples,
)
from trustlint.errors import PackError
from trustlint.packs.compile import RuleOutcome
from trustlint.packs.model import Rule

from .building import base, in_memory, pack_data, rule


def problem(example: dict[str, Any], **more: Any) -> str:
    """What the runner says of one example of a rule that wants achievement.name."""
    return problems([example], **more)[0]


def problems(examples: list[dict[str, Any]], **more: Any) -> list[str]:
    pack = in_memory(pack_data([rule("XX001", examples=examples, **more)]))
    return [result.problem for result in run_examples(pack)]


UNNAMED = {"base": "ob3-definition", "set": {"/name": ""}}


def test_examples_that_hold_have_no_problem() -> None:
    assert problem({"expect": "pass", "base": "ob3-definition"}) == ""
    assert problem({"expect": "fail", "at": "/name", "says": "is empty", **UNNAMED}) == ""
    assert problem({"expect": "fail", "at": "", "base": "ob3-definition", "remove": ["/name"]}) == ""
    assert problem({"expect": "inapplicable", "base": "ob3-profile"}) == ""
    held = problem(
        {"expect": "cant-tell", "base": "ob3-definition", "set": {"/name": "{{name}}"}},
        check={"text": {"min_words": 2}},
    )
    assert held == ""


@pytest.mark.parametrize(
    ("example", "words"),
    [
        ({"expect": "fail", "at": "", "base": "ob3-definition"}, "expected fail, and the outcome is pass"),
        ({"expect": "pass", **UNNAMED}, "expected pass, and the outcome is fail"),
        ({"expect": "pass", "base": "ob3-profile"}, "the outcome is inapplicable: "),
        ({"expect": "fail", "at": "", **UNNAMED}, "expected at 'the root', and it is at '/name'"),
        (
            {"expect": "fail", "at": "/nam", **UNNAMED},
            "expected at '/nam', and it is at '/name': name is empty.",
        ),
        (
            {"expect": "fail", "at": "/name", "says": "too short", **UNNAMED},
            "expected to say 'too short', and it says 'name is empty.'",
        ),
    ],
)
def test_every_difference_is_noticed(example: dict[str, Any], words: str) -> None:
    assert words in problem(example)


def test_results_name_rule_expectation_and_number() -> None:
    pack = in_memory(pack_data([rule("XX001")]))
    assert [result.id for result in run_examples(pack)] == ["XX001:pass:1", "XX001:fail:2"]


@pytest.mark.parametrize(
    ("example", "words"),
    [
        ({"base": "ob3-definitions"}, "no base document 'ob3-definitions'; the bases are clr2"),
        ({"base": "../bases/clr2"}, "there is no base document"),
        ({"base": "ob3-definition", "remove": ["/nothing"]}, "there is nothing at '/nothing' to remove"),
        ({"base": "ob3-definition", "remove": [""]}, "nothing at '' to remove"),
        ({"base": "ob3-definition", "remove": ["/type/-1"]}, "nothing at '/type/-1' to remove"),
        ({"base": "ob3-definition", "remove": ["name"]}, "nothing at 'name' to remove"),
        ({"base": "ob3-definition", "set": {"/name/x": 1}}, "leads through a single value"),
        ({"base": "ob3-definition", "set": {"/type/9": 1}}, "leads to item 9 of a list of 1"),
        ({"base": "ob3-definition", "set": {"name": 1}}, "is not a JSON Pointer"),
        ({"base": "ob3-definition", "now": "yesterday"}, "'yesterday' is not a date and time"),
        ({"base": "ob3-definition", "with": {"other.json": {"name": "A"}}}, "other.json under `with`"),
        ({"base": "ob3-definition", "with": {"other.json": [1]}}, "other.json under `with`"),
        ({"hex": "xyz"}, "is not bytes in hexadecimal"),
    ],
)
def test_an_example_that_cannot_be_built_names_its_rule(example: dict[str, Any], words: str) -> None:
    with pytest.raises(PackError) as error:
        problem({"expect": "pass", **example})
    assert str(error.value).startswith("XX001: ")
    assert words in str(error.value)


def test_a_rule_that_crashes_fails_its_examples() -> None:
    def crash(_rule: Rule, _context: RuleContext) -> RuleOutcome:
        raise RuntimeError("boom")

    pack = in_memory(pack_data([rule("XX001")]))
    found = [result.problem for result in run_examples(pack, crash)]
    assert found == [
        "expected pass, and the rule crashed (RuntimeError: boom)",
        "expected fail, and the rule crashed (RuntimeError: boom)",
    ]


def test_examples_have_a_clock_of_their_own() -> None:
    past = {"select": {"field": "credential.validFrom"}, "check": {"date": {"not_after_now": True}}}
    day = {"expect": "pass", "base": "ob3-credential", "set": {"/validFrom": "2026-03-01T00:00:00Z"}}
    clocks = ["2026-02-01", "2026-04-01T00:00:00Z", "2026-03-01T01:00:00+02:00"]
    early, late, between = problems([{**day, "now": now} for now in clocks], **past)
    assert "expected pass, and the outcome is fail" in early
    assert late == ""
    assert "expected pass" in between
    assert "expected pass" in problem(day, **past), "examples without a clock are judged at a fixed day"


def test_links_of_an_example_lead_to_its_other_inputs() -> None:
    example = {"base": "ob2-assertion", "with": {"badge.json": base("ob2-badgeclass")}}
    assert problem({"expect": "pass", **example}) == ""
    assert problem({"expect": "inapplicable", "base": "ob2-assertion"}) == ""


def test_bases_are_not_changed_by_examples() -> None:
    pack = in_memory(pack_data([rule("XX001")]))
    example = {"base": "ob3-definition", "set": {"/name": "", "/tag/-": "x"}, "remove": ["/criteria"]}
    changed = example_document(pack.rules[0], example)
    assert (changed.data["name"], changed.data["tag"]) == ("", ["x"])
    assert "criteria" not in changed.data
    assert example_document(pack.rules[0], {"base": "ob3-definition"}).data == base("ob3-definition")


def test_text_and_bytes_are_read_as_files_are() -> None:
    (one,) = in_memory(pack_data([rule("XX001")])).rules
    assert example_document(one, {"text": '{"a": 1,}'}).usable is False
    assert example_document(one, {"text": "a: 1", "file": "x.yaml"}).data == {"a": 1}
    assert [item.kind for item in example_document(one, {"hex": "00ff00"}).problems] == ["binary"]


def test_bases_are_there_for_every_model() -> None:
    assert {"ob3-definition", "ob3-credential", "ob2-badgeclass", "clr2"} <= set(base_names())


def test_missing_examples_are_named() -> None:
    when = [{"select": {"field": "achievement.tag"}, "check": {"present": {}}, "because": "It has tags."}]
    pack = in_memory(
        pack_data(
            [
                rule("XX001", examples=[{"expect": "pass"}]),
                rule("XX002", examples=[{"expect": "fail"}, {"expect": "pass"}], when=when),
                rule("XX003", on_empty="inapplicable"),
                rule("XX004"),
            ]
        )
    )
    assert list(missing_examples(pack)) == [
        "XX001 has no example that expects fail",
        "XX002 can be inapplicable and has no example that expects it",
        "XX002 has a failing example that does not say where (at)",
        "XX003 can be inapplicable and has no example that expects it",
    ]
