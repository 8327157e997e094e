"""Regular expressions from data: only such as cannot blow up, on bounded text."""

from __future__ import annotations

import re
from importlib import import_module
from typing import Any

from trustlint.checks.registry import CheckError

LONGEST_TEXT = 10_000
LONGEST_PATTERN = 2_000
MOST_STEPS = 2_000_000_000
"""Steps of the matching engine on the worst text; in practice far fewer are taken."""


class LazyPattern:
    """A pattern that is compiled when it is first matched: most rules that have one never come to that.

    It is not judged here: loading a pack from its source has every pattern judged by ``safe_pattern``.
    """

    __slots__ = ("_compiled", "_flags", "_pattern")

    def __init__(self, pattern: str, *, ignore_case: bool = False) -> None:
        self._pattern = pattern
        self._flags = re.IGNORECASE if ignore_case else 0
        self._compiled: re.Pattern[str] | None = None

    def search(self, text: str) -> re.Match[str] | None:
        """The first place where it matches."""
        return (self._compiled or self.compile()).search(text)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """Whether the whole text matches."""
        return (self._compiled or self.compile()).fullmatch(text)

    def compile(self) -> re.Pattern[str]:
        """The pattern itself, for who matches it often."""
        if self._compiled is None:
            self._compiled = re.compile(self._pattern, self._flags)
        return self._compiled


def safe_pattern(pattern: str, *, ignore_case: bool = False, anywhere: bool = True) -> re.Pattern[str]:
    """Compile a pattern after checking that no text of ``LONGEST_TEXT`` characters can take it long to match.

    ``anywhere``: it may start at every character, as ``search`` does; otherwise it is matched from the first one only.
    Refused are back-references, look-around and conditional groups, and what may take more than ``MOST_STEPS`` steps,
    such as ``(a+)+``. Raises CheckError with the reason.
    """
    if len(pattern) > LONGEST_PATTERN:
        raise CheckError(f"a pattern may have {LONGEST_PATTERN} characters, and this one has {len(pattern)}")
    flags = re.IGNORECASE if ignore_case else 0
    try:
        compiled = re.compile(pattern, flags)
        steps = step_bound(pattern, LONGEST_TEXT, anywhere=anywhere)
    except (re.error, OverflowError) as error:
        raise CheckError(f"{pattern!r} is not a regular expression: {error}") from None
    except RecursionError:
        raise CheckError(f"{pattern!r} nests too many groups") from None
    if steps > MOST_STEPS:
        raise CheckError(
            f"{pattern!r} repeats what can match the same text in many ways, which can take for ever on long text; "
            "give repetitions an upper limit such as {0,100}, or let what follows them start differently"
        )
    return compiled


def step_bound(pattern: str, length: int, *, anywhere: bool = True) -> int:
    """An upper bound, up to a factor of the pattern's size, on the steps to match the worst text of a length.

    Counts, for every part, the ways in which it can match from one place, so that what follows is tried again. What
    follows a repetition is tried once only when it cannot start with a character that the repetition matches.
    Numbers above ``2 * MOST_STEPS`` are not told apart. Raises CheckError for constructs that it does not know.
    """
    counting = _Counting(pattern, length)
    _, steps = counting.sequence(list(_parser.parse(pattern)), _NOTHING)
    return _capped((length + 1) * steps if anywhere else steps)


_parser: Any = import_module("re._parser")
"""The parser of ``re`` itself, so that what is judged is what runs."""

Characters = frozenset[int]
"""ASCII codes, and a number for each sort of other characters; may hold more than can really match, never fewer."""

_DIGITS, _SPACES, _LETTERS, _REST = range(128, 132)
"""Characters beyond ASCII: those that ``\\d``, ``\\s`` and ``\\w`` but not ``\\d`` match, and all others."""
_FOLDS = {"i": 132, "k": 133, "s": 134}
"""Letters beyond ASCII that are an ASCII letter when case is ignored: dotted and dotless i, the Kelvin sign, long s."""
_OTHERS: Characters = frozenset((_DIGITS, _SPACES, _LETTERS, _REST, *_FOLDS.values()))
_EVERY: Characters = frozenset(range(128)) | _OTHERS
_NOTHING: Characters = frozenset()
_MOST = 2 * MOST_STEPS


def _capped(number: int) -> int:
    return min(number, _MOST)


def _matching(escape: str, *others: int) -> Characters:
    found = re.compile(escape)
    return frozenset(code for code in range(128) if found.match(chr(code))) | frozenset(others)


_CATEGORIES: dict[str, Characters] = {}
for _name, _characters in (
    ("DIGIT", _matching(r"\d", _DIGITS)),
    ("SPACE", _matching(r"\s", _SPACES)),
    ("WORD", _matching(r"\w", _DIGITS, _LETTERS, *_FOLDS.values())),
):
    _CATEGORIES[f"CATEGORY_{_name}"] = _characters
    _CATEGORIES[f"CATEGORY_NOT_{_name}"] = _EVERY - _characters


