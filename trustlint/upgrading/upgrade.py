"""From paths to Upgrades: what to upgrade, and what the result is worth."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from trustlint.credential.kinds import detect
from trustlint.credential.tree import Tree, tree_of
from trustlint.credential.versions import Version, change_of_version
from trustlint.engine.links import LinkIndex
from trustlint.engine.options import CheckOptions
from trustlint.engine.session import VALIDITY_PACK, Session
from trustlint.model.finding import Severity
from trustlint.model.kind import Kind
from trustlint.model.outcome import Verdict
from trustlint.model.upgrade import Upgrade, Upgrades
from trustlint.source.discover import discover
from trustlint.source.document import Document
from trustlint.source.problem import UNREAD_KINDS
from trustlint.source.read import read_documents
from trustlint.upgrading.carry import carry
from trustlint.version import __version__

NEWER = "ob3"


def upgrade_paths(
    paths: Sequence[str],
    options: CheckOptions,
    *,
    links: Sequence[str] = (),
    stdin: Callable[[], bytes] | None = None,
) -> Upgrades:
    """Upgrade files, folders or patterns. ``links``: further inputs that links may lead to, and that are not upgraded.

    The packs of the options say what is told of the result; ``open-badges`` is always asked. Raises UsageError and
    PackError; what is wrong with an input is in the result.
    """
    inputs = list(discover(paths, exclude=options.exclude, stdin=stdin))
    known = {source.path for source in inputs}
    index = LinkIndex([*inputs, *(source for source in discover(links) if source.path not in known)])
    upgrader = Upgrader(options, index)
    documents, skipped = [], []
    for source in inputs:
        for document in read_documents(source):
            kind = detect(document.data).kind if document.usable else None
            if not source.explicit and document.usable and upgrader.version_of(kind) is None:
                if kind is not None:
                    skipped.append((document.name, _why_not(kind)))
                continue
            documents.append(upgrader.upgrade(document, kind))
    packs = tuple((pack.id, pack.version) for pack in upgrader.packs)
    return Upgrades(
        __version__, options.now.isoformat(timespec="seconds"), packs, tuple(documents), tuple(skipped)
    )


class Upgrader:
    """Upgrades one document after another. Raises UsageError and PackError when the options cannot be carried out."""

    def __init__(self, options: CheckOptions, links: LinkIndex) -> None:
        self._links = links
        asked = replace(options, packs=tuple(dict.fromkeys((VALIDITY_PACK, *options.packs))))
        self._before = Session(asked, links)
        self._after = Session(asked)
        self.packs = self._after.packs

    def version_of(self, kind: Kind | None) -> Version | None:
        """The table by which documents of a Kind are upgraded; None for those that are not."""
        version = change_of_version(kind.model, NEWER) if kind is not None else None
        return version if version is not None and kind is not None and kind.type in version.classes else None

    def upgrade(self, document: Document, kind: Kind | None) -> Upgrade:
        """One document, with what a check says of it before and after."""
        problem = next((item for item in document.problems if item.kind in UNREAD_KINDS), None)
        if not document.usable or problem is not None:
            told = problem or next(iter(document.problems), None)
            return self._refused(document, kind, told.message if told is not None else "it could not be read")
        version = self.version_of(kind)
        if version is None or kind is None:
            return self._refused(document, kind, _why_not(kind))
        tree = tree_of(document.data, kind, self._links.follow, older_names=version.older_names())
        if (reason := _obstacle(document.data, kind, tree)) is not None:
            return self._refused(document, kind, reason)
        result = carry(tree, version)
        before = self._before.check(document)
        after = self._after.check(Document.from_data(result.data, document.path))
        upgraded = Upgrade(
            document.path,
            document.part,
            kind,
            result.data,
            None,
            tuple(result.carried),
            tuple(result.made),
            tuple(result.lost),
            tuple(result.left_behind),
            was_valid=before.valid if before is not None else None,
        )
        if after is None:  # only what was found in a folder is left out
            return upgraded
        return upgraded._replace(
            valid=after.valid,
            findings=tuple(
                finding
                for finding in after.findings
                if finding.pack == VALIDITY_PACK and finding.severity is Severity.ERROR
            ),
            lacking=tuple(item for item in after.criteria if item.verdict is Verdict.FAIL),
        )

    def _refused(self, document: Document, kind: Kind | None, problem: str) -> Upgrade:
        return Upgrade(document.path, document.part, kind, None, problem)


def _why_not(kind: Kind | None) -> str:
    if kind is None:
        return "it is no badge or credential that is known; give an Open Badges 2.0 Assertion, BadgeClass or Issuer"
    if kind.model == NEWER:
        return f"it is of Open Badges 3.0 already ({kind.type})"
    if kind.model == "ob1":
        return f"{kind.standard} is not upgraded; issue it as Open Badges 2.0 first, whose ids and dates 3.0 needs"
    if kind.model == "ob2" and kind.type == "Endorsement":
        return "an endorsement is a signed statement of the endorser, who has to issue it anew as an EndorsementCredential"
    if kind.model == "ob2":
        return f"Open Badges 3.0 has no {kind.type}; it belongs to the way that 2.0 badges are verified"
    return f"it is a {kind.label}; only Open Badges 2.0 is upgraded"


def _obstacle(data: Any, kind: Kind, tree: Tree) -> str | None:
    """Why a document of the right class cannot be upgraded all the same."""
    if kind.type != "Assertion":
        return None
    if data.get("revoked") is True:
        return "it is revoked, and a revoked badge is not issued anew"
    badges = tree.root.parts.get("achievement", [])
    if any(isinstance(item.value, dict) for item in badges):
        return None
    address = next((item.value for item in badges if isinstance(item.value, str)), None)
    if address is None:
        return "it names no badge class, so nothing says what it was awarded for"
    shown = address if len(address) <= 200 else f"{address[:199]}…"
    return f"its badge class {shown} is not among the inputs; save it to a file and name that with --link"
