"""Inputs become Documents; whatever is wrong with one ends in a problem, and the others still come."""

from __future__ import annotations

import hashlib
import json
import os
import socket
import tracemalloc
from pathlib import Path

import pytest

from trustlint.errors import UsageError
from trustlint.model.finding import Excerpt
from trustlint.model.span import Span
from trustlint.source.document import Document
from trustlint.source.limits import Limits
from trustlint.source.problem import UNREAD_KINDS
from trustlint.source.read import Input, read_documents


def read(content: str | bytes, path: str = "-", limits: Limits | None = None) -> list[Document]:
    raw = content.encode() if isinstance(content, str) else content
    return list(read_documents(Input(path, True, raw), limits or Limits()))


def read_file(path: Path | str, limits: Limits | None = None) -> Document:
    found = list(read_documents(Input(str(path), True), limits or Limits()))
    assert len(found) == 1
    return found[0]


def kinds(document: Document) -> list[str]:
    return [problem.kind for problem in document.problems]


# ---- a file, and what a Document tells


@pytest.fixture
def badge(tmp_path: Path) -> Path:
    path = tmp_path / "badge.json"
    path.write_text('{\n  "name": "Été",\n  "alignment": [\n    {"targetName": "A"}\n  ]\n}\n', "utf-8")
    return path


def test_a_json_file(badge: Path) -> None:
    document = read_file(badge)
    assert document.data == {"name": "Été", "alignment": [{"targetName": "A"}]}
    assert (document.path, document.part, document.base, document.usable, document.explicit) == (
        str(badge),
        None,
        (),
        True,
        True,
    )
    assert document.origin == ("file", "json")
    assert document.sha256 == hashlib.sha256(badge.read_bytes()).hexdigest()
    assert document.problems == ()
    assert document.name == str(badge)


def test_spans(badge: Path) -> None:
    document = read_file(badge)
    assert document.span(()) == Span(1, 1, 6, 2)
    assert document.span(("name",)) == Span(2, 11, 2, 16)
    assert document.key_span(("name",)) == Span(2, 3, 2, 9)
    assert document.span(("alignment", 0)) == document.key_span(("alignment", 0)) == Span(4, 5, 4, 24)
    assert document.key_span(()) == Span(1, 1, 6, 2)


def test_a_place_that_does_not_exist_is_shown_at_its_closest_ancestor(badge: Path) -> None:
    document = read_file(badge)
    assert document.span(("alignment", 0, "targetUrl", "x")) == document.span(("alignment", 0))
    assert document.span(("alignment", 7)) == document.span(("alignment",))
    assert document.key_span(("alignment", 0, "targetUrl")) == document.span(("alignment", 0))
    assert document.span(("issuer",)) == document.span(())


def test_exists(badge: Path) -> None:
    document = read_file(badge)
    assert document.exists(())
    assert document.exists(("alignment", 0, "targetName"))
    for path in [
        ("x",),
        ("alignment", 1),
        ("alignment", "0"),
        ("alignment", -1),
        ("name", 0),
        ("alignment", False),
    ]:
        assert not document.exists(path)


def test_pointer_escapes() -> None:
    assert read('{"a/b": {"~": 1}}')[0].pointer(("a/b", "~")) == "/a~1b/~0"


def test_excerpt(badge: Path) -> None:
    document = read_file(badge)
    assert document.excerpt(Span(2, 11, 2, 16)) == Excerpt(1, ("{", '  "name": "Été",', '  "alignment": ['))
    assert document.excerpt(Span(4, 5, 4, 24), context=0) == Excerpt(4, ('    {"targetName": "A"}',))
    assert document.excerpt(Span(1, 1, 6, 2)) == Excerpt(
        1, ("{", '  "name": "Été",', '  "alignment": [', '    {"targetName": "A"}')
    )
    assert document.excerpt(Span(99, 1, 99, 1)) is None


def test_excerpt_lines_are_cut() -> None:
    document = read(json.dumps({"a": "x" * 500}))[0]
    excerpt = document.excerpt(Span(1, 1, 1, 5))
    assert excerpt is not None
    assert len(excerpt.lines[0]) == 160
    assert excerpt.lines[0].endswith("x…")


