"""What holds for every format: streaming, safety, honesty, bounds."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from itertools import product
from typing import Any
from unicodedata import category

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reports_by_hand import (
    GOLDEN,
    HEADER,
    criterion,
    definition_with_gaps,
    document,
    finding,
    hostile,
    report,
)

from trustlint.errors import UsageError
from trustlint.model.finding import Excerpt, Severity
from trustlint.model.outcome import Verdict
from trustlint.model.report import Addition, Remediation
from trustlint.model.span import Span
from trustlint.report import FORMATS, RenderOptions, format_names, open_writer, render

PLAIN = RenderOptions()
OPTIONS = [
    PLAIN,
    RenderOptions(verbose=True),
    RenderOptions(quiet=True),
    RenderOptions(unicode=False),
    RenderOptions(width=40),
    RenderOptions(width=1),
]
OUR_COLOURS = re.compile("\x1b\\[[0-9]{1,2}m")


def harmful(text: str) -> set[str]:
    """Characters that may change more than the place where they stand."""
    return {
        character
        for character in text
        if character != "\n"
        and category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp")
        and character not in "\u200c\u200d"
    }


def test_formats_in_order() -> None:
    names = (
        "text",
        "table",
        "json",
        "jsonl",
        "sarif",
        "junit",
        "github",
        "gitlab",
        "markdown",
        "csv",
        "html",
    )
    assert format_names() == tuple(FORMATS) == names


def test_unknown_format_names_the_known_ones() -> None:
    with pytest.raises(UsageError, match=r"'xml'.*text, table, json"):
        render(GOLDEN["clean"], "xml")


@pytest.mark.parametrize(("name", "format"), list(product(GOLDEN, FORMATS)))
def test_streaming_gives_the_same_bytes_as_render(name: str, format: str) -> None:
    whole = GOLDEN[name]
    for options in OPTIONS:
        pieces: list[str] = []
        writer = open_writer(format, pieces.append, options)
        writer.begin(whole.header)
        for each in whole.documents:
            writer.document(each)
        writer.end(whole.footer)
        assert "".join(pieces) == render(whole, format, options)


@pytest.mark.parametrize(
    "format", sorted(set(FORMATS) - {"table", "gitlab", "markdown", "github", "sarif", "html"})
)
def test_a_document_is_written_before_the_next_one_comes(format: str) -> None:
    pieces: list[str] = []
    writer = open_writer(format, pieces.append)
    writer.begin(HEADER)
    for number in range(3):
        writer.document(document(f"badge-{number}.json"))
        assert f"badge-{number}.json" in "".join(pieces)


@pytest.mark.parametrize(("name", "format"), list(product(GOLDEN, FORMATS)))
def test_nothing_harmful_reaches_the_output(name: str, format: str) -> None:
    for options in OPTIONS:
        text = render(GOLDEN[name], format, options)
        assert not harmful(text)
        assert text.endswith("\n")
        text.encode("utf-8")
        if format != "json":
            coloured = render(GOLDEN[name], format, options._replace(color=True))
            assert OUR_COLOURS.sub("", coloured) == text


@pytest.mark.parametrize("format", ["text", "table"])
def test_ascii_only_on_demand(format: str) -> None:
    for whole in GOLDEN.values():
        assert render(whole, format, RenderOptions(unicode=False, verbose=True)).isascii()


def test_a_megabyte_of_name_does_not_flood_the_screen() -> None:
    for format in set(FORMATS) - {"json", "jsonl"}:
        own = len(render(report(document()), "html")) if format == "html" else 0  # its style and script
        assert len(render(report(hostile()), format)) < 24_000 + own, format


@pytest.mark.parametrize("format", FORMATS)
def test_never_promises_certification(format: str) -> None:
    for whole in GOLDEN.values():
        assert not re.search("certified|conformant", render(whole, format, RenderOptions(verbose=True)), re.I)


@pytest.mark.parametrize("format", sorted(set(FORMATS) - {"text", "table", "sarif"}))
def test_options_do_not_change_what_programs_read(format: str) -> None:
    whole = GOLDEN["every-verdict"]
    assert len({render(whole, format, options._replace(color=True)) for options in OPTIONS}) == 1


@pytest.mark.parametrize("format", sorted(set(FORMATS) - {"text", "table", "json", "html"}))
def test_the_text_is_the_golden_one(format: str, golden: Callable[[str, str], None]) -> None:
    golden(f"definition-with-gaps.{format}", render(GOLDEN["definition-with-gaps"], format))
    golden(f"every-verdict.{format}", render(GOLDEN["every-verdict"], format))


def test_text_and_json_import_nothing_heavy() -> None:
    code = (
        "import sys; from trustlint.report import open_writer\n"
        "for f in ('text', 'json'): open_writer(f, print)\n"
        "print(sorted({'tabulate', 'jsonschema', 'click', 'yaml', 'jsonpath', 'csv', 'trustlint.report.annotation',"
        " 'trustlint.report.load', 'trustlint.report.markdown', 'jinja2', 'trustlint.report.html'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


text = st.text(max_size=40)
spans = st.none() | st.builds(
    Span, st.integers(1, 9), st.integers(1, 300), st.integers(1, 9), st.integers(1, 300)
)
findings = st.builds(
    lambda **found: finding(**found),
    severity=st.sampled_from(Severity),
    message=text,
    help=st.none() | text,
    source=st.none() | text,
    document=st.none() | text,
    span=spans,
    excerpt=st.none() | st.builds(Excerpt, st.integers(1, 9), st.lists(text, max_size=9).map(tuple)),
    criteria=st.sampled_from([(), ("trusted-credential/TC-01",), ("other/X-1",)]),
)
snippets = st.recursive(
    st.none() | st.booleans() | st.integers() | text,
    lambda part: st.lists(part) | st.dictionaries(text, part),
    max_leaves=6,
)
criteria = st.builds(
    lambda **found: criterion(**found),
    verdict=st.sampled_from(Verdict),
    title=text,
    message=text,
    level=st.sampled_from(["required", "practice", "unheard-of"]),
    pack=st.sampled_from(["trusted-credential", "other"]),
    reason=st.sampled_from(["scope", "model", "human-question", ""]),
    span=spans,
    question=st.none() | text,
    remediation=st.none()
    | st.builds(
        Remediation,
        text,
        st.sampled_from([None, "", "/a", "/a/-"]),
        snippets,
        st.tuples(st.builds(Addition, st.sampled_from([None, "/a", "/a/-"]), snippets)),
    ),
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(findings, max_size=4),
    st.lists(criteria, max_size=4),
    text,
    st.builds(
        RenderOptions,
        width=st.integers(1, 120),
        verbose=st.booleans(),
        quiet=st.booleans(),
        unicode=st.booleans(),
        color=st.just(False),
    ),
)
def test_any_report_is_rendered_safely(found: Any, judged: Any, path: str, options: RenderOptions) -> None:
    whole = report(document(path, findings=tuple(found), criteria=tuple(judged)))
    for format in FORMATS:
        assert not harmful(render(whole, format, options))


def test_golden_reports_cover_every_verdict_and_severity() -> None:
    """So that the tests above mean something."""
    documents = [each for whole in GOLDEN.values() for each in whole.documents]
    assert {c.verdict for each in documents for c in each.criteria} == set(Verdict)
    assert {f.severity for each in documents for f in each.findings} == set(Severity)
    assert set(definition_with_gaps()._fields) >= {"findings", "criteria", "trusted"}
