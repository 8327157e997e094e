"""Badges baked into PNG and SVG: what is taken out, what is wrong with how it was baked, and that nothing hostile hurts."""

from __future__ import annotations

import json
import time
import tracemalloc
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.source.images import (
    CLR2,
    IEND,
    IHDR,
    OB2,
    OB3,
    SIGNATURE,
    chunk,
    itxt,
    jws,
    packed_text_chunk,
    png,
    svg,
    text_chunk,
)
from trustlint.model.span import Span
from trustlint.source.document import Document
from trustlint.source.read import Input, read_documents

JSON = b'{"type": "Achievement",\n "name": "\xc3\x89t\xc3\xa9"}'
DATA = {"type": "Achievement", "name": "Été"}
CDATA = f"<![CDATA[{JSON.decode()}]]>"


def read(content: bytes, path: str = "badge.bin") -> list[Document]:
    return list(read_documents(Input(path, True, content)))


def one(content: bytes) -> Document:
    (document,) = read(content)
    return document


def kinds(document: Document) -> list[str]:
    return [problem.kind for problem in document.problems]


# ---- PNG


@pytest.mark.parametrize("keyword", ["openbadges", "openbadgecredential", "clrcredential"])
def test_a_badge_in_an_itxt_chunk(keyword: str) -> None:
    document = one(png(itxt(keyword, JSON)))
    assert (document.data, document.problems) == (DATA, ())
    assert (document.part, document.origin) == ("iTXt chunk", ("data", "png", "itxt", "json"))
    assert document.span(("name",)) == Span(2, 10, 2, 15, "the credential inside the iTXt chunk")


def test_a_token_in_an_itxt_chunk() -> None:
    document = one(png(itxt("openbadgecredential", jws(DATA).encode())))
    assert document.data == DATA
    assert document.jws is not None
    assert (document.part, document.origin) == (
        "JWT of the iTXt chunk",
        ("data", "png", "itxt", "jwt", "json"),
    )


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (png(itxt("openbadges", JSON, packed=True)), ["compressed-chunk"]),
        (png(itxt("openbadges", JSON), itxt("openbadges", b"{}")), ["repeated-chunk"]),
        (png(text_chunk("openbadges", JSON)), ["legacy-chunk"]),
        (png(packed_text_chunk("openbadges", JSON)), ["legacy-chunk"]),
        (png(itxt("openbadges", JSON, wrong=True)), ["chunk-checksum"]),
        (png(itxt("openbadges", JSON))[:-12], ["broken-image"]),
        (png(chunk(b"iTXt", b"other\0\0\0\0\0x"), itxt("openbadges", JSON)), []),
        (SIGNATURE + itxt("openbadges", JSON) + IEND, None),
    ],
)
def test_how_it_was_baked(content: bytes, found: list[str] | None) -> None:
    document = one(content)
    if found is None:
        assert (document.usable, kinds(document)) == (False, ["broken-image"])
    else:
        assert (document.data, kinds(document)) == (DATA, found)


def test_two_badges_in_one_image() -> None:
    first, second = read(png(itxt("openbadges", b"{}"), itxt("openbadgecredential", JSON)))
    assert (first.data, first.part, kinds(first)) == ({}, "iTXt chunk openbadges", ["several-credentials"])
    assert (second.data, second.part, kinds(second)) == (DATA, "iTXt chunk openbadgecredential", [])


@pytest.mark.parametrize(
    ("content", "kind", "says"),
    [
        (png(), "nothing-inside", "no badge is baked into it"),
        (png(text_chunk("openbadges", b"https://example.org/a.json")), "baked-elsewhere", "https://example.org/a.json"),
        (png(itxt("openbadges", b"hello there")), "no-credential-inside", 'it starts with "hello there"'),
        (png(itxt("openbadges", b"")), "no-credential-inside", "it is empty"),
        (png(itxt("openbadges", b"\xff\xff")), "encoding", "byte 0"),
        (png(chunk(b"iTXt", b"openbadges\0\0")), "broken-image", "not built as an iTXt chunk"),
        (png(chunk(b"iTXt", b"openbadges\0\1\0\0\0junk")), "broken-image", "cannot be unpacked"),
        (png(itxt("openbadges", JSON))[:70], "broken-image", "inside the iTXt chunk openbadges"),
    ],
)  # fmt: skip
def test_images_without_a_readable_badge(content: bytes, kind: str, says: str) -> None:
    document = one(content)
    assert (document.usable, document.problems[-1].kind) == (False, kind)
    assert says in document.problems[-1].message


