"""The official contexts, for comparison."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.conftest import absent

DOCUMENTS = int(os.environ.get("TRUSTLINT_DOCUMENTS", "10000"))
"""How many documents are made up; a longer run: ``TRUSTLINT_DOCUMENTS=100000``."""


@pytest.fixture(scope="session")
def official(shared: Path) -> object:
    """The official context documents by URL."""
    try:
        from tests.contexts.oracle import Official
    except ImportError:
        absent("PyLD, of the extra test, is not installed")
    return Official(shared)
