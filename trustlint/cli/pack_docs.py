"""``trustlint pack docs``."""

from __future__ import annotations

from pathlib import Path

import click

from trustlint.cli.plugins import no_plugins_option
from trustlint.errors import UsageError
from trustlint.packs.load import find_pack, load_pack_source
from trustlint.packs.pages import pack_pages

NOTE = "<!-- Made by `trustlint pack docs`; edit the pack instead. -->"


@click.command("docs", context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("name", metavar="ID|PATH")
@click.option("-o", "--output", required=True, metavar="DIR", help="Folder to write the pages to.")
@no_plugins_option
def command(name: str, output: str) -> None:
    """Write a page for the pack, and one for each of its criteria and rules, as Markdown.

    Pages that this command has written before are replaced; a file of yours is never touched.
    """
    pages = dict(pack_pages(load_pack_source(find_pack(name)), NOTE + "\n"))
    folder = Path(output)
    try:
        for file in pages:
            place = folder / file
            if place.exists() and not place.read_text(encoding="utf-8", errors="replace").startswith(NOTE):
                raise UsageError(
                    f"{place} was not written by this command, and is left as it is; choose another folder"
                )
        for file, text in pages.items():
            place = folder / file
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise UsageError(f"{folder} cannot be written: {error.strerror or error}") from None
    click.echo(f"{len(pages)} pages written to {folder}; start with {folder / 'index.md'}")
