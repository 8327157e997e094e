"""Shared fixtures. Material outside the project is optional on a desk and demanded in CI."""

from __future__ import annotations

import ipaddress
import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest

ROOT = Path(__file__).resolve().parent.parent
REQUIRE_ALL = os.environ.get("TRUSTLINT_REQUIRE_ALL") == "1"


def absent(reason: str) -> NoReturn:
    """Skip with a reason; fail instead where everything is demanded (TRUSTLINT_REQUIRE_ALL=1)."""
    if REQUIRE_ALL:
        pytest.fail(f"demanded here, but absent: {reason}")
    pytest.skip(reason)


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's root folder."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """Folder with the official schemas and the corpus of real credentials; not part of the project."""
    folder = Path(os.environ.get("TRUSTLINT_SHARED", ROOT.parent / "shared"))
    if not (folder / "corpus" / "INDEX.tsv").is_file():
        absent("the corpus and the official schemas are not beside the project (TRUSTLINT_SHARED)")
    return folder


@pytest.fixture(scope="session", autouse=True)
def no_network() -> Iterator[None]:
    """Refuse connections to other machines for the whole suite; what must reach one runs in a process of its own."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex"):
            patch.setattr(socket.socket, name, _local_only(getattr(socket.socket, name)))
        yield


def _local_only(connect: Any) -> Any:
    def guarded(client: socket.socket, address: Any) -> Any:
        if client.family in (socket.AF_INET, socket.AF_INET6) and not _is_loopback(address[0]):
            raise AssertionError(f"a test wants the network: {address!r}")
        return connect(client, address)

    return guarded


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
