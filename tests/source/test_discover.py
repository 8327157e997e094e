"""Which files a command line names: in order, once, without what is hidden, ignored or excluded."""

from __future__ import annotations

import os
import tracemalloc
from collections.abc import Sequence
from pathlib import Path

import pytest

from trustlint.source.discover import discover
from trustlint.source.read import Input, read_documents


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working directory."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def make(*paths: str) -> None:
    """Files with their own path as content; folders where the path ends with a slash."""
    for name in paths:
        path = Path(name)
        if name.endswith("/"):
            path.mkdir(parents=True, exist_ok=True)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("{}")


def write(path: str, *lines: str) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text("\n".join(lines) + "\n")


def paths(*arguments: str, exclude: Sequence[str] = ()) -> list[str]:
    return [found.path for found in discover(arguments, exclude=exclude)]


# ---- folders


def test_a_folder_is_walked_in_the_order_of_names() -> None:
    make("b/z.json", "b/a/y.json", "b/c.yaml", "b/a.json", "b/Z.json")
    assert paths("b") == ["b/Z.json", "b/a/y.json", "b/a.json", "b/c.yaml", "b/z.json"]
    assert all(not found.explicit and found.content is None for found in discover(["b"]))


def test_only_known_endings_count_in_a_folder() -> None:
    good = ["a.json", "b.jsonld", "c.json-ld", "d.ndjson", "e.jsonl", "f.yaml", "g.yml", "h.JSON"]
    make(*good, "i.txt", "j.png", "json", "k.json.bak", "l")
    assert paths(".") == [f"./{name}" for name in good]


def test_paths_keep_the_form_the_user_used(here: Path) -> None:
    make("b/a.json")
    assert paths("b") == paths("b/") == ["b/a.json"]
    assert paths("./b") == ["./b/a.json"]
    assert paths(".") == ["./b/a.json"]
    assert paths("b/../b") == ["b/../b/a.json"]
    assert paths(f"{here}/b") == [f"{here}/b/a.json"]


def test_hidden_version_control_and_generated_folders_are_left_out() -> None:
    make(
        "a.json",
        ".b.json",
        ".git/c.json",
        ".hg/d.json",
        ".venv/e.json",
        "node_modules/f.json",
        "__pycache__/g.json",
        "CVS/h.json",
    )
    make("env/pyvenv.cfg", "env/lib/i.json", "x/node_modules/j.json", "x/.k/l.json", "x/m.json")
    assert paths(".") == ["./a.json", "./x/m.json"]


def test_a_folder_that_is_named_is_walked_whatever_it_is() -> None:
    make(".hidden/a.json", "node_modules/b.json", "env/pyvenv.cfg", "env/c.json")
    assert paths(".hidden", "node_modules", "env") == [".hidden/a.json", "node_modules/b.json", "env/c.json"]


def test_a_folder_named_like_a_file_is_a_folder() -> None:
    make("x.json/a.json", "b/y.json/c.json")
    assert paths("x.json", "b") == ["x.json/a.json", "b/y.json/c.json"]


def test_empty_folder_gives_nothing() -> None:
    make("b/")
    assert paths("b") == []


def test_a_folder_that_cannot_be_read_is_given_to_be_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    make("b/a.json", "b/c/d.json", "b/e.json")
    real = os.scandir

    def refuse(path: str = ".") -> object:
        if os.fspath(path) == "b/c":
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr("os.scandir", refuse)
    found = list(discover(["b"]))
    assert found == [Input("b/a.json", False), Input("b/c", True), Input("b/e.json", False)]
    (document,) = read_documents(found[1])
    assert [p.kind for p in document.problems] == ["unreadable"]
    assert "you have no permission to read it" in document.problems[0].message


def test_special_and_dangling_names_in_a_folder_are_given_to_be_reported() -> None:
    make("b/")
    os.mkfifo("b/a.json")
    Path("b/c.json").symlink_to("gone.json")
    assert paths("b") == ["b/a.json", "b/c.json"]


# ---- named files


def test_named_files_keep_their_order_and_are_explicit() -> None:
    make("b.txt", ".a.json")
    assert list(discover(["b.txt", ".a.json", "gone.json"])) == [
        Input("b.txt", True),
        Input(".a.json", True),
        Input("gone.json", True),
    ]


