"""What is remembered of documents of the same shape changes no result."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from copy import deepcopy
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from trustlint.engine.options import CheckOptions
from trustlint.engine.session import Session
from trustlint.engine.shapes import MOST_KNOWN, Shapes, shape_of
from trustlint.source.document import Document
from trustlint.source.read import Input, read_documents

OPTIONS = CheckOptions(
    packs=("open-badges", "trusted-credential", "trusted-microcredential", "writing", "media"),
    now=datetime(2026, 11, 23, tzinfo=UTC),
)
TEXTS = (
    "",
    " ",
    "x",
    "yesterday",
    "2026-01-01",
    "2031-05-01T10:00:00Z",
    "https://example.org/",
    "urn:x",
    "ext:Own",
    "{{x}}",
    "42",
)
STARTS = (
    "fixtures/sel/ob3-credential.json",
    "fixtures/sel/ob3-definition.json",
    "fixtures/sel/ob3-profile.json",
    "fixtures/sel/clr2.json",
    "fixtures/full/clr2.json",
    "fixtures/rubric/ob3-credential.json",
    "fixtures/full/ob3-credential.json",
    "fixtures/extensions/ob3-credential.json",
    "fixtures/sel/ob2-assertion.json",
    "fixtures/sel/ob2-badgeclass.json",
    "fixtures/sel/ob2-revocation-list.json",
    "fixtures/broken/ob2-key-of-nobody.json",
    "fixtures/broken/ob2-key-of-another-owner.json",
    "fixtures/broken/ob2-1x-alignment-names.json",
    "fixtures/older/ob11-assertion.json",
    "fixtures/older/ob05-assertion.json",
)


def leaves(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if isinstance(data, dict | list):
        for step, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield from leaves(value, (*path, step))
    else:
        yield path


def variants(start: Any, count: int, rng: random.Random) -> Iterator[Any]:
    """Documents of the same shape with other values, now and then one of another shape."""
    places = list(leaves(start))
    texts = [value for path in places if isinstance(value := at(start, path), str)]
    for _ in range(count):
        data = deepcopy(start)
        for path in rng.sample(places, rng.choice((0, 1, 1, 2))):
            holder, old = at(data, path[:-1]), at(data, path)
            if isinstance(old, str):
                holder[path[-1]] = rng.choice((*TEXTS, *texts))
            elif isinstance(old, bool):
                holder[path[-1]] = not old
            else:
                holder[path[-1]] = rng.choice((0, -1, 7, 2.5))
        if rng.random() < 0.1:
            data.pop(rng.choice(list(data)))
        yield data


def at(data: Any, path: tuple[Any, ...]) -> Any:
    for step in path:
        data = data[step]
    return data


def as_read(data: Any) -> Document:
    return next(iter(read_documents(Input("badge.json", True, json.dumps(data, indent=1).encode()))))


@pytest.mark.parametrize("name", STARTS)
def test_results_are_those_of_a_session_that_remembers_nothing(root: Path, name: str) -> None:
    start = json.loads((root / name).read_text(encoding="utf-8"))
    rng = random.Random(name)
    remembering, fresh = Session(OPTIONS), Session(OPTIONS)
    for data in variants(start, 120, rng):
        document = as_read(data)
        fresh._planner._plans.clear()
        expected, found = fresh.check(document), remembering.check(document)
        assert expected is not None
        assert found is not None
        assert found.to_dict() == expected.to_dict()


def test_shapes_of_different_structures_differ() -> None:
    structures: list[Any] = [
        {"a": "x"}, {"a": 1}, {"a": 1.5}, {"a": True}, {"a": None}, {"a": {}}, {"a": []}, {"a": ["x"]}, {"a": ["x", "y"]},
        {"a": [["x"]]}, {"a": {"b": "x"}}, {"b": "x"}, {"a": "x", "b": "y"}, ["a"], [], {}, "a", {"a": [{"b": 1}]},
    ]  # fmt: skip
    shapes = [shape_of(structure) for structure in structures]
    assert all(first != second for at, first in enumerate(shapes) for second in shapes[:at])
    assert shape_of({"a": ["x", 1]}) == shape_of({"a": ["other", 2]})


def test_the_number_of_shapes_that_are_kept_is_bounded() -> None:
    shapes = Shapes()
    for number in range(3 * MOST_KNOWN):
        shapes.find(("shape", number))
    assert len(shapes._known) <= MOST_KNOWN
