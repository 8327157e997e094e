"""Asking a person what ``trustlint new`` wants to know. All of it goes to standard error: the badge may go to standard output."""

from __future__ import annotations

from typing import Any

import click

from trustlint.authoring.answers import Answer, AnswerError, Values, level_names, value_of
from trustlint.authoring.questions import Part, Question
from trustlint.authoring.write import Asked
from trustlint.report.safe_text import bounded, wrap

_WIDTH = 96
_SKIP, _HELP, _NONE = "skip", "?", "none"


class _SkippedError(Exception):
    """A question is left out."""


class Interview:
    """Answers from a person at a terminal. Ctrl-C, and the end of the input, end it all (click.Abort)."""

    tries = 3

    def __init__(self, welcome: str) -> None:
        self._number = 0
        _say(welcome)
        _say(
            f"Write {_SKIP} to leave a question out, {_HELP} for more help. Nothing is written before the last answer."
        )

    def answer(self, asked: Asked) -> Answer | None:
        """The answer to a question; None where it is skipped."""
        question = asked.question
        self._number += 1
        _say("")
        _say(f"{self._number}. {question.ask}{'' if asked.needed else ' (may be skipped)'}")
        if asked.criteria:
            first = asked.criteria[0]
            _say(f"Why: {first.why or first.requirement} ({first.id}: {first.title})", "   ")
        if asked.problem:
            _say(f"Not enough yet: {asked.problem}", "   ")
        if question.has_none:
            _say(f"Write {_NONE} if there is none.", "   ")
        entries: list[Values] = []
        try:
            while True:
                values = self._entry(asked, question.parts, first=not entries)
                if values is None:
                    return Answer((), none=True)
                entries.append(values)
                if not question.many or not click.confirm("   Another one?", default=False, err=True):
                    return Answer(tuple(entries))
        except _SkippedError:
            return Answer(tuple(entries)) if entries else None

    def value(self, question: Question) -> Any:
        """The single value that answers a question of one part; None where it is skipped."""
        self._number += 1
        _say("")
        _say(f"{self._number}. {question.ask} (may be skipped)")
        try:
            return self._part(question.parts[0], question, {}, needed=False)
        except _SkippedError:
            return None

    def _entry(self, asked: Asked, parts: tuple[Part, ...], *, first: bool) -> Values | None:
        values: dict[str, Any] = {}
        single = len(parts) == 1
        for number, part in enumerate(parts):
            if not single:
                _say(f"{part.ask}{'' if part.needed else ' (Enter to leave it out)'}", "   ")
            if part.kind == "levels":
                values[part.name] = self._levels(part, asked.question)
                continue
            may_be_none = asked.question.has_none and first and number == 0
            said = self._part(part, asked.question, values, needed=part.needed, may_be_none=may_be_none)
            if said is _NONE and may_be_none:
                return None
            if said is not None:
                values[part.name] = said
        return values

    def _levels(self, part: Part, question: Question) -> list[Values]:
        levels: list[Values] = []
        while True:
            level: dict[str, Any] = {}
            for each in part.parts:
                _say(f"Level {len(levels) + 1}: {each.ask}", "     ")
                level[each.name] = self._part(each, question, {}, needed=True)
            levels.append(level)
            if len(levels) > 1 and not click.confirm("     Another level?", default=False, err=True):
                return levels

    def _part(
        self, part: Part, question: Question, values: Values, *, needed: bool, may_be_none: bool = False
    ) -> Any:
        """The value of one part; None where it is left out. Raises _SkippedError."""
        names = level_names(values) if part.kind == "level" else ()
        self._offer(part, names)
        while True:
            default = part.default or ("" if not needed else None)
            said = str(
                click.prompt(
                    "   >", default=default, show_default=bool(part.default), err=True, prompt_suffix=" "
                )
            )
            said = said.strip()
            if said.casefold() == _SKIP:
                raise _SkippedError
            if said == _HELP:
                self._help(part, question)
                continue
            if may_be_none and said.casefold() == _NONE:
                return _NONE
            if not said and not needed:
                return None
            try:
                return value_of(part, said, names)
            except AnswerError as error:
                problem = str(error)
                _say(f"{problem[:1].upper()}{problem[1:]}{'' if problem.endswith('?') else '.'}", "   ")

    @staticmethod
    def _offer(part: Part, names: tuple[str, ...]) -> None:
        meant = any(part.values.values())
        for number, (name, meaning) in enumerate(part.values.items(), 1) if meant else ():
            _say(f"{number}  {name}: {meaning}", "     ")
        for number, name in enumerate(names, 1):
            _say(f"{number}  {name}", "     ")
        if part.values and not meant:
            _say(f"One of {', '.join(part.values)}.", "     ")
        elif part.example and not part.values:
            _say(f"Such as: {part.example}", "     ")

    @staticmethod
    def _help(part: Part, question: Question) -> None:
        _say(question.help or part.ask, "   ")
        if question.help and part.what:
            _say(f"Wanted: {part.what}.", "   ")
        if part.example:
            _say(f"Such as: {part.example}", "   ")


def _say(text: str, start: str = "") -> None:
    for line in wrap(bounded(text), _WIDTH, start, start):
        click.echo(line, err=True)
