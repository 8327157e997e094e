"""Format markdown: a comment in which nothing of a badge is more than text.

markdown-it-py, which renders tables, addresses and HTML as code hosts do, is the oracle.
"""

from __future__ import annotations

import re
from html import unescape
from time import perf_counter
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from reports_by_hand import (
    GOLDEN,
    HOSTILE,
    TC,
    criterion,
    definition_with_gaps,
    document,
    finding,
    report,
)

from trustlint.model.outcome import Verdict
from trustlint.model.report import Remediation
from trustlint.report import render
from trustlint.report.markdown import MOST_CHARACTERS
from trustlint.report.markdown_text import fenced, html_code, inline
from trustlint.report.safe_text import bounded

RENDERER = MarkdownIt("gfm-like")
EVIL = [
    "[click](https://example.org/x)",
    "![x](https://example.org/x.png)",
    "<img src=x onerror=alert(1)>",
    "</summary></details><script>alert(1)</script>",
    "https://example.org/x www.example.org mail@example.org",
    "Hello @everyone and @octo-cat, see #12, GH-12, a/b#3, !4 and ~label",
    "*bold* _it_ ~~no~~ **b** `x` ``y`` ` :octocat: $x^2$ &lt; &#64;all",
    "a | b \\| c \\\\| d",
    "`|` \\` <b> `",
    "| - | - |",
    "[^1] [x]: https://example.org",
    "[[wiki]] <https://example.org>",
    "deadbeefdeadbeef 0123456789abcdef0123456789abcdef01234567",
    "/close",
    "a\\",
    HOSTILE,
]
MENTION = re.compile(r"(?<![A-Za-z0-9_`])@[A-Za-z0-9]")
REFERENCE = re.compile(r"(?:^|[\s(])(?:#[0-9]|GH-[0-9]|![0-9]|~[a-z]|:[a-z]+:|\$)")


def prose(html: str) -> str:
    """What is left of a rendered page when code, in which nothing is read, is taken away."""
    html = re.sub(r"<(code|pre)\b[^>]*>.*?</\1>", "", html, flags=re.S)
    return unescape(re.sub(r"<[^>]+>", " ", html))


