"""Recordings: all answers of a run in a folder, and runs that have their answers from there and nowhere else."""

from __future__ import annotations

import json
from pathlib import Path

from trustlint.errors import UsageError
from trustlint.model.resource import Wanted
from trustlint.resources.address import WebAddress
from trustlint.resources.answer import Answer, present
from trustlint.resources.answer_folder import AnswerFolder, DamagedAnswer
from trustlint.resources.limits import form_for
from trustlint.resources.online import Answers

MARK = "trustlint-recording.json"
_MARK_TEXT = b'{"trustlint-recording": 1}\n'


def new_recording(name: str) -> AnswerFolder:
    """The folder of a recording, made when it is not there; one that is there is added to.

    Raises UsageError when it cannot be written, or holds something else.
    """
    path = Path(name)
    folder = AnswerFolder(path)
    try:
        if path.is_dir() and any(path.iterdir()):
            _marked(name)
        folder.put(path / MARK, _MARK_TEXT)
    except (OSError, ValueError) as error:
        why = (error.strerror if isinstance(error, OSError) else None) or str(error)
        raise UsageError(f"the recording {name} cannot be written: {why[:1].lower()}{why[1:]}") from None
    return folder


def _marked(name: str) -> None:
    """Raises UsageError when a folder is no recording that this version can read."""
    try:
        held = json.loads((Path(name) / MARK).read_bytes())
    except FileNotFoundError:
        raise UsageError(
            f"{name} is no recording, as it has no {MARK}; name a folder that `trustlint check --online --record`"
            " made, or a new one to record to"
        ) from None
    except (OSError, ValueError, RecursionError) as error:
        raise UsageError(f"the recording {name} cannot be read: {error}") from None
    if held != json.loads(_MARK_TEXT):
        raise UsageError(f"the recording {name} is of another version of trustlint; record it anew")


class Recorder:
    """Answers from elsewhere, each of which is recorded, what failed too."""

    def __init__(self, answers: Answers, name: str) -> None:
        """Raises UsageError as ``new_recording`` does."""
        self.found_in = answers.found_in
        self._answers = answers
        self._name = name
        self._folder = new_recording(name)
        self._recorded: set[tuple[str, str]] = set()

    def answer(self, web: WebAddress, wanted: Wanted) -> Answer:
        """See ``Answers.answer``. What cannot be recorded is not given either: a run from the recording would differ."""
        answer = self._answers.answer(web, wanted)
        key = (answer.address, answer.form)
        if key not in self._recorded:
            try:
                self._folder.write(answer)
            except OSError as error:
                why = error.strerror or type(error).__name__
                reason = (
                    f"could not be recorded in {self._name} ({why}); make room there, or record elsewhere"
                )
                return answer._replace(content=None, is_gone=False, reason=reason)
            self._recorded.add(key)
        return answer


class Replay:
    """Answers from a recording, and never from the network."""

    def __init__(self, name: str) -> None:
        """Raises UsageError when there is no recording of that name."""
        if not Path(name).is_dir():
            raise UsageError(
                f"there is no recording {name}; make it with `trustlint check --online --record {name}`"
            )
        _marked(name)
        self.found_in = f"the recording {name}"
        self._name = name
        self._folder = AnswerFolder(Path(name))

    def answer(self, web: WebAddress, wanted: Wanted) -> Answer:
        """See ``Answers.answer``."""
        form = form_for(wanted).name
        try:
            found = self._folder.read(str(web), form)
            reason = (
                f"is not in the recording {self._name}; record it again with --online --record {self._name}"
            )
        except DamagedAnswer:
            found = None
            reason = f"is damaged in the recording {self._name}; record it again with --online --record {self._name}"
        return found or Answer(str(web), form, present(), reason=reason)
