"""Text of unknown origin, made harmless and measured in screen columns.

Badges hold whatever their authors, or attackers, put there: terminal escape sequences, characters that turn the
reading direction round, a megabyte of name. All of it is shown so that it can do nothing.
"""

from __future__ import annotations

from unicodedata import category, east_asian_width

LONGEST = 600
"""Characters of one message that are shown; more is no message but an attack on the reader."""

_JOINERS = "\u200c\u200d"
"""Invisible, but needed to write Persian, Indic scripts and emoji."""


def is_harmless(character: str) -> bool:
    """Whether a character may stand on a screen as it is: no control, no direction change, nothing invisible."""
    kind = category(character)
    if kind in ("Cc", "Cf"):
        return character in _JOINERS
    if kind in ("Cs", "Co", "Zl", "Zp"):
        return False
    if kind == "Cn":  # not yet assigned: likely a new letter or emoji, unless it never can be one
        code = ord(character)
        return not (code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF or 0xE0000 <= code <= 0xE0FFF)
    return True


def shown(character: str, unicode: bool = True) -> str:
    """How one character is shown: itself, a space for any space, or its number (``<U+202E>``)."""
    if character.isascii():
        return character if character.isprintable() else f"<U+{ord(character):04X}>"
    if category(character) == "Zs":
        return " " * character_width(character)
    if unicode and is_harmless(character):
        return character
    return f"<U+{ord(character):04X}>"


def safe(text: str, unicode: bool = True) -> str:
    """One line of harmless text: line ends and tabs become spaces, see ``shown`` for the rest."""
    if text.isprintable() and (unicode or text.isascii()):
        return text
    return "".join(" " if character in "\n\r\t" else shown(character, unicode) for character in text)


def bounded(text: str, unicode: bool = True) -> str:
    """One line of harmless text, bounded in length; a cut is shown by an ellipsis."""
    if len(text) > LONGEST:
        return safe(text[:LONGEST], unicode).rstrip() + ("…" if unicode else "...")
    return safe(text, unicode)


def character_width(character: str) -> int:
    """Columns that a character takes on a screen: 0 for one that combines, 2 for a wide one."""
    if character.isascii():
        return 1
    if category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if east_asian_width(character) in ("W", "F") else 1


def text_width(text: str) -> int:
    """Columns that harmless text takes on a screen."""
    return len(text) if text.isascii() else sum(map(character_width, text))


def cut(text: str, width: int, ellipsis: str = "…") -> str:
    """Harmless text, cut to at most ``width`` columns; a cut is shown by ``ellipsis``."""
    if len(text) <= 4 * width and text_width(text) <= width:
        return text
    return _head(text, width - text_width(ellipsis))[0].rstrip() + ellipsis


def cut_start(text: str, width: int, ellipsis: str = "…") -> str:
    """Like ``cut``, but keeps the end: of a path, the file name tells more than the drive."""
    if len(text) <= 4 * width and text_width(text) <= width:
        return text
    room = width - text_width(ellipsis)
    tail = text[-room:] if room > 0 else ""
    while text_width(tail) > room:
        tail = tail[1:]
    return ellipsis + tail


def wrap(text: str, width: int, first: str = "", rest: str = "") -> list[str]:
    """Break harmless text into lines of at most ``width`` columns, at spaces where it can.

    first, rest: what the first and the other lines start with; counted into the width. Without words: one line.
    """
    lines: list[str] = []
    line = first
    used = text_width(first)
    rest_width = text_width(rest)
    fresh = True
    for word in text.split():
        length = text_width(word)
        if not fresh and used + 1 + length > width:
            lines.append(line)
            line, used, fresh = rest, rest_width, True
        while fresh and used + length > width and length > 1:
            head, taken = _head(word, max(width - used, 2))
            lines.append(line + head)
            word = word[len(head) :]
            length -= taken
            line, used = rest, rest_width
        if word:
            line += word if fresh else f" {word}"
            used += length + (0 if fresh else 1)
            fresh = False
    if not fresh or not lines:
        lines.append(line)
    return [line.rstrip() for line in lines]


def _head(text: str, width: int) -> tuple[str, int]:
    """The longest start of a text that fits, but not more characters than could sensibly be there; and its width."""
    taken = 0
    for index, character in enumerate(text):
        size = character_width(character)
        if taken + size > width or index >= 4 * width:
            return text[:index], taken
        taken += size
    return text, taken