def test_a_damaged_picture_without_a_badge_is_only_a_picture() -> None:
    assert kinds(one(png()[:40])) == ["nothing-inside"]


# ---- SVG


@pytest.mark.parametrize(
    ("content", "part"),
    [
        (svg(f"<openbadges:credential>{CDATA}</openbadges:credential>"), "openbadges:credential element"),
        (svg(f"<openbadges:assertion>{CDATA}</openbadges:assertion>", OB2), "openbadges:assertion element"),
        (svg(f"<clr:credential>{CDATA}</clr:credential>", CLR2), "clr:credential element"),
        (svg(f"<o:credential>{CDATA}</o:credential>", OB3.replace(":openbadges", ":o")), "openbadges:credential element"),
        (svg(f"\n  <!-- badge -->\n  <openbadges:credential>{JSON.decode()}</openbadges:credential>"), "openbadges:credential element"),
        (svg(f'<openbadges:assertion verify="https://example.org/a">{CDATA}</openbadges:assertion>', OB2), "openbadges:assertion element"),
        (b'<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
         + svg(f"<openbadges:credential>{CDATA}</openbadges:credential>"), "openbadges:credential element"),
        (svg(f"<openbadges:credential>{CDATA}</openbadges:credential>").decode().encode("utf-16"), "openbadges:credential element"),
    ],
)  # fmt: skip
def test_a_badge_in_an_element(content: bytes, part: str) -> None:
    document = one(content)
    assert (document.data, document.part, kinds(document)) == (DATA, part, [])
    span = document.span(("type",))
    assert span is not None
    assert span.inside == f"the credential inside the {part}"


@pytest.mark.parametrize(
    "element",
    [
        f'<openbadges:credential verify="{jws(DATA)}"/>',
        f'<openbadges:credential verify="{jws(DATA)}">{CDATA}</openbadges:credential>',
        f"<openbadges:credential>\n{jws(DATA)}\n</openbadges:credential>",
    ],
)
def test_a_token_in_an_element(element: str) -> None:
    document = one(svg(element))
    assert document.data == DATA
    assert document.jws is not None
    assert document.part == "JWT of the openbadges:credential element"


_ELEMENT = f"<openbadges:credential>{CDATA}</openbadges:credential>"


@pytest.mark.parametrize(
    ("content", "found", "place"),
    [
        (svg(f"\n<g/>\n {_ELEMENT}"), "misplaced-element", Span(3, 2, 3, 3)),
        (svg(f"<g>{_ELEMENT}</g>"), "misplaced-element", None),
        (svg(f"Title{_ELEMENT}"), "misplaced-element", None),
        (svg(f"{_ELEMENT}\n{_ELEMENT}"), "repeated-element", Span(3, 1, 3, 2)),
        (svg(f"{_ELEMENT}<a></b>"), "broken-image", None),
    ],
)
def test_how_the_element_stands(content: bytes, found: str, place: Span | None) -> None:
    """The place is one in the SVG, which is the file; the text of the credential is not shown for it."""
    document = one(content)
    assert (document.data, kinds(document)) == (DATA, [found])
    span = document.problems[0].span
    assert span is not None
    assert span.inside is None
    assert document.excerpt(span) is None
    assert place is None or span == place


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (svg("<path d=''/>"), "nothing-inside"),
        (svg("<openbadges:credential/>"), "no-credential-inside"),
        (svg('<openbadges:credential verify="https://example.org/a"/>'), "baked-elsewhere"),
        (b"<!DOCTYPE svg [<!ENTITY a 'b'>]>" + svg(_ELEMENT), "unsafe-xml"),
        (b"<!DOCTYPE svg [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>" + svg("<openbadges:credential>&a;</openbadges:credential>"), "unsafe-xml"),
        (b"<!DOCTYPE svg [<!ENTITY % a SYSTEM 'file:///etc/passwd'> %a;]>" + svg(_ELEMENT), "unsafe-xml"),
        (svg("<openbadges:credential>&other;</openbadges:credential>"), "broken-image"),
        (svg(f"<openbadges:credential>{CDATA}"), "broken-image"),
    ],
)  # fmt: skip
def test_svg_without_a_readable_badge(content: bytes, kind: str) -> None:
    document = one(content)
    assert not document.usable
    assert kind in kinds(document)


