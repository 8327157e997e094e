"""Plug-ins that fail: exit 2, a sentence that names them, never a traceback."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from .conftest import READING, Command

MODULE = """
from trustlint.api import check_function, options_schema, program_rule, prepared_program

@check_function("fussy", options_schema({"n": {"type": "number"}}))
def fussy(options):
    "A check that cannot bear its options."
    return 1 / options["n"]

@prepared_program("careless")
def careless(options):
    return options["none"]

@program_rule("crashing")
def crashing(context, options):
    raise RuntimeError("so it goes")

class Writer:
    def begin(self, header): pass
    def document(self, result): raise KeyError("document")
    def end(self, footer): pass

def open_writer(write, options): return Writer()
def pack(): return 1 / 0
def nowhere(): return "/nowhere/at/all"
"""
POINTS = """
[trustlint.packs]
absent = no_such_module
crashing = flawed:pack
nowhere = flawed:nowhere
open-badges = flawed:pack
[trustlint.checks]
fussy = flawed
silent = flawed
[trustlint.rules]
careless = flawed
crashing = flawed
[trustlint.reports]
bad-lines = flawed
absent-lines = flawed:nothing
"""


@pytest.fixture
def flawed(tmp_path: Path) -> Any:
    """Environment in which a distribution with flawed plug-ins is installed."""
    place = tmp_path / "site"
    for name in ("flawed-1.0", "other-2.0"):
        (place / f"{name}.dist-info").mkdir(parents=True)
        title, _, version = name.partition("-")
        (place / f"{name}.dist-info" / "METADATA").write_text(f"Name: {title}\nVersion: {version}\n")
    (place / "flawed-1.0.dist-info" / "entry_points.txt").write_text(POINTS + "both = flawed\n")
    (place / "other-2.0.dist-info" / "entry_points.txt").write_text("[trustlint.reports]\nboth = flawed\n")
    (place / "flawed.py").write_text(MODULE)
    return {"PYTHONPATH": str(place)}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--pack", "absent"), "the plug-in 'absent' of flawed 1.0 (trustlint.packs) cannot be loaded: ModuleNotFoundError"),
        (("--pack", "crashing"), "the plug-in pack 'crashing' failed: ZeroDivisionError"),
        (("--pack", "nowhere"), "the plug-in pack 'nowhere' names"),
        (("--pack", "absnt"), "did you mean 'absent'?"),
        (("--format", "bad-lines"), "the report format 'bad-lines' of a plug-in failed: KeyError: 'document'"),
        (("--format", "absent-lines"), "the plug-in 'absent-lines' of flawed 1.0 (trustlint.reports) cannot be loaded"),
        (("--format", "both"), "'both' is offered by flawed 1.0 and by other 2.0"),
    ],
)  # fmt: skip
def test_flawed_packs_and_formats(
    process: Command, folder: Path, flawed: Any, arguments: tuple[str, ...], words: str
) -> None:
    ended = process("check", "good.json", *arguments, env=flawed, cwd=folder)
    assert ended.code == 2
    assert words in ended.err
    assert "Traceback" not in ended.err


@pytest.mark.parametrize(
    ("old", "new", "code", "words"),
    [
        ("check: {present: {}}", "check: {fussy: {n: 0}}", 2, "the check 'fussy' of a plug-in cannot use its options: ZeroDivisionError"),
        ("check: {present: {}}", "check: {fussy: {n: many}}", 2, "fussy.n is the text"),
        ("check: {present: {}}", "check: {fussi: {n: 1}}", 2, "may have no 'fussi'"),
        ("check: {present: {}}", "check: {silent: {}}", 2, "was loaded, and has registered nothing under this name"),
        ("check: {present: {}}", "check: {text: {present: true}}", 2, "may have no 'present'"),
        ("PROGRAM", "careless", 2, "the program 'careless' of a plug-in cannot use its options: KeyError"),
        ("PROGRAM", "carelss", 2, "there is no program 'carelss'"),
        ("PROGRAM", "crashing", 3, ""),
    ],
)  # fmt: skip
def test_flawed_checks_and_programs(
    process: Command, folder: Path, flawed: Any, old: str, new: str, code: int, words: str
) -> None:
    text = Path(READING).read_text()
    if old == "PROGRAM":
        start = text.index("    select:", text.index("code: RD001"))
        rest = text[text.index("    remediation:", start) :]
        text = text[:start] + f"    program: {{name: {new}}}\n" + rest
    else:
        assert old in text
        text = text.replace(old, new, 1)
    (folder / "own.yaml").write_text(text)
    ended = process("check", "good.json", "--pack", "./own.yaml", env=flawed, cwd=folder)
    assert (ended.code, "Traceback" in ended.err) == (code, False), ended.err
    assert words in ended.err
    if code == 3:
        assert "RD001" in ended.out


def test_what_is_built_in_cannot_be_replaced(process: Command, folder: Path, flawed: Any) -> None:
    ended = process("check", "good.json", "--pack", "open-badges", env=flawed, cwd=folder)
    assert ended.code == 0, ended.err
