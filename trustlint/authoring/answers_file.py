"""An answers file: strict keys, every mistake with its place, and the answers that it gives to questions."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path as FilePath
from typing import Any

from trustlint.authoring.answers import Answer, AnswerError, read_answer
from trustlint.authoring.questions import Question
from trustlint.authoring.write import Asked
from trustlint.errors import UsageError
from trustlint.model.pointer import Path
from trustlint.packs.strict import read_strict_document


class AnswersFile:
    """Answers by the id of their question. Raises PackError ``path:line:column: …`` for what is no answers file."""

    tries = 1

    def __init__(self, file: FilePath, ids: Iterable[str]) -> None:
        """``ids``: the questions that may be answered."""
        self._file = file
        self._document = read_strict_document(file, _schema(ids))
        self._answers: dict[str, Any] = self._document.data["answers"] or {}
        self._used: set[str] = set()

    def answer(self, asked: Asked) -> Answer | None:
        """The answer to a question, None where it has none. Raises UsageError with the place of one that is of no use."""
        return self._read(asked.step.accepted)

    def value(self, question: Question) -> Any:
        """The single value that answers a question of one part, None where it has none. Raises UsageError."""
        answer = self._read(question)
        return answer.entries[0][question.parts[0].name] if answer and answer.entries else None

    def unused(self) -> list[str]:
        """The ids of answers that nothing asked for, each with its place."""
        return [
            f"{self._place(('answers', id_))}: {id_}"
            for id_, data in self._answers.items()
            if id_ not in self._used and not _is_empty(data)
        ]

    def _read(self, question: Question) -> Answer | None:
        data = self._answers.get(question.id)
        if data == [] and question.has_none:
            data = "none"
        if _is_empty(data):
            return None
        if isinstance(data, list):
            data = [item for item in data if not _is_empty(item)]
        self._used.add(question.id)
        try:
            return read_answer(question, data)
        except AnswerError as error:
            raise UsageError(f"{self._place(('answers', question.id))}: {question.id}: {error}") from None

    def _place(self, path: Path) -> str:
        span = self._document.key_span(path)
        return f"{self._file}:{span.line}:{span.column}" if span else str(self._file)


def _is_empty(data: Any) -> bool:
    """Whether nothing was filled in: everything in it is null, or blank text."""
    if isinstance(data, dict):
        return all(map(_is_empty, data.values()))
    if isinstance(data, list):
        return all(map(_is_empty, data))
    return data is None or (isinstance(data, str) and not data.strip())


def _schema(ids: Iterable[str]) -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["trustlint-answers", "answers"],
        "additionalProperties": False,
        "properties": {
            "trustlint-answers": {"const": 1},
            "answers": {
                "type": ["object", "null"],
                "properties": {id_: {} for id_ in ids},
                "additionalProperties": False,
            },
        },
    }
