"""``trustlint explain``: by code, name, criterion or pack."""

from __future__ import annotations

import pytest

from .conftest import READING, Command


@pytest.mark.parametrize("name", ["RD002", "rd002", "badge-aligned"])
def test_a_rule_is_explained_with_its_examples(call: Command, name: str) -> None:
    ended = call("explain", name, "--pack", READING)
    assert (ended.code, ended.err) == (0, "")
    for words in ("RD002", "badge-aligned", "The achievement has an alignment", "The tests of trustlint"):
        assert words in ended.out
    assert ended.out.endswith("\n")


@pytest.mark.parametrize("name", ["RC-02", "rc-02"])
def test_a_criterion_is_explained_with_its_snippet(call: Command, name: str) -> None:
    ended = call("explain", name, "--pack", READING)
    assert ended.code == 0
    for words in ("RC-02", "The badge is aligned", "Required", "RD002", "targetUrl", "section 2"):
        assert words in ended.out


@pytest.mark.parametrize("name", ["reading", READING])
def test_a_pack_is_explained(call: Command, name: str) -> None:
    ended = call("explain", name, "--pack", READING)
    assert ended.code == 0
    for words in ("Reading rubric", "1.2.0", "RC-04", "RD005", "shortest"):
        assert words in ended.out


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("RD02", "did you mean RD002"),
        ("badge-alined", "did you mean badge-aligned"),
        ("zzzzzz", "`trustlint list rules` names them all"),
        ("", "there is no rule, criterion or pack ''"),
    ],
)
def test_an_unknown_name_is_refused_with_the_next_step(call: Command, name: str, words: str) -> None:
    ended = call("explain", name, "--pack", READING)
    assert (ended.code, ended.out) == (2, "")
    assert words in ended.err


def test_a_shipped_pack_is_found_without_naming_it(call: Command) -> None:
    assert "Open Badges" in call("explain", "open-badges").out
