"""VC-JWT and signed Open Badges 2.0: the credential in the payload, and where it says that something is."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.source.images import jws
from trustlint.model.span import Span
from trustlint.source.document import Document
from trustlint.source.jws import JwsError, compact, document_in, parse_compact
from trustlint.source.read import Input, read_documents

BADGE = {"@context": ["https://www.w3.org/ns/credentials/v2"], "type": ["VerifiableCredential"], "name": "A"}


def read(text: str | bytes, path: str = "badge.jwt") -> Document:
    content = text.encode() if isinstance(text, str) else text
    (document,) = read_documents(Input(path, True, content))
    return document


def test_the_payload_is_the_credential() -> None:
    document = read(jws(BADGE, {"alg": "ES256", "kid": "did:example:1#k"}))
    assert document.data == BADGE
    assert (document.part, document.origin, document.base) == ("JWT", ("data", "jwt", "json"), ())
    assert document.problems == ()
    assert document.jws is not None
    assert document.jws.header == {"alg": "ES256", "kid": "did:example:1#k"}
    assert json.loads(document.jws.payload) == BADGE
    assert document.jws.signature == b"not a signature"
    assert document.jws.signing_input.decode() == jws(BADGE, document.jws.header).rpartition(".")[0]


def test_places_are_those_of_the_payload() -> None:
    payload = b'{\n  "type": "Achievement",\n  "name": "A"\n}'
    document = read(jws(payload))
    span = document.span(("name",))
    assert span == Span(3, 11, 3, 14, "the credential inside the JWT")
    assert span is not None
    excerpt = document.excerpt(span)
    assert excerpt is not None
    assert excerpt.lines == ('  "type": "Achievement",', '  "name": "A"', "}")
    assert document.excerpt(Span(1, 1, 1, 2)) is None  # a place in the file is none in the payload


def test_a_place_in_broken_json_says_what_it_is_in() -> None:
    document = read(jws(b'{"type": "Achievement",}'))
    (problem,) = document.problems
    assert (problem.kind, document.usable) == ("syntax", False)
    assert problem.span is not None
    assert problem.span.inside == "the credential inside the JWT"


@pytest.mark.parametrize("wrap", [str, json.dumps, lambda token: f"\n  {token}\n"])
@pytest.mark.parametrize("path", ["badge.jwt", "badge.jws", "-"])
def test_bare_and_as_a_json_string(wrap: Any, path: str) -> None:
    assert read(wrap(jws(BADGE)), path).data == BADGE


@pytest.mark.parametrize("path", ["badge.json", "badge.txt", "badge"])
def test_a_token_named_as_something_else(path: str) -> None:
    document = read(jws(BADGE), path)
    assert document.data == BADGE
    assert [problem.kind for problem in document.problems] == ["file-extension"]


def test_json_named_as_a_token_is_read() -> None:
    document = read('{"type": "Achievement"}', "badge.jwt")
    assert [problem.kind for problem in document.problems] == ["file-extension"]
    assert (document.data, document.jws, document.part) == ({"type": "Achievement"}, None, None)


def test_lines_of_tokens() -> None:
    content = f"{jws(BADGE)}\n{json.dumps(jws(BADGE))}\n".encode()
    first, second = read_documents(Input("badges.ndjson", True, content))
    assert [first.part, second.part] == ["JWT of line 1", "JWT of line 2"]
    assert first.data == second.data == BADGE
    span = second.span(("name",))
    assert span is not None
    assert span.inside == "the credential inside the JWT of line 2"


# ---- VC 1.1: the claim vc, and the claims beside it


def test_claims_fill_what_the_credential_does_not_say() -> None:
    held = {"@context": ["https://www.w3.org/2018/credentials/v1"], "credentialSubject": {"type": "T"}}
    claims = {
        "vc": held,
        "iss": "did:example:i",
        "jti": "urn:uuid:1",
        "sub": "did:example:s",
        "nbf": 0,
        "exp": 1.5,
    }
    document = read(jws(claims))
    assert document.base == ("vc",)
    assert document.data == {
        **held,
        "id": "urn:uuid:1",
        "issuer": "did:example:i",
        "issuanceDate": "1970-01-01T00:00:00Z",
        "expirationDate": "1970-01-01T00:00:01.500000Z",
        "credentialSubject": {"type": "T", "id": "did:example:s"},
    }
    assert document.pointer(("credentialSubject",)) == "/vc/credentialSubject"


def test_claims_change_nothing_that_the_credential_says() -> None:
    held = {"id": "a", "issuer": {"id": "b"}, "validFrom": "c", "expirationDate": "d", "credentialSubject": {"id": "e"}}  # fmt: skip
    claims = {"vc": held, "iss": "i", "jti": "j", "sub": "s", "nbf": 0, "exp": 1}
    assert document_in(claims).data == held


def test_claims_of_a_credential_of_vc_2() -> None:
    found = document_in({"vc": {"@context": ["https://www.w3.org/ns/credentials/v2"]}, "nbf": 0, "exp": 1})
    assert {"validFrom", "validUntil"} <= found.data.keys()


@pytest.mark.parametrize("value", [True, "1", None, 1e300, float("nan"), -(10**20), [], {}])
def test_times_that_are_none_add_nothing(value: Any) -> None:
    assert document_in({"vc": {"type": "T"}, "nbf": value, "exp": value}).data == {"type": "T"}


def test_a_presentation() -> None:
    document = read(jws({"vp": {"type": ["VerifiablePresentation"]}, "iss": "did:example:h", "jti": "urn:1"}))
    assert document.data == {
        "type": ["VerifiablePresentation"],
        "id": "urn:1",
        "holder": "did:example:h",
    }
    span = document.span(())
    assert span is not None
    assert span.inside == "the presentation inside the JWT"


def test_a_problem_outside_of_the_credential_has_no_path_in_it() -> None:
    document = read(jws(b'{"iss": 1, "iss": 2, "vc": {"a": 1, "a": 2}}'))
    assert [(problem.kind, problem.path) for problem in document.problems] == [
        ("duplicate-key", None),
        ("duplicate-key", ("a",)),
    ]


# ---- broken ones


@pytest.mark.parametrize(
    ("token", "says"),
    [
        ("eyJhbGciOiJSUzI1NiJ9", "one part between dots"),
        ("eyJhbGciOiJSUzI1NiJ9.e30", "2 parts between dots"),
        ("eyJhbGciOiJSUzI1NiJ9.e30.a.b", "4 parts between dots"),
        ("eyJhbGciOiJSUzI1NiJ9.e30.a.b.c", "is encrypted"),
        ("eyJhbGciOiJSUzI1NiJ9.e30.aaaa~bbbb~", "selective disclosure"),
        ("eyJhbGciOiJSUzI1NiJ9.e3+0.aaaa", "has the character + in its middle part"),
        ("eyJhbGciOiJSUzI1NiJ9.e30.a b", "has the character U+0020 in its last part"),
        ("eyJhbGciOiJSUzI1NiJ9.e30.a", "last part (the signature) that is cut off"),
        ("eyJhbGciOiJSUzI1NiJ9..aaaa", "empty middle part"),
        (jws({}, ["alg"]), "first part (the header) that is no JSON object"),
        ("eyJhIjoxLCJhIjoyfQ.e30.aaaa", "first part (the header) that is no JSON object"),
        (jws({}, {"alg": "RS256", "b64": False}), "b64: false"),
        (jws(b"\xff\xfe"), "no UTF-8 text"),
        (jws(b"hello"), 'its payload starts with "hello"'),
    ],
)
def test_broken_tokens_end_in_words(token: str, says: str) -> None:
    document = read(token)
    assert not document.usable
    assert [problem.kind for problem in document.problems] == ["broken-jwt"]
    assert says in document.problems[0].message


@pytest.mark.parametrize("text", ["eyes: blue\n", "eye.of.tiger", "eyJhbGciOiJSUzI1NiJ9"])
def test_words_are_no_tokens(text: str) -> None:
    assert all(problem.kind != "broken-jwt" for problem in read(text, "badge.yaml").problems)


@given(st.binary(max_size=40), st.binary(max_size=40))
def test_a_token_is_put_together_as_it_was(payload: bytes, signature: bytes) -> None:
    token = jws(payload, signature=signature)
    try:
        assert compact(parse_compact(token)) == token
    except JwsError:
        assert not payload


@given(st.data())
def test_no_damaged_token_raises(data: st.DataObject) -> None:
    token = jws({"vc": BADGE, "iss": "did:example:i"})
    start = data.draw(st.integers(0, len(token)))
    end = data.draw(st.integers(start, len(token)))
    damaged = token[:start] + data.draw(st.text(max_size=4)) + token[end:]
    for document in read_documents(Input("badge.jwt", True, damaged.encode("utf-8", "surrogatepass"))):
        assert document.usable or document.problems