def test_a_web_page_with_a_picture_is_no_image() -> None:
    assert kinds(one(b"<!DOCTYPE html><html><body><svg width='1'/></body></html>")) == ["unsupported-format"]


# ---- hostile


def _bomb() -> bytes:
    return png(itxt("openbadges", b"\0" * 150_000_000, packed=True))


HOSTILE: dict[str, Callable[[], bytes]] = {
    "a bomb in iTXt": _bomb,
    "a bomb in zTXt": lambda: png(packed_text_chunk("openbadges", b" " * 150_000_000)),
    "a million chunks": lambda: SIGNATURE + IHDR + chunk(b"aaAa", b"") * 1_000_000 + IEND,
    "a million badges": lambda: SIGNATURE + IHDR + itxt("openbadges", b"{}") * 400_000 + IEND,
    "a long text": lambda: png(itxt("openbadges", b"[" * 19_000_000)),
    "a million elements": lambda: svg("<a/>" * 4_000_000),
    "a million badges in SVG": lambda: svg("<openbadges:credential/>" * 600_000),
    "a million attributes": lambda: svg("").replace(b">", " ".join(f"a{n}='1'" for n in range(1_000_000)).encode() + b">", 1),
    "a million instructions": lambda: svg("<?a?>" * 3_000_000),
    "deep elements": lambda: svg("<a>" * 5_000_000),
    "a long text in SVG": lambda: svg("<openbadges:credential>" + "{" * 18_000_000),
    "a cycle": lambda: svg(f"{_ELEMENT}<g id='a'><use href='#b'/></g><g id='b'><use href='#a'/></g>"),
    "billion laughs": lambda: b"<!DOCTYPE svg [<!ENTITY a 'ha'>" + b"".join(b"<!ENTITY b%d '&a;&a;'>" % n for n in range(50)) + b"]>" + svg("&b49;"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_images_cost_little(name: str) -> None:
    content = HOSTILE[name]()
    assert len(content) < 20 * 1024 * 1024
    started = time.process_time()
    documents = read(content)
    assert time.process_time() - started < 1
    assert all(document.usable or document.problems for document in documents)
    tracemalloc.start()
    try:
        read(content)
        assert tracemalloc.get_traced_memory()[1] < 100_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    "content",
    [
        png(itxt("openbadges", JSON)),
        png(itxt("openbadges", JSON, packed=True)),
        png(text_chunk("openbadges", JSON), itxt("clrcredential", jws(DATA).encode())),
        svg(f"<!-- a --><openbadges:credential verify='x'>{CDATA}</openbadges:credential><path d='M0'/>"),
    ],
    ids=["plain", "packed", "two", "svg"],
)
def test_truncated_at_every_byte(content: bytes) -> None:
    for end in range(len(content)):
        documents = read(content[:end])
        assert documents
        assert any(document.problems for document in documents), end
        assert all(document.data == DATA for document in documents if document.usable), end


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_damaged_images_end_in_documents(data: st.DataObject) -> None:
    whole = data.draw(
        st.sampled_from(
            [
                png(itxt("openbadges", JSON, packed=True), text_chunk("openbadgecredential", JSON)),
                png(itxt("clrcredential", jws(DATA).encode())),
                svg(f"<openbadges:credential>{CDATA}</openbadges:credential>"),
            ]
        )
    )
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, len(whole)))
    documents = read(whole[:start] + data.draw(st.binary(max_size=8)) + whole[end:])
    assert documents
    assert all(document.usable or document.problems for document in documents)


@given(st.text(st.characters(codec="utf-8"), max_size=60))
def test_what_is_in_the_chunk_is_what_is_read(name: str) -> None:
    data = {"type": "Achievement", "name": name}
    assert one(png(itxt("openbadges", json.dumps(data, ensure_ascii=False).encode()))).data == data
