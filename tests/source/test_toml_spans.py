"""Places in TOML: what stands at a place is what tomllib read there."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trustlint.model.span import LineIndex
from trustlint.source.toml_spans import toml_spans

TEXT = '''# [not.a.table]
[tool.trustlint]  # ours
packs = ["open-badges", 'two # no comment',
  """three
lines""",
] # ]
fail-on = "note" # x
"quoted key".'and this' = { a = 1, b.c = [ 2, [3] ] }

[tool.trustlint.severity]
"TC011" = "off"

[[tool.trustlint.overrides]]
paths = ["a"]
[[tool.trustlint.overrides]]
paths = ["b", 'c']
[tool.trustlint.overrides.severity]
TC012 = "note"
'''


def walk(value: Any, path: tuple[str | int, ...] = ()) -> Any:
    yield path, value
    if isinstance(value, dict):
        for name, item in value.items():
            yield from walk(item, (*path, name))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from walk(item, (*path, number))


def agrees(text: str) -> None:
    """Every value but tables under headers is, read by itself, what stands at its place; every name stands at its own."""
    table = toml_spans(text)
    for path, value in walk(tomllib.loads(text)):
        assert path in table, path
        key_start, key_end, start, end = table[path]
        if path and isinstance(path[-1], str):
            assert key_start is not None
            assert path[-1] in tomllib.loads(f"{text[key_start:key_end]} = 1")
        if not isinstance(value, dict) and not (
            value and isinstance(value, list) and isinstance(value[0], dict)
        ):
            assert tomllib.loads(f"x = {text[start:end]}")["x"] == value


def test_every_value_is_where_it_stands() -> None:
    agrees(TEXT)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_lines_are_those_of_the_text(newline: str) -> None:
    text = TEXT.replace("\n", newline)
    table, index = toml_spans(text), LineIndex(text)

    def line(*path: str | int) -> int:
        entry = table["tool", "trustlint", *path]
        return index.position(entry[2] if entry[0] is None else entry[0])[0]

    assert line("packs") == 3
    assert line("packs", 2) == 4
    assert line("fail-on") == 7
    assert line("severity", "TC011") == 11
    assert line("overrides", 0) == 13
    assert line("overrides", 1, "paths", 1) == 16
    assert line("overrides", 1, "severity", "TC012") == 18


@pytest.mark.parametrize("text", ["[", "a", "a = ", "a = [1", 'a = "', "= 1", "a = {b"])
def test_no_place_is_invented_in_what_is_no_toml(text: str) -> None:
    assert toml_spans(text) == {}


_LINES = st.sampled_from(
    [
        'a = "x"',
        "b = '''\n]'''",
        'c = """q"" \\" """"',
        "d = [1, 2, # no\n 3]",
        "e = 2026-05-31 12:00:00",
        "f.g = true",
        "f.h = { i = [ {j = 1}, {j = 2} ], 'k' = 0x1F }",
        "  l = [ ]  # empty",
        'm = ["a\\\\", "b"]',
        "[t]",
        "[t.u]",
        "[[v]]",
        "[[v.w]]",
        "[ 'x' . \"y\" ]",
    ]
)


@settings(deadline=None)
@given(st.lists(_LINES, max_size=12))
def test_any_text_that_tomllib_reads(lines: list[str]) -> None:
    text = "\n".join(lines)
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    agrees(text)
