"""A certificate authority, a server of badges.example.org on this machine, and what fetches from it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.resources.https_server import Authority, Server, serving
from trustlint.resources.fetch import Fetch
from trustlint.resources.hosts import OnlyLoopback

HOST = "badges.example.org"


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="session")
def certificate(authority: Authority) -> Path:
    return authority.issue(HOST, "other.example.org", "localhost", "127.0.0.1", "::1")


@pytest.fixture
def server(certificate: Path) -> Iterator[Server]:
    with serving(certificate) as running:
        yield running


@pytest.fixture
def here(server: Server) -> str:
    """What addresses on the server begin with."""
    return f"https://{HOST}:{server.port}"


@pytest.fixture
def fetch(authority: Authority) -> Fetch:
    """Every name leads to this machine."""
    return Fetch(resolve=lambda name: ["127.0.0.1"], for_tests=OnlyLoopback(str(authority.file)), seconds=5)
