"""The verdict algebra, exhaustively for up to four parts: what is decided stays decided, in whatever order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import permutations, product

import pytest

from trustlint.model.finding import Severity
from trustlint.model.outcome import (
    Outcome,
    Proof,
    Verdict,
    combine_all,
    combine_any,
    seen_through,
    to_verdict,
)

Combine = Callable[[Iterable[Outcome]], Outcome]

PASS, FAIL, INAPPLICABLE = Outcome.PASS, Outcome.FAIL, Outcome.INAPPLICABLE
CANT_TELL, ERROR = Outcome.CANT_TELL, Outcome.ERROR
UNDECIDED = (CANT_TELL, ERROR)
MOST_PARTS = 4

BOTH = pytest.mark.parametrize("combine", [combine_all, combine_any], ids=["all", "any"])


def every_combination() -> Iterator[tuple[Outcome, ...]]:
    for size in range(MOST_PARTS + 1):
        yield from product(Outcome, repeat=size)


def decided_later(parts: tuple[Outcome, ...]) -> Iterator[tuple[Outcome, ...]]:
    """Every way in which undecided parts may be decided, drop out, or stay as they are."""
    yield from product(
        *([part] if part not in UNDECIDED else [part, PASS, FAIL, INAPPLICABLE] for part in parts)
    )


@BOTH
def test_what_is_decided_never_flips(combine: Combine) -> None:
    for parts in every_combination():
        before = combine(parts)
        if before in UNDECIDED:
            continue
        for after in decided_later(parts):
            assert combine(after) is before, (parts, after)


@BOTH
def test_what_is_undecided_can_still_go_both_ways_or_drop_out(combine: Combine) -> None:
    for parts in every_combination():
        if combine(parts) in UNDECIDED:
            later = {combine(after) for after in decided_later(parts)}
            assert {PASS, FAIL} <= later, parts


@BOTH
def test_the_order_of_parts_does_not_matter(combine: Combine) -> None:
    for parts in every_combination():
        assert {combine(order) for order in permutations(parts)} == {combine(parts)}, parts


@BOTH
def test_inapplicable_parts_drop_out_and_leave_nothing_when_alone(combine: Combine) -> None:
    for parts in every_combination():
        assert combine((*parts, INAPPLICABLE)) is combine(parts), parts
    for size in range(MOST_PARTS + 1):
        assert combine([INAPPLICABLE] * size) is INAPPLICABLE


@BOTH
def test_a_part_alone_speaks_for_itself_and_repeating_it_changes_nothing(combine: Combine) -> None:
    for outcome in Outcome:
        assert combine([outcome]) is outcome
    for parts in every_combination():
        assert combine(parts + parts) is combine(parts)


@BOTH
def test_parts_may_be_combined_in_groups(combine: Combine) -> None:
    for parts in every_combination():
        for cut in range(len(parts) + 1):
            grouped = combine([combine(parts[:cut]), combine(parts[cut:])])
            assert grouped is combine(parts), (parts, cut)


def by_words(parts: tuple[Outcome, ...], precedence: tuple[Outcome, ...], otherwise: Outcome) -> Outcome:
    """The sentence of the design, written once more: drop inapplicables, then the first of the precedence."""
    applicable = [part for part in parts if part is not INAPPLICABLE]
    if not applicable:
        return INAPPLICABLE
    return next((outcome for outcome in precedence if outcome in applicable), otherwise)


def test_the_tables_are_those_of_the_design() -> None:
    for parts in every_combination():
        assert combine_all(parts) is by_words(parts, (FAIL, ERROR, CANT_TELL), PASS), parts
        assert combine_any(parts) is by_words(parts, (PASS, ERROR, CANT_TELL), FAIL), parts


def test_all_and_any_mirror_each_other() -> None:
    mirror = {PASS: FAIL, FAIL: PASS}
    for parts in every_combination():
        mirrored = combine_any(mirror.get(part, part) for part in parts)
        assert mirror.get(mirrored, mirrored) is combine_all(parts), parts


@BOTH
def test_parts_may_come_from_a_generator(combine: Combine) -> None:
    assert combine(part for part in (PASS, INAPPLICABLE)) is PASS


SEEN = {
    Proof.CONCLUSIVE: {PASS: PASS, FAIL: FAIL},
    Proof.NECESSARY: {PASS: CANT_TELL, FAIL: FAIL},
    Proof.INDICATIVE: {PASS: PASS, FAIL: CANT_TELL},
}


@pytest.mark.parametrize("proof", Proof)
def test_what_a_rule_proves(proof: Proof) -> None:
    for outcome in Outcome:
        assert seen_through(outcome, proof) is SEEN[proof].get(outcome, outcome)


VERDICTS = {
    PASS: Verdict.PASS,
    FAIL: Verdict.FAIL,
    INAPPLICABLE: Verdict.NOT_APPLICABLE,
    CANT_TELL: Verdict.NEEDS_REVIEW,
    ERROR: Verdict.ERROR,
}


def test_an_open_question_holds_back_a_pass_and_nothing_else() -> None:
    assert set(VERDICTS) == set(Outcome)
    for outcome, verdict in VERDICTS.items():
        assert to_verdict(outcome) is verdict
        asked = to_verdict(outcome, open_question=True)
        assert asked is (Verdict.NEEDS_REVIEW if outcome is PASS else verdict)


def test_the_words_in_reports() -> None:
    assert [outcome.value for outcome in Outcome] == ["pass", "fail", "inapplicable", "cant-tell", "error"]
    assert [verdict.value for verdict in Verdict] == [
        "pass",
        "fail",
        "not-applicable",
        "needs-review",
        "waived",
        "error",
        "not-assessed",
    ]
    assert sorted(Severity, key=lambda severity: severity.rank) == [
        Severity.ERROR,
        Severity.WARNING,
        Severity.NOTE,
    ]
