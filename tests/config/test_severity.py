"""Severities by name: which name counts, what they change, and what they do not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import NOW, Command

CHECK = ("check", "--now", NOW, "-f", "json", "new/badge.json")
HEAD = "pack-files: [rubrics]\npacks: [reading]\n"


def findings(call: Command, folder: Path, severity: str, *options: str) -> dict[str, tuple[str, str | None]]:
    (folder / "trustlint.yaml").write_text(f"{HEAD}severity: {severity}\n")
    (document,) = json.loads(call(*CHECK, *options).out)["documents"]
    return {item["code"]: (item["severity"], item["severity_by_pack"]) for item in document["findings"]}


@pytest.mark.parametrize(
    ("severity", "expected"),
    [
        ("{}", {"RD002": ("error", None), "RD004": ("warning", None)}),
        ("{RD002: warning}", {"RD002": ("warning", "error"), "RD004": ("warning", None)}),
        ("{Badge-Aligned: note}", {"RD002": ("note", "error"), "RD004": ("warning", None)}),
        ("{words: error}", {"RD002": ("error", None), "RD004": ("error", "warning")}),
        ("{RC-04: note}", {"RD002": ("error", None), "RD004": ("note", "warning")}),
        ("{reading: note}", {"RD002": ("note", "error"), "RD004": ("note", "warning")}),
        ("{RD002: error}", {"RD002": ("error", None), "RD004": ("warning", None)}),
        # The closest name counts, wherever it stands.
        (
            "{RD002: warning, links: note, reading: error}",
            {"RD002": ("warning", "error"), "RD004": ("error", "warning")},
        ),
        ("{links: note, reading: error}", {"RD002": ("note", "error"), "RD004": ("error", "warning")}),
        ("{reading: off, RD004: error}", {"RD004": ("error", "warning")}),
        # Of equally close ones, the last.
        ("{links: note, RC-02: warning}", {"RD002": ("warning", "error"), "RD004": ("warning", None)}),
        ("{RC-02: warning, links: note}", {"RD002": ("note", "error"), "RD004": ("warning", None)}),
    ],
)
def test_which_name_counts(
    call: Command, folder: Path, severity: str, expected: dict[str, tuple[str, str | None]]
) -> None:
    assert findings(call, folder, severity) == expected


def report(call: Command, folder: Path, text: str, path: str = "new/badge.json") -> dict[str, Any]:
    (folder / "trustlint.yaml").write_text(text)
    whole: dict[str, Any] = json.loads(call("check", "--now", NOW, "-f", "json", path).out)
    return whole


def test_verdicts_do_not_change_by_severity(call: Command, folder: Path) -> None:
    plain = report(call, folder, HEAD)
    turned = report(call, folder, HEAD + "severity: {reading: note}\n")
    assert turned["documents"][0]["criteria"] == plain["documents"][0]["criteria"]
    assert (
        turned["gate"] == plain["gate"] == {"met": False, "why": ["new/badge.json: reading: RC-02 not met"]}
    )


def test_turned_off_is_ignored(call: Command, folder: Path) -> None:
    turned = report(call, folder, HEAD + "severity: {RD002: off}\n")
    ignored = report(call, folder, HEAD + "ignore: [RD002]\n")
    assert turned == ignored
    verdicts = {item["id"]: item["verdict"] for item in turned["documents"][0]["criteria"]}
    assert verdicts["RC-02"] == "not-assessed"


@pytest.fixture
def unsound(folder: Path) -> Path:
    """A badge with an error of open-badges: its criteria are missing."""
    badge = json.loads((folder / "new" / "badge.json").read_text())
    del badge["criteria"]
    (folder / "new" / "unsound.json").write_text(json.dumps(badge, indent=2))
    return folder


def test_a_note_does_not_gate_and_an_invalid_badge_stays_one(call: Command, unsound: Path) -> None:
    head = "packs: [open-badges]\n"
    plain = report(call, unsound, head, "new/unsound.json")
    (code,) = {item["code"] for item in plain["documents"][0]["findings"] if item["severity"] == "error"}
    assert plain["exit_code"] == 1
    turned = report(call, unsound, head + f"severity: {{{code}: note}}\n", "new/unsound.json")
    document = turned["documents"][0]
    assert (turned["exit_code"], turned["summary"]["findings"]["error"]) == (0, 0)
    assert [
        (item["severity"], item["severity_by_pack"]) for item in document["findings"] if item["code"] == code
    ] == [("note", "error")]
    assert document["valid"] is False
    assert document["valid_reason"] == "1 error by the severities of the pack itself"
    assert document["trusted"] is None or document["trusted"]["state"] == "invalid-open-badge"


def test_a_rule_turned_up_does_not_make_a_badge_invalid(call: Command, folder: Path) -> None:
    plain = report(call, folder, "packs: [open-badges]\n")
    assert plain["documents"][0]["valid"] is True
    turned = report(call, folder, "packs: [open-badges]\nseverity: {open-badges: error}\n")
    document = turned["documents"][0]
    assert document["valid"] is True
    errors = [item for item in document["findings"] if item["severity"] == "error"]
    assert all(item["severity_by_pack"] in ("warning", "note") for item in errors)
    assert turned["exit_code"] == (1 if errors else 0)


def test_a_finding_that_is_turned_down_hides_none_that_is_graver(call: Command, folder: Path) -> None:
    """RX002 is folded into RX001, which is as grave; as a note RX001 says less than RX002 does."""
    (folder / "rubrics" / "folding.yaml").write_text(
        """
