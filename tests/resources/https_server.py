"""Real HTTPS servers on this machine, with certificates of an authority made for the test: sound ones, and bad ones."""

from __future__ import annotations

import contextlib
import datetime
import json
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

Send = Callable[[bytes], None]
Behaviour = Callable[["Request", Send], None]
"""Answers a request with whatever bytes it likes."""

_DAY = datetime.timedelta(days=1)


class Authority:
    """A certificate authority of its own, whose certificate is in ``file``."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "tests of trustlint")])
        constraints = x509.BasicConstraints(ca=True, path_length=0)
        made = self._certificate(self._name, self._key.public_key()).add_extension(constraints, critical=True)
        self.file = folder / "authority.pem"
        self.file.write_bytes(made.sign(self._key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))

    def issue(self, *names: str, days: tuple[int, int] = (-1, 1)) -> Path:
        """A file with a certificate for names or IP addresses, valid between two days from now, and its key."""
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, names[0])])
        alternatives = x509.SubjectAlternativeName([_general(name) for name in names])
        made = self._certificate(subject, key.public_key(), days).add_extension(alternatives, critical=False)
        file = self._folder / f"{'-'.join(names).replace(':', '_')}{days[0]}{days[1]}.pem"
        file.write_bytes(
            made.sign(self._key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
            + key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )
        return file

    def _certificate(self, subject: x509.Name, key: Any, days: tuple[int, int] = (-1, 1)) -> Any:
        now = datetime.datetime.now(datetime.UTC)
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self._name)
            .public_key(key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(now + days[0] * _DAY)
            .not_valid_after(now + days[1] * _DAY)
        )


def _general(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ip_address(name))
    except ValueError:
        return x509.DNSName(name)


@dataclass
class Request:
    """What came in. headers: names in lower case."""

    target: str
    headers: dict[str, str]
    sni: str | None


@dataclass
class Server:
    """What a server answers, by target, and what it was asked."""

    port: int
    answers: dict[str, Behaviour] = field(default_factory=dict)
    requests: list[Request] = field(default_factory=list)

    @property
    def targets(self) -> list[str]:
        return [request.target for request in self.requests]


@contextlib.contextmanager
def serving(certificate: Path, host: str = "127.0.0.1", plain: bool = False) -> Iterator[Server]:
    """A server on a free port of this machine; plain: one that knows nothing of TLS."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    names: dict[int, str | None] = {}
    context.sni_callback = lambda stream, name, _: names.__setitem__(id(stream), name)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.create_server((host, 0), family=family)
    server = Server(listener.getsockname()[1])
    stopped = threading.Event()

    def answer(client: socket.socket) -> None:
        with contextlib.suppress(OSError, ValueError), client:
            client.settimeout(10)
            if plain:
                client.recv(4096)
                client.sendall(response(400, b"this is no request"))
                return
            with context.wrap_socket(client, server_side=True) as stream:
                head = b""
                while b"\r\n\r\n" not in head and (part := stream.recv(4096)):
                    head += part
                first, *lines = head.decode("latin-1").split("\r\n")
                pairs = (line.partition(":") for line in lines if line)
                headers = {name.lower(): value.strip() for name, _, value in pairs}
                request = Request(first.split(" ")[1], headers, names.get(id(stream)))
                server.requests.append(request)

                def send(content: bytes) -> None:
                    if stopped.is_set():
                        raise OSError
                    stream.sendall(content)

                server.answers.get(request.target, status(404))(request, send)
                stream.unwrap()

    def accept() -> None:
        while not stopped.is_set():
            try:
                client, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=answer, args=(client,), daemon=True).start()

    thread = threading.Thread(target=accept, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        stopped.set()
        with contextlib.suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(5)


def response(code: int, content: bytes, **headers: str) -> bytes:
    """A whole response; ``content_type="text/plain"`` is the header ``content-type``, and None takes one away."""
    said = {
        "content-length": str(len(content)),
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    lines = [f"{name}: {value}\r\n" for name, value in said.items() if value]
    return f"HTTP/1.1 {code} X\r\n{''.join(lines)}\r\n".encode() + content


def sends(*parts: bytes) -> Behaviour:
    """The same bytes for every request."""
    return lambda request, send: [send(part) for part in parts] and None


def json_of(data: Any, **headers: str) -> Behaviour:
    return sends(response(200, json.dumps(data).encode(), **{"content_type": "application/json", **headers}))


def status(code: int, **headers: str) -> Behaviour:
    return sends(response(code, b"{}", **headers))


def redirect(to: str, code: int = 302) -> Behaviour:
    return status(code, location=to)
