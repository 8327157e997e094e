"""A fingerprint stays the same under everything that does not change what is wrong, and changes with what does."""

from __future__ import annotations

import json
import random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from trustlint.baseline.fingerprint import criterion_fingerprint, finding_fingerprint, subject_of
from trustlint.model.pointer import Path
from trustlint.source.document import Document

names = st.text(min_size=1, max_size=4)
scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3),
    max_leaves=12,
)


def fingerprint(data: Any, path: Path | None, expected: str | None = None, code: str = "OBS101") -> str:
    return finding_fingerprint("", code, data, path, expected)


def places(data: Any, path: Path = ()) -> list[Path]:
    """Every place in the data."""
    found = [path]
    if isinstance(data, dict):
        for name, value in data.items():
            found += places(value, (*path, name))
    elif isinstance(data, list):
        for number, value in enumerate(data):
            found += places(value, (*path, number))
    return found


def sorted_otherwise(data: Any, dice: random.Random) -> Any:
    """The same data with its members in another order."""
    if isinstance(data, dict):
        items = [(name, sorted_otherwise(value, dice)) for name, value in data.items()]
        dice.shuffle(items)
        return dict(items)
    if isinstance(data, list):
        return [sorted_otherwise(value, dice) for value in data]
    return data


@given(values, st.randoms(use_true_random=False))
def test_order_of_members_and_layout_do_not_count(data: Any, dice: random.Random) -> None:
    other = json.loads(json.dumps(sorted_otherwise(data, dice), indent=3))
    for path in places(data):
        assert fingerprint(data, path) == fingerprint(other, path)


@given(st.lists(values, min_size=1, max_size=5), st.randoms(use_true_random=False))
def test_order_of_items_does_not_count(items: list[Any], dice: random.Random) -> None:
    order = list(range(len(items)))
    dice.shuffle(order)
    moved = {"a": [items[number] for number in order]}
    for now, before in enumerate(order):
        for rest in places(items[before]):
            assert fingerprint({"a": items}, ("a", before, *rest)) == fingerprint(moved, ("a", now, *rest))


@given(values, names, values)
def test_something_else_beside_it_does_not_count(data: Any, name: str, more: Any) -> None:
    whole = {"a": data}
    for path in places(data):
        if (*path, name)[:1] != ("a",):
            assert fingerprint(whole, ("a", *path)) == fingerprint(whole | {name + "+": more}, ("a", *path))


def test_what_is_missing_does_not_depend_on_what_is_there() -> None:
    before = fingerprint({"achievement": {"name": "A"}}, ("achievement",), "criteria")
    after = fingerprint({"achievement": {"name": "B", "description": "C"}}, ("achievement",), "criteria")
    assert before == after
    assert before != fingerprint({"achievement": {"name": "A"}}, ("achievement",), "alignment")


def test_rule_place_and_value_count() -> None:
    first = fingerprint({"a": "x", "b": "x"}, ("a",))
    others = {
        fingerprint({"a": "x", "b": "x"}, ("b",)),
        fingerprint({"a": "y", "b": "x"}, ("a",)),
        fingerprint({"a": "x", "b": "x"}, ("a",), code="OBS102"),
        fingerprint({"a": ["x"], "b": "x"}, ("a", 0)),
        fingerprint({"a": "x", "b": "x"}, ("a",), "id"),
        fingerprint({"a": "x"}, None),
    }
    assert first not in others
    assert len(others) == 6


def test_items_are_told_apart_by_their_ids() -> None:
    data = {"results": [{"id": "urn:1", "name": 7}, {"id": "urn:2", "name": 7}, {"name": 7}]}
    prints = [fingerprint(data, ("results", number, "name")) for number in range(3)]
    assert len(set(prints)) == 3
    turned = {"results": data["results"][::-1]}
    assert [fingerprint(turned, ("results", number, "name")) for number in range(3)] == prints[::-1]


def test_a_place_that_is_not_there_is_borne() -> None:
    assert fingerprint(None, ("a", 0, "b")) != fingerprint(None, ("a", 0, "c"))
    assert fingerprint("text", ("a",)) == fingerprint([1], ("a",))


def test_parts_are_told_apart_by_their_ids_and_not_by_their_numbers() -> None:
    def subject(part: str | None, id_: str | None) -> str:
        return subject_of(Document({"id": id_}, "many.ndjson", part=part))

    assert subject(None, "urn:1") == subject(None, "urn:2") == ""
    assert subject("line 1", "urn:1") == subject("line 12", "urn:1")
    assert subject("line 1", "urn:1") != subject("line 1", "urn:2")
    assert subject("/3", None) == subject("/4", None) != subject("line 3", None)
    assert subject("line 3 /a/7", None) == subject("line 4 /a/8", None)
    assert criterion_fingerprint(subject("line 1", "urn:1"), "p/C") != criterion_fingerprint("", "p/C")


@given(
    st.lists(st.text(max_size=3), min_size=2, max_size=2),
    st.lists(st.text(max_size=3), min_size=2, max_size=2),
)
def test_parts_do_not_run_together(one: list[str], other: list[str]) -> None:
    same = criterion_fingerprint(*one) == criterion_fingerprint(*other)
    assert same == (one == other)
