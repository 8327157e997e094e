"""From rule outcomes to verdicts, levels, score and coverage."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustlint.engine.judge import judge_criterion, judge_pack
from trustlint.engine.places import Places
from trustlint.model.kind import Kind, Scope
from trustlint.model.outcome import Outcome, Proof, Verdict
from trustlint.model.report import CriterionResult, PackResult, Remediation
from trustlint.packs.compile import NodeOutcome, RuleOutcome
from trustlint.source.document import Document

from .building import LEVELS, criterion, in_memory, pack_data, rule

DEFINITION = Kind("ob3", "Achievement", "3.0.3", Scope.DEFINITION)
CREDENTIAL = Kind("ob3", "AchievementCredential", "3.0.3", Scope.CREDENTIAL, "2.0")
PROFILE = Kind("ob3", "Profile", "3.0.3", Scope.ISSUER)
ENDORSEMENT = Kind("ob3", "EndorsementCredential", "3.0.3", Scope.ENDORSEMENT, "2.0")
CODES = ("XX001", "XX002", "XX003")


def outcome_of(outcome: Outcome, reason: str = "the reason") -> RuleOutcome:
    nodes = ()
    if outcome in (Outcome.FAIL, Outcome.CANT_TELL):
        nodes = (NodeOutcome(outcome, "name says nothing.", ("name",)),)
    return RuleOutcome(outcome, 1, nodes, reason=reason)


def judge(
    outcomes: dict[str, Outcome],
    proofs: dict[str, str] | None = None,
    *,
    mode: str = "all",
    assess: Any = None,
    kind: Kind = DEFINITION,
    **more: Any,
) -> CriterionResult:
    data = pack_data(
        [rule(code, proof=(proofs or {}).get(code, "conclusive")) for code in CODES],
        [criterion("XC-01", assess or {mode: list(outcomes)}, **more)],
    )
    pack = in_memory(data)
    places = Places(Document.from_data({"name": "", "type": "Achievement"}), lambda _: None)
    return judge_criterion(
        pack.criteria[0],
        kind,
        {code: outcome_of(outcome) for code, outcome in outcomes.items()},
        {item.code: item.proof for item in pack.rules},
        places,
        lambda item, node: Remediation(item.remediation, "/name"),
    )


PASS, FAIL, NA, OPEN, ERROR = (
    Outcome.PASS,
    Outcome.FAIL,
    Outcome.INAPPLICABLE,
    Outcome.CANT_TELL,
    Outcome.ERROR,
)


@pytest.mark.parametrize(
    ("outcome", "proof", "human", "expected"),
    [
        (PASS, "conclusive", False, Verdict.PASS),
        (PASS, "conclusive", True, Verdict.NEEDS_REVIEW),
        (PASS, "necessary", False, Verdict.NEEDS_REVIEW),
        (PASS, "necessary", True, Verdict.NEEDS_REVIEW),
        (PASS, "indicative", False, Verdict.PASS),
        (PASS, "indicative", True, Verdict.NEEDS_REVIEW),
        (FAIL, "conclusive", False, Verdict.FAIL),
        (FAIL, "conclusive", True, Verdict.FAIL),
        (FAIL, "necessary", False, Verdict.FAIL),
        (FAIL, "necessary", True, Verdict.FAIL),
        (FAIL, "indicative", False, Verdict.NEEDS_REVIEW),
        (FAIL, "indicative", True, Verdict.NEEDS_REVIEW),
        (NA, "conclusive", False, Verdict.NOT_APPLICABLE),
        (NA, "conclusive", True, Verdict.NOT_APPLICABLE),
        (NA, "necessary", True, Verdict.NOT_APPLICABLE),
        (OPEN, "conclusive", False, Verdict.NEEDS_REVIEW),
        (OPEN, "indicative", True, Verdict.NEEDS_REVIEW),
        (ERROR, "conclusive", False, Verdict.ERROR),
        (ERROR, "necessary", True, Verdict.ERROR),
        (ERROR, "indicative", True, Verdict.ERROR),
    ],
)
@pytest.mark.parametrize("mode", ["all", "any"])
def test_one_rule_decides_as_far_as_it_proves(
    outcome: Outcome, proof: str, human: bool, expected: Verdict, mode: str
) -> None:
    more = {"human": {"question": "Is it good?"}} if human else {}
    result = judge({"XX001": outcome}, {"XX001": proof}, mode=mode, **more)
    assert result.verdict is expected
    assert (result.remediation is not None) == (expected is Verdict.FAIL)
    asked = human and expected is Verdict.NEEDS_REVIEW
    assert result.question == ("Is it good?" if asked else None)


@pytest.mark.parametrize(
    ("mode", "outcomes", "expected"),
    [
        ("all", (PASS, PASS), Verdict.PASS),
        ("all", (PASS, NA), Verdict.PASS),
        ("all", (NA, NA), Verdict.NOT_APPLICABLE),
        ("all", (FAIL, ERROR), Verdict.FAIL),
        ("all", (OPEN, ERROR), Verdict.ERROR),
        ("all", (PASS, OPEN), Verdict.NEEDS_REVIEW),
        ("any", (FAIL, PASS), Verdict.PASS),
        ("any", (ERROR, PASS), Verdict.PASS),
        ("any", (FAIL, ERROR), Verdict.ERROR),
        ("any", (FAIL, OPEN), Verdict.NEEDS_REVIEW),
        ("any", (FAIL, NA), Verdict.FAIL),
        ("any", (NA, NA), Verdict.NOT_APPLICABLE),
    ],
)
def test_several_rules_combine_by_the_mode(
    mode: str, outcomes: tuple[Outcome, ...], expected: Verdict
) -> None:
    pairs = dict(zip(CODES, outcomes, strict=False))
    assert judge(pairs, mode=mode).verdict is expected


def test_assessments_nest() -> None:
    assess = {"all": ["XX001", {"any": ["XX002", "XX003"]}]}
    good = judge({"XX001": PASS, "XX002": FAIL, "XX003": PASS}, assess=assess)
    bad = judge({"XX001": PASS, "XX002": FAIL, "XX003": FAIL}, assess=assess)
    assert (good.verdict, bad.verdict) == (Verdict.PASS, Verdict.FAIL)
    assert [item.code for item in bad.rules] == ["XX001", "XX002", "XX003"]
    assert bad.reason == "XX002"


RANK = {
    Verdict.FAIL: 0,
    Verdict.ERROR: 1,
    Verdict.NEEDS_REVIEW: 1,
    Verdict.NOT_APPLICABLE: 2,
    Verdict.PASS: 2,
}
outcomes_of_three = st.fixed_dictionaries({code: st.sampled_from(Outcome) for code in CODES})
proofs_of_three = st.fixed_dictionaries(
    {code: st.sampled_from([proof.value for proof in Proof]) for code in CODES}
)
modes = st.sampled_from(["all", "any"])


@given(outcomes_of_three, proofs_of_three, modes, st.permutations(CODES))
def test_the_order_of_rules_changes_no_verdict(
    outcomes: dict[str, Outcome], proofs: dict[str, str], mode: str, order: list[str]
) -> None:
    turned = judge({code: outcomes[code] for code in order}, proofs, mode=mode)
    assert turned.verdict is judge(outcomes, proofs, mode=mode).verdict


@given(outcomes_of_three, proofs_of_three, modes, st.sampled_from(CODES))
def test_a_better_rule_never_makes_the_verdict_worse(
    outcomes: dict[str, Outcome], proofs: dict[str, str], mode: str, code: str
) -> None:
    failing = judge({**outcomes, code: FAIL}, proofs, mode=mode)
    passing = judge({**outcomes, code: PASS}, proofs, mode=mode)
    assert RANK[passing.verdict] >= RANK[failing.verdict]


@given(outcomes_of_three, modes, st.data())
def test_a_decided_verdict_stays_when_undecided_parts_get_decided(
    outcomes: dict[str, Outcome], mode: str, data: st.DataObject
) -> None:
    before = judge(outcomes, mode=mode).verdict
    decided = {
        code: data.draw(st.sampled_from([PASS, FAIL])) if outcome in (OPEN, ERROR) else outcome
        for code, outcome in outcomes.items()
    }
    after = judge(decided, mode=mode).verdict
    if before in (Verdict.PASS, Verdict.FAIL, Verdict.NOT_APPLICABLE):
        assert after is before


@given(outcomes_of_three, proofs_of_three, modes)
def test_an_error_is_never_hidden_by_a_pass_of_the_others(
    outcomes: dict[str, Outcome], proofs: dict[str, str], mode: str
) -> None:
    result = judge({**outcomes, "XX001": ERROR}, proofs, mode="all").verdict
    assert result in (Verdict.ERROR, Verdict.FAIL)


@pytest.mark.parametrize(
    ("scope", "kind", "judged"),
    [
        ("definition", DEFINITION, True),
        ("definition", CREDENTIAL, True),
        ("definition", PROFILE, False),
        ("credential", DEFINITION, False),
        ("credential", CREDENTIAL, True),
        ("credential", PROFILE, False),
        ("issuer", PROFILE, True),
        ("issuer", CREDENTIAL, True),
        ("issuer", DEFINITION, True),
        ("definition", ENDORSEMENT, False),
        ("credential", ENDORSEMENT, False),
        ("issuer", ENDORSEMENT, False),
    ],
)
def test_a_criterion_is_judged_at_its_scope_only(scope: str, kind: Kind, judged: bool) -> None:
    result = judge({"XX001": FAIL}, kind=kind, scope=scope)
    if judged:
        assert result.verdict is Verdict.FAIL
    else:
        assert (result.verdict, result.reason) == (Verdict.NOT_APPLICABLE, "scope")
        assert result.message.endswith(".")
        assert result.rules == ()


def test_the_award_is_named_where_a_definition_is_exempt() -> None:
    result = judge({"XX001": FAIL}, kind=DEFINITION, scope="credential")
    assert result.message == "It is decided when the badge is awarded; a definition cannot have it yet."


def test_exemptions_give_their_own_reason() -> None:
    exempt = [{"model": "ob2", "because": "Open Badges 3.0 has resultDescription for it."}]
    old = Kind("ob2", "BadgeClass", "2.0", Scope.DEFINITION)
    result = judge({"XX001": FAIL}, kind=old, not_applicable=exempt)
    assert (result.verdict, result.reason) == (Verdict.NOT_APPLICABLE, "model")
    assert result.message == "Open Badges 3.0 has resultDescription for it."
    assert judge({"XX001": FAIL}, kind=DEFINITION, not_applicable=exempt).verdict is Verdict.FAIL


def test_what_a_criterion_does_not_apply_to_is_named() -> None:
    result = judge({"XX001": FAIL}, kind=DEFINITION, applies_to={"model": "ob2"})
    assert (result.verdict, result.reason) == (Verdict.NOT_APPLICABLE, "model")
    assert "Open Badges 3.0 Achievement" in result.message


def test_a_rule_that_did_not_run_leaves_the_criterion_unassessed() -> None:
    result = judge({"XX001": PASS}, assess={"all": ["XX001", "XX002"]})
    assert (result.verdict, result.reason) == (Verdict.NOT_ASSESSED, "not-selected")
    assert "XX002" in result.message
    assert "XX001" not in result.message


def test_a_failure_is_located() -> None:
    result = judge({"XX001": PASS, "XX002": FAIL})
    assert (result.pointer, result.message, result.reason) == ("/name", "name says nothing.", "XX002")
    assert result.remediation is not None
    assert result.remediation.insert_at == "/name"


# Levels, score, coverage, status.

VERDICTS = {"P": PASS, "F": FAIL, "N": NA, "?": OPEN, "E": ERROR}


def stand(*levels: str, weights: dict[int, float] | None = None, skipped: tuple[int, ...] = ()) -> PackResult:
    """Where a document stands; per level a text of one verdict a criterion (P F N ? E, S for not selected)."""
    codes, rules, criteria, outcomes = [], [], [], {}
    for level, text in zip(LEVELS, levels, strict=False):
        for letter in text:
            number = len(codes) + 1
            code = f"XX{number:03}"
            codes.append(code)
            rules.append(rule(code))
            criteria.append(
                criterion(f"XC-{number:02}", [code], level=level["id"], weight=(weights or {}).get(number, 1))
            )
            if letter != "S":
                outcomes[code] = outcome_of(VERDICTS[letter])
    pack = in_memory(pack_data(rules, criteria, status="draft", source={"title": "T", "date": "2026-01-31"}))
    places = Places(Document.from_data({"name": ""}), lambda _: None)
    proofs = {item.code: item.proof for item in pack.rules}
    results = tuple(
        judge_criterion(item, DEFINITION, outcomes, proofs, places, lambda c, n: Remediation(c.remediation))
        for item in pack.criteria
    )
    return judge_pack(pack, results, outcomes)


@pytest.mark.parametrize(
    ("levels", "reached", "qualification"),
    [
        (("PP", "P", "P"), "practice", ""),
        (("PN", "P", "F"), "recommended", ""),
        (("PP", "F", "P"), "required", ""),
        (("PF", "P", "P"), None, ""),
        (("P?", "P", "P"), "practice", "provisional, 1 open"),
        (("P?", "?", "F"), "recommended", "provisional, 2 open"),
        (("PP", "?", "F"), "recommended", "provisional, 1 open"),
        (("PE", "P", "P"), None, "undetermined"),
        (("PS", "P", "P"), None, "undetermined"),
        (("PP", "E", "P"), "required", ""),
        (("P?", "S", "P"), "required", "provisional, 1 open"),
        (("NN", "N", "N"), None, ""),
        (("EF", "P", "P"), None, ""),
    ],
)
def test_a_level_needs_all_below_it(levels: tuple[str, ...], reached: str | None, qualification: str) -> None:
    result = stand(*levels)
    assert result.level_reached == reached
    assert result.status.partition("; ")[2] == qualification


@pytest.mark.parametrize(
    ("levels", "score", "coverage"),
    [
        (("PPPF", "", ""), (0.75, 0.75), 1.0),
        (("PP?F", "", ""), (0.5, 0.75), 0.75),
        (("PPEF", "", ""), (0.5, 0.75), 0.75),
        (("PNNN", "", ""), (1.0, 1.0), 1.0),
        (("NN", "", ""), None, None),
        (("SS", "", ""), None, 0.0),
        (("SP", "", ""), (0.5, 1.0), 0.5),
        (("??", "", ""), (0.0, 1.0), 0.0),
    ],
)
def test_score_is_a_range_over_what_is_undecided(
    levels: tuple[str, ...], score: tuple[float, float] | None, coverage: float | None
) -> None:
    result = stand(*levels)
    assert (result.score, result.coverage) == (score, coverage)


def test_score_goes_by_weight() -> None:
    assert stand("PF", weights={1: 3}).score == (0.75, 0.75)


def test_status_counts_the_required_checks() -> None:
    assert stand("PPF?N", "F").status == "meets 2 of 4 required checks of small 1.0 (draft of 2026-01-31)"
    assert stand("NN", "P").status == "no required check of small 1.0 (draft of 2026-01-31) applies"


def test_counts_are_kept_per_level() -> None:
    result = stand("PF", "N")
    assert result.levels["required"]["pass"] == 1
    assert result.levels["required"]["fail"] == 1
    assert result.levels["recommended"]["not-applicable"] == 1
    assert result.outcomes["inapplicable"] == 1


@given(st.lists(st.text("PFN?ES", max_size=4), min_size=3, max_size=3))
def test_score_and_coverage_stay_within_bounds(levels: list[str]) -> None:
    result = stand(*levels)
    if result.score is not None:
        low, high = result.score
        assert 0 <= low <= high <= 1
    letters = "".join(levels)
    assert (result.coverage is None) == (not letters.strip("N"))
    if result.level_reached is not None:
        below = [level["id"] for level in LEVELS]
        within = letters[: sum(len(text) for text in levels[: below.index(result.level_reached) + 1])]
        assert not set(within) & set("FES")
