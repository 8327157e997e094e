"""What a criterion reads, and when the digest of it changes."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustlint.engine.options import CheckOptions
from trustlint.engine.reading import digest_of_reading
from trustlint.engine.session import Session
from trustlint.source.document import Document
from trustlint.source.read import Input, read_documents

from .building import NOW, base, criterion, on_disk, pack_data, rule

READS = [
    rule("XX001"),
    rule("XX002", select={"path": "$.criteria.narrative"}, check={"present": {}}),
    rule(
        "XX004",
        when=[
            {
                "select": {"field": "achievement.achievementType"},
                "check": {"present": {}},
                "because": "it has no type",
            }
        ],
    ),
]


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Session:
    human = {"question": "Is it so?"}
    criteria = [criterion(f"XC-0{n}", [f"XX00{n}"], human=human) for n in (1, 2, 4)]
    path = on_disk(tmp_path_factory.mktemp("pack"), pack_data(READS, criteria))
    return Session(CheckOptions(packs=(path,), now=NOW))


def digests(session: Session, data: Any) -> dict[str, str]:
    return {item.criterion.id: item.digest for item in session.reviewable(Document.from_data(data))}


def changed(session: Session, before: Any, behind: Any) -> list[str]:
    old, new = digests(session, before), digests(session, behind)
    return [id_ for id_ in old if old[id_] != new[id_]]


def badge() -> Any:
    return base("ob3-definition") | {"achievementType": "Badge", "tag": ["a"]}


def test_values_that_rules_read_count_and_no_others(session: Session) -> None:
    data = badge()
    assert changed(session, data, data | {"name": "Another"}) == ["XC-01", "XC-04"]
    assert changed(session, data, data | {"criteria": {"narrative": "Another."}}) == ["XC-02"]
    assert changed(session, data, data | {"achievementType": "Award"}) == ["XC-04"]
    assert changed(session, data, data | {"description": "Another", "tag": ["b"], "new": 1}) == []


def test_what_goes_away_counts(session: Session) -> None:
    data = badge()
    assert changed(session, data, {name: data[name] for name in data if name != "name"}) == ["XC-01", "XC-04"]


def test_order_and_layout_do_not_count(session: Session, tmp_path: Any) -> None:
    data = badge()
    turned = json.loads(json.dumps(data), object_pairs_hook=lambda pairs: dict(reversed(pairs)))
    assert changed(session, data, turned) == []
    found = []
    for name, text in (
        ("a.json", json.dumps(data, indent=7, ensure_ascii=True)),
        ("b.json", json.dumps(turned, separators=(",", ":"))),
        ("c.yaml", json.dumps(data, indent=1)),
    ):
        (tmp_path / name).write_text(text)
        (document,) = read_documents(Input(str(tmp_path / name), explicit=True))
        found.append({item.criterion.id: item.digest for item in session.reviewable(document)})
    assert found[0] == found[1] == found[2] == digests(session, data)


def test_the_same_badge_awarded_reads_the_same(session: Session) -> None:
    credential = base("ob3-credential")
    achievement = credential["credentialSubject"]["achievement"]
    definition = badge() | {"name": achievement["name"]}
    assert digests(session, credential)["XC-01"] == digests(session, definition)["XC-01"]


def test_a_program_that_looks_at_the_data_reads_all_of_it(tmp_path: Any) -> None:
    rules = [
        rule("XX001", program={"name": "no-empty-lists", "options": {"except": []}}),
        rule("XX002", program={"name": "given-in-any", "options": {"fields": ["achievement.tag"]}}),
    ]
    path = on_disk(tmp_path, pack_data(rules, [criterion("XC-01", ["XX001"]), criterion("XC-02", ["XX002"])]))
    session = Session(CheckOptions(packs=(path,), now=NOW))
    data = badge()
    assert changed(session, data, data | {"description": "Another"}) == ["XC-01"]
    assert changed(session, data, data | {"tag": ["b"]}) == ["XC-01", "XC-02"]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


def _turned(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _turned(value[name]) for name in reversed(list(value))}
    return [_turned(item) for item in value] if isinstance(value, list) else value


@given(JSON)
def test_digest_does_not_depend_on_the_order_of_members(value: Any) -> None:
    assert digest_of_reading({"f": [value]}) == digest_of_reading({"f": [_turned(value)]})


@given(JSON, JSON)
def test_digest_tells_different_values_apart(one: Any, other: Any) -> None:
    same = json.dumps(_plain(one), sort_keys=True) == json.dumps(_plain(other), sort_keys=True)
    assert (digest_of_reading({"f": [one]}) == digest_of_reading({"f": [other]})) is same


def _plain(value: Any) -> Any:
    """The same with numbers as JSON means them: 1.0 is 1, and no truth value."""
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, float) and value == int(value) and abs(value) < 2**53:
        return int(value)
    return value


def test_lone_surrogates_and_numbers() -> None:
    assert digest_of_reading({"f": ["\ud800"]}) != digest_of_reading({"f": ["\ud801"]})
    assert digest_of_reading({"f": [1.0]}) == digest_of_reading({"f": [1]})
    assert digest_of_reading({"f": [True]}) != digest_of_reading({"f": [1]})
    assert digest_of_reading({"f": ["1"]}) != digest_of_reading({"f": [1]})
