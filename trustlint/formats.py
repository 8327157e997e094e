"""Text formats that the standards name: pure functions from text to yes or no. Standard library only.

Every regular expression here is matched in time linear in the text (disjoint alternatives, no nested repetition), and
digits are ASCII digits. They are compiled on first use: a run that needs few formats starts sooner. FMT and VOC ids are facts of Open Badges; the RFC or ISO standard is named where one defines
the format.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache

_MOST_KNOWN = 1024
"""Answers kept per format: several rules ask about the same addresses, and many documents share some."""


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _fullmatch(pattern: str, text: str) -> re.Match[str] | None:
    return _compiled(pattern).fullmatch(text)


_DATE = r"([0-9]{4})-([0-9]{2})-([0-9]{2})"
_DATE_TIME = (
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[Tt]([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.[0-9]+)?"
    r"(?:([Zz])|([+-])([0-9]{2}):([0-9]{2}))?"
)
_MONTH_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def is_date(text: str) -> bool:
    """RFC 3339 ``full-date``: ``2024-02-29``. The calendar is checked; year 0000 is allowed as there."""
    match = _fullmatch(_DATE, text)
    if match is None:
        return False
    year, month, day = (int(group) for group in match.groups())
    if not 1 <= month <= 12:
        return False
    leap_day = month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 1 <= day <= _MONTH_DAYS[month - 1] + leap_day


def is_date_time(text: str) -> bool:
    """RFC 3339 ``date-time``, as JSON Schema's format of that name: offset mandatory, ``T`` and ``Z`` in either case.

    The calendar is checked. Second 60 is accepted where the time is 23:59:60 in UTC, on any day (leap seconds are
    announced, not computed).
    """
    return _is_date_time(text, offset_needed=True)


@lru_cache(maxsize=_MOST_KNOWN)
def is_date_time_with_offset(text: str) -> bool:
    """DateTimeZ of Open Badges 3.0 (FMT-09): the same as RFC 3339 ``date-time``, whose offset is mandatory."""
    return _is_date_time(text, offset_needed=True)


def is_local_date_time(text: str) -> bool:
    """DateTime of Open Badges 3.0 (FMT-09): an ISO 8601 date-time as RFC 3339 writes it, whose offset may be missing."""
    return _is_date_time(text, offset_needed=False)


_DATE_AND_TIME = r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:T([01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:[.,][0-9]+)?)?(?:Z|[+-][0-2][0-9](?::?[0-5][0-9])?)?)?"


def is_date_or_date_time(text: str) -> bool:
    """ISO 8601 as Open Badges 0.5 to 1.1 take it: a date, or with a time whose seconds and offset may be missing."""
    match = _fullmatch(_DATE_AND_TIME, text)
    return match is not None and is_date(match[1])


def _is_date_time(text: str, *, offset_needed: bool) -> bool:
    match = _fullmatch(_DATE_TIME, text)
    if match is None or not is_date(match[1]):
        return False
    hour, minute, second = int(match[2]), int(match[3]), int(match[4])
    if hour > 23 or minute > 59 or second > 60:
        return False
    offset = 0
    if match[6]:
        offset_hour, offset_minute = int(match[7]), int(match[8])
        if offset_hour > 23 or offset_minute > 59:
            return False
        offset = (offset_hour * 60 + offset_minute) * (-1 if match[6] == "-" else 1)
    elif not match[5] and offset_needed:
        return False
    return second < 60 or (hour * 60 + minute - offset) % 1440 == 1439


_DURATION = (
    r"P(?!$)(?:[0-9]+(?:[.,][0-9]+)?W"
    r"|(?:[0-9]+Y)?(?:[0-9]+M)?(?:[0-9]+D)?(?:T(?=[0-9])(?:[0-9]+H)?(?:[0-9]+M)?(?:[0-9]+S)?)?)"
)
_FRACTION = r"[.,][0-9]+(?=[A-Z]$)"


def is_duration(text: str) -> bool:
    """ISO 8601 duration: ``P1Y2M3DT4H5M6S`` or ``P4W``; the smallest unit given may carry a fraction (``PT1.5H``)."""
    return _fullmatch(_DURATION, _compiled(_FRACTION).sub("", text)) is not None


# RFC 3986. Brackets are left out of the common characters: they may stand around an IP address only.
_PATH_CHARACTERS = r"A-Za-z0-9._~!$&'()*+,;=:@/%\-"
_NON_ASCII = (
    "\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef"
    + "".join(f"{chr(plane << 16)}-{chr((plane << 16) + 0xFFFD)}" for plane in range(1, 14))
    + "\U000e1000-\U000efffd"
)
_PRIVATE = "\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd"
_BAD_PERCENT = r"%(?![0-9A-Fa-f]{2})"


@cache
def _identifier(extra: str = "", extra_in_query: str = "") -> str:
    path = _PATH_CHARACTERS + extra
    authority = path.replace("/", "").replace("@", "")
    return (
        r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*):"
        rf"(?://(?:[{authority}]*@)?(?P<host>\[[0-9A-Za-z:._~!$&'()*+,;=-]+\]|[{authority.replace(':', '')}]*)"
        rf"(?::(?P<port>[0-9]*))?(?=[/?#]|$))?(?P<path>[{path}]*)"
        rf"(?P<query>\?[{path}?{extra_in_query}]*)?(?P<fragment>#[{path}?]*)?"
    )


_HOST_NAME = r"[A-Za-z0-9_](?:[A-Za-z0-9_-]*)(?:\.[A-Za-z0-9_-]+)*\.?"
_DID = r"(?s)did:[a-z0-9]+:[^/?#]*[^/?#:].*"


@lru_cache(maxsize=_MOST_KNOWN)
def is_uri(text: str) -> bool:
    """RFC 3986 URI with a scheme: https, urn, did, data, mailto and any other; percent-escapes are checked.

    Stricter than the generic syntax where the scheme is: http(s) has a host (RFC 9110), a DID a method and an id
    (DID Core 3.1), and nothing is empty after its scheme.
    """
    return _is_identifier(_identifier(), text)


@lru_cache(maxsize=_MOST_KNOWN)
def is_iri(text: str) -> bool:
    """RFC 3987 IRI with a scheme: as ``is_uri``, and letters beyond ASCII may stand unescaped."""
    if (
        text.isascii()
    ):  # The expression for the others takes longer to compile than all the rest of a short run.
        return is_uri(text)
    return _is_identifier(_identifier(_NON_ASCII, _PRIVATE), text)


def is_url(text: str) -> bool:
    """An http or https URL with a host name or address that can exist, and a port up to 65535 if any."""
    match = _fullmatch(_identifier(), text)
    if match is None or match["scheme"].lower() not in ("http", "https") or not is_uri(text):
        return False
    return match["host"].startswith("[") or _fullmatch(_HOST_NAME, match["host"]) is not None


def _is_identifier(pattern: str, text: str) -> bool:
    match = _fullmatch(pattern, text)
    if match is None or _compiled(_BAD_PERCENT).search(text):
        return False
    scheme = match["scheme"].lower()
    if len(text) == len(scheme) + 1:
        return False
    host = match["host"]
    if scheme in ("http", "https") and not host:
        return False
    if scheme == "did" and _fullmatch(_DID, text) is None:
        return False
    if match["port"] and (len(match["port"]) > 5 or int(match["port"]) > 65535):
        return False
    return not (host and host.startswith("[")) or _is_ip_literal(host[1:-1])


def _is_ip_literal(text: str) -> bool:
    if text[:1] in "vV":
        return _fullmatch(r"[vV][0-9A-Fa-f]+\.[^%]+", text) is not None
    from ipaddress import AddressValueError, IPv6Address

    try:
        IPv6Address(text)
    except AddressValueError:
        return False
    return True


_UUID_URN = r"(?ai)urn:uuid:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"


def is_uuid_urn(text: str) -> bool:
    """``urn:uuid:`` and a UUID of any version (RFC 9562 section 4), hexadecimal digits in either case."""
    return _fullmatch(_UUID_URN, text) is not None


_IMAGE_DATA_URI = (
    r"data:image/(?:png|svg\+xml);base64,((?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?)"
)


def is_base64_image_data_uri(text: str) -> bool:
    """A data URI (RFC 2397) with a PNG or SVG image in complete, non-empty base64 (FMT-07)."""
    match = _fullmatch(_IMAGE_DATA_URI, text)
    return match is not None and match[1] != ""


_EMAIL_LOCAL = r"[^\s@\x00-\x20\x7f()<>\[\]\\,;:\".]+(?:\.[^\s@\x00-\x20\x7f()<>\[\]\\,;:\".]+)*"
_EMAIL_LABEL = r"[^\W_](?:[^\W_]|-)*"


def is_email(text: str) -> bool:
    """An e-mail address to write to: FMT-08 (one ``@``, no blanks) and a domain name with a dot (RFC 5321, RFC 6531).

    Letters beyond ASCII are allowed on both sides. Quoted local parts and address literals are not: nobody publishes
    them. Lengths as in RFC 5321 section 4.5.3.1.
    """
    local, at, domain = text.partition("@")
    if not at or len(text) > 254 or len(local) > 64 or _fullmatch(_EMAIL_LOCAL, local) is None:
        return False
    labels = domain.split(".")
    return len(labels) > 1 and all(
        len(label) < 64 and _fullmatch(_EMAIL_LABEL, label) is not None and not label.endswith("-")
        for label in labels
    )


_PHONE = r"\+?[1-9][0-9]{1,14}(?:;ext=[0-9]+)?"


def is_phone(text: str) -> bool:
    """E.164 telephone number, ``+`` and an extension optional (FMT-08): ``+4122555010;ext=7``."""
    return _fullmatch(_PHONE, text) is not None


_LANGUAGE_TAG = (
    r"(?ai)(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4,8})"
    r"(?:-[a-z]{4})?(?:-(?:[a-z]{2}|[0-9]{3}))?"
    r"(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*"
    r"(?:-[0-9a-wyz](?:-[a-z0-9]{2,8})+)*"
    r"(?:-x(?:-[a-z0-9]{1,8})+)?"
    r"|x(?:-[a-z0-9]{1,8})+"
)
_IRREGULAR_TAGS = (
    "en-gb-oed i-ami i-bnn i-default i-enochian i-hak i-klingon i-lux i-mingo i-navajo i-pwn i-tao i-tay i-tsu "
    "sgn-be-fr sgn-be-nl sgn-ch-de"
)


def is_bcp47(text: str) -> bool:
    """A well-formed language tag of BCP 47 (RFC 5646 section 2.1); the registry of subtags is not consulted."""
    return _fullmatch(_LANGUAGE_TAG, text) is not None or f" {text.lower()} " in f" {_IRREGULAR_TAGS} "


_LANGUAGE_CODE = r"[a-z]{2,4}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?"


def is_language_code(text: str) -> bool:
    """LanguageCode of Open Badges 3.0 (FMT-02), narrower than BCP 47: ``en``, ``fil``, ``zh-Hant-TW``; not ``en-us``."""
    return _fullmatch(_LANGUAGE_CODE, text) is not None


_COMPACT_JWS = r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*\.[A-Za-z0-9_-]+"


def is_compact_jws(text: str) -> bool:
    """The three base64url parts of a compact JWS (RFC 7515 section 7.1; FMT-01); the middle one may be empty."""
    return _fullmatch(_COMPACT_JWS, text) is not None


_IDENTITY_HASH = r"md5\$[0-9A-Fa-f]{32}|sha256\$[0-9A-Fa-f]{64}"


def is_identity_hash(text: str) -> bool:
    """IdentityHash of Open Badges (FMT-04): ``md5$`` with 32 or ``sha256$`` with 64 hexadecimal digits."""
    return _fullmatch(_IDENTITY_HASH, text) is not None


_EXTENSION_TERM = r"ext:[A-Za-z0-9._-]+"


def is_extension_term(text: str) -> bool:
    """A term of one's own in an extensible vocabulary of Open Badges 3.0 (VOC-07): ``ext:Bootcamp``."""
    return _fullmatch(_EXTENSION_TERM, text) is not None


