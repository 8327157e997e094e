"""Why a YAML text cannot be read, in words for somebody who writes YAML by hand."""

from __future__ import annotations

import re
from typing import Any

from trustlint.model.span import LineIndex
from trustlint.source.problem import Problem

FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that YAML allows nowhere (YAML 1.2 section 5.1, and DEL, which libyaml refuses)."""

_NO_COLON = "could not find expected ':'"
_WORDS = (
    (
        "mapping values are not allowed",
        "has a colon that YAML takes for a second one on the line, or a line with the wrong indentation; put text with "
        "a colon in quotes, or line it up with its neighbours",
    ),
    (
        _NO_COLON,
        "has a name without a colon after it; write name: value, or indent the line as part of the text before",
    ),
    (
        "did not find expected key",
        "does not continue the mapping before it; line it up with its neighbours, and close every quote",
    ),
    (
        "did not find expected '-' indicator",
        "does not continue the list before it; start the item with a dash at the same indentation",
    ),
    (
        "block sequence entries are not allowed",
        "has a dash that cannot start a list here; put the list on its own lines below the name",
    ),
    (
        "did not find expected ',' or '}'",
        "is where a comma or } was expected; write it, or close the { before",
    ),
    (
        "did not find expected ',' or ']'",
        "is where a comma or ] was expected; write it, or close the [ before",
    ),
    ("found unexpected end of stream", "is the end of the file, inside a quoted text; close the quote"),
    ("found unexpected document indicator", "starts a new document inside a quoted text; close the quote"),
    (
        "did not find expected alphabetic or numeric character",
        "has * or & without a name after it; put text that starts with * or & in quotes",
    ),
    (
        "found unknown escape character",
        "has a backslash that YAML does not know; write \\\\ or use single quotes",
    ),
    (
        "found invalid Unicode character escape code",
        "has half of a character written with \\u; write the character itself",
    ),
    (
        "did not find expected hexdecimal number",
        "has \\x or \\u without hexadecimal digits; write \\\\ for a backslash",
    ),
    ("found undefined tag handle", "has a tag that is not declared; remove the tag"),
    (
        "found incompatible YAML document",
        "asks for a YAML version other than 1.1 or 1.2; remove the %YAML line",
    ),
    (
        "did not find expected <document start>",
        "follows the end of the data; remove it, or write --- before it",
    ),
    ("while scanning a directive", "starts with %; put text that starts with % in quotes"),
    (
        "block mapping entries are not allowed",
        "has a question mark that starts a name; put the text in quotes",
    ),
    ("mapping keys are not allowed", "has a question mark that starts a name; put the text in quotes"),
    (
        "did not find expected comment or line break",
        "has text behind | or >; start the text on the next line",
    ),
    ("did not find expected node content", "has nothing where a name or a value was expected; write it"),
    ("found a tab character", "is indented with a tab; YAML wants spaces, replace it by spaces"),
)


def explain(error: Any, text: str, index: LineIndex) -> Problem:
    """Turn an error of the YAML parser into a ``syntax`` problem."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if getattr(error, "problem", None) == _NO_COLON and error.context_mark is not None:
        mark = error.context_mark
    offset = min(mark.index, len(text)) if mark is not None else 0
    raw = " ".join(
        str(part) for part in (getattr(error, "problem", ""), getattr(error, "context", "")) if part
    )
    words = _starting(text, offset, raw) or next((words for found, words in _WORDS if found in raw), None)
    if words is None:
        words = f"cannot be read as YAML ({raw or 'unknown reason'}); correct the line"
    end = offset
    if offset >= len(text):
        offset = end = len(text.rstrip())
    elif not text[offset].isspace():
        end = offset + 1
    line, column = index.position(offset)
    return Problem("syntax", f"line {line}, column {column} {words}", (), index.span(offset, end))


def forbidden_character(text: str, offset: int, index: LineIndex) -> Problem:
    """A character that may not stand in YAML at all."""
    line, column = index.position(offset)
    code = ord(text[offset])
    message = (
        f"line {line}, column {column} is the control character U+{code:04X}, which YAML forbids; remove it"
    )
    return Problem("syntax", message, (), index.span(offset, offset + 1))


def _starting(text: str, offset: int, raw: str) -> str | None:
    """Mistakes that show in the characters rather than in the parser's words."""
    line_start = max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1
    indentation = text[line_start : len(text) if offset >= len(text) else offset + 1]
    if "\t" in indentation and not indentation.strip(" \t-"):
        return "is indented with a tab; YAML wants spaces, replace it by spaces"
    char = text[offset : offset + 1]
    if "cannot start any token" in raw:
        if char == "\t":
            return "has a tab where YAML wants spaces; replace it by spaces"
        return f"has {char}, which cannot start a value; put the text in quotes"
    return None
