"""Whatever is answered, what comes out is JSON with the answers in it, or a sentence; never a traceback."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trustlint.authoring.answers import Answer, AnswerError, level_names, read_answer, value_of
from trustlint.authoring.draft import Draft
from trustlint.authoring.filling import gap
from trustlint.authoring.questions import Part, questions
from trustlint.authoring.write import MODELS, Asked, skeleton, write_badge
from trustlint.credential.placeholder import Placeholder, is_gap
from trustlint.engine.options import CheckOptions
from trustlint.engine.session import Session
from trustlint.source.read import Input, read_documents

HOSTILE = st.one_of(
    st.text(max_size=200),
    st.text(st.characters(categories=["Cc", "Cf", "Cs", "Co", "Zl", "Zp"]), max_size=20),
    st.sampled_from(
        [
            "<script>alert(1)</script>",
            "{{learner.name}}",
            "<<FILL IN: x>>",
            "{name} {level} {0}",
            '"}],"x":[{"',
            "\\u0000",
            "\u202eevil",
            "\ud800",
            "a" * 60_000,
            "9" * 5000,
            "nan",
            "-1e999",
            "https://[::1",
            "https://exa mple.org/",
            "javascript:alert(1)",
            "urn:uuid:x",
            "yes",
            "none",
            "1",
        ]
    ),
)
PACKS = ("open-badges", "trusted-credential", "nz-listing", "digital-promise", "rubric-quality")


@pytest.fixture(scope="module")
def session() -> Session:
    return Session(CheckOptions(packs=PACKS, attestations=(), waivers=()))


class Anybody:
    """Answers with drawn texts, and skips what such a text cannot be."""

    tries = 2

    def __init__(self, data: st.DataObject) -> None:
        self._data = data
        self.name: str | None = None

    def answer(self, asked: Asked) -> Answer | None:
        values: dict[str, Any] = {}
        try:
            for part in asked.question.parts:
                values[part.name] = self._value(part, values)
        except AnswerError:
            return None
        if asked.question.id == "name":
            self.name = values["name"]
        return Answer((values,))

    def _value(self, part: Part, values: dict[str, Any]) -> Any:
        if part.kind == "levels":
            return [{each.name: self._value(each, {}) for each in part.parts} for _ in range(2)]
        if part.kind == "level":
            return self._data.draw(st.sampled_from(level_names(values)))
        text = self._data.draw(st.one_of(st.just(part.example or part.default or "Some words"), HOSTILE))
        return value_of(part, text)


@pytest.mark.parametrize("model", MODELS)
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(data=st.data())
def test_any_answers_make_a_badge(model: str, session: Session, data: st.DataObject) -> None:
    levels = {pack.id: pack.levels_within(pack.levels[0].id) for pack in session.packs if pack.levels}
    draft = Draft(session, skeleton(model), levels)
    anybody = Anybody(data)
    write_badge(draft, model, anybody)
    text = json.dumps(draft.data, ensure_ascii=False)
    (document,) = read_documents(Input("badge.json", True, text.encode("utf-8")))
    assert document.usable
    assert document.data == draft.data
    assert draft.result.errors == ()
    assert draft.data.get("name") == anybody.name


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), HOSTILE),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(["name", "url", "levels", "x"]), inner, max_size=3),
    ),
    max_leaves=6,
)


@settings(max_examples=300, deadline=None)
@given(question=st.sampled_from([item for item in questions() if item.parts]), data=JSON)
def test_an_answer_of_any_shape_is_read_or_refused_in_words(question: Any, data: Any) -> None:
    try:
        answer = read_answer(question, data)
    except AnswerError as error:
        assert 0 < len(str(error)) < 1000  # noqa: PT017 - it may be raised, or not
    else:
        json.dumps([dict(entry) for entry in answer.entries], ensure_ascii=False).encode("utf-8")


@settings(max_examples=300, deadline=None)
@given(what=HOSTILE, example=HOSTILE)
def test_a_gap_is_a_gap_whatever_it_names(what: str, example: str) -> None:
    text = gap(what, example)
    assert is_gap(text)
    assert Placeholder()(text)
    assert len(text) <= 200


def test_what_stands_for_a_program_to_fill_in_is_no_gap() -> None:
    assert not any(map(is_gap, ["{{name}}", "<<name>>", "FILL IN: name", "Fill in the form"]))
