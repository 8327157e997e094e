"""Format html: what the page says, that it asks for nothing, and that no text of a badge becomes markup."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from hashlib import sha256
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html
from reports_by_hand import (
    ALIGNMENT,
    GOLDEN,
    HEADER,
    HOSTILE,
    TC,
    clean,
    criterion,
    definition_with_gaps,
    document,
    every_verdict,
    finding,
    report,
    unreadable,
)

from trustlint.model.finding import Excerpt, Severity
from trustlint.model.kind import Kind, Scope
from trustlint.model.outcome import Verdict
from trustlint.model.report import (
    Addition,
    Footer,
    Gate,
    Header,
    LevelInfo,
    PackInfo,
    PackResult,
    Remediation,
    Report,
    Summary,
    TrustedResult,
)
from trustlint.model.run import RunInfo
from trustlint.model.span import Span
from trustlint.report import render
from trustlint.report.html import tally, writer
from trustlint.report.html.source_lines import source_lines

EVIL = [
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "</style><img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "' onmouseover='alert(1)",
    "javascript:alert(1)",
    "<a href='javascript:alert(1)'>x</a>",
    "</pre></details></main><h1>x</h1>",
    "{{ 7*7 }} {% raw %} ${7*7}",
    "<!-- <![CDATA[ ]]> -->",
    "\u202egnp.exe \u2066\u2067",
    "&lt;b&gt; &#60;b&#62;",
    "\x00\x1b[2J\r\n\t",
    "ديناميت مرحبا",
    HOSTILE,
]
PAGES = {
    **GOLDEN,
    "many": report(
        definition_with_gaps(),
        clean(),
        every_verdict(),
        unreadable(),
        gate=Gate(False, ("Why.",)),
        exit_code=3,
    ),
}
OUR_ATTRIBUTES = {
    "aria-hidden", "aria-label", "aria-labelledby", "autocomplete", "charset", "class", "colspan", "content", "data-badge",
    "data-col", "data-js", "data-n", "data-refused", "data-state", "data-v", "datetime", "dir", "focusable", "for", "height",
    "hidden", "href", "http-equiv", "id", "lang", "name", "placeholder", "preserveaspectratio", "role", "rowspan", "scope",
    "spellcheck", "tabindex", "title", "type", "value", "viewbox", "width", "x", "y",
}  # fmt: skip


def page(whole: Report) -> Any:
    return lxml_html.document_fromstring(render(whole, "html"))


def words(element: Any) -> str:
    return " ".join(element.text_content().split())


def one(tree: Any, path: str) -> Any:
    found = tree.xpath(path)
    assert len(found) == 1, f"{path}: {len(found)}"
    return found[0]


def with_class(name: str) -> str:
    return f"contains(concat(' ', @class, ' '), ' {name} ')"


@pytest.fixture(scope="module")
def gaps() -> Any:
    return page(GOLDEN["definition-with-gaps"])


def test_the_state_comes_first_in_plain_words(gaps: Any) -> None:
    hero = one(gaps, f"//div[{with_class('hero')}]")
    assert words(one(hero, f".//p[{with_class('headline')}]")) == "Definition not ready"
    assert [words(each) for each in hero.xpath(".//li")] == ["✓met 2", "?to review 1", "✗not met 2"]
    facts = {words(each.find("dt")): words(each.find("dd")) for each in gaps.xpath("//dl[1]/div")}
    assert facts["TrustEd"].startswith(
        "meets 2 of 5 required checks of trusted-credential 2026.7 (draft of 2026-07-12)"
    )
    assert words(gaps.xpath("//h1")[0]) == "sel.jsonbadges/"


def test_the_scorecard_has_a_table_for_each_level(gaps: Any) -> None:
    tables = gaps.xpath(f"//table[{with_class('scorecard')}]")
    assert [words(each.find("caption")) for each in tables] == [
        "Required: 2 met, 2 not met, 1 to review",
        "Recommended: 1 met, 1 waived",
        "Practice: 2 not met",
    ]
    rows = [(words(row.find("td")), words(row.find("th"))[:5]) for row in tables[0].xpath(".//tr")[1:]]
    assert rows == [
        ("✓met", "TC-01"),
        ("✗not met", "TC-02"),
        ("✗not met", "TC-03"),
        ("✓met", "TC-04"),
        ("?to review", "TC-11"),
    ]
    assert "reported" in words(tables[1])
    aside = words(one(gaps, f"//details[{with_class('aside')}]"))
    assert "Not applicable to a definition: TC-05, TC-06: they are decided when the badge is awarded" in aside


def test_what_to_do_is_told_with_its_place_and_a_snippet(gaps: Any) -> None:
    must = one(gaps, "//section[@id='b1-fix']")
    assert [words(each) for each in must.xpath(".//article/h3")] == [
        "✗not met TC-02 At least one alignment names a skill in an external framework",
        "✗not met TC-03 Results are described",
    ]
    first, second = must.xpath(".//article")
    assert json.loads(one(first, f".//pre[{with_class('snippet')}]").text_content()) == ALIGNMENT.snippet
    assert "Add at /alignment:" in words(first)
    assert "line 24, column 5 /resultDescription/0" in words(second)
    assert "Result description 2 has no resultType." in words(second)
    link = one(gaps, "//th[contains(., 'TC-02')]//a").get("href")
    assert link == "#" + first.get("id")


def test_what_does_not_hold_the_gate_is_told_apart(gaps: Any) -> None:
    should = one(gaps, "//section[@id='b1-improve']")
    titles = [words(each) for each in should.xpath(".//article/h3")]
    assert [title.split()[0:2] for title in titles] == [
        ["!warning", "WR004"],
        ["✗not", "met"],
        ["✗not", "met"],
    ]
    waived = one(gaps, "//section[@id='b1-waived']//article")
    assert "TC-14" in words(waived)
    review = one(gaps, "//section[@id='b1-review']//article")
    assert "Has this accreditor really accredited the issuer" in words(review)


def test_the_line_is_marked_in_its_excerpt(gaps: Any) -> None:
    block = one(gaps, "//section[@id='b1-improve']//article[1]//pre")
    assert [(line.get("data-n"), "hit" in line.get("class")) for line in block.xpath(".//span[@data-n]")] == [
        ("5", False),
        ("6", True),
        ("7", False),
    ]
    assert one(block, ".//mark").text_content() == '"A short course"'


@pytest.mark.parametrize("name", PAGES)
def test_headings_descend_one_by_one(name: str) -> None:
    levels = [int(each.tag[1]) for each in page(PAGES[name]).xpath("//h1|//h2|//h3|//h4|//h5|//h6")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("name", PAGES)
def test_tables_are_real_ones(name: str) -> None:
    for table in page(PAGES[name]).xpath("//table"):
        assert words(table.find("caption"))
        assert all(head.get("scope") for head in table.xpath(".//th"))
        widths = {len(row) for row in table.xpath("./tbody/tr")}
        columns = table.xpath(
            "count(./thead/tr[last()]/th) + count(./thead/tr[2]/preceding-sibling::tr/th[@rowspan])"
        )
        assert widths == {int(columns)}


@pytest.mark.parametrize("name", PAGES)
def test_links_lead_into_the_page_and_ids_are_unique(name: str) -> None:
    tree = page(PAGES[name])
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    for target in tree.xpath("//@href"):
        assert target.startswith("#")
        assert target[1:] in ids
    named = [name for value in tree.xpath("//@aria-labelledby | //@for") for name in value.split()]
    assert set(named) <= set(ids)


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_asked_for_and_nothing_else_may_run(name: str) -> None:
    text = render(PAGES[name], "html")
    tree = lxml_html.document_fromstring(text)
    assert (
        tree.xpath("//link | //img | //iframe | //object | //embed | //form | //base | //@src | //@style")
        == []
    )
    style, script = one(tree, "//style").text, one(tree, "//script").text
    assert not re.search(
        r"url\(|@import|https?:|fetch\(|XMLHttp|innerHTML|eval\(|document\.write", style + script
    )
    policy = one(tree, "//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'; ")
    for part in (style, script):
        assert f"'sha256-{b64encode(sha256(part.encode()).digest()).decode()}'" in policy
    assert "unsafe" not in policy
    assert text.startswith("<!doctype html>\n")


def test_many_have_a_row_each_and_a_place_to_go_to() -> None:
    tree = page(PAGES["many"])
    assert words(tree.xpath("//h1")[0]) == "Report on 4 documents"
    rows = tree.xpath(f"//table[{with_class('list')}]/tbody/tr")
    assert [[words(cell) for cell in row] for row in rows] == [
        ["sel.jsonbadges/", "✗definition not ready", "valid", "2 of 5", "2", "3", "1"],
        ["rubric.jsonbadges/", "✓definition ready", "valid", "2 of 2", "0", "0", "0"],
        ["batch.ndjson (line 12)out/", "✗not a valid Open Badge", "not valid", "1 of 2", "5", "2", "1"],
        ["broken.jsonbadges/", "!not readable", "not readable", "–", "1", "0", "0"],
    ]
    assert [row.get("data-refused") is not None for row in rows] == [True, False, True, True]
    assert [row.xpath(".//a/@href") for row in rows] == [["#b1"], ["#b2"], ["#b3"], ["#b4"]]
    assert tree.xpath("//details[@data-badge]/@id") == ["b1", "b2", "b3", "b4"]
    assert "3 of 4 do not meet" in words(tree.xpath(f"//section[{with_class('hero')}]")[0])


def test_the_chart_counts_each_criterion() -> None:
    tree = page(PAGES["many"])
    rows = tree.xpath(f"//table[{with_class('chart')}]/tbody/tr")
    counts = {words(row[0]).split()[0]: [words(cell) for cell in row[1:]] for row in rows}
    assert counts["TC-01"] == ["3", "0", "0", "0"]
    assert counts["TC-02"] == ["0", "0", "2", "0"]
    assert counts["TC-11"] == ["0", "1", "0", "0"]
    bar = [
        (each.get("class"), each.get("x"), each.get("width"))
        for each in rows[1].xpath(".//*[local-name()='rect']")
    ]
    assert bar == [("bad", "0.0", "100.0")]


def test_the_heat_map_crosses_badges_and_criteria() -> None:
    tree = page(PAGES["many"])
    table = one(tree, f"//table[{with_class('heat')}]")
    columns = [words(each) for each in table.xpath("./thead/tr[2]/th")]
    assert columns[:4] == ["TC-01", "TC-02", "TC-03", "TC-04"]
    row = [words(cell) for cell in table.xpath("./tbody/tr[1]/td")]
    assert row[0] == "4"
    assert dict(zip(columns, row[1:], strict=True))["TC-11"] == "to review"
    assert dict(zip(columns, row[1:], strict=True))["TC-02"] == "not met"
    assert "1 of 4 documents are left out" in words(one(tree, "//section[@id='heat']"))


def test_the_most_common_gaps_come_first() -> None:
    bare = document("bare.json", criteria=(criterion("TC-03", Verdict.FAIL, message="None is described."),))
    tree = page(report(definition_with_gaps(), bare, clean()))
    rows = tree.xpath(f"//table[{with_class('gaps')}][1]/tbody/tr")
    assert [(words(row[0]), words(row[1])[:5]) for row in rows][:2] == [
        ("2 of 2", "TC-03"),
        ("1 of 1", "TC-02"),
    ]
    note = finding("WR001", Severity.NOTE, pack="writing", criteria=())
    notes = [document(f"{number}.json", findings=(note,)) for number in range(3)]
    codes = page(report(*notes, every_verdict())).xpath(
        f"//table[{with_class('gaps')}][2]//bdi[{with_class('code')}]"
    )
    assert words(codes[-1]) == "WR001"  # a note stands behind all else, however often it comes


def test_what_comes_often_in_one_document_is_told_once() -> None:
    several = [finding(span=Span(line, 1, line, 2), pointer=f"/{line}") for line in range(1, 20)]
    entry = one(page(report(document(findings=tuple(several)))), "//article")
    assert len(entry.xpath(f".//div[{with_class('also')}]//li")) == 9
    assert "and 10 more places" in words(entry)


def test_a_snippet_that_is_too_long_is_not_cut_in_silence() -> None:
    long = criterion("TC-02", Verdict.FAIL, remediation=Remediation("Add it.", "/a", list(range(2000))))
    entry = one(page(report(document(criteria=(long,)))), "//article")
    assert entry.xpath(".//pre") == []
    assert "The snippet is too long to be shown here" in words(entry)


@pytest.mark.parametrize("number", [600])
def test_thousands_stay_within_bounds(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "MOST_ROWS", 300)
    monkeypatch.setattr(writer, "ROOM_FOR_REFUSED", 400_000)
    monkeypatch.setattr(tally, "MOST_HEAT_ROWS", 100)
    documents = [definition_with_gaps()._replace(path=f"badges/{each}.json") for each in range(number)]
    text = render(report(*documents), "html")
    tree = lxml_html.document_fromstring(text)
    assert len(text) < 900_000
    assert len(tree.xpath(f"//table[{with_class('list')}]/tbody/tr")) == 300
    assert len(tree.xpath(f"//table[{with_class('heat')}]/tbody/tr")) == 100
    shown = len(tree.xpath("//details[@data-badge]"))
    assert 5 < shown < 300
    assert f"The details of {600 - shown} of 600 badges are left out" in words(tree)
    assert "300 of 600 badges; the others are counted above" in words(tree)
    assert words(tree.xpath(f"//table[{with_class('chart')}]//td")[0]) == "600"
    assert set(tree.xpath("//a/@href")) <= {f"#{each}" for each in tree.xpath("//@id")}


def test_clean_documents_take_no_room_from_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "ROOM_FOR_OTHERS", 20_000)
    documents = [clean()._replace(path=f"{each}.json") for each in range(40)] + [definition_with_gaps()]
    tree = page(report(*documents))
    assert len(tree.xpath("//details[@data-badge]")) < 40
    assert tree.xpath("//details[@id='b41']")


def test_source_lines_never_invent_a_place() -> None:
    lines = Excerpt(10, ("a" * 500, '  "name": "x",', "b"), 1)
    assert source_lines(None, Span(10, 1, 10, 2)) == ()
    assert source_lines(lines, None) == ()
    assert source_lines(lines, Span(13, 1, 13, 2)) == ()
    assert source_lines(lines._replace(first_column=40), Span(11, 3, 11, 4)) == ()
    marked = source_lines(lines, Span(11, 11, 11, 14))[1]
    assert (marked.before, marked.marked, marked.behind) == ('  "name": ', '"x"', ",")
    assert [len(each.before) for each in source_lines(lines, Span(11, 11, 14, 1))] == [241, 10, 1]
    assert source_lines(lines, Span(11, 11, 14, 1))[1].marked == '"x",'
    cut = source_lines(Excerpt(1, ("c" * 900,), 200), Span(1, 400, 1, 800))
    assert (cut[0].before[:2], len(cut[0].marked), cut[0].marked[-1]) == ("…c", 241, "…")


def hostile_report(evil: str, several: bool) -> Report:
    remedy = Remediation(evil, f"/{evil}", {evil: [evil]}, (Addition(f"/{evil}/-", {evil: evil}),))
    bad = finding(
        evil,
        message=f"{evil}.",
        name=evil,
        help=evil,
        source=evil,
        expected=evil,
        pointer=f"/{evil}",
        document=evil,
        span=Span(2, 2, 2, 9),
        excerpt=Excerpt(1, (evil, f"a quite long line {evil}", evil)),
        pack=evil,
    )
    kind = Kind("ob3", evil, evil, Scope.CREDENTIAL, evil, evil)
    judged = [
        criterion(
            f"{evil}{verdict.value}", verdict, title=evil, message=evil, reason=evil, level=evil, question=evil,
            pointer=evil, document=evil, remediation=remedy, certainty="inferred", pack=pack, scope=evil,
        )
        for verdict in Verdict
        for pack in (TC, evil)
    ]  # fmt: skip
    each = document(
        f"{evil}/{evil}",
        part=evil,
        sha256=evil,
        origin=(evil,),
        kind=kind,
        valid=None,
        valid_reason=evil,
        trusted=TrustedResult(evil, True, {"pass": 1}, evil),
        findings=(bad, bad._replace(severity=Severity.NOTE)),
        criteria=tuple(judged),
        packs=(PackResult(TC, evil, {}, {}, None, evil, (0.0, 0.0), 1.0),),
        errors=(evil,),
    )
    packs = (
        PackInfo(TC, evil, evil, evil, evil, evil, {"document": evil, "url": evil}, (LevelInfo(evil, evil),)),
        PackInfo(evil, evil, evil, evil, evil, evil, {}, (), ({"id": evil, "version": evil},)),
    )
    run = RunInfo(evil, evil, False, evil, evil, (evil,), (evil,), (evil,), (evil,))
    footer = Footer(
        Summary(documents=1, trusted={evil: 1}),
        Gate(False, (evil,)),
        1,
        (evil,),
        (bad._replace(criteria=()),),
    )
    return Report(Header(run, packs), (each, each) if several else (each,), footer)


@pytest.mark.parametrize("several", [False, True])
@pytest.mark.parametrize("evil", EVIL)
def test_no_text_becomes_markup(evil: str, several: bool) -> None:
    plain, hostile = (page(hostile_report(text, several)) for text in ("harmless", evil))
    outline = [
        [element.tag, *sorted(element.keys())] for element in plain.iter() if isinstance(element.tag, str)
    ]
    assert [
        [element.tag, *sorted(element.keys())] for element in hostile.iter() if isinstance(element.tag, str)
    ] == outline
    assert [each for each in hostile.iter() if not isinstance(each.tag, str)] == []
    assert {name.lower() for _, *names in outline for name in names} <= OUR_ATTRIBUTES
    assert one(hostile, "//script").text == one(plain, "//script").text


@pytest.mark.parametrize("several", [False, True])
def test_text_of_badges_cannot_turn_its_surroundings_round(several: bool) -> None:
    word = "ديناميت"
    tree = page(hostile_report(word, several))
    loose = {
        text.getparent().tag
        for text in tree.xpath("//text()")
        if word in text
        and not text.getparent().xpath("ancestor-or-self::bdi | ancestor-or-self::*[@dir]")
        and text.getparent().xpath("ancestor-or-self::body")
    }
    assert loose <= {"option"}, loose  # which holds nothing else


texts = st.text(st.sampled_from("<>&\"'/=`{}%# a\u202e\u2028\u0000") | st.characters(), max_size=30)


@settings(max_examples=40, deadline=None)
@given(texts, st.booleans())
def test_whatever_the_text_the_page_has_the_same_elements(evil: str, several: bool) -> None:
    plain, hostile = (page(hostile_report(text, several)) for text in ("harmless", f"a{evil}z"))

    def outline(tree: Any) -> list[Any]:
        return [each.tag for each in tree.iter() if each.tag not in ("bdi", "p", "span", "code", "li", "b")]

    # Of these, some are left out where two texts happen to be the same.
    assert outline(hostile) == outline(plain)
    assert {name.lower() for each in hostile.iter() for name in each.keys()} <= OUR_ATTRIBUTES  # noqa: SIM118


def test_a_megabyte_of_name_is_cut() -> None:
    long = document(
        "n" * 1_000_000 + ".json", part="p" * 1_000_000, criteria=(criterion(title="t" * 1_000_000),)
    )
    own = len(render(report(document()), "html"))
    assert len(render(report(long), "html")) < own + 15_000
    assert len(render(report(long, long, long), "html")) < own + 60_000


def test_the_header_says_which_packs_were_used() -> None:
    tree = page(GOLDEN["nothing"])
    assert words(tree.xpath("//h1")[0]) == "Nothing was checked"
    rows = [[words(cell) for cell in row] for row in tree.xpath(f"//table[{with_class('plain')}]/tbody/tr")]
    assert rows[1][:3] == ["TrustEd Credential Profile", "trusted-credential 2026.7", "draft of 2026-07-12"]
    assert len(rows) == len(HEADER.packs)


def test_why_the_gate_is_not_met_is_told_on_every_page() -> None:
    review = Gate(False, ("2 criteria need review.",))
    single = page(report(clean(), gate=review, exit_code=4))
    facts = {words(each.find("dt")): words(each.find("dd")) for each in single.xpath("//dl/div")}
    assert (facts["Gate"], facts["Why"]) == ("not met (exit code 4)", "2 criteria need review.")
    hero = page(report(clean(), clean(), gate=review, exit_code=4)).xpath(
        "//section[@aria-labelledby='gate']"
    )[0]
    assert "No single document keeps it shut; the reasons follow." in words(hero)
    assert hero.xpath("./div/details[@open]//li/text()") == ["2 criteria need review."]


def test_findings_about_the_run_are_shown() -> None:
    about = finding("TL911", Severity.WARNING, document="trustlint-waivers.yaml", criteria=())
    section = one(page(report(clean(), findings=(about,))), "//section[@id='run']")
    assert words(section.xpath(".//h3")[0]).startswith("!warning TL911")
    assert "trustlint-waivers.yaml, line 12, column 3" in words(section)
