"""The span-keeping JSON parser and the fast path agree with json.loads and with each other, and explain mistakes."""

from __future__ import annotations

import json
import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trustlint.model.span import Span
from trustlint.source.json_spans import parse_with_spans
from trustlint.source.json_text import ODD, accept_json, parse_json
from trustlint.source.limits import DEFAULT_LIMITS, Limits

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(10**30), 10**30)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text()
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(), inner, max_size=5),
    max_leaves=25,
)
SPACE = st.text(" \t\r\n", max_size=3)


@st.composite
def json_texts(draw: st.DrawFn) -> tuple[str, Any]:
    """A JSON text with white space wherever it may stand, and its value."""
    value = draw(VALUES)
    ascii_only = draw(st.booleans())

    def write(item: Any) -> str:
        if isinstance(item, dict):
            members = [f"{write(name)}{draw(SPACE)}:{write(child)}" for name, child in item.items()]
            body = "{" + ",".join(draw(SPACE) + member for member in members) + draw(SPACE) + "}"
        elif isinstance(item, list):
            body = "[" + ",".join(write(child) for child in item) + draw(SPACE) + "]"
        else:
            return (
                draw(SPACE) + json.dumps(item, ensure_ascii=ascii_only)
                if not isinstance(item, str)
                else json.dumps(item, ensure_ascii=ascii_only)
            )
        return draw(SPACE) + body

    return write(value) + draw(SPACE), value


@given(json_texts())
def test_reads_what_json_loads_reads_and_every_span_slices_back(case: tuple[str, Any]) -> None:
    text, value = case
    parsed = parse_with_spans(text)
    assert parsed.usable
    assert parsed.problems == ()
    assert parsed.data == json.loads(text) == value
    assert parse_json(text) == (value, ())
    places = dict(walk(parsed.data))
    assert set(parsed.table) == set(places)
    for path, (key_start, key_end, start, end) in parsed.table.items():
        assert json.loads(text[start:end]) == places[path]
        assert text[start:end] == text[start:end].strip()
        if key_start is not None:
            assert json.loads(text[key_start:key_end]) == path[-1]
        else:
            assert not path or isinstance(path[-1], int)


def walk(value: Any, path: tuple[str | int, ...] = ()) -> Any:
    yield path, value
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, child in items:
        yield from walk(child, (*path, step))


@given(json_texts(), st.data())
@settings(max_examples=300)
def test_fast_path_and_span_parser_accept_the_same_texts(case: tuple[str, Any], data: st.DataObject) -> None:
    text = case[0]
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(text)))
        piece = data.draw(
            st.sampled_from(list('{}[],:"\\ue0123456789.-+truefalsn\n\t\x00\x1f \ufeff\xa0'))
            | st.sampled_from(
                ["NaN", "-Infinity", "1e999", "\\ud800", "\\udc00", '"a":1,', "01", "\ud800", "9" * 400]
            )
        )
        text = text[:at] + piece + text[at + data.draw(st.integers(0, 2)) :]
    parsed = parse_with_spans(text)
    fast = accept_json(text, DEFAULT_LIMITS)
    if fast is ODD:
        assert parsed.problems, "the span parser has nothing against it"
    else:
        assert parsed.problems == ()
        assert parsed.usable
        assert parsed.data == fast
    try:
        value = json.loads(text)
    except ValueError:
        assert not parsed.usable
        assert parsed.problems[-1].kind == "syntax"
        assert parsed.problems[-1].span is not None
    else:
        assert parsed.usable
        if not parsed.problems:
            assert parsed.data == value


ACCEPTED = [
    "{}", "[]", '""', "0", "-0", "null", " [1] \n", '{"":0}', '["\\"\\\\\\/\\b\\f\\n\\r\\t"]', '["\\u0000"]', "[1E22]",
    "[0e+1]", "[-0.0]", "[123e65]", '["\u2028\u2029\x7f"]', '["\\ud834\\udd1e"]', '["\\\\ud800"]', "[[[]]]",
    '["\U0010ffff"]', "[true,false,null]", "\t\r\n[]", '{"a":{"b":[]}}', "[1e-400]", "[" + "9" * 308 + "]",
]  # fmt: skip


@pytest.mark.parametrize("text", ACCEPTED)
def test_accepts(text: str) -> None:
    value = json.loads(text)
    assert parse_json(text) == (value, ())
    assert parse_with_spans(text).data == value


