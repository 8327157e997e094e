"""Other options for some of the files: what is checked, what is required, what the report says of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import trustlint
from tests.cli.conftest import NOW, Command
from trustlint.report.load import load_report

CHECK = ("check", "--now", NOW, "-f", "json")

HEAD = "pack-files: [rubrics]\npacks: [reading, open-badges]\n"


def by_path(out: str) -> dict[str, dict[str, Any]]:
    return {item["path"]: item for item in json.loads(out)["documents"]}


def codes(document: dict[str, Any]) -> list[str]:
    return [finding["code"] for finding in document["findings"]]


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_each_file_has_its_own(call: Command, folder: Path, jobs: str) -> None:
    (folder / "trustlint.yaml").write_text(
        HEAD + "require: [reading:recommended]\n"
        "overrides:\n"
        "  - paths: [old/, drafts/**]\n    require: [reading:required]\n    severity: {RD004: note}\n"
        "  - paths: ['drafts/*.json']\n    packs: [intake]\n"
    )
    ended = call(*CHECK, "new", "old", "drafts", "--jobs", jobs)
    documents = by_path(ended.out)
    verdicts = {
        path: {item["id"]: item["verdict"] for item in document["criteria"]}
        for path, document in documents.items()
    }
    assert verdicts["new/badge.json"] == verdicts["old/badge.json"]
    assert verdicts["old/badge.json"]["RC-04"] == "fail"
    assert verdicts["drafts/badge.json"] == {}
    assert [item["require"] for item in documents.values()] == [None, ["reading:required"], []]
    severities = {
        path: [
            (item["severity"], item["severity_by_pack"])
            for item in document["findings"]
            if item["code"] == "RD004"
        ]
        for path, document in documents.items()
    }
    assert severities == {
        "new/badge.json": [("warning", None)],
        "old/badge.json": [("note", "warning")],
        "drafts/badge.json": [],
    }
    assert json.loads(ended.out)["gate"]["why"] == [
        "new/badge.json: reading: RC-02, RC-04 not met",
        "old/badge.json: reading: RC-02 not met",
    ]
    assert {pack["id"] for pack in json.loads(ended.out)["packs"]} == {"reading", "open-badges", "intake"}
    assert ended.code == 1


def test_two_processes_say_what_one_says(call: Command, folder: Path) -> None:
    lines = "\n".join(
        json.dumps(json.loads((folder / "new" / "badge.json").read_text()) | {"name": f"Badge {number}"})
        for number in range(70)
    )
    (folder / "old" / "many.ndjson").write_text(lines + "\n")
    (folder / "trustlint.yaml").write_text(
        HEAD
        + "overrides:\n  - paths: [old]\n    ignore: [RD002]\n  - paths: [many.ndjson]\n    ignore: [RD004]\n"
    )
    one, two = call(*CHECK, "."), call(*CHECK, ".", "-j", "2")
    assert one == two
    documents = json.loads(one.out)["documents"]
    assert {(item["path"], *sorted(set(codes(item)) & {"RD002", "RD004"})) for item in documents} == {
        ("./new/badge.json", "RD002", "RD004"),
        ("./drafts/badge.json", "RD002", "RD004"),
        ("./old/badge.json", "RD004"),
        ("./old/many.ndjson", "RD002"),
    }
    assert sum(item["path"].endswith("many.ndjson") for item in documents) == 70


def test_a_later_override_wins_name_by_name(call: Command, folder: Path) -> None:
    (folder / "trustlint.yaml").write_text(
        HEAD + "severity: {RD002: note, RD004: error}\noverrides:\n"
        "  - paths: ['*.json']\n    severity: {RD002: warning}\n    ignore: [RD001]\n"
        "  - paths: [new]\n    severity: {RD004: off}\n    ignore: [RD003]\n"
    )
    document = by_path(call(*CHECK, "new").out)["new/badge.json"]
    assert [
        (item["code"], item["severity"]) for item in document["findings"] if item["pack"] == "reading"
    ] == [("RD002", "warning")]
    run = {rule["code"] for criterion in document["criteria"] for rule in criterion["rules"]}
    assert "RD001" in run
    assert "RD003" not in run


def test_the_command_line_holds_for_all_files(call: Command, folder: Path) -> None:
    (folder / "trustlint.yaml").write_text(
        HEAD + "overrides:\n  - paths: [old]\n    packs: [intake]\n    select: [IN001]\n"
        "    parameters: {reading: {shortest: 50}}\n"
    )
    ended = call(*CHECK, "old", "new", "--pack", "reading", "--select", "RD004")
    assert {path: codes(item) for path, item in by_path(ended.out).items()} == {
        "old/badge.json": ["RD004"],
        "new/badge.json": ["RD004"],
    }


def test_parameters_by_path_and_from_the_command_line(call: Command, folder: Path) -> None:
    badge = json.loads((folder / "new" / "badge.json").read_text()) | {"achievementType": "Badge"}
    for name in ("new", "old"):
        (folder / name / "badge.json").write_text(json.dumps(badge))
    (folder / "trustlint.yaml").write_text(
        "select: [TC011]\noverrides:\n  - paths: [old]\n"
        "    parameters: {trusted-credential: {achievement_types: [Course]}}\n"
    )

    def failing(*options: str) -> dict[str, bool]:
        documents = by_path(call(*CHECK, "old", "new", *options).out)
        return {path: "TC011" in codes(item) for path, item in documents.items()}

    assert failing() == {"old/badge.json": True, "new/badge.json": False}
    given = 'trusted-credential.achievement_types=["Badge"]'
    assert failing("--set", given) == {"old/badge.json": False, "new/badge.json": False}


def test_standard_input_has_no_path(folder: Path, process: Command) -> None:
    (folder / "trustlint.yaml").write_text(HEAD + "overrides:\n  - paths: ['*']\n    packs: [intake]\n")
    ended = process(*CHECK, "-", stdin=(folder / "new" / "badge.json").read_bytes())
    assert "RD002" in codes(by_path(ended.out)["-"])


def test_a_linked_badge_is_judged_by_the_options_of_its_own_path(
    call: Command, folder: Path, root: Path
) -> None:
    """The assertion is awarded for a BadgeClass in another file; each answers for itself, by its own options."""
    bases = root / "rules" / "bases"
    badge = json.loads((bases / "ob2-badgeclass.json").read_text())
    award = json.loads((bases / "ob2-assertion.json").read_text())
    badge["id"] = award["badge"] = "https://example.org/badges/linked"
    badge.pop("alignment", None)
    badge.pop("tags", None)
    (folder / "old" / "badge.json").write_text(json.dumps(badge))
    (folder / "new" / "award.json").write_text(json.dumps(award))
    (folder / "trustlint.yaml").write_text(HEAD + "overrides:\n  - paths: [old]\n    ignore: [RD004]\n")
    documents = by_path(call(*CHECK, "old/badge.json", "new/award.json").out)
    verdicts = {
        path: next(item["verdict"] for item in document["criteria"] if item["id"] == "RC-04")
        for path, document in documents.items()
    }
    assert verdicts == {"old/badge.json": "not-assessed", "new/award.json": "fail"}
    documents = by_path(call(*CHECK, "old/badge.json", "new/award.json", "-j", "2").out)
    assert "RD004" not in codes(documents["old/badge.json"])
    assert "RD004" in codes(documents["new/award.json"])


@pytest.mark.parametrize(
    "format_", ["text", "table", "sarif", "junit", "github", "gitlab", "markdown", "csv"]
)
def test_a_report_read_back_is_shown_alike(call: Command, folder: Path, format_: str) -> None:
    (folder / "trustlint.yaml").write_text(
        HEAD
        + "overrides:\n  - paths: [old]\n    require: [reading:recommended]\n    severity: {RD002: note}\n"
    )
    report = trustlint.check(["new", "old"], config="trustlint.yaml")
    again = load_report(json.loads(trustlint.render(report, "json")))
    assert trustlint.render(again, format_) == trustlint.render(report, format_)


def test_formats_demand_what_the_path_demands(call: Command, folder: Path) -> None:
    """RC-04 is recommended: demanded of old/ only, and so an error there only."""
    (folder / "trustlint.yaml").write_text(
        HEAD + "ignore: [RD002]\noverrides:\n  - paths: [old]\n    require: [reading:recommended]\n"
    )
    report = trustlint.check(["new", "old"], config="trustlint.yaml")
    junit = trustlint.render(report, "junit")
    new, old = junit.partition("old/badge.json")[::2]
    assert "not met, and not demanded here" in new
    assert "not met, and not demanded here" not in old


def test_a_file_named_through_a_link_is_the_same_file(call: Command, folder: Path) -> None:
    (folder / "work").mkdir()
    (folder / "work" / "..badge.json").write_text((folder / "new" / "badge.json").read_text())
    (folder / "work" / "trustlint.yaml").write_text(
        "packs: [../rubrics/reading.yaml]\noverrides:\n  - paths: ['*.json']\n    ignore: [RD004]\n"
    )
    (folder / "link").symlink_to(folder / "work")
    for name, config in (("link", "work"), ("work", "link"), ("work", "work")):
        path = str(folder / name / "..badge.json")
        ended = call(*CHECK, path, "--config", str(folder / config / "trustlint.yaml"))
        assert "RD004" not in codes(by_path(ended.out)[path]), (name, config)


def test_packs_that_share_codes_are_refused(call: Command, folder: Path) -> None:
    other = (folder / "rubrics" / "reading.yaml").read_text().replace("id: reading", "id: other", 1)
    (folder / "rubrics" / "other.yaml").write_text(other)
    (folder / "trustlint.yaml").write_text(HEAD + "overrides:\n  - paths: [old]\n    packs: [other]\n")
    assert call(*CHECK, "new").code == 1
    ended = call(*CHECK, "new", "old")
    assert ended.code == 2
    assert "reading and other both have the" in ended.err


def test_a_corpus_is_judged_as_without(call: Command, folder: Path, shared: Path) -> None:
    """An override that changes nothing changes no verdict."""
    corpus = shared / "corpus"
    (folder / "trustlint.yaml").write_text("overrides:\n  - paths: ['**']\n    ignore: []\n")
    files = sorted(map(str, corpus.rglob("*ssertion*.json")))[:40]
    (folder / "same").symlink_to(corpus)
    inside = [f"same/{Path(file).relative_to(corpus)}" for file in files]
    ours, theirs = call(*CHECK, *inside), call(*CHECK, *inside, "--isolated")
    with_overrides = json.loads(ours.out)["documents"]
    without = json.loads(theirs.out)["documents"]
    assert [item | {"require": None} for item in with_overrides] == without
    assert len(without) >= len(inside) > 10
