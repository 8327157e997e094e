"""ZIP archives: each file as in a folder, named where it is spoken of, and bounded whatever the archive says of itself."""

from __future__ import annotations

import io
import json
import time
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.source.images import itxt, jws, png
from trustlint.model.span import Span
from trustlint.source.archive import MOST_FILES
from trustlint.source.document import Document
from trustlint.source.read import Input, read_documents

BADGE = '{\n  "type": "Achievement"\n}'


def archive(files: dict[str, bytes | str], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return stream.getvalue()


def read(content: bytes) -> list[Document]:
    return list(read_documents(Input("badges.zip", True, content)))


def kinds(document: Document) -> list[str]:
    return [problem.kind for problem in document.problems]


def test_each_file_is_read_as_in_a_folder() -> None:
    documents = read(
        archive(
            {
                "a/one.json": BADGE,
                "a/list.json": '[{"a": 1}, {"a": 2}]',
                "b.yaml": "type: Achievement\n",
                "c.png": png(itxt("openbadges", BADGE.encode())),
                "d.jwt": jws({"type": "Achievement"}),
                "e.ndjson": '{"a": 1}\n{"a": 2}\n',
                "README.txt": "hello",
                ".hidden.json": "{}",
                "__MACOSX/one.json": "{}",
                "folder.json/": "",
            }
        )
    )
    assert [(document.part, document.origin[1:]) for document in documents] == [
        ("a/one.json", ("zip", "json")),
        ("a/list.json /0", ("zip", "json")),
        ("a/list.json /1", ("zip", "json")),
        ("b.yaml", ("zip", "yaml")),
        ("iTXt chunk of c.png", ("zip", "png", "itxt", "json")),
        ("JWT of d.jwt", ("zip", "jwt", "json")),
        ("line 1 of e.ndjson", ("zip", "ndjson")),
        ("line 2 of e.ndjson", ("zip", "ndjson")),
    ]
    assert {document.path for document in documents} == {"badges.zip"}
    assert not any(document.explicit for document in documents)
    assert documents[0].span(("type",)) == Span(2, 11, 2, 24, "a/one.json")
    second = documents[2].span(("a",))
    assert second is not None
    assert second.inside == "a/list.json"
    baked = documents[4].span(("type",))
    assert baked is not None
    assert baked.inside == "the credential inside the iTXt chunk of c.png"


def test_a_problem_says_which_file_it_is_in() -> None:
    (document,) = read(archive({"a.json": "{,}"}))
    assert document.problems[0].span is not None
    assert document.problems[0].span.inside == "a.json"


def test_names_are_only_shown() -> None:
    documents = read(archive({"../../etc/passwd.json": "{}", "/abs.json": "{}", "C:\\x.json": "{}", "a\nb.json": "{}"}))  # fmt: skip
    assert [document.part for document in documents] == ["/abs.json", "C:\\x.json", "a?b.json"]
    assert [document.data for document in documents] == [{}] * len(documents)


def _locked() -> bytes:
    content = bytearray(archive({"a.json": "{}"}, zipfile.ZIP_STORED))
    content[6] |= 1
    content[content.rfind(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


@pytest.mark.parametrize(
    ("content", "kind", "says"),
    [
        (archive({"a.txt": "x"}), "nothing-inside", "without a file that could hold a badge"),
        (archive({}), "nothing-inside", "without a file"),
        (archive({"a.json": BADGE})[:-30], "broken-archive", "is cut off"),
        (b"PK\x03\x04" + b"\0" * 40 + archive({"a.json": BADGE})[-22:], "broken-archive", "is damaged"),
        (_locked(), "broken-archive", "a.json is locked with a password"),
        (archive({f"{n}.json": b"" for n in range(MOST_FILES + 1)}), "broken-archive", "more than 10,000 files"),
        (archive({"a.json": b" " * 4_000_000}), "too-large", "a.json unpacks to more than"),
        (archive({"a.json": b" " * 6_000_000}, zipfile.ZIP_STORED), "too-large", "a.json unpacks to more than 5,242,880"),
    ],
)  # fmt: skip
def test_archives_that_are_not_read(content: bytes, kind: str, says: str) -> None:
    (document,) = read(content)
    assert (document.usable, kinds(document)) == (False, [kind])
    assert says in document.problems[0].message


def test_a_damaged_file_does_not_hide_the_others() -> None:
    content = bytearray(
        archive({"a.json": json.dumps({"a": "x" * 200}), "b.json": BADGE}, zipfile.ZIP_STORED)
    )
    content[80] ^= 255
    first, second = read(bytes(content))
    assert kinds(first) == ["broken-archive"]
    assert second.data == {"type": "Achievement"}


def test_bombs_cost_little() -> None:
    content = archive({f"{n}.json": b" " * 3_000_000 for n in range(300)})
    started = time.process_time()
    documents = read(content)
    assert time.process_time() - started < 1
    assert all(kinds(document) == ["too-large"] for document in documents)


@given(st.data())
def test_no_damaged_archive_raises(data: st.DataObject) -> None:
    whole = archive({"a.json": BADGE, "b.jwt": jws({"type": "Achievement"})})
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, len(whole)))
    documents = read(whole[:start] + data.draw(st.binary(max_size=6)) + whole[end:])
    assert documents
    assert all(document.usable or document.problems for document in documents)
