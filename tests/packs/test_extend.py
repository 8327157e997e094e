"""Packs that build on others: what is taken over, what may be changed, and where a mistake is said to be."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import trustlint
from tests.packs.test_load import PACK
from trustlint.engine.examples import missing_examples, run_examples
from trustlint.errors import PackError
from trustlint.packs.load import load_pack, load_packs
from trustlint.packs.model import Pack
from trustlint.packs.versions import parse_range, parse_version

OWN = """\
trustlint-pack: 1
id: uni
namespace: UN
version: 2.0.0
title: University
source: {title: Policy of the university, date: 2026-03-01}
extends:
  - pack: house.yaml
    version: ">=1.0,<2"
"""
OVERRIDES = """\
    override:
      - {criterion: HS-01, level: full, weight: 3, reason: Not yet demanded.}
      - {rule: HS002, severity: warning, message: {fail: "Tag too long."}, reason: It matters here.}
      - {parameter: hosts, default: [example.edu], reason: Ours.}
"""


@pytest.fixture
def load(tmp_path: Path) -> Any:
    def make(more: str = "", base: str = PACK, own: str = OWN) -> Pack:
        (tmp_path / "house.yaml").write_text(base)
        (tmp_path / "uni.yaml").write_text(own + more)
        return load_pack(str(tmp_path / "uni.yaml"))

    return make


def refusal(load: Any, *texts: str, **parts: str) -> tuple[str, str]:
    """Place in the pack that extends, and words."""
    with pytest.raises(PackError) as caught:
        load(*texts, **parts)
    found = re.fullmatch(r".*/uni\.yaml:(\d+:\d+): (.*)", str(caught.value))
    assert found, str(caught.value)
    return found[1], found[2]


def test_all_is_taken_over_but_what_a_pack_says_of_itself(load: Any) -> None:
    pack = load()
    assert (pack.id, pack.version, pack.claim) == ("uni", "2.0.0", None)
    assert [level.id for level in pack.levels] == ["basic", "full"]
    assert [item.name for item in pack.parameters] == ["hosts"]
    assert [(item.id, item.pack) for item in pack.criteria] == [("HS-01", "uni")]
    assert pack.criteria[0].reference.document == "House rules", "it is cited from where it comes"
    assert [rule.code for rule in pack.rules] == ["HS001", "HS002"]
    (extension,) = pack.extends
    assert (extension.pack, extension.version, extension.changes) == ("house", "1.0.0", ())


def test_overrides_change_what_they_name_and_are_told(load: Any) -> None:
    pack = load(OVERRIDES)
    criterion = pack.criterion("HS-01")
    assert (criterion.level, criterion.weight, criterion.title) == ("full", 3, "It has tags")
    assert pack.rule("HS002").severity == "warning"
    assert pack.rule("HS002").messages == {"fail": "Tag too long."}
    assert pack.rule("HS001").severity == "error"
    assert pack.parameters[0].default == ["example.edu"]
    assert [(item.kind, item.id, item.reason) for item in pack.extends[0].changes] == [
        ("criterion", "HS-01", "Not yet demanded."),
        ("rule", "HS002", "It matters here."),
        ("parameter", "hosts", "Ours."),
    ]


def test_a_disabled_criterion_takes_its_rules_along(load: Any) -> None:
    pack = load("    disable: [{criterion: HS-01, reason: Not for us.}]\n")
    assert (pack.criteria, pack.rules) == ((), ())
    own = OWN + "    disable: [{criterion: HS-01, reason: Not for us.}]\n"
    kept = load(
        """criteria:
  - id: UN-01
    title: Tags are short
    requirement: Tags are short.
    level: basic
    assess: {all: [HS002]}
    reference: {locator: section 9}
    remediation: {text: Shorten them.}
