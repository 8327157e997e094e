"""``trustlint fix``."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

import click

from trustlint.cli.check_options import (
    context_option,
    exclude_option,
    now_option,
    placeholder_option,
    set_option,
)
from trustlint.cli.plugins import no_plugins_option
from trustlint.engine.links import LinkIndex
from trustlint.engine.options import CheckOptions, checked
from trustlint.engine.session import Session
from trustlint.errors import UsageError
from trustlint.fixing.difference import difference
from trustlint.fixing.files import MendedFile, mend_file
from trustlint.model.finding import Finding
from trustlint.model.fix import FixOptions
from trustlint.model.report import DocumentResult
from trustlint.packs.fixes import fix_kinds
from trustlint.packs.load import DEFAULT_PACKS
from trustlint.packs.model import Pack
from trustlint.source.discover import discover
from trustlint.source.document import Document
from trustlint.source.read import Input, read_content
from trustlint.whole_file import WholeFile

EXIT_UNWRITTEN, EXIT_UNREAD, EXIT_NOTHING = 1, 3, 5


@click.command("fix", context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("paths", nargs=-1, metavar="[PATH|GLOB|-]...")
@click.option("-w", "--write", is_flag=True, help="Change the files, instead of showing what would change.")
@click.option(
    "--select",
    multiple=True,
    metavar="NAME",
    help="Settle only findings of this rule (code or name), or only by this fix. May be repeated.",
)
@click.option("--ignore", multiple=True, metavar="NAME", help="Leave these alone. May be repeated.")
@click.option("--assume-utc", is_flag=True, help="Take times without a time zone for UTC.")
@click.option(
    "--hash-recipients",
    is_flag=True,
    help="Replace readable e-mail addresses of learners by their hashes; the addresses are lost.",
)
@click.option(
    "--salt",
    metavar="TEXT",
    help="Salt of the hashes, where the badge has none; by default a new one for each.",
)
@click.option(
    "--pack",
    "packs",
    multiple=True,
    metavar="ID|FILE",
    help="Pack that must come out no worse; replaces the default ones. May be repeated.",
)
@set_option
@exclude_option
@context_option
@placeholder_option
@now_option
@no_plugins_option
@click.option(
    "-q", "--quiet", is_flag=True, help="Say nothing but what could not be read; the exit code tells."
)
@click.pass_context
def command(
    context: click.Context,
    paths: tuple[str, ...],
    write: bool,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    assume_utc: bool,
    hash_recipients: bool,
    salt: str | None,
    packs: tuple[str, ...],
    parameters: dict[str, dict[str, Any]],
    exclude: tuple[str, ...],
    contexts: dict[str, Any],
    placeholder: str,
    now: datetime,
    quiet: bool,
) -> None:
    """Mend what is wrong and can be mended with certainty, without changing what a badge means.

    Shows the changes as a diff; --write makes them. Give files, folders or patterns; the current folder by default. With
    - standard input is mended, and written whole to standard output. Each document is checked again before a change is
    kept: it has fewer findings then, no new one, and meets no criterion less. Signed credentials stay as they are.

    \b
    Exit codes:
      0  nothing to change, or all changes are made
      1  there are changes, which were shown and not made
      2  wrong use, a pack that cannot be used, or a file that cannot be written
      3  an input could not be read
      5  nothing was found to look at
    """
    if "-" in paths and len(paths) > 1:
        raise click.UsageError("- stands alone: standard input is mended to standard output.")
    if salt is not None and not hash_recipients:
        raise click.UsageError("--salt goes with --hash-recipients.")
    if salt == "":
        raise click.UsageError("--salt is empty; give a text, or leave it out for a new one.")
    options = checked(
        CheckOptions(
            packs=packs or DEFAULT_PACKS,
            now=now,
            parameters=parameters,
            placeholder=placeholder,
            contexts=contexts,
            exclude=exclude,
            excerpts=False,
            fixing=FixOptions(assume_utc, hash_recipients, salt),
        )
    )
    unmatched: list[str] = []
    inputs = list(discover(paths or (".",), exclude=exclude, unmatched=unmatched))
    session = Session(options, LinkIndex(inputs))
    run = _Run(
        session, _Selection(session.packs, select, ignore), write=write or paths == ("-",), quiet=quiet
    )
    for pattern in unmatched:
        run.say_unread(pattern, "nothing matches this pattern; check how it is written")
    for source in inputs:
        run.mend(source)
    context.exit(run.end())


class _Selection:
    """Which findings are to be settled, by code or name of the rule or by the id of the fix."""

    def __init__(self, packs: Sequence[Pack], select: Sequence[str], ignore: Sequence[str]) -> None:
        known = {name for pack in packs for rule in pack.rules for name in (rule.code, rule.name)}
        known |= fix_kinds().keys()
        for name in (*select, *ignore):
            if name not in known:
                from difflib import get_close_matches

                close = get_close_matches(name, known, 1)
                hint = f"; did you mean {close[0]!r}?" if close else ""
                raise UsageError(f"there is no rule or fix {name!r} in the selected packs{hint}")
        self._select, self._ignore = frozenset(select), frozenset(ignore)

    def __call__(self, finding: Finding) -> bool:
        names = {finding.code, finding.name, finding.fix.fix if finding.fix else ""}
        return not names & self._ignore and (not self._select or bool(names & self._select))


class _Tally(NamedTuple):
    findings: int = 0
    files: int = 0
    documents: int = 0
    unread: int = 0


class _Run:
    """Mends one input after another, shows or writes what comes of it, and counts."""

    def __init__(self, session: Session, wanted: _Selection, *, write: bool, quiet: bool) -> None:
        self._session = session
        self._wanted = wanted
        self._write = write
        self._quiet = quiet
        self._tally = _Tally()

    def mend(self, source: Input) -> None:
        content, problem = read_content(source)
        if problem is not None:
            self.say_unread(source.path, problem.message)
            return
        mended = mend_file(source, content, self._check, self._wanted)
        self._add(documents=mended.documents)
        for name, why in mended.unread:
            self.say_unread(name, why)
        if source.path == "-":
            _print(mended.after)
        if mended.after != mended.before:
            self._add(findings=mended.gone, files=1)
            if source.path != "-":
                self._put(source, mended)
        self._say_left(mended)

    def say_unread(self, name: str, why: str) -> None:
        self._add(unread=1)
        click.echo(f"trustlint: {name}: {why}", err=True)

    def end(self) -> int:
        """Say what was done; the exit code."""
        tally = self._tally
        if not tally.documents and not tally.unread:
            click.echo("trustlint: nothing was found to look at", err=True)
            return EXIT_NOTHING
        files = f"{tally.files} file{'' if tally.files == 1 else 's'}"
        findings = f"{tally.findings} finding{'' if tally.findings == 1 else 's'}"
        if not tally.files:
            self._say("nothing to change")
        elif self._write:
            self._say(f"{findings} settled in {files}")
        else:
            self._say(f"{findings} can be settled in {files}; --write makes the changes")
        if tally.unread:
            return EXIT_UNREAD
        return EXIT_UNWRITTEN if tally.files and not self._write else 0

    def _check(self, document: Document) -> list[DocumentResult]:
        return [result for result in self._session.check_whole(document) if result is not None]

    def _put(self, source: Input, mended: MendedFile) -> None:
        if not self._write:
            if not self._quiet:
                _print(difference(source.path, mended.before, mended.after))
            return
        file = WholeFile(source.path, same_mode=True)
        try:
            file.write_bytes(mended.after)
            file.finish()
            now_there, _ = read_content(source)
            if now_there != mended.before:
                raise UsageError(
                    f"{source.path} was changed by somebody else meanwhile; run the command again"
                )
            file.put_in_place()
        finally:
            file.discard()

    def _say_left(self, mended: MendedFile) -> None:
        for result, finding, why in mended.left:
            at = f" at {finding.pointer}" if finding.pointer else ""
            self._say(f"{result.name}: {finding.code}{at} is left: {why}")

    def _say(self, text: str) -> None:
        if not self._quiet:
            click.echo(f"trustlint: {text}", err=True)

    def _add(self, **more: int) -> None:
        self._tally = self._tally._replace(
            **{name: getattr(self._tally, name) + count for name, count in more.items()}
        )


def _print(content: bytes) -> None:
    if sys.stdout is None:
        raise UsageError("standard output is closed; change the files with --write")
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()
