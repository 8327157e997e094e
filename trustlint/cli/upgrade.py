"""``trustlint upgrade``."""

from __future__ import annotations

import os
import sys
from datetime import datetime
from pathlib import Path

import click

from trustlint.cli.check_options import now_option
from trustlint.cli.output import look, write_text, write_texts
from trustlint.cli.plugins import no_plugins_option
from trustlint.engine.options import CheckOptions, checked
from trustlint.errors import UsageError
from trustlint.model.upgrade import Upgrade, Upgrades
from trustlint.packs.load import DEFAULT_PACKS
from trustlint.report.upgrade import UPGRADE_FORMATS, json_document, render_upgrades
from trustlint.report.writer import RenderOptions
from trustlint.upgrading.upgrade import upgrade_paths


@click.command("upgrade", context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("paths", nargs=-1, required=True, metavar="PATH|GLOB|-...")
@click.option(
    "--link",
    "links",
    multiple=True,
    metavar="PATH",
    help="File or folder that links lead to (badge class, issuer), and that is not upgraded itself. May be repeated.",
)
@click.option(
    "-o",
    "--output",
    metavar="FILE|FOLDER",
    help="Write the result to FILE; several results, or those of a folder, to FOLDER. Printed by default.",
)
@click.option("--force", is_flag=True, help="Write over files that are there already.")
@click.option(
    "--pack",
    "packs",
    multiple=True,
    metavar="ID|FILE",
    help="Pack that the result is checked against; replaces the default ones. May be repeated.",
)
@click.option(
    "-f",
    "--format",
    "format_",
    type=click.Choice(UPGRADE_FORMATS),
    default="text",
    show_default=True,
    help="text: the badge goes to standard output, what became of it to standard error; json: both in one report.",
)
@now_option
@no_plugins_option
@click.option("-q", "--quiet", is_flag=True, help="Do not tell what became of the badge.")
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True, help="Colours.")  # fmt: skip
@click.pass_context
def command(
    context: click.Context,
    paths: tuple[str, ...],
    links: tuple[str, ...],
    output: str | None,
    force: bool,
    packs: tuple[str, ...],
    format_: str,
    now: datetime,
    quiet: bool,
    color: str,
) -> None:
    """Turn Open Badges 2.0 into Open Badges 3.0, and say what is carried over, what is lost and what is still lacking.

    A BadgeClass becomes an Achievement, an Assertion an unsigned OpenBadgeCredential on VC 2.0, an Issuer a Profile. What an
    Assertion links to has to be among the inputs, or embedded. Nothing is fetched, and no file is written over.

    \b
    Exit codes:
      0  all was upgraded, and every result is a valid Open Badge
      1  a result is no valid Open Badge, as something was wrong before
      2  wrong use, wrong configuration, or a pack that cannot be used
      3  incomplete: an input could not be read or upgraded
      5  there was nothing to upgrade
    """
    if "-" in paths and sys.stdin is None:
        raise click.UsageError("Standard input is closed; name a file, or pipe one in.")
    options = checked(CheckOptions(packs=packs or DEFAULT_PACKS, now=now))
    upgrades = upgrade_paths(paths, options, links=links)
    done = [document for document in upgrades.documents if document.data is not None]
    if output is None or output == "-":
        if len(done) > 1 and format_ == "text":
            raise UsageError(
                f"there are {len(done)} results; name a folder for them with -o, or take --format json"
            )
        if format_ == "text" and done:
            write_text(json_document(done[0].data), None, "json")
    else:
        upgrades = _write(upgrades, paths, output, force)
    appearance = look("text", color, False, False)
    if format_ == "json":
        write_text(render_upgrades(upgrades, "json", appearance), None, "json")
    elif not quiet and sys.stderr is not None:
        click.echo(render_upgrades(upgrades, "text", _on_stderr(appearance, color)), err=True, nl=False)
    context.exit(upgrades.exit_code)


def _on_stderr(appearance: RenderOptions, color: str) -> RenderOptions:
    wanted = color == "always" or (color == "auto" and sys.stderr.isatty() and "NO_COLOR" not in os.environ)
    return appearance._replace(color=wanted)


def _write(upgrades: Upgrades, paths: tuple[str, ...], output: str, force: bool) -> Upgrades:
    """Write the results; the same Upgrades with the name of the file of each.

    Raises UsageError where a file is there already, or two results would be one.
    """
    done = [document for document in upgrades.documents if document.data is not None]
    is_folder = (
        output.endswith(("/", os.sep))
        or Path(output).is_dir()
        or len(done) > 1
        or any(Path(path).is_dir() for path in paths)
    )
    texts: dict[str, str] = {}
    files: dict[int, str] = {}
    sources: dict[str, str] = {}
    for document in done:
        file = str(Path(output) / _name(document, paths)) if is_folder else output
        if file in texts and (document.part is None or sources[file] != document.path):
            raise UsageError(
                f"both {sources[file]} and {document.path} would become {file}; upgrade them one by one"
            )
        sources[file] = document.path
        files[id(document)] = file
        lines = document.part is not None and is_folder
        texts[file] = texts.get(file, "") + json_document(document.data, indent=None if lines else 2)
    taken = next((file for file in texts if os.path.lexists(file)), None)
    if taken is not None and not force:
        raise UsageError(f"{taken} is there already; give another name, or --force to write over it")
    write_texts(texts)
    documents = tuple(document._replace(written=files.get(id(document))) for document in upgrades.documents)
    return upgrades._replace(documents=documents)


def _name(document: Upgrade, paths: tuple[str, ...]) -> str:
    """The name below the folder: as below the folder that was named, with the ending of what is written."""
    path = Path(document.path) if document.path != "-" else Path("badge.json")
    around = [folder for folder in map(Path, paths) if folder in path.parents]
    name = path.relative_to(max(around, key=lambda folder: len(folder.parts))) if around else Path(path.name)
    # The parts of one file become lines of one file.
    return str(name.with_suffix(".json" if document.part is None else ".ndjson"))
