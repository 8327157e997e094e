"""What a criterion is about: the field of the one view by which criteria of several frameworks are put side by side.

Where a criterion says it itself (``about``), that holds. Otherwise the first of these names it: a field that a snippet
fills, a field that a rule selects, the place or fields that a program is given. Parts of a thing count with it:
``achievement.alignment.targetUrl`` is about ``achievement.alignment``.
"""

from __future__ import annotations

from collections.abc import Iterator

from trustlint.credential.fields import field_titles
from trustlint.packs.model import Criterion, Pack, Rule

OTHER = "other"
OTHER_TITLE = "other"


def subject_of(criterion: Criterion, pack: Pack) -> str:
    """The field that a criterion is about, such as ``achievement.alignment``; ``other`` when nothing tells."""
    for field in _fields(criterion, *_rules_and_parameters(pack)):
        entity, dot, rest = field.partition(".")
        if dot:
            return f"{entity}.{rest.partition('.')[0]}"
    return OTHER


def fields_of(criterion: Criterion, pack: Pack) -> Iterator[str]:
    """The fields that a criterion fills or reads, the one that it is about first; some come more than once."""
    rules, parameters = _rules_and_parameters(pack)
    yield from _fields(criterion, rules, parameters)
    for code in criterion.assess.codes():
        places = rules[code].options.get("places", ()) if code in rules else ()
        yield from (place["field"] for place in places if isinstance(place, dict) and "field" in place)


def _rules_and_parameters(pack: Pack) -> tuple[dict[str, Rule], dict[str, object]]:
    return {rule.code: rule for rule in pack.rules}, {
        parameter.name: parameter.default for parameter in pack.parameters
    }


def title_of(subject: str) -> str:
    """What a subject is, in words for people."""
    return field_titles().get(subject, OTHER_TITLE if subject == OTHER else subject)


def _fields(criterion: Criterion, rules: dict[str, Rule], parameters: dict[str, object]) -> Iterator[str]:
    if criterion.about is not None:
        yield criterion.about
    yield from (snippet.field for snippet in criterion.snippets if snippet.field is not None)
    of_criterion = [rules[code] for code in criterion.assess.codes() if code in rules]
    for rule in of_criterion:
        if rule.select is not None and rule.select.field is not None:
            yield rule.select.field
    for rule in of_criterion:
        for option in ("at", "field", "fields", "fields_parameter"):
            value = rule.options.get(option)
            if option == "fields_parameter":
                value = parameters.get(str(value))
            for name in value if isinstance(value, list) else [value]:
                if isinstance(name, str):
                    yield name
