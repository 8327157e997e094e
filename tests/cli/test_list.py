"""``trustlint list``: tables for people, JSON for programs."""

from __future__ import annotations

import json

import pytest

from trustlint.packs.load import shipped_pack_ids
from trustlint.report import format_names

from .conftest import INTAKE, READING, Command


def test_packs(call: Command) -> None:
    rows = json.loads(call("list", "packs", "--json", "--pack", READING, "--pack", INTAKE).out)
    assert rows == [
        {"id": "reading", "version": "1.2.0", "criteria": 4, "rules": 5, "title": "Reading rubric"},
        {"id": "intake", "version": "1.0.0", "criteria": 0, "rules": 2, "title": "Intake"},
    ]


def test_rules(call: Command) -> None:
    rows = json.loads(call("list", "rules", "--json", "--pack", READING).out)
    assert [row["code"] for row in rows] == ["RD001", "RD002", "RD003", "RD004", "RD005"]
    assert rows[3]["severity"] == "warning"
    assert rows[3]["name"] == "badge-tagged"


def test_criteria(call: Command) -> None:
    rows = json.loads(call("list", "criteria", "--json", "--pack", READING).out)
    assert [(row["id"], row["level"], row["scope"]) for row in rows][2:] == [
        ("RC-03", "required", "credential"),
        ("RC-04", "recommended", "definition"),
    ]


def test_fields_checks_and_formats(call: Command) -> None:
    fields = {row["field"]: row for row in json.loads(call("list", "fields", "--json").out)}
    assert fields["achievement.tag"]["Open Badges 2.0"] == "tags[]"
    assert fields["achievement.achievementType"]["Open Badges 2.0"] == "-"
    checks = [row["check"] for row in json.loads(call("list", "checks", "--json").out)]
    assert {"present", "count", "text", "date"} <= set(checks)
    formats = [row["format"] for row in json.loads(call("list", "formats", "--json").out)]
    assert tuple(formats) == format_names()


@pytest.mark.parametrize("what", ["packs", "rules", "criteria", "fields", "checks", "formats"])
def test_tables_line_up(call: Command, what: str) -> None:
    ended = call("list", what, "--pack", READING)
    head, *lines = ended.out.splitlines()
    assert lines
    second = head.split()[1]
    column = head.index(second)
    assert all(line[column - 1] == " " for line in lines)
    assert all(line == line.rstrip() for line in lines)


def test_shipped_packs_are_listed_by_default(call: Command) -> None:
    ended = call("list", "packs", "--json")
    assert tuple(row["id"] for row in json.loads(ended.out)) == shipped_pack_ids()


def test_what_can_be_listed_is_named(call: Command) -> None:
    ended = call("list", "badges")
    assert ended.code == 2
    assert "'packs', 'rules', 'criteria', 'fields', 'checks', 'formats'" in ended.err


def test_fields_need_no_pack(call: Command) -> None:
    assert call("list", "fields", "--pack", "./none.yaml").code == 0
    assert call("list", "rules", "--pack", "./none.yaml").code == 2