def test_the_same_file_is_given_once() -> None:
    make("b/a.json", "b/c.json", "d.json")
    assert paths("d.json", "./d.json", "b/../d.json") == ["d.json"]
    assert paths("b", "b/", "./b") == ["b/a.json", "b/c.json"]
    assert paths("b", ".") == ["b/a.json", "b/c.json", "./d.json"]
    assert paths(".", "b") == ["./b/a.json", "./b/c.json", "./d.json"]
    assert paths("b/*.json", "b") == ["b/a.json", "b/c.json"]
    assert paths("b", "b/*.json") == ["b/a.json", "b/c.json"]
    assert paths("gone.json", "gone.json") == ["gone.json", "gone.json"]


def test_a_file_that_is_named_and_walked_is_explicit() -> None:
    make("b/a.json", "b/c.json")
    assert list(discover(["b", "b/c.json"])) == [Input("b/a.json", False), Input("b/c.json", True)]
    assert list(discover(["b/c.json", "b"])) == [Input("b/c.json", True), Input("b/a.json", False)]


def test_links_to_files_are_given_once() -> None:
    make("b/v2.json", "other/x.json")
    Path("b/latest.json").symlink_to("v2.json")
    Path("b/m.json").symlink_to("../other/x.json")
    Path("b/n.json").symlink_to("../other/x.json")
    assert paths("b") == ["b/m.json", "b/v2.json"]
    assert paths("b/latest.json") == ["b/latest.json"]


def test_links_to_folders_are_followed_but_not_in_circles() -> None:
    make("b/c/a.json", "other/x.json", "other/deep/y.json")
    Path("b/c/up").symlink_to("..")
    Path("b/c/self").symlink_to(".")
    Path("b/other").symlink_to("../other")
    Path("b/p").symlink_to("../other/deep")
    Path("other/back").symlink_to("../b")
    assert paths("b") == ["b/c/a.json", "b/other/deep/y.json", "b/other/x.json"]


# ---- stdin


def test_stdin_is_read_once_where_it_stands() -> None:
    make("a.json")
    calls = []

    def stdin() -> bytes:
        calls.append(1)
        return b"{}"

    assert list(discover(["a.json", "-", "-"], stdin=stdin)) == [
        Input("a.json", True),
        Input("-", True, b"{}"),
    ]
    assert calls == [1]


def test_stdin_is_not_touched_unless_named() -> None:
    make("a.json")
    assert list(discover(["a.json"], stdin=lambda: pytest.fail("read"))) == [Input("a.json", True)]


# ---- patterns


def test_patterns() -> None:
    make(
        "b/a.json",
        "b/b.yaml",
        "b/c/d.json",
        "b/c/e/f.json",
        "b/.h.json",
        "b/.g/i.json",
        "x.json",
        "b/node_modules/j.json",
    )
    assert paths("b/*.json") == ["b/a.json"]
    assert paths("b/*.*") == ["b/a.json", "b/b.yaml"]
    assert paths("b/**/*.json") == ["b/a.json", "b/c/d.json", "b/c/e/f.json"]
    assert paths("**/d.json") == ["b/c/d.json"]
    assert paths("**/**/d.json") == ["b/c/d.json"]
    assert paths("**/c/**/*.json") == ["b/c/d.json", "b/c/e/f.json"]
    assert paths("?/[ab].*") == ["b/a.json", "b/b.yaml"]
    assert paths("b/.*.json") == ["b/.h.json"]
    assert paths("./*.json") == ["./x.json"]
    assert paths("*/c/d.json") == ["b/c/d.json"]
    assert all(found.explicit for found in discover(["b/*.json"]))


def test_absolute_pattern(here: Path) -> None:
    make("b/a.json")
    assert paths(f"{here}/*/*.json") == [f"{here}/b/a.json"]


def test_a_pattern_that_matches_a_folder_walks_it() -> None:
    make("b/a.json", "b/x.txt", "c/d.json")
    assert paths("[bc]") == ["b/a.json", "c/d.json"]


def test_a_pattern_that_matches_nothing_gives_nothing() -> None:
    make("b/a.json")
    assert paths("b/*.yaml", "nowhere/*.json", "b/a.json/*") == []


def test_a_file_whose_name_looks_like_a_pattern_is_that_file() -> None:
    make("a[1].json", "a1.json")
    assert paths("a[1].json") == ["a[1].json"]


# ---- exclude


