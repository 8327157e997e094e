"""Addresses that are looked up: https, and ``did:web``, which is an https address in other words."""

from __future__ import annotations

import re
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from typing import NamedTuple
from unicodedata import normalize
from urllib.parse import quote, unquote, urlsplit

LONGEST = 2048
HTTPS_PORT = 443

_UNWANTED = re.compile(r"[\x00-\x20\x7f\\\s]")
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
_DID_SEGMENT = re.compile(r"(?:[A-Za-z0-9._~-]|%[0-9A-Fa-f]{2})+")
_SENT_AS_IT_IS = "!$%&'()*+,/:;=?@~[]"
_DIFFERS_IN_IDNA = "\u00df\u03c2\u200c\u200d"
"""ß, final ς and the joiners: the standard of 2003 and that of 2008 make different names of these (RFC 5894 section 7.2)."""


class RefusedAddress(Exception):  # noqa: N818 - no fault: it is the answer
    """Why an address is not looked up: the end of a sentence that begins with it, with the next step."""


class WebAddress(NamedTuple):
    """An https address, as it is asked for. host: a name in lower case and ASCII, or an IP address without brackets;
    target: path and query, percent-encoded."""

    host: str
    port: int
    target: str

    @property
    def authority(self) -> str:
        """Host, and port where it is not the usual one, as in the header Host."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == HTTPS_PORT else f"{host}:{self.port}"

    def __str__(self) -> str:
        return f"https://{self.authority}{self.target}"

    @property
    def place(self) -> tuple[str, ...] | None:
        """Where a file stands for it: a folder for the host (``example.org``, ``example.org%3A8443``), then the parts
        of the path, decoded. None where no file can: with a query, an IPv6 address, or parts that are no file names."""
        path, question, _ = self.target.partition("?")
        parts = [normalize("NFC", unquote(part, errors="surrogateescape")) for part in path[1:].split("/")]
        if question or ":" in self.host or not all(is_file_name(part) for part in parts):
            return None
        return (self.authority.replace(":", "%3A"), *parts)


def is_file_name(part: str) -> bool:
    """Whether a part of a path names a file in its folder, and nothing elsewhere."""
    return part not in ("", ".", "..") and not any(character in part for character in "/\\\0:")


def parse_address(text: str) -> WebAddress:
    """The https address that an https or ``did:web`` address means; a fragment is left out (PRF-18, did:web section 3.2).

    Raises RefusedAddress for anything that is never asked for. Which hosts may be asked is decided elsewhere.
    """
    if len(text) > LONGEST:
        raise RefusedAddress(f"is longer than {LONGEST} characters; use a shorter address")
    if _UNWANTED.search(text):
        raise RefusedAddress("has a space, a backslash or a control character in it; correct the address")
    scheme = text.partition(":")[0].lower()
    if scheme == "did":
        return _did_web(text)
    if scheme == "http":
        raise RefusedAddress("is not encrypted, and only https is fetched; use an address with https:")
    if scheme != "https":
        raise RefusedAddress("is no web address with https:, so it cannot be fetched; give it as a file")
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        raise RefusedAddress("is no valid web address; correct its host and port") from None
    if not text[6:].startswith("//") or not parts.netloc:
        raise RefusedAddress("names no host; write it as https://HOST/PATH")
    if "@" in parts.netloc:
        raise RefusedAddress(
            "has a user name or password in it, which are never sent; remove what is before the @"
        )
    host = _host(parts.netloc.rpartition(":")[0] if _has_port(parts.netloc) else parts.netloc)
    if port == 0:
        raise RefusedAddress("is no valid web address; correct its host and port")
    try:
        path = quote(parts.path or "/", safe=_SENT_AS_IT_IS)
        query = f"?{quote(parts.query, safe=_SENT_AS_IT_IS)}" if parts.query else ""
    except UnicodeEncodeError:
        raise RefusedAddress("has half a character in it; correct the address") from None
    return WebAddress(host, HTTPS_PORT if port is None else port, path + query)


def _has_port(netloc: str) -> bool:
    return ":" in netloc.rpartition("]")[2]


def _did_web(text: str) -> WebAddress:
    did = re.split(r"[#?;/]", text, maxsplit=1)[0]
    name, *segments = did.split(":")[2:] or [""]
    if not did.startswith("did:web:"):
        method = ":".join(did.split(":")[:2])
        raise RefusedAddress(
            f"is of the DID method {method}, which trustlint does not look up; give its DID document with --keys"
        )
    bare, separator, port = re.sub("%3a", "%3A", name).partition("%3A")
    if separator and not re.fullmatch(r"[0-9]{1,5}", port):
        raise RefusedAddress("has a port that is no number; write it as did:web:HOST%3A8443")
    for segment in segments:
        if not _DID_SEGMENT.fullmatch(segment) or not is_file_name(unquote(segment)):
            raise RefusedAddress("has a part between colons that is no name; write it as did:web:HOST:PATH")
    host = _host(bare)
    number = int(port) if separator else HTTPS_PORT
    if not 0 < number < 65536:
        raise RefusedAddress("has a port that is none; correct the number behind %3A")
    path = "/".join(segments) if segments else ".well-known"
    return WebAddress(host, number, f"/{path}/did.json")


def _host(written: str) -> str:
    """A host as it is asked for. What resolvers read in ways of their own (``127.1``, ``0x7f000001``, percent signs) is
    refused, so that what was checked is what is asked."""
    if written.startswith("["):
        try:
            address = IPv6Address(written[1:-1])
        except AddressValueError:
            address = None
        if address is None or address.scope_id is not None:
            raise RefusedAddress("has an IPv6 address as its host that is none; correct the address")
        return str(address)
    host = written
    if not written.isascii():
        if any(character in written for character in _DIFFERS_IN_IDNA):
            raise RefusedAddress("has a host that is written in two ways in ASCII; give the one with xn--")
        try:
            host = written.encode("idna").decode()
        except UnicodeError:
            raise RefusedAddress("has a host that is no name on the internet; correct the address") from None
    host = host.lower().removesuffix(".")
    labels = host.split(".")
    if _NUMBER.fullmatch(labels[-1]):
        try:
            return str(IPv4Address(host))
        except AddressValueError:
            raise RefusedAddress("has a number as its host; write the name of the host") from None
    if len(host) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        raise RefusedAddress("has a host that is no name on the internet; correct the address")
    return host
