"""What every shipped pack proposes does what it says: a document that misses a criterion meets it with the snippet in it.

Only what a machine decides is asked here, so each pack is taken without its open questions: a rule that may only ask for
a look is read as one that fails.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from tests.engine.building import follow
from trustlint.data_files import data_folder
from trustlint.engine.check import check_data
from trustlint.engine.examples import base_document, example_document
from trustlint.engine.options import CheckOptions
from trustlint.model.report import CriterionResult
from trustlint.packs.load import load_pack, load_pack_source, read_pack_data, shipped_pack_ids
from trustlint.packs.model import Criterion

PACKS = tuple(id_ for id_ in shipped_pack_ids() if load_pack(id_).criteria)
BASES = (
    "ob3-credential",
    "ob3-credential-vc1",
    "ob3-definition",
    "ob3-profile",
    "ob2-assertion-embedded",
    "ob2-badgeclass-embedded",
    "ob2-issuer",
    "clr2",
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("machine-parts")


def machine_part(id_: str, folder: Path) -> str:
    """The path of the pack without what is left to people."""
    data, _ = read_pack_data(data_folder("rules") / id_)
    for criterion in data["criteria"]:
        criterion.pop("human", None)
    for rule in data["rules"]:
        rule.pop("proof", None)
        if rule.get("on_empty") == "cant-tell":
            rule["on_empty"] = "fail"
    file = folder / f"{id_}.yaml"
    file.write_text(json.dumps(data), encoding="utf-8")
    return str(file)


def choices(id_: str) -> Iterator[dict[str, Any]]:
    """Every choice that the parameters of a pack leave."""
    open_ = [parameter for parameter in load_pack(id_).parameters if parameter.one_of]
    for values in product(*[parameter.one_of for parameter in open_]):
        yield {parameter.name: value for parameter, value in zip(open_, values, strict=True)}


def filled_in(value: Any) -> Any:
    """The data with a text of one's own for each ``<<gap>>`` of a snippet."""
    if isinstance(value, dict):
        return {name: filled_in(item) for name, item in value.items()}
    if isinstance(value, list):
        return [filled_in(item) for item in value]
    return re.sub("<<(.*?)>>", r"\1", value) if isinstance(value, str) else value


def judged(data: Any, pack: str, id_: str, choice: dict[str, Any]) -> dict[str, CriterionResult]:
    report = check_data(deepcopy(data), CheckOptions(packs=(pack,), parameters={id_: choice}))
    document = report.documents[-1]  # of a CLR, the last credential in it
    assert document.errors == ()
    return {criterion.id: criterion for criterion in document.criteria}


@cache
def tried(id_: str, pack: str) -> dict[str, list[str]]:
    """By criterion, the base documents that missed it; each time, what was proposed has been seen to meet it."""
    found: dict[str, list[str]] = {}
    for base, choice in product(BASES, choices(id_)):
        data = base_document(base, "test")
        for criterion in judged(data, pack, id_, choice).values():
            remedy = criterion.remediation
            if criterion.verdict.value != "fail" or remedy is None or remedy.insert_at is None:
                continue
            after = judged(filled_in(follow(deepcopy(data), remedy)), pack, id_, choice)[criterion.id]
            assert after.verdict.value == "pass", (base, choice, criterion.id, remedy, after.message)
            found.setdefault(criterion.id, []).append(base)
    return found


@pytest.mark.parametrize("id_", PACKS)
def test_a_document_that_misses_a_criterion_meets_it_with_the_snippet(id_: str, folder: Path) -> None:
    assert tried(id_, machine_part(id_, folder))


def faulty(id_: str, criterion: Criterion) -> Iterator[tuple[Any, dict[str, Any]]]:
    """The failing examples of the rules of a criterion, with their parameters."""
    rules = {rule.code: rule for rule in load_pack_source(data_folder("rules") / id_).rules}
    for code in criterion.assess.codes():
        for example in rules[code].examples:
            if example["expect"] == "fail" and not {"with", "text", "hex"} & set(example):
                yield example_document(rules[code], example).data, example.get("parameters", {})


@pytest.mark.parametrize("id_", PACKS)
def test_criteria_that_every_base_document_meets_are_met_again(id_: str, folder: Path) -> None:
    pack = machine_part(id_, folder)
    untried = []
    for criterion in load_pack(id_).criteria:
        if not criterion.snippets or criterion.id in tried(id_, pack):
            continue
        for data, choice in faulty(id_, criterion):
            found = judged(data, pack, id_, choice)[criterion.id]
            if found.remediation is None or found.remediation.insert_at is None:
                continue
            after = judged(filled_in(follow(deepcopy(data), found.remediation)), pack, id_, choice)[
                criterion.id
            ]
            if after.verdict.value == "pass":
                break
        else:
            untried.append(criterion.id)
    assert untried == []