def shown(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", html)).strip()


def tags(html: str) -> set[str]:
    return set(re.findall(r"</?([a-zA-Z][a-zA-Z0-9]*)", html))


def assert_harmless(html: str) -> None:
    left = prose(html)
    assert not MENTION.search(left), left
    assert not REFERENCE.search(left), left
    assert "://" not in left
    assert "www." not in left.lower()
    assert not re.search(r"\b[0-9a-f]{7,}\b", left)


text = st.text(st.sampled_from("ab1 -_*`|\\[]()<>&#@!~$:/.{}\"'w") | st.characters(), max_size=40)


@settings(max_examples=300, deadline=None)
@given(text)
@example("a `` b ` c")
@example('{"a": "b", "c": [1, 2')
@pytest.mark.parametrize("cell", [False, True])
def test_text_stays_text(cell: bool, words: str) -> None:
    written = inline(words, cell=cell)
    page = f"| a | b |\n|---|---|\n| x {written} | y |\n" if cell else f"x {written}\n"
    html = RENDERER.render(page)
    assert tags(html) <= {"p", "code", "table", "thead", "tbody", "tr", "th", "td"}
    assert_harmless(html)
    flat = " ".join(bounded(words).split())
    if cell:
        cells = re.findall(r"<td>(.*?)</td>", html, re.S)
        assert len(cells) == 2
        assert " ".join(shown(cells[0]).split()).replace("\u200c", "") == f"x {flat}".strip().replace(
            "\u200c", ""
        )
    else:
        assert " ".join(shown(html).split()) == f"x {flat}".strip()


@pytest.mark.parametrize("evil", EVIL)
def test_known_attacks_stay_text(evil: str) -> None:
    for written in (inline(evil), inline(evil, code=True)):
        html = RENDERER.render(f"x {written}\n")
        assert tags(html) <= {"p", "code"}
        assert_harmless(html)


@pytest.mark.parametrize(
    ("plain", "written"),
    [
        ("The badge has no image; add one.", "The badge has no image; add one."),
        ('write {"id": "x", "type": "Image"}.', 'write `{"id": "x", "type": "Image"}`.'),
        ("see https://example.org/a, please", "see `https://example.org/a`, please"),
        ("TC-02 and version 3.0.3 – soon", "TC-02 and version 3.0.3 – soon"),
        ("Ärger & Freude (読書)", "Ärger &amp; Freude (読書)"),
        ("the learner’s “own” words…", "the learner’s “own” words…"),
        ("a `tick`", "a `` `tick` ``"),
    ],
)
def test_prose_is_left_as_it_is(plain: str, written: str) -> None:
    assert inline(plain) == written


@pytest.mark.parametrize("part", ["n", "é", "’", "a-", "a.", "('", "`", "{", "a ", "a_ "])
def test_no_text_takes_long(part: str) -> None:
    started = perf_counter()
    inline(part * 1_000_000 + "_")
    inline(part * 500 + "\\")
    assert perf_counter() - started < 1


def test_fences_are_longer_than_what_is_in_them() -> None:
    html = RENDERER.render(fenced(['"```"', "````", "</code>"], "json"))
    assert tags(html) == {"pre", "code"}


def test_html_code() -> None:
    assert html_code("a<b>&\"'`") == "<code>a&lt;b&gt;&amp;&quot;&#x27;`</code>"


def hostile_document(evil: str) -> Any:
    return document(
        evil,
        part=evil,
        valid=False,
        valid_reason=evil,
        errors=(evil,),
        kind=document().kind and document().kind._replace(type=evil),
        findings=(
            finding(message=evil, name=evil, help=evil, source=evil, pointer="/" + evil, span=None),
            finding(code="TC021", message=evil, criteria=(f"{TC}/TC-02",)),
        ),
        criteria=(
            criterion(
                "TC-02",
                Verdict.FAIL,
                title=evil,
                message="Another.",
                remediation=Remediation(evil, "/" + evil, {evil: [evil]}),
            ),
            criterion(evil, Verdict.NEEDS_REVIEW, title=evil, question=evil),
        ),
    )


@pytest.mark.parametrize("evil", EVIL)
def test_a_hostile_badge_adds_no_markup_to_the_comment(evil: str) -> None:
    def written(words: str) -> str:
        whole = report(hostile_document(words), exit_code=1, notices=(words,))
        whole = whole._replace(
            footer=whole.footer._replace(gate=whole.gate._replace(met=False, why=(words,)))
        )
        return RENDERER.render(render(whole, "markdown"))

    html, harmless = written(evil), written("harmless")
    assert tags(html) == tags(harmless)
    assert html.count("<td>") == harmless.count("<td>")
    assert html.count("<details>") == html.count("</details>") == 1
    assert_harmless(html)


def test_what_is_missing_comes_with_its_place_and_what_to_do() -> None:
    page = render(GOLDEN["definition-with-gaps"], "markdown")
    assert page.startswith("### ❌ trustlint: gate not met (exit code 1)\n")
    assert (
        "| ❌ | `badges/sel.json` | valid | definition not ready | 3 met, 4 not met, 1 to review, 1 waived |"
        in page
    )
    assert (
        "| ✗ | TC-02 At least one alignment names a skill in an external framework (required) "
        "| `badges/sel.json:1:1` | The achievement has no alignment, so a reader cannot tell which skills it stands for. "
        "| Name each skill that the badge stands for, with its address in a public skills framework. |"
        in page
    )
    assert "| Result description 1 has no resultType. (2 more findings) |" in page
    assert "- Criterion TC-11: Has this accreditor really accredited the issuer" in page
    assert 'For TC-02: Add at `/alignment`:\n\n```json\n[\n  {\n    "type": ["Alignment"],' in page
    assert "TC-05" not in page


def test_a_badge_without_gaps_has_no_details() -> None:
    page = render(GOLDEN["clean"], "markdown")
    assert page.startswith("### ✅ trustlint: gate met (exit code 0)\n")
    assert "<details>" not in page


def test_a_comment_has_room_for_only_so_much() -> None:
    many = [definition_with_gaps()._replace(path=f"badges/{number}.json") for number in range(400)]
    page = render(report(*many), "markdown")
    assert len(page) < MOST_CHARACTERS
    assert "300 more documents not listed here." in page
    assert re.search(r"The details of \d+ more documents have no room here", page)
    assert page.count("<details>") == page.count("</details>") > 3


def test_gaps_that_fill_a_comment_alone_are_left_out_and_said_to_be() -> None:
    much = [finding(code=f"OBS{number}", message="word " * 110) for number in range(400)]
    page = render(report(document(findings=tuple(much))), "markdown")
    assert len(page) < MOST_CHARACTERS
    assert "| ❌ | `badges/sel.json` |" in page
    assert "The details of 1 more document have no room here" in page or "more finding" in page
