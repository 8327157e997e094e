"""Why a JSON text cannot be read, in words for somebody who writes JSON by hand: what was found, what to do."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from json.decoder import scanstring  # type: ignore[attr-defined]

Place = Callable[[int], str]
"""Names a character offset: ``line 3, column 7``."""


@dataclass(frozen=True, slots=True)
class Advice:
    """What to say about a syntax error, and the character offsets that it is about."""

    message: str
    start: int
    end: int


_TOKEN = re.compile(r"[^\s,:\[\]{}\"']+|.", re.DOTALL)
_PLACEHOLDER = re.compile(r"\{\{[^\n]*?\}\}|\$\{[^\n]*?\}|<<[^\n]*?>>")
_CURLY = "“”„‟«»"
_WORDS = {
    "true": "true",
    "false": "false",
    "null": "null",
    "none": "null",
    "undefined": "null",
    "nil": "null",
}
_NUMBER_LIKE = re.compile(r"[-+.]?[0-9]")
_LEADING_ZERO = re.compile(r"-?0[0-9]")
_NOT_PLAIN = re.compile(r'["\\\x00-\x1f]')
_PLAIN_ESCAPES = '"\\/bfnrt'


def instead_of_value(text: str, at: int, opener: int | None, place: Place) -> Advice:
    """Something else stands where a value was expected. ``opener``: of the object or array around it."""
    if at >= len(text):
        return _cut_off(text, opener, "a value", place)
    char, token = text[at], _token(text, at)
    common = _common(text, at, place)
    if common:
        return common
    if char in "]}":
        before = _before(text, at)
        if before >= 0 and text[before] == ",":
            return _trailing_comma(before, char, place)
        return Advice(
            f"{place(at)} has {char} where a value was expected; write the value before it", at, at + 1
        )
    if char == ",":
        return Advice(
            f"{place(at)} has a comma where a value was expected; write the value, or remove the comma",
            at,
            at + 1,
        )
    if token.lower() in _WORDS:
        word = _WORDS[token.lower()]
        return Advice(f"{place(at)} has {token}; JSON writes {word}", at, at + len(token))
    if _LEADING_ZERO.match(token):
        return Advice(
            f"{place(at)} has the number {_shown(token)}, which starts with a zero; remove the zero, or put the "
            "number in double quotes",
            at,
            at + len(token),
        )
    if _NUMBER_LIKE.match(token):
        return Advice(
            f"{place(at)} has {_shown(token)}, which JSON cannot read as a number; write it like 12, -0.5 or 1e3, or "
            "put it in double quotes",
            at,
            at + len(token),
        )
    return Advice(
        f"{place(at)} has {_shown(token)} where a value was expected; put text in double quotes",
        at,
        at + len(token),
    )


def instead_of_name(text: str, at: int, opener: int, place: Place) -> Advice:
    """Something else stands where the name of a property was expected, in the object that starts at ``opener``."""
    if at >= len(text):
        return _cut_off(text, opener, "the name of a property", place)
    char, token = text[at], _token(text, at)
    placeholder = _PLACEHOLDER.match(text, opener)
    if placeholder:
        return _unquoted_placeholder(text, opener, placeholder, place)
    common = _common(text, at, place)
    if common:
        return common
    if char == "}":
        return _trailing_comma(_before(text, at), char, place)
    if char == ",":
        return Advice(
            f"{place(at)} has a comma where the name of a property was expected; remove the comma", at, at + 1
        )
    return Advice(
        f"{place(at)} has {_shown(token)} where the name of a property was expected; put the name in double quotes",
        at,
        at + len(token),
    )


def instead_of_colon(text: str, at: int, name: str, place: Place) -> Advice:
    """No colon follows the name of a member."""
    shown = _shown(name)
    if at >= len(text):
        return Advice(
            f"{place(_end(text))} is the end of the file, after the name {shown}; the rest is missing, get the whole file",
            _end(text),
            _end(text),
        )
    return _common_comment(text, at, place) or Advice(
        f"{place(at)} has {_shown(_token(text, at))} where a colon was expected; write a colon between the name "
        f"{shown} and its value",
        at,
        at + 1,
    )


def after_value(text: str, at: int, value_end: int, closer: str, opener: int, place: Place) -> Advice:
    """After a value comes neither a comma nor the end of the object or array that starts at ``opener``."""
    if at >= len(text):
        return _cut_off(text, opener, f"a comma or {closer}", place)
    char, token = text[at], _token(text, at)
    what = "properties" if closer == "}" else "items"
    comment = _common_comment(text, at, place)
    if comment:
        return comment
    if char in "]}":
        opened = text[opener]
        return Advice(
            f"{place(at)} has {char}, but {opened} of {place(opener)} is still open; write {closer} there, or remove "
            f"the {char}",
            at,
            at + 1,
        )
    if at == value_end and text[value_end - 1] == '"' and (char.isalnum() or char in "_ -"):
        return Advice(
            f'{place(value_end - 1)} has a double quote that ends the text early; write \\" for a double quote inside '
            "text",
            value_end - 1,
            value_end,
        )
    if char in '"{[' or char.isalnum() or char == "-":
        return Advice(
            f"{place(at)} has {_shown(token)} where a comma or {closer} was expected; write a comma between the "
            f"{what}, after {place(value_end)}",
            at,
            at + len(token),
        )
    return Advice(
        f"{place(at)} has {_shown(token)} where a comma or {closer} was expected; replace it by a comma, or remove it",
        at,
        at + len(token),
    )


def after_the_end(text: str, at: int, place: Place) -> Advice:
    """More follows after the one value that a JSON text holds."""
    char, token = text[at], _token(text, at)
    if char in "{[":
        return Advice(
            f"{place(at)} starts a second JSON value, and a JSON file holds one; put the values into an array, or "
            "name the file .ndjson when each stands on its own line",
            at,
            at + 1,
        )
    if char in "]}":
        return Advice(f"{place(at)} has one {char} too many; remove it", at, at + 1)
    comment = _common_comment(text, at, place)
    return comment or Advice(
        f"{place(at)} has {_shown(token)} after the end of the JSON value; remove it", at, at + len(token)
    )


def in_string(text: str, start: int, place: Place) -> Advice:
    """The text that opens at ``start`` cannot be read."""
    at = start + 1
    while found := _NOT_PLAIN.search(text, at):
        at, char = found.start(), found[0]
        if char == '"':
            break
        if char == "\\":
            escape = text[at + 1 : at + 2]
            if escape == "u":
                digits = text[at + 2 : at + 6]
                if not re.fullmatch(r"[0-9a-fA-F]{4}", digits):
                    if at + 2 + len(digits) == len(text) and '"' not in digits:
                        break
                    return Advice(
                        f"{place(at)} has \\u without four hexadecimal digits after it; write the character itself, or "
                        "\\\\ for a backslash",
                        at,
                        at + 2,
                    )
                at += 6
            elif escape and escape in _PLAIN_ESCAPES:
                at += 2
            elif not escape:
                break
            else:
                return Advice(
                    f"{place(at)} has a backslash before {_shown(escape)}; write \\\\ for a backslash inside text",
                    at,
                    at + 2,
                )
        else:
            return _control(text, start, at, place)
    return Advice(
        f"{place(start)} opens a text that is never closed; write a double quote where the text ends",
        start,
        start + 1,
    )


def _control(text: str, start: int, at: int, place: Place) -> Advice:
    if text[at] in "\r\n":
        rest = text[at:].lstrip()[:1]
        if rest in ("", "}", "]", '"') or text[at - 1] == ",":
            return Advice(
                f"{place(start)} opens a text that is not closed on its line; write a double quote where the text ends",
                start,
                at,
            )
        return Advice(
            f"{place(at)} is a line break inside text; write \\n instead, or close the text with a double quote",
            at,
            at,
        )
    if text[at] == "\t":
        return Advice(f"{place(at)} is a tab inside text; write \\t or a space instead", at, at + 1)
    code = ord(text[at])
    return Advice(
        f"{place(at)} is the control character U+{code:04X} inside text; remove it, or write \\u{code:04x}",
        at,
        at + 1,
    )


def _common(text: str, at: int, place: Place) -> Advice | None:
    """Mistakes that look the same wherever a name or a value was expected."""
    char = text[at]
    comment = _common_comment(text, at, place)
    if comment:
        return comment
    placeholder = _PLACEHOLDER.match(text, at)
    if placeholder:
        return _unquoted_placeholder(text, at, placeholder, place)
    if char == "'":
        return Advice(f"{place(at)} has a single quote; JSON wants text in double quotes", at, at + 1)
    if char == "`":
        return Advice(f"{place(at)} has a backquote; JSON wants text in double quotes", at, at + 1)
    if char in _CURLY:
        return Advice(
            f'{place(at)} has the curly quote {char}; JSON wants the straight double quote "', at, at + 1
        )
    return None


def _common_comment(text: str, at: int, place: Place) -> Advice | None:
    for mark in ("//", "/*", "#", "<!--"):
        if text.startswith(mark, at):
            return Advice(
                f"{place(at)} starts a comment with {mark}; JSON allows no comments, remove it",
                at,
                at + len(mark),
            )
    char = text[at]
    if char.isspace() or unicodedata.category(char) in ("Cf", "Cc"):
        label = unicodedata.name(char, "a control character").lower()
        return Advice(
            f"{place(at)} has the invisible character U+{ord(char):04X} ({label}) outside text; remove it",
            at,
            at + 1,
        )
    return None


def _unquoted_placeholder(text: str, at: int, found: re.Match[str], place: Place) -> Advice:
    return Advice(
        f"{place(at)} has the placeholder {_shown(found[0])} without quotes; put it in double quotes",
        at,
        found.end(),
    )


def _trailing_comma(comma: int, closer: str, place: Place) -> Advice:
    kind = "brace" if closer == "}" else "bracket"
    return Advice(
        f"{place(comma)} has a comma before the closing {kind}; JSON allows none there, remove it",
        comma,
        comma + 1,
    )


def _cut_off(text: str, opener: int | None, expected: str, place: Place) -> Advice:
    end = _end(text)
    if opener is None:
        return Advice(f"{place(end)} is the end of the file, where {expected} was expected", end, end)
    closer = "}" if text[opener] == "{" else "]"
    return Advice(
        f"{place(end)} is the end of the file, where {expected} was expected, as {text[opener]} of {place(opener)} "
        f"is still open; write {closer}, or get the whole file if it was cut off",
        end,
        end,
    )


def _end(text: str) -> int:
    """Offset behind the last character that is not white space."""
    return len(text.rstrip())


def _before(text: str, at: int) -> int:
    """Offset of the last character before ``at`` that is not white space."""
    at -= 1
    while at >= 0 and text[at] in " \t\r\n":
        at -= 1
    return at


def _token(text: str, at: int) -> str:
    if text[at] == '"':
        try:
            return text[at : scanstring(text, at + 1, True)[1]]
        except ValueError:
            return '"'
    found = _TOKEN.match(text, at)
    return found[0] if found else text[at]


def _shown(token: str) -> str:
    token = "".join(c if c.isprintable() else f"U+{ord(c):04X}" for c in token[:41])
    return token if len(token) <= 40 else f"{token[:37]}…"
