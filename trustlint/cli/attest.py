"""``trustlint attest``."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import click

from trustlint.cli.configuration import config_options, placing, settled
from trustlint.cli.dates import day, moment
from trustlint.cli.review_options import (
    configured_file,
    entry_options,
    refuse_empty,
    refuse_no_file,
    refuse_past,
)
from trustlint.engine.options import CheckOptions
from trustlint.engine.questions import (
    Asked,
    documents_to_review,
    find_criterion,
    is_open,
    packs_at,
    review_file,
    why_not_asked,
    written_path,
)
from trustlint.engine.session import Reviewable
from trustlint.errors import UsageError
from trustlint.formats import is_iri
from trustlint.model.review import Standing
from trustlint.packs.load import DEFAULT_PACKS
from trustlint.report.safe_text import safe
from trustlint.review.find import ATTESTATIONS
from trustlint.review.write import add_entry

_SAME = ("document", "part", "criterion", "by")
_SKIP, _STOP = "skip", "stop"


@click.command("attest", context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("path", metavar="FILE")
@click.argument("name", metavar="[CRITERION]", required=False)
@click.option(
    "--answer", type=click.Choice(["yes", "no", "na"]), help="yes: met; no: not met; na: not applicable."
)
@click.option("--by", metavar="NAME", help="Who answers.")
@click.option("--role", metavar="ROLE", help="In which role.")
@click.option("--note", metavar="TEXT", help="Why. Needed for na.")
@click.option("--evidence", metavar="URL", help="Address of what the answer rests on.")
@click.option("--expires", metavar="DATE", callback=day, help="Last day on which the answer holds.")
@entry_options
@click.option(
    "--pack",
    "packs",
    multiple=True,
    metavar="ID|FILE",
    help="Pack to ask for, instead of the default ones. May be repeated.",
)
@click.option(
    "--now", metavar="DATE-TIME", callback=moment, help="The time of the answer; the present by default."
)
@config_options
@click.pass_context
def command(
    context: click.Context,
    path: str,
    name: str | None,
    answer: str | None,
    by: str | None,
    role: str | None,
    note: str | None,
    evidence: str | None,
    expires: date | None,
    part: str | None,
    file: str | None,
    packs: tuple[str, ...],
    now: datetime,
) -> None:
    """Answer what a machine leaves open of a badge.

    With CRITERION (PACK/ID, or ID), record one answer. Without, every open question is asked, with its guidance; stop
    whenever you like and go on later. Answers go to trustlint-attestations.yaml, the nearest one from the folder of FILE
    upward, or a new one beside it. They hold until what the criterion reads in the badge changes.
    """
    today = now.astimezone(UTC).date()
    refuse_empty(by=by, role=role, note=note, part=part)
    if evidence is not None and not is_iri(evidence):
        raise click.BadParameter(
            f"--evidence: {evidence!r} is not an address such as https://example.org/minutes."
        )
    refuse_past(expires, today)
    refuse_no_file(path)
    values = settled(context, {"packs": packs or DEFAULT_PACKS})
    goal = review_file(path, file or configured_file(values, "attestations"), ATTESTATIONS)
    held = (str(goal),) if goal.exists() else ()
    values.pop("format_", None)
    options = CheckOptions(**{**values, "attestations": held, "waivers": ()}, now=now)
    recorder = _Recorder(path, goal, today, expires)
    if name is None:
        if answer or note or evidence:
            raise click.UsageError("--answer, --note and --evidence are about one CRITERION; name it.")
        _interview(path, part, options, recorder, by, role)
        return
    missing = [
        option for option, value in (("--answer", answer), ("--by", by), ("--role", role)) if not value
    ]
    if answer is None or by is None or role is None:
        raise click.UsageError(
            f"{' and '.join(missing)} {'is' if len(missing) == 1 else 'are'} needed with a CRITERION."
        )
    if answer == "na" and note is None:
        raise click.UsageError("An answer of na needs a --note that says why the criterion does not apply.")
    with placing(context):
        wanted = find_criterion(name, packs_at(path, options))
    asked = _one_document(list(documents_to_review(path, options)), path, part)
    item = next(item for item in asked.criteria if item.criterion == wanted)
    why = why_not_asked(item)
    if why is not None:
        raise UsageError(f"{wanted.pack}/{wanted.id} of {asked.name} needs no answer: {why}")
    recorder.record(asked, item, answer, by, role, note, evidence)


class _Recorder:
    """Writes answers about one file."""

    def __init__(self, path: str, file: Path, today: date, expires: date | None) -> None:
        self._path = path
        self._file = file
        self._today = today
        self._expires = expires

    def record(
        self,
        asked: Asked,
        item: Reviewable,
        answer: str,
        by: str,
        role: str,
        note: str | None,
        evidence: str | None,
    ) -> None:
        criterion = item.criterion
        entry = {
            "document": written_path(self._path, self._file),
            "part": asked.part,
            "criterion": f"{criterion.pack}/{criterion.id}",
            "question": criterion.human.question if criterion.human else None,
            "answer": answer,
            "by": by.strip(),
            "role": role.strip(),
            "date": self._today.isoformat(),
            "expires": self._expires.isoformat() if self._expires else None,
            "note": note,
            "evidence": evidence,
            "digest": item.digest,
        }
        replaced = add_entry(self._file, "attestations", entry, _SAME)
        done = "replaced the earlier answer" if replaced else "written"
        click.echo(
            f"{entry['criterion']} of {asked.name}: {answer} from {entry['by']}, {done} in {self._file}"
        )


def _one_document(documents: list[Asked], path: str, part: str | None) -> Asked:
    parts = [asked.part for asked in documents]
    if part is None and len(documents) == 1:
        return documents[0]
    for asked in documents:
        if asked.part == part and (part is not None or len(documents) == 1):
            return asked
    named = ", ".join(item or "(the whole)" for item in parts[:5])
    if part is None:
        raise UsageError(f"{path} holds {len(documents)} documents; choose one with --part: {named}")
    raise UsageError(f"{path} has no part {part!r} with a badge or credential; it has {named}")


def _interview(
    path: str, part: str | None, options: CheckOptions, recorder: _Recorder, by: str | None, role: str | None
) -> None:
    with placing(click.get_current_context()):
        documents = list(documents_to_review(path, options))
    if part is not None:
        documents = [_one_document(documents, path, part)]
    waiting = [(asked, item) for asked in documents for item in asked.criteria if is_open(item)]
    if not waiting:
        click.echo(f"{path}: no question is open.")
        return
    click.echo(f"{path}: {len(waiting)} open question{'' if len(waiting) == 1 else 's'}.")
    answered = 0
    try:
        by = by or _ask("Your name")
        role = role or _ask("Your role")
        for number, (asked, item) in enumerate(waiting, 1):
            click.echo(f"\n{number} of {len(waiting)}: {_described(asked, item, len(documents) > 1)}")
            if _has_answered(item, by):
                click.echo("You have answered this already; other reviewers have to.")
                continue
            answer = click.prompt(
                "Answer", type=click.Choice(["yes", "no", "na", _SKIP, _STOP], case_sensitive=False)
            )
            if answer == _STOP:
                break
            if answer == _SKIP:
                continue
            note = _ask("Why does it not apply") if answer == "na" else _ask("Note (may be left empty)", "")
            recorder.record(asked, item, answer, by, role, note or None, None)
            answered += 1
    except click.Abort:
        click.echo()
    left = len(waiting) - answered
    click.echo(
        f"\n{answered} answered, {left} left open." if left else f"\n{answered} answered, none left open."
    )


def _ask(text: str, default: str | None = None) -> str:
    """An answer with text in it, or nothing where that is the default. Raises click.Abort at the end of the input."""
    while True:
        said = str(click.prompt(text, default=default, show_default=False)).strip()
        if said or default is not None:
            return said


def _has_answered(item: Reviewable, by: str) -> bool:
    name = " ".join(by.split()).casefold()
    return (
        any(
            said.standing is Standing.VALID and " ".join(said.by.split()).casefold() == name
            for said in item.result.attestations
        )
        and item.result.reason == "reviewers-missing"
    )


def _described(asked: Asked, item: Reviewable, several: bool) -> str:
    criterion, result = item.criterion, item.result
    lines = [f"{criterion.id}  {criterion.title} ({criterion.pack}, {criterion.level})"]
    if several:
        lines.append(f"Of {asked.name}")
    lines.append(criterion.requirement)
    question = criterion.human.question if criterion.human else "Is this met?"
    if result.message and result.message != question:
        lines.append(f"So far: {result.message}")
    lines.append(f"Question: {question}")
    if criterion.human and criterion.human.guidance:
        lines.append(f"Guidance: {criterion.human.guidance}")
    return "\n".join(safe(line, True) for line in lines)
