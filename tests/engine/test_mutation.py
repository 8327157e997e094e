"""Breaking rules on purpose: what no example notices is named."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from trustlint.engine.mutation import surviving_mutants
from trustlint.packs.load import load_pack_source

from .building import INTAKE, READING, in_memory, pack_data, rule

PASSING = {"expect": "pass", "base": "ob3-definition"}
FAILING = {"expect": "fail", "base": "ob3-definition", "set": {"/name": ""}, "at": "/name"}
WHEN = [{"select": {"field": "achievement.tag"}, "check": {"present": {}}, "because": "It has tags."}]
TAGGED = {"set": {"/tag": ["reading"]}}


def survivors(*examples: dict[str, Any], **more: Any) -> list[str]:
    return list(surviving_mutants(in_memory(pack_data([rule("XX001", examples=list(examples), **more)]))))


def test_a_pass_and_a_fail_kill_the_plain_mutants() -> None:
    assert survivors(PASSING, FAILING) == []


def test_only_passing_examples_let_a_rule_that_always_passes_live() -> None:
    assert survivors(PASSING) == ["XX001 always passing"]


def test_a_failing_example_alone_lets_a_rule_that_always_fails_live() -> None:
    at_root = {"expect": "fail", "base": "ob3-definition", "remove": ["/name"]}
    assert survivors(at_root) == ["XX001 always failing"]


def test_the_place_of_a_failing_example_kills_a_rule_that_always_fails() -> None:
    assert survivors(FAILING) == []


def test_an_unnoticed_precondition_is_named() -> None:
    tagged = [PASSING | TAGGED, {**FAILING, "set": FAILING["set"] | TAGGED["set"]}]  # type: ignore[operator]
    assert survivors(*tagged, when=WHEN) == ["XX001 without its conditions"]
    assert survivors(*tagged, {"expect": "inapplicable", "base": "ob3-definition"}, when=WHEN) == []


def test_an_unnoticed_empty_selection_is_named() -> None:
    more = {"on_empty": "inapplicable", "each": True}
    assert survivors(PASSING, FAILING, **more) == ["XX001 failing where nothing is selected"]
    empty = {"expect": "inapplicable", "base": "ob3-definition", "remove": ["/name"]}
    assert survivors(PASSING, FAILING, empty, **more) == []


def test_the_packs_of_these_tests_leave_no_mutant_alive() -> None:
    for path in (INTAKE, READING):
        assert list(surviving_mutants(load_pack_source(Path(path)))) == []
