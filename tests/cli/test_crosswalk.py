"""``trustlint crosswalk``: criteria of several frameworks side by side, and additions that really settle them."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import trustlint
from tests.described import described
from trustlint.credential.fields import field_titles
from trustlint.engine.crosswalk import crosswalk, packs_to_cross
from trustlint.engine.examples import base_document, base_names, put
from trustlint.engine.options import CheckOptions
from trustlint.packs.about import OTHER, subject_of
from trustlint.packs.load import load_pack, shipped_pack_ids

from .conftest import NOW, READING, Command

TWO = ("--pack", "trusted-credential", "--pack", "trusted-microcredential")
WITH_CRITERIA = [id_ for id_ in shipped_pack_ids() if load_pack(id_).criteria]


@pytest.fixture
def badge(folder: Path) -> Any:
    return json.loads((folder / "gaps.json").read_text())


def crossed(call: Command, *arguments: str) -> Any:
    ended = call("crosswalk", "--format", "json", "--now", NOW, *arguments)
    assert ended.code == 0, ended.err
    return json.loads(ended.out)


def test_criteria_about_the_same_thing_stand_together(call: Command, folder: Path) -> None:
    (document,) = crossed(call, *TWO, "gaps.json")["documents"]
    groups = {group["subject"]: [item["id"] for item in group["criteria"]] for group in document["groups"]}
    assert groups["achievement.creditsAvailable"][0] == "TC-14"
    assert "TM-07" in groups["achievement.creditsAvailable"]
    assert {"TC-02", "TM-02"} <= set(groups["achievement.alignment"])
    verdicts = {item["id"]: item["verdict"] for group in document["groups"] for item in group["criteria"]}
    report = trustlint.check(folder / "gaps.json", packs=TWO[1::2])
    assert verdicts == {item.id: item.verdict for _, item in report.criteria()}


def test_one_addition_settles_criteria_of_two_frameworks(call: Command, folder: Path) -> None:
    (document,) = crossed(call, *TWO, "gaps.json")["documents"]
    by_fact = {item["fact"]: item for item in document["suggestions"]}
    credits = by_fact["creditsAvailable"]
    assert [item["id"] for item in credits["settles"]] == ["TC-14", "TM-07"]
    assert credits["packs"] == ["trusted-credential", "trusted-microcredential"]
    assert (credits["insert_at"], credits["replaces"], credits["after"]) == ("/creditsAvailable", False, None)
    assert [item["id"] for item in by_fact["version"]["settles"]] == ["TP-09"]


def test_json_is_as_its_schema_says(call: Command, folder: Path, root: Path) -> None:
    schema = json.loads((root / "schemas" / "crosswalk.schema.json").read_text())
    Draft202012Validator.check_schema(schema)
    data = json.loads(call("crosswalk", "--format", "json", "gaps.json").out)
    assert any(document["suggestions"] for document in data["documents"])
    Draft202012Validator(schema).validate(data)
    assert described(schema, data, schema) == []


@pytest.mark.parametrize("base", [name for name in base_names() if name.startswith(("ob2-", "ob3-"))])
def test_every_addition_does_what_is_said(base: str, tmp_path: Path) -> None:
    """Checked by the command's own verdicts, in the order given, over all shipped packs."""
    start = base_document(base, "")
    (tmp_path / "badge.json").write_text(json.dumps(start))
    packs = packs_to_cross(shipped_pack_ids())
    (document,) = crosswalk([str(tmp_path / "badge.json")], CheckOptions(packs=packs)).documents

    def failing(data: Any) -> set[str]:
        report = trustlint.check(data, packs=packs)
        return {item.id for _, item in report.criteria() if item.verdict == "fail"}

    applied = []
    for suggestion in document.suggestions:
        before = deepcopy(start) if suggestion.after is None else deepcopy(applied[suggestion.after - 1])
        with_it = put(deepcopy(before), suggestion.insert_at, suggestion.snippet)
        for addition in suggestion.also:
            with_it = put(with_it, addition.insert_at or "", addition.snippet)
        applied.append(with_it)
        settled = {item.id for item in suggestion.settles}
        assert settled.isdisjoint(failing(with_it)), suggestion.fact
        assert failing(with_it) - failing(before) == set(suggestion.breaks), suggestion.fact
    told = {item.id for suggestion in document.suggestions for item in suggestion.settles}
    told |= {item.id for item in document.by_hand}
    assert failing(start) <= told, "nothing that fails is passed over"


def test_the_most_useful_comes_first(call: Command, folder: Path) -> None:
    (document,) = crossed(call, *TWO, "gaps.json")["documents"]
    useful = [len(item["packs"]) for item in document["suggestions"] if item["after"] is None]
    assert useful == sorted(useful, reverse=True)
    assert useful[0] == 2


def test_what_goes_to_the_same_place_goes_on_from_it(call: Command, folder: Path) -> None:
    (document,) = crossed(call, *TWO, "gaps.json")["documents"]
    places = [item["insert_at"] for item in document["suggestions"]]
    assert len(places) == len(set(places)), "no suggestion overwrites another one"
    later = [item for item in document["suggestions"] if item["after"] is not None]
    assert [item["fact"] for item in later] == ["rubricCriterionLevel"]


