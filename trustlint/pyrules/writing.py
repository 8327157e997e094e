"""Programs of the pack ``writing``: what the texts of a badge say, and in which language (facts W-01, W-02, W-04, W-08)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from trustlint.checks.asking import Ask, Asked
from trustlint.checks.context import RuleContext
from trustlint.checks.result import PASSED, Result, failed
from trustlint.checks.wording import listed, plural, show
from trustlint.credential.view import Node
from trustlint.pyrules.registry import program_rule

if TYPE_CHECKING:
    from trustlint.pyrules.badge_texts import BadgeReading

LANGUAGE_FIELD = "achievement.inLanguage"


def _declared(context: RuleContext) -> list[Node]:
    """Where the document says in which language the badge is: none, or one place."""
    return [node for node in context.select(LANGUAGE_FIELD).nodes[:1] if node.document is None]


def _texts(context: RuleContext, options: Mapping[str, Any]) -> list[Node]:
    from trustlint.pyrules.badge_texts import texts_in

    return texts_in(context, options["fields"])


def _reading(context: RuleContext, nodes: list[Node], declared: list[Node]) -> BadgeReading:
    from trustlint.pyrules.badge_texts import read_badge

    return read_badge(context, [node.value for node in nodes], declared[0].value if declared else None)


Judgement = Callable[[RuleContext, list[Node], list[Node], Mapping[str, Any]], list[Result]]
"""From the texts, the place of the declared language, and the options."""


def _ask_again(judge: Judgement, context: RuleContext, options: Mapping[str, Any]) -> Asked | None:
    """That the same texts give no finding again; readings are kept, so that texts of a template cost nothing."""
    nodes, declared = _texts(context, options), _declared(context)
    fields = [node for field in options["fields"] for node in context.select(field).nodes]
    if len(fields) != len(nodes) or any(
        result is not PASSED for result in judge(context, nodes, declared, options)
    ):
        return None
    passes = bool(judge(context, nodes, declared, options))
    parameters, places = context.parameters, [*nodes, *declared]

    known: list[tuple[Any, ...]] = [()]

    def holds(*values: Any) -> bool:
        if values == known[0]:
            return True
        if not all(isinstance(value, str) and value.strip() for value in values):
            return False
        context.parameters = parameters
        again = [Node(value, place.path) for value, place in zip(values, places, strict=True)]
        results = judge(context, again[: len(nodes)], again[len(nodes) :], options)
        if any(result is not PASSED for result in results) or bool(results) is not passes:
            return False
        known[0] = values
        return True

    return (Ask(tuple(place.path for place in places), holds),) if places else ()


def _program(judge: Judgement) -> Callable[[RuleContext, Mapping[str, Any]], Iterable[Result]]:
    def run(context: RuleContext, options: Mapping[str, Any]) -> Iterable[Result]:
        return judge(context, _texts(context, options), _declared(context), options)

    return run


def _observable(
    context: RuleContext, nodes: list[Node], declared: list[Node], options: Mapping[str, Any]
) -> list[Result]:
    if not nodes or _is_said_elsewhere(context):
        return []
    reading = _reading(context, nodes, declared)
    if reading.acts:
        return [PASSED]
    if reading.language is None or "measurable_verbs" not in reading.language or reading.vague is not None:
        return []
    if reading.words < options["fewest_words"]:
        return []
    return [failed("says nothing that the earner did or can do", at=nodes[-1])]


def _vague(
    context: RuleContext, nodes: list[Node], declared: list[Node], options: Mapping[str, Any]
) -> list[Result]:
    if not nodes or _is_said_elsewhere(context):
        return []
    reading = _reading(context, nodes, declared)
    if reading.vague is not None:
        place, word = reading.vague
        return [failed(f"rests on {show(word)}", at=nodes[place])]
    known = reading.language is not None and "vague_verbs" in reading.language
    return [PASSED] if known else []


def _is_said_elsewhere(context: RuleContext) -> bool:
    """Whether results are described, or the criteria are on a page, which is not read and may say all that is wanted."""
    if context.select("achievement.resultDescription").nodes:
        return True
    narrative = context.select("achievement.criteria.narrative").nodes
    return not narrative and bool(context.select("achievement.criteria.id").nodes)


def _thin(
    context: RuleContext, nodes: list[Node], declared: list[Node], options: Mapping[str, Any]
) -> list[Result]:
    """Options ``judged``: the member whose texts are judged; the other texts help to tell the language. Criteria beside the
    address of a page are not thin: the page says the rest."""
    if not nodes or context.select("achievement.criteria.id").nodes:
        return []
    from trustlint.pyrules.badge_texts import read_text
    from trustlint.pyrules.outcomes import FEWEST_WORDS

    language = _reading(context, nodes, declared).language
    results: list[Result] = []
    for node in nodes:
        if node.path[-1] != options["judged"]:
            continue
        reading = read_text(node.value, language)
        if reading.words < FEWEST_WORDS and len(node.value) < options["enough_characters"]:
            results.append(failed(f"has {plural(reading.words, 'word')}", at=node))
        else:
            only = reading.only_completion
            results.append(failed("only says that something was completed", at=node) if only else PASSED)
    return results


def _undeclared(
    context: RuleContext, nodes: list[Node], declared: list[Node], options: Mapping[str, Any]
) -> list[Result]:
    if not nodes:
        return []
    if declared:
        return [PASSED]
    found = _detected(context, nodes)
    if found is None:
        return []
    if found in options["silent_for"]:
        return [PASSED]
    selection = context.select(LANGUAGE_FIELD)
    if not selection.expected:
        return []
    return [failed(f"is in {_name(found)}", at=selection.anchor, expected=selection.expected)]


def _other_language(
    context: RuleContext, nodes: list[Node], declared: list[Node], options: Mapping[str, Any]
) -> list[Result]:
    from trustlint.pyrules.badge_texts import primary_language

    code = primary_language(declared[0].value) if declared else None
    found = _detected(context, nodes) if code is not None and nodes else None
    if code is None or found is None:
        return []
    if found == code:
        return [PASSED]
    return [failed(f"is {show(declared[0].value)}, and the texts are in {_name(found)}", at=declared[0])]


def _detected(context: RuleContext, nodes: list[Node]) -> str | None:
    reading = _reading(context, nodes, [])
    return reading.language.code if reading.language is not None else None


_NAMES = {
    "de": "German", "en": "English", "es": "Spanish", "fr": "French", "it": "Italian", "nl": "Dutch", "pt": "Portuguese",
}  # fmt: skip


def _name(code: str) -> str:
    return f"{_NAMES[code]} ({code})" if code in _NAMES else code


def _acronyms(
    context: RuleContext, nodes: list[Node], declared: list[Node], options: Mapping[str, Any]
) -> list[Result]:
    from trustlint.pyrules.acronyms import unexplained

    reading = _reading(context, nodes, declared)
    if reading.language is None or "known_acronyms" not in reading.language:
        return []
    others = [
        node.value
        for field in options["explained_in"]
        for node in context.select(field).nodes
        if isinstance(node.value, str)
    ]
    found = unexplained([node.value for node in nodes], others, reading.language["known_acronyms"])
    results = [PASSED] * len(nodes)
    for index, names in found.items():
        results[index] = failed(f"uses {listed(names, 'and')} without saying what it means", at=nodes[index])
    return results


def _readable(
    context: RuleContext, nodes: list[Node], declared: list[Node], options: Mapping[str, Any]
) -> list[Result]:
    from trustlint.pyrules.reading_level import school_grade

    language = _reading(context, nodes, declared).language
    if language is None or language.code != "en":
        return []
    results: list[Result] = []
    for node in nodes:
        grade = school_grade(node.value)
        if grade is not None:
            hard = grade > options["most"]
            results.append(
                failed(f"reads like a text for grade {grade:.0f} of school", at=node) if hard else PASSED
            )
    return results


def _none_used(context: RuleContext, options: Mapping[str, Any]) -> Asked | None:
    """That the texts alone leave no short form open: other texts, which may explain one, differ between documents."""
    return _ask_again(_acronyms, context, {**options, "explained_in": ()})


program_rule("acronyms-explained", asked=_none_used)(_program(_acronyms))
for _name_of_program, _judge in (
    ("outcome-observable", _observable),
    ("no-vague-outcome", _vague),
    ("criteria-say-enough", _thin),
    ("texts-can-be-read", _readable),
    ("language-declared", _undeclared),
    ("language-fits-texts", _other_language),
):
    program_rule(_name_of_program, asked=partial(_ask_again, _judge))(_program(_judge))
