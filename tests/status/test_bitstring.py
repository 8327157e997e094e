"""Bitstrings out of encoded lists: every entry of lists that are right, and words for those that are not."""

from __future__ import annotations

import gzip
import time
import tracemalloc
import zlib
from base64 import urlsafe_b64encode
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.status.given import bits_with, encoded
from trustlint.status.bitstring import MOST_BYTES, BitstringError, decode_bitstring, entry_at


@given(st.binary(min_size=1, max_size=200), st.sampled_from([1, 2, 3, 4, 7, 8, 11, 32]))
def test_every_entry_is_read_as_it_was_written(bits: bytes, size: int) -> None:
    read = decode_bitstring(encoded(bits))
    digits = "".join(f"{byte:08b}" for byte in bits)
    entries = len(digits) // size
    assert [entry_at(read, index, size) for index in range(entries)] == [
        int(digits[index * size : (index + 1) * size], 2) for index in range(entries)
    ]
    assert entry_at(read, entries, size) is None
    assert entry_at(read, -1, size) is None


def test_the_first_entry_is_the_highest_bit_of_the_first_byte() -> None:
    assert [entry_at(b"\x80\x01", index) for index in range(16)] == [1, *[0] * 14, 1]
    assert bits_with([0, 15], entries=16) == b"\x80\x01"


def test_lists_of_2021_have_no_prefix_and_may_be_padded() -> None:
    text = urlsafe_b64encode(gzip.compress(b"abcd", mtime=0)).decode()
    assert decode_bitstring(text, multibase=False) == b"abcd"
    assert decode_bitstring(text.replace("-", "+").replace("_", "/"), multibase=False) == b"abcd"
    assert decode_bitstring(encoded(b"abcd"), multibase=False) == b"abcd"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (None, "is no text"),
        (12, "is no text"),
        ("", "does not start with u"),
        ("H4sIAAAA", "starts with H, and not with u"),
        ("u", "is not compressed with GZIP"),
        ("uAAAA", "is not compressed with GZIP"),
        ("uH4sI AAA", "has the character U+0020"),
        ("uH4sI=", "has the character ="),
        ("uH4sIA", "cut off or too long by a character"),
        ("uH4sIAAAAAAAA_w", "is cut off"),
        ("uH4sI________", "is damaged"),
        (encoded(b"a" * 100)[:-8], "is cut off"),
        (
            "u" + urlsafe_b64encode(gzip.compress(b"a", mtime=0) + b"tail").decode().rstrip("="),
            "behind the compressed list",
        ),
        ("u" + urlsafe_b64encode(zlib.compress(b"a")).decode().rstrip("="), "is not compressed with GZIP"),
    ],
)
def test_what_is_no_list_is_said_in_words(text: object, says: str) -> None:
    with pytest.raises(BitstringError) as caught:
        decode_bitstring(text)
    assert says in str(caught.value)


@settings(max_examples=300)
@given(
    st.one_of(
        st.text(),
        st.text("uH4sIA-_=", max_size=40),
        st.binary().map(lambda tail: encoded(b"x" * 99)[:20] + tail.hex()),
    )
)
def test_any_text_gives_bytes_or_a_reason(text: str) -> None:
    for multibase in (True, False):
        with suppress(BitstringError):
            assert isinstance(decode_bitstring(text, multibase=multibase), bytes)


@pytest.mark.parametrize("size", [MOST_BYTES + 1, 1024**3])
def test_a_bomb_ends_within_a_second_and_100_mb(size: int) -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    piece = bytes(1024 * 1024)
    packed = b"".join(
        packer.compress(piece[: min(len(piece), size - start)]) for start in range(0, size, len(piece))
    )
    text = "u" + urlsafe_b64encode(packed + packer.flush()).decode().rstrip("=")
    tracemalloc.start()
    start = time.perf_counter()
    with pytest.raises(BitstringError, match="more than the 16 MB"):
        decode_bitstring(text)
    took, (_, peak) = time.perf_counter() - start, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert took < 1
    assert peak < 100 * 1024 * 1024


def test_the_largest_list_that_is_read_is_read() -> None:
    bits = bytes(MOST_BYTES - 1) + b"\x01"
    assert entry_at(decode_bitstring(encoded(bits)), MOST_BYTES * 8 - 1) == 1