def test_exclude() -> None:
    make("b/a.json", "b/drafts/c.json", "b/keep/d.json", "e.json", "f.txt")
    assert paths(".", exclude=["drafts/"]) == ["./b/a.json", "./b/keep/d.json", "./e.json"]
    assert paths("b", exclude=["b/drafts", "/e.json"]) == ["b/a.json", "b/keep/d.json"]
    assert paths(".", exclude=["*.json", "!b/keep/*.json"]) == ["./b/keep/d.json"]
    assert paths("b/**/*.json", exclude=["drafts"]) == ["b/a.json", "b/keep/d.json"]
    assert paths("f.txt", "e.json", exclude=["*.txt"]) == ["e.json"]
    assert paths("b", exclude=["b"]) == []
    assert paths("gone.json", exclude=["gone.*"]) == []


def test_exclude_from_elsewhere(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make("b/a.json", "b/drafts/c.json", "work/")
    monkeypatch.chdir(here / "work")
    assert paths("../b", exclude=["drafts"]) == ["../b/a.json"]


# ---- .gitignore


def test_gitignore_in_the_walked_folder() -> None:
    make("b/a.json", "b/out/c.json", "b/x/out/d.json", "b/x/e.json", "b/x/f.gen.json")
    write("b/.gitignore", "# made", "/out/", "*.gen.json", "")
    assert paths("b") == ["b/a.json", "b/x/e.json", "b/x/out/d.json"]
    assert paths("b/out/c.json") == ["b/out/c.json"]


def test_nested_gitignore_and_negation() -> None:
    make("b/a.json", "b/k.json", "b/x/a.json", "b/x/k.json", "b/x/y/a.json", "b/x/y/k.json")
    write("b/.gitignore", "*.json", "!k.json")
    write("b/x/.gitignore", "k.json", "!/a.json")
    write("b/x/y/.gitignore", "!k.json")
    assert paths("b") == ["b/k.json", "b/x/a.json", "b/x/y/k.json"]


def test_nothing_comes_back_from_an_ignored_folder() -> None:
    make("b/out/a.json", "b/out/k.json")
    write("b/.gitignore", "out/", "!out/k.json")
    write("b/out/.gitignore", "!*")
    assert paths("b") == []


def test_gitignore_of_the_folders_around_up_to_the_repository() -> None:
    make(
        "repository/.git/",
        "repository/b/x/a.json",
        "repository/b/x/c.json",
        "repository/b/x/d.json",
        "repository/b/x/e.json",
    )
    write(".gitignore", "e.json")
    write("repository/.gitignore", "c.json", "/b/x/d.json")
    write("repository/b/.gitignore", "!c.json")
    assert paths("repository/b/x") == [f"repository/b/x/{name}.json" for name in "ace"]
    assert paths("repository") == [f"repository/b/x/{name}.json" for name in "ace"]


def test_gitignore_around_counts_only_in_a_repository() -> None:
    make("b/a.json")
    write(".gitignore", "*.json")
    assert paths("b") == ["b/a.json"]
    assert paths(".") == []


def test_a_named_folder_is_walked_though_it_is_ignored() -> None:
    make("repository/.git/", "repository/out/a.json", "repository/out/c.json")
    write("repository/.gitignore", "out/")
    write("repository/out/.gitignore", "c.json")
    assert paths("repository") == []
    assert paths("repository/out") == ["repository/out/a.json"]


def test_odd_gitignore_files() -> None:
    make("b/a.json", "b/c.json", "d/e.json", "f/.gitignore/", "f/g.json", "h/i.json")
    write("b/.gitignore", "!", "c.json", "///", "[")
    Path("d/.gitignore").write_bytes(b"\xff\xfe\x00\n")
    os.mkfifo("h/.gitignore")
    assert paths("b", "d", "f", "h") == ["b/a.json", "d/e.json", "f/g.json", "h/i.json"]


# ---- size


def test_a_deep_tree() -> None:
    deep = "/".join(["d"] * 500)
    make(f"b/{deep}/a.json")
    assert paths("b") == [f"b/{deep}/a.json"]
    assert paths("b/**/*.json") == [f"b/{deep}/a.json"]


def test_memory_does_not_grow_with_the_number_of_folders() -> None:
    peaks = []
    for count in (5, 50):
        for folder in range(count):
            Path(f"b/{folder:02}").mkdir(parents=True, exist_ok=True)
            for number in range(100):
                Path(f"b/{folder:02}/{number:03}.json").touch()
        tracemalloc.start()
        assert sum(1 for _ in discover(["b"])) == count * 100
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] + 50_000
