"""What a reviewer can be asked about a file, and the entries that record what people say of it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple

from trustlint.credential.inner import inner_documents
from trustlint.engine.options import CheckOptions
from trustlint.engine.session import Reviewable, Session
from trustlint.engine.sessions import session_at
from trustlint.errors import UsageError
from trustlint.model.outcome import Verdict
from trustlint.packs.load import load_pack, shipped_pack_ids
from trustlint.packs.model import Criterion, Pack
from trustlint.packs.tool_rules import TOOL_RULE
from trustlint.review.find import nearest
from trustlint.source.document import Document
from trustlint.source.read import Input, read_documents

_WHY_NOT_ASKED = {
    Verdict.FAIL: "it fails by what a machine found, and an answer cannot change that: mend the badge, or waive it",
    Verdict.PASS: "it is met by what a machine found, and asks nobody",
    Verdict.NOT_APPLICABLE: "it does not apply to this document",
    Verdict.ERROR: "a check of it broke off",
    Verdict.NOT_ASSESSED: "it was not assessed",
}


class Asked(NamedTuple):
    """A document, by its name for people and its part, with the criteria that are judged on it."""

    name: str
    part: str | None
    criteria: list[Reviewable]


def documents_to_review(path: str, options: CheckOptions) -> Iterator[Asked]:
    """Each document of a file with its criteria. Raises UsageError when the file holds none, and as Session does."""
    source = Input(path, explicit=True)
    session = session_at(source, options)
    found = False
    for document in read_documents(source):
        if not document.usable:
            why = document.problems[0].message if document.problems else "it holds nothing"
            raise UsageError(f"{document.name} cannot be read: {why}")
        for each in _whole(document, session):
            criteria = session.reviewable(each)
            if criteria:
                found = True
                yield Asked(each.name, each.part, criteria)
    if not found:
        packs = ", ".join(pack.id for pack in session.packs)
        raise UsageError(f"{path} holds nothing that a criterion of {packs} is judged on")


def _whole(document: Document, session: Session) -> Iterator[Document]:
    yield document
    for inner in inner_documents(session.kind_of(document), document):
        yield from _whole(inner, session)


def packs_at(path: str, options: CheckOptions) -> tuple[Pack, ...]:
    """The packs that a file is checked against. Raises as Session does."""
    return session_at(Input(path, explicit=True), options).packs


def is_open(item: Reviewable) -> bool:
    """Whether reviewers have still to answer."""
    return item.result.verdict is Verdict.NEEDS_REVIEW


def why_not_asked(item: Reviewable) -> str | None:
    """Why no reviewer is asked; None when one is."""
    return _WHY_NOT_ASKED.get(item.machine)


def find_criterion(name: str, packs: tuple[Pack, ...]) -> Criterion:
    """The criterion called ``PACK/ID`` or ``ID``, in any letter case. Raises UsageError when there is none, or several."""
    pack_id, _, id_ = name.rpartition("/")
    known = [criterion for pack in packs for criterion in pack.criteria]
    found = [
        item
        for item in known
        if item.id.casefold() == id_.casefold() and pack_id.casefold() in ("", item.pack.casefold())
    ]
    if len(found) == 1:
        return found[0]
    if found:
        names = " or ".join(f"{item.pack}/{item.id}" for item in found)
        raise UsageError(f"several packs have a criterion {name}; write {names}")
    raise UsageError(f"no pack used here has a criterion {name!r}{_suggested(name, known)}")


def waiver_target(name: str, packs: tuple[Pack, ...]) -> tuple[str, str]:
    """``criterion`` and ``PACK/ID``, or ``rule`` and its code, for a name of one of them. Raises UsageError."""
    for pack in packs:
        rule = pack.rule(name)
        if rule is not None:
            return "rule", rule.code
    if name.upper() in TOOL_RULE:
        raise UsageError(
            f"{name.upper()} is about the review itself and cannot be waived; leave it out with --ignore"
        )
    try:
        criterion = find_criterion(name, packs)
    except UsageError as error:
        codes = [rule.code for pack in packs for rule in pack.rules]
        close = get_close_matches(name.upper(), codes, n=1, cutoff=0.6)
        if "/" not in name and close and "did you mean" not in str(error):
            raise UsageError(
                f"no pack used here has a criterion or rule {name!r}; did you mean {close[0]}?"
            ) from None
        raise
    return "criterion", f"{criterion.pack}/{criterion.id}"


def review_file(path: str, given: str | None, name: str) -> Path:
    """The file that an entry about ``path`` goes to: the one given, the one that ``check`` finds, or one beside it."""
    if given is not None:
        return Path(given)
    folder = Path(os.path.abspath(path)).parent  # noqa: PTH100 - links stay what they are called
    file = nearest(folder, name) or folder / name
    here = Path.cwd()
    return file.relative_to(here) if file.is_relative_to(here) else file


def written_path(path: str, file: Path) -> str:
    """How an entry in ``file`` names the document at ``path``."""
    folder = os.path.dirname(os.path.abspath(file))  # noqa: PTH100, PTH120 - links stay what they are called
    return os.path.relpath(os.path.abspath(path), folder).replace(os.sep, "/")  # noqa: PTH100


def _suggested(name: str, known: list[Criterion]) -> str:
    wanted = name.rpartition("/")[2].casefold()
    used = {item.pack for item in known}
    for id_ in shipped_pack_ids():
        if id_ not in used and any(
            criterion.id.casefold() == wanted for criterion in load_pack(id_).criteria
        ):
            return f"; {id_} has one, so add --pack {id_}"
    names = {item.id.casefold(): item.id for item in known}
    names |= {f"{item.pack}/{item.id}".casefold(): f"{item.pack}/{item.id}" for item in known}
    close = get_close_matches(name.casefold(), names, n=1, cutoff=0.6)
    return f"; did you mean {names[close[0]]}?" if close else ""
