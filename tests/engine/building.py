"""Packs, rules and criteria in few words, and the documents that the tests of the engine judge."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from trustlint.data_files import data_folder
from trustlint.engine.check import check_paths
from trustlint.engine.examples import put
from trustlint.engine.options import CheckOptions
from trustlint.model.report import CriterionResult, DocumentResult, Remediation, Report
from trustlint.packs.build import build_pack
from trustlint.packs.model import Pack

PACKS = Path(__file__).parent / "packs"
READING = str(PACKS / "reading.yaml")
INTAKE = str(PACKS / "intake.yaml")
NOW = datetime(2026, 5, 31, 12, tzinfo=UTC)

LEVELS = [
    {"id": "required", "title": "Required"},
    {"id": "recommended", "title": "Recommended", "includes": ["required"]},
    {"id": "practice", "title": "Practice", "includes": ["recommended"]},
]


def follow(data: Any, remediation: Remediation | None) -> Any:
    """The data with all that a remediation says put into it, which has a place for it."""
    assert remediation is not None
    assert remediation.insert_at is not None
    data = put(data, remediation.insert_at, remediation.snippet)
    for addition in remediation.also:
        assert addition.insert_at is not None
        data = put(data, addition.insert_at, addition.snippet)
    return data


def base(name: str) -> Any:
    """A copy of a base document of rules/bases."""
    return json.loads((data_folder("rules") / "bases" / f"{name}.json").read_text(encoding="utf-8"))


def rule(code: str, **more: Any) -> dict[str, Any]:
    """A rule; without a select and check, or a program, it wants achievement.name."""
    data: dict[str, Any] = {
        "code": code,
        "name": f"rule-{code.lower()}",
        "title": f"What {code} wants",
        "severity": "error",
        "remediation": "Do it.",
        "reference": {"document": "The tests of trustlint"},
        "examples": [
            {"expect": "pass", "base": "ob3-definition"},
            {"expect": "fail", "document": {}, "at": ""},
        ],
    }
    if "program" not in more:
        data |= {"select": {"field": "achievement.name"}, "check": {"present": {}}}
    elif isinstance(more["program"], str):
        more["program"] = {"name": more["program"]}
    return data | more


def criterion(id_: str, assess: dict[str, Any] | list[str], **more: Any) -> dict[str, Any]:
    """A criterion that all rules of a list, or an assessment in full, decide."""
    return {
        "id": id_,
        "title": f"Title of {id_}",
        "requirement": f"Requirement of {id_}",
        "level": "required",
        "assess": {"all": assess} if isinstance(assess, list) else assess,
        "reference": {"locator": "section 1"},
        "remediation": {"text": "Do it."},
    } | more


def pack_data(
    rules: list[dict[str, Any]], criteria: list[dict[str, Any]] | None = None, **more: Any
) -> dict[str, Any]:
    """A pack; the levels are there when there are criteria."""
    data: dict[str, Any] = {
        "trustlint-pack": 1,
        "id": "small",
        "namespace": "XX",
        "version": "1.0",
        "title": "Small",
        "source": {"title": "The tests of trustlint"},
        "rules": rules,
    }
    if criteria:
        data |= {"levels": LEVELS, "criteria": criteria}
    return data | more


def in_memory(data: dict[str, Any]) -> Pack:
    """The pack without any check on it."""
    return build_pack(data, "sha256:0")


def on_disk(folder: Path, data: dict[str, Any], name: str = "small.yaml") -> str:
    """The path of the pack as a file (JSON is YAML)."""
    file = folder / name
    file.write_text(json.dumps(data), encoding="utf-8")
    return str(file)


def write(folder: Path, **documents: Any) -> dict[str, str]:
    """JSON files by name; their paths. ``bytes`` are written as they are."""
    paths = {}
    for name, data in documents.items():
        file = folder / f"{name}.json"
        file.write_bytes(data if isinstance(data, bytes) else json.dumps(data, indent=2).encode())
        paths[name] = str(file)
    return paths


def run(paths: list[str], *packs: str, **options: Any) -> Report:
    """Check paths at a fixed time."""
    return check_paths(paths, CheckOptions(packs=packs, **({"now": NOW} | options)))


def one(report: Report) -> DocumentResult:
    """The only document of a report."""
    (document,) = report.documents
    return document


def verdict(document: DocumentResult, id_: str) -> CriterionResult:
    """The result of one criterion."""
    return next(item for item in document.criteria if item.id == id_)
