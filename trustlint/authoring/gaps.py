"""A badge that is there, with a marked gap for each thing that the packs miss in it. Nothing that it says is changed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any, NamedTuple

from trustlint.authoring.draft import Draft, Key, Step, ids_in
from trustlint.authoring.filling import Filling
from trustlint.authoring.json_edit import add
from trustlint.credential.placeholder import GAP, gaps_in, is_gap
from trustlint.engine.session import Session
from trustlint.errors import UsageError
from trustlint.model.finding import Severity
from trustlint.model.pointer import Path, resolve, to_pointer
from trustlint.source.document import Document
from trustlint.source.json_spans import parse_with_spans
from trustlint.source.read import Input, read_documents

_MODELS = ("ob3", "ob2")


class Gap(NamedTuple):
    """A place that somebody has to fill in, and with what."""

    pointer: str
    what: str


class Filled(NamedTuple):
    """A badge with gaps."""

    text: str
    gaps: tuple[Gap, ...]


def fill_gaps(path: str, session: Session, levels: Mapping[str, tuple[str, ...]]) -> Filled:
    """The text of one badge with gaps for what it lacks at some levels. Raises UsageError for what is no such file."""
    document = _one_badge(path, session)
    text = document.source or ""
    if "json" not in document.origin:
        text = json.dumps(document.data, indent=2, ensure_ascii=False) + "\n"
    draft = Draft(session, deepcopy(document.data), levels)
    seen: set[Key] = set()
    while True:
        item = next((item for item in draft.failing() if (item.pack, item.id) not in seen), None)
        if item is None:
            break
        seen.add((item.pack, item.id))
        step = draft.step_for(item)
        if step is None or step.question.tell:
            continue
        changed = _with_gaps(Draft(session, deepcopy(draft.data), levels), step, text)
        if changed is not None:
            after = Draft(session, parse_with_spans(changed).data, levels)
            # A gap that makes the badge unsound, such as an issuer with nothing but a gap, helps nobody.
            if _errors(after) <= _errors(draft):
                text, draft = changed, after
    return Filled(text, tuple(_gaps(draft.data, document.data)))


def _errors(draft: Draft) -> set[tuple[str, str | None]]:
    """The errors of a badge that are no criterion's, by code and place."""
    return {
        (item.code, item.pointer)
        for item in draft.result.findings
        if item.severity is Severity.ERROR and not item.criteria
    }


def _one_badge(path: str, session: Session) -> Document:
    documents = list(read_documents(Input(path, explicit=True)))
    if len(documents) != 1:
        raise UsageError(f"{path} holds {len(documents)} documents; give a file with one badge")
    document = documents[0]
    if not document.usable:
        why = document.problems[0].message if document.problems else "it holds nothing"
        raise UsageError(f"{path} cannot be read: {why}")
    kind = session.kind_of(document)
    if kind is None or kind.model not in _MODELS or document.base or not isinstance(document.data, dict):
        label = kind.label if kind is not None else "no badge that trustlint knows"
        raise UsageError(f"{path} is {label}; gaps can be marked in Open Badges 2.0 and 3.0")
    return document


def _with_gaps(draft: Draft, step: Step, text: str) -> str | None:
    """The text with the gaps of one step; None where they could only stand in place of what is there."""
    held = draft.held(step.path)
    filling = Filling(
        step.question, step.members, step.fills, None if step.in_list else held, ids_in(draft.data)
    )
    value = filling.with_gaps(step.template)
    if not (isinstance(value, dict | list) or (isinstance(value, str) and is_gap(value))):
        return None
    additions: list[tuple[Path, Any]]
    if held is None and not _is_there(draft, step.path):
        additions = [(step.path, [value] if step.in_list else value)]
    elif isinstance(held, list) and step.in_list:
        additions = [((*step.path, "-"), value)]
    elif isinstance(held, dict) and isinstance(value, dict):
        additions = [((*step.path, name), item) for name, item in value.items() if name not in held]
    else:
        return None
    try:
        for place, item in additions:
            for where, what in draft.put(place, item):
                text = add(text, where, what)
    except KeyError:
        return None
    return text if additions and _holds_gap([item for _, item in additions]) else None


def _is_there(draft: Draft, path: Path) -> bool:
    """Whether a member is there, if only as null."""
    holder = draft.held(path[:-1])
    return isinstance(holder, dict) and path[-1] in holder


def _holds_gap(value: Any) -> bool:
    return any(True for _ in gaps_in(value))


def _gaps(data: Any, before: Any) -> Iterator[Gap]:
    """The gaps in a badge that were not there before."""
    old = set(gaps_in(before))
    for path in gaps_in(data):
        if path not in old:
            pointer = to_pointer(path)
            yield Gap(
                pointer, str(resolve(data, pointer)[1]).strip().removeprefix(f"<<{GAP}").removesuffix(">>")
            )
