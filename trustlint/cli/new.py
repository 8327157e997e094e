"""``trustlint new``."""

from __future__ import annotations

import json
import os
import shlex
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from trustlint.authoring.answers_file import AnswersFile
from trustlint.authoring.catalogue import answers_file, asked_of
from trustlint.authoring.draft import Draft
from trustlint.authoring.questions import Question, parameter_question, questions
from trustlint.authoring.summary import summary
from trustlint.authoring.write import MODELS, skeleton, write_badge
from trustlint.cli.check_options import now_option, set_option
from trustlint.cli.interview import Interview
from trustlint.cli.plugins import no_plugins_option
from trustlint.engine.gate import Tally
from trustlint.engine.options import CheckOptions, checked
from trustlint.engine.session import VALIDITY_PACK, Session
from trustlint.errors import UsageError
from trustlint.model.report import DocumentResult, Footer
from trustlint.packs.model import Pack, Parameter
from trustlint.source.read import Input

DEFAULT_PACKS = (VALIDITY_PACK, "trusted-credential")
_AUTO = "auto"
_MODEL_NAMES = {"ob3": "Open Badges 3.0 Achievement", "ob2": "Open Badges 2.0 BadgeClass"}


@click.command("new", context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--pack",
    "packs",
    multiple=True,
    metavar="ID|FILE",
    help=f"Pack that the badge is to meet; {DEFAULT_PACKS[1]} by default. May be repeated.",
)
@click.option(
    "--require",
    multiple=True,
    metavar="PACK[:LEVEL]",
    help="Level to be met, instead of the first level of every pack. May be repeated.",
)
@click.option(
    "--model",
    type=click.Choice(MODELS),
    default="ob3",
    show_default=True,
    help="Open Badges 3.0 (an Achievement) or 2.0 (a BadgeClass).",
)
@click.option("--answers", metavar="FILE", help="Take the answers from a YAML file, and ask nothing.")
@click.option(
    "--questions", "list_questions", is_flag=True, help="Print an answers file to fill in, and end."
)
@click.option("--from", "source", metavar="FILE", help="Mark what an existing badge lacks, to be filled in.")
@click.option("-o", "--output", metavar="FILE", help="Where to write; standard output by default.")
@click.option("--force", is_flag=True, help="Overwrite the output file when it is there already.")
@set_option
@now_option
@no_plugins_option
@click.pass_context
def command(
    context: click.Context,
    packs: tuple[str, ...],
    require: tuple[str, ...],
    model: str,
    answers: str | None,
    list_questions: bool,
    source: str | None,
    output: str | None,
    force: bool,
    parameters: dict[str, dict[str, Any]],
    now: datetime,
) -> None:
    """Write the definition of a new badge that meets the chosen packs.

    Asks in plain words for what the packs want, or takes the answers from a file, and checks what it wrote. What you skip is left
    out, and you are told what to do about it. With --from, an existing badge gets a marked gap for each thing that it
    lacks. The exit code is 0 when the levels asked for are met, and 1 when something is left open.
    """
    if sum((answers is not None, list_questions, source is not None)) > 1:
        raise click.UsageError("--answers, --questions and --from exclude each other; choose one.")
    if force and output is None:
        raise click.UsageError("--force is about the file of --output; name it.")
    target = Path(output) if output is not None and output != "-" else None
    if target is not None and target.exists() and not force:
        raise UsageError(f"{target} is there already, and is left as it is; choose another name, or --force")
    chosen = tuple(dict.fromkeys([VALIDITY_PACK, *(packs or DEFAULT_PACKS)]))
    options = checked(
        CheckOptions(
            packs=chosen, require=require, now=now, parameters=parameters, attestations=(), waivers=()
        )
    )
    session = Session(options)
    if source is not None:
        _fill_gaps(context, source, session, target)
        return
    choices = [
        (pack, parameter)
        for pack, parameter in _choices(session.packs)
        if parameter.name not in parameters.get(pack.id, {})
    ]
    asked_first = [parameter_question(pack, parameter) for pack, parameter in choices]
    if list_questions:
        _write(target, _questions(session, model, asked_first))
        return
    if answers is not None:
        given = AnswersFile(Path(answers), _known_ids(session, model, asked_first))
        respondent: AnswersFile | Interview = given
    else:
        respondent = Interview(_welcome(session, model))
    session = _with_choices(session, choices, respondent)
    draft = Draft(session, skeleton(model), _levels(session))
    write_badge(draft, model, respondent)
    if isinstance(respondent, AnswersFile):
        for unused in respondent.unused():
            click.echo(
                f"trustlint: {unused} is not used: nothing that the chosen packs ask of this badge wants it",
                err=True,
            )
    text = json.dumps(draft.data, indent=2, ensure_ascii=False) + "\n"
    _write(target, text)
    result, footer = judged(session, str(target or "the badge"), text)
    click.echo(f"{'' if target is None else f'{target} written: '}{_MODEL_NAMES[model]}", err=target is None)
    for line in summary(result, _levels(session)):
        click.echo(line, err=target is None)
    if target is not None:
        click.echo(f"\nNext: {_check_command(session, target)}")
    context.exit(footer.exit_code)


