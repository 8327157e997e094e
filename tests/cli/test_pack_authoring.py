"""``trustlint pack new``, ``pack diff`` and ``pack docs``."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.project.markdown import links
from trustlint.packs.load import load_pack, shipped_pack_ids

from .conftest import NOW, READING, Command


@pytest.mark.parametrize(
    "place", ["campus-policy", "deep/er/campus-policy", "campus-policy.yaml", "Policy.yml"]
)
def test_a_new_pack_passes_its_own_tests(call: Command, folder: Path, place: str) -> None:
    ended = call("pack", "new", place)
    assert (ended.code, ended.err) == (0, "")
    tested = re.search(r"`trustlint (pack test --mutate .*)`", ended.out)
    assert tested
    done = call(*tested[1].split())
    assert (done.code, done.err) == (0, "")
    assert "forcing any rule breaks one" in done.out
    assert call("check", "good.json", "--pack", tested[1].split()[-1]).code == 0


def test_names_of_a_new_pack(call: Command, folder: Path) -> None:
    call("pack", "new", "a.yaml", "--id", "open-skills", "--title", "Skills: yes", "--namespace", "SK")
    pack = load_pack("./a.yaml")
    assert (pack.id, pack.title, pack.namespace) == ("open-skills", "Skills: yes", ("SK",))
    assert [rule.code for rule in pack.rules] == ["SK001", "SK002", "SK003"]
    assert [item.id for item in pack.criteria] == ["SK-1", "SK-2"]
    assert "my-rubric" not in Path("a.yaml").read_text()


@pytest.mark.parametrize("name", ["open-badges-school", "trusted-campus", "tc", "x", "oo-bb-ss"])
def test_letters_are_nobody_elses(call: Command, folder: Path, name: str) -> None:
    assert call("pack", "new", f"{name}.yaml").code == 0
    names = [name for id_ in shipped_pack_ids() for name in load_pack(id_).namespace]
    assert load_pack(f"./{name}.yaml").namespace[0] not in names
    assert call("check", "good.json", "--pack", f"./{name}.yaml", *(f"--pack={id_}" for id_ in shipped_pack_ids())).code < 2  # fmt: skip


def test_nothing_is_overwritten(call: Command, folder: Path) -> None:
    Path("mine.yaml").write_text("mine")
    Path("own").mkdir()
    Path("own/pack.yaml").write_text("mine")
    for place, file in (("mine.yaml", "mine.yaml"), ("own", "own/pack.yaml"), ("good.json/x", "")):
        ended = call("pack", "new", place)
        assert (ended.code, ended.out) == (2, ""), place
        if file:
            assert f"{file} is there already" in ended.err
            assert Path(file).read_text() == "mine"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("7 up.yaml",), "cannot be the id of a pack"),
        (("a.yaml", "--id", "A B"), "cannot be the id of a pack"),
        (("a.yaml", "--namespace", "abc"), "two or three capital letters"),
        (("a.yaml", "--namespace", "TC"), "belongs to a pack of trustlint"),
        (("a.yaml", "--extends", "trusted"), "there is no pack 'trusted'"),
        (("a.yaml", "--extends", "open-badges"), "has no levels"),
    ],
)
def test_wrong_names_are_refused(call: Command, folder: Path, arguments: tuple[str, ...], words: str) -> None:
    ended = call("pack", "new", *arguments)
    assert ended.code == 2
    assert words in ended.err
    assert not list(Path().glob("*.yaml"))


def test_a_new_pack_builds_on_another(call: Command, folder: Path) -> None:
    bases = [id_ for id_ in shipped_pack_ids() if load_pack(id_).levels]
    assert bases
    Path("reading.yaml").write_text(Path(READING).read_text())
    for number, base in enumerate([*bases, "reading.yaml"]):
        place = f"sub/own-{number}.yaml"
        Path("sub").mkdir(exist_ok=True)
        assert call("pack", "new", place, "--extends", base).code == 0
        assert call("pack", "test", "--mutate", place).code == 0
        pack = load_pack(place)
        below = load_pack(base)
        assert {item.id for item in below.criteria} < {item.id for item in pack.criteria}
        assert pack.levels == below.levels
        text = Path(place).read_text()
        Path(place).write_text(re.sub("^    # ", "    ", text, flags=re.MULTILINE))
        changed = load_pack(place)
        assert [change.kind for change in changed.extends[0].changes] == ["criterion", "criterion"], "as the comments say"  # fmt: skip


@pytest.fixture
def versions(folder: Path) -> tuple[str, str]:
    """The reading pack, and a later version of it."""
    old = Path(READING).read_text()
    new = old
    for before, after in (
        ("version: 1.2.0", "version: 1.3.0"),
        ("{id: RC-04", "{id: RC-04"),
        ("shortest: {title: The least number of words, default: 3}", "shortest: {title: The least number of words, default: 5}"),
        ("    title: The badge is aligned\n    requirement: Align the achievement to a framework.\n    level: required", "    title: The badge is aligned\n    requirement: Align the achievement to a framework.\n    level: recommended"),
        ("all: [RD004]", "all: [RD004, RD001]"),
        ("id: RC-03", "id: RC-05"),
    ):  # fmt: skip
        assert before in new or before.startswith("{id")
        new = new.replace(before, after, 1)
    (folder / "old.yaml").write_text(old)
    (folder / "new.yaml").write_text(new)
    return "./old.yaml", "./new.yaml"


def test_diff_tells_what_changed(call: Command, versions: tuple[str, str]) -> None:
    ended = call("pack", "diff", *versions)
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.splitlines() == [
        "reading 1.2.0 -> reading 1.3.0",
        "",
        "The pack",
        "  ~ reading  version: 1.2.0 -> 1.3.0",
        "",
        "Parameters",
        "  ~ shortest  default: 3 -> 5",
        "",
        "Criteria",
        "  ~ RC-02  level: required -> recommended",
        "  - RC-03  Evidence is given",
        '  ~ RC-04  assess: {"mode": "all", "parts": ["RD004"]} -> {"mode": "all", "parts": ["RD004", "RD001"]}',
        "  + RC-05  Evidence is given",
    ]


def test_diff_tells_what_changes_for_credentials(call: Command, versions: tuple[str, str]) -> None:
    ended = call("pack", "diff", *versions, "gaps.json", "good.json", "--now", NOW)
    lines = ended.out.splitlines()
    at = lines.index("Verdicts of 2 documents")
    assert lines[at:] == [
        "Verdicts of 2 documents",
        "  gaps.json",
        "    RC-03  not-applicable -> not asked",
        "    RC-05  not asked -> not-applicable",
        "  good.json",
        "    RC-03  not-applicable -> not asked",
        "    RC-05  not asked -> not-applicable",
        "Gate of the required criteria: not met -> met",
    ]
    stricter = Path("new.yaml").read_text().replace("min_words: 12", "min_words: 99")
    Path("new.yaml").write_text(stricter)
    ended = call("pack", "diff", *versions, "good.json")
    assert re.search(r"    RD005  not found -> found  .+", ended.out)


def test_diff_as_json(call: Command, versions: tuple[str, str]) -> None:
    data = json.loads(call("pack", "diff", "--json", *versions, "gaps.json").out)
    assert (data["old"]["version"], data["new"]["version"]) == ("1.2.0", "1.3.0")
    assert {"kind": "parameter", "id": "shortest", "change": "changed", "title": "The least number of words", "key": "default", "old": 3, "new": 5} in data["differences"]  # fmt: skip
    assert {(item["id"], item["old"], item["new"]) for item in data["verdicts"]} == {
        ("RC-03", "not-applicable", None),
        ("RC-05", None, "not-applicable"),
    }
    assert data["gate"] == {"old": False, "new": True}


def test_diff_of_the_same(call: Command, versions: tuple[str, str]) -> None:
    for name in ("./old.yaml", *shipped_pack_ids()):
        ended = call("pack", "diff", name, name, "good.json")
        assert "The packs ask the same." in ended.out
        assert "nothing changes" in ended.out
    changed = Path("old.yaml").read_text().replace("default: 3", "default: 4")
    Path("changed.yaml").write_text(changed)
    assert "same version: count it up" in call("pack", "diff", "./old.yaml", "./changed.yaml").out


def test_diff_of_standard_input(process: Command, versions: tuple[str, str], folder: Path) -> None:
    ended = process("pack", "diff", *versions, "-", stdin=(folder / "gaps.json").read_bytes(), cwd=folder)
    assert "Verdicts of 1 document\n" in ended.out
    assert "RC-05  not asked -> not-applicable" in ended.out


def test_diff_of_what_cannot_be_read(call: Command, versions: tuple[str, str]) -> None:
    assert call("pack", "diff", *versions, "none.json").code == 3
    assert call("pack", "diff", "./old.yaml", "./none.yaml").code == 2


def test_docs_are_pages_that_lead_to_each_other(call: Command, folder: Path) -> None:
    ended = call("pack", "docs", READING, "-o", "pages")
    assert ended.code == 0
    pages = sorted(str(page.relative_to("pages")) for page in Path("pages").rglob("*.md"))
    assert pages == sorted(["index.md", "packs/reading.md", *(f"criteria/RC-0{n}.md" for n in range(1, 5)), *(f"rules/RD00{n}.md" for n in range(1, 6))])  # fmt: skip
    for page in Path("pages").rglob("*.md"):
        for _, target in links(page):
            assert (page.parent / target).exists(), (page, target)
    assert "A person" not in Path("pages/rules/RD001.md").read_text()
    assert Path("pages/rules/RD001.md").read_text().startswith("<!-- Made by `trustlint pack docs`")
    assert call("pack", "docs", READING, "-o", "pages").code == 0, "its own pages are replaced"
    Path("pages/rules/RD001.md").write_text("mine")
    ended = call("pack", "docs", READING, "-o", "pages")
    assert (ended.code, "rules/RD001.md was not written by this command" in ended.err) == (2, True)
    assert Path("pages/rules/RD001.md").read_text() == "mine"
    assert call("pack", "docs", READING, "-o", "good.json").code == 2
