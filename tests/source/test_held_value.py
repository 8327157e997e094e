"""Credentials written as text into a document: tokens, data URIs, baked images."""

from __future__ import annotations

import json
from base64 import b64encode
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.source.images import OB3, itxt, jws, png, svg
from trustlint.source.document import Document
from trustlint.source.held_value import MOST_HELD, held_documents, parse_data_uri
from trustlint.source.holder import MOST_LAYERS
from trustlint.source.read import Input, read_documents

BADGE = {"type": "Achievement"}


def held(data: Any) -> list[Document]:
    (document,) = read_documents(Input("badge.json", True, json.dumps(data).encode()))
    return list(held_documents(document))


def uri(media_type: str, content: bytes) -> str:
    return f"data:{media_type};base64,{b64encode(content).decode()}"


@pytest.mark.parametrize(
    ("data", "part"),
    [
        ({"endorsementJwt": [jws(BADGE)]}, "JWT at /endorsementJwt/0"),
        ({"issuer": {"endorsementJwt": jws(BADGE)}}, "JWT at /issuer/endorsementJwt"),
        ({"verifiableCredential": [{"a": 1}, jws(BADGE)]}, "JWT at /verifiableCredential/1"),
        ({"id": f"data:application/vc+jwt,{jws(BADGE)}"}, "JWT of the data URI at /id"),
        ({"id": "data:application/vc,%7B%22type%22%3A%22Achievement%22%7D"}, "data URI at /id"),
        ({"image": uri("image/png", png(itxt("openbadges", b'{"type":"Achievement"}')))}, "iTXt chunk of the data URI at /image"),
        (
            {"a": [{"image": {"id": uri("image/svg+xml", svg('<openbadges:credential>{"type":"Achievement"}</openbadges:credential>', OB3))}}]},
            "openbadges:credential element of the data URI at /a/0/image/id",
        ),
    ],
)  # fmt: skip
def test_what_is_written_as_text_is_a_document(data: Any, part: str) -> None:
    (found,) = held(data)
    assert (found.data, found.part, found.explicit) == (BADGE, part, False)
    span = found.span(("type",))
    assert span is not None
    assert span.inside == f"the credential inside the {part}"


@pytest.mark.parametrize(
    "data",
    [
        {"endorsementJwt": ["{{token}}", "a.b.c", "eyJhbGciOiJSUzI1NiJ9.aGVsbG8.aaaa", 1, None, {"a": jws(BADGE)}]},
        {"description": jws(BADGE)},
        {"image": uri("image/png", png())},
        {"image": uri("image/jpeg", b"openbadges")},
        {"image": "data:image/png;base64,openbadges!"},
        {"image": "data:image/png"},
        {"evidence": "data:text/plain,I%20read%20three%20articles."},
        {"evidence": "data:application/json,[1]"},
        {"verifiableCredential": "https://example.org/a.b.c"},
    ],
)  # fmt: skip
def test_other_texts_hold_nothing(data: Any) -> None:
    assert held(data) == []


def test_a_broken_envelope_is_told() -> None:
    (found,) = held({"id": "data:application/vc+jwt,eyJhbGciOiJSUzI1NiJ9.e3+0.aaaa" + "a" * 40})
    assert [problem.kind for problem in found.problems] == ["broken-jwt"]


def test_only_so_many_are_read() -> None:
    found = held({"endorsementJwt": [jws(BADGE)] * (MOST_HELD + 5)})
    assert len(found) == MOST_HELD + 1
    assert [problem.kind for problem in found[-1].problems] == ["too-large"]


def test_containers_inside_each_other_end() -> None:
    data: Any = BADGE
    for _ in range(12):
        data = {"id": uri("application/vc", json.dumps(data).encode())}
    (document,) = read_documents(Input("badge.json", True, json.dumps(data).encode()))
    depth = 0
    while document.usable:
        (document,) = held_documents(document)
        depth += 1
    assert (depth, [problem.kind for problem in document.problems]) == (MOST_LAYERS + 1, ["too-deep"])


@given(st.text(max_size=60))
def test_no_data_uri_raises(text: str) -> None:
    parse_data_uri(f"data:{text}")
    list(held_documents(Document.from_data({"id": f"data:{text}", "endorsementJwt": text})))
