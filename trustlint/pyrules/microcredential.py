"""The types of the 2024 TrustEd Microcredential Framework, read from how an achievement is assessed.

Knowledge: shown by a validated assessment such as an exam. Application: knowledge applied in work that is judged, such
as a project. Recognition: a task done or an event attended, with no assessment implied (frameworks facts 1.2). No
property of Open Badges says which, so the pack parameter ``credential_type`` may.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from trustlint.checks.context import RuleContext
from trustlint.checks.patterns import LONGEST_TEXT
from trustlint.checks.presence import is_empty
from trustlint.checks.result import PASSED, Result, cant_tell, failed, inapplicable
from trustlint.checks.wording import listed, show
from trustlint.credential.kinds import texts_of
from trustlint.credential.view import Absence, Node
from trustlint.model.kind import Scope
from trustlint.pyrules.registry import program_rule

KNOWLEDGE, APPLICATION, RECOGNITION = "knowledge", "application", "recognition"
TYPES = (KNOWLEDGE, APPLICATION, RECOGNITION)
AUTO = "auto"

_BY_ASSESSMENT_TYPE = {"exam": KNOWLEDGE, "performance": APPLICATION, "artifact": APPLICATION}
"""Assessment types of the Open Badges assessment extensions."""

_ASSESSMENT_FIELDS = ("achievement.resultDescription", "achievement.assessment")
"""Where assessments are described in Open Badges 3.0 and in 2.0."""

_TERM = re.compile(r"ext:.*(knowledge|application|recognition).*", re.IGNORECASE)


def _words(*words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", re.IGNORECASE)


_WORK_WORDS = _words(
    "portfolios?", "projects?", "capstone", "lab(?:oratory)? (?:work|reports?)", "practicum", "presentations?"
)
_EXAM_WORDS = _words(
    "exams?", "examinations?", "quiz(?:zes)?", "multiple[- ]choice", "written test", "final test"
)
_JUDGED_WORDS = _words("rubrics?", "submissions?")
_ATTENDANCE_WORDS = _words("attend(?:s|ed|ance)?", "participat(?:e|es|ed|ion)")


class Reading(NamedTuple):
    """Which types a document may be: one when it is known; ``why`` completes "because …" or "cannot be told: …"."""

    types: frozenset[str]
    why: str

    @property
    def sentence(self) -> str:
        """``this one is read as Application, because its assessment is a Performance``."""
        if len(self.types) == 1:
            return f"this one is read as {next(iter(self.types)).capitalize()}, because {self.why}"
        names = listed([name.capitalize() for name in TYPES if name in self.types])
        return f"whether this one is {names} cannot be told: {self.why}; the pack parameter credential_type can say it"


@program_rule("microcredential-type")
def microcredential_type(context: RuleContext, options: Mapping[str, Any]) -> Iterable[Result]:
    """The document is a micro-credential of one of the types in the option ``is``.

    Passes for the profile of an issuer, which has no type of its own. Cannot tell when the document may be of these
    types and of others. The parameter ``credential_type`` of the pack decides unless it is ``auto``.
    """
    if context.kind is not None and context.kind.scope is Scope.ISSUER:
        return [PASSED]
    reading = read_type(context)
    wanted = frozenset(options["is"])
    if reading.types <= wanted:
        return [PASSED]
    return [(cant_tell if reading.types & wanted else inapplicable)(reading.sentence)]


@program_rule("assessment-described")
def assessment_described(context: RuleContext, options: Mapping[str, Any]) -> Iterable[Result]:
    """At least one assessment says how it is done: its type, or its evaluation method."""
    seen: Node | None = None
    for node in _assessments(context):
        if any(
            not is_empty(node.value.get(name))
            for name in ("assessmentType", "evaluationMethod", *_type_member(node))
        ):
            return [PASSED]
        seen = seen or node
    if seen is not None:
        return [failed("has no assessmentType", at=seen, expected="assessmentType")]
    selections = [context.select(field) for field in _ASSESSMENT_FIELDS]
    for selection in selections:
        if selection.nodes:
            return [failed("describes no assessment", at=selection.nodes[0])]
    for selection in selections:
        if selection.absence is Absence.MISSING:
            anchor = selection.anchor or Node(context.data, ())
            return [failed(f"has no {selection.expected}", at=anchor, expected=selection.expected)]
    possible = [selection for selection in selections if selection.absence is Absence.ELSEWHERE]
    return [inapplicable((possible or selections)[0].reason)]


def read_type(context: RuleContext) -> Reading:
    """What type of micro-credential a document is read as, computed once for one value of the parameter."""
    chosen = context.parameters.get("credential_type", AUTO)
    if chosen in TYPES:
        return Reading(frozenset({chosen}), f"the parameter credential_type is {chosen}")
    found: Reading | None = context.memo.get("microcredential type")
    if found is None:
        found = context.memo["microcredential type"] = _guess(context)
    return found


def _guess(context: RuleContext) -> Reading:
    definition = context.select("achievement.criteria")
    if definition.absence is Absence.ELSEWHERE:
        return Reading(frozenset(TYPES), definition.reason)
    for read in (_from_assessments, _from_achievement_type, _from_criteria, _from_results):
        reading = read(context)
        if reading is not None:
            return reading
    return Reading(frozenset(TYPES), "nothing in it says how it is assessed")


def _from_assessments(context: RuleContext) -> Reading | None:
    found: dict[str, list[str]] = {}
    for node in _assessments(context):
        for text in _texts(node.value, "assessmentType", *_type_member(node)):
            if context.is_placeholder(text):
                return Reading(
                    frozenset({KNOWLEDGE, APPLICATION}), "the type of its assessment is a placeholder"
                )
            type_ = _BY_ASSESSMENT_TYPE.get(text.strip().casefold())
            if type_ is not None and text not in found.setdefault(type_, []):
                found[type_].append(text)
    for type_ in (APPLICATION, KNOWLEDGE):
        if type_ in found:
            whole = "its assessment is" if len(found) == 1 else "a part of its assessment is"
            return Reading(frozenset({type_}), f"{whole} {_with_articles(found[type_])}")
    return None


def _from_achievement_type(context: RuleContext) -> Reading | None:
    for value in context.values("achievement.achievementType"):
        term = _TERM.fullmatch(value[:200]) if isinstance(value, str) else None
        if term is not None:
            return Reading(frozenset({term[1].casefold()}), f"its achievementType is {show(value)}")
    return None


def _from_criteria(context: RuleContext) -> Reading | None:
    texts = [
        text[:LONGEST_TEXT]
        for value in context.values("achievement.criteria.narrative")
        for text in (value.values() if isinstance(value, dict) else [value])
        if isinstance(text, str)
    ]
    has_levels = bool(context.values("achievement.resultDescription.rubricCriterionLevel"))
    for words, type_ in ((_WORK_WORDS, APPLICATION), (_EXAM_WORDS, KNOWLEDGE)):
        reading = _mentioned(texts, words, type_)
        if reading is not None:
            return reading
    if has_levels:
        return Reading(frozenset({APPLICATION}), "its results have rubric levels")
    reading = _mentioned(texts, _JUDGED_WORDS, APPLICATION)
    if reading is not None or context.values("achievement.resultDescription"):
        return reading
    return _mentioned(texts, _ATTENDANCE_WORDS, RECOGNITION)


def _from_results(context: RuleContext) -> Reading | None:
    if context.values("achievement.resultDescription") or context.values("achievement.assessment"):
        return Reading(
            frozenset({KNOWLEDGE, APPLICATION}),
            "its result descriptions do not say what type of assessment they are about",
        )
    return None


def _mentioned(texts: list[str], words: re.Pattern[str], type_: str) -> Reading | None:
    for text in texts:
        found = words.search(text)
        if found is not None:
            return Reading(frozenset({type_}), f"its criteria mention {show(found[0])}")
    return None


def _assessments(context: RuleContext) -> Iterator[Node]:
    """Every object that describes an assessment: result descriptions, and the parts of the assessment extension."""
    for node in context.select("achievement.resultDescription").nodes:
        if isinstance(node.value, dict):
            yield node
    for node in context.select("achievement.assessment").nodes:
        if isinstance(node.value, dict):
            parts = node.value.get("assessments")
            for index, part in enumerate(parts if isinstance(parts, list) else ()):
                if isinstance(part, dict):
                    yield Node(part, (*node.path, "assessments", index), node.document)


def _type_member(node: Node) -> tuple[str, ...]:
    """The assessment extension of Open Badges 2.0 keeps the type of a part in ``type``."""
    return ("type",) if "assessments" in node.path else ()


def _texts(value: Mapping[str, Any], *names: str) -> Iterator[str]:
    for name in names:
        yield from texts_of(value.get(name))


def _with_articles(types: list[str]) -> str:
    return listed([f"{'an' if name[:1].casefold() in 'aeiou' else 'a'} {name}" for name in types[:3]], "and")
