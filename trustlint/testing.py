"""For the tests of packs and plug-ins: run the examples of a pack, and get verdicts of a document.

    from trustlint.testing import assert_pack_holds, pack_examples, verdicts

Works with any test runner; what does not hold is an AssertionError that says what. See docs/plugins.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import deepcopy
from datetime import datetime
from os import PathLike, fspath
from typing import Any

import trustlint
from trustlint.checks.context import RuleContext
from trustlint.checks.registry import prepare_test
from trustlint.checks.result import Result
from trustlint.credential.fields import field_table
from trustlint.credential.kinds import detect
from trustlint.credential.placeholder import Placeholder
from trustlint.credential.view import Node, View
from trustlint.engine.examples import (
    EXAMPLE_NOW,
    ExampleResult,
    base_document,
    missing_examples,
    put,
    run_examples,
)
from trustlint.engine.mutation import surviving_mutants
from trustlint.packs.load import find_pack, load_pack_source

__all__ = [
    "ExampleResult",
    "assert_pack_holds",
    "base",
    "findings",
    "pack_examples",
    "run_check",
    "verdicts",
]


def pack_examples(pack: str | PathLike[str]) -> tuple[ExampleResult, ...]:
    """The examples of a pack, by id or path, and whether each holds: a non-empty ``problem`` says why it does not.

    Raises trustlint.errors.UsageError and PackError for a pack that cannot be used.
    """
    return tuple(run_examples(load_pack_source(find_pack(fspath(pack)))))


def assert_pack_holds(pack: str | PathLike[str], *, mutate: bool = True) -> None:
    """Every rule has the examples that it needs, all hold, and with ``mutate`` they notice a rule that is broken.

    Raises AssertionError with a line for each thing that is wrong; UsageError and PackError as ``pack_examples``.
    """
    loaded = load_pack_source(find_pack(fspath(pack)))
    problems = list(missing_examples(loaded))
    problems += [f"{result.id}: {result.problem}" for result in run_examples(loaded) if result.problem]
    if mutate:
        problems += [f"{survivor} is noticed by no example" for survivor in surviving_mutants(loaded)]
    if problems:
        raise AssertionError(f"the pack {loaded.id} does not hold:\n" + "\n".join(problems))


def base(name: str, changes: Mapping[str, Any] | None = None) -> Any:
    """A smallest sound document, such as ``ob3-definition``, with changes: JSON Pointer to new value.

    Raises trustlint.errors.PackError for an unknown name and a pointer that leads nowhere.
    """
    data = deepcopy(base_document(name, "base"))
    for pointer, value in (changes or {}).items():
        data = put(data, pointer, value, "base")
    return data


def verdicts(
    document: Mapping[str, Any] | str | PathLike[str],
    packs: Iterable[str],
    *,
    now: datetime = EXAMPLE_NOW,
    parameters: Mapping[str, Mapping[str, Any]] | None = None,
) -> dict[str, str]:
    """The verdict of each criterion, by id, on plain data or a file of one document.

    Raises UsageError and PackError as ``trustlint.check``, and AssertionError when there is not one document.
    """
    report = trustlint.check(document, packs=packs, now=now, parameters=parameters)
    if len(report.documents) != 1:
        raise AssertionError(f"{document!r} holds {len(report.documents)} documents, not one")
    return {criterion.id: criterion.verdict.value for _, criterion in report.criteria()}


def findings(
    document: Mapping[str, Any] | str | PathLike[str], packs: Iterable[str], *, now: datetime = EXAMPLE_NOW
) -> list[tuple[str, str | None]]:
    """Code and JSON Pointer of every finding. Raises UsageError and PackError as ``trustlint.check``."""
    report = trustlint.check(document, packs=packs, now=now)
    return [(finding.code, finding.pointer) for result in report.documents for finding in result.findings]


def run_check(
    check: Mapping[str, Any],
    value: Any,
    *,
    document: Any = None,
    parameters: Mapping[str, Any] | None = None,
    now: datetime = EXAMPLE_NOW,
) -> Result:
    """What a check such as ``{"text": {"min_words": 8}}`` says of one value, perhaps as part of a whole document.

    Raises trustlint.api.CheckError for a check that cannot be used.
    """
    kind = detect(document).kind
    table = field_table(kind.model, kind.type) if kind else field_table("", "")
    context = RuleContext(document, kind, View(document, table), now, Placeholder())
    context.parameters = dict(parameters or {})
    return prepare_test(check)(Node(value, ()), context)
