"""Fixtures of the report tests; the reports themselves are in reports_by_hand.py."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from trustlint.data_files import data_folder

GOLDEN_FOLDER = Path(__file__).parent / "golden"
REGENERATE = os.environ.get("TRUSTLINT_GOLDEN") == "write"


@pytest.fixture
def golden() -> Callable[[str, str], None]:
    """Compare a text with the stored one; with TRUSTLINT_GOLDEN=write, store it instead."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN_FOLDER / f"{name}.txt"
        if REGENERATE:
            path.write_text(text, encoding="utf-8", newline="\n")
        assert text == path.read_text(encoding="utf-8"), (
            f"{name}: set TRUSTLINT_GOLDEN=write to store the new text"
        )

    return compare


@pytest.fixture(scope="session")
def report_schema() -> Any:
    """The published schema of the report, as plain data."""
    return json.loads((data_folder("schemas") / "report.schema.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def validator(report_schema: Any) -> Draft202012Validator:
    Draft202012Validator.check_schema(report_schema)
    return Draft202012Validator(report_schema)