SYNTAX = [
    ("", 1, 1, "the end of the file, where a value was expected"),
    ("[1,]", 1, 3, "has a comma before the closing bracket; JSON allows none there, remove it"),
    ('{\n "a": 1,\n}', 2, 8, "has a comma before the closing brace; JSON allows none there, remove it"),
    ('{"a" 1}', 1, 6, "has 1 where a colon was expected"),
    ('{"a"="b"}', 1, 5, "where a colon was expected"),
    ('{"a":1\n "b":2}', 2, 2, 'has "b" where a comma or } was expected; write a comma between the properties, after line 1, column 7'),
    ('["a" "b"]', 1, 6, "write a comma between the items"),
    ('[1 2]', 1, 4, "write a comma between the items"),
    ("{'a':1}", 1, 2, "has a single quote; JSON wants text in double quotes"),
    ("['a']", 1, 2, "has a single quote"),
    ("[`a`]", 1, 2, "has a backquote"),
    ("{a:1}", 1, 2, "put the name in double quotes"),
    ("{1:1}", 1, 2, "put the name in double quotes"),
    ('{"a":hello}', 1, 6, "has hello where a value was expected; put text in double quotes"),
    ("[True]", 1, 2, "has True; JSON writes true"),
    ("[None]", 1, 2, "has None; JSON writes null"),
    ("[undefined]", 1, 2, "has undefined; JSON writes null"),
    ("// x\n{}", 1, 1, "starts a comment with //; JSON allows no comments, remove it"),
    ('{"a":1 /* x */}', 1, 8, "starts a comment with /*"),
    ('{"a":1, # x\n"b":2}', 1, 9, "starts a comment with #"),
    ("{} // x", 1, 4, "starts a comment with //"),
    ('["a\x00"]', 1, 4, "is the control character U+0000 inside text"),
    ('["a\tb"]', 1, 4, "is a tab inside text; write \\t"),
    ('{"a":"b\nc"}', 1, 8, "is a line break inside text; write \\n"),
    ('{"a":"b\n}', 1, 6, "opens a text that is not closed on its line"),
    ('{"a":"b', 1, 6, "opens a text that is never closed"),
    ('["\\x"]', 1, 3, "has a backslash before x; write \\\\"),
    ('["C:\\dir"]', 1, 5, "has a backslash before d"),
    ('["\\u12"]', 1, 3, "has \\u without four hexadecimal digits"),
    ("[01]", 1, 2, "has the number 01, which starts with a zero"),
    ("[-01]", 1, 2, "which starts with a zero"),
    ("[1.]", 1, 2, "has 1., which JSON cannot read as a number"),
    ("[.5]", 1, 2, "cannot read as a number"),
    ("[+1]", 1, 2, "cannot read as a number"),
    ("[0x1F]", 1, 2, "cannot read as a number"),
    ("[1e]", 1, 2, "cannot read as a number"),
    ("[1.5.2]", 1, 2, "cannot read as a number"),
    ("[1_000]", 1, 2, "cannot read as a number"),
    ("[-]", 1, 2, "has - where a value was expected"),
    ("[-NaN]", 1, 2, "where a value was expected"),
    ("{} {}", 1, 4, "starts a second JSON value"),
    ('{"a":1}\n{"a":2}', 2, 1, "name the file .ndjson"),
    ("[]]", 1, 3, "has one ] too many; remove it"),
    ("{}}", 1, 3, "has one } too many"),
    ("[] x", 1, 4, "has x after the end of the JSON value"),
    ("[1", 1, 3, "is the end of the file, where a comma or ] was expected, as [ of line 1, column 1 is still open"),
    ('{"a"', 1, 5, 'is the end of the file, after the name a'),
    ('{"a":', 1, 6, "is the end of the file, where a value was expected, as { of line 1, column 1"),
    ('{"a":1,\n', 1, 8, "is the end of the file, where the name of a property was expected"),
    ('{"a":[1}', 1, 8, "has }, but [ of line 1, column 6 is still open"),
    ('{"a":1]', 1, 7, "has ], but { of line 1, column 1 is still open"),
    ("[}", 1, 2, "has } where a value was expected"),
    ("[,1]", 1, 2, "has a comma where a value was expected"),
    ("[1,,2]", 1, 4, "has a comma where a value was expected"),
    ("{,}", 1, 2, "has a comma where the name of a property was expected"),
    ('{"a":1,,"b":2}', 1, 8, "has a comma where the name"),
    ('{"a":"say "hi" now"}', 1, 11, 'has a double quote that ends the text early; write \\"'),
    ('{"a":1;"b":2}', 1, 7, "has ; where a comma or } was expected; replace it by a comma"),
    ('{"email":{{learner.email}}}', 1, 10, "has the placeholder {{learner.email}} without quotes"),
    ('{"email":${email}}', 1, 10, "has the placeholder ${email} without quotes"),
    ('{"email":<<email>>}', 1, 10, "has the placeholder <<email>> without quotes"),
    ("{“a”:1}", 1, 2, "has the curly quote “; JSON wants the straight double quote"),
    ('\xa0{}', 1, 1, "has the invisible character U+00A0 (no-break space) outside text"),
    ('\ufeff{}', 1, 1, "has the invisible character U+FEFF"),
    ("[\x0c]", 1, 2, "has the invisible character U+000C"),
    ('{"a":1\u200b}', 1, 7, "has the invisible character U+200B (zero width space)"),
    ("é", 1, 1, "has é where a value was expected"),
    ("[truex]", 1, 2, "has truex where a value was expected"),
    ('{"é😀": x}', 1, 8, "has x where a value was expected"),
    ('{\r\n"a": 1,\r\n"b" 2}', 3, 5, "has 2 where a colon was expected"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "line", "column", "words"), SYNTAX)
