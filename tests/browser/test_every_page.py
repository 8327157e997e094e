"""What holds for every page: accessible, quiet, alone, readable without scripts, on phones and on paper."""

from __future__ import annotations

import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from .conftest import Open

PAGES = ("one", "clean", "many", "hostile", "hostiles", "nothing")
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}


def unfold(page: Any) -> None:
    page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")


def violations(page: Any, axe: str) -> list[str]:
    page.evaluate(axe)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [f"{each['id']}: {each['help']}: {each['nodes'][0]['html'][:200]}" for each in found["violations"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_no_violation(opened: Open, axe: str, name: str, scheme: str) -> None:
    page = opened(name, color_scheme=scheme, viewport=DESK).page
    unfold(page)
    assert violations(page, axe) == []
    page.set_viewport_size(PHONE)
    assert violations(page, axe) == []


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_said_and_nothing_is_asked_for(opened: Open, name: str) -> None:
    found = opened(name)
    unfold(found.page)
    found.page.wait_for_load_state("networkidle")
    assert found.said == []
    assert found.asked == [found.page.url]


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
@pytest.mark.parametrize("name", PAGES)
def test_the_page_never_scrolls_sideways(opened: Open, name: str, width: int) -> None:
    page = opened(name, viewport={"width": width, "height": 800}).page
    unfold(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("name", PAGES)
def test_all_can_be_read_without_scripts(opened: Open, name: str) -> None:
    with_scripts, without = (opened(name, java_script_enabled=on).page for on in (True, False))
    shown = "e => [...e.querySelectorAll('h1, h2, h3, td, th, article p, pre')].map(x => x.textContent.trim()).filter(Boolean)"
    assert without.evaluate(shown, without.query_selector("body")) == with_scripts.evaluate(
        shown, with_scripts.query_selector("body")
    )
    assert without.locator("button:visible, input:visible, select:visible").count() == 0


@pytest.mark.parametrize("name", ["one", "many"])
def test_paper_shows_all_of_one_badge_in_black_on_white(opened: Open, name: str) -> None:
    page = opened(name, color_scheme="dark").page
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 690, "height": 1000})  # A4 between its margins
    assert page.evaluate("document.documentElement.scrollWidth") <= 690
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert (
        page.locator("button:visible:not(.sort), input:visible, .jump:visible, .contents:visible").count()
        == 0
    )
    scrolled = page.evaluate(
        "[...document.querySelectorAll('.scroll')].map(e => getComputedStyle(e).overflowY)"
    )
    assert set(scrolled) == {"visible"}
    folded = page.locator(".one details.aside li")
    assert all(folded.nth(number).is_visible() for number in range(folded.count()))
    assert BytesIO(page.pdf()).read(5) == b"%PDF-"


def test_keys_reach_everything(opened: Open) -> None:
    page = opened("many", viewport=DESK).page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the report"
    assert page.locator(".skip").bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    reached = set()
    for _ in range(200):
        page.keyboard.press("Tab")
        reached.add(
            page.evaluate(
                "(e => e.id || e.getAttribute('aria-label') || e.className || e.tagName)(document.activeElement)"
            )
        )
    assert {"find", "state", "refused", "open-all", "All badges", "Heat map", "sort", "SUMMARY"} <= reached
    outline = page.evaluate("getComputedStyle(document.querySelector('.skip')).outlineStyle")
    assert outline is not None


def test_the_pictures_of_the_documents_can_be_made_anew(browser: Any, root: Path, tmp_path: Path) -> None:
    script = [sys.executable, "-m", "tests.browser.screenshots", str(tmp_path)]
    subprocess.run(script, cwd=root, check=True)
    shown = sorted(file.name for file in (root / "docs" / "images").iterdir())
    assert sorted(file.name for file in tmp_path.iterdir()) == shown
    page = (root / "docs" / "html-report.md").read_text(encoding="utf-8")
    assert [name for name in shown if f"images/{name}" not in page] == []
    for file in (*tmp_path.iterdir(), *(root / "docs" / "images").iterdir()):
        assert file.stat().st_size < 200_000