class _Counting:
    """Ways and steps of the parts of one pattern on texts of one length."""

    def __init__(self, pattern: str, length: int) -> None:
        self._pattern = pattern
        self._length = length

    def sequence(self, items: list[Any], follow: Characters) -> tuple[int, int]:
        """Ways and steps of parts that stand one behind the other; ``follow``: what can come behind the last."""
        behind = [follow]
        for item in reversed(items):
            first, empty = self.start(item)
            behind.append(first | behind[-1] if empty else first)
        ways, steps = 1, 1
        for item, after in zip(items, behind[-2::-1], strict=True):
            item_ways, item_steps = self.part(item, after)
            steps = _capped(steps + ways * item_steps)
            ways = _capped(ways * item_ways)
        return ways, steps

    def part(self, item: Any, follow: Characters) -> tuple[int, int]:
        """Ways and steps of one part."""
        name, value = str(item[0]), item[1]
        if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            return self._repeat(value, follow)
        if name == "BRANCH":
            return self._branch([list(branch) for branch in value[1]], follow)
        if name in ("SUBPATTERN", "ATOMIC_GROUP"):
            return self.sequence(list(value[3] if name == "SUBPATTERN" else value), follow)
        return 1, 1

    def _repeat(self, value: Any, follow: Characters) -> tuple[int, int]:
        least, most, body = value
        times = min(int(most), self._length + 1)
        first, empty = self._start_of(list(body))
        ways, steps = self.sequence(list(body), first | follow if times > 1 else follow)
        counts = 1 if first.isdisjoint(follow) else times - min(int(least), times) + 1
        if ways > 1 or empty:
            ways = max(ways, 2)
            counts = _MOST if times > 64 else _capped(counts * ways**times)
            return counts, _capped(counts * (steps + 1))
        return counts, _capped((times + 1) * steps)

    def _branch(self, branches: list[list[Any]], follow: Characters) -> tuple[int, int]:
        """Branches that cannot both match at one place are not taken one after the other."""
        together: list[tuple[list[list[Characters]], int]] = []
        steps = 0
        for branch in branches:
            ways, branch_steps = self.sequence(branch, follow)
            steps += branch_steps
            beginnings = [self._beginning(branch, follow)]
            apart = []
            for others, other_ways in together:
                if any(_can_both_match(beginnings[0], other) for other in others):
                    beginnings, ways = beginnings + others, ways + other_ways
                else:
                    apart.append((others, other_ways))
            together = [*apart, (beginnings, ways)]
        return _capped(max(ways for _, ways in together)), _capped(steps)

    def _beginning(self, items: list[Any], follow: Characters) -> list[Characters]:
        """The characters that the first places of a sequence can hold, as far as each place is of one part."""
        found: list[Characters] = []
        for item in items:
            name, value = str(item[0]), item[1]
            if name not in ("LITERAL", "NOT_LITERAL", "ANY", "IN"):
                first, empty = self._start_of(items[len(found) :])
                return [*found, first | follow if empty else first]
            found.append(self._characters(name, value))
        return [*found, follow] if follow else found

    def _start_of(self, items: list[Any]) -> tuple[Characters, bool]:
        """What a sequence can start with, and whether it can match nothing."""
        found: Characters = _NOTHING
        for item in items:
            first, empty = self.start(item)
            found |= first
            if not empty:
                return found, False
        return found, True

    def start(self, item: Any) -> tuple[Characters, bool]:
        """What a part can start with, and whether it can match nothing."""
        name, value = str(item[0]), item[1]
        if name in ("LITERAL", "NOT_LITERAL", "ANY", "IN"):
            return self._characters(name, value), False
        if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            least, _, body = value
            first, empty = self._start_of(list(body))
            return first, empty or int(least) == 0
        if name == "BRANCH":
            starts = [self._start_of(list(branch)) for branch in value[1]]
            return frozenset().union(*(first for first, _ in starts)), any(empty for _, empty in starts)
        if name in ("SUBPATTERN", "ATOMIC_GROUP"):
            return self._start_of(list(value[3] if name == "SUBPATTERN" else value))
        if name == "AT":
            return _NOTHING, True
        if name == "GROUPREF":
            raise CheckError(f"{self._pattern!r} uses a back-reference, which can take for ever on long text")
        if name in ("ASSERT", "ASSERT_NOT", "GROUPREF_EXISTS"):
            raise CheckError(f"{self._pattern!r} looks around or back, which packs may not")
        raise CheckError(f"{self._pattern!r} uses {name}, which packs may not")

    def _characters(self, name: str, value: Any) -> Characters:
        if name == "ANY":
            return _EVERY
        if name != "IN":
            exact = _one(value)
            return (_EVERY - exact) | _OTHERS if name == "NOT_LITERAL" else self._either_case(exact)
        found: Characters = _NOTHING
        negated = False
        for kind, content in value:
            sort = str(kind)
            if sort == "NEGATE":
                negated = True
            elif sort == "LITERAL":
                found |= _one(content)
            elif sort == "RANGE":
                low, high = content
                found |= frozenset(range(low, min(high, 127) + 1)) | (_OTHERS if high > 127 else _NOTHING)
            else:
                found |= _CATEGORIES[str(content)]
        if not negated:
            return self._either_case(found)
        # What is left out may be only a part of its sort of characters.
        return (_EVERY - found) | _OTHERS

    def _either_case(self, found: Characters) -> Characters:
        """With both cases, as a group may ignore case for itself."""
        letters = [chr(code) for code in found if code < 128 and chr(code).isalpha()]
        more = {ord(letter.swapcase()) for letter in letters}
        more |= {_FOLDS[letter.lower()] for letter in letters if letter.lower() in _FOLDS}
        more |= {ord(letter) for letter, fold in _FOLDS.items() if fold in found}
        return found | more


def _can_both_match(one: list[Characters], other: list[Characters]) -> bool:
    return all(not here.isdisjoint(there) for here, there in zip(one, other, strict=False))


def _one(code: int) -> Characters:
    if code < 128:
        return frozenset({code})
    char = chr(code)
    fold = next((number for letter, number in _FOLDS.items() if re.match(letter, char, re.IGNORECASE)), None)
    if fold is not None:
        return frozenset({fold})
    if re.match(r"\d", char):
        return frozenset({_DIGITS})
    if re.match(r"\s", char):
        return frozenset({_SPACES})
    return frozenset({_LETTERS if re.match(r"\w", char) else _REST})
