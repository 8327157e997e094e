"""Regular expressions from data: only such as cannot blow up, on bounded text."""

from __future__ import annotations

import re

from trustlint.checks.registry import CheckError

LONGEST_TEXT = 10_000
LONGEST_PATTERN = 2_000


def safe_pattern(pattern: str, *, ignore_case: bool = False) -> re.Pattern[str]:
    """Compile a pattern after checking that matching it takes time in proportion to a low power of the text.

    Refused: an unbounded repetition of a group that itself repeats or branches, back-references, look-around and
    conditional groups. Raises CheckError with the reason.
    """
    if len(pattern) > LONGEST_PATTERN:
        raise CheckError(f"a pattern may have {LONGEST_PATTERN} characters, and this one has {len(pattern)}")
    try:
        compiled = re.compile(pattern, re.IGNORECASE if ignore_case else 0)
    except re.error as error:
        raise CheckError(f"{pattern!r} is not a regular expression: {error}") from None
    _refuse_explosive(pattern)
    return compiled


def _refuse_explosive(pattern: str) -> None:
    open_groups: list[bool] = []
    """Per open group: whether it holds something that makes repeating it dangerous."""
    position = 0
    while position < len(pattern):
        char = pattern[position]
        if char == "\\":
            if pattern[position + 1 : position + 2].isdigit():
                raise CheckError(f"{pattern!r} uses a back-reference, which can take for ever on long text")
            position += 2
            continue
        if char == "[":
            position = _end_of_set(pattern, position)
            continue
        if char == "(":
            if pattern.startswith(("(?=", "(?!", "(?<=", "(?<!", "(?(", "(?P="), position):
                raise CheckError(f"{pattern!r} looks around or back, which packs may not")
            open_groups.append(False)
        elif char == ")":
            dangerous = open_groups.pop()
            if dangerous and _unbounded_at(pattern, position + 1):
                raise CheckError(
                    f"{pattern!r} repeats a group that itself repeats or branches, which can take for ever on long text"
                )
            if open_groups:
                open_groups[-1] = open_groups[-1] or dangerous
        elif open_groups and (char == "|" or _unbounded_at(pattern, position)):
            open_groups[-1] = True
        position += 1


def _unbounded_at(pattern: str, position: int) -> bool:
    if pattern[position : position + 1] in ("*", "+"):
        return True
    found = re.match(r"\{(\d*),(\d*)\}", pattern[position:])
    return bool(found) and (not found[2] or int(found[2]) > 100)  # type: ignore[index]


def _end_of_set(pattern: str, start: int) -> int:
    position = start + 1
    if pattern[position : position + 1] == "^":
        position += 1
    if pattern[position : position + 1] == "]":
        position += 1
    while position < len(pattern) and pattern[position] != "]":
        position += 2 if pattern[position] == "\\" else 1
    return position + 1
