"""Every shipped pack keeps its own promises: its examples hold, notice a broken rule, and nothing is left unsaid."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest

from trustlint.data_files import data_folder, parse_yaml
from trustlint.engine.examples import missing_examples, run_examples
from trustlint.engine.mutation import surviving_mutants
from trustlint.packs.load import load_pack, load_pack_source, load_packs, shipped_pack_ids
from trustlint.packs.model import Pack

PACKS = shipped_pack_ids()


@cache
def source(id_: str) -> Pack:
    return load_pack_source(data_folder("rules") / id_)


def _examples() -> Iterator[object]:
    for id_ in PACKS:
        for result in run_examples(source(id_)):
            yield pytest.param(result.problem, id=result.id)


@pytest.mark.parametrize("problem", list(_examples()))
def test_example_holds(problem: str) -> None:
    assert problem == ""


@pytest.mark.parametrize("id_", PACKS)
def test_every_rule_has_the_examples_it_needs(id_: str) -> None:
    assert list(missing_examples(source(id_))) == []


@pytest.mark.parametrize("id_", PACKS)
def test_a_broken_rule_breaks_an_example(id_: str) -> None:
    assert list(surviving_mutants(source(id_))) == []


@pytest.mark.parametrize("id_", PACKS)
def test_every_rule_and_criterion_says_what_it_rests_on_and_how_to_meet_it(id_: str) -> None:
    pack = source(id_)
    for rule in pack.rules:
        assert rule.title, rule.code
        assert rule.remediation, rule.code
        assert rule.reference.fact or rule.reference.basis == "ours" or rule.reference.document, rule.code
    for criterion in pack.criteria:
        assert criterion.remediation, criterion.id
        assert criterion.reference.document, criterion.id
        assert criterion.reference.locator or criterion.reference.fact, criterion.id


@pytest.mark.parametrize("id_", [id_ for id_ in PACKS if source(id_).criteria])
def test_every_rule_of_a_rubric_takes_part_in_a_criterion(id_: str) -> None:
    pack = source(id_)
    used = {code for criterion in pack.criteria for code in criterion.assess.codes()}
    assert [rule.code for rule in pack.rules if rule.code not in used] == []


def test_shipped_packs_can_be_loaded_together() -> None:
    assert {pack.id for pack in load_packs(PACKS)} == set(PACKS)


@pytest.mark.parametrize("id_", PACKS)
def test_the_compiled_form_says_the_same(id_: str) -> None:
    compiled, from_source = load_pack(id_), source(id_)
    assert compiled.digest == from_source.digest
    assert [rule.code for rule in compiled.rules] == [rule.code for rule in from_source.rules]
    assert compiled.criteria == from_source.criteria


def test_no_code_is_used_again() -> None:
    retired = {entry["code"] for entry in parse_yaml(data_folder("rules") / "retired.yaml") or []}
    codes = [rule.code for id_ in PACKS for rule in source(id_).rules]
    assert len(codes) == len(set(codes))
    assert retired.isdisjoint(codes)


def test_no_text_claims_more_than_a_check_can_say() -> None:
    for id_ in PACKS:
        pack = source(id_)
        texts = [rule.title + rule.remediation + " ".join(rule.messages.values()) for rule in pack.rules]
        texts += [item.title + item.requirement + item.remediation for item in pack.criteria]
        for text in texts:
            assert "conformant" not in text.lower()
            assert "trusted certified" not in text.lower()


def test_rules_that_others_yield_to_exist() -> None:
    packs = load_packs(PACKS)
    codes = {rule.code for pack in packs for rule in pack.rules}
    named = {
        code
        for pack in packs
        for rule in pack.rules
        for code in (*rule.unless_said_by, *rule.unless_said_within_by, *rule.unless_said_anywhere_by)
    }
    assert named - codes == set()