def test_data_from_python_is_copied_and_has_no_places() -> None:
    data = {"a": [1, {"b": None}], "t": (1, 2.5), "s": "x", "f": True}
    document = Document.from_data(data)
    data["a"].append(2)  # type: ignore[attr-defined]
    assert document.data == {"a": [1, {"b": None}], "t": [1, 2.5], "s": "x", "f": True}
    assert list(document.data) == ["a", "t", "s", "f"]
    assert (document.path, document.origin, document.sha256, document.usable) == (
        "<data>",
        ("data",),
        None,
        True,
    )
    assert document.span(("a",)) is None
    assert document.key_span(("a",)) is None
    assert document.excerpt(Span(1, 1, 1, 1)) is None
    assert document.pointer(("a", 0)) == "/a/0"


def test_data_from_python_that_json_cannot_hold() -> None:
    document = Document.from_data({"a": [float("nan"), float("-inf")]})
    assert document.data == {"a": [None, None]}
    assert sorted((p.kind, p.path) for p in document.problems) == [
        ("not-a-number", ("a", 0)),
        ("not-a-number", ("a", 1)),
    ]
    with pytest.raises(UsageError, match=r"a\[0\] is a set; give plain dict"):
        Document.from_data({"a": [{1}]})
    with pytest.raises(UsageError, match="a has the key 1, which is not text"):
        Document.from_data({"a": {1: 2}})
    loop: list[object] = []
    loop.append(loop)
    assert kinds(Document.from_data(loop)) == ["too-deep"]
    wide = [[0] * 1000] * 1000
    assert kinds(Document.from_data([wide])) == ["too-many-values"]


# ---- several documents in one input


def test_each_object_of_an_array_is_a_document_with_places_in_the_file() -> None:
    text = '[\n {"a": 1},\n {"a": NaN, "b": 1,\n  "b": 2}\n]'
    first, second = read(text, "x.json")
    assert (first.data, first.part, first.base, first.problems) == ({"a": 1}, "/0", (0,), ())
    assert (second.data, second.part, second.base) == ({"a": None, "b": 2}, "/1", (1,))
    assert second.span(("b",)) == Span(4, 8, 4, 9)
    assert second.span(()) == Span(3, 2, 4, 10)
    assert second.span(("c",)) == second.span(())
    assert second.pointer(("b",)) == "/1/b"
    assert [(p.kind, p.path) for p in second.problems] == [
        ("not-a-number", ("a",)),
        ("duplicate-key", ("b",)),
    ]
    assert first.sha256 == second.sha256 == hashlib.sha256(text.encode()).hexdigest()


@pytest.mark.parametrize("text", ["[]", "[1, {}]", '"x"', "null", "12", "[[{}]]"])
def test_other_json_is_one_document(text: str) -> None:
    (document,) = read(text, "x.json")
    assert (document.data, document.part, document.usable) == (json.loads(text), None, True)


NDJSON = '{"a": 1}\n\n  {"a": 2}\r\n{"a": \n[{"a": 3}]\n{"b": NaN}'


def test_ndjson_gives_one_document_a_line_and_a_broken_line_its_own() -> None:
    found = read(NDJSON, "x.ndjson")
    assert [(d.part, d.data, d.usable) for d in found] == [
        ("line 1", {"a": 1}, True),
        ("line 3", {"a": 2}, True),
        ("line 4", None, False),
        ("line 5", [{"a": 3}], True),
        ("line 6", {"b": None}, True),
    ]
    assert found[1].span(("a",)) == Span(3, 9, 3, 10)
    assert found[1].sha256 == hashlib.sha256(b'  {"a": 2}').hexdigest()
    assert found[1].origin == ("stdin"[:0] + "data", "ndjson")
    assert [(p.kind, p.span and p.span.line) for p in found[2].problems] == [("syntax", 4)]
    assert found[2].problems[0].message.startswith("line 4, column 6 is the end of the file")
    assert [(p.kind, p.span) for p in found[4].problems] == [("not-a-number", Span(6, 7, 6, 10))]
    assert found[1].excerpt(Span(3, 9, 3, 10)) == Excerpt(3, ('  {"a": 2}',))