def test_explains_a_syntax_error(text: str, line: int, column: int, words: str) -> None:
    data, problems = parse_json(text)
    assert data is None
    assert [problem.kind for problem in problems] == ["syntax"]
    problem = problems[0]
    assert problem.span is not None
    assert (problem.span.line, problem.span.column) == (line, column)
    assert problem.message.startswith(f"line {line}, column {column} ")
    assert words in problem.message
    with pytest.raises(ValueError):
        json.loads(text)


def test_a_syntax_error_keeps_what_was_found_before_it() -> None:
    data, problems = parse_json('{"a": NaN, "a": 1, x}')
    assert data is None
    assert [problem.kind for problem in problems] == ["not-a-number", "duplicate-key", "syntax"]


def test_duplicate_names_show_both_places_and_the_last_value_wins() -> None:
    text = '{\n "a": {"x": [1, {"y": 2}]},\n "b": 0,\n "a": {"x": 1},\n "a": 3\n}'
    parsed = parse_with_spans(text)
    assert parsed.data == {"a": 3, "b": 0} == json.loads(text)
    assert [p.kind for p in parsed.problems] == ["duplicate-key", "duplicate-key"]
    second, third = parsed.problems
    assert (second.path, second.span, second.related) == (("a",), Span(4, 2, 4, 5), (Span(2, 2, 2, 5),))
    assert 'line 4 repeats the name "a" of line 2' in second.message
    assert (third.span, third.related) == (Span(5, 2, 5, 5), (Span(2, 2, 2, 5),))
    assert set(parsed.table) == {(), ("a",), ("b",)}


def test_duplicate_names_on_one_line_are_told_apart_by_column() -> None:
    assert 'has the name "a" twice, at columns 2 and 9' in parse_json('{"a": 1,"a": 2}')[1][0].message


def test_names_that_are_equal_after_escapes_are_duplicates() -> None:
    assert [p.kind for p in parse_json('{"a": 1, "\\u0061": 2}')[1]] == ["duplicate-key"]


@pytest.mark.parametrize("word", ["NaN", "Infinity", "-Infinity"])
def test_not_a_number_is_reported_and_read_on(word: str) -> None:
    data, problems = parse_json(f'{{"a": {word}, "b": 1}}')
    assert data == {"a": None, "b": 1}
    assert [(p.kind, p.path, p.span) for p in problems] == [
        ("not-a-number", ("a",), Span(1, 7, 1, 7 + len(word)))
    ]
    assert f"has {word}, which JSON does not know" in problems[0].message


@pytest.mark.parametrize("number", ["1e999", "-1e400", "1" + "0" * 308, "9" * 5000])
def test_a_number_that_is_too_large_is_reported_and_read_on(number: str) -> None:
    data, problems = parse_json(f"[{number}, 1]")
    assert data == [None, 1]
    assert [(p.kind, p.path) for p in problems] == [("number-too-large", (0,))]
    assert len(problems[0].message) < 200


def test_the_largest_double_is_no_problem() -> None:
    assert parse_json("[1.7976931348623157e308]") == ([math.nextafter(math.inf, 0)], ())


