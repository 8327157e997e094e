"""One cause, one finding: which findings give way to which."""

from __future__ import annotations

from typing import Any

import pytest

from trustlint.engine.folding import fold
from trustlint.model.finding import Finding, Severity
from trustlint.packs.build import build_pack
from trustlint.packs.model import Rule

from .building import pack_data, rule


def rules(**second: Any) -> dict[str, Rule]:
    both = [rule("XX001", severity="error"), rule("XX002", severity="warning", name="second-rule", **second)]
    return {item.code: item for item in build_pack(pack_data(both), "sha256:0").rules}


def finding(code: str, pointer: str, expected: str | None = None, severity: str = "error") -> Finding:
    return Finding(
        code=code,
        name="x-y",
        severity=Severity(severity),
        message="",
        pack="x",
        pointer=pointer,
        expected=expected,
    )


@pytest.mark.parametrize(
    ("first", "second", "kept"),
    [
        (("/a", None), ("/a", None), False),
        (("/a", None), ("/a/b", None), False),
        (("/a/b", None), ("/a", None), True),
        (("/a", None), ("/ab", None), True),
        (("", "type"), ("", "type"), False),
        (("", "type"), ("", "name"), True),
        (("", "type"), ("/type/0", None), False),
        (("/a", None), ("/a", "type"), False),
        (("", None), ("/a/b", None), False),
    ],
)
def test_what_is_said_of_the_place_or_around_it_is_not_said_again(
    first: tuple[str, str | None], second: tuple[str, str | None], kept: bool
) -> None:
    found = [finding("XX001", *first), finding("XX002", *second, severity="warning")]
    codes = [item.code for item in fold(found, rules(unless_said_by=["XX001"]))]
    assert codes == (["XX001", "XX002"] if kept else ["XX001"])


def test_a_cause_behind_all_is_said_alone() -> None:
    found = [finding("XX001", "/a"), finding("XX002", "/b", severity="warning")]
    assert [item.code for item in fold(found, rules(unless_said_anywhere_by=["XX001"]))] == ["XX001"]
    assert [item.code for item in fold(found, rules())] == ["XX001", "XX002"]
    assert [item.code for item in fold(found[1:], rules(unless_said_anywhere_by=["XX001"]))] == ["XX002"]


def test_nothing_gives_way_to_a_lesser_finding() -> None:
    found = [finding("XX001", "/a"), finding("XX002", "/a", severity="warning")]
    given = rules()
    given["XX001"] = given["XX001"]._replace(unless_said_by=("XX002",))
    assert fold(found, given) == found


@pytest.mark.parametrize(
    ("first", "kept"), [("/a", False), ("/a/b", False), ("/ab", True), ("", True), ("/c", True)]
)
def test_what_is_said_inside_a_place_is_not_said_again_of_it(first: str, kept: bool) -> None:
    found = [finding("XX001", first), finding("XX002", "/a")]
    codes = [item.code for item in fold(found, rules(unless_said_within_by=["XX001"]))]
    assert codes == (["XX001", "XX002"] if kept else ["XX001"])
