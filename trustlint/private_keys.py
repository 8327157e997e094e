"""How private keys look, in data and in source text, so that they can be told of and are never shown.

A word such as "private key" in a text about keys is no key: only what could be one is taken for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

_PEM_MARK = "PRIVATE KEY"
_PEM = r"-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----"
_PEM_LINE = r"[A-Za-z0-9+/]{40}"
_LONGEST_PEM = 20_000
_LONGEST_HEAD = 400
"""Characters behind the first line of a PEM text in which its content begins; a few headers may come before."""

_MULTIBASE = r"z[1-9A-HJ-NP-Za-km-z]{44,100}(?![A-Za-z0-9])"
_WHOLE_OR_IN_DID = rf"(?:^|did:key:|#)({_MULTIBASE})"
_LONGEST_ADDRESS = 1_000

_NAME = r"(?:[Pp]rivate|PRIVATE|[Ss]ecret|SECRET)_?(?:[Kk]ey|KEY)_?(?i:pem|jwk|base58|base64|multibase|hex|wif|bytes)?"
_NO_SPACE = r"\S{20,}"
_JWK_PRIVATE = ("d", "p", "q", "dp", "dq", "qi")
_JWK_VALUE = r"[A-Za-z0-9_-]{20,}={0,2}"


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


_MULTIBASE_START = r'z(?<=[":#]z)(?:3[u-z]|4[1-8]|2[a-h]|[rstuvHJK])'
"""How the multicodecs of private keys of all sizes look in base58."""


def may_hold_private_keys(text: str) -> bool:
    """Whether there may be a private key in the text of a JSON document; False only when that is sure."""
    # Every document is asked: a loop over the marks would take twice as long.
    return (
        "rivate" in text
        or "ecret" in text
        or "RIVATE" in text
        or "ECRET" in text
        or '"d"' in text
        or '"kty"' in text
        or ("\\" in text and "\\u00" in text)
        or _compiled(_MULTIBASE_START).search(text) is not None
    )


def private_key_in(text: str) -> str | None:
    """What private key a text is or holds, in words ("a private key in PEM form"); None when there is none.

    PEM (RFC 7468) anywhere in the text, a multibase key with the multicodec of a private one as the whole text, behind
    ``did:key:`` or as a fragment.
    """
    if _PEM_MARK in text:
        for found in _compiled(_PEM).finditer(text):
            if _compiled(_PEM_LINE).search(text, found.end(), found.end() + _LONGEST_HEAD):
                return "a private key in PEM form"
    if len(text) <= _LONGEST_ADDRESS and ("z" in text[:1] or "did:key:z" in text or "#z" in text):
        for found in _compiled(_WHOLE_OR_IN_DID).finditer(text):
            name = _private_sort(found[1])
            if name is not None:
                return f"a private {name} key in multibase form"
    return None


def _private_sort(text: str) -> str | None:
    """What sort of private key a multibase text is; None when it is none."""
    from trustlint.multibase import decoded, key_codec

    codec = key_codec(decoded(text) or b"")
    return codec.name if codec is not None and codec.private else None


def private_members(value: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Members of an object that are private by their names, with words for what they are.

    The private part of a JSON Web Key (RFC 7518 sections 6.2.2, 6.3.2 and 6.4.1; PRF-03), once for all its numbers, and
    properties such as ``privateKeyPem``. Texts that are too short to be a key, or are words, are none.
    """
    if isinstance(value.get("kty"), str) or ("d" in value and not value.keys().isdisjoint(("x", "n", "crv"))):
        names = ("k",) if value.get("kty") == "oct" else _JWK_PRIVATE
        for name in names:
            number = value.get(name)
            if isinstance(number, str) and _compiled(_JWK_VALUE).fullmatch(number):
                yield name, "the private part of a JSON Web Key"
                break
    for name, member in value.items():
        if isinstance(member, str):
            if is_private_name(name):
                is_key = (
                    _compiled(_NO_SPACE).fullmatch(member) is not None or private_key_in(member) is not None
                )
            else:
                is_key = name[-3:].lower() == "pem" and _compiled(_PEM).search(member) is not None
        else:
            is_key = isinstance(member, dict) and is_private_name(name) and not member.keys() <= {"id"}
        if is_key:
            yield name, "a private key by its name" if is_private_name(name) else "a private key in PEM form"


def is_private_name(name: str) -> bool:
    """Whether a property is one for a private key by its name, such as ``privateKeyPem``, with a prefix or without."""
    return (
        len(name) < 50
        and "ey" in name.lower()
        and _compiled(_NAME).fullmatch(name.rpartition(":")[2]) is not None
    )


# In source text: a member by its name, and its value in or without quotes.
_MEMBER = r"""(?<![A-Za-z0-9_])(?P<quote>["']?)(?:[A-Za-z0-9_.-]{1,40}:)?(?:(?i:(?:private|secret)_?key_?[a-z0-9]{0,12})%s)(?P=quote)\s{0,9}:\s{0,9}"""
_VALUE = (
    r"""(?:"(?P<double>[^"\\\n]*(?:\\.[^"\\\n]*)*)|'(?P<single>[^'\n]*)|(?P<plain>[^\s"'{\[,#][^\s,}\]]*))"""
)
_MARKS = ("rivate", "RIVATE", "ecret", "ECRET", "kty")


_LINE = r"[^\r\n]+"


def without_private_keys(text: str) -> str:
    """A source text with asterisks for what may be a private key, every character in its place."""
    spans = hidden(text)
    if not spans:
        return text
    parts: list[str] = []
    done = 0
    for start, end in spans:
        if end > done:
            start = max(start, done)
            parts += [text[done:start], _compiled(_LINE).sub(_asterisks, text[start:end])]
            done = end
    return "".join([*parts, text[done:]])


def _asterisks(found: re.Match[str]) -> str:
    return "*" * len(found[0])


def hidden(text: str) -> tuple[tuple[int, int], ...]:
    """The stretches of a source text, JSON, YAML or neither, that may be private keys: in order, some may overlap.

    Rather too much than too little: what is hidden here is only not shown to people.
    """
    spans: list[tuple[int, int]] = []
    if _PEM_MARK in text:
        for found in _compiled(_PEM).finditer(text):
            end = text.find("-----END", found.end(), found.end() + _LONGEST_PEM)
            if end == -1:
                end = text.find("\n", found.end())
            spans.append((found.end(), end if end != -1 else len(text)))
    if any(mark in text for mark in _MARKS):
        pattern = _MEMBER % ("|d|p|q|dp|dq|qi|k" if "kty" in text else "")
        for found in _compiled(pattern + _VALUE).finditer(text):
            spans.append(found.span(found.lastgroup or 0))
    # The letter comes first, as that is what is looked for fast.
    for found in _compiled(_MULTIBASE.replace("z", "z(?<![A-Za-z0-9]z)", 1)).finditer(text):
        if _private_sort(found[0]) is not None:
            spans.append(found.span())
    return tuple(sorted(spans))
