"""Identities of learners, plain or hashed, and the addresses that they are compared with (FMT-04, OB2-06, OB3-114)."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from typing import Any, NamedTuple

from trustlint.formats import is_identity_hash
from trustlint.model.pointer import Path

_SORTS = {
    "email": "email",
    "emailAddress": "email",
    "url": "address",
    "id": "address",
    "telephone": "telephone",
}
_ANY_SORT = ("identifier",)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_TELEPHONE = re.compile(r"\+?[0-9][0-9 ().\-]{4,}")
_PUNCTUATION = re.compile(r"[ ().\-]")


class Recipient(NamedTuple):
    """Somebody whom the user names. sort: ``email``, ``telephone``, ``address`` or ``name``; forms: ways to write the
    address that mean the same."""

    sort: str
    forms: tuple[str, ...]

    def __repr__(self) -> str:
        return f"Recipient({self.sort})"


class Identity(NamedTuple):
    """Whom a credential names. sort: as of a Recipient, ``other`` for what is none of these, None when it is not said;
    text: plain, or a hash; path: of the object that says it."""

    sort: str | None
    text: str
    salt: str
    path: Path

    def belongs_to(self, recipient: Recipient) -> bool:
        if is_identity_hash(self.text):
            method, _, digest = self.text.partition("$")
            return any(_hashed(method, form, self.salt) == digest.lower() for form in recipient.forms)
        if recipient.sort == "email":
            own = {form.lower() for form in recipient_of(self.text).forms}
            return any(form.lower() in own for form in recipient.forms)
        return not set(recipient_of(self.text).forms).isdisjoint(recipient.forms)

    def can_be_compared_with(self, recipient: Recipient) -> bool:
        """Whether it would belong to the recipient if it were theirs: one sort of identity says nothing of another."""
        return self.sort == recipient.sort or (self.sort is None and is_identity_hash(self.text))


def recipient_of(address: str) -> Recipient:
    """The forms of an address as it is typed or written.

    Space around it and ``mailto:`` or ``tel:`` in front do not count, nor does how letters with accents are composed. An e-mail
    address is compared in small letters as well: its domain has no case, and no provider of today tells local parts
    apart by theirs. Its domain is tried in Unicode and in ASCII (IDNA). A telephone number is tried without punctuation.
    """
    typed = address.strip()
    for scheme in ("mailto:", "tel:"):
        if typed[: len(scheme)].lower() == scheme:
            typed = typed[len(scheme) :].partition("?")[0].strip()
    forms = [typed, unicodedata.normalize("NFC", typed)]
    sort = _sort_of(typed)
    if sort == "email":
        for form in tuple(forms):
            local, _, domain = form.rpartition("@")
            for name in _domains(domain):
                forms += [f"{local}@{name}", f"{local.lower()}@{name}"]
            forms.append(form.lower())
    elif sort == "telephone":
        forms.append(_PUNCTUATION.sub("", typed))
    return Recipient(sort, tuple(dict.fromkeys(form for form in forms if form)))


def identities_of(data: Any) -> Iterator[Identity]:
    """Everybody whom a credential is said to be awarded to; nothing for what has another shape."""
    if not isinstance(data, dict):
        return
    for subject, path in _items(data.get("credentialSubject"), ("credentialSubject",)):
        if not isinstance(subject, dict):
            continue
        if isinstance(subject.get("id"), str):
            yield _identity(None, subject["id"], None, (*path, "id"))
        for item, place in _items(subject.get("identifier"), (*path, "identifier")):
            if isinstance(item, dict):
                yield from _object(item, item.get("identityType"), item.get("identityHash"), place)
    for item, place in _items(data.get("recipient"), ("recipient",)):
        if isinstance(item, dict):
            yield from _object(item, item.get("type"), item.get("identity"), place)
        else:  # Open Badges 0.5
            yield from _object(data, "email", item, place)


def _object(holder: dict[str, Any], type_: Any, text: Any, path: Path) -> Iterator[Identity]:
    types = type_ if isinstance(type_, list) else [type_]
    if isinstance(text, str):
        yield _identity(
            next((name for name in types if isinstance(name, str)), None), text, holder.get("salt"), path
        )


def _identity(type_: str | None, text: str, salt: Any, path: Path) -> Identity:
    if type_ is None or type_ in _ANY_SORT:
        sort = None if is_identity_hash(text) else recipient_of(text).sort
    else:
        sort = _SORTS.get(type_, "other")
    return Identity(sort, text, salt if isinstance(salt, str) else "", path)


def _items(value: Any, path: Path) -> Iterator[tuple[Any, Path]]:
    if isinstance(value, list):
        for number, item in enumerate(value):
            yield item, (*path, number)
    elif value is not None:
        yield value, path


def _sort_of(text: str) -> str:
    if _SCHEME.match(text):
        return "address"
    if "@" in text:
        return "email"
    return "telephone" if _TELEPHONE.fullmatch(text) else "name"


def _domains(domain: str) -> Iterator[str]:
    small = domain.lower()
    yield small
    try:
        yield small.encode("idna").decode() if not small.isascii() else small.encode().decode("idna")
    except UnicodeError:  # no name of a domain, or too long for one
        return


def _hashed(method: str, text: str, salt: str) -> str:
    content = (text + salt).encode("utf-8", "surrogatepass")
    return hashlib.new(method, content, usedforsecurity=False).hexdigest()
