"""JSON Pointers: RFC 6901, there and back."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustlint.model.pointer import Path, PointerError, display, parse_pointer, resolve, to_pointer

NAMES = st.text(max_size=6) | st.sampled_from(["", "/", "~", "~0", "~1", "a/b", "m~n", "0", "-", "é", " "])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=12,
)


def places(data: Any, path: Path = ()) -> list[tuple[Path, Any]]:
    found = [(path, data)]
    if isinstance(data, dict):
        for name, value in data.items():
            found += places(value, (*path, name))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            found += places(value, (*path, index))
    return found


@given(JSON)
def test_every_place_of_a_document_is_found_again_by_its_pointer(data: Any) -> None:
    seen = set()
    for path, value in places(data):
        pointer = to_pointer(path)
        found, there = resolve(data, pointer)
        assert found == path
        assert [type(step) for step in found] == [type(step) for step in path]
        assert there is value or there == value
        assert pointer not in seen, "no two places share a pointer"
        seen.add(pointer)


@given(st.lists(NAMES, max_size=5))
def test_names_come_back_from_a_pointer(names: list[str]) -> None:
    assert parse_pointer(to_pointer(names)) == tuple(names)


@given(st.text(alphabet="/~01ab-", max_size=10))
def test_a_text_is_a_pointer_that_is_written_back_alike_or_is_refused(text: str) -> None:
    try:
        tokens = parse_pointer(text)
    except PointerError:
        assert (text and not text.startswith("/")) or "~" in text.replace("~0", "").replace("~1", "")
    else:
        assert to_pointer(tokens) == text


# The examples of RFC 6901, section 5.
RFC = {
    "foo": ["bar", "baz"],
    "": 0,
    "a/b": 1,
    "c%d": 2,
    "e^f": 3,
    "g|h": 4,
    "i\\j": 5,
    'k"l': 6,
    " ": 7,
    "m~n": 8,
}


@pytest.mark.parametrize(
    ("pointer", "value"),
    [
        ("", RFC),
        ("/foo", ["bar", "baz"]),
        ("/foo/0", "bar"),
        ("/", 0),
        ("/a~1b", 1),
        ("/c%d", 2),
        ("/e^f", 3),
        ("/g|h", 4),
        ("/i\\j", 5),
        ('/k"l', 6),
        ("/ ", 7),
        ("/m~0n", 8),
    ],
)
def test_the_examples_of_the_standard(pointer: str, value: Any) -> None:
    assert resolve(RFC, pointer)[1] == value


@pytest.mark.parametrize(
    ("pointer", "says"),
    [
        ("foo", "must be empty or start with '/'"),
        ("/a~", "'~' must be followed by 0 or 1"),
        ("/a~2", "'~' must be followed by 0 or 1"),
        ("/nothing", "there is no 'nothing' at the top"),
        ("/foo/2", "there is no '2' at /foo"),
        ("/foo/-", "there is no '-' at /foo"),
        ("/foo/00", "there is no '00' at /foo"),
        ("/foo/01", "there is no '01' at /foo"),
        ("/foo/-1", "there is no '-1' at /foo"),
        ("/foo/+1", "there is no '+1' at /foo"),
        ("/foo/1 ", "there is no '1 ' at /foo"),
        ("/foo/\u0661", "at /foo"),
        ("/foo/" + "9" * 5000, "at /foo"),
        ("/foo/0/x", "there is no 'x' at /foo/0"),
    ],
)
def test_what_names_nothing_is_refused_in_words(pointer: str, says: str) -> None:
    with pytest.raises(PointerError) as caught:
        resolve(RFC, pointer)
    assert says in str(caught.value)


def test_a_digit_names_a_member_of_an_object_and_an_item_of_a_list() -> None:
    assert resolve({"0": "member"}, "/0") == (("0",), "member")
    assert resolve(["item"], "/0") == ((0,), "item")


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ((), "the document"),
        (("issuer",), "issuer"),
        (
            ("credentialSubject", "achievement", "alignment", 0, "targetUrl"),
            "credentialSubject.achievement.alignment[0].targetUrl",
        ),
        ((0, "name"), "[0].name"),
        (("a", 1, 2), "a[1][2]"),
    ],
)
def test_places_are_shown_as_people_name_them(path: Path, shown: str) -> None:
    assert display(path) == shown
