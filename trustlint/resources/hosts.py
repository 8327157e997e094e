"""Which hosts may be asked: public ones only, judged by every address that their name has."""

from __future__ import annotations

import socket
from collections.abc import Callable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from queue import Empty, SimpleQueue
from threading import Thread
from typing import NamedTuple

from trustlint.resources.address import HTTPS_PORT, RefusedAddress, WebAddress

IPAddress = IPv4Address | IPv6Address
Resolve = Callable[[str], list[str]]
"""All IP addresses of a host name. Raises OSError when there are none."""

_MOST_ADDRESSES = 64

_NOT_PUBLIC_4 = tuple(
    IPv4Network(network)
    for network in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "168.63.129.16/32",  # what a cloud provider tells its machines, at an address of the public range
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
    )
)
_PUBLIC_6 = IPv6Network("2000::/3")
_NOT_PUBLIC_6 = tuple(
    IPv6Network(network) for network in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")
)
"""Parts of the public range that are none, or that lead on to an IPv4 address of the sender's choice (Teredo, 6to4). What
is translated (``::ffff:0:0/96``, ``64:ff9b::/96``) lies outside of it."""


class OnlyLoopback(NamedTuple):
    """For tests: only this machine is asked, on any port, and only the certificate authority in ca_file is trusted."""

    ca_file: str


class Unreachable(Exception):  # noqa: N818 - no fault of ours
    """Why a host could not be asked now: the end of a sentence that begins with the address, with the next step."""


def is_public(address: IPAddress) -> bool:
    """Whether an IP address is one of a machine on the internet, by the registries of special addresses (RFC 6890)."""
    if isinstance(address, IPv4Address):
        return not any(address in network for network in _NOT_PUBLIC_4)
    return (
        address in _PUBLIC_6
        and address.scope_id is None
        and not any(address in network for network in _NOT_PUBLIC_6)
    )


def addresses_of(
    web: WebAddress, resolve: Resolve, seconds: float, for_tests: OnlyLoopback | None = None
) -> list[IPAddress]:
    """The IP addresses to connect to, all of which may be asked.

    Raises RefusedAddress when one of them may not, or the port is another one than that of https; Unreachable when there
    are none, or the name server does not answer in time.
    """
    if for_tests is None:
        if web.port != HTTPS_PORT:
            raise RefusedAddress(
                f"is on port {web.port}, and only port {HTTPS_PORT} is asked; leave the port out"
            )
        if "." not in web.host and ":" not in web.host:
            raise RefusedAddress(
                "has a host without a dot, which only a private network knows; use a public address"
            )
    found = [ip_address(text) for text in _resolved(web.host, resolve, seconds)]
    for address in found:
        if not (is_public(address) if for_tests is None else address.is_loopback):
            raise RefusedAddress(
                f"leads to {address}, which is not on the public internet, so it is not fetched; use a public address"
            )
    return found


def _resolved(host: str, resolve: Resolve, seconds: float) -> list[str]:
    if ":" in host or host.rpartition(".")[2].isdigit():
        return [host]
    results: SimpleQueue[list[str] | Exception] = SimpleQueue()

    def ask() -> None:
        try:
            results.put(resolve(host))
        except (OSError, ValueError) as error:
            results.put(error)

    # The system's own resolver knows no time limit.
    Thread(target=ask, daemon=True).start()
    try:
        found = results.get(timeout=max(seconds, 0.001))
    except Empty:
        raise Unreachable(
            f"cannot be fetched: nobody said in time where {host} is; try again later"
        ) from None
    if isinstance(found, Exception) or not found:
        raise Unreachable(f"cannot be fetched: there is no host {host}; check the address and the network")
    return found[:_MOST_ADDRESSES]


def system_resolve(host: str) -> list[str]:
    """All IP addresses of a name, as this machine knows them."""
    found = socket.getaddrinfo(host, HTTPS_PORT, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))
