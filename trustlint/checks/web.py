"""Checks on addresses and other standard text formats."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from trustlint.checks.context import RuleContext
from trustlint.checks.registry import Test, check_function, options_schema
from trustlint.checks.result import PASSED, Result, failed
from trustlint.checks.wording import listed, show
from trustlint.credential.view import Node
from trustlint.formats import FORMATS, is_uri

_NAMES = {"type": "array", "items": {"type": "string"}, "minItems": 1}


_PLAIN = re.compile(r"https?://([A-Za-z0-9.-]+)(?:[/?#][!-~]*)?")
"""Most addresses, of which the host is found without taking them apart."""


@lru_cache(maxsize=1024)
def _host(address: str) -> str | None:
    plain = _PLAIN.fullmatch(address)
    if plain is not None:
        return plain[1].lower()
    try:
        return urlsplit(address.strip()).hostname
    except ValueError:
        return None


def host_of(address: Any) -> str | None:
    """The host of a web address in lower case, None when there is none."""
    return _host(address) if isinstance(address, str) else None


def under(host: str, domain: str) -> bool:
    """Whether a host is a domain or below it."""
    return host == domain or host.endswith("." + domain)


@check_function(
    "uri",
    options_schema(
        {
            "schemes": _NAMES,
            "not_hosts": _NAMES,
            "hosts_parameter": {"type": "string"},
            "not_host_of": {"type": "string"},
        }
    ),
)
def uri(options: dict[str, Any]) -> Test:
    """An absolute web address or other URI; with certain schemes, on or off certain hosts."""
    schemes, refused = options.get("schemes"), options.get("not_hosts", [])
    own, hosts = options.get("not_host_of"), options.get("hosts_parameter")
    below_refused = tuple(f".{domain}" for domain in refused)

    def test(node: Node, context: RuleContext) -> Result:
        value = node.value
        if not isinstance(value, str) or not is_uri(value):
            return failed(lambda: f"is {show(value)}, and {_wanted(schemes)} is expected")
        if schemes and value.partition(":")[0].lower() not in schemes:
            return failed(lambda: f"is {show(value)}, and {_wanted(schemes)} is expected")
        host = host_of(value)
        if host is None:
            return (
                PASSED
                if not schemes
                or set(schemes).isdisjoint({"http", "https"})
                or not value.lower().startswith("http")
                else failed(lambda: f"is {show(value)}, which names no host")
            )
        if host in refused or host.endswith(below_refused):
            domain = next(domain for domain in refused if under(host, domain))
            return failed(f"is {show(value)}, which is on {domain}")
        if hosts and not any(under(host, domain) for domain in context.parameters[hosts]):
            return failed(lambda: f"is {show(value)}, which is on none of the known hosts")
        if own and any(host == host_of(address) for address in context.values(own)):
            return failed(
                lambda: f"is {show(value)}, which is on the host of {context.view.table.place(own).title}"
            )
        return PASSED

    return test


def _wanted(schemes: list[str] | None) -> str:
    if not schemes:
        return "an address with a scheme such as https:"
    return f"an address that starts with {listed([scheme + ':' for scheme in schemes])}"


_FORMAT_WORDS = {
    "email": "an e-mail address",
    "bcp47": "a language tag such as en or es-419",
    "language-code": "a language code such as en or pt-BR",
    "phone": "a telephone number such as +14155550123",
    "duration": "a duration such as PT25H",
    "identity-hash": "a hash such as sha256$ and 64 hexadecimal digits",
    "isbn": "an ISBN of 10 or 13 digits",
    "issn": "an ISSN of eight digits",
    "compact-jws": "a signed token of three parts",
    "uri": "an address with a scheme such as https:",
    "iri": "an address with a scheme such as https:",
    "url": "a web address that starts with https:",
}


@check_function("format", options_schema({"is": {"enum": sorted(FORMATS)}}, ["is"]))
def format_check(options: dict[str, Any]) -> Test:
    """Text in a standard format: an e-mail address, a language tag, a telephone number, a hash, …"""
    fits = FORMATS[options["is"]]
    wanted = _FORMAT_WORDS.get(options["is"], f"a {options['is']}")

    def test(node: Node, context: RuleContext) -> Result:
        if isinstance(node.value, str) and fits(node.value):
            return PASSED
        return failed(lambda: f"is {show(node.value)}, and {wanted} is expected")

    return test