def test_ndjson_problems_of_one_line() -> None:
    found = read(b'\xef\xbb\xbf{"a": 1}\n{"caf\xe9": 1}\n{"b": 1}\n', "x.jsonl")
    assert [kinds(d) for d in found] == [["byte-order-mark"], ["encoding"], []]
    assert found[1].problems[0].span == Span(2, 6, 2, 7)
    assert "(line 2, column 6)" in found[1].problems[0].message


def test_ndjson_limits_hold_for_a_line_not_for_the_file(tmp_path: Path) -> None:
    path = tmp_path / "x.ndjson"
    path.write_text('{"a": 1}\n' * 50 + '{"a": "' + "x" * 200 + '"}\n{"a": 3}\n' + '{"a": "' + "y" * 300)
    found = list(read_documents(Input(str(path), True), Limits(max_bytes=100)))
    assert len(found) == 53
    assert [(d.part, kinds(d)) for d in found[49:]] == [
        ("line 50", []),
        ("line 51", ["too-large"]),
        ("line 52", []),
        ("line 53", ["too-large"]),
    ]
    assert "line 51 has more than 100 bytes" in found[50].problems[0].message


def test_ndjson_is_read_line_by_line(tmp_path: Path) -> None:
    path = tmp_path / "x.ndjson"
    line = json.dumps({"a": "x" * 1000}) + "\n"
    path.write_text(line * 5000)
    tracemalloc.start()
    count = sum(1 for _ in read_documents(Input(str(path), True)))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 5000
    assert peak < 1_000_000


def test_ndjson_name_with_one_json_text_in_it() -> None:
    (document,) = read('{\n"a": 1\n}\n', "x.ndjson")
    assert (document.data, document.origin, document.part) == ({"a": 1}, ("data", "json"), None)


@pytest.mark.parametrize("content", ["", "\n\n \n", b"\xef\xbb\xbf\n"])
def test_ndjson_without_lines_is_empty(content: str | bytes) -> None:
    assert kinds(read(content, "x.ndjson")[0])[-1] == "empty"


def test_ndjson_name_with_an_image_in_it() -> None:
    (document,) = read(b"\x89PNG\r\n\x1a\n\x00\nabc\n\n", "x.ndjson")
    assert kinds(document) == ["nothing-inside"]


def test_yaml_stream() -> None:
    text = "---\na: 1\n---\n- {b: 1}\n- {b: 2, b: 3}\n---\nc: [\n"
    found = read(text, "x.yaml")
    assert [(d.part, d.data, d.base, d.usable) for d in found] == [
        ("document 1", {"a": 1}, (), True),
        ("document 2 /0", {"b": 1}, (0,), True),
        ("document 2 /1", {"b": 3}, (1,), True),
        ("document 3", None, (), False),
    ]
    assert found[2].span(("b",)) == Span(5, 13, 5, 14)
    assert [kinds(d) for d in found] == [[], [], ["duplicate-key"], ["syntax"]]
    assert found[0].origin == ("data", "yaml")


def test_a_yaml_file_with_one_document_has_no_part() -> None:
    (document,) = read("---\n---\na: NO\n", "x.yml")
    assert (document.part, document.data) == (None, {"a": "NO"})
    assert document.key_span(("a",)) == Span(3, 1, 3, 2)


# ---- which format


