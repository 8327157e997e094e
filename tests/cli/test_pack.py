"""``trustlint pack show`` and ``trustlint pack test``."""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import INTAKE, READING, Command


def changed(folder: Path, old: str, new: str) -> str:
    """The reading pack with one change, as ./pack.yaml."""
    text = Path(READING).read_text()
    assert old in text
    (folder / "changed.yaml").write_text(text.replace(old, new, 1))
    return "./changed.yaml"


def test_show(call: Command) -> None:
    ended = call("pack", "show", READING)
    assert ended.code == 0
    for words in ("Reading rubric", "RC-01", "RD005", "RC-04", "draft"):
        assert words in ended.out


def test_examples_that_hold_end_with_0(process: Command) -> None:
    ended = process("pack", "test", READING, INTAKE)
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.splitlines() == [
        "reading 1.2.0: 10 examples of 5 rules, all hold",
        "intake 1.0.0: 4 examples of 2 rules, all hold",
    ]


def test_a_failing_example_ends_with_1(process: Command, folder: Path) -> None:
    ended = process("pack", "test", changed(folder, "at: /name}", "at: /nom}"), cwd=folder)
    assert ended.code == 1
    assert ended.err == "RD001:fail:2: expected at '/nom', and it is at '/name': The document has no name.\n"
    assert ended.out == "reading 1.2.0: 10 examples of 5 rules, 1 problem\n"


def test_verbose_names_every_example(call: Command, folder: Path) -> None:
    ended = call("pack", "test", "-v", changed(folder, "at: /name}", "at: /nom}"))
    assert "RD001:pass:1 ok" in ended.out
    assert "RD001:fail:2 FAILED" in ended.out


def test_mutants_that_live_are_named(call: Command, folder: Path) -> None:
    assert call("pack", "test", "--mutate", READING).code == 0
    old = "- {expect: fail, base: ob3-definition, set: {/description: Short.}, at: /description}"
    path = changed(folder, old, "- {expect: pass, base: ob3-credential}")
    ended = call("pack", "test", "--mutate", path)
    assert ended.code == 1
    assert "RD005 has no example that expects fail" in ended.err
    assert "RD005 always passing is noticed by no example" in ended.err


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("severity: note", "severty: note", ("did you mean 'severity'?", ":1")),
        ("code: RD005", "code: RD004", ("RD004",)),
        ("code: RD005", "code: QQ005", ("RD",)),
        ("field: achievement.tag}", "field: achievement.tags}", ("achievement.tags",)),
        ("all: [RD004]", "all: [RD009]", ("RD009",)),
        ("level: recommended", "level: recomended", ("recomended",)),
        ("includes: [required]", "includes: [requird]", ("requird",)),
        ("present: {}", "presnt: {}", ("presnt",)),
        ("min_words: 12", "min_words: many", ("min_words",)),
        ("trustlint-pack: 1", "trustlint-pack: 2", ("trustlint-pack",)),
        ("title: Reading rubric", "title: Reading: rubric", ("changed.yaml:5:",)),
        ("  - code: RD005", "\t- code: RD005", ("changed.yaml:",)),
        ("base: ob3-definition, set: {/name", "base: ob3-definitions, set: {/name", ("ob3-definitions",)),
    ],
)
def test_a_broken_pack_ends_with_2_and_says_where(
    call: Command, folder: Path, old: str, new: str, words: tuple[str, ...]
) -> None:
    ended = call("pack", "test", changed(folder, old, new))
    assert ended.code == 2
    assert ended.err.startswith("trustlint: ")
    for word in words:
        assert word in ended.err


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"[1]", b"{", b"\x00\x01", b"a: &a [*a]"])
def test_what_is_no_pack_at_all_ends_with_2(call: Command, folder: Path, content: bytes) -> None:
    (folder / "odd.yaml").write_bytes(content)
    for command in (("pack", "test"), ("pack", "show"), ("check", "good.json", "--pack")):
        ended = call(*command, "./odd.yaml")
        assert (ended.code, ended.out) == (2, ""), command
        assert "odd.yaml" in ended.err


@pytest.mark.parametrize("name", ["readings", "./none.yaml", "none/pack", ".", ""])
def test_an_unknown_pack_ends_with_2(call: Command, folder: Path, name: str) -> None:
    for command in (("pack", "test"), ("pack", "show")):
        ended = call(*command, name)
        assert (ended.code, ended.out) == (2, ""), command
        assert ended.err.startswith("trustlint: ")


def test_a_folder_is_a_pack(call: Command, folder: Path) -> None:
    (folder / "own").mkdir()
    (folder / "own" / "pack.yaml").write_text(Path(READING).read_text())
    assert call("pack", "test", "./own").code == 0
    (folder / "own" / "more.yaml").write_text("levels: []\n")
    ended = call("pack", "test", "own/")
    assert ended.code == 2
    assert "more.yaml:1:1: 'levels' belongs in pack.yaml" in ended.err
