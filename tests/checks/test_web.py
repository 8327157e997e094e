"""Hosts of addresses are found fast, and are those that the standard library finds."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustlint.checks.web import host_of

_PIECES = st.sampled_from(
    [
        "http",
        "https",
        "HTTP",
        "://",
        ":",
        "/",
        "?",
        "#",
        "@",
        "[",
        "]",
        "::1",
        "example.org",
        "Example.ORG",
        "a",
        ".",
        "-",
        "_",
        "%41",
        "80",
        "ä",
        "\\",
        "//",
        " ",
        "\t",
        "\n",
    ]
)


@given(st.lists(_PIECES, max_size=10).map("".join) | st.text())
def test_the_host_is_that_of_the_standard_library(address: str) -> None:
    try:
        expected = urlsplit(address.strip()).hostname
    except ValueError:
        expected = None
    assert host_of(address) == expected


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://Example.org/a?b#c", "example.org"),
        ("https://example.org", "example.org"),
        ("http://user@example.org:8080/", "example.org"),
        ("https://[2001:db8::1]/", "2001:db8::1"),
        ("urn:uuid:5", None),
        ("https://", None),
        (7, None),
    ],
)
def test_hosts(address: object, host: str | None) -> None:
    assert host_of(address) == host
