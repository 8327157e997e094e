"""The problems of a baseline, counted: what its file holds, and what a run compares with."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple


class Problem(NamedTuple):
    """A rule (``OBS101``) or a criterion (``pack/id``) that fails, by its fingerprint."""

    name: str
    fingerprint: str

    @property
    def is_criterion(self) -> bool:
        return "/" in self.name

    @property
    def label(self) -> str:
        """As people name it: the code, or the id of the criterion."""
        return self.name.rpartition("/")[2]


Problems = dict[str, Counter[Problem]]
"""By the path of the badge, relative to the folder of the baseline, how often each problem is there."""


def total(problems: Problems) -> int:
    return sum(counter.total() for counter in problems.values())


def labels_of(counter: Counter[Problem]) -> str:
    """``OBS101, TC-02 (2 times)``, in the order of their names."""
    times: Counter[str] = Counter()
    for problem, number in sorted(counter.items()):
        times[problem.label] += number
    return ", ".join(label if number == 1 else f"{label} ({number} times)" for label, number in times.items())