def test_a_wrong_value_is_changed_not_added(call: Command, badge: Any, folder: Path) -> None:
    badge["creditsAvailable"] = "thirty"
    Path("wrong.json").write_text(json.dumps(badge))
    (document,) = crossed(call, *TWO, "wrong.json")["documents"]
    credits = next(item for item in document["suggestions"] if item["fact"] == "creditsAvailable")
    assert credits["replaces"] is True
    assert "Changing creditsAvailable settles TC-14" in call("crosswalk", *TWO, "wrong.json").out


def test_text_and_table(call: Command, folder: Path) -> None:
    text = call("crosswalk", *TWO, "gaps.json").out
    assert "    the credits available\n      ✗ TC-14\n      ? TM-07\n" in text
    assert "Adding creditsAvailable settles TC-14, TM-07 (2 frameworks)" in text
    assert "At /creditsAvailable:" in text
    table = call("crosswalk", *TWO, "--format", "table", "gaps.json").out
    head, _, *rows = table[table.index("What is asked") :].split("\n\n")[0].splitlines()
    assert head.split() == ["What", "is", "asked", "trusted-credential", "trusted-microcredential"]
    row = next(row for row in rows if row.startswith("the credits available"))
    assert row[head.index("trusted-credential") :].startswith("✗ TC-14")
    assert row[head.index("trusted-microcredential") :] == "? TM-07"


def test_all_frameworks_by_default_and_own_ones_by_path(call: Command, folder: Path) -> None:
    everything = crossed(call, "gaps.json")
    assert {pack["id"] for pack in everything["packs"]} == {*shipped_pack_ids()}
    (document,) = everything["documents"]
    assert {*document["packs"], *document["silent"]} == set(WITH_CRITERIA)
    (own,) = crossed(call, "--pack", READING, "--pack", "trusted-credential", "gaps.json")["documents"]
    alignment = next(item for item in own["suggestions"] if item["fact"] == "alignment")
    assert {"RC-02", "TC-02"} <= {item["id"] for item in alignment["settles"]}


def test_a_badge_of_several_files_and_a_list(call: Command, folder: Path, root: Path) -> None:
    data = [json.loads(Path(name).read_text()) for name in ("gaps.json", "good.json")]
    Path("list.json").write_text(json.dumps(data))
    documents = crossed(call, *TWO, "list.json")["documents"]
    assert [item["part"] for item in documents] == ["/0", "/1"]
    credits = next(item for item in documents[1]["suggestions"] if item["fact"] == "creditsAvailable")
    assert credits["insert_at"] == "/1/creditsAvailable"
    assert [item["id"] for item in credits["settles"]] == ["TC-14", "TM-07"]


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"{", 5), (b"{}", 5), (b'{"type": 5}', 5), (b'{"type": "Achievement"}', 0), (b"[]", 5)],
)
def test_other_inputs(call: Command, folder: Path, content: bytes, code: int) -> None:
    Path("other.json").write_bytes(content)
    for format_ in ("text", "table", "json"):
        ended = call("crosswalk", "other.json", "--format", format_)
        assert (ended.code, ended.err) == (code, "")


def test_an_unsound_badge_is_said_to_be_one(call: Command, badge: Any, folder: Path) -> None:
    del badge["name"]
    Path("nameless.json").write_text(json.dumps(badge))
    assert (
        "Open Badge: not valid: 1 error; `trustlint check` shows them"
        in call("crosswalk", "nameless.json").out
    )


def test_wrong_use(call: Command, folder: Path) -> None:
    assert call("crosswalk").code == 2
    assert call("crosswalk", "--pack", "trusted", "gaps.json").code == 2
    assert call("crosswalk", "none.json").code == 3


def test_every_criterion_that_is_shipped_has_a_subject() -> None:
    without = [
        criterion.id
        for id_ in WITH_CRITERIA
        for pack in (load_pack(id_),)
        for criterion in pack.criteria
        if subject_of(criterion, pack) == OTHER
    ]
    assert without == [], "say what it is about with `about`"


def test_about_decides_and_must_be_a_field(call: Command, folder: Path) -> None:
    text = Path(READING).read_text()
    own = text.replace("    requirement: Give the achievement tags.\n", "    requirement: Give tags.\n    about: achievement.fieldOfStudy\n")  # fmt: skip
    Path("own.yaml").write_text(own)
    pack = load_pack("./own.yaml")
    assert subject_of(pack.criterion("RC-04"), pack) == "achievement.fieldOfStudy"  # type: ignore[arg-type]
    assert "achievement.fieldOfStudy" in field_titles()
    Path("own.yaml").write_text(own.replace("achievement.fieldOfStudy", "achievement.fieldofstudy"))
    ended = call("pack", "test", "./own.yaml")
    assert (ended.code, "did you mean 'achievement.fieldOfStudy'" in ended.err) == (2, True)
