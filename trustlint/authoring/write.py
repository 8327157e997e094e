"""Writing a new badge: the questions in turn, until the packs have nothing more to ask that an answer could settle."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, Protocol

from trustlint.authoring.answers import Answer
from trustlint.authoring.draft import Draft, Key, Step
from trustlint.authoring.filling import new_id
from trustlint.authoring.questions import Question, opening_questions
from trustlint.packs.model import Criterion

MODELS = ("ob3", "ob2")

_SKELETONS: Mapping[str, Callable[[], dict[str, Any]]] = {
    "ob3": lambda: {
        "@context": [
            "https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        ],
        "id": new_id(),
        "type": ["Achievement"],
    },
    "ob2": lambda: {
        "@context": "https://w3id.org/openbadges/v2",
        "id": new_id(),
        "type": "BadgeClass",
        "issuer": {"id": new_id(), "type": "Issuer"},
    },
}


class Asked(NamedTuple):
    """A question as it is put to somebody: what for, and whether the badge falls short without an answer.

    step: what the answer fills; problem: why an earlier answer was not enough.
    """

    question: Question
    step: Step
    criteria: tuple[Criterion, ...]
    needed: bool
    problem: str = ""


class Respondent(Protocol):
    """Who answers: a person, a file."""

    tries: int
    """How often the same question is answered anew."""

    def answer(self, asked: Asked) -> Answer | None:
        """The answer to a question; None where it is skipped."""


def skeleton(model: str) -> dict[str, Any]:
    """A badge of a model that says nothing yet. Raises KeyError for a model that is not in MODELS."""
    return _SKELETONS[model]()


def write_badge(draft: Draft, model: str, respondent: Respondent) -> None:
    """Ask for all that the standard and the packs want, and put the answers into the draft."""
    for question, needed in opening_questions(model):
        step = draft.opening_step(question)
        if step is not None:
            asked = Asked(step.asked, step, tuple(draft.wanting(question)), needed)
            answer = respondent.answer(asked)
            if answer is not None:
                draft.apply(step, answer)
    left: set[Key] = set()
    tried: dict[Key, int] = {}
    skipped: set[tuple[str, tuple[str, ...]]] = set()
    while True:
        item = next((item for item in draft.failing() if (item.pack, item.id) not in left), None)
        if item is None:
            break
        key = (item.pack, item.id)
        step = draft.step_for(item)
        if step is None or step.question.tell or not step.asked.parts:
            left.add(key)
            continue
        asked_parts = (step.question.id, tuple(part.name for part in step.asked.parts))
        if asked_parts in skipped:
            left.add(key)
            continue
        criterion = draft.criterion(item)
        others = [each for each in draft.wanting(step.question) if each != criterion]
        problem = item.message if tried.get(key) else ""
        answer = respondent.answer(Asked(step.asked, step, (criterion, *others), True, problem))
        if answer is None:
            skipped.add(asked_parts)
            left.add(key)
            continue
        draft.apply(step, answer)
        tried[key] = tried.get(key, 0) + 1
        if tried[key] >= respondent.tries and draft.is_failing(key):
            left.add(key)
    if "issuer" in draft.data:
        draft.data["issuer"] = draft.data.pop("issuer")
