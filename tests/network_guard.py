"""What refuses the network to the process of the tests."""

from __future__ import annotations

import ipaddress
import socket
import sys
from typing import Any

_NETWORK = frozenset(("socket.connect", "socket.sendto", "socket.getaddrinfo"))

used: list[str] = []
"""What was refused in the running test."""
_sockets_are_wanted = False


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    if event not in _NETWORK:
        return
    if event == "socket.getaddrinfo":
        host = arguments[0]
    elif arguments[0].family in (socket.AF_INET, socket.AF_INET6):
        host = arguments[1][0]
    else:
        return
    if not (_sockets_are_wanted and _is_loopback(host)):
        used.append(f"{event} {host!r}")
        raise AssertionError(f"a test wants the network: {event} {host!r}")


def _is_loopback(host: Any) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return bool(host == "localhost")


def begin(sockets: bool) -> None:
    """Refuse every connection and every look-up of a name; with ``sockets``, allow those of this machine."""
    global _sockets_are_wanted
    _sockets_are_wanted = sockets
    used.clear()


sys.addaudithook(_watch)
