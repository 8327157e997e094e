"""Selectors: a field of fields.yaml, or an RFC 9535 JSONPath over the raw document.

This is the only importer of python-jsonpath. Paths of plain names, indexes and wildcards are walked directly, which is
both what most rules use and many times faster; a test holds the two to the same nodes.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from trustlint.checks.context import RuleContext
from trustlint.checks.registry import CheckError
from trustlint.credential.fields import field_titles
from trustlint.credential.view import Absence, Node, Selection
from trustlint.model.pointer import Path
from trustlint.packs.model import Selector

Select = Callable[[RuleContext], Selection]

_PLAIN_STEP = re.compile(
    r"\.(?P<dot>[A-Za-z_][A-Za-z0-9_]*)|\[(?P<single>'[^'\\]*')\]|\[(?P<double>\"[^\"\\]*\")\]|\[(?P<index>\d{1,6})\]|(?P<star>\[\*\]|\.\*)"
)
_REGEX_FUNCTION = re.compile(r"\b(?:match|search)\s*\(")

LONGEST_PATH = 500

_EVERY = object()


def prepare_selector(selector: Selector) -> Select:
    """Turn a selector into a function of the context. Raises CheckError for an unknown field or a wrong path."""
    if selector.field is not None:
        name = selector.field
        if name not in field_titles():
            raise CheckError(unknown_field(name))
        return lambda context: context.view.select(name)
    path = selector.path or ""
    find = _compile_path(path)

    def select(context: RuleContext) -> Selection:
        key = "path " + path
        found: Selection | None = context.memo.get(key)
        if found is None:
            nodes = tuple(Node(value, place) for place, value in find(context.data))
            found = (
                Selection(nodes)
                if nodes
                else Selection(
                    (), Absence.MISSING, f"{path} selects nothing", lambda: (Node(context.data, ()), None)
                )
            )
            context.memo[key] = found
        return found

    return select


Find = Callable[[Any], list[tuple[Path, Any]]]


@cache
def _compile_path(path: str) -> Find:
    steps = _plain_steps(path)
    if steps is not None:
        return lambda data: _walk(data, steps)
    return _compile_general(path)


def _compile_general(path: str) -> Find:
    if _REGEX_FUNCTION.search(path):
        raise CheckError(
            f"the path {path!r} uses match() or search(), which packs may not; use the check `matches`"
        )
    if len(path) > LONGEST_PATH:
        raise CheckError(f"a path may have {LONGEST_PATH} characters, and this one has {len(path)}")
    from jsonpath import JSONPathEnvironment
    from jsonpath.exceptions import JSONPathError

    try:
        compiled = JSONPathEnvironment(strict=True).compile(path)
    except (JSONPathError, OverflowError) as error:
        # The error's own text points into the path, and fails on an empty one.
        reason = str(error.args[0]).partition("\n")[0] if error.args else "it cannot be read"
        raise CheckError(f"{path!r} is not a JSONPath (RFC 9535): {reason}") from None
    return lambda data: [(tuple(match.parts), match.obj) for match in compiled.finditer(data)]


def _plain_steps(path: str) -> list[Any] | None:
    """The steps of a path of names, indexes and wildcards; None for any other."""
    if not path.startswith("$"):
        return None
    steps: list[Any] = []
    position = 1
    while position < len(path):
        found = _PLAIN_STEP.match(path, position)
        if found is None:
            return None
        position = found.end()
        quoted = found["single"] or found["double"]
        if found["star"]:
            steps.append(_EVERY)
        elif found["index"]:
            if len(found["index"]) > 1 and found["index"][0] == "0":
                return None
            steps.append(int(found["index"]))
        else:
            steps.append(quoted[1:-1] if quoted else found["dot"])
    return steps


def _walk(data: Any, steps: list[Any]) -> list[tuple[Path, Any]]:
    found: list[tuple[Path, Any]] = [((), data)]
    for step in steps:
        below: list[tuple[Path, Any]] = []
        for path, value in found:
            if step is _EVERY:
                if isinstance(value, list):
                    below.extend(((*path, index), item) for index, item in enumerate(value))
                elif isinstance(value, dict):
                    below.extend(((*path, name), item) for name, item in value.items())
            elif isinstance(step, int):
                if isinstance(value, list) and step < len(value):
                    below.append(((*path, step), value[step]))
            elif isinstance(value, dict) and step in value:
                below.append(((*path, step), value[step]))
        found = below
    return found


def unknown_field(name: str) -> str:
    """What is wrong with a field name that fields.yaml does not know, and what to do."""
    from difflib import get_close_matches

    close = get_close_matches(name, field_titles(), n=1, cutoff=0.6)
    hint = f"did you mean {close[0]!r}?" if close else "`trustlint list fields` names them all"
    return f"there is no field {name!r}; {hint}"