""",
        own=own,
    )
    assert [rule.code for rule in kept.rules] == ["HS002"], "a rule that an own criterion names stays"


def test_the_digest_changes_with_the_pack_below(load: Any) -> None:
    first = load().digest
    assert load().digest == first
    assert load(base=PACK.replace("It has tags", "It has some tags")).digest != first


def test_examples_are_those_of_its_own_rules(load: Any) -> None:
    pack = load()
    assert (list(run_examples(pack)), list(missing_examples(pack)), pack.own_rules) == ([], [], ())


def test_it_cannot_stand_beside_the_pack_that_it_extends(load: Any, tmp_path: Path) -> None:
    load()
    with pytest.raises(PackError, match="house and uni both have the code HS001"):
        load_packs([str(tmp_path / "house.yaml"), str(tmp_path / "uni.yaml")])


MISTAKES = [
    (OVERRIDES.replace("criterion: HS-01", "criterion: HS-02"), "11:10", "has no criterion 'HS-02'; did you mean 'HS-01'?"),
    (OVERRIDES.replace("rule: HS002", "rule: HS022"), "12:10", "has no rule 'HS022'; did you mean"),
    (OVERRIDES.replace("level: full", "level: ful"), "11:9", "there is no level 'ful'"),
    (OVERRIDES.replace("level: full", "leval: full"), "11:28", "may have no 'leval'; did you mean 'level'?"),
    (OVERRIDES.replace("level: full", "severity: note"), "11:28", "severity of a criterion cannot be overridden"),
    (OVERRIDES.replace(", reason: Ours.", ""), "13:9", "reason"),
    (OVERRIDES.replace("default: [example.edu]", "default: example.edu"), "13:28", "another type"),
    (OVERRIDES.replace("level: full, weight: 3, ", ""), "11:9", "give a new level or weight"),
    (OVERRIDES.replace("parameter: hosts", "parameter: host"), "13:10", "did you mean 'hosts'?"),
    ("    override: [{reason: Why not, level: full, weight: 2}]\n", "10:16", "name one criterion, rule or parameter"),
    ("    disable: [{rule: HS001, reason: No.}]\n", "10:15", "HS001 takes part in HS-01; disable HS-01 too"),
    ("    disable: [{parameter: hosts, reason: No.}]\n", "10:16", "may have no 'parameter'"),
    ("    disable: [{criterion: HS-01}]\n", "10:15", "reason"),
    ("parameters: {hosts: {title: Hosts, default: []}}\n", "10:14", "has a parameter 'hosts' too"),
    ("levels: [{id: other, title: Other}]\n", "8:5", "there is no level 'basic'"),
]  # fmt: skip


@pytest.mark.parametrize(("more", "place", "words"), MISTAKES)
def test_mistakes_have_their_place(load: Any, more: str, place: str, words: str) -> None:
    found, said = refusal(load, more)
    assert words in said
    assert found == place


def test_a_version_out_of_range_is_refused(load: Any) -> None:
    place, said = refusal(load, base=PACK.replace("version: 1.0.0", "version: 2.0.0"))
    assert (place, "house >=1.0,<2, and the pack is at 2.0.0" in said) == ("9:5", True)
    place, said = refusal(load, own=OWN.replace(">=1.0,<2", "^1.0"))
    assert (place, "no range of versions" in said) == ("9:5", True)


def test_codes_of_the_pack_below_cannot_be_added_to(load: Any) -> None:
    rule = PACK[PACK.index("rules:") :].replace("HS001", "HS003").replace("HS002", "UN001")
    place, said = refusal(load, rule)
    assert (place, "start with UN" in said) == ("11:5", True)


def test_packs_that_extend_each_other_are_refused(load: Any) -> None:
    loop = OWN.replace("id: uni", "id: house").replace("house.yaml", "uni.yaml")
    with pytest.raises(PackError, match="extends itself"):
        load(base=loop)
    place, said = refusal(load, own=OWN.replace("house.yaml", "trusted-credentials"))
    assert "did you mean 'trusted-credential'?" in said
    assert place == "7:1"


def test_a_chain_of_packs(load: Any, tmp_path: Path) -> None:
    load(OVERRIDES)
    top = OWN.replace("id: uni", "id: faculty").replace("house.yaml", "uni.yaml").replace(">=1.0,<2", "==2")
    (tmp_path / "faculty.yaml").write_text(
        top + "    override: [{criterion: HS-01, level: basic, reason: We do demand it.}]\n"
    )
    pack = load_pack(str(tmp_path / "faculty.yaml"))
    assert pack.criteria[0].level == "basic"
    assert pack.criteria[0].weight == 3


def test_verdicts_follow_the_changes_and_the_report_tells_them(tmp_path: Path, root: Path) -> None:
    own = tmp_path / "uni.yaml"
    start = OWN.replace("house.yaml", "trusted-credential").replace(">=1.0,<2", ">=2026.7,<2027")
    badge = root / "rules" / "bases" / "ob3-definition.json"

    def judged(more: str) -> tuple[dict[str, str], Any]:
        own.write_text(start + more)
        report = trustlint.check(badge, packs=[str(own)]).to_dict()
        assert report["documents"][0]["trusted"] is None, "a changed pack says nothing of the profile"
        return {item["id"]: item["verdict"] for item in report["documents"][0]["criteria"]}, report

    plain, report = judged("")
    assert plain["TC-02"] == "fail"
    assert report["exit_code"] == 1
    criteria = [id_ for id_, verdict in plain.items() if verdict == "fail"]
    disabled = "".join(f"      - {{criterion: {id_}, reason: Later.}}\n" for id_ in criteria)
    loose, report = judged("    disable:\n" + disabled)
    assert loose == {id_: verdict for id_, verdict in plain.items() if verdict != "fail"}
    assert report["exit_code"] == 0
    changes = report["packs"][0]["extends"][0]["changes"]
    assert [item["id"] for item in changes] == criteria
    assert all(item["reason"] == "Later." for item in changes)


NUMBERS = st.lists(st.integers(0, 40), min_size=1, max_size=3)


@given(NUMBERS, NUMBERS)
def test_ranges_and_versions_agree(one: list[int], other: list[int]) -> None:
    first, second = (".".join(map(str, item)) for item in (one, other))
    before = parse_version(first) < parse_version(second)
    same = parse_version(first) == parse_version(second)
    assert parse_range(f"<{second}").covers(first) is before
    assert parse_range(f">={second}").covers(first) is not before
    assert parse_range(f"=={second}").covers(first) is same
    assert parse_range(f"!={second}").covers(first) is not same
    assert parse_range(f">={first}, <={first}").covers(second) is same


@given(st.text(alphabet="<>=!^~ ,.1a", max_size=8))
def test_any_text_is_a_range_or_refused_in_words(text: str) -> None:
    bound = r"\s*(>=|<=|==|!=|>|<)\s*1+(\.1+){0,2}\s*"
    if re.fullmatch(f"{bound}(,{bound})*", text):
        assert parse_range(text).bounds
    else:
        with pytest.raises(ValueError, match="no range of versions"):
            parse_range(text)
