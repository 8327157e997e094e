"""YAML is read with the core types of YAML 1.2, within limits, and its mistakes are explained."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustlint.model.span import Span
from trustlint.source.limits import DEFAULT_LIMITS, Limits
from trustlint.source.yaml_text import ParsedYaml, parse_yaml


def one(text: str, limits: Limits = DEFAULT_LIMITS) -> ParsedYaml:
    found = list(parse_yaml(text, limits, spans=True))
    assert len(found) == 1
    return found[0]


def read(text: str) -> Any:
    parsed = one(text)
    assert parsed.problems == ()
    return parsed.data


def span(text: str, parsed: ParsedYaml, *path: str | int) -> str:
    entry = parsed.table[path]
    return text[entry[2] : entry[3]]


@pytest.mark.parametrize(
    "lexeme",
    ["NO", "no", "yes", "Yes", "on", "off", "y", "n", "2024-01-01", "2024-01-01T10:00:00Z", "12:30:00", "1.10", "1.0e3", "1e5",
     "007", "0o14", "0x1F", "0b1", "+5", "-0", "1_000", "1.", ".5", ".inf", "-.inf", ".nan", "NaN", "=", "<<", "1e999",
     "190:20:30", "True!", "nUll", "0.30000000000000000004", "9" * 400],
)  # fmt: skip
def test_stays_text(lexeme: str) -> None:
    assert read(f"a: {lexeme}") == {"a": lexeme}


@pytest.mark.parametrize(
    ("lexeme", "value"),
    [
        ("1", 1), ("0", 0), ("-12", -12), ("1.5", 1.5), ("-0.25", -0.25), ("1e+16", 1e16), ("1e-07", 1e-7),
        ("true", True), ("True", True), ("TRUE", True), ("false", False), ("null", None), ("Null", None),
        ("NULL", None), ("~", None), ("", None),
    ],
)  # fmt: skip
def test_core_types(lexeme: str, value: Any) -> None:
    found = read(f"a: {lexeme}")["a"]
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    "quoted", ['"1"', "'1'", '"true"', "'~'", '""', "!!str 1", "! 1", "|-\n  1", ">-\n  1"]
)
def test_quoted_is_text(quoted: str) -> None:
    assert isinstance(read(f"a: {quoted}")["a"], str)


def test_explicit_core_tags() -> None:
    text = 'a: !!int "5"\nb: !!float 1.10\nc: !!bool "true"\nd: !!null ""\ne: !!map {x: 1}\nf: !!seq [1]\n'
    assert read(text) == {"a": 5, "b": 1.1, "c": True, "d": None, "e": {"x": 1}, "f": [1]}


@pytest.mark.parametrize(
    ("text", "words", "column"),
    [
        ("a: !!python/object:os.system x", "has the tag !!python/object:os.system", 4),
        ("a: !mine {b: 1}", "has the tag !mine", 4),
        ("a: !!set {b}", "has the tag !!set", 4),
        ("a: !!timestamp 2024-01-01", "has the tag !!timestamp", 4),
        ("a: !!int abc", "says that abc is !!int, which it is not", 4),
        ("a: !!float .nan", "says that .nan is !!float", 4),
        ("a: !!map [1]", "has the tag !!map", 4),
    ],
)
def test_other_tags_are_problems(text: str, words: str, column: int) -> None:
    parsed = one(text)
    assert parsed.usable
    assert [p.kind for p in parsed.problems] == ["yaml-tag"]
    assert words in parsed.problems[0].message
    assert parsed.problems[0].span is not None
    assert (parsed.problems[0].span.line, parsed.problems[0].span.column) == (1, column)


def test_merge_key_is_an_ordinary_name() -> None:
    assert read("base: &b {x: 1}\nmore:\n  <<: *b\n  y: 2\n") == {
        "base": {"x": 1},
        "more": {"<<": {"x": 1}, "y": 2},
    }


def test_names_are_text() -> None:
    assert read("1: a\n1.10: b\ntrue: c\non: d\n2024-01-01: e\n") == {
        "1": "a",
        "1.10": "b",
        "true": "c",
        "on": "d",
        "2024-01-01": "e",
    }


@pytest.mark.parametrize(
    ("text", "data", "column"),
    [
        ("~: 1", {"~": 1}, 1),
        ("?\n: 1", {"": 1}, 2),
        ("[a, b]: 1", {"[a, b]": 1}, 1),
        ("? {a: 1}\n: 2", {"{a: 1}": 2}, 3),
        ("? - a\n  - b\n: 2", {"- a\n  - b": 2}, 3),
    ],
)
def test_names_that_are_not_text(text: str, data: Any, column: int) -> None:
    parsed = one(text)
    assert parsed.data == data
    assert [p.kind for p in parsed.problems] == ["yaml-key"]
    assert parsed.problems[0].span is not None
    assert parsed.problems[0].span.column == column
    assert set(parsed.table) == {(), (next(iter(data)),)}


def test_placeholder_without_quotes_is_named_and_kept_as_text() -> None:
    text = "email: {{learner.email}}\nname: x\n"
    parsed = one(text)
    assert parsed.data == {"email": "{{learner.email}}", "name": "x"}
    assert [(p.kind, p.span) for p in parsed.problems] == [("yaml-key", Span(1, 8, 1, 25))]
    assert (
        "has the placeholder {{learner.email}} without quotes; put it in quotes" in parsed.problems[0].message
    )
    assert set(parsed.table) == {(), ("email",), ("name",)}


def test_spans_of_block_and_flow_style() -> None:
    text = "😀: é\nlist:\n  - a: 1\n    b: [x, {y: 'z'}]\n  -   two\ntext: |\n  one\n  two\n\nlast:\n"
    parsed = one(text)
    assert span(text, parsed, "😀") == "é"
    assert span(text, parsed, "list") == "- a: 1\n    b: [x, {y: 'z'}]\n  -   two"
    assert span(text, parsed, "list", 0) == "a: 1\n    b: [x, {y: 'z'}]"
    assert span(text, parsed, "list", 0, "b") == "[x, {y: 'z'}]"
    assert span(text, parsed, "list", 0, "b", 1, "y") == "'z'"
    assert span(text, parsed, "list", 1) == "two"
    assert span(text, parsed, "text") == "|\n  one\n  two"
    assert span(text, parsed, "last") == ""
    assert span(text, parsed) == text.rstrip()
    key_start, key_end, _, _ = parsed.table[("list", 0, "b")]
    assert text[key_start:key_end] == "b"


def test_duplicate_names_show_both_places_and_the_last_value_wins() -> None:
    text = 'a: {x: 1}\nb: 2\n"a": 3\na: 4\n'
    parsed = one(text)
    assert parsed.data == {"a": 4, "b": 2}
    assert [(p.kind, p.path, p.span, p.related) for p in parsed.problems] == [
        ("duplicate-key", ("a",), Span(3, 1, 3, 4), (Span(1, 1, 1, 2),)),
        ("duplicate-key", ("a",), Span(4, 1, 4, 2), (Span(1, 1, 1, 2),)),
    ]
    assert 'line 3 repeats the name "a" of line 1' in parsed.problems[0].message
    assert set(parsed.table) == {(), ("a",), ("b",)}


def test_names_of_sibling_mappings_are_no_duplicates() -> None:
    assert read("- {a: 1, b: {a: 1}}\n- {a: 2}\n- {a: 3}\n") == [{"a": 1, "b": {"a": 1}}, {"a": 2}, {"a": 3}]


def test_anchors_are_copied_with_the_places_of_what_they_stand_for() -> None:
    text = "one: &x\n  p: [1, &y {q: 2}]\ntwo: *x\nthree: [*y, *y]\nfour: &z text\nfive: *z\n*z : six\n"
    parsed = one(text)
    inner = {"q": 2}
    assert parsed.problems == ()
    assert parsed.data == {
        "one": {"p": [1, inner]},
        "two": {"p": [1, inner]},
        "three": [inner, inner],
        "four": "text",
        "five": "text",
        "text": "six",
    }
    assert span(text, parsed, "two") == "*x"
    assert span(text, parsed, "two", "p", 1, "q") == "2"
    assert span(text, parsed, "three", 1, "q") == "2"
    assert parsed.data["one"] is not parsed.data["two"]
    assert parsed.data["three"][0] is not parsed.data["three"][1]


def test_an_anchor_is_taken_from_its_last_definition() -> None:
    assert read("a: &x 1\nb: *x\nc: &x 2\nd: *x\n") == {"a": 1, "b": 1, "c": 2, "d": 2}


BOMB = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 20)
)


def test_alias_bomb_ends_at_the_limit() -> None:
    started = time.perf_counter()
    parsed = one(BOMB)
    assert time.perf_counter() - started < 30
    assert not parsed.usable
    assert parsed.data is None
    assert [p.kind for p in parsed.problems] == ["too-many-values"]
    assert "repeated aliases counted each time" in parsed.problems[0].message
    assert parsed.problems[0].span is not None
    assert parsed.problems[0].span.line == 6


def test_aliases_within_the_limit_are_read() -> None:
    text = "".join(BOMB.splitlines(keepends=True)[:4])
    parsed = one(text)
    assert parsed.usable
    assert len(parsed.data["a3"][8][8][8]) == 9


def test_depth_by_aliases_is_limited() -> None:
    text = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}]\n" for n in range(1, 200))
    parsed = one(text)
    assert [p.kind for p in parsed.problems] == ["too-deep"]
    assert parsed.problems[0].span is not None
    assert parsed.problems[0].span.line == 100


@pytest.mark.parametrize("text", ["&a [*a]", "x: &a {b: {c: *a}}", "&a\n- 1\n- *a\n"])
def test_recursive_alias(text: str) -> None:
    parsed = one(text)
    assert not parsed.usable
    assert [p.kind for p in parsed.problems] == ["recursive-alias"]
    assert "uses *a inside &a itself" in parsed.problems[0].message


@pytest.mark.parametrize("depth", [101, 100_000])
@pytest.mark.parametrize("opener", ["[", "{a: ", "- ", "? "])
def test_deeper_than_the_limit(depth: int, opener: str) -> None:
    parsed = one(opener * depth)
    assert not parsed.usable
    assert [p.kind for p in parsed.problems] in (["too-deep"], ["syntax"])


def test_depth_at_the_limit() -> None:
    assert one("[" * 100 + "]" * 100).usable
    assert [p.kind for p in one("[" * 101 + "]" * 101).problems] == ["too-deep"]


def test_number_of_values() -> None:
    assert one("[1, 2, 3, 4]", Limits(max_values=5)).usable
    assert [p.kind for p in one("[1, 2, 3, 4]", Limits(max_values=4)).problems] == ["too-many-values"]


def test_streams() -> None:
    text = "---\n# nothing\n---\na: 1\n...\n---\n- b\n---\n~\n---\n"
    found = list(parse_yaml(text, spans=True))
    assert [(p.number, p.data) for p in found] == [(2, {"a": 1}), (3, ["b"]), (4, None)]
    assert span(text, found[1], 0) == "b"


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n", "---\n", "---\n...\n---\n"])
def test_nothing(text: str) -> None:
    assert list(parse_yaml(text)) == []


def test_documents_before_a_broken_one_are_given() -> None:
    found = list(parse_yaml("a: 1\n---\nb: [1\n---\nc: 1\n"))
    assert [(p.number, p.data, p.usable) for p in found] == [(1, {"a": 1}, True), (2, None, False)]
    assert [p.kind for p in found[1].problems] == ["syntax"]


SYNTAX = [
    ("a:\n\tb: 1", 2, "is indented with a tab; YAML wants spaces"),
    ("a:\n  b: 1\n\tc: 2", 3, "tab"),
    ("a: b: c", 1, "has a colon that YAML takes for a second one on the line"),
    ("name: Course: part one", 1, "put text with a colon in quotes"),
    ("a: 1\nb\n", 2, "has a name without a colon after it"),
    ("a: 1\nb\nc: 2\n", 2, "has a name without a colon after it"),
    ("a: 1\n b: 2\n", 2, "wrong indentation"),
    ("  a: 1\n b: 2\n", 2, "follows the end of the data"),
    ("x:\n    a: 1\n  b: 2\n", 3, "does not continue the mapping before it"),
    ("- a\nb: 1\n", 2, "does not continue the list before it"),
    ("a: [1, 2", 1, "is where a comma or ] was expected"),
    ("a: {b: 1\n", 1, "is where a comma or } was expected"),
    ('a: "b', 1, "is the end of the file, inside a quoted text; close the quote"),
    ("a: 'b\n", 1, "is the end of the file, inside a quoted text; close the quote"),
    ("a: @b", 1, "has @, which cannot start a value; put the text in quotes"),
    ("a: `b`", 1, "has `, which cannot start a value"),
    ("a: * b", 1, "has * or & without a name after it"),
    ("a: %b", 1, "has %, which cannot start a value"),
    ('a: "\\q"', 1, "has a backslash that YAML does not know"),
    ('a: "\\ud83d"', 1, "has half of a character"),
    ("a: - b", 1, "has a dash that cannot start a list here"),
    ("a: !x!y z", 1, "has a tag that is not declared"),
    ("a: *nope", 1, "uses *nope, but no &nope stands before it"),
    ("a: \x07b", 1, "is the control character U+0007, which YAML forbids"),
    ("%YAML 3.0\n---\na: 1\n", 1, "remove the %YAML line"),
    ("a: 'it's'", 1, "does not continue the mapping before it; line it up with its neighbours, and close every quote"),
    ("{a: 1} b", 1, "follows the end of the data"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "line", "words"), SYNTAX)
def test_explains_a_syntax_error(text: str, line: int, words: str) -> None:
    parsed = one(text)
    assert not parsed.usable
    assert [p.kind for p in parsed.problems] == ["syntax"]
    problem = parsed.problems[0]
    assert words in problem.message
    assert problem.span is not None
    assert problem.span.line == line
    assert problem.message.startswith(f"line {line}, column {problem.span.column} ")


JSON_TEXT = st.text(
    st.characters(
        min_codepoint=0x20,
        exclude_categories=("Cs", "Cc", "Co", "Cn"),
        exclude_characters="\u2028\u2029\x85\ufeff",
    ),
    max_size=30,
)
JSON_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**30), 10**30)
    | st.floats(allow_nan=False, allow_infinity=False)
    | JSON_TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(JSON_TEXT, inner, max_size=4),
    max_leaves=20,
)


@given(JSON_VALUES, st.sampled_from([None, 1, 2]))
def test_dumped_json_is_read_the_same(value: Any, indent: int | None) -> None:
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    parsed = one(text)
    assert parsed.problems == ()
    assert parsed.data == value
    for path, (_, _, start, end) in parsed.table.items():
        found = value
        for step in path:
            found = found[step]
        assert json.loads(text[start:end]) == found


@given(st.text(max_size=60) | st.text(" \n\t-:?[]{},&*a1!|>'\"%@#~<", max_size=60))
def test_any_text_ends_in_data_or_in_problems_with_places(text: str) -> None:
    for parsed in parse_yaml(text, spans=True):
        assert parsed.usable or parsed.problems
        json.dumps(parsed.data, allow_nan=False)
        for problem in parsed.problems:
            assert problem.span is not None
            assert problem.message
            assert "\n" not in problem.message
        for _, _, start, end in parsed.table.values():
            assert 0 <= start <= end <= len(text)
