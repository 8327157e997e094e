"""Pages of real reports, opened in a real browser: Debian's Chromium, driven by Playwright."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import trustlint
from tests.conftest import ROOT, absent
from tests.report.reports_by_hand import hostile, report
from trustlint.model.report import Report

from .chromium import launch, program

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
Open = Callable[..., "Opened"]


class Opened(NamedTuple):
    """page: of Playwright; said: what its console said and which errors its script raised; asked: addresses it asked for."""

    page: Any
    said: list[str]
    asked: list[str]


@pytest.fixture(scope="package")  # Playwright keeps an event loop running, which other tests should not meet
def browser() -> Iterator[Any]:
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        absent("playwright is not installed")
    path = program()
    if path is None:
        absent("there is no Chromium (TRUSTLINT_CHROMIUM, or the package chromium of Debian)")
    with sync_playwright() as playwright:
        running = launch(playwright, path)
        yield running
        running.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """The script of axe-core."""
    try:
        import axe_playwright_python
    except ImportError:
        absent("axe-playwright-python is not installed")
    return (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")


def _checked(*names: str) -> Report:
    paths: list[Any] = [str(ROOT / name) for name in names]
    return trustlint.check(paths, now=NOW)


@pytest.fixture(scope="session")
def reports() -> dict[str, Report]:
    """One badge with gaps, a clean one, many of all kinds, a hostile one, two of those, and a report of nothing."""
    gaps = _checked("docs/examples/peer-feedback.json")
    return {
        "one": gaps,
        "clean": _checked("fixtures/sel/ob3-definition.json"),
        "many": _checked("fixtures/sel", "fixtures/mixed/batch.json", "fixtures/broken/tc-02-no-alignment.json", "fixtures/broken/truncated.json"),
        "hostile": report(hostile()),
        "hostiles": report(hostile(), hostile()),
        "nothing": gaps._replace(documents=(), footer=report().footer),
    }  # fmt: skip


@pytest.fixture
def opened(browser: Any, reports: dict[str, Report], tmp_path: Path) -> Iterator[Open]:
    """Opens the page of a report; options: of the browser's context (viewport, color_scheme, java_script_enabled)."""
    contexts = []

    def open_(name: str, whole: Report | None = None, **options: Any) -> Opened:
        file = tmp_path / f"{name}.html"
        file.write_text(trustlint.render(whole or reports[name], "html"), encoding="utf-8", newline="\n")
        context = browser.new_context(**{"reduced_motion": "reduce", **options})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        found = Opened(page, [], [])
        page.on("console", lambda message: found.said.append(message.text))
        page.on("pageerror", lambda error: found.said.append(str(error)))
        page.on("dialog", lambda dialog: (found.said.append(dialog.message), dialog.dismiss()))
        page.on("request", lambda request: found.asked.append(request.url))
        page.goto(file.as_uri())
        return found

    yield open_
    for context in contexts:
        context.close()