_ISBN = r"(?:97[89][- ]?)?(?:[0-9][- ]?){9}[0-9Xx]"


def is_isbn(text: str) -> bool:
    """An ISBN of 13 digits (ISO 2108) or of 10, hyphens or blanks between allowed; the check digit is checked."""
    if _fullmatch(_ISBN, text) is None:
        return False
    digits = [10 if digit in "Xx" else int(digit) for digit in text if digit not in "- "]
    if len(digits) == 10:
        return sum((10 - place) * digit for place, digit in enumerate(digits)) % 11 == 0
    return digits[-1] < 10 and sum((1, 3)[place % 2] * digit for place, digit in enumerate(digits)) % 10 == 0


_ISSN = r"([0-9]{4})-?([0-9]{3}[0-9Xx])"


def is_issn(text: str) -> bool:
    """An ISSN (ISO 3297): eight digits, the hyphen in the middle optional; the check digit is checked."""
    match = _fullmatch(_ISSN, text)
    if match is None:
        return False
    digits = [10 if digit in "Xx" else int(digit) for digit in match[1] + match[2]]
    return sum((8 - place) * digit for place, digit in enumerate(digits)) % 11 == 0


FORMATS: dict[str, Callable[[str], bool]] = {
    "bcp47": is_bcp47,
    "compact-jws": is_compact_jws,
    "date": is_date,
    "date-or-date-time": is_date_or_date_time,
    "date-time": is_date_time,
    "date-time-with-offset": is_date_time_with_offset,
    "duration": is_duration,
    "email": is_email,
    "extension-term": is_extension_term,
    "identity-hash": is_identity_hash,
    "image-data-uri": is_base64_image_data_uri,
    "iri": is_iri,
    "isbn": is_isbn,
    "issn": is_issn,
    "language-code": is_language_code,
    "local-date-time": is_local_date_time,
    "phone": is_phone,
    "uri": is_uri,
    "url": is_url,
    "uuid-urn": is_uuid_urn,
}
"""Checker by format name: those of JSON Schema (date, date-time, duration, email, iri, uri) and ours."""