trustlint-pack: 1
id: folding
namespace: RX
version: 1.0.0
title: Folding
summary: Two rules about one thing.
status: ours
source: {title: The tests of trustlint}
rules:
  - code: RX001
    name: tags-given
    title: The achievement has tags
    severity: error
    select: {field: achievement.tag}
    check: {count: {min: 1}}
    remediation: Add tags.
    reference: {basis: ours, document: The tests of trustlint}
    examples:
      - {expect: pass, base: ob3-definition, set: {/tag: [reading]}}
      - {expect: fail, base: ob3-definition, at: ""}
  - code: RX002
    name: tags-present
    title: The achievement has tags, said again
    severity: error
    select: {field: achievement.tag}
    check: {present: {}}
    unless_said_by: [RX001]
    remediation: Add tags.
    reference: {basis: ours, document: The tests of trustlint}
    examples:
      - {expect: pass, base: ob3-definition, set: {/tag: [reading]}}
      - {expect: fail, base: ob3-definition, at: ""}
"""
    )
    head = "pack-files: [rubrics]\npacks: [folding]\n"

    def told(text: str) -> list[tuple[str, str]]:
        return [
            (item["code"], item["severity"])
            for item in report(call, folder, text)["documents"][0]["findings"]
        ]

    assert told(head) == [("RX001", "error")]
    assert told(head + "severity: {RX001: note}\n") == [("RX002", "error"), ("RX001", "note")]
    assert told(head + "severity: {folding: note}\n") == [("RX001", "note")]


def test_findings_of_the_tool_too(call: Command, folder: Path) -> None:
    (folder / "trustlint-waivers.yaml").write_text(
        "trustlint-waivers: 1\nwaivers:\n"
        "  - {document: new/badge.json, criterion: reading/RC-01, reason: r, by: b, date: 2026-01-01, expires: 2027-01-01}\n"
        "  - {document: gone.json, criterion: reading/RC-01, reason: r, by: b, date: 2026-01-01, expires: 2027-01-01}\n"
    )

    def told(severity: str) -> list[tuple[str, str]]:
        whole = report(call, folder, f"{HEAD}severity: {severity}\n")
        found = [*whole["documents"][0]["findings"], *whole["findings"]]
        return [(item["code"], item["severity"]) for item in found if item["code"].startswith("TL")]

    assert told("{}") == [("TL910", "warning"), ("TL912", "warning")]
    assert told("{TL910: error, waiver-known: note}") == [("TL910", "error"), ("TL912", "note")]
    assert told("{TL910: off, TL912: off}") == []
