"""docs/report.md says what is so."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from reports_by_hand import example

from trustlint.report import format_names, render
from trustlint.report.wording import MARKS, STATE_WORDS


def page(root: Path) -> str:
    return (root / "docs" / "report.md").read_text(encoding="utf-8")


def test_example_is_real(root: Path, validator: Draft202012Validator) -> None:
    fences = re.findall(r"^```json\n(.*?)^```$", page(root), re.M | re.S)
    assert len(fences) == 1
    shown = json.loads(fences[0])
    assert shown == json.loads(render(example(), "json"))
    validator.validate(shown)


def test_every_member_of_the_schema_is_explained(root: Path, report_schema: Any) -> None:
    known = set(re.findall(r"`([^`\n]+)`", page(root)))
    members = {
        name
        for part in [report_schema, *report_schema["properties"].values(), *report_schema["$defs"].values()]
        for name in part.get("properties", {})
    }
    assert members - known == set()


def test_every_word_with_a_meaning_is_explained(root: Path, report_schema: Any) -> None:
    text = page(root)
    words = {
        word
        for name in ("verdict", "outcome", "severity", "state")
        for word in report_schema["$defs"][name]["enum"]
    }
    assert {
        word for word in words | set(STATE_WORDS) | set(format_names()) if f"`{word}`" not in text
    } == set()
    assert all(mark in text for mark in MARKS.values())


def test_exit_codes_are_those_of_the_schema(root: Path, report_schema: Any) -> None:
    rows = re.findall(r"^\| (\d) \|", page(root), re.M)
    assert [int(code) for code in rows] == report_schema["properties"]["exit_code"]["enum"]