@pytest.mark.parametrize(
    ("text", "column", "shown"),
    [('["x\\ud800y"]', 4, "\\ud800"), ('["\\udc00\\ud800"]', 3, "\\udc00"), ('["\\\\\\udead"]', 5, "\\udead"), ('["\ud800"]', 3, "\\ud800")],
)  # fmt: skip
def test_half_a_character_is_reported_and_replaced(text: str, column: int, shown: str) -> None:
    data, problems = parse_json(text)
    assert "\ufffd" in data[0]
    data[0].encode()
    assert [(p.kind, p.path) for p in problems] == [("lone-surrogate", (0,))]
    assert problems[0].span is not None
    assert problems[0].span.column == column
    assert f"has {shown}, which is half of a character" in problems[0].message


def test_half_a_character_in_a_name() -> None:
    data, problems = parse_json('{"\\ud800": 1}')
    assert data == {"\ufffd": 1}
    assert [p.kind for p in problems] == ["lone-surrogate"]


@pytest.mark.parametrize("depth", [99, 100])
def test_depth_up_to_the_limit(depth: int) -> None:
    text = "[" * depth + "]" * depth
    assert parse_json(text) == (json.loads(text), ())
    objects = '{"a":' * depth + "1" + "}" * depth
    assert parse_json(objects) == (json.loads(objects), ())


@pytest.mark.parametrize("depth", [101, 2_000, 100_000])
@pytest.mark.parametrize(("opener", "closer"), [("[", "]"), ('{"a":', "}")])
@pytest.mark.parametrize("closed", [True, False])
def test_deeper_than_the_limit(depth: int, opener: str, closer: str, closed: bool) -> None:
    data, problems = parse_json(opener * depth + "1" + closer * depth * closed)
    assert data is None
    assert [p.kind for p in problems] == ["too-deep"]
    assert problems[0].span == Span(1, 100 * len(opener) + 1, 1, 100 * len(opener) + 2)
    assert "more than 100 objects and arrays inside each other" in problems[0].message


def test_many_brackets_side_by_side_are_not_deep() -> None:
    text = "[" + ",".join(["[[]]"] * 200) + "]"
    assert parse_json(text) == (json.loads(text), ())


@pytest.mark.parametrize("text", ["[1,2,3,4]", '{"a":1,"b":{"c":2},"d":3}', "[[],[],[],[]]"])
def test_number_of_values(text: str) -> None:
    value = json.loads(text)
    assert parse_json(text, Limits(max_values=5)) == (value, ())
    assert parse_json(text, Limits(max_values=4))[0] is None
    assert [p.kind for p in parse_json(text, Limits(max_values=4))[1]] == ["too-many-values"]


def test_problems_are_bounded() -> None:
    data, problems = parse_json("[" + ",".join(["NaN"] * 500) + "]")
    assert data == [None] * 500
    assert len(problems) == DEFAULT_LIMITS.max_problems


def test_many_duplicates_take_linear_time() -> None:
    data, problems = parse_json("{" + ",".join(['"a":[1,{"b":2}]'] * 20_000) + "}")
    assert data == {"a": [1, {"b": 2}]}
    assert len(problems) == DEFAULT_LIMITS.max_problems


def test_first_line_moves_every_place() -> None:
    problems = parse_json('{"a":1,"a":}', first_line=7)[1]
    assert [(p.span.line, [r.line for r in p.related]) for p in problems if p.span] == [(7, [7]), (7, [])]
    assert problems[1].message.startswith("line 7, column 12 has }")


@given(st.text(max_size=60) | st.text('{}[]",:\\ \n\t-+.eE0123456789truefalsn', max_size=60))
def test_any_text_ends_in_data_or_in_problems_with_places(text: str) -> None:
    data, problems = parse_json(text)
    assert data is not None or problems or text.strip() == "null"
    lines = text.count("\n") + text.count("\r") + 1
    for problem in problems:
        assert problem.span is not None
        assert 1 <= problem.span.line <= lines
        assert problem.message == problem.message.strip()
        assert "\n" not in problem.message


def test_every_truncation_is_explained() -> None:
    text = '{"a": [1, -2.5e3, "x\\u00e9\\n"], "b": {"c": true, "d": null}}'
    for length in range(len(text)):
        data, problems = parse_json(text[:length])
        assert data is None
        assert [p.kind for p in problems] == ["syntax"], text[:length]
        assert problems[0].span is not None
