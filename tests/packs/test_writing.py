"""What the rules of writing say of texts; how often they are right is in tests/corpus/test_prose_labels.py."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

import trustlint
from trustlint.checks.patterns import LONGEST_TEXT
from trustlint.packs.load import load_pack
from trustlint.pyrules.acronyms import unexplained
from trustlint.pyrules.badge_texts import detect
from trustlint.pyrules.outcomes import says_only_completion, states_an_act, vague_word
from trustlint.pyrules.word_lists import Language, WordList, languages_of, tokens_of


@pytest.fixture(scope="module")
def languages() -> Mapping[str, Language]:
    return languages_of({item.name: item.default for item in load_pack("writing").parameters})


def _badge(**members: Any) -> dict[str, Any]:
    return {"id": "https://example.org/a", "type": ["Achievement"], "name": "Reader", **members}


def _found(badge: dict[str, Any], *packs: str) -> list[tuple[str, str | None]]:
    report = trustlint.check(badge, packs=["writing", *packs])
    return [(finding.code, finding.pointer) for finding in report.documents[0].findings]


@pytest.mark.parametrize(
    "text",
    [
        "Solve quadratic equations.",
        "The earner can safely operate a lathe.",
        "Learners plan, document and defend a project.",
        "Awarded for building a bridge of paper.",
        "Complete five modules and pass the final exam.",
        "Finish the course, including a midterm, a portfolio and a talk.",
        "Demonstrates proficiency in Python, including testing, packaging and typing.",
        "Who have designed a poster.",
    ],
)
def test_acts_are_seen(text: str, languages: Mapping[str, Language]) -> None:
    assert states_an_act(tokens_of(text), languages["en"])


@pytest.mark.parametrize(
    "text",
    [
        "Demonstrates an understanding of bridges.",
        "Develop your skills and your career.",
        "Building on Cardano in 2026",
        "Design Thinking",
        "Introduction to Research",
        "A course that covers data collection, analysis and visualization.",
        "Completed all required modules.",
        "Lead Generation Agreement",
    ],
)
def test_topics_courses_and_hollow_objects_are_no_acts(text: str, languages: Mapping[str, Language]) -> None:
    assert not states_an_act(tokens_of(text), languages["en"])


def test_a_vague_word_counts_only_where_nothing_can_be_seen(languages: Mapping[str, Language]) -> None:
    english = languages["en"]
    assert vague_word(tokens_of("Learners understand fractions."), english) == "understand"
    assert vague_word(tokens_of("Learners understand fractions and solve ten of them."), english) is None
    assert vague_word(tokens_of("Students learn from case studies."), english) is None


def test_completion_is_thin_only_without_a_task(languages: Mapping[str, Language]) -> None:
    english = languages["en"]
    assert says_only_completion(tokens_of("Attend all sessions of the workshop on boats."), english)
    assert not says_only_completion(tokens_of("Attend the workshop and build a boat of your own."), english)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The earner writes a summary of an article for the library", "en"),
        ("Die Lernenden fassen einen Artikel auf einer Seite zusammen und sind", "de"),
        ("Los estudiantes resumen un artículo para que lo lea un colega", "es"),
        ("Les élèves résument un article sur une page pour les autres", "fr"),
        ("De leerlingen vatten een artikel samen voor een collega op het werk", "nl"),
        ("Data stewardship", None),
        ("", None),
    ],
)
def test_languages_are_told_by_their_function_words(
    text: str, code: str | None, languages: Mapping[str, Language]
) -> None:
    assert detect(text, languages) == code


def test_entries_of_a_list_are_forms_prefixes_and_phrases() -> None:
    words = WordList(["explain//s/ed", "analys*", "gain an insight"])
    assert [
        bool(words.length_at(tokens_of(text), 0)) for text in ("explains", "explaining", "Analysiert")
    ] == [
        True,
        False,
        True,
    ]
    assert words.length_at(tokens_of("gain an insight into"), 0) == 3


def test_short_forms_are_explained_by_brackets_initials_or_another_name() -> None:
    known = WordList(["pdf"])
    assert unexplained(["A visit to the QRT house"], [], known) == {0: ["QRT"]}
    for texts in (
        ["The Quiet Reading Team, or QRT"],
        ["QRT (a team)"],
        ["A PDF"],
        ["ALL OF THIS IS SHOUTED"],
    ):
        assert unexplained(texts, [], known) == {}
    assert unexplained(["A visit to the QRT house"], ["QRT Reader"], known) == {}


def test_what_open_badges_or_trusted_credential_say_is_not_said_again() -> None:
    stand_in = _badge(description="TBD", criteria={"narrative": "Complete the course."})
    codes = [code for code, _ in _found(stand_in, "open-badges", "trusted-credential")]
    assert "OBS113" in codes
    assert "TC231" in codes
    assert [code for code in codes if code.startswith("WR")] == []


def test_one_cause_in_a_text_is_one_finding() -> None:
    assert _found(
        _badge(
            name="A sample badge",
            description="A sample badge",
            criteria={"narrative": "The earner is able to understand the rules."},
        )
    ) == [
        ("WR102", "/criteria/narrative"),
        ("WR105", "/description"),
    ]


@pytest.mark.parametrize(
    "value", [None, 7, [], {}, ["a", 1], {"en": 3}, [[["x"]]], "\u0000", "…" * 20_000, "a " * 50_000]
)
@pytest.mark.parametrize("member", ["name", "description", "criteria", "inLanguage"])
def test_no_value_breaks_a_rule(member: str, value: Any) -> None:
    badge = _badge(description="Reads aloud.", criteria={"narrative": "Read aloud for a class of ten."})
    badge[member] = value
    report = trustlint.check(badge, packs=["writing", "media"])
    assert report.exit_code != 3, [problem for document in report.documents for problem in document.findings]


def test_text_of_any_length_is_cut() -> None:
    assert len(tokens_of("a " * 10 * LONGEST_TEXT)) <= LONGEST_TEXT
