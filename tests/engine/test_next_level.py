"""What is missing for the next level, and in which order."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest

from trustlint.engine.next_level import next_level
from trustlint.model.outcome import Verdict
from trustlint.model.report import Addition, CriterionResult, Remediation

from .building import criterion, in_memory, pack_data, rule

PACK = in_memory(
    pack_data(
        [rule("XX001")],
        [
            criterion("XC-01", ["XX001"]),
            criterion("XC-02", ["XX001"], level="recommended"),
            criterion("XC-03", ["XX001"], level="practice"),
        ],
    )
)


def result(
    id_: str, verdict: Verdict, level: str = "required", snippet: Any = None, **more: Any
) -> CriterionResult:
    remediation = None
    if verdict is Verdict.FAIL:
        remediation = Remediation(f"Mend {id_}.", "/tag" if snippet is not None else None, snippet)
    return CriterionResult(
        "small",
        id_,
        f"Title of {id_}",
        level,
        "definition",
        verdict,
        "",
        f"Message of {id_}.",
        **({"remediation": remediation} | more),
    )


MET = (Verdict.PASS, Verdict.NOT_APPLICABLE, Verdict.WAIVED)


@pytest.mark.parametrize("verdict", Verdict)
def test_every_verdict_but_those_that_are_enough_is_a_step(verdict: Verdict) -> None:
    found = next_level(PACK, (result("XC-01", Verdict.PASS), result("XC-02", verdict, "recommended")))
    assert found is not None
    if verdict in MET:
        assert found == (None, ())
    else:
        assert found.level == "recommended"
        assert [(step.criterion, step.verdict) for step in found.steps] == [("XC-02", verdict)]


def test_a_level_needs_those_below() -> None:
    criteria = (
        result("XC-01", Verdict.NEEDS_REVIEW),
        result("XC-02", Verdict.FAIL, "recommended"),
        result("XC-03", Verdict.PASS, "practice"),
    )
    found = next_level(PACK, criteria)
    assert found is not None
    assert (found.level, [step.criterion for step in found.steps]) == ("required", ["XC-01"])
    found = next_level(PACK, (criteria[0]._replace(verdict=Verdict.PASS), *criteria[1:]))
    assert found is not None
    assert (found.level, [step.criterion for step in found.steps]) == ("recommended", ["XC-02"])


CHEAPEST_FIRST = [
    (result("ONE", Verdict.FAIL, snippet="a"), "add"),
    (result("TWO", Verdict.FAIL, snippet=[{"type": ["Alignment"], "targetName": "b"}]), "add"),
    (result("ASK", Verdict.NEEDS_REVIEW, question="Is it so?"), "answer"),
    (result("WORK", Verdict.FAIL), "rework"),
    (result("RUN", Verdict.NOT_ASSESSED), "run"),
    (result("TOLD", Verdict.ERROR), "report"),
]


def test_cheapest_first_whatever_the_order_of_the_pack() -> None:
    expected = [(item.id, kind) for item, kind in CHEAPEST_FIRST]
    for order in permutations(item for item, _ in CHEAPEST_FIRST):
        found = next_level(PACK, order)
        assert found is not None
        assert [(step.criterion, step.kind) for step in found.steps] == expected


def test_what_has_to_come_along_counts_as_values() -> None:
    alone = result("AL", Verdict.FAIL, snippet=["a", "b"])
    along = result("WITH", Verdict.FAIL, snippet="a")
    remedy = along.remediation
    assert remedy is not None
    along = along._replace(remediation=remedy._replace(also=(Addition("/type/-", ["X", "Y"]),)))
    found = next_level(PACK, (along, alone))
    assert found is not None
    assert [step.criterion for step in found.steps] == ["AL", "WITH"]


def test_a_snippet_for_another_document_is_no_snippet_for_this_one() -> None:
    found = next_level(PACK, (result("ELSE", Verdict.FAIL, snippet="a", document="issuer.json"),))
    assert found is not None
    assert found.steps[0].kind == "rework"


def test_texts_say_what_to_do() -> None:
    found = next_level(PACK, tuple(item for item, _ in CHEAPEST_FIRST))
    assert found is not None
    texts = {step.criterion: step.text for step in found.steps}
    assert (texts["ONE"], texts["ASK"], texts["RUN"]) == ("Mend ONE.", "Is it so?", "Message of RUN.")
    waiting = result("ASK", Verdict.NEEDS_REVIEW, question="Is it so?")._replace(reason="reviewers-disagree")
    found = next_level(PACK, (waiting,))
    assert found is not None
    assert found.steps[0].text == "Message of ASK."


def test_nothing_is_said_where_nothing_is_judged() -> None:
    assert next_level(PACK, ()) is None
    assert next_level(PACK, (result("XC-01", Verdict.NOT_APPLICABLE),)) is None
    assert next_level(in_memory(pack_data([rule("XX001")])), ()) is None
