"""Selectors: plain paths are walked as the JSONPath library walks them; what could be slow or wrong is refused in words."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonpath import JSONPathEnvironment

from trustlint.checks.context import RuleContext
from trustlint.checks.registry import CheckError
from trustlint.credential.fields import field_table
from trustlint.credential.kinds import detect
from trustlint.credential.view import Absence, View
from trustlint.packs.model import Selector
from trustlint.packs.selector import _compile_general, _compile_path, _plain_steps, prepare_selector

LIBRARY = JSONPathEnvironment(strict=True)

NAMES = ("a", "b", "name", "a b", "0", "é", "@id", "*", "")

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.sampled_from(["", "x", "é"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=4),
    max_leaves=15,
)
STEPS = st.sampled_from(
    [
        ".a",
        ".b",
        ".name",
        ".*",
        "[*]",
        "[0]",
        "[1]",
        "[3]",
        "['a']",
        '["b"]',
        "['a b']",
        "['0']",
        "['é']",
        "['@id']",
        "['*']",
        "['']",
        '["it\'s"]',
    ]
)
PATHS = st.lists(STEPS, max_size=5).map(lambda steps: "$" + "".join(steps))


def by_library(path: str, data: Any) -> list[tuple[tuple[str | int, ...], Any]]:
    return [(tuple(match.parts), match.obj) for match in LIBRARY.compile(path).finditer(data)]


@settings(max_examples=400, deadline=None)
@given(path=PATHS, data=JSON)
def test_the_plain_walk_finds_what_the_library_finds(path: str, data: Any) -> None:
    assert _plain_steps(path) is not None, "this is a plain path"
    assert _compile_path(path)(data) == by_library(path, data)


@settings(max_examples=200, deadline=None)
@given(path=st.text(alphabet="$.[]*'\"ab01 -\\?@:,()é", max_size=12), data=JSON)
def test_any_path_is_refused_or_finds_what_the_library_finds(path: str, data: Any) -> None:
    try:
        find = _compile_path(path)
    except CheckError as error:
        refused = str(error)
    else:
        assert find(data) == by_library(path, data)
        return
    assert refused.startswith((repr(path), "the path"))
    assert "\n" not in refused


@pytest.mark.parametrize(
    ("path", "plain"),
    [
        ("$", True),
        ("$.a.b", True),
        ("$['a'][0][*].*", True),
        ("$.a[-1]", False),
        ("$.a[01]", False),
        ("$..a", False),
        ("$.a[0:2]", False),
        ("$['a','b']", False),
        ("$.a[?@.b]", False),
        ("$['it\\'s']", False),
    ],
)
def test_which_paths_are_plain(path: str, plain: bool) -> None:
    assert (_plain_steps(path) is not None) is plain


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("$.a[?match(@, 'a.*')]", "uses match() or search(), which packs may not; use the check `matches`"),
        ("$.a[?search (@.b, 'a')]", "uses match() or search()"),
        ("$.a[?@.b && search(@.b,'(a+)+$')]", "uses match() or search()"),
        ("", "is not a JSONPath (RFC 9535)"),
        ("a.b", "is not a JSONPath (RFC 9535)"),
        ("$.a[", "'$.a[' is not a JSONPath (RFC 9535)"),
        ("$.a[01]", "is not a JSONPath (RFC 9535)"),
        ("$.a b", "is not a JSONPath (RFC 9535)"),
        ("$.a[?@.b =~ /x/]", "is not a JSONPath (RFC 9535)"),
        ("$.a[?nosuch(@)]", "is not a JSONPath (RFC 9535)"),
        ("$.a[?@.b == 1e999]", "is not a JSONPath (RFC 9535)"),
        ("$[99999999999999999999]", "is not a JSONPath (RFC 9535)"),
        ("$[?" + "(" * 300 + "@.a" + ")" * 300 + "]", "a path may have 500 characters, and this one has 607"),
        ("$[?@" + "[0]" * 2000 + "]", "a path may have 500 characters"),
    ],
)
def test_what_is_no_path_is_refused_in_words(path: str, says: str) -> None:
    with pytest.raises(CheckError) as caught:
        prepare_selector(Selector(path=path))
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_name_that_only_looks_like_a_regex_function_is_fine() -> None:
    assert _compile_path("$.match")({"match": 1}) == [(("match",), 1)]
    assert _compile_path("$.a[?@.search == 1].b")({"a": [{"search": 1, "b": 2}]}) == [(("a", 0, "b"), 2)]


@pytest.mark.parametrize(
    ("field", "says"),
    [
        (
            "achievement.alignments",
            "there is no field 'achievement.alignments'; did you mean 'achievement.alignment'?",
        ),
        ("zzz", "there is no field 'zzz'; `trustlint list fields` names them all"),
    ],
)
def test_an_unknown_field_is_refused_with_a_hint(field: str, says: str) -> None:
    with pytest.raises(CheckError) as caught:
        prepare_selector(Selector(field=field))
    assert str(caught.value) == says


def context(data: Any) -> RuleContext:
    kind = detect(data).kind
    table = field_table(kind.model, kind.type) if kind else field_table("", "")
    return RuleContext(data, kind, View(data, table), datetime(2026, 1, 1, tzinfo=UTC), lambda value: False)


def test_a_path_gives_places_and_says_when_it_selects_nothing() -> None:
    here = context({"type": ["Achievement"], "tag": ["a", "b"]})
    found = prepare_selector(Selector(path="$.tag[*]"))(here)
    assert [(node.path, node.value) for node in found.nodes] == [(("tag", 0), "a"), (("tag", 1), "b")]
    assert prepare_selector(Selector(path="$.tag[*]"))(here) is found, (
        "the same path is walked once per document"
    )
    none = prepare_selector(Selector(path="$.nothing"))(here)
    assert (none.nodes, none.absence, none.reason) == ((), Absence.MISSING, "$.nothing selects nothing")
    assert none.anchor is not None
    assert none.anchor.path == ()


def test_a_field_gives_the_selection_of_the_view() -> None:
    here = context({"type": ["Achievement"], "tag": ["a", "b"]})
    found = prepare_selector(Selector(field="achievement.tag"))(here)
    assert found is here.view.select("achievement.tag")


def test_general_paths_keep_places() -> None:
    data = {"a": [{"b": 1}, {"b": 2}, {"b": 3}]}
    assert _compile_general("$.a[?@.b > 1].b")(data) == [(("a", 1, "b"), 2), (("a", 2, "b"), 3)]
    assert _compile_general("$.a[-1]")(data) == [(("a", 2), {"b": 3})]
    assert _compile_general("$..b")(data) == [(("a", 0, "b"), 1), (("a", 1, "b"), 2), (("a", 2, "b"), 3)]
