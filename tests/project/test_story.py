"""One story through the real command: a repository takes trustlint up, and a badge goes from failing to published."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.project.working_tree import clean_environment, git, start_repository
from trustlint.model.pointer import parse_pointer

NOW = ("--now", "2026-11-01T00:00:00Z")

DRAFT: dict[str, Any] = {
    "@context": [
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        "https://www.w3.org/ns/credentials/v2",
    ],
    "id": "https://example.org/badges/peer-feedback ",
    "type": "Achievement",
    "achievementType": "Micro-Credential",
    "name": "Peer Feedback",
    "description": "Gives a colleague feedback on a lesson that the colleague can act on the next day.",
    "criteria": {
        "narrative": "Observe three lessons and write a page of feedback on each; two teachers score it on a rubric."
    },
}


class Desk:
    """A repository, and the commands run in it as a person or a pipeline would."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        tools = Path(sys.executable).parent
        self._environment = clean_environment(
            PATH=f"{tools}{os.pathsep}{os.environ['PATH']}", HOME=str(folder), LC_ALL="C.UTF-8"
        )

    def run(self, *arguments: str, code: int | None, **variables: str) -> str:
        done = subprocess.run(
            ["trustlint", *arguments],
            cwd=self.folder,
            env={**self._environment, **variables},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert code in (None, done.returncode), done.stdout + done.stderr
        return done.stdout

    def read(self, name: str) -> Any:
        return json.loads((self.folder / name).read_text(encoding="utf-8"))

    def write(self, name: str, data: Any) -> None:
        (self.folder / name).write_text(json.dumps(data, indent=2) + "\n", encoding="utf-8")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    folder = tmp_path / "badges"
    (folder / ".github").mkdir(parents=True)
    (folder / "README.md").write_text("# Our badges\n")
    start_repository(folder)
    return Desk(folder)


def put(data: Any, pointer: str, value: Any) -> None:
    """Add a value as RFC 6902 does: ``-`` is behind the last item of a list."""
    *way, last = parse_pointer(pointer)
    for step in way:
        data = data[int(step)] if isinstance(data, list) else data[step]
    if isinstance(data, list):
        data.append(value) if last == "-" else data.__setitem__(int(last), value)
    else:
        data[last] = value


def close_gaps(desk: Desk, file: str) -> int:
    """Paste what the report proposes for every criterion that is not met, one after the other; how many it took."""
    for taken in range(30):
        desk.run("check", file, *NOW, "--report", "json=report.json", code=None)
        (document,) = desk.read("report.json")["documents"]
        failed = [
            item
            for item in document["criteria"]
            if item["verdict"] == "fail" and item["remediation"]["insert_at"] is not None
        ]
        if not failed:
            return taken
        badge, remedy = desk.read(file), failed[0]["remediation"]
        for each in (remedy, *remedy["also"]):
            put(badge, each["insert_at"], each["snippet"])
        desk.write(file, badge)
    raise AssertionError("the snippets do not come to an end")


def test_from_init_to_a_clean_comparison(desk: Desk) -> None:
    # A repository is set up, once.
    told = desk.run("init", code=0)
    written = {
        name
        for name in ("trustlint.yaml", ".pre-commit-config.yaml", ".github/workflows/trustlint.yml")
        if (desk.folder / name).is_file()
    }
    assert written == {"trustlint.yaml", ".pre-commit-config.yaml", ".github/workflows/trustlint.yml"}
    assert all(name in told for name in written)
    git(desk.folder, "switch", "--quiet", "--create", "peer-feedback")

    # A pull request brings a badge that fails: annotations, a job summary and a report for code scanning say so.
    desk.write("peer-feedback.json", DRAFT)
    summary = desk.folder / "summary.md"
    annotations = desk.run(
        "check",
        "peer-feedback.json",
        *NOW,
        "--format",
        "github",
        "--report",
        "sarif=report.sarif",
        code=1,
        GITHUB_STEP_SUMMARY=str(summary),
    )
    assert "::error file=peer-feedback.json,line=" in annotations
    assert "TC-02" in annotations
    assert "peer-feedback.json" in summary.read_text(encoding="utf-8")
    (run,) = desk.read("report.sarif")["runs"]
    failed = {result["ruleId"] for result in run["results"] if result.get("kind", "fail") == "fail"}
    assert {"TC021"} & failed or {"TC-02"} & failed
    assert failed <= {rule["id"] for rule in run["tool"]["driver"]["rules"]} | {
        taxon["id"] for taxonomy in run.get("taxonomies", ()) for taxon in taxonomy["taxa"]
    }

    # What can be mended with certainty is mended, and nothing else is touched.
    shown = desk.run("fix", "peer-feedback.json", *NOW, code=1)
    assert '-  "id": "https://example.org/badges/peer-feedback ",' in shown
    assert desk.read("peer-feedback.json") == DRAFT
    desk.run("fix", "--write", "peer-feedback.json", *NOW, code=0)
    desk.run("fix", "peer-feedback.json", *NOW, code=0)
    fixed = desk.read("peer-feedback.json")
    assert fixed["id"] == "https://example.org/badges/peer-feedback"
    assert fixed["achievementType"] == "MicroCredential"
    assert fixed["description"] == DRAFT["description"]

    # The gaps that are left are closed with what the report proposes, and the gate is met.
    desk.write("before.json", fixed)
    assert close_gaps(desk, "peer-feedback.json") > 0
    desk.run("check", "peer-feedback.json", *NOW, code=0)

    # A badge platform takes the badge in and gives it out again, laid out its own way: nothing is lost.
    badge = desk.read("peer-feedback.json")
    (desk.folder / "exported.json").write_text(json.dumps(dict(reversed(badge.items()))))
    compared = desk.run("compare", "peer-feedback.json", "exported.json", *NOW, code=0)
    assert "nothing is lost or altered" in compared
    lost = desk.run("compare", "peer-feedback.json", "before.json", *NOW, code=1)
    assert "achievement.alignment" in lost
