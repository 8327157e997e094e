"""Words and patterns looked for in several texts of a document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache, partial
from typing import Any

from trustlint.checks.asking import Ask, Asked
from trustlint.checks.context import RuleContext
from trustlint.checks.patterns import LONGEST_TEXT, LazyPattern
from trustlint.checks.registry import PLACEHOLDER
from trustlint.checks.result import PASSED, Result, cant_tell, failed
from trustlint.checks.text import normalised
from trustlint.checks.wording import show
from trustlint.credential.placeholder import gaps_in
from trustlint.credential.view import Node
from trustlint.model.pointer import resolve, to_pointer
from trustlint.pyrules.class_places import objects_in
from trustlint.pyrules.objects import reported_by_schema
from trustlint.pyrules.registry import program_rule


def _with_words(context: RuleContext, options: Any) -> Asked | None:
    """The first text that has the words."""
    has = partial(_has, _pattern(options["pattern"]))
    for node in text_nodes(context, options["fields"]):
        if node.document is None and has(node.value):
            return (Ask((node.path,), has),)
    return None


def _without_words(context: RuleContext, options: Any) -> Asked | None:
    """All the texts, none of which has the words."""
    lacks = partial(_lacks, _pattern(options["pattern"]))
    nodes = [node for field in options["fields"] for node in context.select(field).nodes]
    if any(node.document is not None or not lacks(node.value) for node in nodes):
        return None
    return tuple([Ask((node.path,), lacks) for node in nodes])


def _has(pattern: LazyPattern, value: Any) -> bool:
    return isinstance(value, str) and not value.isspace() and bool(pattern.search(value[:LONGEST_TEXT]))


def _lacks(pattern: LazyPattern, value: Any) -> bool:
    if not isinstance(value, str) or not value.strip():
        return False
    return pattern.search(value[:LONGEST_TEXT]) is None


@program_rule("words-in-any-text", asked=_with_words)
def words_in_any_text(context: RuleContext, options: Mapping[str, Any]) -> Iterable[Result]:
    """At least one of several texts has certain words.

    Options ``fields``: the texts; ``pattern``: the words; ``at``: the field whose value needs them, where a failure
    is shown. Nothing is judged when there is no text, or when one is a placeholder and none has the words.
    """
    pattern = _pattern(options["pattern"])
    texts = list(text_nodes(context, options["fields"]))
    if any(pattern.search(node.value[:LONGEST_TEXT]) for node in texts):
        return [PASSED]
    if not texts or any(context.is_placeholder(node.value) for node in texts):
        return []
    places = context.select(options["at"]).nodes
    return [failed(f"is {show(places[0].value)}", at=places[0])] if places else []


@program_rule("words-in-no-text", asked=_without_words)
def words_in_no_text(context: RuleContext, options: Mapping[str, Any]) -> Iterable[Result]:
    """None of several texts has certain words. Options ``fields``: the texts; ``pattern``: the words."""
    pattern = _pattern(options["pattern"])
    for node in text_nodes(context, options["fields"]):
        found = pattern.search(node.value[:LONGEST_TEXT])
        yield failed(f"says {show(found[0])}", at=node) if found else PASSED


@program_rule("names-none-of")
def names_none_of(context: RuleContext, options: Mapping[str, Any]) -> Iterable[Result]:
    """No text contains the whole of another text, as a title contains the name of the issuer.

    Options ``fields``: the texts; ``named_by``: the fields whose values they must not contain; letter case and
    punctuation do not count.
    """
    names = [
        (field, normalised(node.value))
        for field in options["named_by"]
        for node in context.select(field).nodes
        if isinstance(node.value, str)
    ]
    for node in text_nodes(context, options["fields"]):
        text = f" {normalised(node.value)} "
        found = next((field for field, name in names if name and f" {name} " in text), None)
        if found is not None:
            yield failed(
                f"is {show(node.value)} and contains {context.view.table.place(found).title}", at=node
            )
        elif names:
            yield PASSED


def _matching_none(context: RuleContext, options: Any) -> Asked | None:
    """All the texts, none of which has the pattern."""
    lacks = partial(
        _lacks_or_blank,
        _pattern(options["pattern"], options.get("ignore_case", False)),
        options.get("only_with"),
    )
    nodes = list(_member_texts(context, options))
    if not all(lacks(node.value) for node in nodes):
        return None
    return tuple([Ask((node.path,), lacks) for node in nodes])


def _lacks_or_blank(pattern: LazyPattern, needed: Iterable[str] | None, value: Any) -> bool:
    return isinstance(value, str) and not _is_found(pattern, needed, value[:LONGEST_TEXT])


def _is_found(pattern: LazyPattern, needed: Iterable[str] | None, text: str) -> bool:
    """A pattern takes longer to compile than most texts to read, so it is left alone where it cannot match."""
    if needed is not None:
        lowered = text.lower()
        if not any(word in lowered for word in needed):
            return False
    return pattern.search(text) is not None


@program_rule("no-text-matches", asked=_matching_none)
def no_text_matches(context: RuleContext, options: Mapping[str, Any]) -> Iterable[Result]:
    """No text of certain members has a pattern. Texts by language are judged one by one.

    Options ``class``: the objects, as in ``each-object``; ``members``: names of their members; ``pattern``: looked for
    anywhere in a text; ``ignore_case``; ``only_with``: parts in small letters, one of which is in every text that matches.
    What the schema reports already is left out.
    """
    pattern, templated = _pattern(options["pattern"], options.get("ignore_case", False)), context.templated
    needed = options.get("only_with")
    for node in _member_texts(context, options):
        if templated and context.is_placeholder(node.value):
            yield cant_tell(PLACEHOLDER.reason, at=node)
        elif not _is_found(pattern, needed, node.value[:LONGEST_TEXT]):
            yield PASSED
        else:
            result = failed(f"is {show(node.value)}", at=node)
            if not reported_by_schema(context, result):
                yield result


def _member_texts(context: RuleContext, options: Mapping[str, Any]) -> Iterator[Node]:
    classes, members = options["class"], options["members"]
    for holder in objects_in(context, classes if isinstance(classes, str) else tuple(classes)):
        held = holder.value
        for name in members:
            if name in held:
                value, path = held[name], (*holder.path, name)
                if isinstance(value, str):
                    yield Node(value, path)
                elif isinstance(value, dict):
                    for language, text in value.items():
                        if isinstance(text, str):
                            yield Node(text, (*path, language))


@cache
def _pattern(pattern: str, ignore_case: bool = True) -> LazyPattern:
    return LazyPattern(pattern, ignore_case=ignore_case)


def text_nodes(context: RuleContext, fields: Iterable[str]) -> Iterable[Node]:
    """The texts of some fields that are not blank."""
    for field in fields:
        for node in context.select(field).nodes:
            if isinstance(node.value, str) and node.value.strip():
                yield node


@program_rule("no-gap-left", quiet=lambda context: not context.templated)
def no_gap_left(context: RuleContext, options: Mapping[str, Any]) -> Iterable[Result]:
    """No text, wherever it stands, is a gap that a person has still to fill in."""
    left = failed("is still to be filled in")
    return [
        left.placed(Node(resolve(context.data, to_pointer(path))[1], path)) for path in gaps_in(context.data)
    ] or [PASSED]
