"""Makes the pictures that docs/html-report.md shows.

python -m tests.browser.screenshots            writes them to docs/images
python -m tests.browser.screenshots FOLDER     writes them elsewhere
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import trustlint
from tests.browser.chromium import launch, program
from tests.conftest import ROOT

FOLDER = ROOT / "docs" / "images"
_NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
_ONE = ("docs/examples/peer-feedback.json",)
_MANY = (
    "fixtures/sel", "fixtures/rubric", "fixtures/mixed", "docs/examples",
    *(f"fixtures/broken/tc-{name}.json" for name in (
        "01-no-type", "02-no-alignment", "03-no-result-description", "04-empty-criteria", "05-no-awarded-date", "06-no-evidence",
        "07-no-result", "11-no-accreditations", "13-no-assessment", "14-no-credits", "15-no-endorsement",
    )),
    "fixtures/broken/thin-criteria.json", "fixtures/broken/image-as-text.json", "fixtures/broken/truncated.json",
)  # fmt: skip
_DESK = {"width": 1280, "height": 900}
_PHONE = {"width": 390, "height": 844}


class Picture(NamedTuple):
    """at: where the page is scrolled to, None for its top."""

    name: str
    page: str
    viewport: dict[str, int]
    scheme: str
    at: str | None = None


PICTURES = (
    Picture("one-desktop-light", "one", _DESK, "light"),
    Picture("one-desktop-dark", "one", _DESK, "dark", "#b1-fix"),
    Picture("one-phone-light", "one", _PHONE, "light"),
    Picture("one-phone-dark", "one", _PHONE, "dark", "#b1-fix"),
    Picture("many-desktop-light", "many", _DESK, "light"),
    Picture("many-desktop-dark", "many", _DESK, "dark", "#heat"),
    Picture("many-phone-light", "many", _PHONE, "light", "#criteria"),
    Picture("many-phone-dark", "many", _PHONE, "dark", "#badges"),
)


def take(folder: Path) -> None:
    """Write all pictures to ``folder``. Raises RuntimeError without a browser."""
    from playwright.sync_api import sync_playwright

    path = program()
    if path is None:
        raise RuntimeError("there is no Chromium; install one, or name it in TRUSTLINT_CHROMIUM")
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as pages, sync_playwright() as playwright:
        for name, files in (("one", _ONE), ("many", _MANY)):
            whole = trustlint.check([ROOT / file for file in files], now=_NOW)
            text = trustlint.render(whole, "html").replace(f"{ROOT}/", "")
            Path(pages, f"{name}.html").write_text(text, encoding="utf-8", newline="\n")
        browser = launch(playwright, path)
        for picture in PICTURES:
            _take(browser, Path(pages, f"{picture.page}.html"), picture, folder)
        browser.close()


def _take(browser: Any, page_file: Path, picture: Picture, folder: Path) -> None:
    context = browser.new_context(
        viewport=picture.viewport, color_scheme=picture.scheme, reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(page_file.as_uri())
    if picture.at:
        page.evaluate("at => document.querySelector(at).scrollIntoView()", picture.at)
    page.screenshot(path=folder / f"{picture.name}.png")
    context.close()


if __name__ == "__main__":
    take(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
