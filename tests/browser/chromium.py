"""Which browser the tests and the screenshots use, and how it is started."""

from __future__ import annotations

import os
import shutil
from typing import Any

_NAMES = ("chromium", "chromium-browser", "google-chrome")


def program() -> str | None:
    """The browser's path: TRUSTLINT_CHROMIUM, or what is installed; None when there is none."""
    return os.environ.get("TRUSTLINT_CHROMIUM") or next(filter(None, map(shutil.which, _NAMES)), None)


def launch(playwright: Any, path: str) -> Any:
    """A running browser; root may only start it without its sandbox."""
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return playwright.chromium.launch(executable_path=path, args=["--no-sandbox"] if as_root else [])
