"""The file of a baseline: JSON with a problem a line, sorted, so that its changes are easy to review and seldom collide."""

from __future__ import annotations

import json
import os
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from trustlint.baseline.entries import Problem, Problems
from trustlint.data_files import data_folder
from trustlint.errors import PackError, UsageError
from trustlint.model.review import EntryPlace
from trustlint.packs.strict import read_strict_document
from trustlint.source.document import Document
from trustlint.whole_file import write_whole

DEFAULT_NAME = "trustlint-baseline.json"


class Baseline(NamedTuple):
    """file: as it was named; problems: empty for a new one; document: what was read, None for a new one."""

    file: str
    problems: Problems
    document: Document | None = None

    def key(self, path: str) -> str:
        """How the baseline names a file: from its own folder on, with ``/`` between folders on every system."""
        folder = os.path.dirname(os.path.abspath(self.file))  # noqa: PTH100, PTH120 - links stay what they are called
        try:
            return os.path.relpath(path, folder).replace(os.sep, "/")
        except ValueError:  # another drive
            return os.path.abspath(path).replace(os.sep, "/")  # noqa: PTH100

    def path(self, key: str) -> str:
        """The absolute path of what the baseline names."""
        folder = os.path.dirname(os.path.abspath(self.file))  # noqa: PTH100, PTH120
        return os.path.abspath(os.path.join(folder, key))  # noqa: PTH100, PTH118

    def place(self, key: str) -> EntryPlace:
        """Where the problems of a badge stand in the file."""
        pointer = "/problems/" + key.replace("~", "~0").replace("/", "~1")
        span = self.document.key_span(("problems", key)) if self.document is not None else None
        return EntryPlace(self.file, pointer, span)


def read_baseline(name: str) -> Baseline:
    """The baseline in a file.

    Raises UsageError when there is no such file, PackError ``path:line:column: …`` when it does not fit its schema.
    """
    file = Path(name)
    if not file.is_file():
        raise UsageError(
            f"there is no baseline {name!r}; make it with `trustlint baseline create --file {name}`"
        )
    try:
        document = read_strict_document(file, _schema())
    except PackError as error:
        raise PackError(
            f"{error}; if two branches changed the baseline, take either side and run `trustlint baseline update`"
        ) from None
    problems: Problems = {}
    for key, entries in document.data["problems"].items():
        counter = problems.setdefault(key, Counter())
        for entry in entries:
            problem = Problem(entry.get("rule") or entry["criterion"], entry["fingerprint"])
            counter[problem] += entry.get("times", 1)
    return Baseline(name, problems, document)


def write_baseline(name: str, problems: Problems) -> None:
    """Write a baseline whole or not at all. Raises UsageError when the file cannot be written."""
    write_whole(name, baseline_text(problems))


def baseline_text(problems: Problems) -> str:
    """What the file holds: the same text for the same problems, in whatever order they were found."""
    badges = []
    for key in sorted(key for key, counter in problems.items() if counter.total() > 0):
        entries = [_entry(problem, times) for problem, times in sorted(problems[key].items()) if times > 0]
        rows = ",\n".join(f"      {json.dumps(entry)}" for entry in entries)
        badges.append(f"    {json.dumps(key)}: [\n{rows}\n    ]")
    inside = ",\n".join(badges)
    body = f"{{\n{inside}\n  }}" if badges else "{}"
    return f'{{\n  "trustlint-baseline": 1,\n  "problems": {body}\n}}\n'


def _entry(problem: Problem, times: int) -> dict[str, Any]:
    what = "criterion" if problem.is_criterion else "rule"
    entry: dict[str, Any] = {what: problem.name, "fingerprint": problem.fingerprint}
    return entry if times == 1 else {**entry, "times": times}


@cache
def _schema() -> dict[str, Any]:
    text = (data_folder("schemas") / "baseline.schema.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    return {name: value for name, value in schema.items() if name not in ("$schema", "$id", "title")}