def judged(session: Session, name: str, text: str) -> tuple[DocumentResult, Footer]:
    """What ``check`` says of a text that was written, and whether the gate is met."""
    tally = Tally(session.packs, session.required, session.options)
    (result,) = session.check_input(Input(name, True, text.encode("utf-8")))
    assert result is not None
    tally.add(result)
    return result, tally.footer()


def _levels(session: Session) -> dict[str, tuple[str, ...]]:
    """By pack id, the levels that are to be met."""
    required = session.required
    return {pack.id: pack.levels_within(required[pack.id]) for pack in session.packs if pack.id in required}


def _choices(packs: tuple[Pack, ...]) -> list[tuple[Pack, Parameter]]:
    """The parameters that a pack otherwise guesses from the document, which is not there yet."""
    return [
        (pack, parameter)
        for pack in packs
        for parameter in pack.parameters
        if parameter.one_of and parameter.default == _AUTO
    ]


def _with_choices(
    session: Session, choices: list[tuple[Pack, Parameter]], respondent: AnswersFile | Interview
) -> Session:
    """The session with the parameters that were chosen."""
    parameters = {pack: dict(values) for pack, values in session.options.parameters.items()}
    for pack, parameter in choices:
        value = respondent.value(parameter_question(pack, parameter))
        if value is not None:
            parameters.setdefault(pack.id, {})[parameter.name] = value
    if parameters == session.options.parameters:
        return session
    return Session(replace(session.options, parameters=parameters))


def _questions(session: Session, model: str, asked_first: list[Question]) -> str:
    packs = [f"--pack {shlex.quote(name)}" for name in session.options.packs if name != VALIDITY_PACK]
    require = [f"--require {shlex.quote(item)}" for item in session.options.require]
    models = [] if model == "ob3" else [f"--model {model}"]
    asked = asked_of(Draft(_settled(session, model), skeleton(model), _levels(session)), model)
    return answers_file(asked, asked_first, " ".join(["trustlint new", *packs, *require, *models]))


def _known_ids(session: Session, model: str, asked_first: list[Question]) -> list[str]:
    asked = asked_of(Draft(_settled(session, model), skeleton(model), _levels(session)), model)
    ids = [question.id for question in questions() if question.parts]
    return list(
        dict.fromkeys(
            [*(question.id for question in asked_first), *ids, *(item.question.id for item in asked)]
        )
    )


def _settled(session: Session, model: str) -> Session:
    """The session with every open choice made so that most is asked."""
    best = session
    for pack, parameter in _choices(session.packs):
        chosen = best.options.parameters
        if parameter.name in chosen.get(pack.id, {}):
            continue
        candidates = [
            Session(
                replace(
                    best.options,
                    parameters={**chosen, pack.id: {**chosen.get(pack.id, {}), parameter.name: value}},
                )
            )
            for value in parameter.one_of
        ]
        best = max(
            candidates, key=lambda each: len(list(Draft(each, skeleton(model), _levels(each)).failing()))
        )
    return best


def _welcome(session: Session, model: str) -> str:
    wanted = ", ".join(f"{pack} ({level})" for pack, level in session.required.items())
    return f"A new {_MODEL_NAMES[model]}, to meet {wanted or 'the standard'}."


def _check_command(session: Session, target: Path) -> str:
    packs = [f"--pack {shlex.quote(name)}" for name in session.options.packs]
    require = [f"--require {shlex.quote(item)}" for item in session.options.require]
    sets = [
        f"--set {shlex.quote(f'{pack}.{name}={value if isinstance(value, str) else json.dumps(value)}')}"
        for pack, values in session.options.parameters.items()
        for name, value in values.items()
    ]
    return " ".join(["trustlint check", *packs, *require, *sets, shlex.quote(str(target))])


def _write(target: Path | None, text: str) -> None:
    """Write a file whole or not at all; to standard output where none is named. Raises UsageError."""
    if target is None:
        click.echo(text, nl=False)
        return
    temporary = target.with_name(f".{target.name}.{os.getpid()}.new")
    try:
        temporary.write_text(text, encoding="utf-8", newline="\n")
        temporary.replace(target)
    except OSError as error:
        raise UsageError(f"{target} cannot be written: {error.strerror or error}") from None
    finally:
        temporary.unlink(missing_ok=True)


def _fill_gaps(context: click.Context, source: str, session: Session, target: Path | None) -> None:
    from trustlint.authoring.gaps import fill_gaps
    from trustlint.report.safe_text import bounded, wrap

    filled = fill_gaps(source, session, _levels(session))
    _write(target, filled.text)
    to_screen = target is None
    if target is not None:
        click.echo(f"{target} written")
    if filled.gaps:
        click.echo(
            f"\nFill in, where the text starts with <<FILL IN: …>> ({len(filled.gaps)}):", err=to_screen
        )
    for gap in filled.gaps:
        click.echo("\n".join(wrap(bounded(f"{gap.pointer}: {gap.what}"), 100, "  ", "      ")), err=to_screen)
    result, footer = judged(session, source, filled.text)
    click.echo("", err=to_screen)
    for line in summary(result, _levels(session), gaps_are_told=True):
        click.echo(line, err=to_screen)
    context.exit(footer.exit_code)
