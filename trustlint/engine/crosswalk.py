"""One badge against many frameworks, and what to add that helps with most of them.

What an addition settles is not guessed from the packs: it is put into a copy of the document, and that is judged.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from copy import deepcopy
from typing import NamedTuple

from trustlint.credential.inner import inner_credentials, inner_documents
from trustlint.engine.examples import put
from trustlint.engine.links import LinkIndex
from trustlint.engine.options import CheckOptions
from trustlint.engine.session import VALIDITY_PACK, Session
from trustlint.errors import TrustlintError
from trustlint.model.crosswalk import Crosswalk, DocumentCrosswalk, Group, Suggestion
from trustlint.model.outcome import Verdict
from trustlint.model.pointer import parse_pointer, resolve, to_pointer
from trustlint.model.report import CriterionResult, DocumentResult, Remediation
from trustlint.packs.about import OTHER, subject_of, title_of
from trustlint.source.discover import discover
from trustlint.source.document import Document
from trustlint.source.read import Input, read_documents

Key = tuple[str, str]
"""Pack and id of a criterion."""


def crosswalk(arguments: Sequence[str], options: CheckOptions) -> Crosswalk:
    """Judge each input against all packs of the options. Raises UsageError and PackError."""
    inputs = list(discover(arguments, exclude=options.exclude))
    session = Session(options, LinkIndex(inputs))
    subjects = {
        (pack.id, criterion.id): subject_of(criterion, pack)
        for pack in session.packs
        for criterion in pack.criteria
    }
    documents = [
        _document(session, document, result, subjects)
        for source in inputs
        for document, result in judged(session, source)
    ]
    header = session.header(rules=False)
    return Crosswalk(header.run.version, header.run.now, header.packs, tuple(documents))


def judged(session: Session, source: Input) -> Iterator[tuple[Document, DocumentResult]]:
    """The documents of an input with what is said of them; what holds others (a CLR, a graph) by its parts."""
    for document in read_documents(source):
        yield from _judged_whole(session, document)


def _judged_whole(session: Session, document: Document) -> Iterator[tuple[Document, DocumentResult]]:
    result = session.check(document)
    if result is None:
        return
    if not any(True for _ in inner_credentials(result.kind, document.data)):
        yield document, result
    for inner in inner_documents(result.kind, document):
        yield from _judged_whole(session, inner)


def _document(
    session: Session, document: Document, result: DocumentResult, subjects: dict[Key, str]
) -> DocumentCrosswalk:
    asking = {item.pack for item in result.criteria if item.verdict is not Verdict.NOT_APPLICABLE}
    frameworks = [pack for pack in session.packs if pack.criteria]
    suggestions = _suggestions(session, document, result, subjects) if result.criteria else []
    settled = {_key(item) for suggestion in suggestions for item in suggestion.settles}
    return DocumentCrosswalk(
        result,
        tuple(pack.id for pack in frameworks if pack.id in asking),
        tuple(pack.id for pack in frameworks if pack.id not in asking),
        tuple(_groups([item for item in result.criteria if item.pack in asking], subjects)),
        tuple(suggestions),
        tuple(item for item in result.criteria if item.verdict is Verdict.FAIL and _key(item) not in settled),
    )


def _groups(criteria: list[CriterionResult], subjects: dict[Key, str]) -> Iterator[Group]:
    """In the order of the first criterion of each; what nothing can be said of comes last."""
    found: dict[str, list[CriterionResult]] = {}
    for item in criteria:
        found.setdefault(subjects[_key(item)], []).append(item)
    for subject in sorted(found, key=lambda name: name == OTHER):
        yield Group(subject, title_of(subject), tuple(found[subject]))


class _Trial(NamedTuple):
    """A suggestion, and what the document is and gets with it."""

    suggestion: Suggestion
    document: Document
    result: DocumentResult


def _suggestions(
    session: Session, document: Document, result: DocumentResult, subjects: dict[Key, str]
) -> list[Suggestion]:
    """The most useful first: most frameworks, then most criteria of the first levels, then most criteria."""
    first = {pack.id: pack.levels[0].id for pack in session.packs if pack.levels}

    def use(trial: _Trial) -> tuple[int, int, int]:
        settles = trial.suggestion.settles
        required = sum(item.level == first.get(item.pack) for item in settles)
        return -len(trial.suggestion.packs), -required, -len(settles)

    trials = sorted(_trials(session, document, result, subjects), key=use)
    kept: list[_Trial] = []
    for trial in trials:
        settled = {_key(item) for one in kept if _meets(one, trial) for item in one.suggestion.settles}
        if not {_key(item) for item in trial.suggestion.settles} <= settled:
            same = [
                at for at, one in enumerate(kept) if one.suggestion.insert_at == trial.suggestion.insert_at
            ]
            if not same:
                kept.append(trial)
                continue
            # What goes to the same place would replace it: what is then still missing is added to that instead.
            before = kept[same[-1]]
            wanted = {_key(item) for item in trial.suggestion.settles}
            for more in sorted(_trials(session, before.document, before.result, subjects, wanted), key=use)[
                :1
            ]:
                kept.append(more._replace(suggestion=more.suggestion._replace(after=same[-1] + 1)))
    return [trial.suggestion for trial in kept]


def _meets(one: _Trial, other: _Trial) -> bool:
    """Whether two are about the same thing, or go to the same place."""
    first, second = one.suggestion, other.suggestion
    return first.insert_at == second.insert_at or first.subject == second.subject


def _trials(
    session: Session,
    document: Document,
    result: DocumentResult,
    subjects: dict[Key, str],
    wanted: set[Key] | None = None,
) -> list[_Trial]:
    """Every different remediation of a criterion that fails here, those of the wanted ones only, put to the test."""
    tried: dict[str, _Trial | None] = {}
    for item in result.criteria:
        remediation = item.remediation
        if item.verdict is not Verdict.FAIL or remediation is None or item.document is not None:
            continue
        if remediation.insert_at is None or (wanted is not None and _key(item) not in wanted):
            continue
        what = json.dumps([remediation.insert_at, remediation.snippet], sort_keys=True)
        if what not in tried:
            tried[what] = _tried(session, document, result, remediation, subjects[_key(item)])
    return [trial for trial in tried.values() if trial is not None]


def _tried(
    session: Session, document: Document, before: DocumentResult, remediation: Remediation, subject: str
) -> _Trial | None:
    insert_at = _within(document, remediation.insert_at or "")
    additions = [(insert_at, remediation.snippet)]
    additions += [(_within(document, item.insert_at or ""), item.snippet) for item in remediation.also]
    data = deepcopy(document.data)
    try:
        for pointer, value in additions:
            data = put(data, pointer, value)
    except TrustlintError:
        return None  # The place is in another document, or in something that is no object.
    changed = Document(data, document.path, part=document.part, base=document.base, origin=("data",))
    after = session.check(changed)
    if after is None:
        return None
    old = {_key(item): item.verdict for item in before.criteria}
    new = {_key(item): item.verdict for item in after.criteria}
    settles = tuple(item for item in before.criteria if _is_settled(item.verdict, new.get(_key(item))))
    if not settles:
        return None
    suggestion = Suggestion(
        subject,
        _fact(insert_at, subject),
        _exists(document, insert_at),
        None,
        remediation.text,
        remediation.insert_at or "",
        remediation.snippet,
        remediation.also,
        settles,
        tuple(item.id for item in settles if new[_key(item)] is Verdict.NEEDS_REVIEW),
        tuple(
            key[1]
            for key, verdict in new.items()
            if verdict is Verdict.FAIL and old.get(key) is not Verdict.FAIL
        ),
    )
    return _Trial(suggestion, changed, after)


def _is_settled(before: Verdict, after: Verdict | None) -> bool:
    if before is Verdict.FAIL:
        return after in (Verdict.PASS, Verdict.NEEDS_REVIEW)
    return before is Verdict.NEEDS_REVIEW and after is Verdict.PASS


def _exists(document: Document, pointer: str) -> bool:
    try:
        resolve(document.data, pointer)
    except ValueError:
        return False
    return True


def _within(document: Document, pointer: str) -> str:
    """A pointer from the root of the file as one into the document."""
    base = to_pointer(document.base)
    return pointer.removeprefix(base)


def _fact(insert_at: str, subject: str) -> str:
    """The name of what is added: the last member on the way to it."""
    names = [part for part in parse_pointer(insert_at) if not part.isdigit() and part != "-"]
    return names[-1] if names else subject.rpartition(".")[2]


def _key(criterion: CriterionResult) -> Key:
    return criterion.pack, criterion.id


def packs_to_cross(ids: Sequence[str]) -> tuple[str, ...]:
    """The packs of a crosswalk: those that tell whether a badge is sound come along, they ask no criteria."""
    return tuple(dict.fromkeys([VALIDITY_PACK, *ids]))
