"""The page in use: copying, folding, finding, sorting; and a badge that attacks whoever reads the report."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.report.reports_by_hand import clean, definition_with_gaps, hostile, report

from .conftest import Open


def shown_rows(page: Any, table: str) -> list[str]:
    return page.evaluate(
        "s => [...document.querySelectorAll(`${s} tbody tr`)].filter(r => !r.hidden).map(r => r.cells[0].querySelector('.file').textContent)",
        table,
    )


def test_copying_takes_the_whole_snippet(opened: Open) -> None:
    page = opened("one", permissions=["clipboard-read", "clipboard-write"]).page
    button = page.locator(".copy").first
    button.click()
    page.get_by_role("button", name="Copied the snippet for TC-02").wait_for()
    taken = page.evaluate("navigator.clipboard.readText()")
    assert json.loads(taken)[0]["type"] == ["Alignment"]
    assert page.locator("#said").text_content() == "Copied"
    page.get_by_role("button", name="Copy the snippet for TC-02").wait_for()


def test_copying_works_where_the_clipboard_is_refused(opened: Open) -> None:
    page = opened("one").page
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('refused')) }")
    page.locator(".copy").first.click()
    page.locator("#said", has_text="Copied").wait_for(state="attached")
    assert json.loads(page.evaluate("getSelection().toString()"))[0]["type"] == ["Alignment"]


def test_the_scorecard_leads_to_what_to_do(opened: Open) -> None:
    page = opened("one", viewport={"width": 390, "height": 844}).page
    page.get_by_role("link", name="The achievement is aligned with a skills framework").click()
    entry = page.locator("article:target")
    assert "TC-02" in entry.text_content()
    assert 0 <= entry.bounding_box()["y"] < 844


def test_what_does_not_apply_is_folded(opened: Open) -> None:
    page = opened("one").page
    folded = page.locator("details.aside li").first
    assert not folded.is_visible()
    page.get_by_text("What does not apply, and why").click()
    assert folded.is_visible()


def test_rows_lead_to_the_details_of_their_badge(opened: Open) -> None:
    page = opened("many").page
    details = page.locator("details.badge")
    assert page.evaluate("document.querySelectorAll('details.badge[open]').length") == 0
    link = page.locator(".list tbody a").nth(3)
    target = link.get_attribute("href")
    link.click()
    section = page.locator(str(target))
    assert section.evaluate("e => e.open")
    section.locator("summary").first.click()
    link.click()  # the same address once more
    assert section.evaluate("e => e.open")
    page.get_by_role("button", name="Open all").click()
    assert page.evaluate("document.querySelectorAll('details.badge[open]').length") == details.count()
    page.get_by_role("button", name="Close all").click()
    assert page.evaluate("document.querySelectorAll('details.badge[open]').length") == 0


def test_an_address_with_a_place_opens_it(opened: Open) -> None:
    page = opened("many").page
    page.goto(f"{page.url}#b2")
    page.reload()
    assert page.locator("#b2").evaluate("e => e.open")


def test_finding_narrows_all_parts_alike(opened: Open) -> None:
    page = opened("many").page
    every = shown_rows(page, ".list")
    page.get_by_label("Find").fill("OB3-DEF")
    assert set(shown_rows(page, ".list")) == {"ob3-definition.json"} != set(every)
    assert set(shown_rows(page, ".heat")) == {"ob3-definition.json"}
    visible = page.locator("details.badge:visible .file")
    assert {visible.nth(number).text_content() for number in range(visible.count())} == {
        "ob3-definition.json"
    }
    assert page.locator("#shown").text_content() == f"1 of {len(every)} shown"
    page.get_by_label("Find").fill("")
    page.get_by_label("State").select_option(label="definition not ready")
    chips = page.locator(".list tbody tr:visible .chip")
    assert {chips.nth(number).text_content() for number in range(chips.count())} == {"✗definition not ready"}
    page.get_by_label("State").select_option("")
    page.get_by_label("only what keeps the gate shut").check()
    assert "truncated.json" in shown_rows(page, ".list")
    assert 0 < len(shown_rows(page, ".list")) < len(every)
    page.get_by_label("Find").fill("nowhere to be found")
    assert shown_rows(page, ".list") == []


def test_sorting_says_how(opened: Open) -> None:
    page = opened("many").page
    button = page.locator(".list .sort", has_text="To fix")
    head = page.locator(".list th[data-col='4']")

    def numbers() -> list[int]:
        return [int(each) for each in page.locator(".list tbody td:nth-child(5)").all_text_contents()]

    before = numbers()
    button.click()
    assert numbers() == sorted(before, reverse=True) != before
    assert head.get_attribute("aria-sort") == "descending"
    button.press("Enter")
    assert numbers() == sorted(before)
    assert head.get_attribute("aria-sort") == "ascending"
    page.locator(".list .sort", has_text="Badge").first.click()
    names = shown_rows(page, ".list")
    assert names == sorted(names, key=str.lower)
    assert head.get_attribute("aria-sort") is None
    assert "Sorted by Badge" in page.locator("#said").text_content()


def test_the_heat_map_sorts_by_a_criterion(opened: Open) -> None:
    page = opened("many").page
    page.locator(".heat .sort", has_text="TC-02").click()
    column = page.evaluate(
        "Number([...document.querySelectorAll('.heat th.up')].find(e => e.textContent.includes('TC-02')).dataset.col)"
    )
    found = page.evaluate(
        "n => [...document.querySelectorAll('.heat tbody tr')].map(r => r.cells[n].className)", column
    )
    assert found[0] == "bad"
    order = ["bad", "broken", "open", "waived", "good", "none"]
    assert found == sorted(found, key=order.index)


def test_five_hundred_badges_stay_usable(opened: Open) -> None:
    documents = [
        (definition_with_gaps() if number % 3 else clean())._replace(path=f"badges/{number}.json")
        for number in range(500)
    ]
    page = opened("five-hundred", report(*documents), viewport={"width": 1280, "height": 900}).page
    assert len(shown_rows(page, ".heat")) == 500
    page.locator("#heat .scroll").evaluate("e => e.scrollTo(200, 3000)")
    region = page.locator("#heat .scroll").bounding_box()
    head = page.locator(".heat thead tr").nth(1).locator("th").first.bounding_box()
    name = page.locator(".heat tbody th").nth(80).bounding_box()
    assert region["height"] <= 0.8 * 900 + 2
    assert region["y"] <= head["y"] < region["y"] + 200
    assert abs(name["x"] - region["x"]) < 3
    took = page.evaluate(
        "(() => { const t = performance.now(); const f = document.getElementById('find'); f.value = '49';"
        " f.dispatchEvent(new Event('input')); return performance.now() - t })()"
    )
    assert took < 1000
    assert shown_rows(page, ".list") == [f"{n}.json" for n in range(500) if "49" in str(n)]


EVIL = (
    "<script>document.title='owned'</script>",
    "<img src=x onerror=document.title='owned'>",
    "\"><svg onload=document.title='owned'>",
    "</script><script>document.title='owned'</script>",
    "javascript:document.title='owned'",
)


@pytest.mark.parametrize("evil", EVIL)
@pytest.mark.parametrize("several", [1, 2])
def test_a_hostile_badge_is_text_and_nothing_else(opened: Open, evil: str, several: int) -> None:
    badge = hostile()
    bad = badge._replace(
        path=f"{evil}.json",
        part=evil,
        findings=tuple(
            each._replace(message=f"{evil} {each.message[:100]}", help=evil) for each in badge.findings
        ),
        criteria=tuple(each._replace(title=evil, message=evil, question=evil) for each in badge.criteria),
    )
    found = opened("hostile", report(*[bad] * several))
    page = found.page
    page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")
    assert page.title() != "owned"
    assert found.said == []
    assert found.asked == [page.url]
    assert page.evaluate("document.querySelectorAll('script').length") == 1
    assert (
        page.evaluate(
            "document.querySelectorAll('img, iframe, a:not([href^=\"#\"]), [onload], [onerror]').length"
        )
        == 0
    )
    assert page.get_by_text(evil).count() >= 3


def test_text_from_right_to_left_stays_in_its_place(opened: Open) -> None:
    badge = definition_with_gaps()
    arabic = badge._replace(
        criteria=tuple(each._replace(title=f"\u202e{'مرحبا' * 3} (1)") for each in badge.criteria)
    )
    page = opened("arabic", report(arabic)).page
    row = page.locator(".scorecard tbody tr").first
    code, title = (row.locator(each).first.bounding_box() for each in (".code", "th > bdi:nth-of-type(2)"))
    assert code["x"] < title["x"]
    assert "<U+202E>" in row.text_content()
    assert "\u202e" not in page.content()
