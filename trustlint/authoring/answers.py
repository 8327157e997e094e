"""Answers: from what people write to values, with a helpful message for what cannot be one."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from typing import Any, NamedTuple
from unicodedata import category

from trustlint.authoring.questions import Part, Question
from trustlint.formats import is_bcp47, is_email, is_iri

LONGEST = 50_000
"""Characters of one answer. What is longer is a pasted file."""
MOST_ENTRIES = 100

Values = Mapping[str, Any]
"""By the name of a part, what was answered; of ``levels``, a list of such."""


class AnswerError(Exception):
    """An answer that cannot be used; the message says what is wrong and what is expected."""


class Answer(NamedTuple):
    """What was answered to a question: its values, several where it takes many; ``none`` for "there is none"."""

    entries: tuple[Values, ...]
    none: bool = False


def value_of(part: Part, text: str, levels: tuple[str, ...] = ()) -> Any:
    """The value of an answer to a part of a question. levels: names of the levels that it may name.

    Raises AnswerError.
    """
    text = text.strip()
    if not text:
        raise AnswerError("the answer is empty; write something, or skip the question")
    if len(text) > LONGEST:
        raise AnswerError(f"the answer has {len(text):,} characters, and at most {LONGEST:,} are taken")
    if any(category(character) in ("Cc", "Cs") and character not in "\n\t" for character in text):
        raise AnswerError("the answer holds control characters, which are no text; write it anew")
    if part.kind == "level":
        return _level(text, levels)
    return _CONVERTED[part.kind](text, part)


def read_answer(question: Question, data: Any) -> Answer:
    """The answer that an answers file gives to a question, whatever its shape. Raises AnswerError."""
    if question.has_none and data in ("none", []):
        return Answer((), none=True)
    items = data if isinstance(data, list) and (question.many or _is_record_list(question, data)) else [data]
    if len(items) > MOST_ENTRIES:
        raise AnswerError(f"there are {len(items):,} entries, and at most {MOST_ENTRIES} are taken")
    if len(items) != 1 and not question.many:
        raise AnswerError("one answer is expected, and this is a list")
    return Answer(tuple(_entry(question.parts, item) for item in items))


def _is_record_list(question: Question, data: list[Any]) -> bool:
    return not question.is_single


def _entry(parts: tuple[Part, ...], data: Any) -> Values:
    if len(parts) == 1 and not isinstance(data, dict):
        data = {parts[0].name: data}
    if not isinstance(data, dict):
        names = ", ".join(part.name for part in parts)
        raise AnswerError(f"it is {_shown(data)}, and a mapping is expected that gives: {names}")
    unknown = [name for name in data if name not in {part.name for part in parts}]
    if unknown:
        close = get_close_matches(str(unknown[0]), [part.name for part in parts], n=1)
        hint = (
            f"; did you mean {close[0]!r}?"
            if close
            else f"; it takes {', '.join(part.name for part in parts)}"
        )
        raise AnswerError(f"there is no {str(unknown[0])!r} in it{hint}")
    values: dict[str, Any] = {}
    for part in parts:
        said = data.get(part.name)
        if said is None:
            if part.needed:
                raise AnswerError(f"{part.name} is missing: {part.what}")
            continue
        try:
            values[part.name] = _part_value(part, said, values)
        except AnswerError as error:
            raise AnswerError(f"{part.name}: {error}" if len(parts) > 1 else str(error)) from None
    return values


def _part_value(part: Part, said: Any, values: Values) -> Any:
    if part.kind == "levels":
        if not isinstance(said, list) or not 2 <= len(said) <= MOST_ENTRIES:
            raise AnswerError("a list of at least two levels is expected, the lowest first")
        return [_entry(part.parts, item) for item in said]
    if isinstance(said, bool):
        said = "yes" if said else "no"
    if isinstance(said, int | float):
        said = str(said)
    if not isinstance(said, str):
        raise AnswerError(f"it is {_shown(said)}, and a text is expected")
    return value_of(part, said, level_names(values))


def level_names(values: Values) -> tuple[str, ...]:
    """The names of the levels among answers that were given already."""
    for value in values.values():
        if isinstance(value, list):
            return tuple(str(level.get("name", "")) for level in value)
    return ()


def _text(text: str, part: Part) -> str:
    return text


def _url(text: str, part: Part) -> str:
    if re.match(r"(?i)(https?|did|urn):", text) and is_iri(text):
        if re.match(r"(?i)https?:", text) and not re.match(r"(?i)https?://[^/?#:]*[^/?#:.\s]", text):
            raise AnswerError(
                f"{_shown(text)} names no host; write a complete address such as {_example(part)}"
            )
        return text
    if re.fullmatch(r"[\w-]+(\.[\w-]+)+(/\S*)?", text):
        raise AnswerError(f"{_shown(text)} is not complete; did you mean https://{text[:200]}?")
    raise AnswerError(f"{_shown(text)} is no web address; write it with https://, such as {_example(part)}")


def _example(part: Part) -> str:
    return part.example or "https://example.org/page"


def _email(text: str, part: Part) -> str:
    if not is_email(text):
        raise AnswerError(
            f"{_shown(text)} is no e-mail address; write it as {part.example or 'badges@example.org'}"
        )
    return text


def _number(text: str, part: Part) -> int | float:
    try:
        number = float(text.replace(",", ".") if text.count(",") == 1 and "." not in text else text)
    except ValueError:
        number = math.nan
    if not math.isfinite(number) or number < 0 or number > 1e9:
        raise AnswerError(f"{_shown(text)} is no number; write it in digits, such as {part.example or '2'}")
    return int(number) if number.is_integer() else number


def _number_text(text: str, part: Part) -> str:
    return str(_number(text, part)) if not text.startswith("-") else f"-{_number(text[1:], part)}"


def _yes_no(text: str, part: Part) -> bool:
    said = text.casefold()
    if said in ("yes", "y", "true"):
        return True
    if said in ("no", "n", "false"):
        return False
    raise AnswerError(f"{_shown(text)} is neither yes nor no")


def _choice(text: str, part: Part) -> str:
    names = list(part.values)
    if text in part.values:
        return text
    if text.isascii() and text.isdigit() and any(part.values.values()) and 0 < int(text[:4]) <= len(names):
        return names[int(text[:4]) - 1]
    for name in names:
        if name.casefold() == text.casefold().replace(" ", ""):
            return name
    if part.open:
        return text
    close = get_close_matches(text, names, n=1)
    hint = f"; did you mean {close[0]}?" if close else ""
    raise AnswerError(f"{_shown(text)} is none of {', '.join(names)}{hint}")


def _language(text: str, part: Part) -> str:
    if not is_bcp47(text):
        raise AnswerError(f"{_shown(text)} is no language code; write two letters such as en, or en-GB")
    return text


def _country(text: str, part: Part) -> str:
    if not re.fullmatch(r"[A-Za-z]{2}", text):
        raise AnswerError(f"{_shown(text)} is no country code; write its two letters, such as NL or NZ")
    return text.upper()


def _level(text: str, levels: tuple[str, ...]) -> str:
    for name in levels:
        if name.casefold() == text.casefold():
            return name
    if text.isascii() and text.isdigit() and 0 < int(text[:4]) <= len(levels):
        return levels[int(text[:4]) - 1]
    raise AnswerError(f"{_shown(text)} is none of the levels {', '.join(levels)}")


_CONVERTED: dict[str, Callable[[str, Part], Any]] = {
    "text": _text,
    "url": _url,
    "email": _email,
    "number": _number,
    "number-text": _number_text,
    "yes-no": _yes_no,
    "choice": _choice,
    "language": _language,
    "country": _country,
}


def _shown(value: Any) -> str:
    text = str(value)
    return repr(text if len(text) <= 60 else f"{text[:57]}…")