@pytest.mark.parametrize(
    ("content", "origin", "data"),
    [
        ('{"a": 1}', "json", [{"a": 1}]),
        ('\n [{"a": 1}, {"a": 2}]', "json", [{"a": 1}, {"a": 2}]),
        ('{"a": 1}\n{"a": 2}\n', "ndjson", [{"a": 1}, {"a": 2}]),
        ('{"a": 1}\n\n{"a": \n', "ndjson", [{"a": 1}, None]),
        ('[1]\n[2]\n', "ndjson", [[1], [2]]),
        ('{"a":\n1}\n', "json", [{"a": 1}]),
        ("a: 1\nb: [x]\n", "yaml", [{"a": 1, "b": ["x"]}]),
        ("- a: 1\n- a: 2\n", "yaml", [{"a": 1}, {"a": 2}]),
        ("# {\na: 1\n---\na: 2\n", "yaml", [{"a": 1}, {"a": 2}]),
    ],
)  # fmt: skip
@pytest.mark.parametrize("path", ["-", "badge.txt", "badge"])
def test_without_a_known_ending_the_content_decides(
    path: str, content: str, origin: str, data: list[object]
) -> None:
    found = read(content, path)
    assert [d.data for d in found] == data
    assert {d.origin for d in found} == {("stdin" if path == "-" else "data", origin)}


@pytest.mark.parametrize(
    "content", ["Hello world", "12", "- a\n- b\n", "a: b: c", "Dear all,\n\tsee below: x: y", "~", "@x"]
)
def test_text_that_is_no_data(content: str) -> None:
    (document,) = read(content)
    assert not document.usable
    assert document.origin == ("stdin",)
    assert kinds(document) == ["syntax"]
    assert document.problems[0].message.startswith("the file is neither JSON nor YAML data: it starts with ")


def test_only_comments_is_empty() -> None:
    assert kinds(read("# nothing here\n")[0]) == ["empty"]


def test_endings_are_read_in_any_case_and_decide() -> None:
    assert read("a: NO", "X.YAML")[0].data == {"a": "NO"}
    assert kinds(read("a: NO", "X.JSON")[0]) == ["syntax"]
    for suffix in (".json", ".jsonld", ".json-ld"):
        assert read("{}", f"x{suffix}")[0].origin == ("data", "json")


def test_encodings_come_with_the_document() -> None:
    (document,) = read('{"é": [1]}'.encode("utf-16"), "x.json")
    assert (document.data, kinds(document)) == ({"é": [1]}, ["wide-encoding"])
    assert document.span(("é",)) == Span(1, 7, 1, 10)
    assert [d.data for d in read('{"a": 1}\n{"a": 2}\n'.encode("utf-16-le"))] == [{"a": 1}, {"a": 2}]
    assert [d.data for d in read('{"a": 1}\n{"a": 2}\n'.encode("utf-16"), "x.ndjson")] == [{"a": 1}, {"a": 2}]


# ---- hostile inputs


@pytest.mark.parametrize("path", ["x.json", "x.yaml", "x.ndjson", "-"])
def test_truncated_at_every_byte(path: str) -> None:
    content = '{"name": "é😀", "n": [1, -2.5e1, {"t": true}], "u": "\\u00e9"}'.encode()
    assert read(content, path)[0].usable
    for length in range(len(content)):
        found = read(content[:length], path)
        assert found
        assert all(d.problems and not d.usable for d in found), content[:length]


@pytest.mark.parametrize("path", ["x.json", "x.yaml", "x.ndjson", "-"])
@pytest.mark.parametrize("content", ["[" * 100_000, '{"a":' * 100_000, "[" * 100_000 + "]" * 100_000])
def test_deep(path: str, content: str) -> None:
    (document,) = read(content, path)
    assert kinds(document) == ["too-deep"]
    assert (document.data, document.usable) == (None, False)


def test_control_characters() -> None:
    for code in [*range(0x20)]:
        (document,) = read(b'{"a": "x' + bytes([code]) + b'y"}', "x.json")
        assert kinds(document) == ["syntax"]
        assert document.problems[0].span is not None
        assert document.problems[0].span.line == 1


