"""Shared fixtures. Material outside the project is optional on a desk and demanded in CI."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest

from tests import network_guard

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


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Before fixtures of any scope: who asked for sockets may open them."""
    network_guard.begin(sockets=item.get_closest_marker("sockets") is not None)


@pytest.fixture(autouse=True)
def no_network() -> Iterator[None]:
    """The guard of the whole suite: what nobody asked for opens no socket, and looks up no name, even where it would
    take a refusal for an answer. What must reach another machine runs in a process of its own."""
    yield
    assert network_guard.used == []
