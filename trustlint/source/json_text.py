"""JSON text to plain data, at nearly the speed of the standard library.

The fast path only ever accepts. Whatever is odd goes to the span-keeping parser, which decides and gives places.
"""

from __future__ import annotations

import json
import re
from typing import Any

from trustlint.source.limits import DEFAULT_LIMITS, Limits
from trustlint.source.problem import Problem

MAX_INTEGER_DIGITS = 308
"""More digits may not fit into a double, so another program would read another number."""

_PAIRED = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\\\")
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")


def parse_json(
    text: str, limits: Limits = DEFAULT_LIMITS, first_line: int = 1
) -> tuple[Any, tuple[Problem, ...]]:
    """Plain data of one JSON text, and what is wrong with it.

    The data is None when a problem of a kind in ``problem.FATAL_KINDS`` is among the problems. ``first_line`` is the
    line of the file that the text starts on.
    """
    data = accept_json(text, limits)
    if data is not ODD:
        return data, ()
    from trustlint.source.json_spans import parse_with_spans

    parsed = parse_with_spans(text, limits, first_line)
    return parsed.data, parsed.problems


class _Odd(Exception):  # noqa: N818 - not an error: it hands over to the other parser
    pass


ODD: Any = object()
"""Stands for: not plainly right, ask the span-keeping parser."""


def object_in(content: bytes) -> dict[str, Any] | None:
    """The object of a JSON text with nothing at all to report, within the limits; None for any other bytes."""
    try:
        data = accept_json(content.decode("utf-8-sig"), DEFAULT_LIMITS)
    except UnicodeDecodeError:
        return None
    return data if isinstance(data, dict) else None


def accept_json(text: str, limits: Limits) -> Any:
    """Plain data of a JSON text with nothing at all to report, else ODD."""
    if "\\" in text and "\\u" in text and _SURROGATE.search(_PAIRED.sub("", text)):
        return ODD
    openers = text.count("[") + text.count("{")
    if len(text) > limits.max_values and openers + text.count(",") >= limits.max_values:
        return ODD
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError:
            return ODD
    try:
        data = _DECODER.decode(text)
    except (ValueError, _Odd, RecursionError):
        return ODD
    if openers > limits.max_depth and _depth(data) > limits.max_depth:
        return ODD
    return data


def _depth(data: Any) -> int:
    """How many objects and arrays lie inside each other."""
    depth = 0
    level = [data] if type(data) is dict or type(data) is list else []
    while level:
        depth += 1
        level = [
            child
            for value in level
            for child in (value.values() if type(value) is dict else value)
            if type(child) is dict or type(child) is list
        ]
    return depth


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _Odd
    return found


def _constant(_name: str) -> Any:
    raise _Odd


def _float(lexeme: str) -> float:
    number = float(lexeme)
    if number in (_INFINITY, -_INFINITY):
        raise _Odd
    return number


def _integer(lexeme: str) -> int:
    if len(lexeme) > MAX_INTEGER_DIGITS:
        raise _Odd
    return int(lexeme)


_INFINITY = float("inf")
_DECODER = json.JSONDecoder(
    object_pairs_hook=_object, parse_constant=_constant, parse_float=_float, parse_int=_integer
)
