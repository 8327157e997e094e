"""Placeholders of templates: a value stands wholly for something, or is content."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from trustlint.credential.placeholder import DEFAULT_PATTERN, Placeholder


@pytest.mark.parametrize(
    "value",
    [
        "{{learner.email}}",
        "  {{ learner.email }}\n",
        "${award.date}",
        "<<evidence.url>>",
        "[[name]]",
        "%%NAME%%",
        "{{é 日本}}",
        "{{" + "a" * 200 + "}}",
    ],
)
def test_a_value_that_is_wholly_a_placeholder(value: str) -> None:
    assert Placeholder()(value)


@pytest.mark.parametrize(
    "value",
    [
        "Dear {{learner.name}}",
        "{{a}} {{b}}",
        "{{}}",
        "{{a}",
        "{a}",
        "{{a{b}}}",
        "$x",
        "${}",
        "<<>>",
        "<a>",
        "%%%%",
        "100%",
        "{{" + "a" * 201 + "}}",
        "",
        " ",
        None,
        5,
        True,
        ["{{a}}"],
        {"a": "{{a}}"},
    ],
)
def test_a_value_that_is_content(value: Any) -> None:
    assert not Placeholder()(value)


def test_a_pattern_of_ones_own_replaces_the_usual_ones() -> None:
    own = Placeholder(r"^TBD(: .*)?$")
    assert own("TBD")
    assert own("TBD: the name")
    assert not own("{{name}}")
    assert not own("what TBD")
    assert own.may_occur_in('{"name": "TBD"}'), "an anchor means the value, not the source"


STYLES = st.sampled_from(["{{%s}}", "${%s}", "<<%s>>", "[[%s]]", "%%%%%s%%%%"])
NAMES = st.text(alphabet="ab.é _-", min_size=1, max_size=20)


@given(style=STYLES, name=NAMES, before=st.text(max_size=10), after=st.text(max_size=10))
def test_a_source_text_with_a_placeholder_may_have_one(
    style: str, name: str, before: str, after: str
) -> None:
    placeholder = Placeholder()
    assert placeholder(style % name)
    assert placeholder.may_occur_in(f'{before}"{style % name}"{after}')


@given(st.text(alphabet='ab:" {}', max_size=30))
def test_a_source_text_without_one_says_so_only_when_it_is_sure(text: str) -> None:
    placeholder = Placeholder()
    if not placeholder.may_occur_in(text):
        parts = [text[start:end] for start in range(len(text)) for end in range(start, len(text) + 1)]
        assert not any(map(placeholder, parts))


@pytest.mark.parametrize(
    "source",
    [
        r'{"name": "\u007b\u007bname}}"}',
        r'a: "{\x7bname}}"',
        'a: "{\\\n {name}}"',
        '{"a": "{{x}}"}',
        "a: ${x}",
    ],
)
def test_an_escape_may_hide_one(source: str) -> None:
    assert Placeholder().may_occur_in(source)


@given(st.text(alphabet='{}$%<>[]ab"\\/\n\u2028é ', max_size=12), st.booleans())
def test_what_a_source_hides_is_looked_for(text: str, plain: bool) -> None:
    placeholder = Placeholder()
    for source in (
        json.dumps({"a": text}, ensure_ascii=plain),
        yaml.safe_dump({"a": text}, allow_unicode=plain, default_style='"', width=4),
    ):
        assert placeholder.may_occur_in(source) or not placeholder(text)


def test_an_ordinary_source_has_none() -> None:
    assert not Placeholder().may_occur_in(r'{"name": "\"Article\" Summary\n", "id": "https:\/\/example.org"}')
    assert not Placeholder().may_occur_in('{"name": "Article Summary", "tag": ["a"]}')
    assert Placeholder(DEFAULT_PATTERN).may_occur_in("%%a%%")
