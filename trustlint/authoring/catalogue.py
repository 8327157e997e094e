"""All that would be asked for some packs, and the answers file that gives it to fill in."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from trustlint.authoring.answers import Answer, Values, level_names, value_of
from trustlint.authoring.draft import Draft
from trustlint.authoring.questions import Part, Question
from trustlint.authoring.write import Asked, write_badge
from trustlint.report.safe_text import wrap

_STAND_INS = {
    "text": "words",
    "url": "https://example.org/page",
    "email": "badges@example.org",
    "number": "2",
    "number-text": "2",
    "yes-no": "no",
    "language": "en",
    "country": "NL",
}
_WIDTH = 100
_LONGEST_HINT = 60


class _Trial:
    """Answers every question somehow, and keeps it: what is asked may depend on what was answered."""

    tries = 1

    def __init__(self) -> None:
        self.asked: dict[str, Asked] = {}

    def answer(self, asked: Asked) -> Answer | None:
        known = self.asked.get(asked.question.id)
        if known is None:
            self.asked[asked.question.id] = asked
        else:
            names = {part.name for part in known.question.parts}
            more = tuple(part for part in asked.question.parts if part.name not in names)
            question = known.question._replace(parts=known.question.parts + more)
            more_criteria = tuple(each for each in asked.criteria if each not in known.criteria)
            self.asked[asked.question.id] = known._replace(
                question=question, criteria=known.criteria + more_criteria
            )
        return Answer((_stand_ins(asked.question.parts),))


def asked_of(draft: Draft, model: str) -> list[Asked]:
    """Every question that a new badge may be asked, in order. The draft is used up."""
    trial = _Trial()
    write_badge(draft, model, trial)
    return list(trial.asked.values())


def _stand_ins(parts: Iterable[Part]) -> Values:
    values: dict[str, object] = {}
    for part in parts:
        if part.kind == "levels":
            values[part.name] = [
                {each.name: f"{each.what} {number}" for each in part.parts} for number in ("one", "two")
            ]
        elif part.kind == "level":
            values[part.name] = level_names(values)[-1]
        else:
            text = part.example or part.default or next(iter(part.values), "") or _STAND_INS[part.kind]
            values[part.name] = value_of(part, text)
    return values


def answers_file(asked: list[Asked], parameters: Iterable[Question], command: str) -> str:
    """An answers file with every question as a comment, and a place for its answer."""
    lines = [
        *_comment(
            f"Answers for `{command}`. Fill in what you know and leave the rest empty; then write the badge with"
        ),
        *_comment(f"{command} --answers THIS-FILE -o my-badge.json", "#   "),
        "trustlint-answers: 1",
        "answers:",
    ]
    for question in parameters:
        lines += ["", *_comment(f"{question.ask} (may be left empty)", "  # ")]
        lines += _choices(question.parts[0], "  # ")
        lines.append(f"  {question.id}:")
    for item in asked:
        question = item.question
        lines += ["", *_comment(f"{question.ask}{_need(item)}", "  # ")]
        lines += _comment(question.help, "  # ") if question.help else []
        for criterion in item.criteria[:1]:
            lines += _comment(f"Why: {criterion.why}", "  # ")
        for part in question.parts:
            if len(part.example) > _LONGEST_HINT:
                lines += _comment(f"Such as: {part.example}", "  # ")
        if question.has_none:
            lines.append("  # Write none if there is none.")
        lines += _place(question, item.step.question.is_single)
    return "\n".join(lines) + "\n"


def _need(item: Asked) -> str:
    if item.criteria:
        names = ", ".join(criterion.id for criterion in item.criteria[:4])
        return f" ({'needed; ' if item.needed else ''}{names})"
    return " (needed)" if item.needed else " (may be left empty)"


def _place(question: Question, single: bool) -> list[str]:
    """single: whether the question never has more parts than one, so that its answer is a bare value."""
    if single:
        part = question.parts[0]
        lines = _choices(part, "  # ")
        return [*lines, f"  {question.id}:{' []' if question.many and not lines else ''}{_hint(part)}"]
    lines = [f"  {question.id}:"]
    first = "    - " if question.many else "    "
    return lines + _records(question.parts, first, "      " if question.many else "    ")


def _records(parts: Iterable[Part], first: str, rest: str) -> list[str]:
    lines: list[str] = []
    start = first
    for part in parts:
        if part.kind == "levels":
            lines.append(f"{start}{part.name}:  # {part.what}, the lowest first")
            for _ in range(2):
                lines += _records(part.parts, f"{rest}  - ", f"{rest}    ")
        else:
            lines.append(f"{start}{part.name}:{_hint(part)}")
        start = rest
    return lines


def _hint(part: Part) -> str:
    words = part.what if part.needed else f"{part.what} (may be left empty)"
    if part.values:
        words += f": {', '.join(part.values)}"
    elif part.example and len(part.example) <= _LONGEST_HINT:
        words += f"; such as {json.dumps(part.example, ensure_ascii=False)}"
    return f"  # {_one_line(words)}"


def _choices(part: Part, start: str) -> list[str]:
    return [f"{start}  {name}{f': {meaning}' if meaning else ''}" for name, meaning in part.values.items()]


def _comment(text: str, start: str = "# ") -> list[str]:
    return [f"{start}{line}" for line in wrap(_one_line(text), _WIDTH - len(start))]


def _one_line(text: str) -> str:
    return re.sub(r"[\x00-\x20\x7f-\x9f\u2028\u2029]+", " ", text).strip()