@pytest.mark.parametrize("name", ["x.json", "x.yaml", "x.txt"])
def test_a_file_that_is_too_large_is_not_read(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    with path.open("wb") as stream:
        stream.truncate(3 << 30)
    document = read_file(path)
    assert kinds(document) == ["too-large"]
    assert "the file has 3 GB, and at most 20 MB are read" in document.problems[0].message
    assert document.sha256 is None


def test_a_sparse_ndjson_file_costs_no_memory(tmp_path: Path) -> None:
    path = tmp_path / "x.ndjson"
    with path.open("wb") as stream:
        stream.truncate(50 << 20)
    found = list(read_documents(Input(str(path), True), Limits(max_bytes=1000)))
    assert [kinds(d) for d in found] == [["too-large"]]


def test_a_file_that_grows_while_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.json"
    path.write_text("[" + "1," * 100 + "1]")
    real = os.fstat

    class Small:
        def __init__(self, found: os.stat_result) -> None:
            self.st_mode, self.st_size = found.st_mode, 1

    monkeypatch.setattr("trustlint.source.read.os.fstat", lambda descriptor: Small(real(descriptor)))
    document = read_file(path, Limits(max_bytes=100))
    assert kinds(document) == ["too-large"]


def test_stdin_that_is_too_large() -> None:
    (document,) = read("[" + "1," * 100 + "1]", limits=Limits(max_bytes=100))
    assert kinds(document) == ["too-large"]


def unreadable(path: Path | str) -> str:
    document = read_file(path)
    assert kinds(document) == ["unreadable"]
    assert "unreadable" in UNREAD_KINDS
    assert (document.data, document.usable, document.sha256, document.origin) == (
        None,
        False,
        None,
        ("file",),
    )
    return document.problems[0].message


def test_missing_file(tmp_path: Path) -> None:
    assert unreadable(tmp_path / "x.json") == "there is no such file; check the path"
    assert unreadable("") == "there is no such file; check the path"


def test_folder_named_like_a_file(tmp_path: Path) -> None:
    (tmp_path / "x.json").mkdir()
    assert "this is a folder, not a file" in unreadable(tmp_path / "x.json")


def test_dangling_and_looping_links(tmp_path: Path) -> None:
    (tmp_path / "a.json").symlink_to(tmp_path / "gone.json")
    (tmp_path / "b.json").symlink_to(tmp_path / "b.json")
    assert "a link to a file that does not exist" in unreadable(tmp_path / "a.json")
    assert "a link that leads back to itself" in unreadable(tmp_path / "b.json")


def test_pipe_socket_and_device_are_never_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    os.mkfifo("x.json")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("y.json")
        monkeypatch.setattr("trustlint.source.read.os.open", lambda *_: pytest.fail("opened"))
        assert "this is a named pipe, not a file" in unreadable("x.json")
        assert "this is a socket, not a file" in unreadable("y.json")
        assert "this is a device, not a file" in unreadable("/dev/zero")


def test_a_pipe_that_takes_the_place_of_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.json"
    path.write_text("{}")
    real = os.open

    def swap(*arguments: object) -> int:
        path.unlink()
        os.mkfifo(path)
        return real(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr("trustlint.source.read.os.open", swap)
    assert "this is a named pipe, not a file" in unreadable(path)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (PermissionError(13, "Permission denied"), "you have no permission to read it"),
        (FileNotFoundError(2, "No such file"), "there is no such file"),
        (OSError(5, "Input/output error"), "it cannot be read (Input/output error)"),
        (OSError(24, "Too many open files"), "it cannot be read (Too many open files)"),
    ],
)
def test_no_permission_vanished_and_failing_disks(
    badge: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, words: str
) -> None:
    def refuse(*_: object) -> int:
        raise error

    monkeypatch.setattr("trustlint.source.read.os.open", refuse)
    assert words in unreadable(badge)


def test_a_folder_without_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("trustlint.source.read.os.scandir", refuse)
    assert "you have no permission to read it" in unreadable(tmp_path)


def test_names_that_cannot_be_files(badge: Path) -> None:
    assert "the name of the file is not valid" in unreadable("a\0b.json")
    assert "the name of the file is too long" in unreadable("x" * 5000)
    assert "a part of the path is a file" in unreadable(badge / "x.json")


def test_memory_and_recursion_end_in_problems(badge: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for error, kind in [(MemoryError(), "too-large"), (RecursionError(), "too-deep")]:

        def fail(*_: object, error: BaseException = error) -> None:
            raise error

        monkeypatch.setattr("trustlint.source.read.parse_json", fail)
        assert kinds(read_file(badge)) == [kind]
