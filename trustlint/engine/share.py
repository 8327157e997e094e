"""What a learner needs to show a credential: a line for a résumé, and the link that adds it to a LinkedIn profile.

Whether it can be shown is judged by the pack ``share``; here is only put together what the credential says. The
parameters of the link are those of section 9 of the frameworks' facts; see the source of the pack for how sure they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import quote, urlencode, urlsplit

from trustlint.credential.fields import field_table
from trustlint.credential.placeholder import Placeholder
from trustlint.credential.view import View
from trustlint.engine.crosswalk import judged
from trustlint.engine.links import LinkIndex
from trustlint.engine.options import CheckOptions
from trustlint.engine.session import Session
from trustlint.formats import is_url
from trustlint.model.outcome import Verdict
from trustlint.model.report import DocumentResult
from trustlint.model.share import Share, Shares
from trustlint.source.discover import discover
from trustlint.source.document import Document

SHARE_PACK = "share"
PROFILE_ADDRESS = "https://www.linkedin.com/profile/add"

_YEAR_AND_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])(?![0-9])")
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_HERE = ("localhost", "127.0.0.1")
_ORGANISATION = "ext:LinkedInOrganizationId"
_TO_TELL = (Verdict.FAIL, Verdict.NEEDS_REVIEW, Verdict.ERROR)


def share(arguments: Sequence[str], options: CheckOptions, organisation: str | None = None) -> Shares:
    """What each credential yields. organisation: number of the issuer on LinkedIn, instead of the one that it names.

    Raises UsageError and PackError.
    """
    inputs = list(discover(arguments, exclude=options.exclude))
    session = Session(options, LinkIndex(inputs))
    is_placeholder = Placeholder(options.placeholder)
    documents = tuple(
        _share(session, document, result, is_placeholder, organisation)
        for source in inputs
        for document, result in judged(session, source)
    )
    header = session.header(rules=False)
    needed = session.packs[0].levels[0].id
    complete = all(
        (document.line is not None or not document.is_about_a_learner)
        and not any(item.level == needed and item.verdict is Verdict.FAIL for item in document.missing)
        for document in documents
    )
    return Shares(header.run.version, header.run.now, header.packs[0], documents, complete)


def _share(
    session: Session,
    document: Document,
    result: DocumentResult,
    is_placeholder: Placeholder,
    organisation: str | None,
) -> Share:
    missing = tuple(item for item in result.criteria if item.verdict in _TO_TELL)
    kind = result.kind
    if kind is None:
        return Share(result, None, None, (), missing)
    view = View(document.data, field_table(kind.model, kind.type), session.links.follow)
    shown = _Shown(view, is_placeholder, organisation)
    name = shown.text("achievement.name")
    if name is None:
        return Share(result, None, None, (), missing)
    sent = tuple(shown.sent(name))
    link = f"{PROFILE_ADDRESS}?{urlencode(sent, quote_via=quote)}"
    return Share(result, shown.line(name), link, sent, missing)


class _Shown:
    """What one credential says of itself, as far as it says it."""

    def __init__(self, view: View, is_placeholder: Placeholder, organisation: str | None) -> None:
        self._view = view
        self._is_placeholder = is_placeholder
        self._issuer = self.text("issuer.name")
        self._organisation = organisation or self._number()
        self._page = next(self._pages(), None)
        self._awarded = self._month("credential.awardedDate", "credential.validFrom")
        self._expires = self._month("credential.validUntil")

    def line(self, name: str) -> str:
        """Name, issuer, month and year; and the page that shows it."""
        parts = [name]
        parts += [self._issuer] if self._issuer else []
        parts += [f"{_MONTHS[self._awarded[1] - 1]} {self._awarded[0]}"] if self._awarded else []
        line = ", ".join(parts)
        line += f" (valid until {_MONTHS[self._expires[1] - 1]} {self._expires[0]})" if self._expires else ""
        return f"{line}. {self._page}" if self._page else line

    def sent(self, name: str) -> Iterator[tuple[str, str]]:
        """The parameters of the link, in the order in which they are usually sent."""
        yield "startTask", "CERTIFICATION_NAME"
        yield "name", name
        if self._organisation:
            yield "organizationId", self._organisation
        elif self._issuer:
            yield "organizationName", self._issuer
        if self._awarded:
            yield "issueYear", str(self._awarded[0])
            yield "issueMonth", str(self._awarded[1])
        if self._page:
            yield "certUrl", self._page
        if (id_ := self.text("credential.id")) is not None:
            yield "certId", id_

    def text(self, field: str) -> str | None:
        """The first text of a field, on one line; a placeholder says nothing."""
        return next(self._texts(field), None)

    def _texts(self, *fields: str) -> Iterator[str]:
        for field in fields:
            for value in _flat(self._view.values(field)):
                if isinstance(value, str) and value.strip() and not self._is_placeholder(value):
                    yield " ".join(value.split())

    def _pages(self) -> Iterator[str]:
        for text in self._texts("credential.id", "achievement.criteria.id", "achievement.id"):
            if is_url(text) and text.lower().startswith("https:") and urlsplit(text).hostname not in _HERE:
                yield text

    def _month(self, *fields: str) -> tuple[int, int] | None:
        found = next((match for text in self._texts(*fields) if (match := _YEAR_AND_MONTH.match(text))), None)
        return (int(found[1]), int(found[2])) if found else None

    def _number(self) -> str | None:
        for entry in self._view.values("issuer.otherIdentifier"):
            if isinstance(entry, dict) and entry.get("identifierType") == _ORGANISATION:
                number = entry.get("identifier")
                if isinstance(number, str) and number.isascii() and number.isdigit():
                    return number
        return None


def _flat(values: Iterable[object]) -> Iterator[object]:
    """Texts by language stand as they are written, the first one first."""
    for value in values:
        if isinstance(value, dict):
            yield from value.values()
        else:
            yield value
