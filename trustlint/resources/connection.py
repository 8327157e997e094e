"""One request over TLS: to an IP address that was checked before, in the name of its host, within a time for everything."""

from __future__ import annotations

import io
import socket
import ssl
from collections.abc import Sequence
from functools import cache
from http.client import HTTPConnection, HTTPException, HTTPResponse
from time import monotonic
from typing import Any, NamedTuple

from trustlint.resources.address import WebAddress
from trustlint.resources.hosts import IPAddress, OnlyLoopback, Unreachable
from trustlint.version import __version__

_MOST_ADDRESSES = 4
_SECONDS_TO_CONNECT = 5.0
_PART = 1 << 16
_BROKE_OFF = "broke off before it was complete; try again later"


class Deadline:
    """The moment at which everything ends."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._end = monotonic() + seconds

    def left(self) -> float:
        """Seconds that are left. Raises TimeoutError when none are."""
        left = self._end - monotonic()
        if left <= 0:
            raise TimeoutError
        return left

    def is_within(self, seconds: float) -> bool:
        """Whether it comes in so few seconds."""
        return self._end - monotonic() <= seconds


class TooLarge(Exception):  # noqa: N818 - the caller says of what
    pass


class Response(NamedTuple):
    """headers: names in lower case, the first value of each; content: as it was sent, empty unless the status is 200."""

    status: int
    headers: dict[str, str]
    content: bytes


@cache
def tls_context(for_tests: OnlyLoopback | None = None) -> ssl.SSLContext:
    """Certificates are checked, with those that the system trusts (or SSL_CERT_FILE names), from TLS 1.2 on."""
    return ssl.create_default_context(cafile=for_tests.ca_file if for_tests else None)


def ask(
    web: WebAddress,
    addresses: Sequence[IPAddress],
    headers: dict[str, str],
    max_bytes: int,
    context: ssl.SSLContext,
    deadline: Deadline,
) -> Response:
    """Ask once. Nothing is sent but the headers and who asks: no cookies, no credentials.

    Raises TooLarge for more than ``max_bytes``, TimeoutError when the time is over, ssl.SSLCertVerificationError for a
    certificate that does not hold, and Unreachable for everything else that goes wrong.
    """
    stream = _connected(web, addresses, context, deadline)
    try:
        connection = HTTPConnection(web.host, web.port)
        connection.auto_open = 0
        connection.sock = _Timed(stream, deadline)
        everything = {
            "Host": web.authority,
            "User-Agent": f"trustlint/{__version__}",
            "Accept-Encoding": "gzip",
            "Connection": "close",
            **headers,
        }
        connection.request("GET", web.target, headers=everything)
        response = connection.getresponse()
        found = {name.lower(): value for name, value in reversed(response.getheaders())}
        content = _content(response, max_bytes) if response.status == 200 else b""
        return Response(response.status, found, content)
    except TimeoutError:
        raise
    except (OSError, HTTPException, ValueError):
        raise Unreachable(_BROKE_OFF) from None
    finally:
        stream.close()


def _connected(
    web: WebAddress, addresses: Sequence[IPAddress], context: ssl.SSLContext, deadline: Deadline
) -> ssl.SSLSocket:
    refused = Unreachable(f"cannot be fetched: {web.host} does not accept connections; try again later")
    for address in addresses[:_MOST_ADDRESSES]:
        plain = socket.socket(socket.AF_INET6 if address.version == 6 else socket.AF_INET, socket.SOCK_STREAM)
        try:
            plain.settimeout(min(deadline.left(), _SECONDS_TO_CONNECT))
            plain.connect((str(address), web.port))
            plain.settimeout(deadline.left())
        except OSError:
            plain.close()
            deadline.left()
            continue
        try:
            return context.wrap_socket(plain, server_hostname=web.host, suppress_ragged_eofs=False)
        except (TimeoutError, ssl.SSLCertVerificationError):
            plain.close()
            raise
        except (OSError, ValueError):
            plain.close()
            refused = Unreachable(
                f"cannot be fetched: {web.host} does not speak TLS as it should; try again later"
            )
    raise refused


def _content(response: HTTPResponse, max_bytes: int) -> bytes:
    announced = response.length
    if announced is not None and announced > max_bytes:
        raise TooLarge
    parts: list[bytes] = []
    size = 0
    while part := response.read(_PART):
        size += len(part)
        if size > max_bytes:
            raise TooLarge
        parts.append(part)
    if announced is not None and size != announced:
        raise Unreachable(_BROKE_OFF)
    return b"".join(parts)


class _Timed:
    """What HTTPConnection wants of a socket. Each reading gets the time that is left for everything, so that a server
    that sends a byte now and then ends in time, too."""

    def __init__(self, stream: ssl.SSLSocket, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def sendall(self, content: Any) -> None:
        self._stream.settimeout(self._deadline.left())
        self._stream.sendall(content)

    def makefile(self, mode: str) -> io.BufferedReader:
        return io.BufferedReader(_TimedReader(self._stream, self._deadline), _PART)

    def close(self) -> None:
        """The one who opened it closes it."""


class _TimedReader(io.RawIOBase):
    def __init__(self, stream: ssl.SSLSocket, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._stream.settimeout(self._deadline.left())
        return self._stream.recv_into(buffer)
