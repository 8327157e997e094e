"""What answers make of a verdict: every combination of verdict, digest, expiry and answer."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustlint.engine.attestations import after, apply_attestations
from trustlint.model.outcome import Verdict
from trustlint.model.report import CriterionResult
from trustlint.model.review import Answer, Attestation, EntryPlace, Standing, Subject
from trustlint.packs.model import Criterion

from .building import criterion, in_memory, pack_data, rule

TODAY = date(2026, 5, 31)
NOW, THEN = "sha256:" + "1" * 64, "sha256:" + "2" * 64
QUESTION = "Is it clear?"
NEVER, LATER, THIS_DAY, PAST = None, date(2026, 6, 1), TODAY, date(2026, 5, 30)


def asking(**human: object) -> Criterion:
    data = pack_data([rule("XX001")], [criterion("XC-01", ["XX001"], human={"question": QUESTION, **human})])
    return in_memory(data).criteria[0]


def result(verdict: Verdict = Verdict.NEEDS_REVIEW) -> CriterionResult:
    return CriterionResult(
        "small",
        "XC-01",
        "Title",
        "required",
        "definition",
        verdict,
        "human-question",
        QUESTION,
        question=QUESTION,
    )


def answer(
    value: str = "yes",
    by: str = "Ada",
    *,
    digest: str = NOW,
    expires: date | None = None,
    question: str | None = QUESTION,
    on: date = date(2026, 5, 1),
    note: str | None = None,
) -> Attestation:
    return Attestation(
        Subject("/a.json"),
        "small/XC-01",
        Answer(value),
        by,
        "Reviewer",
        on,
        digest,
        question,
        expires,
        note,
        place=EntryPlace("a.yaml", "/attestations/0"),
    )


def settle(
    items: list[Attestation], verdict: Verdict = Verdict.NEEDS_REVIEW, **human: object
) -> tuple[CriterionResult, list[str]]:
    settled, troubles = apply_attestations(result(verdict), asking(**human), items, lambda: NOW, TODAY)
    return settled, [trouble.code for trouble in troubles]


GIVES = {"yes": Verdict.PASS, "no": Verdict.FAIL, "na": Verdict.NOT_APPLICABLE}


@pytest.mark.parametrize(
    ("verdict", "value", "digest", "expires"),
    list(product(Verdict, GIVES, (NOW, THEN), (NEVER, LATER, THIS_DAY, PAST))),
)
def test_verdict_answer_digest_expiry(
    verdict: Verdict, value: str, digest: str, expires: date | None
) -> None:
    settled, codes = settle([answer(value, digest=digest, expires=expires)], verdict)
    if verdict in (Verdict.ERROR, Verdict.NOT_ASSESSED):
        assert (settled, codes) == (result(verdict), [])  # nobody can say whether the answer is needed
    elif verdict is not Verdict.NEEDS_REVIEW:
        assert (settled.verdict, codes) == (verdict, ["TL920"])
        assert settled.attestations[0].standing is Standing.UNUSED
    elif digest == THEN:
        assert (settled.verdict, codes) == (verdict, ["TL924"])
        assert settled.attestations[0].standing is Standing.STALE
    elif expires == PAST:
        assert (settled.verdict, codes) == (verdict, ["TL921"])
        assert settled.attestations[0].standing is Standing.EXPIRED
    else:
        assert (settled.verdict, codes) == (GIVES[value], [])
        assert settled.attestations[0].standing is Standing.VALID
        assert settled.question is None


def test_reasons_and_messages_name_the_reviewer() -> None:
    settled, _ = settle([answer("no", note="Too short.")])
    assert (settled.reason, settled.message) == ("attested-not-met", "Ada (Reviewer) says no: Too short.")
    assert settle([answer("yes")])[0].reason == "attested"
    assert settle([answer("na")])[0].reason == "attested-not-applicable"


def test_another_question_makes_an_answer_stale() -> None:
    for question in ("Is it short?", None):
        settled, codes = settle([answer(question=question)])
        assert (settled.verdict, codes) == (Verdict.NEEDS_REVIEW, ["TL924"])


def test_the_digest_is_not_worked_out_for_nothing() -> None:
    def never() -> str:
        raise AssertionError("asked for")

    settled, _ = apply_attestations(result(Verdict.FAIL), asking(), [answer()], never, TODAY)
    assert settled.verdict is Verdict.FAIL


@pytest.mark.parametrize(
    ("answers", "reviewers", "verdict", "reason"),
    [
        ([("yes", "Ada")], 2, Verdict.NEEDS_REVIEW, "reviewers-missing"),
        ([("yes", "Ada"), ("yes", "Ben")], 2, Verdict.PASS, "attested"),
        ([("no", "Ada"), ("no", "Ben")], 2, Verdict.FAIL, "attested-not-met"),
        ([("na", "Ada"), ("na", "Ben")], 2, Verdict.NOT_APPLICABLE, "attested-not-applicable"),
        ([("yes", "Ada"), ("no", "Ben")], 2, Verdict.NEEDS_REVIEW, "reviewers-disagree"),
        ([("yes", "Ada"), ("no", "Ben")], 1, Verdict.NEEDS_REVIEW, "reviewers-disagree"),
        ([("yes", "Ada"), ("yes", "Ben"), ("na", "Cy")], 2, Verdict.NEEDS_REVIEW, "reviewers-disagree"),
        ([("yes", "Ada"), ("yes", "Ben")], 3, Verdict.NEEDS_REVIEW, "reviewers-missing"),
        ([("yes", "Ada"), ("yes", " ADA ")], 2, Verdict.NEEDS_REVIEW, "reviewers-missing"),
        ([("no", "Ada"), ("yes", "ada"), ("yes", "Ben")], 2, Verdict.PASS, "attested"),
    ],
)
def test_reviewers(answers: list[tuple[str, str]], reviewers: int, verdict: Verdict, reason: str) -> None:
    settled, codes = settle([answer(value, by) for value, by in answers], reviewers=reviewers)
    assert (settled.verdict, settled.reason) == (verdict, reason)
    repeated = len(answers) - len({by.strip().casefold() for _, by in answers})
    assert codes == ["TL923"] * repeated
    if verdict is Verdict.NEEDS_REVIEW:
        assert settled.question == QUESTION
        assert "Ada" in settled.message or "ADA" in settled.message


def test_only_answers_that_count_can_disagree() -> None:
    settled, codes = settle([answer("no", "Ada", digest=THEN), answer("yes", "Ben")])
    assert (settled.verdict, codes) == (Verdict.PASS, ["TL924"])


def test_the_last_answer_of_a_reviewer_counts_even_when_it_is_stale() -> None:
    settled, codes = settle([answer("yes"), answer("yes", digest=THEN)])
    assert (settled.verdict, sorted(codes)) == (Verdict.NEEDS_REVIEW, ["TL923", "TL924"])


def test_an_answer_holds_as_long_as_the_pack_lets_it() -> None:
    assert settle([answer(on=date(2025, 5, 31))], valid_for="P1Y")[0].verdict is Verdict.PASS
    settled, codes = settle([answer(on=date(2025, 5, 30), expires=date(2030, 1, 1))], valid_for="P1Y")
    assert (settled.verdict, codes) == (Verdict.NEEDS_REVIEW, ["TL921"])
    assert settled.attestations[0].expires == date(2026, 5, 30)


@pytest.mark.parametrize(
    ("day", "span", "expected"),
    [
        (date(2024, 2, 29), "P1Y", date(2025, 2, 28)),
        (date(2026, 1, 31), "P1M", date(2026, 2, 28)),
        (date(2026, 12, 15), "P1M", date(2027, 1, 15)),
        (date(2026, 1, 1), "P2W", date(2026, 1, 15)),
        (date(2026, 1, 1), "P1Y2M3W4D", date(2027, 3, 26)),
        (date(2026, 1, 1), "P99999Y", date.max),
        (date(2026, 1, 1), "P99999999999999999999D", date.max),
    ],
)
def test_spans_of_time(day: date, span: str, expected: date) -> None:
    assert after(day, span) == expected


ATTESTATIONS = st.lists(
    st.builds(
        answer,
        st.sampled_from(["yes", "no", "na"]),
        st.sampled_from(["Ada", "Ben", "Cy"]),
        digest=st.sampled_from([NOW, THEN]),
        expires=st.sampled_from([NEVER, LATER, PAST]),
    ),
    max_size=5,
)


@given(ATTESTATIONS, st.sampled_from(list(Verdict)), st.integers(1, 3))
def test_people_only_ever_settle_what_is_open(
    items: list[Attestation], verdict: Verdict, reviewers: int
) -> None:
    settled, _ = settle(items, verdict, reviewers=reviewers)
    if verdict is not Verdict.NEEDS_REVIEW:
        assert settled.verdict is verdict
    elif settled.verdict is not Verdict.NEEDS_REVIEW:
        counting = {item.by: item.answer for item in settled.attestations if item.standing is Standing.VALID}
        assert len(counting) >= reviewers
        assert {GIVES[value] for value in counting.values()} == {settled.verdict}


@given(ATTESTATIONS, st.integers(1, 3))
def test_one_more_stale_answer_of_somebody_else_changes_nothing(
    items: list[Attestation], reviewers: int
) -> None:
    before, _ = settle(items, reviewers=reviewers)
    behind, _ = settle([*items, answer("no", "Dan", digest=THEN)], reviewers=reviewers)
    assert behind.verdict is before.verdict


@given(st.dates(date(1990, 1, 1), date(2200, 1, 1)), st.integers(0, 400))
def test_days_are_counted(day: date, days: int) -> None:
    assert after(day, f"P{days}D") == day + timedelta(days=days)
