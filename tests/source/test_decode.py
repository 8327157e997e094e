"""Bytes become text, or a problem that says what they are instead."""

from __future__ import annotations

import base64
import codecs
import gzip
import io
import json
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustlint.model.span import Span
from trustlint.source.decode import decode
from trustlint.source.problem import PROBLEM_KINDS

TEXT = '{"name": "Crème brûlée 😀", "n": 1}'


def kinds(content: bytes) -> list[str]:
    return [problem.kind for problem in decode(content).problems]


def test_utf_8_is_read_without_a_word() -> None:
    assert decode(TEXT.encode()).text == TEXT
    assert decode(TEXT.encode()).problems == ()


def test_byte_order_mark_of_utf_8_is_taken_off_and_reported() -> None:
    found = decode(codecs.BOM_UTF8 + TEXT.encode())
    assert found.text == TEXT
    assert [(p.kind, p.span) for p in found.problems] == [("byte-order-mark", Span(1, 1, 1, 1))]
    assert "save it as UTF-8 without BOM" in found.problems[0].message


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("text", [TEXT, '{"世界": 1}', "{}", "[]\n", "name: x\n"])
@pytest.mark.parametrize("marked", [True, False])
def test_wide_encodings_are_read_and_reported(encoding: str, text: str, marked: bool) -> None:
    found = decode(("\ufeff" * marked + text).encode(encoding))
    assert found.text == text
    assert [p.kind for p in found.problems] == ["wide-encoding"]
    assert f"the file is {encoding[:6].upper()}, and badges must be UTF-8" in found.problems[0].message


@pytest.mark.parametrize("line_end", [b"\n", b"\r\n", b"\r"])
def test_invalid_utf_8_is_placed(line_end: bytes) -> None:
    content = b"{" + line_end + b' "\xc3\xa9\xc3\xa9": "caf\xe9"' + line_end + b"}"
    found = decode(content)
    assert found.text is None
    offset = content.index(b"\xe9\x22")
    problem = found.problems[0]
    assert problem.kind == "encoding"
    assert problem.span == Span(2, 12, 2, 13)
    assert (
        f"byte {offset} (line 2, column 12) is not UTF-8: 0xE9, in Windows-1252 the character é"
        in problem.message
    )


def test_byte_offset_counts_the_byte_order_mark() -> None:
    found = decode(codecs.BOM_UTF8 + b'{"\xff"}')
    assert [p.kind for p in found.problems] == ["byte-order-mark", "encoding"]
    assert "byte 5 (line 1, column 3)" in found.problems[1].message


@pytest.mark.parametrize(
    "content", [b'{"a": "\xc3', b'["\xed\xa0\x80"]', b'["\xf4\x90\x80\x80"]', b'["\xc0\xaf"]', b'["\x80"]']
)
def test_cut_overlong_and_surrogate_sequences_are_invalid(content: bytes) -> None:
    assert kinds(content) == ["encoding"]


@pytest.mark.parametrize("content", ["{}".encode("utf-16") + b"\x00", b"\xff\xfe\x00\xd8{\x00"])
def test_broken_utf_16(content: bytes) -> None:
    assert kinds(content) == ["encoding"]
    assert "is not UTF-16, as the start of the file is" in decode(content).problems[0].message


@pytest.mark.parametrize(
    "content", [b"", b" ", b"\n\r\n\t ", codecs.BOM_UTF8, codecs.BOM_UTF16_LE, " \n".encode("utf-16")]
)
def test_empty(content: bytes) -> None:
    assert decode(content).text is None
    assert kinds(content)[-1] == "empty"


@pytest.mark.parametrize(
    "content",
    [
        bytes(range(256)),
        b"\x7fELF\x02\x01\x01" + bytes(60),
        b"\x00" * 100,
        b"abc\x00def",
        b"\x01\x02\x03\xff",
        b"\x00\x01",
    ],
)
def test_binary(content: bytes) -> None:
    assert decode(content).text is None
    assert kinds(content) == ["binary"]


def test_a_zero_byte_in_json_is_left_to_the_parser() -> None:
    assert decode(b'{"a": "b\x00"}').text == '{"a": "b\x00"}'


def zipped() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.json", "{}")
    return stream.getvalue()


def compact(header: str) -> bytes:
    parts = [header.encode(), json.dumps({"sub": "did:example:1"}).encode(), b"signature"]
    return b".".join(base64.urlsafe_b64encode(part).rstrip(b"=") for part in parts)


@pytest.mark.parametrize(
    ("content", "title"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "a PNG image"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "an SVG image"),
        (b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- x -->\n<svg width='1'></svg>", "an SVG image"),
        ("<?xml version='1.0'?><s:svg xmlns:s='x'/>".encode("utf-16"), "an SVG image"),
        (b"<?xml version='1.0'?><badge/>", "an XML document"),
        (b"\n<!DOCTYPE html>\n<html></html>", "a web page (HTML)"),
        (b"<html lang='en'>", "a web page (HTML)"),
        (b"%PDF-1.7\n", "a PDF document"),
        (b"<!DOCTYPE html><html><body><svg width='1'/></body></html>", "a web page (HTML)"),
        (zipped(), "a ZIP archive"),
        (gzip.compress(b"{}", mtime=0), "a gzip archive"),
        (compact('{"alg":"ES256"}'), "a signed credential (JWT)"),
        (compact('{ "alg": "ES256" }') + b"\n", "a signed credential (JWT)"),
        (compact('{"alg":"ES256"}') + b"~WyJhIl0~", "a signed credential (JWT)"),
    ],
)  # fmt: skip
def test_other_formats_are_named(content: bytes, title: str) -> None:
    found = decode(content)
    assert found.text is None
    assert found.problems[-1].kind == "unsupported-format"
    assert found.problems[-1].message.startswith(f"this is {title}; trustlint reads JSON, YAML, JWT")


@pytest.mark.parametrize("content", [b"<<badge>>: 1", b"eyes.are.blue: 1", b"e.y.z", b"name: <svg/>"])
def test_text_that_only_looks_like_another_format(content: bytes) -> None:
    assert decode(content).text == content.decode()


@given(st.binary(max_size=80))
def test_any_bytes_give_text_or_a_known_problem(content: bytes) -> None:
    found = decode(content)
    assert found.text is not None or found.problems
    assert all(problem.kind in PROBLEM_KINDS for problem in found.problems)
    if found.text is not None:
        found.text.encode()


@given(
    st.text(min_size=4).filter(
        lambda text: text[0] != "\0"
    ),  # the mark of UTF-16 and two zeros are the mark of UTF-32
    st.sampled_from(["utf-16", "utf-32"]),
)
def test_marked_text_survives(text: str, encoding: str) -> None:
    found = decode(text.encode(encoding))
    assert found.text in (text, None)
    if found.text is None:
        assert found.problems[-1].kind in ("empty", "binary", "unsupported-format")
