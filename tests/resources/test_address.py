"""Which addresses are looked up, and as what."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustlint.resources.address import RefusedAddress, parse_address


@pytest.mark.parametrize(
    ("address", "asked"),
    [
        ("https://example.org", "https://example.org/"),
        ("HTTPS://Example.ORG./a?b=c#d", "https://example.org/a?b=c"),
        ("https://example.org:443/a", "https://example.org/a"),
        ("https://example.org:8443/a", "https://example.org:8443/a"),
        ("https://bücher.example/ü x".replace(" ", ""), "https://xn--bcher-kva.example/%C3%BCx"),
        ("https://example.org/%41%2F", "https://example.org/%41%2F"),
        ("https://192.0.2.1/a", "https://192.0.2.1/a"),
        ("https://[2001:DB8::1]:8443/", "https://[2001:db8::1]:8443/"),
        ("https://[::ffff:127.0.0.1]/", "https://[::ffff:7f00:1]/"),
        ("did:web:example.org", "https://example.org/.well-known/did.json"),
        ("did:web:example.org#key-1", "https://example.org/.well-known/did.json"),
        ("did:web:example.org:issuers:7", "https://example.org/issuers/7/did.json"),
        ("did:web:example.org%3A8443:issuer?x#y", "https://example.org:8443/issuer/did.json"),
        ("did:web:example.org%3a8443", "https://example.org:8443/.well-known/did.json"),
    ],
)
def test_address_is_asked_for_as(address: str, asked: str) -> None:
    assert str(parse_address(address)) == asked.replace("[::ffff:7f00:1]", str_of_mapped())


def str_of_mapped() -> str:
    """Python 3.13 writes IPv4 addresses in IPv6 ones with dots."""
    from ipaddress import IPv6Address

    return f"[{IPv6Address('::ffff:127.0.0.1')}]"


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("http://example.org/", "only https is fetched"),
        ("ftp://example.org/", "no web address with https:"),
        ("urn:uuid:1", "no web address with https:"),
        ("", "no web address with https:"),
        ("example.org/a", "no web address with https:"),
        ("//example.org/a", "no web address with https:"),
        ("file:///etc/passwd", "no web address with https:"),
        ("https:example.org", "names no host"),
        ("https:///a", "names no host"),
        ("https://:443/a", "no name on the internet"),
        ("https://user@example.org/", "user name or password"),
        ("https://user:secret@example.org/", "user name or password"),
        ("https://example.org@10.0.0.1/", "user name or password"),
        ("https://@example.org/", "user name or password"),
        ("https://example.org:0/", "host and port"),
        ("https://example.org:99999/", "host and port"),
        ("https://example.org:x/", "host and port"),
        ("https://exa mple.org/", "a space"),
        ("https://example.org/a\r\nHost: other", "a space"),
        ("https://example.org\\@other.example/", "a backslash"),
        ("https://example.org/\u2003", "a space"),
        ("https://127.1/", "a number as its host"),
        ("https://0x7f000001/", "a number as its host"),
        ("https://0x7f.1/", "a number as its host"),
        ("https://2130706433/", "a number as its host"),
        ("https://0177.0.0.1/", "a number as its host"),
        ("https://example.0x/", "a number as its host"),
        ("https://１２７.1/", "a number as its host"),
        ("https://%31%32%37.example/", "no name on the internet"),
        ("https://exa%2emple.org/", "no name on the internet"),
        ("https://[::1/", "host and port"),
        ("https://[fe80::1%25eth0]/", "IPv6 address as its host that is none"),
        ("https://[1.2.3.4]/", "correct its host"),
        ("https://[::1::1]/", "correct"),
        ("https://-example.org/", "no name on the internet"),
        ("https://example..org/", "no name on the internet"),
        ("https://" + "a" * 64 + ".org/", "no name on the internet"),
        ("https://straße.example/", "written in two ways"),
        ("https://example.org/\ud800", "half a character"),
        ("https://example.org/" + "a" * 2100, "longer than 2048"),
        ("did:example:123", "of the DID method did:example"),
        ("did:key:z6Mk", "of the DID method did:key"),
        ("did:web:", "no name on the internet"),
        ("did:web", "of the DID method did:web"),
        ("did:web:example.org:..:secret", "a part between colons"),
        ("did:web:example.org:%2e%2e:secret", "a part between colons"),
        ("did:web:example.org:a%2Fb", "a part between colons"),
        ("did:web:example.org:a%5Cb", "a part between colons"),
        ("did:web:example.org::a", "a part between colons"),
        ("did:web:example.org%3Aport", "a port that is no number"),
        ("did:web:example.org%3A99999", "a port that is none"),
        ("did:web:example.org%2Fa", "no name on the internet"),
        ("did:web:user%40example.org", "no name on the internet"),
    ],
)
def test_address_is_refused_because(address: str, reason: str) -> None:
    with pytest.raises(RefusedAddress, match=reason):
        parse_address(address)


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("https://example.org/.well-known/jwks.json", ("example.org", ".well-known", "jwks.json")),
        ("https://example.org:8443/a", ("example.org%3A8443", "a")),
        ("https://example.org/a%20b/%C3%BC", ("example.org", "a b", "ü")),
        ("https://example.org/u\u0308", ("example.org", "ü")),
        ("did:web:example.org:x", ("example.org", "x", "did.json")),
        ("https://example.org/", None),
        ("https://example.org/a/", None),
        ("https://example.org/a//b", None),
        ("https://example.org/a?b", None),
        ("https://example.org/../a", None),
        ("https://example.org/%2e%2e/a", None),
        ("https://example.org/..%2fa", None),
        ("https://example.org/a%00", None),
        ("https://example.org/c%3A/a", None),
        ("https://[2001:db8::1]/a", None),
    ],
)
def test_place_of_a_file_for_an_address(address: str, place: tuple[str, ...] | None) -> None:
    assert parse_address(address).place == place


_ODD = st.sampled_from(
    ["https://", "did:web:", "@", "%", ".", "..", ":", "[", "]", "\\", "#", "?", "/", "%2e", "xn--", "ü", "1"]
)


@given(st.lists(st.one_of(_ODD, st.text(max_size=5)), max_size=12).map("".join))
def test_any_text_is_asked_for_in_one_way_or_refused(text: str) -> None:
    try:
        address = parse_address(text)
    except RefusedAddress:
        return
    assert parse_address(str(address)) == address
    assert str(address).isascii()
    assert "@" not in address.authority
    assert address.target.startswith("/")
    assert not any(character.isspace() for character in str(address))


@given(st.text(max_size=30))
def test_a_place_never_leads_out_of_its_folder(path: str) -> None:
    try:
        place = parse_address(f"https://example.org/{path}").place
    except RefusedAddress:
        return
    for part in place or ():
        assert part not in ("", ".", "..")
        assert not set(part) & set("/\\\0")
    assert place is None or unquote(place[0]) == "example.org"
